"""What a result says besides its value."""

from __future__ import annotations

import pytest

from kg.model import Outcome
from kg.pipeline.reader import DocumentReader
from tests.relations.claims import read_text

pytestmark = pytest.mark.model


def outcomes(reader: DocumentReader, text: str) -> dict[str, Outcome]:
    """Return the results of a text by value; names stand for the concepts they are about and set against."""
    reading = read_text(reader, text, "plain")
    assert all(o.evidence.object.of(reading.document.text) == o.value_text for o in reading.outcomes)
    return {str(o.value): o for o in reading.outcomes}


def labels(reader: DocumentReader, text: str, curies: tuple[str, ...]) -> list[str]:
    """Return the labels of concepts that a text names."""
    known = {c.curie: c.label for c in read_text(reader, text, "plain").concepts}
    return [known[curie] for curie in curies]


TWO_ARMS = (
    "The objective response rate was 39% with olaparib versus 12% with temozolomide (p = 0.004) in"
    " leiomyosarcoma."
)


def test_two_arms_are_set_against_each_other(reader: DocumentReader) -> None:
    found = outcomes(reader, TWO_ARMS)
    assert {value: str(o.versus_value) for value, o in found.items()} == {"39": "12", "12": "39"}
    assert labels(reader, TWO_ARMS, found["39"].versus) == ["temozolomide"]
    assert labels(reader, TWO_ARMS, found["12"].versus) == ["olaparib"]


def test_p_value_is_that_of_both_arms(reader: DocumentReader) -> None:
    found = outcomes(reader, TWO_ARMS)
    assert {(str(o.p_value), o.p_comparator) for o in found.values()} == {("0.004", "=")}


def test_control_arm_has_no_treatment(reader: DocumentReader) -> None:
    text = (
        "Median overall survival was 11.5 months with eribulin and 10.1 months with placebo in liposarcoma."
    )
    found = outcomes(reader, text)
    assert (found["10.1"].about, found["10.1"].arm, str(found["11.5"].versus_value)) == (
        (),
        "placebo",
        "10.1",
    )


def test_hazard_ratio_is_of_the_measure_that_it_compares(reader: DocumentReader) -> None:
    text = (
        "Median progression-free survival was 6.9 months with olaparib versus 3.1 months with temozolomide"
        " (hazard ratio 0.52, 95% CI 0.31-0.88; p < 0.01) in leiomyosarcoma."
    )
    found = outcomes(reader, text)
    ratio = found["0.52"]
    assert ratio.measure == found["6.9"].measure
    assert (ratio.statistic, ratio.interval, str(ratio.p_value), ratio.p_comparator) == (
        "hazard ratio",
        "95% CI",
        "0.01",
        "<",
    )
    assert (ratio.about, ratio.versus) == (found["6.9"].about, found["3.1"].about)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Of 45 patients with angiosarcoma, the objective response rate was 19% with paclitaxel.", 45),
        ("The objective response rate was 14% (9/64) with tazemetostat in epithelioid sarcoma.", 64),
        ("The objective response rate was 14% with tazemetostat in epithelioid sarcoma.", None),
    ],
    ids=["of so many", "fraction", "none"],
)
def test_sample_size(text: str, size: int | None, reader: DocumentReader) -> None:
    assert {o.sample_size for o in outcomes(reader, text).values()} == {size}


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("(range, 1.6-38.7)", ("1.6", "38.7", "range")),
        ("(IQR 3.1-12.2)", ("3.1", "12.2", "IQR")),
        ("(95% CI 3.0 to 9.5)", ("3.0", "9.5", "95% CI")),
    ],
    ids=["range", "quartiles", "confidence"],
)
def test_interval_says_what_it_is(words: str, bounds: tuple[str, str, str], reader: DocumentReader) -> None:
    text = f"Median duration of response was 8.2 months {words} with cediranib in chordoma."
    (one,) = outcomes(reader, text).values()
    assert (str(one.lower), str(one.upper), one.interval) == bounds


def test_values_of_listed_measures_go_in_order(reader: DocumentReader) -> None:
    text = "The five-year DFS and OS were 53% and 58%, respectively, in patients with rectal cancer."
    found = outcomes(reader, text)
    assert labels(reader, text, (found["53"].measure, found["58"].measure)) == [
        "disease-free survival",
        "overall survival",
    ]
    assert {o.timepoint for o in found.values()} == {"P5Y"}


def test_times_listed_apart_go_in_order(reader: DocumentReader) -> None:
    text = "The 1-year and 2-year overall survival rates were 80% and 60%, respectively, in chordoma."
    assert {v: o.timepoint for v, o in outcomes(reader, text).items()} == {"80": "P1Y", "60": "P2Y"}


@pytest.mark.parametrize(
    "text",
    [
        "The toxicity of 5% dextrose was low in gout.",
        "Mortality rates were recorded from 1 year after imatinib in chordoma.",
        "Mortality was raised in gout, and oxygen saturation was 96% with imatinib.",
    ],
    ids=["strength", "length of time", "another clause"],
)
def test_number_of_another_thing_is_no_result(text: str, reader: DocumentReader) -> None:
    assert outcomes(reader, text) == {}
