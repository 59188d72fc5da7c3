"""Numeric results: when two are the same, and when they contradict."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.assembly import outcome_conflicts, outcome_key
from kg.model import Outcome
from tests.sample import sample_graph


@pytest.fixture
def rate() -> Outcome:
    """The response rate of the sample, which names its trial."""
    return next(o for o in sample_graph().outcomes if o.trial)


def test_outcome_key_ignores_how_the_number_is_spelled(rate: Outcome) -> None:
    spelled = replace(rate, value=Decimal("6.00"), value_text="6.00 %")
    assert outcome_key(spelled) == outcome_key(rate)


def test_outcome_key_missing_bound_differs_from_zero(rate: Outcome) -> None:
    assert outcome_key(replace(rate, lower=None)) != outcome_key(replace(rate, lower=Decimal(0)))


def test_outcome_conflicts_same_question_of_one_trial(rate: Outcome) -> None:
    other = replace(rate, value=Decimal(16))
    assert outcome_conflicts([rate, other]) == {
        outcome_key(rate): (outcome_key(other),),
        outcome_key(other): (outcome_key(rate),),
    }


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"trial": ""}, id="no trial named"),
        pytest.param({"population": "mondo:0005058"}, id="other population"),
        pytest.param({"timepoint": "at 12 months"}, id="other time"),
        pytest.param({"comparator": ">"}, id="only a bound"),
    ],
)
def test_outcome_conflicts_other_question_is_none(rate: Outcome, change: dict[str, str]) -> None:
    other = replace(rate, value=Decimal(16), **change)  # type: ignore[arg-type]  # the changes are all texts
    assert outcome_conflicts([rate, other]) == {}
