"""Whether beliefs mean what they say: how many of those with a belief of so much are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BINS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Associations of like belief: from `low` to `high`, `mean` on the average; `right` is what share is."""

    low: float
    high: float
    count: int
    mean: float
    right: float


def reliability(judged: Sequence[tuple[float, float]], *, bins: int = BINS) -> list[Bin]:
    """Return bins of equal size, lowest belief first, of (belief, right) pairs, both in [0, 1].

    A doubtful one counts half (DeGroot, Fienberg, The Statistician 1983;32:12).

    >>> [(b.count, b.mean, b.right) for b in reliability([(0.5, 0), (0.7, 1), (0.9, 1), (0.9, 1)], bins=2)]
    [(2, 0.6, 0.5), (2, 0.9, 1.0)]
    """
    ordered = sorted(judged)
    count = min(bins, len(ordered))
    cuts = [round(i * len(ordered) / count) for i in range(count + 1)] if count else []
    found = []
    for start, end in pairwise(cuts):
        part = ordered[start:end]
        found.append(
            Bin(
                low=part[0][0],
                high=part[-1][0],
                count=len(part),
                mean=sum(belief for belief, _ in part) / len(part),
                right=sum(right for _, right in part) / len(part),
            )
        )
    return found


def brier(judged: Sequence[tuple[float, float]]) -> float:
    """Return the mean squared difference of belief and truth (Brier, Mon Weather Rev 1950;78:1): 0 is best.

    >>> round(brier([(0.9, 1), (0.9, 0)]), 2)
    0.41
    """
    return sum((belief - right) ** 2 for belief, right in judged) / len(judged) if judged else 0.0
