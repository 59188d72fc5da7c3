from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.words.spelling import bucket, find_words, spell


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EWSR1::WT1-positive", ["EWSR1", ":", ":", "WT1", "-", "positive"]),
        ("10 µm, 37°C", ["10", "µm", ",", "37", "°", "C"]),
        ("IL-2Rα", ["IL", "-", "2Rα"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_find_words_splits_at_every_sign(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in find_words(text)] == words


@given(st.text(max_size=80))
def test_find_words_covers_all_but_white_space(text: str) -> None:
    words = find_words(text)
    assert all(a < b for a, b in words)
    assert all(left[1] <= right[0] for left, right in pairwise(words))
    assert "".join(text[a:b] for a, b in words) == "".join(c for c in text if not c.isspace())


def test_spell_hides_digits_and_case_in_the_norm_only() -> None:
    assert spell("CLDN18") == ("cldn00", "XXX00", spell("cldn18").grams)


def test_spell_looks_at_the_beginning_of_an_endless_word() -> None:
    assert spell("A" * 5000) == spell("A" * 40)


def test_spell_of_one_letter_has_character_runs() -> None:
    assert spell("a").grams == ("<a", "a>", "<a>", "<a>", "<a>")


def test_bucket_is_the_same_in_every_process() -> None:
    assert (bucket("<oma", 1000), bucket("mab>", 1000)) == (972, 723)
