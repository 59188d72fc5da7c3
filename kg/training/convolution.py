"""Fits small convolution networks over words by Adam, the slopes worked out by hand: numpy does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.evaluate.sequence import PLACES, Network, Table, neighbours
from kg.relations.learned.model import softmax
from kg.training.logistic import Bools

Rows = NDArray[np.int64]
_BATCH = 32
_RATE = 0.002
_FADE = 0.9
_STEADY = 0.999
_TINY = 1e-8
_LOW = -1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large a network is and how it is fitted: widths of the vectors, filters, rounds over the examples,
    shares of answers and of words left out by chance, and how fast weights decay.
    """

    widths: tuple[int, ...] = (64, 10, 8, 8, 4)
    filters: int = 80
    rounds: int = 7
    dropout: float = 0.5
    blank: float = 0.1
    decay: float = 1e-4


class _Fitting:
    def __init__(
        self, names: Sequence[Mapping[str, int]], words: Table, labels: int, shape: Shape, seed: int
    ) -> None:
        self.random = np.random.default_rng(seed)
        self.shape = shape
        width = sum(shape.widths)
        others = zip(names[1:], shape.widths[1:], strict=True)
        vectors = [words.copy(), *(self._some(len(each), wide) for each, wide in others)]
        for table in vectors:
            table[0] = 0
        self.values = [
            *vectors,
            self._some(3 * width, shape.filters) * np.float32(10 * np.sqrt(2 / (3 * width))),
            np.zeros(shape.filters, dtype=np.float32),
            self._some(PLACES * shape.filters, labels),
            np.zeros(labels, dtype=np.float32),
        ]
        self.means = [np.zeros_like(v) for v in self.values]
        self.squares = [np.zeros_like(v) for v in self.values]
        self.count = 0

    def _some(self, *size: int) -> Table:
        return (self.random.standard_normal(size) * 0.1).astype(np.float32)

    def slopes(self, rows: Rows, allowed: Bools) -> list[Table]:
        """Return how the loss of a batch (examples, words, columns) falls with each value."""
        *vectors, filters, filter_bias, weights, bias = self.values
        count = len(vectors)
        rows = rows.copy()
        lost = self.random.random(rows.shape[:2]) < self.shape.blank
        rows[..., 0][lost & (rows[..., 0] > 0)] = 1
        inputs = np.concatenate([t[rows[..., at]] for at, t in enumerate(vectors)], axis=2)
        beside = neighbours(inputs)
        answers = np.maximum(beside @ filters + filter_bias, 0)
        where = rows[..., count - 1]
        tops, best = [], []
        for place in range(1, PLACES + 1):
            there = np.where((where == place)[..., None], answers, np.float32(_LOW))
            at = there.argmax(axis=1)
            top = np.take_along_axis(there, at[:, None], axis=1)[:, 0]
            tops.append(np.maximum(top, 0))
            best.append(at)
        joined = np.concatenate(tops, axis=1)
        kept = (self.random.random(joined.shape) >= self.shape.dropout) / np.float32(1 - self.shape.dropout)
        shown = (joined * kept).astype(np.float32)
        chances = softmax((shown @ weights + bias).astype(np.float64))
        fitting = np.where(allowed, chances, 0.0)
        slope = ((chances - fitting / fitting.sum(axis=1, keepdims=True)) / len(rows)).astype(np.float32)
        back = (slope @ weights.T) * kept * (joined > 0)
        through = np.zeros_like(answers)
        one = np.arange(len(rows))[:, None]
        many = np.arange(answers.shape[2])[None]
        for place, at in enumerate(best):
            part = slice(place * answers.shape[2], (place + 1) * answers.shape[2])
            through[one, at, many] += back[:, part].astype(np.float32)
        flat = through.reshape(-1, through.shape[2])
        of_filters = beside.reshape(len(flat), -1).T @ flat
        of_beside = through @ filters.T
        width = inputs.shape[2]
        before, same, behind = (of_beside[..., at * width : (at + 1) * width] for at in range(3))
        of_inputs = same.copy()
        of_inputs[:, :-1] += before[:, 1:]
        of_inputs[:, 1:] += behind[:, :-1]
        found = list(self._of_tables(rows, of_inputs, vectors))
        return [*found, of_filters, flat.sum(axis=0), shown.T @ slope, slope.sum(axis=0)]

    @staticmethod
    def _of_tables(rows: Rows, of_inputs: Table, vectors: Sequence[Table]) -> Iterator[Table]:
        start, size = 0, rows.shape[0] * rows.shape[1]
        for at, table in enumerate(vectors):
            part = of_inputs[..., start : start + table.shape[1]].reshape(size, -1)
            start += table.shape[1]
            places = rows[..., at].ravel()
            which = csr_matrix(
                (np.ones(size, dtype=np.float32), (places, np.arange(size))), shape=(len(table), size)
            )
            slope = which @ part
            slope[0] = 0
            yield slope

    def step(self, rows: Rows, allowed: Bools, rate: float) -> None:
        """Go a step of Adam down the slopes of a batch, the weights decaying."""
        self.count += 1
        for at, slope in enumerate(self.slopes(rows, allowed)):
            value, mean, square = self.values[at], self.means[at], self.squares[at]
            mean += (1 - _FADE) * (slope - mean)
            square += (1 - _STEADY) * (slope**2 - square)
            far = (mean / (1 - _FADE**self.count)) / (np.sqrt(square / (1 - _STEADY**self.count)) + _TINY)
            value -= np.float32(rate) * far
            if value.ndim > 1:
                value *= np.float32(1 - self.shape.decay)


def fit_network(
    rows: Sequence[Rows],
    allowed: Bools,
    names: tuple[Mapping[str, int], ...],
    words: Table,
    *,
    shape: Shape,
    seed: int,
) -> Network:
    """Return a network fitted to examples: their rows, and which labels each may have.

    `words` are the vectors to begin with, one for each of the first `names`.
    """
    fitting = _Fitting(names, words, allowed.shape[1], shape, seed)
    lengths = np.array([len(each) for each in rows])
    batches = -(-len(rows) // _BATCH)
    for turn in range(shape.rounds):
        # Examples of about one length go together.
        order = np.argsort(lengths + fitting.random.random(len(rows)) * 8, kind="stable")
        for done, at in enumerate(fitting.random.permutation(batches)):
            taken = order[at * _BATCH : (at + 1) * _BATCH]
            gone = (turn + done / batches) / shape.rounds
            fitting.step(padded([rows[i] for i in taken]), allowed[taken], _RATE * (1 - 0.95 * gone))
    *vectors, filters, filter_bias, weights, bias = fitting.values
    return Network(
        names=names,
        vectors=tuple(vectors),
        filters=filters,
        filter_bias=filter_bias,
        weights=weights,
        bias=bias,
    )


def padded(rows: Sequence[Rows]) -> Rows:
    """Return rows of several examples as one array, the shorter ones filled up with zeros."""
    found = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), dtype=np.int64)
    for at, each in enumerate(rows):
        found[at, : len(each)] = each
    return found
