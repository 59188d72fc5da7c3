"""The layers that the networks run on numpy: linear maps, normalised rows and the LSTM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import sgemm

Floats = NDArray[np.float32]
Arrays = Mapping[str, Floats]
_EPSILON = 1e-5
_GATES = (0, 1, 3, 2)
"""The four gates of an LSTM by their places in torch's order, those of a sigmoid before what is new."""


def product(x: Floats, weight: Floats, *, onto: Floats | None = None) -> Floats:
    """Return the matrix product of `x` and `weight`, added to what stands in `onto` where that is given.

    `onto` is changed in place; it must be one stretch of memory. The product is that of scipy's linear
    algebra: numpy below version 2 comes with a library of 2023 that takes newer processors for those of 2004,
    and is there four times as slow.
    """
    if onto is None:
        found: Floats = sgemm(1.0, weight.T, x.T).T
        return found
    sgemm(1.0, weight.T, x.T, beta=1.0, c=onto.T, overwrite_c=1)
    return onto


class Linear:
    """A matrix and a bias under the names that torch gives them."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._weight = np.ascontiguousarray(arrays[f"{name}.weight"].T, dtype=np.float32)
        self._bias = np.asarray(arrays[f"{name}.bias"], dtype=np.float32)
        self.width_in, self.width_out = self._weight.shape

    def __call__(self, x: Floats) -> Floats:
        """Return the outputs for the rows of `x`."""
        found = product(x, self._weight)
        found += self._bias
        return found

    def only(self, columns: NDArray[np.int64]) -> Linear:
        """Return the layer that gives these outputs alone, in this order."""
        return Linear({"of.weight": self._weight.T[columns], "of.bias": self._bias[columns]}, "of")


class Scale:
    """Normalises each row (Ba et al. 2016)."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._weight = np.asarray(arrays[f"{name}.weight"], dtype=np.float32)
        self._bias = np.asarray(arrays[f"{name}.bias"], dtype=np.float32)

    def __call__(self, x: Floats) -> Floats:
        """Return the rows of `x` normalised."""
        middle = x.mean(axis=1, keepdims=True)
        spread = x.var(axis=1, keepdims=True)
        scaled = (x - middle) / np.sqrt(spread + _EPSILON)
        return np.asarray(scaled * self._weight + self._bias, dtype=np.float32)


class BiLstm:
    """Two LSTMs, which read sentences from one end each (Hochreiter and Schmidhuber 1997)."""

    def __init__(self, arrays: Arrays, ahead: str, back: str) -> None:
        """Take the arrays of the one that reads from the first word on, and of the one that reads back from
        the last."""
        names = ahead, back
        self.width = len(arrays[f"{ahead}.bias_ih_l0"]) // 4
        """How many numbers a state of either has."""
        self.width_in = arrays[f"{ahead}.weight_ih_l0"].shape[1]
        """How many numbers of a word they read."""
        self._in = np.concatenate([g for n in names for g in _gates(arrays[f"{n}.weight_ih_l0"].T)], axis=1)
        bias = (arrays[f"{n}.bias_ih_l0"] + arrays[f"{n}.bias_hh_l0"] for n in names)
        self._bias = np.concatenate([gate for each in bias for gate in _gates(each)])
        # for itself the product by each gate is small enough to need no copy of the matrix
        self._ahead, self._back = (_gates(arrays[f"{n}.weight_hh_l0"].T) for n in names)

    def __call__(self, x: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Floats:
        """Return the states over the sentences, those of the LSTM that reads ahead before those of the other.

        The sentences begin at rows `starts` of `x` and have `lengths`.
        """
        width = self.width
        fed = product(x, self._in)
        fed += self._bias
        places, living = _by_step(starts, lengths)
        # by gates; in each what is read at one step stands together, by the one LSTM, then by the other
        fed = fed.reshape(-1, width)[np.arange(4)[:, None] + 4 * places]
        read = np.empty((len(places), width), dtype=np.float32)
        state = cell = np.zeros((2 * living[0], width), dtype=np.float32)
        first, before = 0, living[0]
        for live in living:
            gates = fed[:, first : first + 2 * live]
            if live < before:
                state, cell = (
                    each.reshape(2, before, width)[:, :live].reshape(-1, width) for each in (state, cell)
                )
                before = live
            if first:
                for gate, ahead, back in zip(gates, self._ahead, self._back, strict=True):
                    product(state[:live], ahead, onto=gate[:live])
                    product(state[live:], back, onto=gate[live:])
            np.tanh(gates, out=gates)
            enter, keep, show, new = gates
            sigmoids = gates[:3]
            sigmoids += 1
            sigmoids *= 0.5
            new *= enter
            cell *= keep
            cell += new
            state = np.tanh(cell, out=read[first : first + 2 * live])
            state *= show
            first += 2 * live
        found = np.empty_like(read)
        found[places] = read
        return found.reshape(len(x), 2 * width)


def read_arrays(path: Path) -> Iterator[tuple[str, Floats]]:
    """Yield the arrays of a file by name; one stored in bytes has the scale of each row beside it.

    Raises:
        OSError, ValueError, KeyError, EOFError, BadZipFile: the file is missing or damaged.
    """
    with np.load(path, allow_pickle=False) as stored:
        for name in stored.files:
            if name.endswith(":scale"):
                continue
            value = stored[name].astype(np.float32)
            if f"{name}:scale" in stored.files:
                value *= stored[f"{name}:scale"].astype(np.float32)[:, None]
            yield name, value


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function of each number."""
    return np.asarray(0.5 * np.tanh(0.5 * x) + 0.5, dtype=np.float32)


def _by_step(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """Return in which order two readers, one from each end, come to the words, and how many sentences each
    reads at every step.

    A place is twice the row of a word, one more for the reader from the end; of each step come the places
    of the reader ahead, the longest sentence first, then those of the other.
    """
    order = np.argsort(-lengths, kind="stable")
    first, count = starts[order], lengths[order]
    step = np.arange(int(count[0]))[:, None]
    live = step < count
    ahead, back = 2 * (first + step), 2 * (first + count - 1 - step) + 1
    both = np.stack([ahead, back], axis=1)[np.stack([live, live], axis=1)]
    return both, live.sum(axis=1).tolist()


def _gates(weight: Floats) -> list[Floats]:
    """Return the columns of each gate, halved where a sigmoid follows: a hyperbolic tangent of half as
    much.
    """
    parts = np.split(weight, 4, axis=-1)
    last = _GATES[-1]
    return [np.ascontiguousarray(parts[g] * (1 if g == last else 0.5), dtype=np.float32) for g in _GATES]
