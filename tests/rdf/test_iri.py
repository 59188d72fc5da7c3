"""CURIEs to IRIs and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import ConfigError, GraphError
from kg.rdf import Iris


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("mondo:0010434", "http://purl.obolibrary.org/obo/MONDO_0010434"),
        ("doi:10.5555/a.b", "https://doi.org/10.5555/a.b"),
        ("biolink:treats", "https://w3id.org/biolink/vocab/treats"),
        ("kgo:targets", "https://w3id.org/biomedkg/ontology/targets"),
        ("bkg:fusion/SS18--SSX1", "https://w3id.org/biomedkg/id/fusion/SS18--SSX1"),
        ("unheardof:12", "https://bioregistry.io/unheardof:12"),
        (
            "doi:10.5555/(sici)1<1::aid-x#1>3.0",
            "https://doi.org/10.5555/(sici)1%3C1::aid-x%231%3E3.0",
        ),
    ],
)
def test_expand_then_contract_gives_the_curie_back(curie: str, iri: str) -> None:
    assert Iris().expand(curie) == iri
    assert Iris().contract(iri) == curie


@given(st.text(min_size=1, max_size=30))
def test_expand_any_identifier_is_an_iri_and_comes_back(identifier: str) -> None:
    iri = Iris().expand(f"bkg:concept/drug/{identifier}")
    assert NamedNode(iri).value == iri
    assert Iris().contract(iri) == f"bkg:concept/drug/{identifier}"


@pytest.mark.parametrize("text", ["", "mondo", "mondo:", ":12"])
def test_expand_what_is_no_curie_raises(text: str) -> None:
    with pytest.raises(GraphError, match="not a CURIE"):
        Iris().expand(text)


def test_contract_foreign_iri_is_none() -> None:
    assert Iris().contract("urn:isbn:1") is None


def test_base_moves_only_minted_iris() -> None:
    iris = Iris("https://example.org/kg/")
    assert iris.expand("bkg:fusion/A--B") == "https://example.org/kg/fusion/A--B"
    assert iris.expand("mondo:1").startswith("http://purl.obolibrary.org/")


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org/x", "https://e.org/#", "ftp://e/", "file:/"]
)
def test_base_that_cannot_hold_names_raises(base: str) -> None:
    with pytest.raises(ConfigError, match="not a base"):
        Iris(base)
