"""Scores of a parser on gold words."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.training.conllu import Tree, Word
from kg.training.parsing_scores import blank_doc, score_parsing

GOLD = Tree(
    "a",
    (
        Word("Mice", "mouse", "NNS", 1, "nsubj"),
        Word("sleep", "sleep", "VBP", 1, "ROOT"),
        Word("well", "well", "RB", 1, "advmod", space=False),
        Word(".", ".", ".", 1, "punct"),
    ),
)


@Language.component("kg_test_parser")
def parse(doc: Doc) -> Doc:
    """Parse the one sentence with a wrong label, a wrong head, a wrong tag and a wrong lemma."""
    for token, tag, dep, lemma in zip(
        doc,
        ("NNS", "VBP", "JJ", "."),
        ("dobj", "ROOT", "advmod", "punct"),
        ("Mouse", "sleep", "well", "dot"),
        strict=True,
    ):
        token.tag_, token.dep_, token.lemma_ = tag, dep, lemma
    doc[0].head = doc[2].head = doc[1].head = doc[1]
    doc[3].head = doc[2]
    return doc


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_test_parser")
    return nlp


def test_score_parsing_counts_with_and_without_punctuation(nlp: Language) -> None:
    scores = score_parsing(nlp, [GOLD])
    assert (scores.words, scores.uas, scores.las) == (4, 0.75, 0.5)
    assert [scores.uas_words, scores.las_words] == pytest.approx([1.0, 2 / 3])


def test_score_parsing_counts_tags_and_lemmas_in_any_case(nlp: Language) -> None:
    scores = score_parsing(nlp, [GOLD])
    assert (scores.tag, scores.lemma) == (0.75, 0.75)


def test_score_parsing_of_nothing_is_zero(nlp: Language) -> None:
    assert score_parsing(nlp, []).uas == 0


def test_blank_doc_has_the_words_and_spaces_of_the_sentence() -> None:
    doc = blank_doc(spacy.blank("en"), GOLD)
    assert (doc.text, doc.has_annotation("DEP")) == ("Mice sleep well. ", False)
