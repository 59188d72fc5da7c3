"""Wordings of reviews, registries and guidelines that no plain clause carries."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "Chordomas show limited sensitivity to doxorubicin.",
        "Doxorubicin has poor efficacy in chordoma.",
    ],
    ids=["limited sensitivity", "poor efficacy"],
)
def test_weak_effect_is_a_denial(text: str, claims: Claims) -> None:
    found = {(c.subject, c.object, c.polarity) for c in claims(text)}
    assert ("doxorubicin", "chordoma", "negated") in found
    assert ("doxorubicin", "chordoma", "affirmed") not in found


def test_summary_of_a_registry_names_what_it_treats_as_an_aim(claims: Claims) -> None:
    found = claims("This phase II trial studies how well pazopanib works in treating patients with chordoma.")
    assert ("pazopanib", "chordoma", "hypothetical") in {(c.subject, c.object, c.certainty) for c in found}


def test_therapies_listed_for_a_disease_were_studied_in_it(claims: Claims) -> None:
    found = claims("We review immunotherapies in thymoma, including nivolumab and pembrolizumab.")
    studied = {(c.subject, c.object) for c in found if "treat" in c.predicate}
    assert {("nivolumab", "thymoma"), ("pembrolizumab", "thymoma")} <= studied


def test_toxicity_is_that_of_the_treatment_spoken_of(claims: Claims) -> None:
    found = claims(
        "Eribulin is used for thymoma. Toxicity needs attention, as nausea and fatigue can be severe."
    )
    harms = {(c.subject, c.object.lower()) for c in found if c.predicate == "has_adverse_event"}
    assert {("eribulin", "nausea"), ("eribulin", "fatigue")} <= harms


def test_what_was_not_studied_is_not_denied(claims: Claims) -> None:
    assert "negated" not in {c.polarity for c in claims("Eribulin has not been studied in chordoma.")}


def test_denied_part_of_a_list_is_denied_alone(claims: Claims) -> None:
    found = claims("Chordoma is treated with surgery but not with chemotherapy.")
    assert {(c.subject, c.polarity) for c in found if c.object == "chordoma"} == {
        ("surgery", "affirmed"),
        ("chemotherapy", "negated"),
    }


def test_page_of_a_registry_gives_its_number_drugs_and_conditions(claims: Claims) -> None:
    page = """# A Study of Eribulin in Chordoma

ClinicalTrials.gov ID: NCT01234567

## Brief Summary

Eribulin may slow the growth of tumors.

## Condition or disease

Chordoma

Thymoma

## Intervention/treatment

Drug: Eribulin

## Study Plan

The study has one arm.
"""
    found = {c[:3] for c in claims(page, "page")}
    assert ("NCT01234567", "studies", "eribulin") in found
    assert ("NCT01234567", "studies_condition", "chordoma") in found
    assert ("NCT01234567", "studies_condition", "thymoma") in found


@pytest.mark.parametrize("heading", ["Pitfalls to avoid", "Exclusion criteria"])
def test_sections_of_what_not_to_do_are_not_read(heading: str, claims: Claims) -> None:
    assert not claims(f"# Care of chordoma\n\n## {heading}\n\n- Treatment with imatinib\n", "page")
