from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate.corpora import AnnotatedText, Annotation
from kg.nlp.entities.tags import read_spans
from kg.nlp.words.gazetteer import FEATURES, Gazetteer
from kg.training.entity_data import batches, part_rows, prepare, targets, training_rows
from kg.training.schemes import Head, read_schemes
from kg.training.sentences import tag_row
from tests.training.conftest import make_row, write_part


def _text(corpus: str, text: str, *mentions: tuple[str, str]) -> AnnotatedText:
    found = tuple(
        Annotation(start=text.index(w), end=text.index(w) + len(w), type=kind) for w, kind in mentions
    )
    return AnnotatedText(corpus=corpus, row="1", work="1", text=text, annotations=found)


@pytest.fixture()
def heads(schemes_file: Path) -> tuple[Head, ...]:
    return read_schemes(schemes_file)


def test_tag_row_teaches_only_the_heads_of_its_corpus(heads: tuple[Head, ...]) -> None:
    row = _text("genes", "WT1 is lost. Mice lack WT1.", ("WT1", "Gene"), ("Mice", "Species"))
    first, second = tag_row(row, heads)
    assert [head for head, _ in first.tags] == [1, 2, 3]
    assert first.forms == ["WT1", "is", "lost", "."]
    assert [read_spans(tags) for _, tags in first.tags] == [[(0, 1, 0)], [], [(0, 1, 0)]]
    assert [read_spans(tags) for _, tags in second.tags] == [[], [(0, 1, 0)], []]


def test_tag_row_takes_whole_words_for_a_mention_that_ends_inside_one(heads: tuple[Head, ...]) -> None:
    row = _text("ills", "Severe headaches came.", ("headache", "Symptom"))
    (sentence,) = tag_row(row, heads)
    assert read_spans(sentence.tags[0][1]) == [(1, 2, 1)]


def test_tag_row_keeps_the_longer_of_nested_mentions(heads: tuple[Head, ...]) -> None:
    row = _text("ills", "A small cell tumor grew.", ("tumor", "Disease"), ("small cell tumor", "Disease"))
    (sentence,) = tag_row(row, heads)
    assert read_spans(sentence.tags[0][1]) == [(1, 4, 0)]


def test_prepare_gives_each_word_its_hints(heads: tuple[Head, ...]) -> None:
    gazetteer = Gazetteer.build([("headache", "phenotype")])
    (first, second) = prepare([_text("ills", "It hurts. A headache came.")], heads, gazetteer)
    assert first.hints.shape == (3, FEATURES)
    assert not first.hints.any()
    assert second.hints.any(axis=1).tolist() == [False, True, False, False]


def test_batches_hold_every_sentence_once_and_one_corpus_each(heads: tuple[Head, ...]) -> None:
    gazetteer = Gazetteer.build([])
    texts = {c: [_text(c, " ".join(["word"] * n) + ".") for n in range(1, 90)] for c in ("ills", "genes")}
    examples = {corpus: prepare(rows, heads, gazetteer) for corpus, rows in texts.items()}
    made = list(batches(examples, seed=3))
    assert sum(map(len, made)) == 178
    assert all(len({e.sentence.corpus for e in group}) == 1 for group in made)
    assert max(len(g) * max(len(e.sentence.words) for e in g) for g in made) <= 1400
    assert [[e.sentence.text for e in g] for g in batches(examples, seed=3)] == [
        [e.sentence.text for e in g] for g in made
    ]


def test_targets_leave_the_padding_out(heads: tuple[Head, ...]) -> None:
    rows = [_text("ills", "A headache came.", ("headache", "Symptom")), _text("ills", "Pain.")]
    wanted = targets(prepare(rows, heads, Gazetteer.build([])))
    assert wanted[0].tolist() == [[0, 8, 0, 0], [0, 0, -100, -100]]


def test_training_rows_hold_back_texts_that_are_measured(tmp_path: Path) -> None:
    file = tmp_path / "e.toml"
    file.write_text(
        '[[scheme]]\nname = "biored"\ncorpora = ["biored"]\nheads = [["Gene"]]\n'
        '[[scheme]]\nname = "seth"\ncorpora = ["seth"]\nheads = [["Gene"]]\n[graph]\n'
    )
    heads = read_schemes(file)
    from kg.training import entity_data

    for corpus in entity_data.MEASURED:
        write_part(tmp_path, corpus, "dev", [make_row("9", "Held back.", pmid="99999")])
    write_part(tmp_path, "biored", "train", [make_row("1", "One."), make_row("9", "Held.", pmid="99999")])
    write_part(tmp_path, "seth", "train", [make_row("2", "Two."), make_row("3", "Held.", pmid="99999")])
    rows = training_rows(tmp_path, heads)
    assert {c: [r.text for r in each] for c, each in rows.items() if each} == {
        "biored": ["One."],
        "seth": ["Two."],
    }
    both = training_rows(tmp_path, heads, with_dev=True)
    assert [r.text for r in both["biored"]] == ["One.", "Held.", "Held back."]


def test_part_rows_share_the_only_part_of_a_corpus_without_training_part(tmp_path: Path) -> None:
    write_part(tmp_path, "medmentions", "dev", [make_row(f"s{i}", "Text.") for i in range(20)])
    train, dev = (part_rows(tmp_path, "medmentions", part) for part in ("train", "dev"))
    assert [r.row for r in train] == [f"s{i}" for i in range(18)]
    assert [r.row for r in dev] == ["s18", "s19"]
