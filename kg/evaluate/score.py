"""Precision, recall and F1 from counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts and what follows from them.

    >>> score = Score(right=6, spurious=2, missed=4)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.75, 0.6, 0.667)
    """

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Right of all found; 0 where nothing was found."""
        return self.right / (self.right + self.spurious) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Right of all there are; 0 where there are none."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.spurious + self.missed) if self.right else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of two sides that need not match one to one, and what follows from them.

    `right` of the `found` ones mean something that is wanted; `covered` of the `wanted` ones were found.

    >>> counts = Counts(found=4, right=3, wanted=6, covered=3)
    >>> counts.precision, counts.recall, round(counts.f1, 3)
    (0.75, 0.5, 0.6)
    """

    found: int
    right: int
    wanted: int
    covered: int

    @property
    def precision(self) -> float:
        """Right of all found; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Covered of all wanted; 0 where nothing is wanted."""
        return self.covered / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0
