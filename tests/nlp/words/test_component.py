from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.nlp.words.component import (
    NAME,
    WordsComponent,
    by_sentences,
    forget,
    read_words,
    sentences_of,
    words_component,
)
from kg.nlp.words.reader import AT_ONCE
from tests.nlp.tiny import WIDTH, word_reader

_TEXT = "WT1 binds DNA.  Mice sleep."


@pytest.fixture
def words_only() -> Language:
    """A pipeline that reads words and knows no sentences."""
    nlp = spacy.blank("en")
    cast(WordsComponent, nlp.add_pipe(NAME)).use(word_reader())
    return nlp


def _counted(nlp: Language, numbers: list[int]) -> list[Doc]:
    """Return documents with so many sentences each."""
    return [Doc(nlp.vocab, words=["Mice"] * number, sent_starts=[True] * number) for number in numbers]


def test_component_leaves_states_and_places_at_the_document(words_only: Language) -> None:
    doc = words_only(_TEXT)
    assert doc.tensor.shape == (7, WIDTH)
    words = [[doc.text[a:b] for a, b in each] for each in doc.user_data[NAME]]
    assert words == [["WT1", "binds", "DNA", "."], ["Mice", "sleep", "."]]


def test_component_keeps_to_the_sentences_of_the_document(words_only: Language) -> None:
    doc = words_only.make_doc(_TEXT)
    for token in doc:
        token.is_sent_start = token.i in (0, 2)
    words_only.get_pipe(NAME)(doc)
    assert [len(each) for each in doc.user_data[NAME]] == [2, 5]


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_component_of_a_document_without_words(text: str, words_only: Language) -> None:
    doc = words_only(text)
    assert doc.tensor.shape == (0, WIDTH)
    assert doc.user_data[NAME] == []


def test_pipe_reads_each_document_as_if_alone(words_only: Language) -> None:
    texts = [_TEXT, "", "Mice sleep.", " ", "p53, sarcoma."] * 3
    for text, doc in zip(texts, words_only.pipe(texts), strict=True):
        alone = words_only(text)
        np.testing.assert_allclose(doc.tensor, alone.tensor, atol=1e-5)
        assert doc.user_data[NAME] == alone.user_data[NAME]


def test_document_of_many_sentences_is_read_whole(words_only: Language) -> None:
    texts = ["\n\n".join(["Mice sleep."] * (AT_ONCE + 20)), "WT1 binds."]
    component = words_component(words_only, NAME)
    docs = [words_only.make_doc(text) for text in texts]
    component.read(docs)
    assert docs[0].tensor.shape == (3 * (AT_ONCE + 20), WIDTH)
    np.testing.assert_allclose(docs[1].tensor, words_only(texts[1]).tensor, atol=1e-5)


def test_by_sentences_takes_documents_until_there_are_enough(words_only: Language) -> None:
    docs = _counted(words_only, [1, 1, 3, 0, 5, 1])
    groups = list(by_sentences(docs, 4))
    assert [[len(doc) for doc in group] for group in groups] == [[1, 1, 3], [0, 5], [1]]
    assert list(by_sentences([], 4)) == []


def test_read_words_reads_what_was_not_read(words_only: Language) -> None:
    component = words_component(words_only, NAME)
    docs = [words_only(_TEXT), words_only.make_doc("Mice sleep."), words_only.make_doc("")]
    part = read_words(docs, component)
    assert list(part.homes) == [0, 0, 1]
    assert sum(map(len, part.words)) == len(part.states) == 10
    np.testing.assert_allclose(part.states[:7], docs[0].tensor)


def test_forget_takes_all_of_it_off(words_only: Language) -> None:
    doc = words_only(_TEXT)
    forget(doc)
    assert doc.tensor.size == 0
    assert NAME not in doc.user_data
    forget(doc)


def test_document_goes_to_bytes_and_back_with_what_was_read(words_only: Language) -> None:
    doc = words_only(_TEXT)
    again = Doc(words_only.vocab).from_bytes(doc.to_bytes())
    np.testing.assert_array_equal(again.tensor, doc.tensor)
    component = words_component(words_only, NAME)
    assert [[tuple(w) for w in each] for each in read_words([again], component).words] == doc.user_data[NAME]


def test_sentences_of_a_document_without_any_is_none(words_only: Language) -> None:
    doc = words_only.make_doc("Mice sleep")
    assert sentences_of(doc) is None
    doc[1].is_sent_start = True
    found = sentences_of(doc)
    assert found is not None
    assert [(span.start, span.end) for span in found] == [(0, 4), (5, 10)]


def test_component_without_a_model_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    with pytest.raises(ModelError, match="no model"):
        nlp("Mice")


def test_words_component_of_a_pipeline_without_one_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for name in (NAME, "sentencizer"):
        with pytest.raises(ModelError, match=f"no component '{name}'"):
            words_component(nlp, name)


def test_words_component_is_found_where_it_is_disabled(words_only: Language) -> None:
    with words_only.select_pipes(disable=[NAME]):
        assert words_component(words_only, NAME).reader.network.state_width == WIDTH


def test_component_comes_back_from_disk(parts: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    cast(WordsComponent, nlp.add_pipe(NAME)).from_disk(parts / NAME)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    np.testing.assert_array_equal(again(_TEXT).tensor, nlp(_TEXT).tensor)
    for path in (parts / NAME).iterdir():
        assert (tmp_path / NAME / path.name).read_bytes() == path.read_bytes()
