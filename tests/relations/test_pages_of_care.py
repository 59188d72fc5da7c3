"""What pages for patients, guidelines and lists of trials say in headings, tables and everyday words."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "heading",
    ["What is not recommended", "Do not give", "To be avoided", "Treatments that should not be used"],
)
def test_what_stands_below_advice_against_it_is_denied(heading: str, claims: Claims) -> None:
    found = claims(f"# Thymoma\n\n## {heading}\n\n- Adjuvant imatinib for thymoma\n- Doxorubicin\n", "page")
    given = {(c.subject, c.polarity) for c in found if c.predicate == "treats"}
    assert given == {("imatinib", "negated"), ("doxorubicin", "negated")}


def test_what_stands_below_advice_for_it_is_affirmed(claims: Claims) -> None:
    found = claims("# Thymoma\n\n## What is recommended\n\n- Cisplatin\n- Doxorubicin\n", "page")
    assert {Claim("cisplatin", "treats", "thymoma"), Claim("doxorubicin", "treats", "thymoma")} <= found


def test_what_is_stopped_is_not_given(claims: Claims) -> None:
    assert not {c for c in claims("Stopping sunitinib in thymoma was safe.") if c.subject == "sunitinib"}


def test_table_of_choices_by_genotype_is_of_the_disease_of_the_page(claims: Claims) -> None:
    page = """# Gastrointestinal stromal tumor

| Genotype | First choice | Remark |
| --- | --- | --- |
| KIT exon 9 | Imatinib | usual |
| PDGFRA D842V | Avapritinib | imatinib is ineffective |
"""
    found = claims(page, "page")
    assert Claim("imatinib", "treats", "gastrointestinal stromal tumor") in found
    assert Claim("avapritinib", "treats", "gastrointestinal stromal tumor") in found
    assert Claim("KIT", "gene_associated_with_condition", "gastrointestinal stromal tumor") in found


def test_harm_is_that_of_the_medicine_that_the_paragraph_is_about(claims: Claims) -> None:
    page = """# Thymoma

Chemotherapy is given in a trial.

Pazopanib is a tablet. Common side effects are nausea and fatigue.
"""
    harms = {c.subject for c in claims(page, "page") if c.predicate == "has_adverse_event"}
    assert harms == {"pazopanib"}


def test_examples_may_stand_apart_from_what_they_are_examples_of(claims: Claims) -> None:
    found = claims(
        "Drugs that stop the growth of vessels, such as sunitinib and pazopanib, can slow chordoma down."
    )
    assert {c.subject for c in found if c.object == "chordoma"} == {"sunitinib", "pazopanib"}


def test_title_in_capitals_names_people_and_disease_apart(claims: Claims) -> None:
    found = claims(
        "A Study of Eribulin Plus Gemcitabine in Participants With Relapsed Uterine Leiomyosarcoma"
    )
    assert {(c.subject, c.object) for c in found} == {
        ("eribulin", "uterine leiomyosarcoma"),
        ("gemcitabine", "uterine leiomyosarcoma"),
    }


def test_heading_that_opens_with_an_acronym_names_a_trial(claims: Claims) -> None:
    page = "# Open trials\n\n## ROCKET-2: eribulin for chordoma\n\nStatus: recruiting.\n"
    assert Claim("ROCKET-2", "studies", "eribulin") in claims(page, "page")


def test_trial_in_brackets_is_of_its_own_clause(claims: Claims) -> None:
    found = claims(
        "# Chordoma\n\nEribulin is in a trial (NCT01234567), and pazopanib gave a response.\n", "page"
    )
    assert {c.object for c in found if c.predicate == "studies"} == {"eribulin"}


def test_trial_named_in_passing_is_of_the_disease_at_hand(claims: Claims) -> None:
    found = claims("# Chordoma\n\nEribulin met its endpoint in the phase 3 ROCKET-2 study.\n", "page")
    assert Claim("eribulin", "in_clinical_trials_for", "chordoma") in found


def test_rate_of_an_event_makes_it_a_harm_but_what_a_drug_prevents_is_none(claims: Claims) -> None:
    found = claims("Twenty patients received nivolumab. Grade 3 fatigue occurred in 12% of patients.\n")
    assert Claim("nivolumab", "has_adverse_event", "fatigue") in found
    found = claims("Twenty patients received tacrolimus. Grade II pneumonia occurred in 12% of patients.\n")
    assert not [c for c in found if c.predicate == "has_adverse_event"]
