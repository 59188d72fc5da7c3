"""What a whole text, or a heading of several diseases, makes a sentence about that does not say."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

LEAFLET = (
    "# Leaflet\n\n## Uses\n\nTazemetostat is used to treat epithelioid sarcoma. Tazemetostat is taken by"
    " mouth. Tazemetostat has no smell.\n\n## Adverse reactions\n\n"
    "The most common adverse reactions are fatigue and nausea.\n"
)


def test_harm_in_the_leaflet_of_one_drug_is_of_that_drug(claims: Claims) -> None:
    found = {c.object for c in claims(LEAFLET, "page") if c.predicate == "has_adverse_event"}
    assert found == {"fatigue", "nausea"}


def test_harm_in_a_text_about_many_drugs_is_of_none(claims: Claims) -> None:
    text = LEAFLET.replace("has no smell", "is not like imatinib, sunitinib and pazopanib")
    assert not [c for c in claims(text, "page") if c.predicate == "has_adverse_event"]


def test_of_the_diseases_of_a_heading_the_last_one_named_is_meant(claims: Claims) -> None:
    text = (
        "# Care of chordoma and thymoma\n\nChordoma arises in the sacrum.\n\nWide excision is the mainstay of"
        " treatment.\n\nThymoma arises in the chest.\n\nSurgery is the mainstay of treatment.\n"
    )
    found = {(c.subject, c.object) for c in claims(text, "page") if c.predicate == "treats"}
    assert found == {("wide local excision", "chordoma"), ("surgery", "thymoma")}


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        pytest.param(
            "Tazemetostat increases the risk of myelodysplastic syndrome.",
            Claim("tazemetostat", "has_adverse_event", "myelodysplastic syndrome"),
            id="affirmed",
        ),
        pytest.param(
            "Tazemetostat does not increase the risk of pneumonia.",
            Claim("tazemetostat", "has_adverse_event", "pneumonia", "negated"),
            id="denied",
        ),
        pytest.param(
            "Radiotherapy may increase the risk of sarcoma.",
            Claim("radiotherapy", "has_adverse_event", "sarcoma", certainty="hedged"),
            id="hedged",
        ),
    ],
)
def test_treatment_that_raises_a_risk_has_that_harm(text: str, harm: Claim, claims: Claims) -> None:
    assert harm in claims(text)


def test_treatment_that_lowers_a_risk_has_no_such_harm(claims: Claims) -> None:
    found = claims("Tamoxifen reduces the risk of pneumonia.")
    assert not [c for c in found if c.predicate == "has_adverse_event"]


def test_one_of_the_places_is_a_place(claims: Claims) -> None:
    found = claims("Most neuroblastomas begin in one of the adrenal glands.")
    assert Claim("neuroblastoma", "disease_has_location", "adrenal gland") in found
