"""The recogniser's network on numpy alone: spelling and hints in, scores of tags out.

It computes what ``kg.training.learning.network`` trains (a gated convolution and two LSTMs over word vectors,
after Lample et al. 2016), with the vector of each distinct word kept once it is known. In the accurate tier
each word comes with a vector of its context too, which the convolution, the LSTMs and the outputs see beside
the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from kg.nlp.entities.words import bucket, spell

Floats = NDArray[np.float32]
_KEPT = 200_000
"""Distinct words whose vectors are kept, about 180 MB at most; then the memory begins anew."""
_EPSILON = 1e-5
_NEW = 2
"""Which of the four gates of an LSTM, as torch orders them, is no sigmoid: what is new."""


class Network:
    """The trained arrays and vocabulary, ready to compute; keeps vectors of seen words, nothing else."""

    def __init__(self, arrays: Mapping[str, Floats], norms: Sequence[str], shapes: Sequence[str]) -> None:
        """Take the arrays by the names that training gives them, and the words and shapes that own rows."""
        self._a = {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in arrays.items()}
        self._norms = {norm: i + 1 for i, norm in enumerate(norms)}
        self._shapes = {shape: i + 1 for i, shape in enumerate(shapes)}
        self._vectors: dict[str, Floats] = {}
        context = "context.weight" in self._a
        self.vector_width = self._a["context.weight"].shape[1] if context else 0
        """How many numbers of its context each word must come with; 0 in the default tier."""
        for name in ("word", "hint", "near", "out", *(["context"] if context else [])):
            self._a[f"{name}.weight.T"] = np.ascontiguousarray(self._a[f"{name}.weight"].T)
        for name in ("ahead", "back"):
            # Halved where a sigmoid follows, which is a hyperbolic tangent of half as much.
            half = np.full(4, 0.5, dtype=np.float32)
            half[_NEW] = 1
            by_gate = np.repeat(half, len(self._a[f"{name}.bias_ih_l0"]) // 4)
            self._a[f"{name}.in"] = np.ascontiguousarray(self._a[f"{name}.weight_ih_l0"].T * by_gate)
            self._a[f"{name}.state"] = np.ascontiguousarray(self._a[f"{name}.weight_hh_l0"].T * by_gate)
            self._a[f"{name}.bias"] = (
                self._a[f"{name}.bias_ih_l0"] + self._a[f"{name}.bias_hh_l0"]
            ) * by_gate

    def outputs(
        self,
        sentences: Sequence[Sequence[str]],
        hints: Floats,
        columns: NDArray[np.int64],
        *,
        vectors: Floats | None = None,
    ) -> Floats:
        """Return the outputs of `columns` for each word, (words of all sentences in order, columns).

        `hints` are the gazetteer's features, a row a word; so are `vectors`, those of the words' contexts,
        which only a network with a `vector_width` takes. No sentence may be empty.
        """
        words = self._words([word for sentence in sentences for word in sentence])
        x = np.concatenate([words, np.tanh(self._linear("hint", hints))], axis=1)
        lengths = np.array([len(s) for s in sentences])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        context = None if vectors is None else self._scaled("context_scale", self._linear("context", vectors))
        x = _beside(self._near(x, context, starts), context)
        ahead = self._lstm("ahead", x, starts, lengths, step=1)
        back = self._lstm("back", x, starts, lengths, step=-1)
        top = np.concatenate([ahead, back, x], axis=1)
        weight = self._a["out.weight.T"][:, columns]
        return np.asarray(top @ weight + self._a["out.bias"][columns], dtype=np.float32)

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._a[f"{name}.weight.T"] + self._a[f"{name}.bias"], dtype=np.float32)

    def _scaled(self, name: str, x: Floats) -> Floats:
        """Return `x` with each row normalised (Ba et al. 2016)."""
        middle = x.mean(axis=1, keepdims=True)
        spread = x.var(axis=1, keepdims=True)
        scaled = (x - middle) / np.sqrt(spread + _EPSILON)
        return np.asarray(scaled * self._a[f"{name}.weight"] + self._a[f"{name}.bias"], dtype=np.float32)

    def _words(self, words: Sequence[str]) -> Floats:
        """Return the vectors of `words`."""
        if len(self._vectors) > _KEPT:
            self._vectors.clear()
        new = list(dict.fromkeys(w for w in words if w not in self._vectors))
        if new:
            self._vectors.update(zip(new, self._new_words(new), strict=True))
        return np.stack([self._vectors[word] for word in words])

    def _new_words(self, words: Sequence[str]) -> Floats:
        spellings = [spell(word) for word in words]
        table = self._a["gram.weight"]
        rows = [[bucket(gram, len(table)) for gram in seen.grams] for seen in spellings]
        ends = list(accumulate(map(len, rows)))
        starts = [0, *ends[:-1]]
        grams = np.add.reduceat(table[[r for each in rows for r in each]], starts, axis=0)
        grams /= np.array([len(each) for each in rows], dtype=np.float32)[:, None]
        norms = self._a["norm.weight"][[self._norms.get(s.norm, 0) for s in spellings]]
        shapes = self._a["shape.weight"][[self._shapes.get(s.shape, 0) for s in spellings]]
        seen = np.concatenate([norms, grams, shapes], axis=1)
        return self._scaled("word_scale", np.tanh(self._linear("word", seen)))

    def _near(self, x: Floats, context: Floats | None, starts: NDArray[np.int64]) -> Floats:
        """Return each word seen beside its neighbours by a gated linear unit (Dauphin et al. 2017)."""
        seen = _beside(x, context)
        left = np.zeros_like(seen)
        right = np.zeros_like(seen)
        left[1:] = seen[:-1]
        left[starts] = 0
        right[:-1] = seen[1:]
        right[starts[1:] - 1] = 0
        value, gate = np.split(self._linear("near", np.concatenate([left, seen, right], axis=1)), 2, axis=1)
        return self._scaled("near_scale", x + value * _sigmoid(gate))

    def _lstm(
        self, name: str, x: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64], *, step: int
    ) -> Floats:
        """Return the states of an LSTM over each sentence (Hochreiter and Schmidhuber 1997).

        It reads from the first word on or, with `step` -1, from the last one back.
        """
        fed = x @ self._a[f"{name}.in"] + self._a[f"{name}.bias"]
        weight = self._a[f"{name}.state"]
        width = weight.shape[0]
        order = np.argsort(-lengths, kind="stable")
        first = starts[order] if step == 1 else starts[order] + lengths[order] - 1
        ranked = lengths[order]
        found = np.empty((len(x), width), dtype=np.float32)
        state = np.zeros((len(order), width), dtype=np.float32)
        cell = np.zeros_like(state)
        for at in range(int(ranked[0])):
            live = int(np.searchsorted(-ranked, -at, side="left"))
            rows = first[:live] + step * at
            gates = fed[rows]
            gates += state[:live] @ weight
            np.tanh(gates, out=gates)
            enter, keep, new, leave = (gates[:, i * width : (i + 1) * width] for i in range(4))
            for gate in (enter, keep, leave):
                gate += 1
                gate *= 0.5
            cell = keep * cell[:live] + enter * new
            state = leave * np.tanh(cell)
            found[rows] = state
        return found


def _beside(x: Floats, context: Floats | None) -> Floats:
    return x if context is None else np.concatenate([x, context], axis=1)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 * np.tanh(0.5 * x) + 0.5, dtype=np.float32)
