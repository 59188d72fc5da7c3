from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import Claim, Claims, read_text

pytestmark = pytest.mark.model

ENTRY = """\
# Clinical trials for desmoid tumors

## DREAM-9: Study of Sorafenib in Adults with Desmoid Tumor

The goal of this study is to find out whether sorafenib can slow the growth of desmoid tumors.

## NCT04512345: A Phase 2 Trial of Pazopanib with Everolimus in Patients with Chordoma

Researchers want to see if these drugs work together.
"""


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(Claim("DREAM-9", "studies", "sorafenib"), id="treatment"),
        pytest.param(Claim("DREAM-9", "studies_condition", "desmoid tumor"), id="condition"),
        pytest.param(
            Claim("sorafenib", "in_clinical_trials_for", "desmoid tumor"), id="treatment-for-condition"
        ),
        pytest.param(Claim("NCT04512345", "studies", "pazopanib"), id="registry-number"),
        pytest.param(Claim("NCT04512345", "studies", "everolimus"), id="second-treatment"),
        pytest.param(Claim("NCT04512345", "studies_condition", "chordoma"), id="condition-of-the-second"),
    ],
)
def test_trial_entry_says_what_is_studied_in_whom(expected: Claim, claims: Claims) -> None:
    assert expected in claims(ENTRY, "page")


def test_trial_entry_takes_nothing_of_its_neighbour(claims: Claims) -> None:
    found = claims(ENTRY, "page")
    assert {c.object for c in found if c.subject == "NCT04512345"} == {"pazopanib", "everolimus", "chordoma"}
    assert {c.object for c in found if c.subject == "DREAM-9"} == {"sorafenib", "desmoid tumor"}


def test_trial_goal_is_hypothetical_efficacy(claims: Claims) -> None:
    found = claims(ENTRY, "page")
    assert not {c for c in found if c.predicate == "treats"}
    assert {c.certainty for c in found if c.predicate == "studied_to_treat"} <= {"hypothetical"}


SENTENCES = [
    pytest.param(
        "The RAPTOR-7 trial evaluated nivolumab in osteosarcoma.",
        "RAPTOR-7",
        "nivolumab",
        "osteosarcoma",
        id="active",
    ),
    pytest.param(
        "In the SARC028 trial, pembrolizumab was given to patients with osteosarcoma.",
        "SARC028",
        "pembrolizumab",
        "osteosarcoma",
        id="in-the-trial",
    ),
    pytest.param(
        "NCT01234567 is testing cabozantinib in patients with osteosarcoma.",
        "NCT01234567",
        "cabozantinib",
        "osteosarcoma",
        id="registry-number",
    ),
    pytest.param(
        "The TOPPER study compares selinexor with placebo in liposarcoma.",
        "TOPPER",
        "selinexor",
        "liposarcoma",
        id="compares",
    ),
]


@pytest.mark.parametrize(("text", "trial", "treatment", "disease"), SENTENCES)
def test_trial_sentence_gives_the_triangle(
    text: str, trial: str, treatment: str, disease: str, claims: Claims
) -> None:
    found = claims(text)
    assert Claim(trial, "studies", treatment) in found
    assert Claim(trial, "studies_condition", disease) in found
    assert Claim(treatment, "in_clinical_trials_for", disease) in found
    assert Claim(treatment, "treats", disease) not in found


@pytest.mark.parametrize(("text", "trial", "treatment", "disease"), SENTENCES)
def test_trial_qualifies_what_it_studies(
    text: str, trial: str, treatment: str, disease: str, reader: DocumentReader
) -> None:
    reading = read_text(reader, text, "plain")
    labels = {c.curie: c.label for c in reading.concepts}
    qualifiers = {
        (q.role, labels[q.value], q.is_concept)
        for a in reading.assertions
        if a.predicate == "biolink:in_clinical_trials_for"
        for q in a.qualifiers
    }
    assert qualifiers == {("trial", trial, True)}


def test_trial_that_enrolled_studies_the_condition(claims: Claims) -> None:
    found = claims("NCT03456789 enrolled adults with adrenocortical carcinoma.")
    assert Claim("NCT03456789", "studies_condition", "adrenocortical carcinoma") in found


def test_trial_comparator_that_is_placebo_is_not_studied(claims: Claims) -> None:
    found = claims("The TOPPER study compares selinexor with placebo in liposarcoma.")
    assert {c.object for c in found if c.predicate == "studies"} == {"selinexor"}


def test_sentence_without_a_trial_names_none(claims: Claims) -> None:
    found = claims("Nivolumab was evaluated in patients with osteosarcoma.")
    assert not {c for c in found if c.predicate in ("studies", "studies_condition", "in_clinical_trials_for")}
