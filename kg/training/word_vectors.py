"""Vectors of words from what stands beside them in texts: words that are used alike come out alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.sparse.linalg import svds

from kg.evaluate.sequence import Table

_TOKEN = re.compile(r"[a-z][a-z'-]*|\d[\d.,]*|[^\w\s]")
_WINDOW = 3
_POWER = 0.75
_ROOT = 0.5


def word_vectors(texts: Iterable[str], names: Mapping[str, int], width: int) -> Table:
    """Return for each of `names` a vector: from the positive mutual information with the words at most three
    places away, by singular values; zeros for names that are no words of the texts.
    """
    size = len(names)
    counts = np.zeros(size * size)
    for text in texts:
        tokens = _TOKEN.findall(text.lower())
        places = np.array([names.get("#" if t[0].isdigit() else t, -1) for t in tokens], dtype=np.int64)
        for gap in range(1, _WINDOW + 1):
            one, other = places[:-gap], places[gap:]
            known = (one >= 0) & (other >= 0)
            cells = np.concatenate([one[known] * size + other[known], other[known] * size + one[known]])
            np.add.at(counts, cells, 1.0 / gap)
    table = counts.reshape(size, size)
    each = table.sum(axis=1)
    context = each**_POWER
    context /= max(context.sum(), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.log(table / (each[:, None] * context[None]))
    told = np.where(np.isfinite(told), np.maximum(told, 0), 0)
    if not told.any():
        return np.zeros((size, width), dtype=np.float32)
    left, strengths, _ = svds(told, k=width, v0=np.ones(size))
    vectors = left * strengths**_ROOT
    deviation = vectors[each > 0].std()
    found: Table = (vectors / max(deviation, 1e-9) * 0.1).astype(np.float32)
    return found
