"""Conditions and numeric results in plain words, and which results are worth setting side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.store.records import OutcomeRecord

UNITS = {"mo": "months", "a": "years", "wk": "weeks", "d": "days", "h": "hours", "min": "minutes", "1": ""}
"""UCUM codes in words; a code that is not here is a word already ("%", "mg/kg")."""

_ROLES = {
    "date": "date of approval",
    "direction": "direction of change",
    "line": "line of therapy",
    "population": "people",
}
_PERIODS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_COMPARATORS = {"=": "", "~": "about "}


def role_in_words(role: str) -> str:
    """Return what a condition of a statement tells.

    >>> role_in_words("line"), role_in_words("dose")
    ('line of therapy', 'dose')
    """
    return _ROLES.get(role, role)


def time_in_words(timepoint: str) -> str:
    """Return a point in time after the start: an ISO 8601 duration in words, other words as they are.

    >>> time_in_words("P5Y"), time_in_words("P1M"), time_in_words("the end of treatment")
    ('5 years', '1 month', 'the end of treatment')
    """
    found = re.fullmatch(r"P(\d+(?:\.\d+)?)([YMWD])", timepoint)
    if not found:
        return timepoint
    number, period = found[1], _PERIODS[found[2]]
    return f"{number} {period}{'' if float(number) == 1 else 's'}"


def result_in_words(outcome: OutcomeRecord) -> str:
    """Return value, unit and bounds: "37 % (95% CI 24 to 51)"."""
    bounds = ""
    if outcome.lower is not None and outcome.upper is not None:
        kind = f"{outcome.interval} " if outcome.interval else ""
        bounds = f" ({kind}{outcome.lower:g} to {outcome.upper:g})"
    sign = _COMPARATORS.get(outcome.comparator, f"{outcome.comparator} ")
    return f"{sign}{_measured(outcome.value, outcome.unit)}{bounds}"


def details(outcome: OutcomeRecord) -> tuple[tuple[str, str], ...]:
    """Return what else a text tells of a number, as pairs of a heading and words, without its concepts."""
    against = outcome.versus_value
    found = (
        ("Grade", outcome.grade.replace(">=", "at least ")),
        ("Arm", outcome.arm),
        ("At", time_in_words(outcome.timepoint)),
        ("Value there", "" if against is None else _measured(against, outcome.unit)),
        ("p value", "" if outcome.p_value is None else f"{outcome.p_comparator} {outcome.p_value:g}".strip()),
        ("Number of people", "" if outcome.sample_size is None else f"{outcome.sample_size:,}"),
    )
    return tuple((heading, words) for heading, words in found if words)


def differing(outcomes: Iterable[OutcomeRecord]) -> tuple[tuple[OutcomeRecord, ...], ...]:
    """Return the groups of results that answer one question with different numbers, sorted by IRI.

    One question: the same measure, statistic and unit of the same treatment or people, arm, grade and time.
    Results of a named trial and of another are in one group: two studies may well find two values, which a
    reader wants to see side by side; `OutcomeRecord.conflicts` tells which cannot both hold.
    """
    questions: dict[tuple[object, ...], list[OutcomeRecord]] = {}
    for one in sorted(outcomes, key=lambda each: each.iri):
        if one.about or one.population:
            question = (one.measure, one.statistic, one.unit, one.about, one.population)
            setting = (one.arm, one.grade, one.timepoint, one.versus)
            questions.setdefault((*question, *setting), []).append(one)
    return tuple(
        tuple(group)
        for group in questions.values()
        if len({(each.comparator, each.value) for each in group}) > 1
    )


def _measured(value: float, unit: str) -> str:
    return f"{value:g} {UNITS.get(unit, unit)}".strip()
