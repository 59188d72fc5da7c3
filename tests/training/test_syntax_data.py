"""The training material of the parser."""

from __future__ import annotations

import pytest

from kg.nlp.parsing.forms import Forms
from kg.nlp.words.gazetteer import FEATURES, Gazetteer
from kg.training.conllu import Tree, Word
from kg.training.syntax_data import ENDINGS, UNKNOWN, Names, tree_examples, written
from kg.training.treebanks import TREEBANKS
from tests.training.tiny import tree

_SLEEP = tree("Mice/NNS/1/nsubj sleep/VBP/1/ROOT +././1/punct")
_POSITIVE = tree("WT1-positive/JJ/1/amod cells/NNS/1/ROOT")
_DOSE = tree("10/CD/1/nummod +mg/NN/1/ROOT")
_NAMES = Names(tags=("JJ", "NNS", "VBP"), labels=("ROOT", "dep", "nsubj"), norms=("mice", "wt0"))
_GAZETTEER = Gazetteer.build([("WT1", "gene"), ("Mice", "species")])


def test_names_of_trees_are_sorted() -> None:
    found = Names.of([_SLEEP, _POSITIVE], least=1, least_form=1)
    assert found.tags == (".", "JJ", "NNS", "VBP")
    assert found.labels == ("ROOT", "amod", "dep", "nsubj", "punct")
    assert found.norms == (".", "cells", "mice", "sleep", "wt0-positive")


def test_names_leave_out_what_is_rare() -> None:
    found = Names.of([_SLEEP, _SLEEP, _POSITIVE], least=2, least_form=2)
    assert found.tags == (".", "JJ", "NNS", "VBP")
    assert found.labels == ("ROOT", "dep", "nsubj", "punct")
    assert found.norms == (".", "mice", "sleep")


def test_names_of_nothing_have_the_two_labels_that_are_always_there() -> None:
    assert Names.of([]) == Names(tags=(), labels=("ROOT", "dep"), norms=())


def test_names_count_forms_without_regard_to_case_and_digits() -> None:
    trees = [tree(f"{form}/NN/0/ROOT") for form in ("P53", "p21", "p14")]
    assert Names.of(trees).norms == ("p00",)


def test_written_puts_spaces_where_they_were() -> None:
    text, places = written(_SLEEP)
    assert text == "Mice sleep. "
    assert [text[a:b] for a, b in places] == ["Mice", "sleep", "."]
    last = Word("Rats", "rat", "NNS", 0, "ROOT", space=False)
    assert written(Tree("1", (last,))) == ("Rats", [(0, 4)])


def test_tree_examples_have_words_and_the_tokens_that_touch_them() -> None:
    one, other = tree_examples([_POSITIVE, _DOSE], "genia", _NAMES, _GAZETTEER)
    assert one.sentence.forms == ["WT1", "-", "positive", "cells"]
    assert (one.cover.first.tolist(), one.cover.last.tolist()) == ([0, 3], [3, 4])
    assert other.sentence.forms == ["10mg"]
    assert (other.cover.first.tolist(), other.cover.last.tolist()) == ([0, 0], [1, 1])
    assert other.cover.flags.tolist() == [[1, 0], [0, 1]]


def test_tree_examples_have_places_in_the_lists_of_names() -> None:
    (example,) = tree_examples([_SLEEP], "silver", _NAMES, _GAZETTEER)
    assert example.tags.tolist() == [1, 2, UNKNOWN]
    assert example.heads.tolist() == [1, 1, 1]
    assert example.labels.tolist() == [2, 0, 1]
    assert example.treebank == TREEBANKS.index("silver")
    forms = Forms(_NAMES.norms, ENDINGS)
    assert example.forms == tuple(forms.rows(form) for form in ("Mice", "sleep", "."))
    assert [row for row, _ in example.forms] == [1, 0, 0]


def test_tree_examples_have_the_hints_of_their_own_words() -> None:
    one, other = tree_examples([_SLEEP, _POSITIVE], "craft", _NAMES, _GAZETTEER)
    assert one.hints.shape == (3, FEATURES)
    assert one.hints.any(axis=1).tolist() == [True, False, False]
    assert other.hints.any(axis=1).tolist() == [True, False, False, False]


def test_tree_examples_are_told_apart_by_corpus_and_row() -> None:
    found = tree_examples([_SLEEP, _SLEEP], "genia", _NAMES, _GAZETTEER)
    assert [(e.sentence.corpus, e.sentence.row, e.sentence.tags) for e in found] == [
        ("genia", "0", ()),
        ("genia", "1", ()),
    ]


def test_tree_examples_of_an_unknown_treebank_are_refused() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        tree_examples([_SLEEP], "ptb", _NAMES, _GAZETTEER)
