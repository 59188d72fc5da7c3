"""The case of one person as journals report it: signs, places, stains, what was given and what it did."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

CASE = """\
Chordoma of the sacrum: a case report

Case presentation

A 49-year-old teacher was referred with a half-year history of constipation. {}

Discussion

Chordoma is rare.
"""


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param("On examination she had fever, ptosis and jaundice.", "jaundice", id="examination"),
        pytest.param("Blood tests revealed anemia.", "anemia", id="laboratory"),
        pytest.param("She also mentioned headache and vertigo.", "vertigo", id="mentioned"),
    ],
)
def test_findings_of_a_case_are_those_of_its_disease(claims: Claims, text: str, finding: str) -> None:
    assert (finding, "chordoma") in {
        (c.object.lower(), c.subject) for c in claims(CASE.format(text)) if c.predicate == "has_phenotype"
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("On examination she had no fever.", id="denied"),
        pytest.param("Her past history included epilepsy, and she had asthma as a child.", id="past"),
        pytest.param("After the second cycle of chemotherapy she had vomiting.", id="on-treatment"),
        pytest.param("There was no evidence of jaundice.", id="no-evidence"),
    ],
)
def test_what_a_case_denies_or_had_before_is_no_finding(claims: Claims, text: str) -> None:
    found = {c.object for c in claims(CASE.format(text)) if c.predicate == "has_phenotype"}
    assert {o.lower() for o in found} <= {"constipation"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("MRI showed a large mass of the liver.", "liver", id="mass-of"),
        pytest.param("CT disclosed nodules in both lungs.", "lung", id="nodules-in"),
    ],
)
def test_lesion_of_a_case_is_where_its_disease_sits(claims: Claims, text: str, place: str) -> None:
    assert Claim("chordoma", "disease_has_location", place) in claims(CASE.format(text))


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        pytest.param("Imatinib 400 mg daily was then started.", "imatinib", id="was-started"),
        pytest.param("She received cisplatin for four cycles.", "cisplatin", id="received"),
        pytest.param("Treatment consisted of six courses of doxorubicin.", "doxorubicin", id="consisted"),
    ],
)
def test_treatment_of_a_case_was_tried_for_its_disease(claims: Claims, text: str, treatment: str) -> None:
    found = {(c.subject, c.object) for c in claims(CASE.format(text)) if "treat" in c.predicate}
    assert (treatment, "chordoma") in found


def test_support_in_a_case_is_no_treatment_of_the_tumor(claims: Claims) -> None:
    found = claims(CASE.format("She received morphine and dexamethasone."))
    assert not [c for c in found if "treat" in c.predicate and c.object == "chordoma"]


def test_case_is_of_the_disease_of_the_title_whatever_it_names(claims: Claims) -> None:
    text = "On examination she had asthma. Cisplatin was given for three months."
    assert not [c for c in claims(CASE.format(text)) if "treat" in c.predicate and c.object == "asthma"]


@pytest.mark.parametrize(
    ("text", "gene", "polarity"),
    [
        pytest.param("The cells were negative for desmin.", "DES", "negated", id="negative-for"),
        pytest.param("On biopsy desmin and SOX10 were negative.", "SOX10", "negated", id="were-negative"),
        pytest.param(
            "The tumor cells label with SOX10; desmin is negative.", "SOX10", "affirmed", id="semicolon"
        ),
        pytest.param(
            "SOX10 was expressed in 9 of 12 and desmin focally in two tumors.", "DES", "affirmed", id="shares"
        ),
        pytest.param("The lab looks for proteins such as SOX10.", "SOX10", "affirmed", id="looks-for"),
        pytest.param("The cells stain for EMA and SOX10.", "ema", "affirmed", id="no-agency"),
    ],
)
def test_stains_are_found_or_lacking(claims: Claims, text: str, gene: str, polarity: str) -> None:
    found = claims(f"Chordoma\n\nChordoma is rare. {text}")
    assert Claim(gene, "biomarker_for", "chordoma", polarity) in found


def test_markers_that_make_a_phenotype_are_those_of_the_disease_behind(claims: Claims) -> None:
    found = claims("SOX10 and desmin remain the usual immunophenotype of chordoma.")
    assert {c.subject for c in found if c.predicate == "biomarker_for"} == {"SOX10", "DES"}


def test_wild_type_is_no_marker(claims: Claims) -> None:
    found = claims("Chordoma\n\nThe cells stain for SOX10 and show wild-type p53.")
    assert "TP53" not in {c.subject for c in found if c.predicate == "biomarker_for"}
