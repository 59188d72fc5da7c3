"""What one clause says stays in it, and what people had is no effect of what they got."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "Radiotherapy is not recommended for chordoma; surgery is recommended for thymoma.",
        "Radiotherapy is not recommended for chordoma, but surgery is recommended for thymoma.",
    ],
    ids=["semicolon", "but"],
)
def test_denial_stays_in_its_clause(text: str, claims: Claims) -> None:
    found = {(c.subject, c.object, c.polarity) for c in claims(text)}
    assert ("surgery", "thymoma", "affirmed") in found
    assert ("surgery", "thymoma", "negated") not in found


def test_disease_of_the_patients_is_no_harm_of_the_drug(claims: Claims) -> None:
    found = claims("Five patients with angiosarcoma developed nausea after treatment with eribulin.")
    harms = {(c.subject, c.object.lower()) for c in found if c.predicate == "has_adverse_event"}
    assert ("eribulin", "nausea") in harms
    assert ("eribulin", "angiosarcoma") not in harms


def test_comparison_is_affirmed_whatever_came_of_it(claims: Claims) -> None:
    found = claims("Eribulin failed to show a benefit versus dacarbazine in angiosarcoma.")
    assert {c.polarity for c in found if c.predicate == "compared_with"} == {"affirmed"}


def test_result_with_a_standard_keeps_the_treatment(claims: Claims) -> None:
    found = claims("Doxorubicin is the standard treatment for angiosarcoma, with a response rate of 20%.")
    assert ("doxorubicin", "treats", "angiosarcoma") in {c[:3] for c in found}


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Imatinib targets KIT.", "imatinib", "KIT"),
        ("Pexidartinib is an inhibitor of CSF1R.", "pexidartinib", "CSF1R"),
    ],
    ids=["short clause", "symbol before the full stop"],
)
def test_short_clause_is_read_whatever_the_parser_makes_of_it(
    text: str, subject: str, object_: str, claims: Claims
) -> None:
    assert (subject, object_) in {(c.subject, c.object) for c in claims(text)}


HARMS = [
    pytest.param(
        "Side effects of mitotane include nausea, hair thinning, dizziness and gynecomastia.",
        {"nausea", "vertigo", "gynecomastia disorder"},
        id="a-finding-that-nobody-knows",
    ),
    pytest.param(
        "Side effects of mitotane are nausea, ovarian toxicity, fever and fatigue.",
        {"nausea", "abnormality of the ovary", "fever", "fatigue"},
        id="harm-to-an-organ",
    ),
    pytest.param("Mitotane causes cardiac toxicity.", {"cardiotoxicity"}, id="named-toxicity"),
    pytest.param("Mitotane causes severe toxicity.", set(), id="toxicity-alone"),
]


@pytest.mark.parametrize(("text", "harms"), HARMS)
def test_list_of_harms_goes_on_behind_any_of_them(text: str, harms: set[str], claims: Claims) -> None:
    found = {c.object.lower() for c in claims(text) if c.predicate == "has_adverse_event"}
    assert found == harms


def test_share_of_the_tumors_spoken_of_carries_a_change(claims: Claims) -> None:
    found = claims("Inflammatory myofibroblastic tumor is rare. About half harbor ALK rearrangements.")
    assert ("gene_associated_with_condition", "inflammatory myofibroblastic tumor") in {
        (c.predicate, c.object) for c in found
    }
