"""Wordings of journals: genes, risks, places, harm, targets and results."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims, Result, Results

pytestmark = pytest.mark.model

ABOUT = "Chordoma\n\nChordoma is a tumor of bone. {}"


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        pytest.param("Inactivation of PTEN is close to universal.", "PTEN", id="universal"),
        pytest.param("Loss of PTEN, less commonly of TSC1, has been described.", "TSC1", id="less-commonly"),
        pytest.param("Loss of PTEN has been described in a subset of tumors.", "PTEN", id="subset"),
        pytest.param(
            "A few carry translocations that put PLAG1 under the promoter of another gene.",
            "PLAG1",
            id="translocation",
        ),
        pytest.param("It is caused by a fault in a gene called PTEN.", "PTEN", id="plain-words"),
        pytest.param(
            "PTEN mutations are found in 40% of cases and TSC1 mutations in 10%.", "TSC1", id="shares"
        ),
        pytest.param("PTEN loss was detected in 11 of 20 (55%).", "PTEN", id="count-alone"),
    ],
)
def test_change_of_a_gene_is_told_of_the_disease(claims: Claims, text: str, gene: str) -> None:
    assert Claim(gene, "gene_associated_with_condition", "chordoma") in claims(ABOUT.format(text))


def test_second_verb_is_not_denied_with_the_first(claims: Claims) -> None:
    found = claims("Chordoma lacks KIT mutations and often carries PTEN mutations.")
    assert Claim("PTEN", "gene_associated_with_condition", "chordoma") in found


@pytest.mark.parametrize(
    ("text", "factor", "polarity"),
    [
        pytest.param(
            "Smoking and immunosuppression raise the risk of chordoma.", "Smoking", "affirmed", id="raise"
        ),
        pytest.param("Smoking has no known relation with chordoma.", "Smoking", "negated", id="no-relation"),
        pytest.param(
            "There was no association between chordoma and smoking.", "Smoking", "negated", id="between"
        ),
        pytest.param(
            "Chordoma is a tumor that is strongly linked with smoking.", "Smoking", "affirmed", id="linked"
        ),
        pytest.param(
            "Smoking raises the risk of chordoma, whereas obesity does not.",
            "obesity disorder",
            "negated",
            id="whereas",
        ),
    ],
)
def test_risks_are_raised_or_refuted(claims: Claims, text: str, factor: str, polarity: str) -> None:
    assert Claim(factor, "contributes_to", "chordoma", polarity) in claims(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("The tumors were centered in the femur.", "femur", id="centered"),
        pytest.param("It arises from remnants of the notochord.", "notochord", id="remnants"),
        pytest.param("The primary site was sacrum in 14, clivus in 9 and rib in 2.", "rib", id="counted"),
        pytest.param(
            "The lung and the liver are the places where it usually comes back.", "liver", id="comes-back"
        ),
    ],
)
def test_places_are_those_of_the_disease(claims: Claims, text: str, place: str) -> None:
    found = claims(ABOUT.format(text))
    assert place in {c.object for c in found if c.predicate == "disease_has_location"}


def test_findings_go_on_by_their_shares(claims: Claims) -> None:
    found = claims(ABOUT.format("Headache was present in 70%, ptosis in 40% and vertigo in 10%."))
    assert {c.object.lower() for c in found if c.predicate == "has_phenotype"} >= {"headache", "vertigo"}


@pytest.mark.parametrize(
    ("text", "drug", "harm"),
    [
        pytest.param(
            "Nausea was the most common toxicity of imatinib, followed by headache and fever.",
            "imatinib",
            "fever",
            id="followed-by",
        ),
        pytest.param("Headache led two patients to stop imatinib.", "imatinib", "headache", id="led-to-stop"),
        pytest.param(
            "The commonest grade 3 events with imatinib were nausea and fever; headache was also recorded.",
            "imatinib",
            "headache",
            id="also-recorded",
        ),
        pytest.param(
            "Headache occurred in 8% of imatinib recipients against 20% of those on sunitinib.",
            "sunitinib",
            "headache",
            id="against",
        ),
        pytest.param("Headache complicated imatinib.", "imatinib", "headache", id="complicated"),
        pytest.param(
            "Imatinib is held back by a risk of severe headache.", "imatinib", "headache", id="held-back"
        ),
    ],
)
def test_harm_is_told_of_the_treatment(claims: Claims, text: str, drug: str, harm: str) -> None:
    found = {(c.subject, c.object.lower()) for c in claims(text) if c.predicate == "has_adverse_event"}
    assert (drug, harm) in found


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        pytest.param("Imatinib homes in on KIT.", "KIT", id="homes-in"),
        pytest.param("Imatinib hits KIT, PDGFRA and ABL1.", "ABL1", id="hits"),
    ],
)
def test_plain_words_tell_the_target(claims: Claims, text: str, gene: str) -> None:
    assert Claim("imatinib", "targets", gene) in claims(text)


def test_class_in_the_singular_is_of_the_drug_behind_it_alone(claims: Claims) -> None:
    found = claims("The CDK4/6 inhibitor palbociclib together with letrozole is under study.")
    assert "letrozole" not in {c.subject for c in found if c.predicate == "targets"}


def test_arms_are_pitted_against_each_other(claims: Claims) -> None:
    found = claims("The trial pitted imatinib against sunitinib in chordoma.")
    assert Claim("imatinib", "compared_with", "sunitinib") in found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Imatinib was without effect in four patients.", id="without-effect"),
        pytest.param("Imatinib, a kinase inhibitor, was disappointing.", id="disappointing"),
        pytest.param("Imatinib lacks proof of benefit.", id="no-proof"),
    ],
)
def test_useless_treatment_is_denied(claims: Claims, text: str) -> None:
    found = {(c.subject, c.object, c.polarity) for c in claims(ABOUT.format(text)) if "treat" in c.predicate}
    assert found == {("imatinib", "chordoma", "negated")}


GIVEN = "Imatinib in chordoma\n\nPatients received imatinib. {}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(
            "Median overall survival lengthened from 7.4 months to 9.3 months with imatinib.", "9.3", id="to"
        ),
        pytest.param("18 of 20 patients (90%) achieved a complete remission.", "90", id="achieved"),
        pytest.param("3-y overall survival was 97%.", "97", id="time"),
    ],
)
def test_result_is_the_value_that_was_reached(results: Results, text: str, value: str) -> None:
    assert {r.value for r in results(GIVEN.format(text)) if isinstance(r, Result)} == {value}


def test_place_behind_a_staged_name_belongs_to_it(claims: Claims) -> None:
    found = claims("Cisplatin was tested in metastatic squamous cell carcinoma of the anal canal.")
    assert {c.object for c in found if c.subject == "cisplatin"} == {"anal canal squamous cell carcinoma"}


def test_place_before_a_persons_name_leaves_the_disease(claims: Claims) -> None:
    found = claims("Vemurafenib is used for cerebral Erdheim-Chester disease.")
    assert Claim("vemurafenib", "treats", "Erdheim-Chester disease") in found


@pytest.mark.parametrize(
    ("text", "trial"),
    [
        pytest.param(
            "In the ABC2UM-404 study, imatinib was tested in chordoma.", "ABC2UM-404", id="digit-inside"
        ),
        pytest.param("In IMpower999, imatinib prolonged survival in chordoma.", "IMpower999", id="sponsor"),
    ],
)
def test_name_of_a_trial_may_have_digits(claims: Claims, text: str, trial: str) -> None:
    assert Claim(trial, "studies", "imatinib") in claims(text)
