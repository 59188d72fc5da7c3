"""Constructions, whatever the predicate: lists, alignment, reference to what was said before."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


def pairs(found: set[Claim], predicate: str) -> set[tuple[str, str]]:
    return {(c.subject, c.object) for c in found if c.predicate == predicate}


def test_coordination_gives_every_member_of_both_lists(claims: Claims) -> None:
    found = claims("Vincristine and dactinomycin are used for Wilms tumor and rhabdomyosarcoma.")
    assert pairs(found, "treats") == {
        (drug, disease)
        for drug in ("vincristine", "dactinomycin")
        for disease in ("Wilms tumor", "rhabdomyosarcoma")
    }


def test_coordination_along_with_gives_both(claims: Claims) -> None:
    found = claims("Larotrectinib, along with entrectinib, is used for congenital fibrosarcoma.")
    assert pairs(found, "treats") == {
        ("larotrectinib", "congenital fibrosarcoma"),
        ("entrectinib", "congenital fibrosarcoma"),
    }


ALIGNED = [
    pytest.param(
        "Dabrafenib for melanoma, sunitinib for thymoma, and mitotane for adrenocortical"
        " carcinoma are in use.",
        "treats",
        {("dabrafenib", "melanoma"), ("sunitinib", "thymoma"), ("mitotane", "adrenocortical carcinoma")},
        id="drug-for-disease",
    ),
    pytest.param(
        "Temozolomide in glioblastoma, carboplatin in retinoblastoma, and cisplatin in"
        " osteosarcoma were studied.",
        "studied_to_treat",
        {("temozolomide", "glioblastoma"), ("carboplatin", "retinoblastoma"), ("cisplatin", "osteosarcoma")},
        id="drug-in-disease",
    ),
    pytest.param(
        "KIT mutations in gastrointestinal stromal tumor, IDH1 mutations in chondrosarcoma, and"
        " CTNNB1 mutations"
        " in desmoid tumors are known.",
        "gene_associated_with_condition",
        {("KIT", "gastrointestinal stromal tumor"), ("IDH1", "chondrosarcoma"), ("CTNNB1", "desmoid tumor")},
        id="gene-in-disease",
    ),
    pytest.param(
        "Vincristine and mitotane are used for Wilms tumor and adrenocortical carcinoma, respectively.",
        "treats",
        {("vincristine", "Wilms tumor"), ("mitotane", "adrenocortical carcinoma")},
        id="respectively-two",
    ),
    pytest.param(
        "Desmin, CD34 and S100 are markers of rhabdomyosarcoma, solitary fibrous tumor and"
        " schwannoma, respectively.",
        "biomarker_for",
        {("DES", "rhabdomyosarcoma"), ("CD34", "solitary fibrous tumor"), ("S100", "schwannoma")},
        id="respectively-three",
    ),
]


@pytest.mark.parametrize(("text", "predicate", "expected"), ALIGNED)
def test_alignment_gives_its_pairs_and_no_cross_pair(
    text: str, predicate: str, expected: set[tuple[str, str]], claims: Claims
) -> None:
    assert pairs(claims(text), predicate) == expected


def test_alignment_of_targets_gives_one_therapy_all_targets_and_diseases(claims: Claims) -> None:
    found = claims(
        "CAR-T cells targeting CD19 in lymphoma, BCMA in multiple myeloma, and GD2 in neuroblastoma exist."
    )
    therapy = "CAR T-cell therapy"
    assert pairs(found, "targets") == {(therapy, t) for t in ("CD19", "TNFRSF17", "GD2")}
    assert not {c for c in found if c.predicate == "gene_associated_with_condition"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Chordoma is a rare bone cancer. This tumor is treated with surgery.",
            Claim("surgery", "treats", "chordoma"),
            id="this-tumor",
        ),
        pytest.param(
            "Imatinib and sunitinib are oral drugs. These drugs are used for gastrointestinal stromal tumor.",
            Claim("sunitinib", "treats", "gastrointestinal stromal tumor"),
            id="these-drugs",
        ),
        pytest.param(
            "Mitotane is old. This drug is used for adrenocortical carcinoma.",
            Claim("mitotane", "treats", "adrenocortical carcinoma"),
            id="this-drug",
        ),
        pytest.param(
            "Sunitinib is an oral drug. It targets KIT and causes fatigue.",
            Claim("sunitinib", "targets", "KIT"),
            id="it",
        ),
        pytest.param(
            "Sunitinib is an oral drug. It targets KIT and causes fatigue.",
            Claim("sunitinib", "has_adverse_event", "fatigue"),
            id="it-shared-by-two-verbs",
        ),
        pytest.param(
            "Chordoma is rare. Most cases are treated with surgery.",
            Claim("surgery", "treats", "chordoma"),
            id="most-cases",
        ),
        pytest.param(
            "Thymoma is rare. Patients are usually treated with surgery.",
            Claim("surgery", "treats", "thymoma"),
            id="patients",
        ),
    ],
)
def test_reference_is_to_what_was_named_before(text: str, expected: Claim, claims: Claims) -> None:
    assert expected in claims(text)


def test_reference_with_nothing_named_before_claims_nothing(claims: Claims) -> None:
    assert claims("It is treated with surgery.") == set()


def test_reference_does_not_reach_a_disease_for_a_drug(claims: Claims) -> None:
    found = claims("Thymoma is rare. These drugs are used for chordoma.")
    assert not {c for c in found if c.subject == "thymoma" or c.predicate == "treats"}


def test_abbreviation_stands_for_its_long_form(claims: Claims) -> None:
    found = claims("Adrenocortical carcinoma (ACC) is rare. ACC is treated with mitotane.")
    assert Claim("mitotane", "treats", "adrenocortical carcinoma") in found


def test_brand_name_in_brackets_is_no_second_subject(claims: Claims) -> None:
    found = claims("Dinutuximab (Unituxin) is approved for high-risk neuroblastoma.")
    assert pairs(found, "approved_for") == {("dinutuximab", "neuroblastoma")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("For high-risk neuroblastoma: dinutuximab.", id="for-label"),
        pytest.param("High-risk neuroblastoma: dinutuximab.", id="bare-label"),
    ],
)
def test_label_before_a_colon_is_what_the_rest_is_about(text: str, claims: Claims) -> None:
    assert Claim("dinutuximab", "treats", "neuroblastoma") in claims(text)


def test_condition_for_a_treatment_is_no_treatment(claims: Claims) -> None:
    found = claims("If surgery is not possible, radiotherapy is used for chordoma.")
    assert pairs(found, "treats") == {("radiotherapy", "chordoma")}
