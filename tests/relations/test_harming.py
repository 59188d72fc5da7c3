"""Treatments that a sentence sets beside a disease without being for it."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claims

pytestmark = pytest.mark.model

CARE = {"treats", "studied_to_treat", "in_clinical_trials_for"}

NOT_FOR_IT = [
    pytest.param("Pelvic radiotherapy may be a further risk factor for women with melanoma.", id="factor"),
    pytest.param("Median cumulative epirubicin dose was 700 mg for melanoma.", id="median-dose"),
    pytest.param("Potential harmful effect of lithium in diabetic nephropathy.", id="harmful-effect"),
    pytest.param("Acute kidney failure with concurrent lithium and ibuprofen therapy.", id="under-both"),
    pytest.param("Responses of the airway to histamine were weaker in people with asthma.", id="probe"),
    pytest.param("Codeine related responses were impaired in the melanoma group.", id="evoked"),
    pytest.param("Tolerability of codeine in patients with aspirin-induced urticaria.", id="tolerability"),
    pytest.param("Codeine plays a causative role in restless legs syndrome.", id="causative-role"),
]


@pytest.mark.parametrize("text", NOT_FOR_IT)
def test_treatment_beside_a_disease_is_not_for_it(claims: Claims, text: str) -> None:
    assert not [c for c in claims(text) if c.predicate in CARE]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        pytest.param(
            "The recommended dose of epirubicin is 700 mg for melanoma.",
            ("epirubicin", "melanoma"),
            id="dose",
        ),
        pytest.param(
            "The beneficial effect of lithium in asthma was lasting.",
            ("lithium cation", "asthma"),
            id="good-effect",
        ),
        pytest.param(
            "Protective effects of lithium against asthma in adults.",
            ("lithium cation", "asthma"),
            id="protects-against-it",
        ),
    ],
)
def test_treatment_for_a_disease_stays(claims: Claims, text: str, pair: tuple[str, str]) -> None:
    assert pair in {(c.subject, c.object) for c in claims(text) if c.predicate in CARE}


def test_shielding_from_a_harm_is_not_for_the_patients_disease(claims: Claims) -> None:
    found = claims(
        "The protective effect of oral amifostine against mucosal toxicity was tested in 30 patients with"
        " ovarian cancer."
    )
    assert not [c for c in found if c.subject == "amifostine" and c.predicate in CARE]


def test_treatment_begun_for_a_finding_is_not_for_the_topic(claims: Claims) -> None:
    found = claims("Lupus in a young woman\n\nTreatment with cetirizine was started because of itching.")
    assert not [c for c in found if c.subject == "cetirizine" and c.predicate in CARE]


def test_people_without_a_drugs_harm_deny_nothing(claims: Claims) -> None:
    found = claims("We compared 12 patients with and 9 patients without valproate-induced tremor.")
    assert not [c for c in found if c.polarity == "negated"]


def test_absence_of_a_harm_does_not_deny_the_use(claims: Claims) -> None:
    found = claims("Absence of nerve damage after radiotherapy with and without cisplatin for melanoma.")
    assert not [c for c in found if c.polarity == "negated" and c.predicate in CARE]


def test_harm_is_of_the_treatment_that_the_sentence_names(claims: Claims) -> None:
    found = claims(
        "Hydralazine-induced vasculitis\n\nWhen goitre was treated with radioablation a year on, no flare of"
        " vasculitis came of it."
    )
    assert not [c for c in found if c.predicate == "has_adverse_event" and c.polarity == "negated"]


def test_induced_state_is_no_arm(claims: Claims) -> None:
    found = claims(
        "The effects of lamotrigine suggest that separate mechanisms underlie the onset versus upkeep of"
        " barbiturate-kindled seizures."
    )
    assert not [c for c in found if c.predicate == "compared_with"]


def test_what_is_found_ends_the_arms(claims: Claims) -> None:
    found = claims(
        "Values before each randomized treatment with loratadine were not significantly different for flow or"
        " histamine."
    )
    assert not [c for c in found if c.predicate == "compared_with"]


def test_prevented_disease_is_no_harm_of_its_prophylaxis(claims: Claims) -> None:
    found = claims(
        "Graft-versus-host disease prophylaxis with sirolimus and tacrolimus\n\nTwenty patients were given"
        " sirolimus and tacrolimus. Nine patients (37%) developed grade III-IV GVHD."
    )
    assert not [c for c in found if c.predicate == "has_adverse_event"]


def test_examples_of_what_goes_with_a_disease_are_none_of_it(claims: Claims) -> None:
    found = claims(
        "Gardner syndrome is a hereditary disease characterized by many tumors, including osteomas and"
        " lipomas."
    )
    assert not [c for c in found if c.subject in ("osteoma", "lipoma") and c.object == "hereditary disease"]
