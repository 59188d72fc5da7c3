"""Silver trees: the texts that they are of, and which of them are worth learning from."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.lexicon import Lexicon
from kg.nlp.models import load_model
from kg.training.silver import is_sound, masked_documents, read_texts
from kg.training.treebanks import TEACHER, sound_trees


def test_read_texts_joins_what_was_split_into_words(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl.gz"
    rows = [
        {"text": "It ( mostly ) worked .", "tokenised": True},
        {"text": "It works ."},
        {"text": "It works ."},
    ]
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    assert list(read_texts(path)) == ["It (mostly) worked.", "It works ."]


def parsed(words: str, deps: str, heads: list[int], pos: str) -> Doc:
    vocab = spacy.blank("en").vocab
    return Doc(vocab, words=words.split(), deps=deps.split(), heads=heads, pos=pos.split(), tags=pos.split())


@pytest.mark.parametrize(
    ("deps", "heads", "pos", "expected"),
    [
        pytest.param(
            "nsubj ROOT amod dobj punct", [1, 1, 3, 1, 1], "NOUN VERB ADJ NOUN PUNCT", True, id="sound"
        ),
        pytest.param(
            "nsubj ROOT nsubj dobj punct",
            [1, 1, 1, 1, 1],
            "NOUN VERB NOUN NOUN PUNCT",
            False,
            id="two-subjects",
        ),
        pytest.param(
            "nsubj ROOT dep dobj punct", [1, 1, 3, 1, 1], "NOUN VERB ADJ NOUN PUNCT", False, id="unspecified"
        ),
        pytest.param(
            "nsubj ROOT amod dobj punct", [1, 1, 3, 1, 1], "NOUN PUNCT ADJ NOUN PUNCT", False, id="odd-root"
        ),
    ],
)
def test_is_sound_tells_where_the_parser_was_lost(
    deps: str, heads: list[int], pos: str, expected: bool
) -> None:
    (span,) = parsed("Mice eat soft cheese .", deps, heads, pos).sents
    assert is_sound(span) is expected


@pytest.mark.model
def test_masked_documents_have_a_stand_in_for_each_mention() -> None:
    teacher = load_model(TEACHER)
    names = list(teacher.pipe_names)
    (doc,) = masked_documents(teacher, Lexicon.load(), ["Imatinib treats leiomyosarcoma in young adults."])
    assert "leiomyosarcoma" not in doc.text
    assert teacher.pipe_names == names
    assert [tree.words[0].tag for tree in sound_trees(doc, "a")] == [doc[0].tag_]
