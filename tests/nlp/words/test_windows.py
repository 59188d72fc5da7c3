from __future__ import annotations

import random

from kg.nlp.words.windows import Window, pack

_BEGIN, _END = -1, -2


def _sentences(seed: int, count: int, *, longest: int = 30) -> list[list[list[int]]]:
    """Sentences of words of pieces, each piece with a number of its own."""
    draw, number = random.Random(seed), 0
    found = []
    for _ in range(count):
        words = []
        for _ in range(draw.randint(1, longest)):
            size = draw.randint(1, 4)
            words.append(list(range(number, number + size)))
            number += size
        found.append(words)
    return found


def _pack(sentences: list[list[list[int]]], texts: list[int], limit: int) -> list[Window]:
    return pack(sentences, texts, begin=_BEGIN, end=_END, limit=limit)


def test_pack_gives_each_word_the_place_of_its_first_piece_in_order() -> None:
    sentences = _sentences(0, 40)
    windows = _pack(sentences, [i // 7 for i in range(40)], 50)
    words = [word for sentence in sentences for word in sentence]
    assert [w.pieces[place] for w in windows for place in w.places] == [word[0] for word in words]
    assert [w.first for w in windows] == [
        sum(len(v.places) for v in windows[:i]) for i in range(len(windows))
    ]


def test_pack_keeps_to_the_limit_and_frames_each_window() -> None:
    windows = _pack(_sentences(1, 40), [0] * 40, 50)
    assert max(len(w.pieces) for w in windows) <= 50
    assert {(w.pieces[0], w.pieces[-1]) for w in windows} == {(_BEGIN, _END)}


def test_pack_joins_neighbours_of_one_text_only() -> None:
    windows = _pack([[[1]], [[2]], [[3]], [[4]]], [0, 0, 1, 0], 50)
    assert [w.pieces[1:-1] for w in windows] == [[1, 2], [3], [4]]


def test_pack_makes_the_windows_of_a_text_about_equal() -> None:
    windows = _pack([[[i] * 4] for i in range(6)], [0] * 6, 22)
    assert [len(w.pieces) for w in windows] == [14, 14]


def test_pack_cuts_a_long_sentence_between_words() -> None:
    windows = _pack([[[i, 100 + i] for i in range(10)]], [0], 9)
    assert [len(w.places) for w in windows] == [3, 3, 3, 1]


def test_pack_leaves_out_the_rest_of_an_endless_word() -> None:
    (window,) = _pack([[[1] * 300, [2]]], [0], 50)
    assert len(window.pieces) == 12 + 1 + 2
    assert window.pieces[window.places[1]] == 2


def test_pack_of_a_text_does_not_depend_on_its_company() -> None:
    one, other = _sentences(2, 12), _sentences(3, 5)
    alone = _pack(one, [0] * 12, 40)
    after = _pack([*other, *one], [0] * 5 + [1] * 12, 40)[-len(alone) :]
    assert [w.pieces for w in after] == [w.pieces for w in alone]


def test_pack_of_nothing_is_nothing() -> None:
    assert _pack([], [], 50) == []
