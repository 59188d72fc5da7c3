from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        pytest.param(
            "Eribulin was compared with dacarbazine in liposarcoma.",
            "eribulin",
            "dacarbazine",
            id="compared-with",
        ),
        pytest.param(
            "Dacarbazine was inferior to trabectedin in leiomyosarcoma.",
            "dacarbazine",
            "trabectedin",
            id="inferior-to",
        ),
        pytest.param(
            "Survival was 14.2 months with trabectedin versus 11.5 months with dacarbazine in"
            " leiomyosarcoma.",
            "trabectedin",
            "dacarbazine",
            id="versus-with-values",
        ),
        pytest.param(
            "Survival was longer with eribulin than with dacarbazine in liposarcoma.",
            "eribulin",
            "dacarbazine",
            id="longer-than",
        ),
    ],
)
def test_comparison_has_its_order(text: str, one: str, other: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(one, "compared_with", other) in found
    assert Claim(other, "compared_with", one) not in found


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        pytest.param(
            "Sunitinib was more effective than imatinib in thymoma.", "imatinib", id="more-effective-than"
        ),
        pytest.param(
            "Compared with dacarbazine, eribulin prolonged survival in liposarcoma.",
            "dacarbazine",
            id="in-front",
        ),
        pytest.param(
            "Doxorubicin plus olaratumab improved overall survival over mitomycin in soft tissue sarcoma.",
            "mitomycin",
            id="over",
        ),
        pytest.param(
            "Trabectedin was superior to dacarbazine in leiomyosarcoma.", "dacarbazine", id="superior-to"
        ),
    ],
)
def test_comparator_is_never_the_winner(text: str, comparator: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.subject == comparator}


def test_winner_of_a_comparison_was_studied(claims: Claims) -> None:
    found = claims("Compared with dacarbazine, eribulin prolonged survival in liposarcoma.")
    assert Claim("eribulin", "studied_to_treat", "liposarcoma") in found


def test_placebo_is_no_treatment(claims: Claims) -> None:
    found = claims("Everolimus was more effective than placebo in neuroendocrine tumors.")
    assert {c for c in found if "placebo" in (c.subject, c.object)} == {
        Claim("everolimus", "compared_with", "placebo")
    }


def test_placebo_is_compared_with_what_people_might_get_instead(claims: Claims) -> None:
    found = claims("Patients with thymoma were randomly assigned to receive sunitinib or matching placebo.")
    assert Claim("sunitinib", "compared_with", "placebo") in found


def test_placebo_given_in_addition_is_compared_with_nothing(claims: Claims) -> None:
    found = claims("Patients with thymoma received sunitinib plus octreotide or sunitinib plus placebo.")
    assert not {c for c in found if c.object == "placebo"}


def test_two_drugs_of_a_combination_are_not_compared(claims: Claims) -> None:
    found = claims("Patients with thymoma received cisplatin with doxorubicin.")
    assert not {c for c in found if c.predicate == "compared_with"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "The effects of memantine on scopolamine-induced amnesia were compared with those of tacrine.",
            "scopolamine",
            id="cause-of-what-is-treated",
        ),
        pytest.param(
            "Compared with controls, the ritonavir group had higher levels of serum creatinine.",
            "creatinine",
            id="measured",
        ),
        pytest.param(
            "We compared the effects of addition of clonidine to bupivacaine.", "bupivacaine", id="added-to"
        ),
        pytest.param(
            "Captopril is a competitive inhibitor with respect to ascorbate.",
            "ascorbate",
            id="with-respect-to",
        ),
        pytest.param(
            "Patients who had not received radiotherapy were randomly assigned to receive observation plus"
            " pazopanib or imatinib.",
            "radiotherapy",
            id="had-before",
        ),
        pytest.param(
            "Patients were randomized to receive pazopanib or placebo in combination with docetaxel.",
            "docetaxel",
            id="in-all-with-placebo",
        ),
        pytest.param(
            "Patients were randomized to receive either pazopanib or imatinib based on docetaxel.",
            "docetaxel",
            id="in-all",
        ),
        pytest.param(
            "When given with prednisone, docetaxel prolonged survival as compared with mitoxantrone plus"
            " prednisone.",
            "prednisone",
            id="given-with",
        ),
        pytest.param(
            "The number of ablations was lower compared to radiofrequency ablation.",
            "radiofrequency ablation",
            id="kind-of-it",
        ),
        pytest.param("We compared tonsillectomy versus CO2-laser surgery.", "carbon dioxide", id="laser"),
    ],
)
def test_what_is_no_arm_is_not_compared(text: str, name: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == "compared_with" and name in (c.subject, c.object)}


def test_arms_stand_behind_what_people_are_drawn_for(claims: Claims) -> None:
    found = claims(
        "Patients who had not received radiotherapy were randomized to receive pazopanib or imatinib."
    )
    assert {(c.subject, c.object) for c in found if c.predicate == "compared_with"} == {
        ("pazopanib", "imatinib")
    }
