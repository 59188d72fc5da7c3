from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

TREATS = [
    pytest.param(
        "Physicians treat Wilms tumor with dactinomycin.", "dactinomycin", "Wilms tumor", id="active-with"
    ),
    pytest.param(
        "Retinoblastoma is treated with carboplatin and vincristine.",
        "vincristine",
        "retinoblastoma",
        id="passive-second-of-two",
    ),
    pytest.param(
        "Carboplatin treats retinoblastoma.", "carboplatin", "retinoblastoma", id="treatment-as-subject"
    ),
    pytest.param(
        "Vincristine is used to treat rhabdomyosarcoma.", "vincristine", "rhabdomyosarcoma", id="infinitive"
    ),
    pytest.param(
        "In patients with metastatic thymoma, chemotherapy is recommended.",
        "chemotherapy",
        "thymoma",
        id="recommended-in-patients",
    ),
    pytest.param(
        "The mainstay of treatment for osteosarcoma is surgery.", "surgery", "osteosarcoma", id="mainstay-is"
    ),
    pytest.param(
        "Surgery remains the cornerstone of therapy for chondrosarcoma.",
        "surgery",
        "chondrosarcoma",
        id="remains-cornerstone",
    ),
    pytest.param(
        "Standard treatment options for neuroblastoma include surgery and chemotherapy.",
        "chemotherapy",
        "neuroblastoma",
        id="options-include",
    ),
    pytest.param(
        "Chordoma, which is often managed with proton therapy, may recur.",
        "proton therapy",
        "chordoma",
        id="relative-clause-disease",
    ),
    pytest.param(
        "Vincristine, which is used for Wilms tumor, comes from a plant.",
        "vincristine",
        "Wilms tumor",
        id="relative-clause-drug",
    ),
    pytest.param(
        "Children who have Wilms tumor are treated with vincristine.",
        "vincristine",
        "Wilms tumor",
        id="people-who-have",
    ),
    pytest.param(
        "Mitotane therapy for adrenocortical carcinoma is long.",
        "mitotane",
        "adrenocortical carcinoma",
        id="noun-therapy-for",
    ),
    pytest.param(
        "Surgical resection of chordoma is difficult.", "surgical resection", "chordoma", id="resection-of"
    ),
]


@pytest.mark.parametrize(("text", "treatment", "disease"), TREATS)
def test_routine_care_treats(text: str, treatment: str, disease: str, claims: Claims) -> None:
    assert Claim(treatment, "treats", disease) in claims(text)


STUDIED = [
    pytest.param(
        "Trabectedin has shown activity in myxoid liposarcoma.",
        "trabectedin",
        "myxoid liposarcoma",
        id="shown-activity",
    ),
    pytest.param(
        "Pembrolizumab was effective against alveolar soft part sarcoma.",
        "pembrolizumab",
        "alveolar soft part sarcoma",
        id="effective-against",
    ),
    pytest.param(
        "Pazopanib prolonged progression-free survival in patients with leiomyosarcoma.",
        "pazopanib",
        "leiomyosarcoma",
        id="prolonged-survival",
    ),
    pytest.param(
        "Denosumab was evaluated in patients with giant cell tumor of bone.",
        "denosumab",
        "bone giant cell tumor",
        id="evaluated-in-patients",
    ),
    pytest.param(
        "Patients with neuroblastoma received dinutuximab plus irinotecan.",
        "irinotecan",
        "neuroblastoma",
        id="patients-received",
    ),
    pytest.param(
        "Sirolimus, an mTOR inhibitor, is effective in lymphangioleiomyomatosis.",
        "sirolimus",
        "lymphangioleiomyomatosis",
        id="apposition-between",
    ),
]


@pytest.mark.parametrize(("text", "treatment", "disease"), STUDIED)
def test_efficacy_in_a_study_is_studied_to_treat(
    text: str, treatment: str, disease: str, claims: Claims
) -> None:
    found = claims(text)
    assert Claim(treatment, "studied_to_treat", disease) in found
    assert Claim(treatment, "treats", disease) not in found


