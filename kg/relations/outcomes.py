"""Numeric results: a measure, its value, and what, in whom and in which trial it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Certainty, Document, EntityType, Evidence, Outcome, Quantity, Span
from kg.relations.claim import Claim, claim
from kg.relations.fillers import fill
from kg.relations.modality import read_modality
from kg.relations.scene import TREATMENTS, Participant, Scene

_KINDS = frozenset({"percent", "duration", "ratio"})
_STATISTICS = (
    ("median", re.compile(r"\bmedian\b", re.IGNORECASE)),
    ("mean", re.compile(r"\bmean\b|\baverage\b", re.IGNORECASE)),
    ("hazard ratio", re.compile(r"\bhazard ratios?\b|\bHR\b")),
    ("odds ratio", re.compile(r"\bodds ratios?\b|\bOR\b")),
)
# The value of the arm that got no treatment of its own is no result of the study drug.
_CONTROL = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:with|for|on|in|under|receiving)\s+(?:the\s+)?"
    r"(?:placebo|controls?\b|observation|no treatment)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:proceed\w*|went on|bridg\w+|switch\w*|cross(?:ed)? over|subsequent(?:ly)?|later)\b"
    r"(?: [\w-]+){0,4} $",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\b(?:field|area|landscape|treatment) of\s+$", re.IGNORECASE)
_EFFICACY = re.compile(
    r"respon|survival|progression|remission|control|benefit|cure|\b(?:ORR|OS|PFS)\b", re.IGNORECASE
)
_TIMEPOINT = re.compile(
    r"\b(?:at|after)\s+(\d+(?:\.\d+)?)[\s-]*(years?|months?|weeks?|days?)|\b(\d+)[\s-](year|month|week|day)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An outcome with the participants it is about, as they stand in the text."""

    outcome: Outcome
    about: tuple[Participant, ...]
    population: Participant | None


def read_outcomes(scene: Scene, document: Document, section: str) -> Iterator[Result]:
    """Yield a result for each quantity that belongs to a measure named in the sentence.

    A quantity belongs to the nearest measure before it in the same clause, or to the one right after it
    ("a 39 % response rate"). A measure takes one value, in a list of arms one each.
    """
    measures = scene.of_type(EntityType.MEASURE)
    quantities = [q for q in scene.sentence.quantities if q.kind in _KINDS]
    if not measures or not quantities:
        return
    general = _about(scene)
    population = _population(scene, general)
    trial = scene.around.trial
    ends = [q.span.start for q in quantities]
    aligned = _respectively(scene, quantities)
    last: tuple[Participant, Quantity] | None = None
    for measure, quantity in _pairs(scene, measures, quantities):
        edge = min((e for e in ends if e > quantity.span.end), default=scene.sentence.span.end)
        control = _CONTROL.match(_words(scene, quantity.span.end, edge)) is not None
        shared = aligned.get(quantity.span)
        about = [] if control else [shared] if shared else _arm(scene, quantity, edge) or general
        if (
            about is general
            and last is not None
            and last[0] is measure
            and _is_against(scene, last[1], quantity)
        ):
            about = [p for p in scene.of_type(*TREATMENTS) if p.mention in scene.comparators]
        last = measure, quantity
        _, certainty = read_modality(scene, None, measure, measure)
        outcome = Outcome(
            measure=measure.concept,
            statistic=_statistic(scene, measure, quantity),
            value=quantity.value,
            unit=quantity.unit,
            comparator=quantity.comparator,
            value_text=quantity.text,
            about=tuple(sorted({p.concept for p in about})),
            population=population.concept if population else "",
            trial=trial.concept if trial else "",
            lower=quantity.lower,
            upper=quantity.upper,
            timepoint=_timepoint(scene, quantity),
            evidence=Evidence(
                document=document.key,
                span=scene.sentence.span,
                quote=scene.sentence.span.of(document.text),
                subject=measure.span,
                object=quantity.span,
                section=section,
                certainty=certainty if certainty is not Certainty.HYPOTHETICAL else Certainty.HEDGED,
                extractor="outcome/measure-value",
                confidence=0.85,
            ),
        )
        yield Result(outcome=outcome, about=tuple(about), population=population)


def read_studied(scene: Scene, results: Iterable[Result]) -> Iterator[Claim]:
    """Yield what results imply: a treatment with a result in a population was studied in it."""
    measures = {p.concept: p.text for p in scene.of_type(EntityType.MEASURE)}
    for result in results:
        if result.population is None or not _EFFICACY.search(measures.get(result.outcome.measure, "")):
            continue
        for treatment in result.about:
            yield claim(treatment, "biolink:studied_to_treat", result.population, "outcome/studied", 0.75)


def _respectively(scene: Scene, quantities: list[Quantity]) -> dict[Span, Participant]:
    """Return which treatment each value belongs to in "25% and 10% for A and B, respectively"."""
    if "respectively" not in scene.sentence.text.lower():
        return {}
    for group in dict.fromkeys(scene.groups.get(p.mention, ()) for p in scene.of_type(*TREATMENTS)):
        members = [p for i in group if (p := scene.participants[i]) is not None]
        if len(members) > 1 and len(members) == len(quantities):
            return {q.span: p for q, p in zip(quantities, members, strict=True)}
    return {}


