"""Parts of speech and lemmas as a general-English pipeline has them."""

from __future__ import annotations

import pytest

from kg.nlp import word_classes
from kg.nlp.models import load_model
from kg.training.general_english import LEMMATIZER, Pattern, add_words, needed_patterns
from kg.training.treebanks import TEACHER


def _pattern(token: dict[str, object], **attributes: str) -> Pattern:
    return {"patterns": [[token]], "attrs": attributes, "index": 0}


def test_needed_patterns_leave_out_what_only_tells_the_morphology() -> None:
    noun = _pattern({"TAG": "NN"}, POS="NOUN", MORPH="Number=Sing")
    known = _pattern({"TAG": "NN", "LOWER": "mouse"}, POS="NOUN", MORPH="Number=Sing")
    other = _pattern({"LOWER": "mouse"}, MORPH="Number=Sing")
    assert needed_patterns([noun, known, other]) == [noun]


def test_needed_patterns_make_one_of_words_of_one_class() -> None:
    noun = _pattern({"TAG": "NN"}, POS="NOUN")
    one = _pattern({"TAG": "NN", "LOWER": "it"}, POS="PRON", MORPH="Person=3")
    more = _pattern({"TAG": "NN", "LOWER": {"IN": ["this", "that"]}}, POS="PRON")
    lemma = _pattern({"TAG": "VBD", "LOWER": "was"}, LEMMA="be")
    assert needed_patterns([noun, one, more, lemma]) == [
        noun,
        _pattern({"TAG": "NN", "LOWER": {"IN": ["it", "this", "that"]}}, POS="PRON"),
        _pattern({"TAG": "VBD", "LOWER": {"IN": ["was"]}}, LEMMA="be"),
    ]
    assert one["attrs"] == {"POS": "PRON", "MORPH": "Person=3"}


@pytest.mark.model
def test_add_words_gives_parts_of_speech_and_lemmas_like_the_teacher() -> None:
    teacher = load_model(TEACHER)
    nlp = load_model(TEACHER)
    for name in ("attribute_ruler", "lemmatizer"):
        nlp.remove_pipe(name)
    add_words(nlp, teacher)
    assert nlp.pipe_names[-2:] == [word_classes.NAME, LEMMATIZER]
    text = "It has not been shown that these drugs, which were given to mice, are inhibiting tumors or had."
    assert [(t.pos_, t.lemma_) for t in nlp(text)] == [(t.pos_, t.lemma_) for t in teacher(text)]
