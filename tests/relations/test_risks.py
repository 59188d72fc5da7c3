"""What brings a disease about from outside, and what merely stands beside it."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Risk factors for mesothelioma include earlier radiotherapy.",
            Claim("radiotherapy", "contributes_to", "mesothelioma"),
            id="listed-treatment",
        ),
        pytest.param(
            "Risk factors for hepatocellular carcinoma include obesity and exposure to vinyl chloride.",
            Claim("chloroethene", "contributes_to", "hepatocellular carcinoma"),
            id="listed-substance",
        ),
        pytest.param(
            "Celiac disease is an established risk factor for lymphoma.",
            Claim("celiac disease", "contributes_to", "lymphoma"),
            id="said-of-it",
        ),
    ],
)
def test_risk_factors_contribute(claims: Claims, text: str, expected: Claim) -> None:
    assert expected in claims(text)


def test_what_is_no_risk_factor_contributes_nothing(claims: Claims) -> None:
    found = claims("Earlier radiotherapy is not a risk factor for mesothelioma.")
    assert not [c for c in found if c.predicate == "contributes_to" and c.polarity == "affirmed"]


def test_species_that_does_not_infect_causes_nothing(claims: Claims) -> None:
    found = claims("Mesothelioma is caused by human activity.")
    assert not [c for c in found if c.predicate == "causes"]


@pytest.mark.parametrize(
    "text",
    [
        "The leading causes of death in gout were pneumonia and sepsis.",
        "Pneumonia is one of the main causes of death in gout.",
        "Apoptosis of thymoma cells caused by exposure to benzene was seen.",
        "Thymoma in people with apoptosis caused by exposure to benzene was seen.",
    ],
)
def test_cause_of_something_else_is_no_cause_of_the_disease(text: str, claims: Claims) -> None:
    assert not [c for c in claims(text) if c.predicate in ("contributes_to", "causes")]
