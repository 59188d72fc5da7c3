from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.parsing.tokens import FLAGS, Place, cover, token_states
from kg.nlp.words.spelling import find_words

_TURN = 2


def _cover(text: str, tokens: str) -> list[tuple[int, int, list[float]]]:
    """Return the words of `text` that each of `tokens`, written apart, touches, and its flags."""
    places, at = list[Place](), 0
    for token in tokens.split():
        at = text.index(token, at)
        places.append((at, at + len(token)))
        at += len(token)
    found = cover(find_words(text), places)
    return list(zip(found.first.tolist(), found.last.tolist(), found.flags.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        pytest.param("It is.", "It is .", [(0, 1, [1, 1]), (1, 2, [1, 1]), (2, 3, [1, 1])], id="alike"),
        pytest.param("WT1-null rat", "WT1-null rat", [(0, 3, [1, 1]), (3, 4, [1, 1])], id="several words"),
        pytest.param("a 10mg", "a 10 mg", [(0, 1, [1, 1]), (1, 2, [1, 0]), (1, 2, [0, 1])], id="one word"),
        pytest.param("cannot", "c ann ot", [(0, 1, [1, 0]), (0, 1, [0, 0]), (0, 1, [0, 1])], id="its middle"),
        pytest.param("p53-null", "p5 3-null", [(0, 1, [1, 0]), (0, 3, [0, 1])], id="across"),
    ],
)  # fmt: skip
def test_cover_gives_the_words_that_a_token_touches(
    text: str, tokens: str, expected: list[tuple[int, int, list[float]]]
) -> None:
    assert _cover(text, tokens) == expected


def test_cover_takes_no_word_of_another_sentence() -> None:
    found = cover([(0, 4), (5, 10), (12, 16)], [(5, 10)])
    assert (found.first.tolist(), found.last.tolist()) == ([1], [2])


@given(st.text(alphabet="ab1-_ (", max_size=30), st.data())
def test_cover_gives_each_token_all_of_its_words_and_no_other(text: str, data: st.DataObject) -> None:
    words = find_words(text)
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=8))})
    tokens = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
    found = cover(words, tokens) if tokens else None
    for number, (start, end) in enumerate(tokens):
        assert found is not None
        touched = [i for i, (a, b) in enumerate(words) if a < end and b > start]
        assert list(range(found.first[number], found.last[number])) == touched
        begins, ends = words[touched[0]][0] == start, words[touched[-1]][1] == end
        assert found.flags[number].tolist() == [begins, ends]


def _states(words: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return states that tell word and column apart: two numbers from each LSTM, and three more."""
    return (10 * np.arange(words)[:, None] + np.arange(2 * _TURN + 3)).astype(np.float32)


def test_token_states_of_one_word_are_its_own_with_the_flags_behind() -> None:
    states = _states(2)
    found = token_states(states, cover([(0, 2), (3, 5)], [(0, 2), (3, 4)]), turn=_TURN)
    assert found.shape == (2, states.shape[1] + FLAGS)
    assert found[0].tolist() == [*states[0], 1, 1]
    assert found[1].tolist() == [*states[1], 1, 0]


def test_token_states_of_several_words_are_the_last_ahead_the_first_back_and_the_mean() -> None:
    states = _states(4)
    found = token_states(states, cover([(0, 2), (2, 3), (3, 9), (10, 11)], [(0, 9), (10, 11)]), turn=_TURN)
    assert found[0].tolist() == [20, 21, 2, 3, 14, 15, 16, 1, 1]
    assert found[1].tolist() == [*states[3], 1, 1]


def test_token_states_of_two_tokens_in_one_word_differ_by_the_flags() -> None:
    states = _states(1)
    found = token_states(states, cover([(0, 4)], [(0, 2), (2, 4)]), turn=_TURN)
    assert found[:, :-FLAGS].tolist() == [states[0].tolist()] * 2
    assert found[:, -FLAGS:].tolist() == [[1, 0], [0, 1]]


def test_token_states_leave_those_of_the_words_as_they_are() -> None:
    states = _states(3)
    token_states(states, cover([(0, 2), (2, 3), (3, 9)], [(0, 9)]), turn=_TURN)
    assert states.tolist() == _states(3).tolist()
