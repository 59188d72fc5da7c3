"""What pages list without a verb of having, and denials of a link."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sarcoidosis\n\nComplications: Pulmonary fibrosis, uveitis\n",
            Claim("sarcoidosis", "has_phenotype", "uveitis"),
            id="label",
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms: None, cough, fever\n",
            Claim("sarcoidosis", "has_phenotype", "fever"),
            id="label-none",
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms\n\nOthers: weight loss, fatigue.",
            Claim("sarcoidosis", "has_phenotype", "fatigue"),
            id="others",
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms\n\nThe illness often begins suddenly with fever and cough.",
            Claim("sarcoidosis", "has_phenotype", "cough"),
            id="begins-with",
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms\n\nRarer are myocarditis and uveitis.",
            Claim("sarcoidosis", "has_phenotype", "uveitis"),
            id="rarer",
        ),
        pytest.param(
            "Sarcoidosis\n\nWhat can happen if it is not treated?\n\nSome people get:\n\n"
            "- scarring of the lungs (pulmonary fibrosis)\n- diabetes",
            Claim("sarcoidosis", "has_phenotype", "diabetes mellitus"),
            id="people-get",
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms\n\nThey can include:\n\n- feeling worn out (fatigue)\n- cough",
            Claim("sarcoidosis", "has_phenotype", "fatigue"),
            id="feeling",
        ),
        pytest.param(
            "Sarcoidosis\n\nWho is at risk?\n\nThings that may raise your risk are:\n\n"
            "* asthma\n* hepatitis B or hepatitis C",
            Claim("hepatitis B virus infection", "contributes_to", "sarcoidosis"),
            id="your-risk",
        ),
        pytest.param(
            "Cystic fibrosis is caused by a fault in a gene called CFTR.",
            Claim("CFTR", "causes", "cystic fibrosis"),
            id="fault-in-gene",
        ),
        pytest.param(
            "Familial adenomatous polyposis\n\nNearly all carriers will develop colorectal cancer.",
            Claim("classic familial adenomatous polyposis", "has_phenotype", "colorectal cancer"),
            id="carriers-will",
        ),
        pytest.param(
            "There is no link between sarcoidosis and lung cancer.",
            Claim("sarcoidosis", "contributes_to", "lung cancer", polarity="negated"),
            id="no-link",
        ),
    ],
)
def test_listed_findings_are_read(claims: Claims, text: str, expected: Claim) -> None:
    assert expected in claims(text)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        pytest.param(
            "Sarcoidosis\n\nDifferential diagnosis: Asthma, uveitis\n", "has_phenotype", id="mimics"
        ),
        pytest.param(
            "Sarcoidosis\n\nSide effects\n\nComplications: Diabetes, uveitis\n", "has_phenotype", id="of-care"
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms\n\nThe illness does not begin with fever.", "has_phenotype", id="denied"
        ),
    ],
)
def test_nothing_is_listed_that_is_no_finding(claims: Claims, text: str, predicate: str) -> None:
    assert not [c for c in claims(text) if c.predicate == predicate and c.subject == "sarcoidosis"]
