from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.nlp.entities.component import NAME as ENTITIES
from kg.nlp.parsing.component import NAME, SPACE, SyntaxComponent
from kg.nlp.segmenter import NAME as SENTENCES
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.component import WordsComponent
from kg.nlp.words.reader import AT_ONCE
from tests.nlp.tiny import LABELS, TAGS, TREEBANKS, tree_parser, word_reader

_TEXT = "WT1-positive mice  sleep\n in 10mg nests. They don't eat and the rats wake; p53-null rats do not."


def _syntax(doc: Doc) -> list[tuple[str, str, int]]:
    return [(t.tag_, t.dep_, t.head.i) for t in doc]


def _component(nlp: Language) -> SyntaxComponent:
    return cast(SyntaxComponent, nlp.get_pipe(NAME))


def _starts(doc: Doc) -> list[int]:
    return [sentence.start for sentence in doc.sents]


def _made(nlp: Language, words: list[str], starts: Iterable[int]) -> Doc:
    """Return a document of words with spaces between them whose sentences begin at some of them."""
    chosen = set(starts)
    return Doc(nlp.vocab, words=words, sent_starts=[i in chosen for i in range(len(words))])


def test_component_gives_every_token_a_tag_a_label_and_a_head(nlp: Language) -> None:
    doc = nlp(_TEXT)
    assert {t.tag_ for t in doc if not t.is_space} <= set(TAGS)
    assert {t.dep_ for t in doc} <= set(LABELS)
    assert all(t.head.sent == t.sent for t in doc)
    assert all(doc.has_annotation(name, require_complete=True) for name in ("TAG", "DEP", "HEAD"))


def test_component_gives_each_sentence_one_root_and_keeps_its_bounds(nlp: Language) -> None:
    with nlp.select_pipes(enable=[SENTENCES]):
        expected = _starts(nlp(_TEXT))
    assert len(expected) == 2
    doc = nlp(_TEXT)
    assert _starts(doc) == expected
    for sentence in doc.sents:
        assert [t.i for t in sentence if t.head == t] == [sentence.root.i]
        assert (sentence.root.dep_, sentence.root.is_space) == ("ROOT", False)
        # they may cross, so that they do not come in order
        assert {t.i for t in sentence.root.subtree} == {t.i for t in sentence}


@pytest.mark.parametrize("seed", range(8))
def test_component_keeps_any_bounds_of_sentences(seed: int, nlp: Language) -> None:
    draw = np.random.default_rng(seed)
    words = draw.choice(
        ["mice", "sleep", "and", "the", "p53", ".", "\n", "  ", "WT1-null"], size=120
    ).tolist()
    starts = sorted({0, *draw.choice(120, size=25).tolist()})
    doc = _made(nlp, words, starts)
    for name in (WORDS, NAME):
        nlp.get_pipe(name)(doc)
    assert _starts(doc) == starts
    assert [sum(t.head == t for t in sentence) for sentence in doc.sents] == [1] * len(starts)


def test_component_hangs_white_space_on_the_word_before_it(nlp: Language) -> None:
    doc = _made(nlp, ["\n", "  ", "Mice", " ", "\n", "sleep", " ", "\n", "Rats"], [0, 7])
    for name in (WORDS, NAME):
        nlp.get_pipe(name)(doc)
    spaces = {t.i: t.head.i for t in doc if t.is_space}
    assert spaces == {0: 2, 1: 2, 3: 2, 4: 2, 6: 5, 7: 8}
    assert {(doc[i].tag_, doc[i].dep_) for i in spaces} == {(SPACE, "dep")}


def test_component_of_a_sentence_of_white_space_makes_its_first_the_root(nlp: Language) -> None:
    doc = _made(nlp, ["Mice", "sleep", "\n", " ", "Rats"], [0, 2, 4])
    for name in (WORDS, NAME):
        nlp.get_pipe(name)(doc)
    assert [t.head.i for t in doc][2:] == [2, 2, 4]
    assert _starts(doc) == [0, 2, 4]


def test_white_space_does_not_change_the_tree_of_the_words(nlp: Language) -> None:
    plain, spaced = nlp("Mice sleep in nests."), nlp("Mice  sleep\n in   nests .\n")
    trees = [
        [(t.text, t.tag_, t.dep_, t.head.text) for t in doc if not t.is_space] for doc in (plain, spaced)
    ]
    assert trees[0] == trees[1]


@pytest.mark.parametrize("text", ["", " ", "\n \n", "\t"])
def test_pipeline_of_a_document_without_words_leaves_it_without_syntax(text: str, nlp: Language) -> None:
    doc = nlp(text)
    assert [(t.tag_, t.dep_, t.head.i) for t in doc] == [("", "", t.i) for t in doc]
    assert doc.to_bytes()


def test_pipe_parses_each_document_as_if_alone(nlp: Language) -> None:
    texts = [_TEXT, "", " ", "Mice sleep.", "\n", "Rats and mice. They eat."] * 2
    found = [_syntax(doc) for doc in nlp.pipe(texts)]
    assert found == [_syntax(nlp(text)) for text in texts]


