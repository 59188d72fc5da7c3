"""Why words of the texts were read as a concept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.store import Dataset
from kg.store.records import ConceptRecord, GroundingRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words that were read as a concept for one reason, with all documents that have them.

    `text` has single spaces, `times` counts mentions. `score` is None where no public concept fits, `margin`
    where nothing else was weighed; the two names of the runner-up are then empty or that of the best one
    rejected. `places` are (IRI of the document, start, end) of the first mention in each.
    """

    text: str
    times: int
    reason: str
    recogniser: str
    score: float | None
    margin: float | None
    runner_up: str
    """CURIE of the runner-up."""
    runner_up_label: str
    places: tuple[tuple[str, int, int], ...]


def wordings(dataset: Dataset, concept: ConceptRecord) -> tuple[Wording, ...]:
    """Return the words that were read as `concept`, the most frequent first; empty where no text names it."""
    same: dict[tuple[str, str, str, float, float, str], list[GroundingRecord]] = defaultdict(list)
    for record in dataset.groundings(concept.iri):
        score = -1.0 if record.score is None else record.score
        margin = -2.0 if record.margin is None else record.margin
        text = " ".join(record.text.split())
        same[text, record.reason, record.recogniser, score, margin, record.runner_up].append(record)
    found = [
        Wording(
            text=text,
            times=sum(record.count for record in members),
            reason=reason,
            recogniser=recogniser,
            score=members[0].score,
            margin=members[0].margin,
            runner_up=dataset.iris.contract(runner_up) or runner_up,
            runner_up_label=members[0].runner_up_label,
            places=tuple((record.document, record.start, record.end) for record in members),
        )
        for (text, reason, recogniser, _, _, runner_up), members in sorted(same.items())
    ]
    return tuple(sorted(found, key=lambda one: -one.times))


def in_short(wording: Wording) -> str:
    """Return the decision in one line of plain words.

    >>> in_short(Wording(text="chemo", times=2, reason="lay synonym in curated", recogniser="lexicon",
    ...     score=0.95, margin=0.05, runner_up="mesh:D004358", runner_up_label="Drug Therapy",
    ...     places=(("urn:a", 3, 8),)))
    '“chemo” (2×): lay synonym in curated; score 0.95, 0.05 above Drug Therapy (mesh:D004358)'
    """
    text = f"“{wording.text}” ({wording.times}×): {wording.reason}"
    if wording.score is not None:
        text += f"; score {wording.score:.2f}"
        if wording.margin is not None:
            side = "above" if wording.margin >= 0 else "below"
            text += f", {abs(wording.margin):.2f} {side} {wording.runner_up_label} ({wording.runner_up})"
    return text
