"""The parser's network on numpy alone: states of tokens in; tags, heads and labels out.

Two more bidirectional LSTMs over the states that the recogniser shares, then a deep biaffine parser (Dozat
and Manning 2017). Each treebank has habits of its own, and a vector that tells the network whose to follow
(Stymne et al. 2018). It computes what ``kg.training.learning.syntax_network`` trains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.nlp.parsing.decoding import best_heads
from kg.nlp.words.layers import BiLstm, Floats, Linear, product


class Reading(NamedTuple):
    """What was read of the tokens of all sentences in order.

    `tags` and `labels` are places in the parser's lists; `heads` count within the sentence, a root is its
    own.
    """

    tags: NDArray[np.int64]
    heads: NDArray[np.int64]
    labels: NDArray[np.int64]


class SyntaxNetwork:
    """The trained arrays, ready to compute; holds no state of what it has read."""

    def __init__(self, arrays: Mapping[str, Floats], *, root: int) -> None:
        """Take the arrays by the names that training gives them; `root` is the place of the root's label."""
        self._form = np.asarray(arrays["form.weight"], dtype=np.float32)
        self._ending = np.asarray(arrays["ending.weight"], dtype=np.float32)
        self._enter = Linear(arrays, "enter")
        self._treebanks = np.asarray(arrays["treebank.weight"], dtype=np.float32)
        self._turns = [BiLstm(arrays, f"ahead{again}", f"back{again}") for again in ("", "_again")]
        self._tag = Linear(arrays, "tag")
        self._governed, self._governor = Linear(arrays, "governed"), Linear(arrays, "governor")
        self._arc = np.asarray(arrays["arc"], dtype=np.float32)
        self._likely = np.asarray(arrays["likely"], dtype=np.float32)
        self._top = np.asarray(arrays["top"], dtype=np.float32)
        self._label_of, self._label_from = Linear(arrays, "label_of"), Linear(arrays, "label_from")
        label = np.asarray(arrays["label"], dtype=np.float32)
        self._labels = label.shape[1]
        self._label = np.ascontiguousarray(label.reshape(len(label), -1))
        self._label_top = np.asarray(arrays["label_top"], dtype=np.float32)
        self._root = root
        self.counts = {
            "tags": self._tag.width_out,
            "labels": self._labels,
            "norms": len(self._form) - 1,
            "treebanks": len(self._treebanks),
        }
        """How many tags, labels, forms and treebanks it tells apart."""
        self.endings = len(self._ending)
        """How many rows endings share."""
        self.width_in = self._enter.width_in - self._form.shape[1] - self._ending.shape[1]
        """How many numbers the state of a token has."""

    def read(
        self, states: Floats, forms: NDArray[np.int64], lengths: Sequence[int], *, treebank: int
    ) -> Reading:
        """Return the reading of sentences of `lengths` tokens by a treebank.

        The tokens stand in order: their `states`, and their `forms`, rows of the tables of forms and endings,
        (tokens, 2).
        """
        counts = np.array(lengths)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        seen = np.concatenate([states, self._form[forms[:, 0]], self._ending[forms[:, 1]]], axis=1)
        x = np.tanh(self._enter(seen) + self._treebanks[treebank])
        inner = x
        for turns in self._turns:
            inner = turns(inner, starts, counts)
        top = np.concatenate([inner, x], axis=1)
        tags = self._tag(top).argmax(axis=1)
        heads = self._heads(top, starts, counts)
        return Reading(tags, heads, self._read_labels(top, heads, starts, counts))

    def _heads(self, top: Floats, starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
        governed = product(np.maximum(self._governed(top), 0), self._arc)
        governor = np.maximum(self._governor(top), 0)
        likely = governor @ self._likely
        top_scores = governed @ self._top + self._top @ self._likely
        heads = np.empty(len(top), dtype=np.int64)
        for start, count in zip(starts, counts, strict=True):
            own = slice(start, start + count)
            scores = product(governed[own], governor[own].T) + likely[own]
            # a word that governs itself stands for the root
            np.fill_diagonal(scores, top_scores[own])
            heads[own] = best_heads(scores)
        return heads

    def _read_labels(
        self, top: Floats, heads: NDArray[np.int64], starts: NDArray[np.int64], counts: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        own = np.maximum(self._label_of(top), 0)
        over = np.maximum(self._label_from(top), 0)
        place = heads + np.repeat(starts, counts)
        roots = place == np.arange(len(top))
        above = over[place]
        above[roots] = self._label_top
        ones = np.ones((len(top), 1), dtype=np.float32)
        own, above = np.concatenate([own, ones], axis=1), np.concatenate([above, ones], axis=1)
        seen = product(own, self._label).reshape(len(top), self._labels, -1)
        scores = np.matmul(seen, above[:, :, None])[:, :, 0]
        scores[:, self._root] = -np.inf
        labels = scores.argmax(axis=1)
        labels[roots] = self._root
        return np.asarray(labels, dtype=np.int64)
