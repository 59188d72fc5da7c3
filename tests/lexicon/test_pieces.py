from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.hashing import hash_all, hash_text, join, mixed
from kg.lexicon.keys import loose_key
from kg.lexicon.pieces import Pieces


@given(st.text(alphabet="abcαβ19 -/.'+:(", max_size=60))
def test_pieces_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    pieces = Pieces(text)
    behind = 0
    for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True):
        assert behind <= start < end <= len(text)
        behind = end


@given(st.text(max_size=40), st.text(max_size=40))
def test_hashes_of_two_texts_join(left: str, right: str) -> None:
    assert join(hash_text(left), hash_text(right), len(right)) == hash_text(left + right)


@given(st.lists(st.text(max_size=30), max_size=20))
def test_hash_of_many_is_that_of_each(texts: list[str]) -> None:
    one_by_one = mixed(np.array([hash_text(text) for text in texts], dtype=np.uint64))
    assert hash_all(texts).tolist() == one_by_one.tolist()


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param("lung cancer", True, id="blank"),
        pytest.param("lung. Cancer", False, id="sentence end"),
        pytest.param("E. coli", True, id="abbreviated word"),
        pytest.param("lung; cancer", True, id="semicolon"),
        pytest.param("lung\n\n\n\ncancer", False, id="paragraph end"),
        pytest.param("lung, @cancer", False, id="sign of no name"),
        pytest.param("lung – cancer", True, id="dash between blanks"),
    ],
)
def test_names_go_over_no_sentence_end(text: str, joined: bool) -> None:
    assert bool(Pieces(text).joined[0]) is joined


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("carcinoma of the breast", "breast carcinomas"),
        ("type II diabetes", "diabetes type 2"),
        ("Crohn's disease", "disease, Crohn"),
    ],
)
def test_loose_keys_know_no_order(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


def test_loose_keys_keep_what_tells_kinds_apart() -> None:
    assert loose_key("greenase 2,3-oxidase 2") != loose_key("greenase 2,3-oxidase")
    assert loose_key("vitamin A") != loose_key("vitamin")
    assert loose_key("sarcoma of a bone") == loose_key("bone sarcoma")


def test_loose_keys_keep_words_apart() -> None:
    assert loose_key("MAGE-A4") != loose_key("MAGE-A3")
    assert loose_key("liposarcoma") != loose_key("sarcoma")
