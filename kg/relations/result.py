"""A numeric result with the participants it is about, before it is an outcome of a document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Certainty, Document, Evidence, Outcome, Span
from kg.relations.scene import Participant, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An outcome with the participants it is about, as they stand in the text."""

    outcome: Outcome
    about: tuple[Participant, ...]
    population: Participant | None


def number_evidence(
    scene: Scene,
    document: Document,
    *,
    measure: Span,
    number: Span,
    section: str,
    certainty: Certainty,
    extractor: str,
    confidence: float,
) -> Evidence:
    """Return the sentence as evidence for a number of a measure: a number that is told is no mere aim."""
    span = scene.sentence.span
    return Evidence(
        document=document.key,
        span=span,
        quote=span.of(document.text),
        subject=measure,
        object=number,
        section=section,
        certainty=Certainty.HEDGED if certainty is Certainty.HYPOTHETICAL else certainty,
        extractor=extractor,
        confidence=confidence,
    )
