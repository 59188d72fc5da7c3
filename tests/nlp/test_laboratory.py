from __future__ import annotations

import pytest

from kg.nlp.laboratory import find_laboratory_findings


@pytest.mark.parametrize(
    ("text", "lookup"),
    [
        ("increased blood creatine phosphokinase", "elevated creatine kinase"),
        ("low platelets", "thrombocytopenia"),
        ("decreased neutrophil count", "neutropenia"),
        ("ALT increase", "alanine aminotransferase increased"),
        ("a drop in ejection fraction", "reduced ejection fraction"),
        ("rash maculo-papular", "maculo-papular rash"),
        ("QTc interval prolongation", "prolonged QT interval"),
    ],
)
def test_finding_goes_by_its_name(text: str, lookup: str) -> None:
    assert [m.lookup for m in find_laboratory_findings(text)] == [lookup]


@pytest.mark.parametrize(
    "text", ["a low sodium diet", "high glucose medium", "ALT increased by half", "cholesterol levels"]
)
def test_what_is_no_finding(text: str) -> None:
    assert find_laboratory_findings(text) == []
