"""Numbers about a disease: how frequent it is, and in whom."""

from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import read_text

pytestmark = pytest.mark.model

Number = tuple[str, str, str, str, tuple[str, ...]]


def numbers(reader: DocumentReader, text: str) -> set[Number]:
    """Return (measure, statistic, value, unit, diseases)."""
    reading = read_text(reader, text, "plain")
    labels = {concept.curie: concept.label for concept in reading.concepts}
    return {
        (labels[o.measure], o.statistic, str(o.value), o.unit, tuple(labels[c] for c in o.about))
        for o in reading.outcomes
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chordoma has an annual incidence of 0.08 per 100,000 people.",
            ("incidence", "rate", "0.08", "/10*5/a", ("chordoma",)),
        ),
        (
            "The prevalence of neurofibromatosis type 1 is 1 in 3,000 people.",
            ("prevalence", "rate", "33.33", "/10*5", ("neurofibromatosis type 1",)),
        ),
        (
            "The mean age at diagnosis of chordoma is 58 years.",
            ("age at diagnosis", "mean", "58", "a", ("chordoma",)),
        ),
        (
            "Epithelioid sarcoma has a male-to-female ratio of 1.5:1.",
            ("male-to-female ratio", "ratio", "1.5", "1", ("epithelioid sarcoma",)),
        ),
    ],
    ids=["incidence", "one in", "age", "sex ratio"],
)
def test_number_is_about_the_disease(text: str, expected: Number, reader: DocumentReader) -> None:
    assert numbers(reader, text) == {expected}


def test_age_of_a_cohort_is_not_of_the_disease(reader: DocumentReader) -> None:
    text = "In 55 patients with chordoma treated with imatinib, the median age was 62 years."
    assert numbers(reader, text) == {("age of patients", "median", "62", "a", ())}


def test_frequency_of_a_finding_is_not_of_the_disease(reader: DocumentReader) -> None:
    assert numbers(reader, "The prevalence of hypertension in gout was 40%.") == set()
