"""Rates of adverse events: whose they are, and how severe."""

from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import read_text

pytestmark = pytest.mark.model

Rate = tuple[str, str, tuple[str, ...], str, str]


def rates(reader: DocumentReader, text: str) -> set[Rate]:
    """Return (event, value, treatments, arm, grade)."""
    reading = read_text(reader, text, "plain")
    labels = {concept.curie: concept.label for concept in reading.concepts}
    return {
        (labels[o.measure], str(o.value), tuple(labels[c] for c in o.about), o.arm, o.grade)
        for o in reading.outcomes
        if o.evidence.extractor == "outcome/event-rate"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Grade 3 or higher neutropenia occurred in 45% of patients treated with olaparib.",
            {("neutropenia", "45", ("olaparib",), "", ">=3")},
        ),
        (
            "45% of patients had grade 3 neutropenia with trabectedin.",
            {("neutropenia", "45", ("trabectedin",), "", "3")},
        ),
        (
            "Grade III-IV anemia was reported in 12 (24%) of 50 patients receiving olaparib.",
            {("anemia", "24", ("olaparib",), "", "3-4")},
        ),
        (
            "Adverse events with pazopanib included diarrhea (58%) and nausea (54%).",
            {("diarrhea", "58", ("pazopanib",), "", ""), ("nausea", "54", ("pazopanib",), "", "")},
        ),
        (
            "Adverse events with pazopanib included anorexia (8%), blurring of all kinds (6%).",
            {("Anorexia", "8", ("pazopanib",), "", "")},
        ),
        (
            "Diarrhea occurred in 30% of patients treated with abemaciclib and 8% of patients given placebo.",
            {("diarrhea", "30", ("abemaciclib",), "", ""), ("diarrhea", "8", (), "placebo", "")},
        ),
        (
            "Only one patient (2%) developed grade 3 or 4 neutropenia with paclitaxel, while 29% had grade 1"
            " or 2.",
            {
                ("neutropenia", "2", ("paclitaxel",), "", "3-4"),
                ("neutropenia", "29", ("paclitaxel",), "", "1-2"),
            },
        ),
    ],
    ids=["or higher", "value first", "Roman", "list", "unknown event", "arms", "grade behind"],
)
def test_rate_of_an_event(text: str, expected: set[Rate], reader: DocumentReader) -> None:
    assert rates(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pain was present in 60% of people with chordoma.",
        "Neurotoxicity was caused by hyperbaric 5% lidocaine.",
        "The excess risk of ototoxicity from cisplatin was 8.4%.",
    ],
    ids=["finding of the disease", "strength", "difference of risks"],
)
def test_share_of_other_things_is_no_rate(text: str, reader: DocumentReader) -> None:
    assert rates(reader, text) == set()
