from decimal import Decimal

import pytest

from kg.model import Quantity
from kg.nlp.date import find_dates
from kg.nlp.quantity import find_quantities


def one(text: str) -> Quantity:
    (found,) = find_quantities(text)
    assert found.span.of(text) == found.text
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("in 41%", "41", "%", "percent"),
        ("in 41 %", "41", "%", "percent"),
        ("in 41 percent", "41", "%", "percent"),
        ("0% of them", "0", "%", "percent"),
        ("after 14.2 months", "14.2", "mo", "duration"),
        ("after 14·2 months", "14.2", "mo", "duration"),
        ("over a 6-week course", "6", "wk", "duration"),
        ("a 27-year-old woman", "27", "a", "age"),
        ("60 mg/m2", "60", "mg/m2", "dose"),
        ("8 mg/kg", "8", "mg/kg", "dose"),
        ("54.4 Gy", "54.4", "Gy", "dose"),
        ("carboplatin AUC 6", "6", "mg/mL.min", "dose"),
        ("given every 4 weeks", "4", "wk", "dose"),
        ("a 3 cm mass", "3", "cm", "length"),
        ("(n = 52)", "52", "1", "count"),
        ("1,250 patients", "1250", "1", "count"),
        ("two children", "2", "1", "count"),
        ("thirty-one evaluable adults", "31", "1", "count"),
        ("HR 0.61", "0.61", "1", "ratio"),
        ("hazard ratio for death was 0.61", "0.61", "1", "ratio"),
        ("P=0.03", "0.03", "1", "probability"),
        ("20.2 ± 0.7 months", "20.2", "mo", "duration"),
    ],
)
def test_find_value_and_unit(text: str, value: str, unit: str, kind: str) -> None:
    found = one(text)
    assert (found.value, found.unit, found.kind) == (Decimal(value), unit, kind)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("fewer than 90 cases", "<"),
        ("<2 cm", "<"),
        ("≥2 cm", ">="),
        ("at least 5 years", ">="),
        ("up to 2 hours", "<="),
        ("more than 30%", ">"),
        ("about 15%", "~"),
        ("p < 0.001", "<"),
        ("12 months", "="),
    ],
)
def test_find_comparator(text: str, sign: str) -> None:
    assert one(text).comparator == sign


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("ages 5–25", 5, 25, "a"),
        ("aged 2 to 21 years", 2, 21, "a"),
        ("12 months to 30 years old", 1, 30, "a"),
        ("12.5–40.1%", "12.5", "40.1", "%"),
        ("3-4 months", 3, 4, "mo"),
        ("ORR of 41% (95% CI, 26 to 57)", 26, 57, "%"),
        ("HR 0.61 (95% CI 0.44-0.84)", "0.44", "0.84", "1"),
    ],
)
def test_find_bounds(text: str, lower: str, upper: str, unit: str) -> None:
    found = one(text)
    assert (found.lower, found.upper, found.unit) == (Decimal(lower), Decimal(upper), unit)


def test_find_open_interval_has_no_upper_bound() -> None:
    found = one("16.1 months (95% CI 9.9–NR)")
    assert (found.lower, found.upper) == (Decimal("9.9"), None)


def test_find_shared_unit_gives_both_numbers() -> None:
    found = find_quantities("8.5 versus 4.1 months")
    assert [(q.value, q.unit) for q in found] == [(Decimal("8.5"), "mo"), (Decimal("4.1"), "mo")]


@pytest.mark.parametrize(
    "text",
    [
        "phase 2 of CLDN18.2",
        "B7-H3 and 2-deoxyglucose",
        "section 3",
        "stage 3 patients",
        "1 in 3 women",
        "PD-1 patients",
        "survival improved.12 The end",
        "exon 11",
        "IL-6 levels",
    ],
)
def test_find_numbers_in_names_give_nothing(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 2 August 2023", "2023-08-02"),
        ("Apr 30, 2025", "2025-04-30"),
        ("2025 Jul 1", "2025-07-01"),
        ("in May 2021", "2021-05"),
        ("2021-05-04", "2021-05-04"),
        ("in 2019", "2019"),
        ("in Septxember 2022", "2022"),
    ],
)
def test_dates_are_as_precise_as_the_text(text: str, iso: str) -> None:
    assert [d for _, d in find_dates(text)] == [iso]


def test_dates_damaged_month_is_outside_the_span() -> None:
    text = "in Septxember 2022"
    ((span, _),) = find_dates(text)
    assert span.of(text) == "2022"


@pytest.mark.parametrize("text", ["2024 patients", "PMID 20241234", "may 3 times", "10.1000/2024.05"])
def test_dates_other_numbers_give_nothing(text: str) -> None:
    assert find_dates(text) == []


def test_bounds_in_the_wrong_order_are_left_out() -> None:
    found = find_quantities("The hazard ratio was 1.27 (95% CI, 1017.15-1.40), after 30 to 10 months.")
    assert found[0].value == Decimal("1.27")
    assert all(q.lower is None or q.upper is None or q.lower <= q.upper for q in found)
