from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import Result, Results, read_text

pytestmark = pytest.mark.model

ORR, OS, PFS = "objective response rate", "overall survival", "progression-free survival"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The objective response rate was 25% in patients with chordoma treated with imatinib.",
            Result(ORR, "proportion", "25", "%", ("imatinib",), "chordoma"),
            id="measure-was",
        ),
        pytest.param(
            "A 33% objective response rate was seen with cediranib in alveolar soft part sarcoma.",
            Result(ORR, "proportion", "33", "%", ("cediranib",), "alveolar soft part sarcoma"),
            id="value-first",
        ),
        pytest.param(
            "The objective response rate with pazopanib was 0% in liposarcoma.",
            Result(ORR, "proportion", "0", "%", ("pazopanib",), "liposarcoma"),
            id="zero",
        ),
        pytest.param(
            "The response rate to crizotinib was 66.7% in inflammatory myofibroblastic tumor.",
            Result(ORR, "proportion", "66.7", "%", ("crizotinib",), "inflammatory myofibroblastic tumor"),
            id="decimal",
        ),
        pytest.param(
            "Median progression-free survival was 5.6 months.",
            Result(PFS, "median", "5.6", "mo"),
            id="median-months",
        ),
        pytest.param(
            "At 12 months, overall survival was 64% in patients with angiosarcoma.",
            Result(OS, "proportion", "64", "%", (), "angiosarcoma", "P12M"),
            id="timepoint-in-front",
        ),
    ],
)
def test_result_has_measure_value_unit_and_context(text: str, expected: Result, results: Results) -> None:
    assert results(text) == {expected}


def test_result_of_each_arm_belongs_to_its_treatment(results: Results) -> None:
    text = (
        "Median overall survival was 14.2 months with trabectedin versus 11.5 months with dacarbazine"
        " in leiomyosarcoma."
    )
    assert results(text) == {
        Result(OS, "median", "14.2", "mo", ("trabectedin",), "leiomyosarcoma"),
        Result(OS, "median", "11.5", "mo", ("dacarbazine",), "leiomyosarcoma"),
    }


def test_two_measures_of_one_sentence_take_one_value_each(results: Results) -> None:
    found = results(
        "Disease control rate was 81% and objective response rate was 19% with regorafenib in chordoma."
    )
    assert {(r.measure, r.value) for r in found} == {("disease control rate", "81"), (ORR, "19")}


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        pytest.param(
            "Median progression-free survival was 5.6 months (95% CI 4.1-7.0).",
            ("5.6", "4.1", "7.0"),
            id="months",
        ),
        pytest.param(
            "The objective response rate was 25% (95% CI, 12-42) with imatinib.",
            ("25", "12", "42"),
            id="percent",
        ),
        pytest.param(
            "Eribulin reduced the risk of death (hazard ratio 0.77; 95% CI, 0.62-0.95) in liposarcoma.",
            ("0.77", "0.62", "0.95"),
            id="hazard-ratio",
        ),
    ],
)
def test_confidence_interval_gives_bounds_and_no_value(
    text: str, bounds: tuple[str, str, str], reader: DocumentReader
) -> None:
    (outcome,) = read_text(reader, text, "plain").outcomes
    assert (str(outcome.value), str(outcome.lower), str(outcome.upper)) == bounds


def test_hazard_ratio_is_no_percentage(reader: DocumentReader) -> None:
    text = "Eribulin reduced the risk of death (hazard ratio 0.77; 95% CI, 0.62-0.95) in liposarcoma."
    (outcome,) = read_text(reader, text, "plain").outcomes
    assert (outcome.statistic, outcome.unit) == ("hazard ratio", "1")


@pytest.mark.parametrize(
    ("text", "timepoint"),
    [
        pytest.param(
            "The 5-year overall survival rate was 72% in patients with osteosarcoma.", "P5Y", id="years"
        ),
        pytest.param(
            "Local control at 24 months was 91% after radiotherapy for chordoma.", "P24M", id="months"
        ),
        pytest.param("The objective response rate was 9% in chordoma.", "", id="none"),
    ],
)
def test_timepoint_is_an_iso_duration(text: str, timepoint: str, results: Results) -> None:
    assert {r.timepoint for r in results(text)} == {timepoint}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Patients aged 65 years received pazopanib for sarcoma.", id="age"),
        pytest.param("Median overall survival was not reached.", id="not-reached"),
        pytest.param("Pazopanib was given at 800 mg daily.", id="dose"),
        pytest.param("About 15% of patients with thymoma have myasthenia gravis.", id="share-of-patients"),
    ],
)
def test_number_that_measures_no_outcome_is_no_result(text: str, results: Results) -> None:
    assert results(text) == set()


def test_result_evidence_marks_measure_and_value(reader: DocumentReader) -> None:
    text = "The objective response rate with pazopanib was 0% in liposarcoma."
    reading = read_text(reader, text, "plain")
    (outcome,) = reading.outcomes
    assert outcome.evidence.subject.of(reading.document.text) == "objective response rate"
    assert outcome.evidence.object.of(reading.document.text).strip() == outcome.value_text == "0%"
    assert outcome.evidence.quote == text


def test_the_second_of_two_values_is_the_comparators(results: Results) -> None:
    found = results(
        "Eribulin improved overall survival in liposarcoma compared with dacarbazine (15.6 vs 8.4 months)."
    )
    assert {(r.value, r.about) for r in found} == {("15.6", ("eribulin",)), ("8.4", ("dacarbazine",))}


def test_value_is_of_the_disease_behind_it(results: Results) -> None:
    found = results(
        "The response rate was 15% in chordoma, 4% in thymoma and 1% in osteosarcoma with pazopanib."
    )
    assert {(r.value, r.population) for r in found} == {
        ("15", "chordoma"),
        ("4", "thymoma"),
        ("1", "osteosarcoma"),
    }


def test_value_is_of_the_treatment_behind_it(results: Results) -> None:
    found = results("The response rate was 40% with pazopanib and 20% with sunitinib.")
    assert {(r.value, r.about) for r in found} == {("40", ("pazopanib",)), ("20", ("sunitinib",))}
