"""What reports of trials, series of patients and cases tell by the words alone."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

_TRIAL = "Olaparib in chordoma: a phase 2 trial\n\n"
_SERIES = "Chordoma: a series of 40 patients\n\nChordoma is rare.\n\n"


def _harms(found: set[Claim]) -> set[tuple[str, str, str]]:
    return {(c.subject, c.object, c.polarity) for c in found if c.predicate == "has_adverse_event"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Grade 3 nausea occurred in four patients.", ("olaparib", "nausea", "affirmed")),
        ("One patient had grade 2 dizziness.", ("olaparib", "Vertigo", "affirmed")),
        ("Vomiting led to dose reduction in two patients.", ("olaparib", "vomiting", "affirmed")),
        ("Treatment was discontinued because of vomiting.", ("olaparib", "vomiting", "affirmed")),
        ("Nausea was universal.", ("olaparib", "nausea", "affirmed")),
        (
            "Toxicity was mild, and hepatotoxicity was not observed.",
            ("olaparib", "hepatotoxicity", "negated"),
        ),
    ],
    ids=["graded", "had", "stopped", "stopped for", "common", "denied"],
)
def test_harm_is_of_the_treatment_at_hand(
    sentence: str, expected: tuple[str, str, str], claims: Claims
) -> None:
    text = _TRIAL + "Thirty patients received olaparib. " + sentence + "\n"
    assert expected in _harms(claims(text))


def test_denied_harm_is_not_that_of_a_drug_named_for_contrast(claims: Claims) -> None:
    text = _TRIAL + "There was no evidence of hepatotoxicity, which has been reported with pazopanib.\n"
    assert not [harm for harm in _harms(claims(text)) if harm[0] == "pazopanib" and harm[2] == "negated"]


def test_harm_under_a_drug(claims: Claims) -> None:
    found = _harms(claims("She experienced dizziness and cough on pazopanib.\n"))
    assert {("pazopanib", "Vertigo", "affirmed"), ("pazopanib", "cough", "affirmed")} <= found


def test_medicine_that_patients_took_at_baseline_has_no_harm(claims: Claims) -> None:
    text = _TRIAL + (
        "Thirty patients were enrolled. Among ten patients on diuretics at baseline, two reduced their dose."
        " Nausea was the most common adverse event.\n"
    )
    assert {subject for subject, _, _ in _harms(claims(text))} == {"olaparib"}


def test_laboratory_values_are_harm(claims: Claims) -> None:
    text = (
        "The most common adverse reactions of olaparib, including laboratory abnormalities, were increased"
        " cholesterol, oedema peripheral, decreased lymphocyte count and QTc prolongation.\n"
    )
    expected = {"Hypercholesterolemia", "Peripheral edema", "lymphopenia", "Prolonged QT interval"}
    assert expected <= {object_ for _, object_, _ in _harms(claims(text))}


@pytest.mark.parametrize(
    ("sentence", "gene"),
    [
        ("About 80% of tumors bear a PIK3CA mutation.", "PIK3CA"),
        ("EZH2 was overexpressed in 12 of 20 primary tumors.", "EZH2"),
        ("TP53 (40%) and ATRX (22%) were the genes most often altered.", "ATRX"),
        ("A screen identified CDK9 as a selective vulnerability.", "CDK9"),
    ],
    ids=["bear", "found in", "usual", "dependency"],
)
def test_genes_of_counted_cases_are_of_the_disease_at_hand(sentence: str, gene: str, claims: Claims) -> None:
    found = claims(_SERIES + sentence + "\n")
    assert Claim(gene, "gene_associated_with_condition", "chordoma") in found


def test_treatments_each_given_to_some(claims: Claims) -> None:
    found = claims(
        _SERIES + "Therapy consisted of imatinib in 12 patients, sunitinib in six and erlotinib in 3.\n"
    )
    given = {c.subject for c in found if c.predicate == "studied_to_treat" and c.object == "chordoma"}
    assert given == {"imatinib", "sunitinib", "erlotinib"}


def test_no_response_is_a_denial(claims: Claims) -> None:
    found = claims(_SERIES + "No responses were seen with doxorubicin.\n")
    assert Claim("doxorubicin", "studied_to_treat", "chordoma", "negated") in found


def test_people_counted_by_disease_were_given_the_treatment_at_hand(claims: Claims) -> None:
    text = _TRIAL + "Twenty patients were treated: 12 with chordoma and 8 with thymoma.\n"
    assert Claim("olaparib", "studied_to_treat", "thymoma") in claims(text)


def test_stains_without_the_name_of_the_method(claims: Claims) -> None:
    text = _SERIES + "Biopsy showed large cells which stained for TBXT and S100B but not for DES.\n"
    marked = {c.subject for c in claims(text) if c.predicate == "biomarker_for"}
    assert marked == {"TBXT", "S100B"}


def test_class_of_two_genes(claims: Claims) -> None:
    found = claims("Ruxolitinib, a JAK1/JAK2 inhibitor, shrinks the spleen.\n")
    assert {Claim("ruxolitinib", "targets", "JAK1"), Claim("ruxolitinib", "targets", "JAK2")} <= found


def test_apposition_is_said_of_what_stands_before_it(claims: Claims) -> None:
    found = claims("Rituximab, an antibody against CD20, and trastuzumab are approved for lymphoma.\n")
    assert {c.subject for c in found if c.predicate == "targets"} == {"rituximab"}


def test_relative_clause_in_the_singular_is_of_one(claims: Claims) -> None:
    text = "Two kinds are thymoma, which harbors mutations in GTF2I, and chordoma, which is rare.\n"
    found = {c.object for c in claims(text) if c.predicate == "gene_associated_with_condition"}
    assert found == {"thymoma"}


@pytest.mark.parametrize(
    "text",
    [
        "Chordoma rarely harbors BRAF mutations.\n",
        _SERIES + "Rituximab had been considered as treatment but was not given.\n",
        _SERIES + "Warfarin should not be given together with imatinib.\n",
    ],
    ids=["seldom", "considered", "not together"],
)
def test_what_is_no_statement(text: str, claims: Claims) -> None:
    predicates = {c.predicate for c in claims(text)}
    assert not predicates & {"gene_associated_with_condition", "treats", "studied_to_treat"}


def test_what_is_told_under_the_aims_is_asserted(claims: Claims) -> None:
    text = "# Page\n\n## Aims\n\nPazopanib is approved for chordoma.\n\nTo test sunitinib in chordoma.\n"
    found = claims(text, "page")
    assert Claim("pazopanib", "approved_for", "chordoma") in found
    assert not [c for c in found if c.subject == "sunitinib" and c.certainty == "asserted"]


def test_complaints_are_not_of_what_the_disease_turns_into(claims: Claims) -> None:
    text = _SERIES + "Cough and fever are common complaints, and some patients progress to leukemia.\n"
    assert {c.subject for c in claims(text) if c.predicate == "has_phenotype"} <= {"chordoma"}
