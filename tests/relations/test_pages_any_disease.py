"""Wordings of tables, labels, fact sheets and pages of PDF on diseases of any kind."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims, Results

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Chordoma (notochordal sarcoma)\n\nTreatment\n\n"
            "| Line | Drug |\n|---|---|\n| First | Colchicine |\n",
            Claim("colchicine", "treats", "chordoma"),
            id="table-of-lines",
        ),
        pytest.param(
            "Chordoma is seen more often in people with psoriasis.",
            Claim("psoriasis", "contributes_to", "chordoma"),
            id="commoner-in",
        ),
        pytest.param(
            "Smoking raises the risk of psoriasis.",
            Claim("Smoking", "contributes_to", "psoriasis"),
            id="habit",
        ),
        pytest.param(
            "About a quarter of patients with psoriasis develop uveitis.",
            Claim("psoriasis", "has_phenotype", "uveitis"),
            id="also-have",
        ),
        pytest.param(
            "Fever and cough are typical of sarcoidosis.",
            Claim("sarcoidosis", "has_phenotype", "fever"),
            id="typical-of",
        ),
        pytest.param(
            "Chordoma is rare. Verapamil is of no value.",
            Claim("verapamil", "treats", "chordoma", "negated"),
            id="no-value",
        ),
        pytest.param(
            "Chordoma is rare. Verapamil and digoxin failed in two trials.",
            Claim("digoxin", "treats", "chordoma", "negated"),
            id="failed-in-trials",
        ),
        pytest.param(
            "Colchicine is indicated to lower the number of attacks in adults with chordoma.",
            Claim("colchicine", "treats", "chordoma"),
            id="indicated-in-people-with",
        ),
        pytest.param(
            "Chordoma\n\nChordoma is rare. Radiotherapy lowers the risk of local recurrence.",
            Claim("radiotherapy", "studied_to_treat", "chordoma"),
            id="fewer-returns",
        ),
        pytest.param(
            "Ultrasonography is the preferred imaging for hepatoblastoma.",
            Claim("ultrasonography", "diagnoses", "hepatoblastoma"),
            id="preferred-imaging",
        ),
        pytest.param(
            "The usual drug is colchicine. Pneumonia was more common with colchicine than with placebo.",
            Claim("colchicine", "has_adverse_event", "pneumonia"),
            id="more-than-placebo",
        ),
        pytest.param(
            "Sarcoidosis\n\nThe com-\nmonest drug is cheap. "
            "Treatment of sarcoidosis with methotre-\nxate is usual.",
            Claim("methotrexate", "treats", "sarcoidosis"),
            id="word-cut-by-a-line",
        ),
        pytest.param(
            "Pneumonia is caused by Klebsiella pneumoniae.",
            Claim("Klebsiella pneumoniae", "causes", "pneumonia"),
            id="microbe",
        ),
        pytest.param(
            "Psoriasis\n\nPsoriasis is common.\n\nSide effects\n\n"
            "- Methotrexate: hepatitis\n- Ciclosporin: tremor",
            Claim("methotrexate", "has_adverse_event", "hepatitis"),
            id="harm-of-each",
        ),
    ],
)
def test_wording_is_read(claims: Claims, text: str, expected: Claim) -> None:
    assert expected in claims(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        pytest.param(
            "Chordoma is rare. Verapamil is no longer recommended.",
            ("verapamil", "chordoma"),
            id="no-longer",
        ),
        pytest.param(
            "Chordoma\n\nChordoma is rare.\n\nUrate is of no diagnostic value.",
            ("urate", "chordoma"),
            id="no-test",
        ),
        pytest.param(
            "Treat pneumonia before therapy with colchicine.",
            ("colchicine", "pneumonia"),
            id="before-therapy",
        ),
        pytest.param(
            "Everolimus with sunitinib was compared with placebo plus sunitinib in chordoma.",
            ("everolimus", "sunitinib"),
            id="in-both-arms",
        ),
    ],
)
def test_wording_is_no_affirmation(claims: Claims, text: str, pair: tuple[str, str]) -> None:
    found = {(c.subject, c.object) for c in claims(text) if c.polarity == "affirmed"}
    assert pair not in found


def test_number_below_a_measure_is_a_result(results: Results) -> None:
    text = "Chordoma\n\n| Drug | Median overall survival (months) |\n|---|---|\n| Colchicine | 14.2 |\n"
    assert ("14.2", "mo", ("colchicine",)) in {(r.value, r.unit, r.about) for r in results(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Type 1 diabetes is treated with insulin.",
            ("Insulin", "treats", "type 1 diabetes mellitus"),
            id="a protein that people are given",
        ),
        pytest.param(
            "# Trabectedin for sarcoma\n\nTrabectedin is a drug. Trabectedin is given by vein.\n\n"
            "## What are the side effects?\n\nLess common (1 in 100 people): heart failure, nausea.\n",
            ("trabectedin", "has_adverse_event", "nausea"),
            id="harms by how common they are",
        ),
    ],
)
def test_page_tells_of_its_drug(text: str, expected: tuple[str, str, str], claims: Claims) -> None:
    assert expected in {c[:3] for c in claims(text, "page")}


def test_protein_added_to_cells_is_no_drug(claims: Claims) -> None:
    found = claims("Adipose cells were treated with insulin in obesity.")
    assert "Insulin" not in {c.subject for c in found}