APPROVED = [
    pytest.param(
        "The FDA approved tazemetostat for epithelioid sarcoma.",
        "tazemetostat",
        "epithelioid sarcoma",
        id="active",
    ),
    pytest.param(
        "Tazemetostat was approved by the FDA for the treatment of epithelioid sarcoma in 2020.",
        "tazemetostat",
        "epithelioid sarcoma",
        id="passive-for-the-treatment-of",
    ),
    pytest.param(
        "FDA approval of nirogacestat for desmoid tumors followed.",
        "nirogacestat",
        "desmoid tumor",
        id="nominal",
    ),
    pytest.param(
        "In 2012, pazopanib received approval for soft tissue sarcoma.",
        "pazopanib",
        "soft tissue sarcoma",
        id="received-approval",
    ),
    pytest.param(
        "Midostaurin is licensed for systemic mastocytosis.",
        "midostaurin",
        "systemic mastocytosis",
        id="licensed",
    ),
    pytest.param(
        "Mitotane is the only drug approved for adrenocortical carcinoma.",
        "mitotane",
        "adrenocortical carcinoma",
        id="the-only-drug-approved",
    ),
]


@pytest.mark.parametrize(("text", "treatment", "disease"), APPROVED)
def test_approval_is_approved_for_and_not_treats(
    text: str, treatment: str, disease: str, claims: Claims
) -> None:
    found = claims(text)
    assert Claim(treatment, "approved_for", disease) in found
    assert Claim(treatment, "treats", disease) not in found


FDA, EMA = "United States Food and Drug Administration", "European Medicines Agency"
APPROVES = [
    pytest.param("The FDA approved tazemetostat for epithelioid sarcoma.", FDA, "tazemetostat", id="active"),
    pytest.param("Tazemetostat was approved by the FDA in 2020.", FDA, "tazemetostat", id="passive"),
    pytest.param(
        "FDA approval of nirogacestat for desmoid tumors followed.", FDA, "nirogacestat", id="nominal"
    ),
    pytest.param(
        "The European Medicines Agency granted approval to larotrectinib.",
        EMA,
        "larotrectinib",
        id="granted-to",
    ),
    pytest.param(
        "The EMA has authorized selumetinib for plexiform neurofibroma.", EMA, "selumetinib", id="authorized"
    ),
]


@pytest.mark.parametrize(("text", "agency", "treatment"), APPROVES)
def test_agency_approves_the_treatment(text: str, agency: str, treatment: str, claims: Claims) -> None:
    assert Claim(agency, "approves", treatment) in claims(text)


@pytest.mark.parametrize(
    ("text", "treatment", "disease"),
    [
        pytest.param(
            "Doxorubicin is contraindicated in patients with heart failure.",
            "doxorubicin",
            "heart failure",
            id="in-patients-with",
        ),
        pytest.param(
            "Radiation therapy is contraindicated in Li-Fraumeni syndrome.",
            "radiotherapy",
            "Li-Fraumeni syndrome",
            id="in-disease",
        ),
    ],
)
def test_contraindication_is_affirmed_and_no_treatment(
    text: str, treatment: str, disease: str, claims: Claims
) -> None:
    assert claims(text) == {Claim(treatment, "contraindicated_in", disease)}


@pytest.mark.parametrize(
    ("text", "treatment", "finding"),
    [
        pytest.param("Ondansetron relieves nausea.", "ondansetron", "nausea", id="active"),
        pytest.param("Pain was relieved by radiotherapy.", "radiotherapy", "pain", id="passive"),
        pytest.param(
            "Dexamethasone reduced vomiting and fatigue.", "dexamethasone", "fatigue", id="second-of-two"
        ),
        pytest.param("Loperamide alleviates diarrhea.", "loperamide", "diarrhea", id="alleviates"),
    ],
)
def test_relief_of_a_symptom_ameliorates(text: str, treatment: str, finding: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(treatment, "ameliorates_condition", finding) in found
    assert not {c for c in found if c.predicate == "has_adverse_event"}


HARMS = [
    pytest.param("Trabectedin causes neutropenia and fatigue.", "trabectedin", "fatigue", id="causes"),
    pytest.param(
        "Side effects of pazopanib include hypertension, diarrhea and fatigue.",
        "pazopanib",
        "diarrhea",
        id="side-effects-include",
    ),
    pytest.param(
        "Hypertension is a common side effect of sunitinib.",
        "sunitinib",
        "hypertension",
        id="is-a-side-effect",
    ),
    pytest.param(
        "Adverse events with pazopanib included diarrhea and hypertension.",
        "pazopanib",
        "hypertension",
        id="adverse-events-with",
    ),
    pytest.param(
        "Cisplatin-induced nephrotoxicity was seen in two children.",
        "cisplatin",
        "nephrotoxicity",
        id="drug-induced",
    ),
    pytest.param(
        "Anaphylaxis induced by carboplatin occurred in one girl.",
        "carboplatin",
        "anaphylaxis",
        id="induced-by",
    ),
    pytest.param(
        "Neutropenia occurred in patients treated with eribulin.",
        "eribulin",
        "neutropenia",
        id="occurred-in-treated",
    ),
]


@pytest.mark.parametrize(("text", "treatment", "harm"), HARMS)
def test_harm_is_an_adverse_event(text: str, treatment: str, harm: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(treatment, "has_adverse_event", harm) in found
    assert not {c for c in found if c.predicate in ("treats", "studied_to_treat", "ameliorates_condition")}


def test_symptom_of_a_disease_is_no_adverse_event(claims: Claims) -> None:
    found = claims("Headache is a symptom of glioblastoma.")
    assert not {c for c in found if c.predicate == "has_adverse_event"}


def test_two_treatments_named_side_by_side_treat_nothing(claims: Claims) -> None:
    assert claims("Nivolumab and ipilimumab were stored in a refrigerator.") == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We report two patients with thymoma treated with octreotide.", id="report-of-patients"),
        pytest.param("Chordoma was found in 12 patients receiving metformin.", id="found-in-receiving"),
        pytest.param("Children with retinoblastoma were treated with carboplatin.", id="children-with"),
    ],
)
def test_disease_that_is_treated_is_no_harm_of_the_treatment(text: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == "has_adverse_event"}