def _pairs(
    scene: Scene, measures: list[Participant], quantities: list[Quantity]
) -> Iterator[tuple[Participant, Quantity]]:
    taken: set[int] = set()
    for quantity in quantities:
        before = [m for m in measures if m.span.end <= quantity.span.start]
        after = [m for m in measures if 0 <= m.span.start - quantity.span.end <= 12]
        chosen = None
        if before and _connects(_words(scene, before[-1].span.end, quantity.span.start)):
            chosen = before[-1]
        elif after and not re.search(r"[,;]", _words(scene, quantity.span.end, after[0].span.start)):
            chosen = after[0]
        if chosen is None or _is_timepoint(scene, quantity, chosen):
            continue
        if chosen.mention in taken and quantity.kind in ("percent", "duration"):
            between = _words(scene, chosen.span.end, quantity.span.start)
            if not re.search(r"\b(?:and|vs\.?|versus|compared)\b", between):
                continue
        taken.add(chosen.mention)
        yield chosen, quantity


def _connects(words: str) -> bool:
    """Tell whether what stands between a measure and a number keeps them in one clause."""
    return len(words) <= 90 and not re.search(r"[;.]\s|\b(?:although|whereas|while|who|which|aged)\b", words)


def _words(scene: Scene, start: int, end: int) -> str:
    offset = scene.sentence.span.start
    return scene.sentence.text[max(0, start - offset) : max(0, end - offset)]


def _is_timepoint(scene: Scene, quantity: Quantity, measure: Participant) -> bool:
    """Tell whether a duration is when something was measured, not what was: "at 12 months", "5-year
    survival".
    """
    before = _words(scene, scene.sentence.span.start, quantity.span.start)
    if quantity.kind == "duration" and re.search(
        r"\b(?:at|after|over|within|for|every|first|of follow-up of)\s+$", before
    ):
        return True
    after = _words(scene, quantity.span.end, quantity.span.end + 12)
    return quantity.kind == "duration" and bool(
        re.match(r"[\s-]*(?:of follow|follow-up|survival|overall|rates?\b)", after)
    )


def _statistic(scene: Scene, measure: Participant, quantity: Quantity) -> str:
    near = _words(scene, min(measure.span.start, quantity.span.start) - 25, quantity.span.end)
    for name, pattern in _STATISTICS:
        if pattern.search(near) and (name != "median" or quantity.kind == "duration"):
            return name
    if quantity.kind == "percent":
        return "proportion"
    return "ratio" if quantity.kind == "ratio" else "value"


def _timepoint(scene: Scene, quantity: Quantity) -> str:
    """Return the time a proportion holds at, as ISO 8601 duration, empty where the text gives none."""
    if quantity.kind != "percent":
        return ""
    match = _TIMEPOINT.search(scene.sentence.text)
    if match is None:
        return ""
    number, unit = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
    return f"P{number}{unit[0].upper()}"


def _about(scene: Scene) -> list[Participant]:
    """Return the treatments a result is about: those of the sentence that are no comparator, else of the
    section.
    """
    here = [
        p
        for p in scene.of_type(*TREATMENTS)
        if p.mention not in scene.comparators and p.mention not in scene.past and not _is_later(scene, p)
    ]
    if here:
        first = here[0]
        members = scene.groups.get(first.mention, (first.mention,))
        named = [p for p in here if p.type is EntityType.DRUG]
        return (
            [p for p in here if p.mention in members]
            if not named
            else [p for p in named if p.mention in scene.groups.get(named[0].mention, (named[0].mention,))]
        )
    meant = [
        p
        for token, word in enumerate(scene.sentence.tokens)
        if word.dep in ("nsubj", "nsubjpass") and word.text.lower() == "it"
        for p in fill(scene, token, TREATMENTS)
    ]
    if meant or scene.of_type(EntityType.DISEASE):
        return meant
    return list(scene.around.given)


def _is_against(scene: Scene, one: Quantity, other: Quantity) -> bool:
    """Tell whether a value is that of the arm that the one before is measured against: "13 vs 11 months"."""
    return re.search(r"\b(?:vs|versus|compared)\b", _words(scene, one.span.end, other.span.start)) is not None


def _is_later(scene: Scene, treatment: Participant) -> bool:
    """Tell whether a treatment is what people went on to: "12 patients proceeded to X"."""
    return _NEXT.search(_words(scene, scene.sentence.span.start, treatment.span.start)) is not None


def _arm(scene: Scene, quantity: Quantity, edge: int) -> list[Participant]:
    """Return the treatments that a value is given for: "13 months with X versus 11 months with Y".

    `edge` is where the next value stands.
    """
    for treatment in scene.of_type(*TREATMENTS):
        if quantity.span.end <= treatment.span.start < edge:
            between = _words(scene, quantity.span.end, treatment.span.start)
            if re.fullmatch(
                r"\s*(?:\([^)]*\)\s*)?(?:with|for|on|in the|in|under"
                r"|receiving)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}",
                between,
            ):
                members = scene.groups.get(treatment.mention, (treatment.mention,))
                return [p for p in scene.of_type(*TREATMENTS) if p.mention in members]
    return []


def _population(scene: Scene, about: list[Participant]) -> Participant | None:
    """Return the disease nearest to the treatment, or to the start where no treatment is named; else the
    topic.
    """
    named = scene.of_type(EntityType.DISEASE)
    diseases = [p for p in named if not _FIELD.search(_words(scene, scene.sentence.span.start, p.span.start))]
    if diseases:
        anchor = about[0].span.start if about and about[0].mention >= 0 else scene.sentence.span.start
        return min(diseases, key=lambda p: abs(p.span.start - anchor))
    return scene.around.topics[0] if scene.around.topics else None
