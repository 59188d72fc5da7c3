"""A peer as a system to measure: what all peers are given and how their answers are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.evaluate.gold import GoldDocument
from kg.evaluate.systems import Answer
from kg.grounding.candidates import type_factor
from kg.model import EntityType

_KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A concept that a peer finds for a name."""

    curie: str
    label: str
    score: float
    reason: str


class Finder(Protocol):
    """Looks names up."""

    def find(self, names: Sequence[str]) -> Sequence[Sequence[Found]]:
        """Return the concepts of each name, best first."""
        ...


class Peer:
    """A finder behind what it cannot know: the long form of an abbreviation, and the type of a mention.

    A concept whose type contradicts that of the mention is left out, and the score of one whose type is only
    akin to it is lowered, both as our grounder does it; the types are those of our packs.
    """

    def __init__(self, name: str, finder: Finder, types: Mapping[str, EntityType]) -> None:
        self.name = name
        self._finder = finder
        self._types = types
        self._known: dict[str, Sequence[Found]] = {}

    def answers(self, document: GoldDocument) -> list[Answer]:
        """Return the first concept of fitting type for each mention."""
        long_forms = document.long_forms
        names = [long_forms.get(m.mention.text, m.mention.lookup) for m in document.mentions]
        new = [name for name in dict.fromkeys(names) if name not in self._known]
        self._known.update(zip(new, self._finder.find(new), strict=True))
        return [
            self._answer(self._known[name], each.mention.type)
            for name, each in zip(names, document.mentions, strict=True)
        ]

    def _answer(self, found: Sequence[Found], wanted: EntityType) -> Answer:
        weighed = [(each.score * self._fit(each.curie, wanted), each) for each in found]
        # sorting keeps the order of the peer among equals
        fitting = [each for score, each in sorted(weighed, key=lambda pair: -pair[0]) if score > 0][:_KEPT]
        if not fitting:
            return Answer(reason="no candidate of the type" if found else "no candidate")
        return Answer(
            curie=fitting[0].curie,
            label=fitting[0].label,
            score=fitting[0].score,
            reason=fitting[0].reason,
            candidates=tuple(each.curie for each in fitting),
            names=tuple(each.label for each in fitting),
        )

    def _fit(self, curie: str, wanted: EntityType) -> float:
        given = self._types.get(curie)
        return 0.0 if given is None else type_factor(wanted, given)
