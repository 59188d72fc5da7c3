"""Wordings of drug pages, news, guidelines and trial reports beside those of sentences in papers."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims, Results

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "An ultrasound scan is the best way to find a hepatoblastoma.",
            Claim("ultrasonography", "diagnoses", "hepatoblastoma"),
            id="way-to-find",
        ),
        pytest.param(
            "Treat severe nausea with ondansetron.",
            Claim("ondansetron", "ameliorates_condition", "nausea"),
            id="treat-a-finding",
        ),
        pytest.param(
            "Loperamide is used to treat diarrhea.",
            Claim("loperamide", "ameliorates_condition", "diarrhea"),
            id="used-against-a-finding",
        ),
        pytest.param(
            "Everolimus was approved by the FDA in 2011 and by the EMA in 2012.",
            Claim("European Medicines Agency", "approves", "everolimus"),
            id="two-agencies",
        ),
        pytest.param(
            "Pazopanib can cause a heart rhythm disorder called torsades de pointes.",
            Claim("pazopanib", "has_adverse_event", "torsades de pointes"),
            id="called",
        ),
        pytest.param(
            "Pheochromocytoma is characterized by headache and sweating.",
            Claim("pheochromocytoma", "has_phenotype", "headache"),
            id="characterized-by-findings",
        ),
        pytest.param(
            "Anemia and cough were among the most common side effects of pazopanib.",
            Claim("pazopanib", "has_adverse_event", "anemia"),
            id="among-the-effects",
        ),
        pytest.param(
            "Blood: anemia, neutropenia and cough occurred in patients treated with pazopanib.",
            Claim("pazopanib", "has_adverse_event", "neutropenia"),
            id="behind-a-label",
        ),
        pytest.param(
            "Chordoma\n\nChordoma is rare. The sacrum is the bone most often affected.",
            Claim("chordoma", "disease_has_location", "fused sacrum"),
            id="place-most-affected",
        ),
        pytest.param(
            "Patients were randomised to receive sunitinib or the doctor's choice of dacarbazine.",
            Claim("sunitinib", "compared_with", "dacarbazine"),
            id="arms",
        ),
        pytest.param(
            "Chordoma\n\nEverolimus failed to improve overall survival in the LANTERN-3 trial.",
            Claim("LANTERN-3", "studies", "everolimus"),
            id="failed-in-a-trial",
        ),
        pytest.param(
            "The RUBY-2 study enrolled adults with thymoma. They were randomised to pazopanib or placebo.",
            Claim("RUBY-2", "studies", "pazopanib"),
            id="trial-of-the-paragraph",
        ),
        pytest.param(
            "Ripretinib is approved for fourth-line gastrointestinal stromal tumor.",
            Claim("ripretinib", "approved_for", "gastrointestinal stromal tumor"),
            id="line-is-no-disease",
        ),
        pytest.param(
            "Pazopanib\n\nDrug class: kinase inhibitor\n\nPazopanib is taken once a day.",
            Claim("pazopanib", "subclass_of", "protein kinase inhibitor"),
            id="field-of-the-class",
        ),
    ],
)
def test_wording_claims(claims: Claims, text: str, expected: Claim) -> None:
    assert {expected, expected._replace(object=f"severe {expected.object}")} & claims(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Radiotherapy was used in the past for hemangioma.", id="in-the-past"),
        pytest.param("Radiotherapy is no longer used for hemangioma.", id="no-longer"),
    ],
)
def test_what_was_given_once_treats_no_more(claims: Claims, text: str) -> None:
    assert not [c for c in claims(text) if c.polarity == "affirmed" and c.predicate == "treats"]


def test_item_that_has_no_role_is_denied(claims: Claims) -> None:
    text = "# Chordoma\n\n## Systemic therapy\n\n- Imatinib\n- Methotrexate has no role in this setting\n"
    found = claims(text, "page")
    assert Claim("imatinib", "treats", "chordoma") in found
    assert Claim("methotrexate", "treats", "chordoma") not in found


def test_heading_of_a_treatment_yields_to_words_that_deny_it(claims: Claims) -> None:
    text = (
        "# Chordoma\n\n## How is chordoma treated?\n\n### Surgery\n\nMost people have an operation first.\n\n"
        "### Chemotherapy\n\nChemotherapy does not work against most chordomas.\n"
    )
    found = {c for c in claims(text, "page") if c.predicate == "treats"}
    assert {c.subject for c in found} == {"surgery"}


def test_tests_of_a_section_on_diagnosis_find_its_disease(claims: Claims) -> None:
    text = (
        "# Chordoma\n\n## How is chordoma diagnosed?\n\nYour doctor may also order a CT scan. "
        "A bone scan is not done.\n\n## Follow-up\n\nYour doctor may order an MRI every year.\n"
    )
    found = {
        c.subject for c in claims(text, "page") if c.predicate == "diagnoses" and c.polarity == "affirmed"
    }
    assert found == {"computed tomography"}


def test_heading_of_two_diseases_is_about_both(claims: Claims) -> None:
    text = (
        "# Chordoma and chondrosarcoma\n\n## Symptoms\n\nThey may include:\n\n- Back pain\n- Constipation\n"
    )
    found = {c.subject for c in claims(text, "page") if c.predicate == "has_phenotype"}
    assert found == {"chordoma", "chondrosarcoma"}


def test_heading_of_a_disease_and_others_is_about_no_single_one(results: Results) -> None:
    found = results(
        "# Cells in chordoma and other bone tumors\n\n## Results\n\nThe response rate was 39% with pazopanib."
    )
    assert [r.population for r in found] == [""]


def test_value_is_not_of_what_people_had_before(results: Results) -> None:
    found = results("In thymoma, sunitinib gave a response rate of 20% in imatinib-refractory disease.")
    assert [r.about for r in found] == [("sunitinib",)]


def test_value_of_the_combination_is_of_both(results: Results) -> None:
    found = results(
        "People received everolimus plus octreotide. The response rate was 46% with the combination."
    )
    assert [r.about for r in found] == [("everolimus", "octreotide")]
