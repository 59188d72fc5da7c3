"""Scores of entity recognition: strict spans against a corpus, and no credit for anything less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.evaluate.score import Score


@dataclass(slots=True)
class Tally:
    """Counts of right, spurious and missed mentions, whole and by type."""

    right: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]) -> None:
        """Count the mentions of one text; start, end and type must all agree."""
        wanted, given = set(gold), set(found)
        for kind, counter in (
            (wanted & given, self.right),
            (given - wanted, self.spurious),
            (wanted - given, self.missed),
        ):
            counter.update(each[2] for each in kind)

    def score(self, *types: str) -> Score:
        """Return precision, recall and F1 over `types`, by default all (micro average)."""
        kinds = types or tuple({*self.right, *self.spurious, *self.missed})
        right, spurious, missed = (
            sum(counter[k] for k in kinds) for counter in (self.right, self.spurious, self.missed)
        )
        return Score(right=right, spurious=spurious, missed=missed)

    def by_type(self) -> Mapping[str, Score]:
        """Return the score of each type, sorted by name."""
        return {k: self.score(k) for k in sorted({*self.right, *self.spurious, *self.missed})}
