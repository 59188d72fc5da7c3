"""A multinomial logistic regression over hashed features: what the trained reader weighs wordings with."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ConfigError

Floats = NDArray[np.float64]
NONE = "none"
ARRAYS = "weights.npz"
ABOUT = "heads.json"


Ids = NDArray[np.uint32]


def feature_ids(names: Iterable[str]) -> Ids:
    """Return the numbers of features: the same on every machine."""
    return np.fromiter((zlib.crc32(name.encode()) for name in names), dtype=np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRule:
    """What a head claims in the graph: `predicate`, where the `labels` together reach the `threshold`."""

    predicate: str
    labels: tuple[str, ...]
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What was learned for a pair of kinds.

    `labels` begin with "none". `features` are sorted numbers of features, `weights` has a row for each and a
    column for each label; `temperature` divides the sums. `claims` are what it may say in the graph, the most
    telling first; `balance` is the least probability of a label that gives the best F1. `about` is a pattern
    for the second of a pair, where the head has learned of some only.
    """

    name: str
    pair: tuple[str, str]
    labels: tuple[str, ...]
    features: Ids
    weights: Floats
    bias: Floats
    temperature: float = 1.0
    balance: float = 0.5
    claims: tuple[ClaimRule, ...] = ()
    about: str = ""

    def suits(self, text: str) -> bool:
        """Tell whether the second of a pair is like those that the head has learned from."""
        return not self.about or re.search(self.about, text, re.IGNORECASE) is not None

    def probabilities(self, ids: Ids) -> Floats:
        """Return the probability of each label, given the numbers of the features that a pair has."""
        places = np.searchsorted(self.features, ids)
        places[places == len(self.features)] = 0
        known = places[self.features[places] == ids]
        sums: Floats = self.weights[known].sum(axis=0) + self.bias
        return softmax(sums / self.temperature)


def softmax(sums: Floats) -> Floats:
    """Return what the sums of the last axis mean as probabilities."""
    chances: Floats = np.exp(sums - sums.max(axis=-1, keepdims=True))
    whole: Floats = chances.sum(axis=-1, keepdims=True)
    return np.divide(chances, whole)


def load_heads(folder: Path) -> tuple[Head, ...]:
    """Return the heads that training wrote into `folder`.

    Raises:
        ConfigError: a file is missing or damaged.
    """
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS) as arrays:
            return tuple(_head(name, row, arrays) for name, row in about["heads"].items())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{folder}: the trained reader is damaged: {error}") from error


def _head(name: str, row: dict[str, Any], arrays: Any) -> Head:
    scale = np.asarray(row["scale"], dtype=np.float64)
    return Head(
        name=name,
        pair=(row["pair"][0], row["pair"][1]),
        labels=tuple(row["labels"]),
        features=arrays[f"{name} features"],
        weights=arrays[f"{name} weights"].astype(np.float64) * scale,
        bias=np.asarray(row["bias"], dtype=np.float64),
        temperature=row["temperature"],
        balance=row["balance"],
        claims=tuple(
            ClaimRule(predicate=each["predicate"], labels=tuple(each["labels"]), threshold=each["threshold"])
            for each in row["claims"]
        ),
        about=row["about"],
    )


def pack(weights: Floats) -> tuple[NDArray[np.int8], Sequence[float]]:
    """Return weights as bytes, and for each label what one step is worth."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return np.round(weights / scale).astype(np.int8), [float(f"{x:.6g}") for x in scale]
