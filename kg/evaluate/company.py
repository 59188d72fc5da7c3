"""How a pair of concepts compares with the others of its document.

Whether a pair is marked is decided not by its wording alone: of several likely ones those are marked that
stand out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg.relations.learned.model import Floats

_LEAST = 1e-4
_GAPS = (-3.0, -1.5, -0.5, 0.0, 0.5, 1.5, 3.0)
_LAST = 6
_MOST = 4
_GROUP = 3
#: Logarithms are made smaller, so that the penalty on weights bears on all features alike.
_HALF, _QUARTER = 0.5, 0.25


def company(ends: Sequence[tuple[str, str]], related: Sequence[float]) -> Iterator[dict[str, float]]:
    """Yield for each pair of a document how it compares with the others, as named features.

    `ends` are its pairs of concepts of two kinds, `related` how probably each is related, judged by itself.
    """
    chances = np.clip(np.array(related, dtype=np.float64), _LEAST, 1 - _LEAST)
    odds = np.log(chances / (1 - chances))
    places = np.empty(len(ends), dtype=np.int64)
    places[np.argsort(-odds, kind="stable")] = np.arange(len(ends))
    for at, pair in enumerate(ends):
        found = {
            "odds": float(odds[at]) * _HALF,
            f"place {min(int(places[at]), _LAST)}": 1.0,
            f"pairs {min(len(ends) // _GROUP, _MOST)}": 1.0,
        }
        others = [i for i in range(len(ends)) if i != at]
        for name, group in (
            ("all", others),
            ("a", [i for i in others if pair[0] in ends[i]]),
            ("b", [i for i in others if pair[1] in ends[i]]),
        ):
            found |= _against(name, float(odds[at]), odds[group])
        yield found


def _against(name: str, mine: float, others: Floats) -> dict[str, float]:
    """Return how the odds of a pair compare with those of others."""
    if not len(others):
        return {f"alone {name}": 1.0}
    best = float(others.max())
    return {
        f"best {name}": best * _QUARTER,
        f"gap {name} {sum(mine - best > step for step in _GAPS)}": 1.0,
        f"sum {name}": float(np.log1p((1 / (1 + np.exp(-others))).sum())),
    }
