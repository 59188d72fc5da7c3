"""What pages of other diseases say in other words: places, shares, lines of care, trials as subjects."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Thymoma is a rare malignancy of the pleura.",
            Claim("thymoma", "disease_has_location", "pleura"),
            id="tumor-of-a-place",
        ),
        pytest.param(
            "Chordoma is rare. The sacrum and the clivus are the usual sites of the tumor.",
            Claim("chordoma", "disease_has_location", "fused sacrum"),
            id="sites-of",
        ),
        pytest.param(
            "Chordoma grows slowly. Lung and liver are common sites of spread.",
            Claim("chordoma", "metastasizes_to", "lung"),
            id="sites-of-spread",
        ),
        pytest.param(
            "Chordoma grows slowly. Mutations of PIK3CA are found in 16% of tumors.",
            Claim("PIK3CA", "gene_associated_with_condition", "chordoma"),
            id="share-of-tumors",
        ),
        pytest.param(
            "Mutations in HRAS are present in half of thymomas, and GTF2I mutations in another 20%.",
            Claim("GTF2I", "gene_associated_with_condition", "thymoma"),
            id="another-share",
        ),
        pytest.param(
            "Sorafenib, a kinase inhibitor of RAF1 and FLT3, was given.",
            Claim("sorafenib", "targets", "FLT3"),
            id="class-of-its-genes",
        ),
        pytest.param(
            "Nivolumab may lead to colitis.",
            Claim("nivolumab", "has_adverse_event", "colitis", certainty="hedged"),
            id="lead-to",
        ),
        pytest.param(
            "Chemotherapy is ineffective in chordoma.",
            Claim("chemotherapy", "studied_to_treat", "chordoma", "negated"),
            id="ineffective",
        ),
        pytest.param(
            "Fever, proteinuria and headache are common side effects of sunitinib.",
            Claim("sunitinib", "has_adverse_event", "proteinuria"),
            id="diseases-among-complaints",
        ),
        pytest.param(
            "Basel, May 3, 2024 – The FDA approved sunitinib for thymoma.",
            Claim("United States Food and Drug Administration", "approves", "sunitinib"),
            id="dateline",
        ),
        pytest.param(
            "STARGAZE-2 then compared sunitinib with octreotide in thymoma.",
            Claim("STARGAZE-2", "studies", "sunitinib"),
            id="trial-compared",
        ),
    ],
)
def test_other_words_say_the_same(text: str, expected: Claim, claims: Claims) -> None:
    assert expected in claims(text)


PAGE = """# Thymoma

## Advanced disease

Second line: sunitinib

Treatment is hard.
"""


def test_line_of_care_before_a_colon_is_of_the_disease_of_the_section(claims: Claims) -> None:
    assert Claim("sunitinib", "treats", "thymoma") in claims(PAGE, "page")


def test_treatment_no_better_than_another_is_not_denied(claims: Claims) -> None:
    found = claims("Sunitinib was not superior to octreotide as a treatment of thymoma.")
    assert Claim("sunitinib", "compared_with", "octreotide") in found
    assert not {c for c in found if c.subject == "sunitinib" and c.polarity == "negated"}


def test_treatment_against_a_complaint_is_not_for_the_disease_of_the_text(claims: Claims) -> None:
    found = claims(
        "Thymoma is treated with cisplatin. Ondansetron is given to all patients to prevent nausea."
    )
    assert Claim("ondansetron", "treats", "thymoma") not in found


def test_what_it_causes_is_no_complaint_of_the_disease(claims: Claims) -> None:
    found = claims("# Chordoma\n\nImatinib is an option for chordoma. It often causes nausea.", "page")
    assert Claim("chordoma", "has_phenotype", "nausea") not in found


def test_no_treatment_is_no_comparator(claims: Claims) -> None:
    found = claims("Thymectomy gave better survival than no surgery in thymoma.")
    assert not {c for c in found if c.predicate == "compared_with"}


def test_harm_at_the_expense_of_benefit_is_no_condition_of_a_trial(claims: Claims) -> None:
    found = claims("Sunitinib prolonged survival in the STARGAZE-2 trial, at the expense of proteinuria.")
    assert not {c for c in found if c.predicate in ("studies_condition", "in_clinical_trials_for")}


def test_relative_clause_says_the_kind_of_the_last_alone(claims: Claims) -> None:
    found = claims("The arm combines temozolomide with olaparib, which is a PARP inhibitor.")
    assert {c.subject for c in found if c.predicate == "subclass_of"} == {"olaparib"}


def test_drug_considered_and_rejected_treats_nothing(claims: Claims) -> None:
    found = claims("# Thymoma\n\n## Treatment\n\nSunitinib was considered and rejected.", "page")
    assert not {c for c in found if c.subject == "sunitinib"}


def test_induced_responses_are_no_harm(claims: Claims) -> None:
    found = claims("Sunitinib induced responses in thymoma.")
    assert {c.predicate for c in found if c.subject == "sunitinib"} == {"studied_to_treat"}


def test_complaint_held_for_a_disease_is_no_disease_of_the_text(claims: Claims) -> None:
    found = claims("# Chordoma\n\nCranial nerve palsies and headache are typical at presentation.", "page")
    assert Claim("chordoma", "has_phenotype", "headache") in found


def test_list_with_what_the_first_is_between_gives_both(claims: Claims) -> None:
    found = claims(
        "Sunitinib, a kinase inhibitor, and everolimus, which blocks MTOR, are approved for thymoma."
    )
    assert {c.subject for c in found if c.predicate == "approved_for"} == {"sunitinib", "everolimus"}


def test_item_with_a_relative_clause_is_a_complaint(claims: Claims) -> None:
    found = claims(
        "# Thymoma\n\nSymptoms may include:\n\n- A dry cough that does not go away\n- Fever\n", "page"
    )
    assert {"fever"} < {c.object for c in found if c.predicate == "has_phenotype"}


def test_what_is_given_against_side_effects_is_not_for_the_disease(claims: Claims) -> None:
    found = claims(
        "# Thymoma\n\n## Treatment\n\nSide effects include pain, so morphine must be given.", "page"
    )
    assert Claim("morphine", "treats", "thymoma") not in found


def test_its_side_effects_are_those_of_the_drug_and_not_of_the_surgery_before_it(claims: Claims) -> None:
    found = claims("Octreotide is recommended after surgery for thymoma. Its side effects include nausea.")
    assert Claim("octreotide", "has_adverse_event", "nausea") in found
    assert not {c for c in found if c.subject == "surgery" and c.predicate == "has_adverse_event"}


PAGE_OF_NEWS = """# Sunitinib shrinks thymoma

Sunitinib shrank thymoma in half of the patients of a small trial that was held in two cities last year \
(NCT09990001), investigators said on Monday in Basel.

Octreotide is being evaluated as well.

## Safety

Nausea was common with sunitinib.

## Outlook

More is to come.

## Contact

Write to the authors.
"""


def test_number_in_passing_makes_no_page_of_a_trial(claims: Claims) -> None:
    found = claims(PAGE_OF_NEWS, "page")
    assert not {c for c in found if c.predicate == "studies" and c.object == "octreotide"}


def test_result_not_reached_denies_no_treatment(claims: Claims) -> None:
    found = claims("Median survival was not reached with sunitinib in thymoma.")
    assert not {c for c in found if c.polarity == "negated"}
