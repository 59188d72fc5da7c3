from __future__ import annotations

import pytest

from kg.nlp.mending import mend
from kg.nlp.sentence import Token

_POS = {"NN": "NOUN", "NNS": "NOUN", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB", "JJ": "ADJ"}


def _row(
    text: str, tags: str, deps: str, heads: list[int], mentions: dict[int, int] | None = None
) -> list[Token]:
    parts = zip(text.split(), tags.split(), deps.split(), heads, strict=True)
    return [
        Token(0, 1, word, word, _POS.get(tag, "X"), tag, dep, head, (mentions or {}).get(i, -1))
        for i, (word, tag, dep, head) in enumerate(parts)
    ]


def _mended(row: list[Token]) -> list[tuple[str, int]]:
    return [(t.dep, t.head) for t in mend(row, [t.text for t in row])]


def test_finite_verb_takes_the_noun_that_was_read_as_a_part_of_it() -> None:
    row = _row("sarcoma presents", "NN VBZ", "compound ROOT", [1, 1])
    assert _mended(row) == [("nsubj", 1), ("ROOT", 1)]


@pytest.mark.parametrize(
    ("text", "tags", "deps", "heads"),
    [
        pytest.param("sarcoma cells", "NN NNS", "compound ROOT", [1, 1], id="noun"),
        pytest.param("mice year grow", "NNS NN VBP", "nsubj npadvmod ROOT", [2, 2, 2], id="has-a-subject"),
    ],
)
def test_compound_that_can_be_one_stays(text: str, tags: str, deps: str, heads: list[int]) -> None:
    row = _row(text, tags, deps, heads)
    assert _mended(row) == [(t.dep, t.head) for t in row]


def test_sentence_without_a_verb_has_one_after_a_word_for_a_part() -> None:
    row = _row(
        "About half harbor mutations .", "IN JJ NN NNS .", "advmod amod compound ROOT punct", [1, 3, 3, 3, 3]
    )
    assert _mended(row) == [("advmod", 1), ("nsubj", 2), ("ROOT", 2), ("dobj", 2), ("punct", 2)]


@pytest.mark.parametrize(
    ("text", "tags", "deps", "heads"),
    [
        pytest.param("Safe harbor mutations", "JJ NN NNS", "amod compound ROOT", [2, 2, 2], id="no-share"),
        pytest.param(
            "Most carry mutations spread",
            "RBS NN NNS VBP",
            "advmod compound nsubj ROOT",
            [1, 2, 3, 3],
            id="has-a-verb",
        ),
    ],
)
def test_word_that_can_be_a_verb_stays_a_noun(text: str, tags: str, deps: str, heads: list[int]) -> None:
    row = _row(text, tags, deps, heads)
    assert _mended(row) == [(t.dep, t.head) for t in row]


def test_names_of_one_kind_share_the_noun_behind_them() -> None:
    row = _row(
        "protein or protein mutations predict response",
        "NN CC NN NNS VBP NN",
        "nsubj cc compound conj ROOT dobj",
        [4, 0, 3, 0, 4, 4],
        {0: 0, 2: 1},
    )
    assert _mended(row) == [("compound", 3), ("cc", 0), ("conj", 0), ("nsubj", 4), ("ROOT", 4), ("dobj", 4)]


def test_names_of_two_kinds_do_not_share_a_noun() -> None:
    row = _row(
        "aspirin or protein mutations", "NN CC NN NNS", "ROOT cc compound conj", [0, 0, 3, 0], {0: 0, 2: 1}
    )
    assert _mended(row) == [(t.dep, t.head) for t in row]


def test_participle_takes_the_noun_that_was_read_as_an_apposition() -> None:
    row = _row("factor driving growth", "NN VBG NN", "ROOT amod appos", [0, 2, 0])
    assert _mended(row) == [("ROOT", 0), ("acl", 0), ("dobj", 1)]


def test_participle_before_a_noun_that_has_its_place_stays() -> None:
    row = _row("tumor initiating cells", "NN VBG NNS", "compound amod ROOT", [2, 2, 2])
    assert _mended(row) == [("compound", 2), ("amod", 2), ("ROOT", 2)]


def test_word_after_a_relative_pronoun_is_a_verb_where_the_next_would_have_two_subjects() -> None:
    row = _row(
        "treatments that target protein show activity",
        "NNS WDT NN NN VBP NN",
        "ROOT nsubj compound nsubj relcl dobj",
        [0, 4, 3, 4, 0, 4],
        {0: 0, 3: 1},
    )
    assert _mended(row) == [("nsubj", 4), ("nsubj", 2), ("relcl", 0), ("dobj", 2), ("ROOT", 4), ("dobj", 4)]


def test_name_after_a_comma_goes_on_with_the_list() -> None:
    row = _row(
        "spreads to nodes , the liver or bone",
        "VBZ IN NNS , DT NN CC NN",
        "ROOT prep pobj punct det npadvmod cc conj",
        [0, 0, 1, 0, 5, 0, 5, 5],
        {2: 0, 5: 1, 7: 2},
    )
    assert _mended(row)[5] == ("conj", 2)


def test_noun_after_an_opening_adverbial_is_the_subject() -> None:
    row = _row(
        "by that time cancer spreads",
        "IN DT NN NN VBZ",
        "prep det compound pobj ROOT",
        [4, 3, 3, 0, 4],
        {3: 0},
    )
    assert _mended(row) == [("prep", 4), ("det", 2), ("pobj", 0), ("nsubj", 4), ("ROOT", 4)]


def test_pronoun_that_was_read_as_a_mark_leaves_the_word_behind_it_a_verb() -> None:
    row = _row(
        "treatments that target protein show activity ; tests are due",
        "NNS WDT NN NN VBP NN : NNS VBP JJ",
        "nsubj mark compound nsubj relcl dobj punct nsubj ROOT acomp",
        [8, 4, 3, 4, 0, 4, 8, 8, 8, 8],
        {0: 0, 3: 1},
    )
    assert _mended(row)[:6] == [
        ("nsubj", 4), ("nsubj", 2), ("relcl", 0), ("dobj", 2), ("ccomp", 8), ("dobj", 4),
    ]  # fmt: skip


def test_second_subject_behind_the_verb_is_none() -> None:
    row = _row(
        "relapse is common : cancer returns",
        "NN VBZ JJ : NN NNS",
        "nsubj ROOT acomp punct compound nsubj",
        [1, 1, 1, 1, 5, 1],
    )
    assert _mended(row)[-1] == ("dep", 1)


def test_only_subject_behind_the_verb_stays() -> None:
    row = _row("here grows cancer", "RB VBZ NN", "advmod ROOT nsubj", [1, 1, 1])
    assert _mended(row)[-1] == ("nsubj", 1)


def test_noun_that_governs_a_relative_pronoun_is_a_verb() -> None:
    row = _row(
        "treatments that target protein have shown activity ; tests are due",
        "NNS WDT NN NN VBP VBN NN : NNS VBP JJ",
        "nsubj nsubj acl dobj aux relcl dobj punct nsubj ROOT acomp",
        [9, 2, 0, 2, 5, 0, 5, 9, 9, 9, 9],
        {0: 0, 3: 1},
    )
    assert _mended(row)[:6] == [
        ("nsubj", 5), ("nsubj", 2), ("relcl", 0), ("dobj", 2), ("aux", 5), ("ccomp", 9),
    ]  # fmt: skip


def test_verb_that_was_joined_to_the_noun_before_it_has_it_for_its_subject() -> None:
    row = _row("mutations cause relapse", "NNS VBP NN", "ROOT conj dobj", [0, 0, 1])
    assert _mended(row) == [("nsubj", 1), ("ROOT", 1), ("dobj", 1)]


def test_verb_that_is_joined_by_a_conjunction_stays() -> None:
    row = _row("mutations and cause", "NNS CC VBP", "ROOT cc conj", [0, 0, 0])
    assert _mended(row) == [(t.dep, t.head) for t in row]


def test_present_is_a_verb_where_the_sentence_has_no_other() -> None:
    row = _row(
        "Thymomas often present in adults",
        "NNS RB JJ IN NNS",
        "ROOT advmod amod prep pobj",
        [0, 2, 0, 2, 3],
    )
    assert _mended(row) == [("nsubj", 2), ("advmod", 2), ("ROOT", 2), ("prep", 2), ("pobj", 3)]


def test_present_stays_an_adjective_without_an_adverb_before_it() -> None:
    row = _row("Thymomas present in adults", "NNS JJ IN NNS", "ROOT amod prep pobj", [0, 0, 1, 2])
    assert _mended(row) == [(t.dep, t.head) for t in row]


def test_advice_begins_with_a_verb() -> None:
    row = _row("Administer octreotide daily", "NNP NN RB", "compound ROOT advmod", [1, 1, 1], {1: 0})
    assert _mended(row) == [("ROOT", 0), ("dobj", 0), ("advmod", 0)]


def test_drug_acts_on_the_name_behind_the_verb() -> None:
    row = _row(
        "The agent targets CD99 .", "DT NN NNS NN .", "det compound compound ROOT punct", [3] * 5, {3: 0}
    )
    assert _mended(row) == [("det", 1), ("nsubj", 2), ("ROOT", 2), ("dobj", 2), ("punct", 3)]
