"""Numeric results of many documents: duplicates merged, contradictions found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from kg.assembly.identity import Names, evidence_key, outcome_key
from kg.model import Outcome


def merge_outcomes(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return each (result, evidence) pair once, sorted by the keys of both, `about` sorted.

    Results that say the same share an `outcome_key`; each keeps its own evidence, and the first in the
    order of evidence lends all of them its words.
    """
    names = Names()
    unique: dict[tuple[str, str], Outcome] = {}
    for outcome in outcomes:
        key = outcome_key(outcome)
        ordered = replace(
            outcome, about=tuple(sorted(set(outcome.about))), versus=tuple(sorted(set(outcome.versus)))
        )
        names.claim(key, _content(ordered))
        pair = (key, evidence_key(outcome.evidence))
        if pair not in unique or repr(ordered) < repr(unique[pair]):
            unique[pair] = ordered
    merged: list[Outcome] = []
    for _, group in groupby(sorted(unique.items()), key=lambda item: item[0][0]):
        members = [outcome for _, outcome in group]
        merged.extend(
            replace(one, value_text=members[0].value_text, value=members[0].value) for one in members
        )
    return tuple(merged)


def outcome_conflicts(outcomes: Iterable[Outcome]) -> dict[str, tuple[str, ...]]:
    """Return, by outcome key, the keys of results that cannot both hold, sorted.

    Two results conflict when a named trial reports different exact values of the same measure, statistic and
    unit for the same therapy, population, arm, grade and time point. Without a trial nothing is concluded:
    two studies may well find two values.
    """
    by_question: dict[tuple[object, ...], dict[str, Outcome]] = {}
    for one in outcomes:
        if one.trial and one.comparator == "=":
            question = (
                one.measure,
                one.statistic,
                one.unit,
                one.trial,
                one.about,
                one.population,
                one.arm,
                one.grade,
                one.timepoint,
            )
            by_question.setdefault(question, {})[outcome_key(one)] = one
    conflicts: dict[str, tuple[str, ...]] = {}
    for answers in by_question.values():
        for key, one in answers.items():
            others = sorted(k for k, other in answers.items() if other.value != one.value)
            if others:
                conflicts[key] = tuple(others)
    return conflicts


def _content(outcome: Outcome) -> tuple[object, ...]:
    return (
        outcome.measure,
        outcome.statistic,
        outcome.value,
        outcome.unit,
        outcome.comparator,
        outcome.about,
        outcome.population,
        outcome.trial,
        outcome.arm,
        outcome.lower,
        outcome.upper,
        outcome.timepoint,
        outcome.interval,
        outcome.versus,
        outcome.versus_value,
        outcome.p_value,
        outcome.p_comparator,
        outcome.sample_size,
        outcome.grade,
    )
