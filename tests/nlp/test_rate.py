from __future__ import annotations

import pytest

from kg.nlp.rate import find_rates


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2 cases per million", "2", "/10*6"),
        ("about 3 cases per million people per year", "3", "/10*6/a"),
        ("12.5/100,000/year", "12.5", "/10*5/a"),
        ("1 in 1,000 births", "1", "/10*3"),
        ("one in 2,500 newborns", "40", "/10*5"),
        ("a ratio of 2:1", "2", "1"),
    ],
)
def test_rate_has_value_and_unit(text: str, value: str, unit: str) -> None:
    (rate,) = find_rates(text)
    assert (str(rate.value), rate.unit) == (value, unit)
    assert rate.span.of(text) == rate.text


def test_rate_of_a_range_has_bounds() -> None:
    (rate,) = find_rates("0.3 to 0.8 per 100,000")
    assert (str(rate.lower), str(rate.upper)) == ("0.3", "0.8")


@pytest.mark.parametrize("text", ["given in 1 in 4 doses", "12 of 50 patients", "diluted 1:10", "at 10:15"])
def test_other_numbers_are_no_rates(text: str) -> None:
    assert find_rates(text) == []
