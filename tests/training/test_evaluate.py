"""Measuring a pipeline on corpora of one or two sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from kg.errors import TrainingError
from kg.nlp.parsing.component import SyntaxComponent
from kg.training.evaluate import (
    Task,
    evaluate,
    evaluate_entities,
    evaluate_sentences,
    evaluate_syntax,
    recogniser_of,
)
from kg.training.schemes import Head, read_schemes
from tests.nlp.tiny import own_pipeline, write_parts
from tests.training.conftest import make_row, write_part
from tests.training.tiny import UNIVERSAL, ByName, tiny_pipeline, write_treebank

NAMES = {"ills": {"sarcoma": "Disease", "pain": "Symptom"}, "genes": {"WT1": "Gene", "mice": "Species"}}
SENTENCE = "Loss of WT1 gives mice a sarcoma."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return tiny_pipeline()


@pytest.fixture
def heads(schemes_file: Path) -> Iterator[tuple[Head, ...]]:
    yield read_schemes(schemes_file)


def test_evaluate_entities_measures_each_corpus_by_its_scheme(
    tmp_path: Path, heads: tuple[Head, ...]
) -> None:
    write_part(tmp_path, "ills", "dev", [make_row("1", SENTENCE, ("sarcoma", "Disease"))])
    write_part(tmp_path, "genes", "dev", [make_row("1", SENTENCE, ("WT1", "Gene"), ("Loss", "Gene"))])
    done = evaluate_entities(ByName(NAMES), tmp_path, "dev", heads=heads)
    figures = {
        r.corpus: (r.scheme, r.texts, r.score.right, r.score.spurious, r.score.missed) for r in done.results
    }
    assert figures == {"ills": ("ills", 1, 1, 0, 0), "genes": ("genes", 1, 1, 1, 1)}


def test_evaluate_entities_gives_each_type(tmp_path: Path, heads: tuple[Head, ...]) -> None:
    write_part(tmp_path, "genes", "dev", [make_row("1", SENTENCE, ("WT1", "Gene"))])
    (result,) = evaluate_entities(ByName(NAMES), tmp_path, "dev", heads=heads).results
    assert [(t.type, t.score.f1) for t in result.types] == [("Gene", 1), ("Species", 0)]


def test_evaluate_entities_leaves_types_outside_the_scheme_out(
    tmp_path: Path, heads: tuple[Head, ...]
) -> None:
    row = make_row("1", SENTENCE, ("sarcoma", "Disease"), ("Loss", "Event"))
    write_part(tmp_path, "ills", "dev", [row])
    (result,) = evaluate_entities(ByName(NAMES), tmp_path, "dev", heads=heads).results
    assert result.score.missed == 0


def test_evaluate_entities_says_what_it_skips(tmp_path: Path, heads: tuple[Head, ...]) -> None:
    write_part(tmp_path, "ills", "dev", [])
    done = evaluate_entities(ByName({"ills": NAMES["ills"]}), tmp_path, "test", heads=heads)
    assert done.results == ()
    assert done.skipped == (
        "genes: the recogniser has no scheme 'genes'",
        "ills: has no part 'test'",
        "more_genes: the recogniser has no scheme 'genes'",
    )


def test_evaluate_entities_takes_the_last_tenth_of_the_corpus_without_training_part(tmp_path: Path) -> None:
    rows = [make_row(str(i), f"{i} sarcoma", ("sarcoma", "UMLS_concept")) for i in range(20)]
    write_part(tmp_path, "medmentions", "dev", rows)
    finder = ByName({"medmentions": {"sarcoma": "UMLS_concept"}})
    (result,) = evaluate_entities(finder, tmp_path, "dev").results
    assert (result.texts, result.score.right) == (2, 2)


def test_evaluate_syntax_compares_each_treebank_in_labels_that_the_pipeline_has(
    tmp_path: Path, nlp: Language
) -> None:
    for corpus in ("genia_dep", "craft_dep"):
        write_treebank(tmp_path, corpus, "dev")
    assert [(r.corpus, r.labels) for r in evaluate_syntax(nlp, tmp_path, "dev").results] == [
        ("genia_dep", "Universal Dependencies"),
        ("craft_dep", "CLEAR, one convention"),
        ("craft_dep", "CLEAR, as published"),
    ]
    other = tiny_pipeline(UNIVERSAL)
    done = evaluate_syntax(other, tmp_path, "dev").results
    assert {r.labels for r in done} == {"Universal Dependencies"}
    assert {r.score.words for r in done} == {8}


def test_evaluate_syntax_leaves_the_pipeline_as_it_was(tmp_path: Path, nlp: Language) -> None:
    write_treebank(tmp_path, "genia_dep", "dev")
    before = list(nlp.pipe_names)
    evaluate_syntax(nlp, tmp_path, "dev")
    assert nlp.pipe_names == before


def test_evaluate_syntax_keeps_to_gold_sentences(tmp_path: Path) -> None:
    write_treebank(tmp_path, "genia_dep", "dev")
    nlp = tiny_pipeline()
    alone = evaluate_syntax(nlp, tmp_path, "dev").results
    nlp.add_pipe("biomedkg_sentences", first=True)
    assert evaluate_syntax(nlp, tmp_path, "dev").results == alone


def test_evaluate_syntax_follows_each_treebank_and_leaves_the_pipeline_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for corpus in ("genia_dep", "craft_dep"):
        write_treebank(tmp_path, corpus, "dev")
    nlp = own_pipeline(write_parts(tmp_path / "parts"))
    component = nlp.get_pipe("biomedkg_syntax")
    assert isinstance(component, SyntaxComponent)
    component.treebank = "silver"
    monkeypatch.setattr("kg.training.evaluate.dependency_labels", lambda nlp: frozenset({"pobj"}))
    followed: list[str] = []
    parse = component.parser.parse

    def spy(*args: Any, treebank: str) -> Any:
        followed.append(treebank)
        return parse(*args, treebank=treebank)

    monkeypatch.setattr(component.parser, "parse", spy)
    evaluate_syntax(nlp, tmp_path, "dev")
    assert list(dict.fromkeys(followed)) == ["genia", "craft"]
    assert component.treebank == "silver"


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        pytest.param(None, "syntax: it has no parser", id="no parser"),
        pytest.param(
            ("SBJ", "ROOT", "MOD", "OBJ", "P"),
            "syntax: its labels are neither CLEAR nor Universal Dependencies",
            id="other labels",
        ),
    ],
)
def test_evaluate_syntax_skips_what_it_cannot_compare(
    labels: tuple[str, ...] | None, reason: str, tmp_path: Path
) -> None:
    nlp = spacy.blank("en") if labels is None else tiny_pipeline(labels)
    assert evaluate_syntax(nlp, tmp_path, "dev").skipped == (reason,)


def test_evaluate_sentences_reads_the_texts_of_the_treebanks(tmp_path: Path) -> None:
    write_treebank(tmp_path, "craft_dep", "dev")
    text = "Mice sleep in nests.\nRats eat."
    write_part(tmp_path, "craft", "dev", [{"id": "17", "text": text}])
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    done = evaluate_sentences(nlp, tmp_path, "dev")
    assert [(r.text, r.sentences, r.score.f1) for r in done.results] == [
        ("blocks", 2, 1),
        ("documents", 2, 1),
        ("source", 2, 1),
    ]
    assert done.skipped == ("genia_dep: has no part 'dev'",)


def test_evaluate_sentences_prefers_our_segmenter(tmp_path: Path) -> None:
    write_treebank(tmp_path, "genia_dep", "dev")
    nlp = tiny_pipeline()
    nlp.add_pipe("biomedkg_sentences", first=True)
    assert [r.score.f1 for r in evaluate_sentences(nlp, tmp_path, "dev").results] == [1, 1]


def test_evaluate_sentences_of_a_pipeline_without_any_is_skipped(tmp_path: Path) -> None:
    done = evaluate_sentences(spacy.blank("en"), tmp_path, "dev")
    assert done.skipped == ("sentences: nothing in the pipeline finds them",)


def test_evaluate_does_the_tasks_that_are_asked_for(tmp_path: Path, nlp: Language) -> None:
    write_treebank(tmp_path, "genia_dep", "dev")
    done = evaluate(nlp, tmp_path, name="tiny", part="dev", tasks=(Task.ENTITIES, Task.SYNTAX))
    assert (done.model, done.version, len(done.syntax), done.sentences) == ("tiny", "0.0.1", 1, ())
    assert done.skipped[0] == "entities: the pipeline has no recogniser of ours"


def test_evaluate_without_corpora_fails(tmp_path: Path, nlp: Language) -> None:
    with pytest.raises(TrainingError, match="no such folder with corpora"):
        evaluate(nlp, tmp_path / "none", name="tiny", part="dev", tasks=tuple(Task))


def test_recogniser_of_a_general_pipeline_is_none(nlp: Language) -> None:
    assert recogniser_of(nlp) is None
