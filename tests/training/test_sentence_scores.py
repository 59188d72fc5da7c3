from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.model import Span
from kg.training.run_in import examples_of, glue, keep_shared, train
from kg.training.sentence_scores import (
    GoldText,
    SpanScores,
    gold_texts,
    join_blocks,
    lay_over,
    main,
    read_documents,
    score_texts,
)


def rows(words: str) -> list[str]:
    """Return CoNLL-U lines of words; one that ends with ~ has no space behind it."""
    return [
        f"{i}\t{word.rstrip('~')}\t_\t_\t_\t_\t_\t_\t_\t{'SpaceAfter=No' if word.endswith('~') else '_'}"
        for i, word in enumerate(words.split(), 1)
    ] + [""]


LINES = [
    "# newdoc id = d1",
    "# newpar id = p0",
    *rows("Results"),
    *rows("It grew~ ."),
    "# newpar id = p1",
    *rows("Mice ( all~ ) died~ ."),
]


def test_read_documents_rebuilds_text_and_paragraphs() -> None:
    (document,) = read_documents(LINES)
    assert document.id == "d1"
    assert [block.text for block in document.blocks] == ["Results It grew.", "Mice ( all) died."]
    assert [[s.of(b.text) for s in b.sentences] for b in document.blocks] == [
        ["Results", "It grew."],
        ["Mice ( all) died."],
    ]


def test_read_documents_file_without_spacing_gets_the_usual_spaces() -> None:
    lines = ["# pmid = 1", *rows("Mice ( all ) died -LSB- see -RSB- ."), "# pmid = 2", *rows("Next .")]
    documents = list(read_documents(lines))
    assert [document.blocks[0].text for document in documents] == ["Mice (all) died [see].", "Next."]


def test_join_blocks_moves_the_sentences() -> None:
    joined = join_blocks(next(read_documents(LINES)))
    assert joined.text == "Results It grew.\n\nMice ( all) died."
    assert [span.of(joined.text) for span in joined.sentences][-1] == "Mice ( all) died."


def test_lay_over_keeps_the_lines_of_the_source() -> None:
    document = next(read_documents(LINES))
    laid = lay_over(document, "Results\n\nIt  grew.\n\nMice (all) died.")
    assert laid is not None
    assert [span.of(laid.text) for span in laid.sentences] == ["Results", "It  grew.", "Mice (all) died."]


def test_lay_over_other_text_gives_nothing() -> None:
    assert lay_over(next(read_documents(LINES)), "Results It grew.") is None


def whole_text(text: str) -> Sequence[Span]:
    return [Span(start=0, end=len(text))]


def test_score_texts_counts_missed_and_wrong_sentences() -> None:
    golds = gold_texts(list(read_documents(LINES)))["blocks"]
    assert score_texts(golds, whole_text) == SpanScores(right=1, missed=2, wrong=1)


def test_span_scores_nothing_found_is_zero() -> None:
    scores = SpanScores(right=0, missed=3, wrong=0)
    assert (scores.precision, scores.recall, scores.f1) == (0.0, 0.0, 0.0)


def test_main_writes_a_line_for_each_protocol(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    treebank, source = tmp_path / "t.conllu", tmp_path / "s.jsonl"
    treebank.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    text = "Results\n\nIt grew.\n\nMice (all) died."
    source.write_text(json.dumps({"id": "d1", "text": text}) + "\n", encoding="utf-8")
    assert main([str(treebank), "--source", str(source)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["text", "blocks", "documents", "source"]
    assert lines[-1].split("\t")[5] == "1.0000"


def test_glue_takes_the_line_breaks_away() -> None:
    assert glue(next(read_documents(LINES))).text == "Results It grew. Mice ( all) died."


def test_examples_of_a_heading_in_its_own_line_are_none() -> None:
    text = "Gene Targeting The Mice"
    assert list(examples_of(GoldText(text=text, sentences=(Span(start=0, end=len(text)),)))) == []


def test_keep_shared_drops_features_of_single_documents() -> None:
    documents = [[(["a", "b"], True)], [(["a"], False)]]
    assert keep_shared(documents, 2) == [(["a"], True), (["a"], False)]


def test_train_is_the_same_each_time_and_parts_the_classes() -> None:
    examples = [(["bias", "yes"], True), (["bias", "no"], False)] * 5
    weights = train(examples)
    assert weights == train(examples)
    assert weights["bias"] + weights["yes"] > 0 > weights["bias"] + weights["no"]
