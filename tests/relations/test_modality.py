from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

DENIED = [
    pytest.param(
        "Bevacizumab did not improve survival in glioblastoma.",
        Claim("bevacizumab", "studied_to_treat", "glioblastoma", "negated"),
        id="did-not",
    ),
    pytest.param(
        "Adjuvant chemotherapy is not recommended for low-grade chondrosarcoma.",
        Claim("adjuvant chemotherapy", "treats", "chondrosarcoma", "negated"),
        id="not-recommended",
    ),
    pytest.param(
        "Imatinib was not effective in Ewing sarcoma.",
        Claim("imatinib", "studied_to_treat", "Ewing sarcoma", "negated"),
        id="not-effective",
    ),
    pytest.param(
        "Chondrosarcoma does not respond to chemotherapy.",
        Claim("chemotherapy", "studied_to_treat", "chondrosarcoma", "negated"),
        id="does-not-respond",
    ),
    pytest.param(
        "Chondrosarcoma is resistant to chemotherapy.",
        Claim("chemotherapy", "studied_to_treat", "chondrosarcoma", "negated"),
        id="resistant",
    ),
    pytest.param(
        "Chondrosarcoma was non-responsive to chemotherapy.",
        Claim("chemotherapy", "studied_to_treat", "chondrosarcoma", "negated"),
        id="non-responsive",
    ),
    pytest.param(
        "Radiotherapy failed to improve survival in thymoma.",
        Claim("radiotherapy", "studied_to_treat", "thymoma", "negated"),
        id="failed-to",
    ),
    pytest.param(
        "Temozolomide lacks activity in chondrosarcoma.",
        Claim("temozolomide", "studied_to_treat", "chondrosarcoma", "negated"),
        id="lacks",
    ),
    pytest.param(
        "Chemotherapy has no role in chordoma.",
        Claim("chemotherapy", "treats", "chordoma", "negated"),
        id="no-role",
    ),
    pytest.param(
        "No benefit of adjuvant chemotherapy was seen in chondrosarcoma.",
        Claim("adjuvant chemotherapy", "studied_to_treat", "chondrosarcoma", "negated"),
        id="no-benefit",
    ),
    pytest.param(
        "Tazemetostat has not been approved for chordoma.",
        Claim("tazemetostat", "approved_for", "chordoma", "negated"),
        id="not-approved",
    ),
    pytest.param(
        "Imatinib did not cause neutropenia.",
        Claim("imatinib", "has_adverse_event", "neutropenia", "negated"),
        id="harm-denied",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_denial_is_negated_and_nothing_is_affirmed(text: str, expected: Claim, claims: Claims) -> None:
    assert claims(text) == {expected}


def test_denial_by_neither_nor_covers_both(claims: Claims) -> None:
    found = claims("Neither imatinib nor sunitinib improved survival in chordoma.")
    assert found == {
        Claim(drug, "studied_to_treat", "chordoma", "negated") for drug in ("imatinib", "sunitinib")
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "There is no evidence that radiotherapy benefits patients with thymoma.", id="no-evidence"
        ),
        pytest.param(
            "Evidence is insufficient to support the use of radiotherapy in thymoma.", id="insufficient"
        ),
        pytest.param("Data are insufficient to recommend radiotherapy for thymoma.", id="to-recommend"),
    ],
)
def test_lack_of_evidence_affirms_nothing(text: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.polarity == "affirmed" and c.certainty == "asserted"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Surgery, not chemotherapy, is the treatment for chordoma.", id="x-not-y"),
        pytest.param("Chordoma is treated with surgery but not with chemotherapy.", id="x-but-not-y"),
        pytest.param("Chordoma is treated with surgery rather than chemotherapy.", id="x-rather-than-y"),
    ],
)
def test_denial_of_one_treatment_leaves_the_other_affirmed(text: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim("surgery", "treats", "chordoma") in found
    assert Claim("chemotherapy", "treats", "chordoma") not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nivolumab may be effective in angiosarcoma.",
            Claim("nivolumab", "studied_to_treat", "angiosarcoma", certainty="hedged"),
            id="may",
        ),
        pytest.param(
            "Propranolol might benefit patients with angiosarcoma.",
            Claim("propranolol", "studied_to_treat", "angiosarcoma", certainty="hedged"),
            id="might",
        ),
        pytest.param(
            "Cabozantinib could be an option for adrenocortical carcinoma.",
            Claim("cabozantinib", "treats", "adrenocortical carcinoma", certainty="hedged"),
            id="could",
        ),
    ],
)
def test_hedge_keeps_its_certainty(text: str, expected: Claim, claims: Claims) -> None:
    assert claims(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We aim to evaluate whether olaparib is effective in Ewing sarcoma.", id="we-aim"),
        pytest.param("This study will test whether olaparib can treat Ewing sarcoma.", id="will-test"),
        pytest.param("It is unknown whether olaparib is effective in Ewing sarcoma.", id="unknown-whether"),
        pytest.param("The purpose was to investigate olaparib in patients with Ewing sarcoma.", id="purpose"),
    ],
)
def test_aim_or_open_question_is_hypothetical(text: str, claims: Claims) -> None:
    found = claims(text)
    assert {(c.subject, c.object) for c in found} == {("olaparib", "Ewing sarcoma")}
    assert {c.certainty for c in found} == {"hypothetical"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We hypothesized that palbociclib would be active in chordoma.", id="hypothesized"),
        pytest.param("The efficacy of pembrolizumab in chordoma remains unclear.", id="remains-unclear"),
        pytest.param("Whether surgery helps patients with chordoma is being studied.", id="whether-first"),
    ],
)
def test_open_question_is_never_asserted(text: str, claims: Claims) -> None:
    assert "asserted" not in {c.certainty for c in claims(text)}


def test_statement_without_cue_is_asserted_and_affirmed(claims: Claims) -> None:
    found = claims("Imatinib is recommended for gastrointestinal stromal tumor.")
    assert found == {Claim("imatinib", "treats", "gastrointestinal stromal tumor")}


@pytest.mark.parametrize(
    ("text", "before"),
    [
        pytest.param(
            "Patients with osteosarcoma who had previously received cisplatin were enrolled.",
            "cisplatin",
            id="received",
        ),
        pytest.param(
            "After failure of imatinib, sunitinib was given for gastrointestinal stromal tumor.",
            "imatinib",
            id="failure",
        ),
        pytest.param(
            "Patients with thymoma whose disease progressed on cisplatin were given sunitinib.",
            "cisplatin",
            id="progressed",
        ),
        pytest.param(
            "Patients with imatinib-refractory gastrointestinal stromal tumor received regorafenib.",
            "imatinib",
            id="refractory",
        ),
    ],
)
def test_prior_therapy_is_not_affirmed(text: str, before: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.subject == before and c.polarity == "affirmed"}


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("OBJECTIVE: It has been shown that KIT inhibits apoptosis.", "asserted"),
        ("OBJECTIVE: To show that KIT inhibits apoptosis.", "hypothetical"),
    ],
)
def test_what_is_known_is_no_aim_under_its_label(text: str, certainty: str, claims: Claims) -> None:
    assert Claim("KIT", "affects", "apoptotic process", certainty=certainty) in claims(text)
