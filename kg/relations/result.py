"""A numeric result with the participants it is about, before it is an outcome of a document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Outcome
from kg.relations.scene import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An outcome with the participants it is about, as they stand in the text."""

    outcome: Outcome
    about: tuple[Participant, ...]
    population: Participant | None
