from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.spelling import clean, distance, slips_between, trigrams, words_of

WORDS = st.text(alphabet="abcé1", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("lung", "lung", 0, id="the same"),
        pytest.param("lung", "lnug", 1, id="two letters swapped"),
        pytest.param("lung", "lun", 1, id="a letter less"),
        pytest.param("lung", "lungs", 1, id="a letter more"),
        pytest.param("lung", "long", 1, id="a letter changed"),
        pytest.param("lung", "liver", 3, id="more than asked for"),
        pytest.param("ssx1", "ssx2", 3, id="another digit"),
    ],
)
def test_distance_counts_slips_of_the_pen(one: str, other: str, expected: int) -> None:
    assert distance(one, other, most=2) == expected


@given(WORDS, WORDS)
def test_distance_is_the_same_both_ways_and_bounded(one: str, other: str) -> None:
    found = distance(one, other, most=2)
    assert found == distance(other, one, most=2) <= 3
    assert (found == 0) is (one == other)


@given(st.text(st.characters(codec=None), max_size=40))
def test_clean_keeps_every_place_and_can_be_encoded(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode()


@given(st.text(max_size=400))
def test_words_hold_no_operator_of_the_search(text: str) -> None:
    assert all(word.replace('"', "") == word and " " not in word for word in words_of(text))


def test_trigrams_of_a_short_key_are_none() -> None:
    assert trigrams("wt") == ()


def test_slips_of_a_short_word_are_none() -> None:
    assert slips_between(("wt",), "wx") is None
