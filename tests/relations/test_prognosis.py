from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        ("High expression of CCNE1 was associated with poor prognosis in patients with chordoma.", "CCNE1"),
        ("Low SLFN11 expression predicted shorter progression-free survival in chordoma.", "SLFN11"),
        ("TP53 mutations correlate with worse overall survival in chordoma.", "TP53"),
        ("Loss of PTEN was an independent predictor of inferior survival in chordoma.", "PTEN"),
    ],
)
def test_what_goes_with_survival_marks_the_disease(text: str, gene: str, claims: Claims) -> None:
    assert Claim(gene, "biomarker_for", "chordoma") in claims(text)


def test_what_does_not_go_with_survival_is_denied(claims: Claims) -> None:
    found = claims("PTEN loss was not associated with shorter survival in chordoma.")
    assert Claim("PTEN", "biomarker_for", "chordoma") not in found


@pytest.mark.parametrize(
    "text",
    [
        "PTEN loss was associated with younger age in chordoma.",
        "PTEN was measured, and survival was shorter in chordoma.",
    ],
)
def test_what_goes_with_something_else_does_not(text: str, claims: Claims) -> None:
    assert "biomarker_for" not in {c.predicate for c in claims(text)}
