"""The layers that the networks run on numpy: linear maps, normalised rows and the LSTM."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Arrays = Mapping[str, Floats]
_EPSILON = 1e-5
_NEW = 2
"""Which of the four gates of an LSTM, as torch orders them, is no sigmoid: what is new."""


class Linear:
    """A matrix and a bias under the names that torch gives them."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._weight = np.ascontiguousarray(arrays[f"{name}.weight"].T, dtype=np.float32)
        self._bias = np.asarray(arrays[f"{name}.bias"], dtype=np.float32)
        self.width_in, self.width_out = self._weight.shape

    def __call__(self, x: Floats, *, columns: NDArray[np.int64] | None = None) -> Floats:
        """Return the outputs for the rows of `x`, all of them or those of `columns`."""
        if columns is None:
            return np.asarray(x @ self._weight + self._bias, dtype=np.float32)
        return np.asarray(x @ self._weight[:, columns] + self._bias[columns], dtype=np.float32)


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


class Lstm:
    """An LSTM that reads sentences from one end (Hochreiter and Schmidhuber 1997)."""

    def __init__(self, arrays: Arrays, name: str, *, step: int) -> None:
        """Take the arrays; it reads from the first word on or, with `step` -1, from the last one back."""
        self._step = step
        self.width = len(arrays[f"{name}.bias_ih_l0"]) // 4
        """How many numbers a state has."""
        self.width_in = arrays[f"{name}.weight_ih_l0"].shape[1]
        """How many numbers of a word it reads."""
        # halved where a sigmoid follows, which is a hyperbolic tangent of half as much
        half = np.full(4, 0.5, dtype=np.float32)
        half[_NEW] = 1
        by_gate = np.repeat(half, self.width)
        self._in = _scaled(arrays[f"{name}.weight_ih_l0"], by_gate)
        self._state = _scaled(arrays[f"{name}.weight_hh_l0"], by_gate)
        bias = arrays[f"{name}.bias_ih_l0"] + arrays[f"{name}.bias_hh_l0"]
        self._bias = np.asarray(bias * by_gate, dtype=np.float32)

    def __call__(self, x: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Floats:
        """Return the states over the sentences, which begin at rows `starts` of `x` and have `lengths`."""
        fed = x @ self._in + self._bias
        width = self.width
        order = np.argsort(-lengths, kind="stable")
        first = starts[order] if self._step == 1 else starts[order] + lengths[order] - 1
        ranked = lengths[order]
        found = np.empty((len(x), width), dtype=np.float32)
        state = np.zeros((len(order), width), dtype=np.float32)
        cell = np.zeros_like(state)
        live_at = np.searchsorted(-ranked, -np.arange(int(ranked[0])), side="left").tolist()
        for at, live in enumerate(live_at):
            rows = first[:live] + self._step * at
            gates = state[:live] @ self._state
            gates += fed[rows]
            np.tanh(gates, out=gates)
            new = gates[:, _NEW * width : (_NEW + 1) * width].copy()
            # the other three in one stretch of memory, which is quicker than each for itself
            gates += 1
            gates *= 0.5
            cell = cell[:live]
            cell *= gates[:, width : 2 * width]
            new *= gates[:, :width]
            cell += new
            state = np.tanh(cell)
            state *= gates[:, 3 * width :]
            found[rows] = state
        return found


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


def _scaled(weight: Floats, by_gate: Floats) -> Floats:
    return np.ascontiguousarray(weight.T * by_gate, dtype=np.float32)
