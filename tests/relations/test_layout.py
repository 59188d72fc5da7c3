"""What the layout says: lists with their introduction, headings as topic, sections that claim nothing."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

PATIENT_TEXT = """\
Hepatoblastoma

Treatment

Treatments for hepatoblastoma include:
- Surgery
- Chemotherapy with cisplatin
- Liver transplantation

Symptoms

Symptoms of hepatoblastoma may include:
- Abdominal mass
- Weight loss

Diagnosis

Tests used to diagnose hepatoblastoma:
- Ultrasound
- Magnetic resonance imaging
"""


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(Claim("surgery", "treats", "hepatoblastoma"), id="treatment"),
        pytest.param(Claim("chemotherapy", "treats", "hepatoblastoma"), id="treatment-with-a-comment"),
        pytest.param(Claim("liver transplantation", "treats", "hepatoblastoma"), id="last-treatment"),
        pytest.param(Claim("hepatoblastoma", "has_phenotype", "abdominal mass"), id="symptom"),
        pytest.param(Claim("hepatoblastoma", "has_phenotype", "weight loss"), id="last-symptom"),
        pytest.param(Claim("ultrasonography", "diagnoses", "hepatoblastoma"), id="test"),
        pytest.param(Claim("magnetic resonance imaging", "diagnoses", "hepatoblastoma"), id="last-test"),
    ],
)
def test_list_item_claims_what_its_introduction_says(expected: Claim, claims: Claims) -> None:
    assert expected in claims(PATIENT_TEXT)


def test_list_items_of_one_list_make_no_claims_of_another(claims: Claims) -> None:
    found = claims(PATIENT_TEXT)
    assert not {c for c in found if c.predicate == "has_adverse_event"}
    assert {c.object for c in found if c.predicate == "has_phenotype"} == {"abdominal mass", "weight loss"}


def test_list_of_markers_gives_biomarkers(claims: Claims) -> None:
    found = claims("Markers of rhabdomyosarcoma:\n\n- Desmin\n- Myogenin\n- MYOD1\n", "page")
    assert found == {Claim(gene, "biomarker_for", "rhabdomyosarcoma") for gene in ("DES", "MYOG", "MYOD1")}


def test_list_of_mutations_gives_associated_genes(claims: Claims) -> None:
    found = claims("Mutations found in adrenocortical carcinoma:\n\n- TP53\n- CTNNB1\n", "page")
    assert found == {
        Claim(gene, "gene_associated_with_condition", "adrenocortical carcinoma")
        for gene in ("TP53", "CTNNB1")
    }


def test_list_of_side_effects_is_of_the_drugs_in_its_introduction(claims: Claims) -> None:
    text = (
        "# Medullary thyroid cancer\n\n## Targeted drugs\n\n"
        "Vandetanib and cabozantinib are used. Side effects of these drugs include:\n\n"
        "- Diarrhea\n- High blood pressure\n"
    )
    found = claims(text, "page")
    assert {(c.subject, c.object) for c in found if c.predicate == "has_adverse_event"} == {
        (drug, harm) for drug in ("vandetanib", "cabozantinib") for harm in ("diarrhea", "hypertension")
    }
    assert not {c for c in found if c.predicate == "has_phenotype"}


def test_nested_list_items_are_under_the_outer_introduction(claims: Claims) -> None:
    text = (
        "Treatment of adrenocortical carcinoma includes:\n\n- Surgery\n- Medicines\n  -"
        " Mitotane\n  - Etoposide\n"
    )
    found = claims(text, "page")
    assert {c.subject for c in found if c.predicate == "treats"} == {"surgery", "mitotane", "etoposide"}
    assert {c.object for c in found} == {"adrenocortical carcinoma"}


def test_heading_is_the_topic_of_a_list_without_one(claims: Claims) -> None:
    text = (
        "# Retinoblastoma\n\n## Treatment\n\nTreatment options include:\n\n- Cryotherapy\n- Laser therapy\n"
    )
    found = claims(text, "page")
    assert {c.object for c in found if c.predicate == "treats"} == {"retinoblastoma"}
    assert len(found) == 2


def test_heading_is_the_topic_of_a_pronoun(claims: Claims) -> None:
    text = "# Retinoblastoma\n\n## Where it spreads\n\nIt can spread to the brain and the bone marrow.\n"
    found = claims(text, "page")
    assert {(c.subject, c.predicate, c.object) for c in found} == {
        ("retinoblastoma", "metastasizes_to", place) for place in ("brain", "bone marrow")
    }


def test_heading_about_diagnosis_makes_a_recommended_test_diagnose(claims: Claims) -> None:
    found = claims("# Retinoblastoma\n\n## Diagnosis\n\nMRI is recommended.\n", "page")
    assert found == {Claim("magnetic resonance imaging", "diagnoses", "retinoblastoma")}


def test_heading_of_another_section_is_no_topic(claims: Claims) -> None:
    text = "# Eye\n\n## Retinoblastoma\n\nIt is rare.\n\n## Thymoma\n\nSurgery is the treatment of choice.\n"
    found = claims(text, "page")
    assert not {c for c in found if c.object == "retinoblastoma"}


def test_label_of_a_list_item_is_what_the_item_is_about(claims: Claims) -> None:
    text = "# Chest\n\n## Treatment\n\n- Thymoma: surgery\n- Mesothelioma: cisplatin and pemetrexed\n"
    found = claims(text, "page")
    assert {(c.subject, c.object) for c in found if c.predicate == "treats"} == {
        ("surgery", "thymoma"),
        ("cisplatin", "mesothelioma"),
        ("pemetrexed", "mesothelioma"),
    }


@pytest.mark.parametrize(
    "section",
    [
        pytest.param("## Common pitfalls\n\n- Giving chemotherapy for early thymoma\n", id="pitfalls"),
        pytest.param("## Eligibility criteria\n\n- Thymoma treated with cisplatin\n", id="eligibility"),
        pytest.param(
            "## Exclusion criteria\n\n- Prior treatment of thymoma with cisplatin\n", id="exclusion"
        ),
        pytest.param(
            "## Who can join\n\nAdults whose thymoma was treated with cisplatin can join.\n",
            id="who-can-join",
        ),
    ],
)
def test_section_on_what_not_to_do_or_whom_to_take_claims_nothing(section: str, claims: Claims) -> None:
    assert claims(f"# Thymoma\n\n{section}", "page") == set()


def test_section_of_references_claims_nothing(claims: Claims) -> None:
    text = (
        "# Thymoma\n\nThymoma is rare.\n\n## References\n\n"
        "1. Miller A, Chen B. Thymoma is treated with cisplatin. J Rare Tumors. 2019;12(3):45-50.\n"
        "2. Rossi C, Wu D. Surgery for thymoma. Ann Thorac Notes. 2020;3(1):1-9.\n"
    )
    assert claims(text, "page") == set()


def test_sentence_that_wraps_over_lines_is_read_whole(claims: Claims) -> None:
    text = (
        "The adrenal glands make hormones that the body needs. Adrenocortical carcinoma is treated with\n"
        "mitotane after surgery in most of the adults who have it, and the levels of the drug in the\n"
        "blood are measured often while they take it.\n"
    )
    assert Claim("mitotane", "treats", "adrenocortical carcinoma") in claims(text)
