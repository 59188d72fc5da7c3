"""The network that reads words, on numpy alone: spelling and hints in, a state for each word out.

It computes what ``kg.training.learning.network`` trains (a gated convolution and two LSTMs over word vectors,
after Lample et al. 2016), with the vector of each distinct word kept once it is known. In the accurate tier
each word comes with a vector of its context too, which the convolution and the LSTMs see beside the rest. The
recogniser scores tags by the states, and the parser builds on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from kg.nlp.words.layers import BiLstm, Floats, Linear, Scale, sigmoid
from kg.nlp.words.spelling import bucket, spell

_KEPT = 200_000
"""Distinct words whose vectors are kept, about 180 MB at most; then the memory begins anew."""
_TABLES = ("norm.weight", "gram.weight", "shape.weight")


class Network:
    """The trained arrays and vocabulary, ready to compute; keeps vectors of seen words, nothing else."""

    def __init__(self, arrays: Mapping[str, Floats], norms: Sequence[str], shapes: Sequence[str]) -> None:
        """Take the arrays by the names that training gives them, and the words and shapes that own rows."""
        self._tables = {name: np.ascontiguousarray(arrays[name], dtype=np.float32) for name in _TABLES}
        self._norms = {norm: i + 1 for i, norm in enumerate(norms)}
        self._shapes = {shape: i + 1 for i, shape in enumerate(shapes)}
        self._vectors: dict[str, Floats] = {}
        self._word, self._word_scale = Linear(arrays, "word"), Scale(arrays, "word_scale")
        self._hint = Linear(arrays, "hint")
        self._near, self._near_scale = Linear(arrays, "near"), Scale(arrays, "near_scale")
        self._turns = BiLstm(arrays, "ahead", "back")
        self._context = Linear(arrays, "context") if "context.weight" in arrays else None
        self._context_scale = Scale(arrays, "context_scale") if self._context else None
        self.vector_width = self._context.width_in if self._context else 0
        """How many numbers of its context each word must come with; 0 in the default tier."""
        self.turn_width = self._turns.width
        """How many numbers of a state come from each LSTM; they stand first, those of the words ahead of it
        before those of the words behind it."""
        self.state_width = 2 * self._turns.width + self._turns.width_in
        """How many numbers a state has."""

    def states(
        self, sentences: Sequence[Sequence[str]], hints: Floats, *, vectors: Floats | None = None
    ) -> Floats:
        """Return the state of each word, (words of all sentences in order, `state_width`).

        `hints` are the gazetteer's features, a row a word; so are `vectors`, those of the words' contexts,
        which only a network with a `vector_width` takes. No sentence may be empty.
        """
        words = self._words([word for sentence in sentences for word in sentence])
        x = np.concatenate([words, np.tanh(self._hint(hints))], axis=1)
        lengths = np.array([len(s) for s in sentences])
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        context = None
        if vectors is not None and self._context is not None and self._context_scale is not None:
            context = self._context_scale(self._context(vectors))
        x = _beside(self._neighbours(x, context, starts), context)
        return np.concatenate([self._turns(x, starts, lengths), x], axis=1)

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
        table = self._tables["gram.weight"]
        rows = [[bucket(gram, len(table)) for gram in seen.grams] for seen in spellings]
        ends = list(accumulate(map(len, rows)))
        starts = [0, *ends[:-1]]
        grams = np.add.reduceat(table[[r for each in rows for r in each]], starts, axis=0)
        grams /= np.array([len(each) for each in rows], dtype=np.float32)[:, None]
        norms = self._tables["norm.weight"][[self._norms.get(s.norm, 0) for s in spellings]]
        shapes = self._tables["shape.weight"][[self._shapes.get(s.shape, 0) for s in spellings]]
        seen = np.concatenate([norms, grams, shapes], axis=1)
        return self._word_scale(np.tanh(self._word(seen)))

    def _neighbours(self, x: Floats, context: Floats | None, starts: NDArray[np.int64]) -> Floats:
        """Return each word seen beside its neighbours by a gated linear unit (Dauphin et al. 2017)."""
        seen = _beside(x, context)
        left = np.zeros_like(seen)
        right = np.zeros_like(seen)
        left[1:] = seen[:-1]
        left[starts] = 0
        right[:-1] = seen[1:]
        right[starts[1:] - 1] = 0
        value, gate = np.split(self._near(np.concatenate([left, seen, right], axis=1)), 2, axis=1)
        return self._near_scale(x + value * sigmoid(gate))


def _beside(x: Floats, context: Floats | None) -> Floats:
    return x if context is None else np.concatenate([x, context], axis=1)
