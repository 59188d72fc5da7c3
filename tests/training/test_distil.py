"""Distilled trees: which texts they are of, and whose habits they follow."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.nlp.parsing.component import SyntaxComponent
from kg.training import distil
from kg.training.distil import key, penn_words, sentences, trees
from kg.training.treebanks import read_trees
from tests.nlp.tiny import own_pipeline, write_parts

TEXTS = (
    "The TNF-alpha gene (locus 6p21) was silent. No mice died early.",
    "PMA-treated cells grew (twice). They were not counted again.",
)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    (folder / "jnlpba").mkdir(parents=True)
    rows = (json.dumps({"id": str(i), "text": text, "entities": []}) for i, text in enumerate(TEXTS))
    (folder / "jnlpba" / "train.jsonl.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    (folder / "genia_dep").mkdir()
    words = ("no", "mice", "died", "early", ".")
    lines = "".join(
        f"{i}\t{word}\t{word}\tNN\tNN\t_\t{i - 1}\t{'dep' if i > 1 else 'root'}\t_\t_\n"
        for i, word in enumerate(words, start=1)
    )
    (folder / "genia_dep" / "dev.conllu.gz").write_bytes(gzip.compress(f"{lines}\n".encode()))
    return folder


@pytest.fixture
def nlp(tmp_path: Path) -> Language:
    return own_pipeline(write_parts(tmp_path / "parts"))


def test_penn_words_are_all_there_is_of_a_text() -> None:
    for text in TEXTS:
        assert key("".join(penn_words(text))) == key(text)


def test_texts_with_a_held_sentence_are_left_out(corpora: Path) -> None:
    assert len(list(sentences(corpora, frozenset()))) == 4
    found = list(sentences(corpora, frozenset({key("No mice died early.")})))
    assert [words[0] for words in found] == ["PMA-treated", "They"]
    assert "(" in found[0]


def test_trees_follow_the_treebank_and_have_one_root(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    component = nlp.get_pipe("biomedkg_syntax")
    assert isinstance(component, SyntaxComponent)
    followed: set[str] = set()
    parse = component.parser.parse

    def spy(*args: Any, treebank: str) -> Any:
        followed.add(treebank)
        return parse(*args, treebank=treebank)

    monkeypatch.setattr(component.parser, "parse", spy)
    words = [["No", "mice", "died", "."], ["Cells", "grew", "(", "twice", ")"]]
    found = list(trees(nlp, words, "genia"))
    assert [[word.form for word in tree.words] for tree in found] == words
    assert [sum(word.head == i for i, word in enumerate(tree.words)) for tree in found] == [1, 1]
    assert followed == {"genia"}


def test_main_writes_trees_of_the_texts_that_measure_nothing(
    corpora: Path, nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distil, "load_pipeline", lambda name: nlp)
    out = tmp_path / "out" / "trees.jsonl.gz"
    assert distil.main(["--corpora", str(corpora), "--model", "tiny", "--out", str(out)]) == 0
    found = read_trees(out)
    assert list(found) == ["genia"]
    assert [tree.words[0].form for tree in found["genia"]] == ["PMA-treated", "They"]
