from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import key, singular, slug
from kg.lexicon.keys import stem_key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("phyllodes tumours", "Phyllodes tumor", id="british plural"),
        pytest.param("leukaemia", "leukemia", id="ae"),
        pytest.param("B7-H4", "B7H4", id="hyphen"),
        pytest.param("IFN-γ", "IFN gamma", id="greek"),
        pytest.param("Wilms' tumor", "Wilms tumor", id="apostrophe"),
        pytest.param("Hodgkin’s lymphoma", "Hodgkin lymphoma", id="possessive"),
        pytest.param("brain metastases", "brain metastasis", id="greek plural"),
        pytest.param("Sjögren syndrome", "Sjogren syndrome", id="accent"),
        pytest.param("fibromata", "fibroma", id="omata"),
        pytest.param("MPNSTs", "MPNST", id="plural of an acronym"),
    ],
)
def test_key_same_for_spellings_of_one_name(left: str, right: str) -> None:
    assert key(left) == key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("CLDN18.2", "CLDN182", id="isoform"),
        pytest.param("CDK4/6", "CDK46", id="slash between digits"),
        pytest.param("MAGE-A4", "MAGE-A3", id="other member"),
        pytest.param("sarcoma", "liposarcoma", id="subtype"),
        pytest.param("BRD4::NUTM1", "BRD4-NUTM1", id="fusion"),
        pytest.param("HER2+", "HER2", id="plus"),
    ],
)
def test_key_differs_for_other_names(left: str, right: str) -> None:
    assert key(left) != key(right)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("prognoses", "prognosis"),
        ("biopsies", "biopsy"),
        ("boxes", "box"),
        ("doses", "dose"),
        ("enzymes", "enzyme"),
        ("HRAS", "HRAS"),
        ("nras", "nras"),
        ("thymus", "thymus"),
        ("species", "species"),
    ],
)
def test_singular_follows_the_rules_of_the_field(plural: str, one: str) -> None:
    assert singular(plural) == one


@given(st.text(max_size=40))
def test_key_is_idempotent_on_letters_and_digits(text: str) -> None:
    once = stem_key(text)
    assert once == "".join(once.split())


@given(
    st.text(alphabet="abc XYZ-", min_size=1, max_size=20), st.text(alphabet="defg", min_size=1, max_size=8)
)
def test_stem_key_of_beginning_begins_the_key(first: str, more: str) -> None:
    assert stem_key(f"{first} {more}").startswith(stem_key(first))


@given(st.text(min_size=1, max_size=30))
def test_slug_is_safe_in_an_iri(text: str) -> None:
    local = slug(text)
    assert local
    assert set(local) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
