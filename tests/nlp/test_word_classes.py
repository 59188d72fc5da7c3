from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.nlp.word_classes import NAME, Pattern, WordClasses, reads

_PATTERNS: list[Pattern] = [
    {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN", "MORPH": "Number=Sing"}, "index": 0},
    {"patterns": [[{"TAG": "VBZ"}]], "attrs": {"POS": "VERB"}, "index": 0},
    {"patterns": [[{"TAG": {"IN": ["DT", "WDT"]}}]], "attrs": {"POS": "DET"}, "index": 0},
    {
        "patterns": [[{"TAG": "VBZ", "LOWER": {"IN": ["is", "'s"]}}]],
        "attrs": {"POS": "AUX", "LEMMA": "be"},
        "index": 0,
    },
    {"patterns": [[{"DEP": {"NOT_IN": ["det", ""]}, "TAG": "DT"}]], "attrs": {"POS": "PRON"}, "index": 0},
    {"patterns": [[{"DEP": "expl"}, {"LOWER": {"IN": ["is"]}}]], "attrs": {"POS": "VERB"}, "index": 1},
]


def _doc(nlp: Language | None = None) -> Doc:
    return Doc(
        (nlp or spacy.blank("en")).vocab,
        words=["This", "is", "what", "there", "is", ":", "the", "tumor", "grows"],
        tags=["DT", "VBZ", "WDT", "EX", "VBZ", ":", "DT", "NN", "VBZ"],
        deps=["nsubj", "ROOT", "attr", "expl", "relcl", "punct", "det", "nsubj", "parataxis"],
        heads=[1, 1, 4, 4, 1, 1, 7, 8, 1],
    )


def test_word_classes_are_those_of_the_attribute_ruler() -> None:
    nlp = spacy.blank("en")
    ruler = cast(AttributeRuler, nlp.add_pipe("attribute_ruler"))
    ruler.add_patterns([dict(p) for p in _PATTERNS])
    theirs, ours = ruler(_doc(nlp)), WordClasses(_PATTERNS)(_doc())
    rows = [[(t.text, t.pos_, t.lemma_, str(t.morph)) for t in doc] for doc in (ours, theirs)]
    assert rows[0] == rows[1]
    assert [t.pos_ for t in ours][:5] == ["PRON", "AUX", "DET", "", "VERB"]


def test_word_classes_come_back_from_disk(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    cast(WordClasses, nlp.add_pipe(NAME)).use(_PATTERNS)
    nlp.to_disk(tmp_path)
    again = cast(WordClasses, spacy.load(tmp_path).get_pipe(NAME))
    assert [t.pos_ for t in again(_doc())] == [t.pos_ for t in WordClasses(_PATTERNS)(_doc())]


@pytest.mark.parametrize(
    "pattern",
    [
        {"patterns": [[{"SHAPE": "xx"}]], "attrs": {"POS": "X"}, "index": 0},
        {"patterns": [[{"TAG": "NN"}, {"TAG": "NN"}]], "attrs": {"POS": "X"}, "index": 0},
        {"patterns": [[{"TAG": "NN"}], [{"TAG": "JJ"}]], "attrs": {"POS": "X"}, "index": 0},
    ],
    ids=["other field", "word after", "two patterns"],
)
def test_word_classes_refuse_what_they_cannot_read(pattern: Pattern) -> None:
    assert not reads(pattern)
    with pytest.raises(ModelError, match="the one before it"):
        WordClasses([pattern])


def test_damaged_patterns_are_named(tmp_path: Path) -> None:
    (tmp_path / "patterns.json").write_text("[{}]")
    with pytest.raises(ModelError, match=r"patterns\.json"):
        WordClasses().from_disk(tmp_path)
