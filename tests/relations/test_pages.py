"""Wordings of trial pages, patient pages and guidelines."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Changes in the RET gene or the NF1 gene cause some thymomas.",
            Claim("NF1", "causes", "thymoma"),
            id="changes-in-genes",
        ),
        pytest.param(
            "Chordoma grows slowly. Extra copies of the EGFR gene make the tumor more aggressive.",
            Claim("EGFR", "contributes_to", "chordoma"),
            id="makes-worse",
        ),
        pytest.param(
            "Selinexor, a drug that blocks XPO1, is given by mouth.",
            Claim("selinexor", "targets", "XPO1"),
            id="a-drug-that-blocks",
        ),
        pytest.param(
            "TERT amplification supports the diagnosis of chordoma.",
            Claim("TERT", "biomarker_for", "chordoma"),
            id="supports-diagnosis",
        ),
        pytest.param(
            "Nuclear TBXT staining is characteristic of chordoma.",
            Claim("TBXT", "biomarker_for", "chordoma"),
            id="staining",
        ),
        pytest.param(
            "Sunitinib is used for thymoma with KIT exon 9 mutations.",
            Claim("KIT", "gene_associated_with_condition", "thymoma"),
            id="disease-with-mutations",
        ),
        pytest.param(
            "Imatinib helps in chordoma. Sunitinib is effective in these tumors.",
            Claim("sunitinib", "studied_to_treat", "chordoma"),
            id="these-tumors",
        ),
        pytest.param(
            "Children with Wilms tumor receive vincristine with dactinomycin, doxorubicin, and radiotherapy.",
            Claim("radiotherapy", "studied_to_treat", "Wilms tumor"),
            id="list-with-a-pair-in-it",
        ),
        pytest.param(
            "Surgery alone is often enough for small chordomas.",
            Claim("surgery", "treats", "chordoma"),
            id="is-enough",
        ),
    ],
)
def test_wording_is_read(text: str, expected: Claim, claims: Claims) -> None:
    assert expected in claims(text)


def test_a_drug_given_with_another_has_the_same_result(claims: Claims) -> None:
    found = claims("Patients with thymoma received eribulin with carboplatin. The response rate was 30%.")
    assert {c.subject for c in found if c.object == "thymoma"} == {"eribulin", "carboplatin"}


def test_drugs_of_a_combination_are_named_one_by_one(claims: Claims) -> None:
    found = claims("Doxorubicin plus ifosfamide is recommended for thymoma.")
    assert {c.subject for c in found if c.predicate == "treats"} == {"doxorubicin", "ifosfamide"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Naxitamab (Danyelza), the first GD2-directed therapy, is given by vein.",
            Claim("naxitamab", "targets", "GD2"),
            id="the-first-directed-therapy",
        ),
        pytest.param(
            "Erdafitinib, an FGFR3 inhibitor, is given by mouth.",
            Claim("erdafitinib", "targets", "FGFR3"),
            id="of-a-class-named-by-its-target",
        ),
        pytest.param(
            "Chordoma is rare. Patients often present with pain and fatigue.",
            Claim("chordoma", "has_phenotype", "fatigue"),
            id="present-with",
        ),
        pytest.param(
            "Chordoma is caused by a translocation involving TBXT.",
            Claim("TBXT", "causes", "chordoma"),
            id="translocation-involving",
        ),
        pytest.param(
            "# Chordoma\n\nAfatinib has also shown activity.\n",
            Claim("afatinib", "studied_to_treat", "chordoma"),
            id="activity-without-a-disease",
        ),
        pytest.param(
            "# Open trials\n\n## Pazopanib for Adults With Advanced Chordoma (LARKS-2)\n\nOpen now.\n",
            Claim("LARKS-2", "studies", "pazopanib"),
            id="trial-in-a-heading",
        ),
    ],
)
def test_wording_of_a_page_is_read(text: str, expected: Claim, claims: Claims) -> None:
    assert expected in claims(text, "page")


def test_a_placebo_is_what_a_drug_is_compared_with(claims: Claims) -> None:
    found = claims("The study compares regorafenib with placebo as maintenance therapy in chordoma.")
    assert not [c for c in found if c.predicate == "compared_with"]


STANDARD = """\
Chordoma Treatment

Key Points

Risk factors for chordoma include the following:
Past treatment with radiation therapy.
Having tuberous sclerosis.

The following tests may be used:
MRI (magnetic resonance imaging): A procedure that makes pictures of areas inside the body.
Biopsy: The removal of tissue so that it can be looked at closely.

Two types of standard treatment are used:

Surgery

Surgeons take out as much as they can. It is done at large centers.

Radiation therapy

A machine outside the body aims at the bone. It takes some weeks to finish.
"""


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(Claim("tuberous sclerosis", "contributes_to", "chordoma"), id="risk-factor"),
        pytest.param(Claim("biopsy", "diagnoses", "chordoma"), id="test-with-its-meaning"),
        pytest.param(Claim("surgery", "treats", "chordoma"), id="heading-that-is-an-item"),
        pytest.param(Claim("radiotherapy", "treats", "chordoma"), id="second-heading"),
    ],
)
def test_patient_page_without_bullets_is_read(expected: Claim, claims: Claims) -> None:
    assert expected in claims(STANDARD, "plain")


def test_a_drug_that_both_arms_got_is_not_denied(claims: Claims) -> None:
    found = claims(
        "Doxorubicin plus evofosfamide versus doxorubicin plus placebo gave no benefit in leiomyosarcoma."
    )
    assert "doxorubicin" not in {c.subject for c in found if c.polarity == "negated"}
