"""What is done to a target or a tumour, and with what."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


def test_what_is_inhibited_with_a_drug_is_its_target(claims: Claims) -> None:
    assert Claim("linsitinib", "targets", "IGF1R") in claims(
        "IGF1R inhibition with linsitinib was tolerated."
    )


def test_class_that_a_drug_acts_by_is_its_class(claims: Claims) -> None:
    found = claims("EZH2 inhibition by tazemetostat restored the mark.")
    assert Claim("tazemetostat", "subclass_of", "EZH2 inhibitor") in found
    assert Claim("tazemetostat", "targets", "EZH2") in found


def test_class_with_a_prefix_is_a_class(claims: Claims) -> None:
    found = claims("Panobinostat, a pan-HDAC inhibitor, was given.")
    assert Claim("panobinostat", "subclass_of", "histone deacetylase inhibitor") in found
    assert Claim("panobinostat", "targets", "HDAC") in found


def test_family_goes_before_a_gene_that_shares_its_letters(claims: Claims) -> None:
    found = claims("BET inhibitors were tested in chordoma.")
    assert {c.object for c in found if c.predicate == "targets"} == {"BET"}


def test_new_code_is_a_drug_where_the_words_beside_say_what_it_is(claims: Claims) -> None:
    found = claims("QX-7701a, an antibody-drug conjugate targeting GPR20, was given.")
    assert Claim("QX-7701a", "targets", "GPR20") in found


def test_antagonist_of_a_pair_is_not_one_of_the_second_alone(claims: Claims) -> None:
    found = claims("The MDM2-p53 antagonist brigimadlin was given.")
    assert "TP53" not in {c.object for c in found if c.predicate == "targets"}


@pytest.mark.parametrize(
    "text",
    [
        "Trabectedin inhibited the growth of chordoma cells.",
        "Trabectedin, an alkylating agent, inhibits growth of chordoma cells.",
        "Trabectedin significantly reduces proliferation and migration of chordoma cell lines.",
        "Trabectedin combined with radiation led to regression of chordoma xenografts.",
    ],
)
def test_what_keeps_a_tumour_from_growing_was_tried_against_it(text: str, claims: Claims) -> None:
    assert Claim("trabectedin", "studied_to_treat", "chordoma") in claims(text)


def test_what_makes_cells_grow_was_not(claims: Claims) -> None:
    assert not {
        c for c in claims("Estradiol promoted the growth of chordoma cells.") if "treat" in c.predicate
    }


def test_alterations_may_be_the_drivers_of_the_disease_at_hand(claims: Claims) -> None:
    found = claims("# Chordoma\n\nAlterations of PTEN and TP53 are the commonest drivers.\n", "page")
    assert {Claim("PTEN", "causes", "chordoma"), Claim("TP53", "causes", "chordoma")} <= found


def test_alterations_may_account_for_cases(claims: Claims) -> None:
    found = claims("ASPSCR1::TFE3 and PRCC::TFE3 account for most cases of alveolar soft part sarcoma.")
    assert {c.subject for c in found if c.object == "alveolar soft part sarcoma"} == {
        "ASPSCR1::TFE3",
        "PRCC::TFE3",
    }


def test_mutations_may_cause_resistance(claims: Claims) -> None:
    found = claims("Secondary mutations in KIT exons cause resistance to imatinib.")
    assert Claim("KIT", "associated_with_resistance_to", "imatinib") in found


def test_stain_confirms_a_diagnosis(claims: Claims) -> None:
    found = claims("A stain for TFE3 helps to confirm the diagnosis of alveolar soft part sarcoma.")
    assert Claim("TFE3", "biomarker_for", "alveolar soft part sarcoma") in found


def test_doses_do_not_part_a_list(claims: Claims) -> None:
    found = claims(
        "Patients with thymoma received carboplatin AUC 5, paclitaxel 175 mg/m2 and etoposide 80 mg."
    )
    assert {c.subject for c in found if c.object == "thymoma"} == {"carboplatin", "paclitaxel", "etoposide"}


def test_metastases_that_go_somewhere_are_those_of_the_disease_at_hand(claims: Claims) -> None:
    found = claims("# Chordoma\n\nMetastases go to the lungs first.\n", "page")
    assert Claim("chordoma", "metastasizes_to", "lung") in found


def test_harm_may_be_common_with_a_drug(claims: Claims) -> None:
    found = claims("Stomatitis and nausea were more frequent with everolimus.")
    assert {c.object for c in found if c.subject == "everolimus"} == {"stomatitis", "nausea"}


def test_what_people_had_received_was_not_tried(claims: Claims) -> None:
    found = claims("Among 71 patients who had received carboplatin for thymoma, the response rate was 75%.")
    assert "carboplatin" not in {c.subject for c in found}