CARE = {"treats", "studied_to_treat", "in_clinical_trials_for"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Hepatitis is a rare side effect of ticlopidine. Treatment with ticlopidine was stopped.",
            id="side-effect",
        ),
        pytest.param(
            "Penicillamine-induced nephropathy was frequent. Nephropathy is an unusual complication in "
            "patients treated with penicillamine.",
            id="complication",
        ),
        pytest.param(
            "Nephropathy was caused by penicillamine. Patients receiving penicillamine therapy should be "
            "followed for nephropathy.",
            id="followed",
        ),
    ],
)
def test_drug_is_not_given_for_the_harm_it_does(text: str, claims: Claims) -> None:
    found = claims(text)
    harms = {(c.subject, c.object) for c in found if c.predicate == "has_adverse_event"}
    assert harms
    assert not harms & {(c.subject, c.object) for c in found if c.predicate in CARE}


def test_another_drug_is_given_for_the_harm(claims: Claims) -> None:
    found = claims("Penicillamine-induced nephropathy was frequent. Nephropathy was treated with prednisone.")
    assert Claim("prednisone", "treats", "kidney disorder") in found


def test_failed_relief_does_not_deny_the_harm(claims: Claims) -> None:
    found = claims("Dexamethasone failed to reduce nausea induced by cisplatin.")
    assert not {c for c in found if c.predicate == "has_adverse_event" and c.polarity == "negated"}


def test_absent_harm_after_a_drug_is_denied(claims: Claims) -> None:
    found = claims("There was no nausea following administration of cisplatin.")
    harms = {c for c in found if c.predicate == "has_adverse_event"}
    assert {c.polarity for c in harms} == {"negated"}


def test_drug_does_not_treat_the_disease_named_after_it(claims: Claims) -> None:
    found = claims(
        "Thrombosis is seen in patients with heparin-induced thrombocytopenia treated with heparin."
    )
    assert not {c for c in found if c.predicate in CARE and "induced" in c.object}


def test_words_that_share_their_last_word_name_what_they_name_with_it(claims: Claims) -> None:
    found = claims("We studied trabectedin in gastric, pancreatic and lung cancers.")
    studied = {c.object for c in found if c.subject == "trabectedin"}
    assert studied == {"gastric cancer", "malignant pancreatic neoplasm", "lung cancer"}


def test_drug_for_something_else_treats_no_disease_of_the_patient(claims: Claims) -> None:
    said = claims("A boy with epilepsy, receiving clonidine for restlessness, was seen.")
    assert not {c for c in said if c.subject == "clonidine" and c.object == "epilepsy"}


@pytest.mark.parametrize(
    "text",
    [
        "Cardiotoxicity is not an uncommon adverse effect of doxorubicin.",
        "Cardiotoxicity is a not infrequent side effect of doxorubicin.",
    ],
)
def test_what_is_not_uncommon_is_not_denied(text: str, claims: Claims) -> None:
    assert Claim("doxorubicin", "has_adverse_event", "cardiotoxicity") in claims(text)
