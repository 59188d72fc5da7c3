"""The decisions of the grounder, each once a document: what a wording means there, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.assembly.identity import Names, content_key
from kg.model import GroundedWording, Grounding, Reading

_Decision = tuple[str, str, str, str, float | None, str, float | None]


def merge_groundings(readings: Iterable[Reading]) -> tuple[GroundedWording, ...]:
    """Return one entry per document, wording, concept and decision, sorted by document and key.

    Wordings that differ only in white space are one: a line that breaks elsewhere is no other name. What is
    shown is the wording at its first place. Nothing here looks beyond one document, so withdrawing another
    changes none of it.
    """
    names = Names()
    found: list[GroundedWording] = []
    for reading in readings:
        same: dict[_Decision, list[Grounding]] = defaultdict(list)
        for grounding in reading.groundings:
            same[_decision(grounding)].append(grounding)
        for decision, members in same.items():
            key = content_key("grounding", reading.document.key, *decision)
            names.claim(key, (reading.document.key, decision))
            found.append(_wording(key, reading.document.key, members))
    return tuple(sorted(found, key=lambda one: (one.document, one.key)))


def _decision(grounding: Grounding) -> _Decision:
    chosen, runner_up = grounding.chosen, grounding.runner_up
    return (
        " ".join(grounding.mention.text.split()),
        grounding.concept,
        grounding.mention.recogniser,
        grounding.reason,
        None if chosen is None else chosen.score,
        "" if runner_up is None else runner_up.curie,
        None if runner_up is None else runner_up.score,
    )


def _wording(key: str, document: str, members: list[Grounding]) -> GroundedWording:
    first = min(members, key=lambda one: one.mention.span)
    return GroundedWording(
        key=key,
        document=document,
        text=first.mention.text,
        span=first.mention.span,
        concept=first.concept,
        recogniser=first.mention.recogniser,
        reason=first.reason,
        score=None if first.chosen is None else first.chosen.score,
        margin=first.margin,
        runner_up=first.runner_up,
        count=len(members),
    )
