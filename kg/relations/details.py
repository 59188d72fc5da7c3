"""What a result says besides its value: interval, p value, how many people, and what it is set against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from kg.model import Outcome, Quantity
from kg.relations.result import Result
from kg.relations.scene import TREATMENTS, Scene

_NUMBER = r"\d+(?:[.·]\d+)?"
_CONFIDENCE = re.compile(
    r"[\s,;:(\[]*(?P<level>\d\d(?:\.\d)?)\s?%?\s?(?P<kind>CI\b|CrI\b|confidence interval|credible interval)"
)
_RANGE = re.compile(
    rf"[\s,;:(\[]*(?P<kind>range|IQR|interquartile range)[\s,:=\[(]*(?:of |was "
    rf"|from )?(?P<low>{_NUMBER})\+?\s?%?"
    rf"(?:\s?(?:[-–—−]|to)\s?)(?P<high>{_NUMBER})",
    re.IGNORECASE,
)
_NAMED = {"cri": "CrI", "credible interval": "CrI", "iqr": "IQR", "interquartile range": "IQR"}
_PEOPLE = (
    r"(?:patients?|participants?|subjects?|children|boys|girls|adults?|women|men|cases|individuals|people)\b"
)
_FRACTION_BEHIND = re.compile(
    r"\s?[(\[]\s?\d+\s?(?:/|of|out of)\s?(?P<n>\d[\d,]*)\b"
    rf"|\s?[)\]]? of (?:the |all )?(?P<all>\d[\d,]*) (?:[\w-]+ ){{0,2}}?{_PEOPLE}"
)
_FRACTION_BEFORE = re.compile(
    r"\b\d+\s?(?:/|of|out of)\s?(?:the )?(?P<n>\d[\d,]*)(?: [\w-]+){0,4}\s?[(\[]$", re.IGNORECASE
)
_SAMPLE = re.compile(
    rf"\b(?:of|among|in|for)(?: the| all| a total of)? (?P<n>\d[\d,]*) (?:[\w-]+ ){{0,3}}?{_PEOPLE}",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:vs|versus|v|compared (?:with|to)|as against|than)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|while|whereas)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.;] [a-oq-z]")
_RATIOS = frozenset({"hazard ratio", "odds ratio", "rate ratio", "risk ratio"})
_REACH = 60  # characters between a value and its p value


def detailed(scene: Scene, results: list[Result]) -> list[Result]:
    """Return results with all that the sentence says of them, in the same order."""
    done = [_with_interval(scene, _with_sample(scene, result)) for result in results]
    done = _with_comparison(scene, done)
    for quantity in (q for q in scene.sentence.quantities if q.kind == "probability"):
        for index in _tested(scene, done, quantity):
            outcome = done[index].outcome
            if outcome.p_value is None:
                p = replace(outcome, p_value=quantity.value, p_comparator=quantity.comparator)
                done[index] = replace(done[index], outcome=p)
    return done


def _behind(scene: Scene, outcome: Outcome) -> str:
    return scene.sentence.text[outcome.evidence.object.end - scene.sentence.span.start :]


def _between(scene: Scene, one: Result, other: Result) -> str:
    offset = scene.sentence.span.start
    start, end = one.outcome.evidence.object.end, other.outcome.evidence.object.start
    return scene.sentence.text[start - offset : end - offset]


def _with_interval(scene: Scene, result: Result) -> Result:
    outcome, behind = result.outcome, _behind(scene, result.outcome)
    if (match := _CONFIDENCE.match(behind)) is not None:
        if outcome.lower is None:
            return result
        kind = _NAMED.get(match["kind"].lower(), "CI")
        return replace(result, outcome=replace(outcome, interval=f"{match['level']}% {kind}"))
    if (match := _RANGE.match(behind)) is not None:
        low, high = (Decimal(match[end].replace("·", ".")) for end in ("low", "high"))
        if low <= high:
            kind = _NAMED.get(match["kind"].lower(), "range")
            return replace(result, outcome=replace(outcome, lower=low, upper=high, interval=kind))
    if outcome.lower is not None and outcome.lower == outcome.value:
        return replace(result, outcome=replace(outcome, interval="range"))
    return result


def _with_sample(scene: Scene, result: Result) -> Result:
    """Return a result with the number of people, where it is a share or the sentence names one number."""
    outcome, text = result.outcome, scene.sentence.text
    start = outcome.evidence.object.start - scene.sentence.span.start
    match = _FRACTION_BEHIND.match(_behind(scene, outcome)) or _FRACTION_BEFORE.search(text[:start])
    if match is None:
        samples = list(_SAMPLE.finditer(text))
        match = samples[0] if len(samples) == 1 and samples[0].end() <= start else None
    if match is None:
        return result
    number = int((match.groupdict().get("all") or match["n"]).replace(",", ""))
    return replace(result, outcome=replace(outcome, sample_size=number)) if number else result


def _with_comparison(scene: Scene, results: list[Result]) -> list[Result]:
    """Return results with what each is set against: the other of two arms; of a ratio, the arm below."""
    done = list(results)
    arms: tuple[Result, Result] | None = None
    for index, (one, other) in enumerate(pairwise(results)):
        if _are_arms(scene, one, other):
            arms = arms or (one, other)
            for this, that in ((index, other), (index + 1, one)):
                outcome = done[this].outcome
                if outcome.versus_value is None:
                    set_against = replace(outcome, versus=that.outcome.about, versus_value=that.outcome.value)
                    done[this] = replace(done[this], outcome=set_against)
    comparators = tuple(
        sorted({p.concept for p in scene.of_type(*TREATMENTS) if p.mention in scene.comparators})
    )
    for index, result in enumerate(done):
        if result.outcome.statistic in _RATIOS:
            first, second = (arms[0], arms[1].outcome.about) if arms else (result, comparators)
            about = first.about
            versus = tuple(c for c in second if c not in first.outcome.about)
            outcome = replace(result.outcome, about=first.outcome.about, versus=versus)
            done[index] = replace(result, outcome=outcome, about=about)
    return done


def _are_arms(scene: Scene, one: Result, other: Result) -> bool:
    """Tell whether two values are the same measure of two groups: "13 months with A versus 11 with B"."""
    same = all(
        getattr(one.outcome, name) == getattr(other.outcome, name)
        for name in ("measure", "unit", "statistic", "timepoint", "grade")
    )
    if not same or one.outcome.statistic in _RATIOS:
        return False
    differ = one.outcome.about != other.outcome.about or one.outcome.arm != other.outcome.arm
    words = _between(scene, one, other)
    return differ and (_AGAINST.search(words) is not None or _AND.search(words) is not None)


def _tested(scene: Scene, results: list[Result], p_value: Quantity) -> Iterator[int]:
    """Yield the places of the results that a p value is of: the one right before it, and its other arm."""
    before = [i for i, r in enumerate(results) if r.outcome.evidence.object.end <= p_value.span.start]
    if not before:
        return
    last = before[-1]
    offset, end = scene.sentence.span.start, results[last].outcome.evidence.object.end
    words = scene.sentence.text[end - offset : p_value.span.start - offset]
    if len(words) > _REACH + 40 * ("CI" in words) or _BREAK.search(words):
        return
    yield last
    if last and _are_arms(scene, results[last - 1], results[last]):
        yield last - 1
