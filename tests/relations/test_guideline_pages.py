"""Pages of guidelines and for patients: nested lists, warnings, places, and clauses that tell of others."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

NESTED = """\
# Management of thymoma

## Treatment

### Localized disease

1. Thymic carcinoma > 3 cm
   - Thymectomy
   - Adjuvant chemotherapy is not recommended
2. Small thymoma
   - Thoracoscopic surgery is adequate
"""


def test_items_below_a_disease_are_its_treatments_under_a_heading_of_treatment(claims: Claims) -> None:
    found = claims(NESTED, "page")
    assert Claim("thymectomy", "treats", "thymic carcinoma") in found
    assert Claim("adjuvant chemotherapy", "treats", "thymic carcinoma", "negated") in found
    assert "thymectomy" not in {c.subject for c in found if c.object == "thymoma"}


def test_heading_of_another_kind_between_is_not_passed(claims: Claims) -> None:
    page = "# Thymoma\n\n## Treatment\n\n### Patients asked\n\nWhat the clinic offers\n\n- Thymectomy\n"
    assert "treats" not in {c.predicate for c in claims(page, "page")}


def test_item_about_something_of_a_treatment_is_no_treatment(claims: Claims) -> None:
    page = "# Thymoma\n\n## Treatment\n\n- Radiotherapy complications\n- Thymectomy\n"
    assert {c.subject for c in claims(page, "page") if c.predicate == "treats"} == {"thymectomy"}


def test_pitfall_tells_of_harm_and_of_nothing_else(claims: Claims) -> None:
    page = (
        "# Thymoma\n\n## Common pitfalls\n\n- Cisplatin can cause hearing loss\n- Surgery for early thymoma\n"
    )
    assert {c[:3] for c in claims(page, "page")} == {
        ("cisplatin", "has_adverse_event", "hearing loss disorder")
    }


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "Synovial sarcoma arises in the bones of the thigh.",
            {"bone element", "thigh"},
            id="part of a part",
        ),
        pytest.param(
            "Chordoma is rare. The skull base and the sacrum are commonly involved.",
            {"basicranium", "fused sacrum"},
            id="involved",
        ),
        pytest.param(
            "Chordoma is rare. The sacrum is involved in about half of patients.",
            {"fused sacrum"},
            id="involved in a share",
        ),
    ],
)
def test_places_of_a_disease(text: str, places: set[str], claims: Claims) -> None:
    assert {c.object for c in claims(text) if c.predicate == "disease_has_location"} == places


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The liver is involved in the metabolism of imatinib.", id="part in something"),
        pytest.param("Nodes are not removed unless the sacrum is involved.", id="condition"),
        pytest.param(
            "Dissection is reserved for lymph nodes that are visibly involved.", id="those picked out"
        ),
    ],
)
def test_what_is_involved_otherwise_is_no_place(text: str, claims: Claims) -> None:
    found = claims(f"Chordoma is rare. {text}")
    assert "disease_has_location" not in {c.predicate for c in found}


def test_the_drug_is_the_one_that_the_sentence_tells_of(claims: Claims) -> None:
    found = claims(
        "Kinase inhibitors such as pazopanib were studied in chordoma. Tazemetostat led to responses in "
        "chordoma, so that the agency approved the drug in 2023."
    )
    assert {c.subject for c in found if c.predicate == "approved_for"} == {"tazemetostat"}


def test_clause_with_its_own_disease_takes_none_of_the_clause_before(claims: Claims) -> None:
    found = claims("Imatinib is approved for thymoma, but sorafenib did not control chordoma.")
    denied = {(c.subject, c.object) for c in found if c.polarity == "negated"}
    assert denied == {("sorafenib", "chordoma")}


def test_what_opens_a_sentence_is_said_of_all_its_clauses(claims: Claims) -> None:
    found = claims("In chordoma, deletions were seen in CDKN2A, and mutations of PBRM1 were found.")
    linked = {c.subject for c in found if c.predicate == "gene_associated_with_condition"}
    assert linked == {"CDKN2A", "PBRM1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The hypoglycemia due to an insulinoma is severe.",
            Claim("pancreatic insulinoma", "causes", "hypoglycemia"),
            id="disease due to a disease",
        ),
        pytest.param(
            "Diarrhea secondary to carcinoid syndrome can be severe.",
            Claim("carcinoid syndrome", "has_phenotype", "diarrhea"),
            id="sign due to a disease",
        ),
        pytest.param(
            "Epithelioid sarcomas lose SMARCB1.",
            Claim("SMARCB1", "gene_associated_with_condition", "epithelioid sarcoma"),
            id="a lost gene",
        ),
        pytest.param(
            "Streptozocin-based regimens may cause nausea.",
            Claim("streptozocin", "has_adverse_event", "nausea"),
            id="what a regimen is based on",
        ),
        pytest.param(
            "Everolimus can worsen hyperglycemia.",
            Claim("everolimus", "has_adverse_event", "Hyperglycemia"),
            id="a drug makes worse",
        ),
        pytest.param(
            "Octreotide LAR is recommended for acromegaly.",
            Claim("octreotide", "treats", "acromegaly"),
            id="a drug in a form that lasts",
        ),
        pytest.param(
            "Chordoma is rare. Nuclear brachyury staining supports the diagnosis.",
            Claim("TBXT", "biomarker_for", "chordoma"),
            id="diagnosis of the disease at hand",
        ),
        pytest.param(
            "Symptoms of chordoma include:\n\n- Loss of bladder control (incontinence)\n",
            Claim("chordoma", "has_phenotype", "Urinary incontinence"),
            id="a sign named in a bracket",
        ),
        pytest.param(
            "CDK4/6 blockade with ribociclib slows growth.",
            Claim("ribociclib", "targets", "CDK6"),
            id="each of two targets",
        ),
    ],
)
def test_wording_makes_the_claim(text: str, expected: Claim, claims: Claims) -> None:
    assert expected[:3] in {c[:3] for c in claims(text)}


def test_denial_of_one_clause_leaves_the_clause_before(claims: Claims) -> None:
    found = claims(
        "Chordoma is rare. The diagnosis is made by needle biopsy; "
        "a normal chest X-ray does not exclude chordoma."
    )
    assert {c.polarity for c in found if "biopsy" in c.subject} == {"affirmed"}
