"""What people were given before, whom words pick out, and what results without a treatment belong to."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

CARE = {"treats", "studied_to_treat", "in_clinical_trials_for"}


def _given(found: set[Claim]) -> set[str]:
    return {c.subject for c in found if c.predicate in CARE}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "Prior systemic therapy with ifosfamide and dacarbazine was allowed in patients with chordoma.",
            id="prior-therapy-with",
        ),
        pytest.param(
            "All women with ovarian cancer progressed after chemotherapy including ifosfamide.",
            id="progressed-after-including",
        ),
        pytest.param("Patients had ifosfamide-resistant osteosarcoma.", id="resistant"),
    ],
)
def test_earlier_treatment_is_not_the_one_reported(sentence: str, claims: Claims) -> None:
    assert not _given(claims(sentence)) & {"ifosfamide", "dacarbazine"}


def test_a_result_belongs_to_what_was_given_not_to_what_came_before(claims: Claims) -> None:
    found = claims(
        "Sixty patients with leiomyosarcoma received eribulin and pembrolizumab. Prior chemotherapy with"
        " doxorubicin was permitted. The response rate was 21%."
    )
    assert _given(found) == {"eribulin", "pembrolizumab"}


def test_a_result_of_one_of_two_arms_belongs_to_neither(claims: Claims) -> None:
    found = claims(
        "Patients with thymoma were randomized to sunitinib or everolimus. The response rate was 9%."
    )
    assert Claim("sunitinib", "studied_to_treat", "thymoma") in found
    assert len([c for c in found if c.predicate == "studied_to_treat"]) <= 2


def test_a_phrase_that_says_what_is_meant_refers_to_nothing_before(claims: Claims) -> None:
    found = claims(
        "Taxanes are widely used in breast cancer. The combination of eribulin and carboplatin was active in"
        " chordoma."
    )
    assert {c.subject for c in found if c.object == "chordoma"} == {"eribulin", "carboplatin"}


def test_people_who_do_not_get_a_drug_say_nothing_against_it(claims: Claims) -> None:
    found = claims("The benefit was greater in patients with gout not receiving allopurinol treatment.")
    assert not [c for c in found if c.polarity == "negated"]


def test_in_response_to_is_a_preposition(claims: Claims) -> None:
    found = claims("TP53 rose in response to cisplatin in all samples.")
    assert not [c for c in found if c.predicate == "associated_with_response_to"]


def test_a_class_before_a_drug_is_its_kind_and_takes_no_part(claims: Claims) -> None:
    found = claims("The PARP inhibitor olaparib was tested in patients with Ewing sarcoma.")
    assert Claim("olaparib", "subclass_of", "PARP inhibitor") in found
    assert {c.subject for c in found if c.object == "Ewing sarcoma"} == {"olaparib"}


def test_parts_that_both_arms_share_are_not_compared(claims: Claims) -> None:
    found = claims("Carboplatin plus pazopanib was compared with carboplatin plus eribulin in thymoma.")
    assert {(c.subject, c.object) for c in found if c.predicate == "compared_with"} == {
        ("pazopanib", "eribulin")
    }


def test_a_drug_is_compared_not_the_class_it_is_said_to_be_of(claims: Claims) -> None:
    found = claims(
        "Pazopanib, a tyrosine kinase inhibitor, was more active than dacarbazine in leiomyosarcoma."
    )
    assert {c.subject for c in found if c.predicate == "compared_with"} == {"pazopanib"}


def test_only_tumors_spread(claims: Claims) -> None:
    assert not [
        c
        for c in claims("Children with rheumatic fever had mitral valve involvement.")
        if c.predicate == "metastasizes_to"
    ]


def test_rare_alterations_are_no_association(claims: Claims) -> None:
    found = claims("KRAS mutations are rare events in patients with chordoma.")
    assert not [c for c in found if c.subject == "KRAS"]


def test_a_question_behind_a_colon_recommends_nothing(claims: Claims) -> None:
    found = claims("New ideas for chordoma: why imatinib may not be enough")
    assert not [c for c in found if c.predicate == "treats" and c.subject == "imatinib"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Nivolumab is used in melanoma. It is not recommended for patients with renal impairment.",
            id="people-with-another-condition",
        ),
        pytest.param(
            "No vincristine regimen has shown superior efficacy over vincristine alone in Wilms tumor.",
            id="not-superior",
        ),
    ],
)
def test_what_is_denied_of_some_is_not_denied_of_the_disease(text: str, claims: Claims) -> None:
    assert not [c for c in claims(text) if c.predicate == "treats" and c.polarity == "negated"]


def test_these_drugs_are_those_of_the_same_sentence(claims: Claims) -> None:
    found = claims(
        "Hormones were given to all. ABCB1 exports doxorubicin, etoposide and vincristine, so that it confers"
        " resistance to these drugs."
    )
    resisted = {c.object for c in found if c.predicate == "associated_with_resistance_to"}
    assert resisted == {"doxorubicin", "etoposide", "vincristine"}


def test_an_illness_in_the_past_is_no_harm(claims: Claims) -> None:
    found = claims(
        "A woman with a history of schizophrenia developed hepatitis after two days of treatment with"
        " pazopanib."
    )
    harms = {c.object for c in found if c.predicate == "has_adverse_event"}
    assert "schizophrenia" not in harms


def test_the_amount_of_a_substance_is_no_treatment(claims: Claims) -> None:
    found = claims("The mucosal expression of angiotensin II in colitis was raised.")
    assert not _given(found)


def test_an_antibody_against_a_protein_tells_nothing_of_its_gene(claims: Claims) -> None:
    found = claims("Interest in anti-PD-1 antibodies was associated with melanoma.")
    assert not [c for c in found if c.predicate == "gene_associated_with_condition"]


def test_what_a_drug_is_given_for_is_no_harm_of_it(claims: Claims) -> None:
    found = claims("Neutropenia occurred in 32% of patients and was easily managed with filgrastim.")
    assert not [c for c in found if c.predicate == "has_adverse_event"]


def test_two_drugs_of_one_arm_are_not_compared(claims: Claims) -> None:
    found = claims("We compared mitoxantrone with docetaxel plus prednisone in men with thymoma.")
    compared = {(c.subject, c.object) for c in found if c.predicate == "compared_with"}
    assert compared == {("mitoxantrone", "docetaxel"), ("mitoxantrone", "prednisone")}


def test_a_regimen_without_a_drug_says_nothing_against_it(claims: Claims) -> None:
    found = claims("Others with chordoma were treated with a regimen that did not include imatinib.")
    assert not [c for c in found if c.polarity == "negated"]


def test_the_regimen_is_the_one_that_was_given(claims: Claims) -> None:
    found = claims(
        "Forty men with thymoma received carboplatin with eribulin. Fever was managed with filgrastim. The"
        " combined regimen was active in thymoma."
    )
    assert "filgrastim" not in {c.subject for c in found if c.object == "thymoma"}


@pytest.mark.parametrize(
    ("text", "subject", "predicate"),
    [
        pytest.param("An EGFR inhibitor reduced MYC expression.", "EGFR", "affects", id="agent-not-gene"),
        pytest.param(
            "Chordoma is rare. Levels of differentiation markers, such as KRT1, fell.",
            "KRT1",
            "biomarker_for",
            id="marker-of-cells",
        ),
        pytest.param(
            "Thymoma in families: marker analysis and its use in genetic counseling",
            "genetic counseling",
            "treats",
            id="label-of-something-else",
        ),
        pytest.param(
            "Raloxifene did not impair the anticancer efficacy of letrozole in breast cancer.",
            "raloxifene",
            "studied_to_treat",
            id="denial-of-interference",
        ),
        pytest.param(
            "Unlike older regimens for mantle cell lymphoma, no methotrexate or cytarabine was given.",
            "cytarabine",
            "treats",
            id="part-left-out",
        ),
        pytest.param(
            "Breast cancer incidence rose in women receiving therapy with estrogen.",
            "estrogen",
            "treats",
            id="disease-counted",
        ),
        pytest.param(
            "We followed a patient with lymphoma and failing antiviral therapy.",
            "antiviral agent",
            "treats",
            id="treatment-of-something-else",
        ),
        pytest.param(
            "Patients with chordoma who had high YAP1 expression had a higher risk of relapse.",
            "chordoma",
            "contributes_to",
            id="disease-of-those-at-risk",
        ),
        pytest.param(
            "Chordoma in families: role of BRCA1 and BRCA2.", "BRCA1", "affects", id="named-together"
        ),
        pytest.param(
            "Combined androgen blockade is a treatment of prostate cancer.",
            "androgen",
            "treats",
            id="substance-kept-from-acting",
        ),
        pytest.param(
            "Sulindac sulfide inhibits EGFR in colon cancer cells.",
            "sulfide",
            "targets",
            id="part-of-a-name",
        ),
        pytest.param(
            "No cases of cardiomyopathy after doxorubicin were seen.",
            "doxorubicin",
            "has_adverse_event",
            id="no-case-seen",
        ),
        pytest.param(
            "Thalidomide failed to show activity in thymoma, "
            "which contrasts with the activity of lenalidomide.",
            "lenalidomide",
            "studied_to_treat",
            id="contrasted",
        ),
        pytest.param(
            "Patients received the ABVD regimen, including doxorubicin and dacarbazine.",
            "doxorubicin",
            "subclass_of",
            id="part-of-a-regimen",
        ),
        pytest.param(
            "TNFRSF8 expression was not associated with overall survival in thymoma.",
            "TNFRSF8",
            "gene_associated_with_condition",
            id="denial-of-a-measure",
        ),
    ],
)
def test_words_that_mean_something_else_claim_nothing(
    text: str, subject: str, predicate: str, claims: Claims
) -> None:
    assert not [c for c in claims(text) if (c.subject, c.predicate) == (subject, predicate)]


@pytest.mark.parametrize(
    "text",
    [
        "Patients with chordoma who had failed imatinib received pazopanib.",
        "Patients with chordoma that had progressed on imatinib received pazopanib.",
        "Patients with chordoma previously treated with imatinib received pazopanib.",
        "Patients with chordoma not amenable to surgery received pazopanib.",
        "Patients with chordoma not amenable to surgery were given pazopanib.",
    ],
)
def test_what_follows_an_earlier_treatment_is_studied_and_the_earlier_one_is_not(
    text: str, claims: Claims
) -> None:
    assert _given(claims(text)) == {"pazopanib"}


def test_what_a_drug_carries_a_risk_of_is_not_what_it_is_approved_for(claims: Claims) -> None:
    found = claims(
        "Chordoma is rare. Pazopanib was the first drug approved in the United States but carries a risk of"
        " drug-induced liver injury."
    )
    assert "drug-induced liver injury" not in {c.object for c in found if c.predicate == "approved_for"}