def test_document_of_many_sentences_is_parsed_whole(nlp: Language) -> None:
    doc = nlp("\n\n".join(["Mice sleep in nests."] * (AT_ONCE + 20)))
    trees = {tuple((t.tag_, t.head.i - s.start) for t in s if not t.is_space) for s in doc.sents}
    assert len(list(doc.sents)) == AT_ONCE + 20
    assert len(trees) == 1


def test_component_reads_words_where_they_were_not_read(nlp: Language) -> None:
    expected = _syntax(nlp(_TEXT))
    with nlp.select_pipes(disable=[WORDS]):
        assert _syntax(nlp(_TEXT)) == expected


def test_component_takes_a_document_for_one_sentence_where_none_are_set(nlp: Language) -> None:
    with nlp.select_pipes(disable=[SENTENCES]):
        doc = nlp("Mice sleep. Rats eat.")
    assert _starts(doc) == [0]
    assert sum(t.head == t for t in doc) == 1


def test_component_parses_words_that_are_given(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["Mice", "sleep", "."], spaces=[True, False, False], sent_starts=[1, 0, 0])
    expected = _syntax(nlp("Mice sleep."))
    for name in (WORDS, NAME):
        nlp.get_pipe(name)(doc)
    assert _syntax(doc) == expected


def test_component_follows_the_habits_of_its_treebank(nlp: Language) -> None:
    component = _component(nlp)
    assert component.treebank == "craft"
    found = []
    for component.treebank in TREEBANKS:
        found.append(_syntax(nlp(_TEXT)))
    assert found[0] != found[1] != found[2]
    component.treebank = "ptb"
    with pytest.raises(ModelError, match="no treebank 'ptb'"):
        nlp(_TEXT)


def test_treebank_can_be_configured(parts: Path, nlp: Language) -> None:
    other = spacy.blank("en")
    for name in (SENTENCES, WORDS):
        other.add_pipe(name)
    other.add_pipe(NAME, config={"treebank": "silver"})
    for name in (WORDS, NAME):
        cast(WordsComponent, other.get_pipe(name)).from_disk(parts / name)
    _component(nlp).treebank = "silver"
    assert _syntax(other(_TEXT)) == _syntax(nlp(_TEXT))


def test_component_can_read_words_of_a_component_by_another_name(parts: Path, nlp: Language) -> None:
    other = spacy.blank("en")
    other.add_pipe(SENTENCES)
    cast(WordsComponent, other.add_pipe(WORDS, name="mine")).from_disk(parts / WORDS)
    cast(SyntaxComponent, other.add_pipe(NAME, config={"words": "mine"})).from_disk(parts / NAME)
    assert _syntax(other(_TEXT)) == _syntax(nlp(_TEXT))


def test_labels_are_those_of_the_model(nlp: Language) -> None:
    assert nlp.pipe_labels[NAME] == list(LABELS)
    empty = spacy.blank("en")
    empty.add_pipe(NAME)
    assert empty.pipe_labels[NAME] == []


def test_parser_that_is_at_hand_is_used() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(SENTENCES)
    cast(WordsComponent, nlp.add_pipe(WORDS)).use(word_reader())
    cast(SyntaxComponent, nlp.add_pipe(NAME)).use(tree_parser())
    doc = nlp(_TEXT)
    assert {t.dep_ for t in doc} <= set(LABELS)
    assert {t.tag_ for t in doc} <= {*TAGS, SPACE}


def test_component_without_a_model_says_so() -> None:
    nlp = spacy.blank("en")
    cast(WordsComponent, nlp.add_pipe(WORDS)).use(word_reader())
    nlp.add_pipe(NAME)
    with pytest.raises(ModelError, match=f"'{NAME}' has no model"):
        nlp("Mice")


def test_component_without_words_says_so(parts: Path) -> None:
    nlp = spacy.blank("en")
    cast(SyntaxComponent, nlp.add_pipe(NAME)).from_disk(parts / NAME)
    with pytest.raises(ModelError, match=f"no component '{WORDS}' that reads words"):
        nlp("Mice")


@pytest.mark.parametrize("name", ["arrays.npz", "names.json"])
def test_from_disk_names_a_missing_file(name: str, parts: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(parts / NAME, tmp_path / "syntax"))
    (folder / name).unlink()
    component = cast(SyntaxComponent, spacy.blank("en").add_pipe(NAME))
    with pytest.raises(ModelError, match=f"{name} missing"):
        component.from_disk(folder)


def test_pipeline_comes_back_from_disk(nlp: Language, parts: Path, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == [SENTENCES, WORDS, NAME, ENTITIES]
    assert _syntax(again(_TEXT)) == _syntax(nlp(_TEXT))
    for path in (parts / NAME).iterdir():
        assert (tmp_path / NAME / path.name).read_bytes() == path.read_bytes()


def test_document_goes_to_bytes_and_back(nlp: Language) -> None:
    doc = nlp(_TEXT)
    again = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    assert _syntax(again) == _syntax(doc)
    assert _starts(again) == _starts(doc)
    assert again.user_data == {}
