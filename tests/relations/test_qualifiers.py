"""The conditions that a sentence puts on a claim."""

from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import read_text

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("A phase 2 trial of eribulin in chordoma was reported.", "phase", "2"),
        ("Adjuvant imatinib is recommended for chordoma.", "line", "adjuvant"),
        ("Paclitaxel as first-line therapy is recommended for angiosarcoma.", "line", "first-line"),
        ("Pazopanib is used for relapsed or refractory angiosarcoma.", "stage", "relapsed or refractory"),
        ("Pazopanib is used for advanced chordoma and angiosarcoma.", "stage", "advanced"),
        ("The FDA approved tazemetostat for epithelioid sarcoma in January 2020.", "date", "2020-01"),
    ],
    ids=["phase", "adjuvant", "first line", "stage", "stage of a list", "date of approval"],
)
def test_qualifier_is_read(text: str, role: str, value: str, reader: DocumentReader) -> None:
    assertions = read_text(reader, text, "plain").assertions
    assert assertions
    found = [{(q.role, q.value) for q in a.qualifiers} for a in assertions]
    assert any((role, value) in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Imatinib is recommended for chordoma.",
        "A phase 1 trial and later a phase 3 trial tested eribulin in chordoma.",
    ],
    ids=["none", "two phases"],
)
def test_qualifier_is_not_guessed(text: str, reader: DocumentReader) -> None:
    assert not any(a.qualifiers for a in read_text(reader, text, "plain").assertions)
