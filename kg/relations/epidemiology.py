"""How many people have a disease, how old they are and of which sex: numbers about the disease itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Document, EntityType, Outcome, Quantity, Span
from kg.nlp.rate import find_rates
from kg.relations.details import detailed
from kg.relations.modality import read_modality
from kg.relations.outcomes import FREQUENCIES
from kg.relations.result import Result, number_evidence
from kg.relations.scene import DISEASE, TREATMENTS, Participant, Scene

AGES = re.compile(r"(?:(?:median|mean|average) )?age(?: (?:at|of) [\w -]+)?", re.IGNORECASE)
_SEXES = re.compile(r".*\b(?:sex|male|female|m|f)\b.*\bratio|sex ratio", re.IGNORECASE)
_OF = re.compile(r" (?:of|for|in)(?: [\w-]+){0,3} ", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:mean|average)\b", re.IGNORECASE)
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)
_COHORT = re.compile(r"(?:median|mean|average) age|age of patients", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:annual|yearly|per year)\b", re.IGNORECASE)
_GAP = 90  # characters between a measure and its number


def read_epidemiology(scene: Scene, document: Document, section: str) -> list[Result]:
    """Return incidence, prevalence, age and sex ratio with the disease they are about.

    The disease is the one that the measure names ("incidence of D"), else the only one of the sentence or of
    the section.
    """
    measures = [p for p in scene.of_type(EntityType.MEASURE) if _kinds(p)]
    if not measures:
        return []
    return detailed(scene, list(_results(scene, document, section, measures)))


def _kinds(measure: Participant) -> frozenset[str]:
    """Return which kinds of numbers a measure takes; none where it is not one of a disease."""
    if FREQUENCIES.fullmatch(measure.text):
        return frozenset({"rate", "percent"})
    if _SEXES.fullmatch(measure.text):
        return frozenset({"ratio"})
    if AGES.fullmatch(measure.text):
        return frozenset({"age", "duration"})
    return frozenset()


def _results(scene: Scene, document: Document, section: str, measures: list[Participant]) -> Iterator[Result]:
    taken: set[Span] = set()
    for measure in measures:
        quantity = _number(scene, measure, taken)
        if quantity is None:
            continue
        disease, population = _whose(scene, measure)
        if disease is None and population is None:
            continue
        if quantity.kind == "percent" and (scene.of_type(*TREATMENTS) or _next(scene, measure) != disease):
            # "prevalence of F in D" is no frequency of D
            continue
        taken.add(quantity.span)
        unit = quantity.unit
        if quantity.kind == "rate" and _YEARLY.search(measure.text) and not unit.endswith("/a"):
            unit += "/a"
        _, certainty = read_modality(scene, None, measure, measure)
        yield Result(
            about=() if disease is None else (disease,),
            population=population,
            outcome=Outcome(
                measure=measure.concept,
                statistic=_statistic(scene, measure, quantity),
                value=quantity.value,
                unit=unit,
                comparator=quantity.comparator,
                value_text=quantity.text,
                about=() if disease is None else (disease.concept,),
                population=population.concept if population else "",
                lower=quantity.lower,
                upper=quantity.upper,
                evidence=number_evidence(
                    scene,
                    document,
                    measure=measure.span,
                    number=quantity.span,
                    section=section,
                    certainty=certainty,
                    extractor="outcome/epidemiology",
                    confidence=0.8,
                ),
            ),
        )


def _number(scene: Scene, measure: Participant, taken: set[Span]) -> Quantity | None:
    """Return the first number of the right kind behind a measure in its clause."""
    kinds, offset = _kinds(measure), scene.sentence.span.start
    rates = [
        replace(q, span=Span(start=q.span.start + offset, end=q.span.end + offset))
        for q in find_rates(scene.sentence.text)
    ]
    wanted = [q for q in (*rates, *scene.sentence.quantities) if q.kind in kinds and q.span not in taken]
    for quantity in sorted(wanted, key=lambda q: q.span):
        if quantity.span.start < measure.span.end:
            continue
        words = scene.sentence.text[measure.span.end - offset : quantity.span.start - offset]
        if len(words) > _GAP or re.search(r"[;.]\s|\b(?:while|whereas|who|survival|follow-up)\b", words):
            return None
        if quantity.kind == "percent" and any(q.span.overlaps(quantity.span) for q in rates):
            continue
        return quantity
    return None


def _whose(scene: Scene, measure: Participant) -> tuple[Participant | None, Participant | None]:
    """Return the disease that a number is about, and the population where it is only of the people at hand.

    The age of patients who were counted or treated is that of a study, not of the disease.
    """
    disease = _disease(scene, measure)
    if disease is None and not scene.of_type(EntityType.DISEASE) and len(scene.around.topics) == 1:
        disease = scene.around.topics[0]
    elif disease is None:
        return None, None
    counted = any(q.kind == "count" for q in scene.sentence.quantities) or scene.of_type(*TREATMENTS)
    cohort = _COHORT.fullmatch(measure.text) is not None
    return (None, disease) if cohort and (counted or disease.mention < 0) else (disease, None)


def _next(scene: Scene, measure: Participant) -> Participant | None:
    behind = (p for p in scene.participants if p is not None and p.span.start >= measure.span.end)
    return next(behind, None)


def _disease(scene: Scene, measure: Participant) -> Participant | None:
    named = scene.of_type(EntityType.DISEASE)
    for disease in named:
        if disease.span.start >= measure.span.end and _OF.fullmatch(scene.between(measure, disease)):
            members = scene.members(disease, DISEASE)
            return disease if len(members) == 1 else None
    return named[0] if len({p.concept for p in named}) == 1 else None


def _statistic(scene: Scene, measure: Participant, quantity: Quantity) -> str:
    if quantity.kind in ("age", "duration"):
        near = scene.before(measure)[-25:] + measure.text
        if _MEDIAN.search(near):
            return "median"
        return "mean" if _MEAN.search(near) else "value"
    if quantity.kind == "ratio":
        return "ratio"
    return "proportion" if quantity.kind == "percent" else "rate"
