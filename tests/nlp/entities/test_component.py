from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.nlp.entities.component import NAME, EntityComponent
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.component import WordsComponent
from tests.nlp.entities.by_heart import TABLE, by_heart, reader_by_heart


def _pipeline(table: Mapping[str, Sequence[int]] = TABLE, **config: object) -> Language:
    """Return a pipeline that knows the tags of the words in `table` by heart."""
    nlp = spacy.blank("en")
    cast(WordsComponent, nlp.add_pipe(WORDS)).use(reader_by_heart(table))
    cast(EntityComponent, nlp.add_pipe(NAME, config=dict(config))).use(by_heart(table))
    return nlp


def test_component_writes_spans_and_entities() -> None:
    doc = _pipeline()("The small cell tumor lacks WT1.")
    assert [(s.text, s.label_) for s in doc.spans["graph"]] == [
        ("small cell tumor", "disease"),
        ("WT1", "gene"),
    ]
    assert [e.text for e in doc.ents] == ["small cell tumor", "WT1"]


def test_component_gives_one_span_for_two_mentions_within_a_token() -> None:
    doc = _pipeline({"WT1": (4,), "FLI1": (4,)})("FLI1::WT1 fused.")
    assert [s.text for s in doc.spans["graph"]] == ["FLI1::WT1"]


def test_component_writes_each_scheme_and_the_entities_of_the_first() -> None:
    doc = _pipeline(schemes=["other", "graph"])("No drug against WT1.")
    assert {name: [s.text for s in spans] for name, spans in doc.spans.items()} == {
        "other": ["drug"],
        "graph": ["WT1"],
    }
    assert [(e.text, e.label_) for e in doc.ents] == [("drug", "B")]


def test_component_takes_off_what_was_read() -> None:
    doc = _pipeline()("WT1 again.")
    assert WORDS not in doc.user_data
    assert doc.tensor.size == 0


def test_component_reads_words_where_they_were_not_read() -> None:
    nlp = _pipeline()
    with nlp.select_pipes(disable=[WORDS]):
        assert [e.text for e in nlp("WT1 again.").ents] == ["WT1"]


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_component_of_a_document_without_words_finds_nothing(text: str) -> None:
    doc = _pipeline()(text)
    assert doc.ents == ()
    assert len(doc.spans["graph"]) == 0


def test_pipe_reads_each_document_as_if_alone() -> None:
    nlp = _pipeline()
    texts = ["WT1 drives it.", "", "The small cell tumor.", " ", "WT1."]
    found = [[e.text for e in doc.ents] for doc in nlp.pipe(texts)]
    assert found == [["WT1"], [], ["small cell tumor"], [], ["WT1"]]


def test_component_without_a_model_says_so() -> None:
    nlp = spacy.blank("en")
    cast(WordsComponent, nlp.add_pipe(WORDS)).use(reader_by_heart())
    nlp.add_pipe(NAME)
    with pytest.raises(ModelError, match="no model"):
        nlp("WT1")


def test_component_without_words_says_so(parts: Path) -> None:
    nlp = spacy.blank("en")
    component = cast(EntityComponent, nlp.add_pipe(NAME)).from_disk(parts / NAME)
    with pytest.raises(ModelError, match=f"no component '{WORDS}' that reads words"):
        nlp("WT1")
    with pytest.raises(ModelError, match="that reads words"):
        _ = component.recogniser


@pytest.mark.parametrize("name", ["arrays.npz", "heads.json"])
def test_from_disk_names_a_missing_file(name: str, parts: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(parts / NAME, tmp_path / "entities"))
    (folder / name).unlink()
    component = cast(EntityComponent, spacy.blank("en").add_pipe(NAME))
    with pytest.raises(ModelError, match=f"{name} missing"):
        component.from_disk(folder)


def test_pipeline_comes_back_from_disk(nlp: Language, tmp_path: Path) -> None:
    text = "WT1 binds DNA. Mice sleep with p53 and sarcoma."
    nlp.to_disk(tmp_path)
    docs = [each(text) for each in (nlp, spacy.load(tmp_path))]
    one, two = ([(s.start, s.end, s.label_) for s in doc.spans["graph"]] for doc in docs)
    assert one == two != []
    for path in sorted((tmp_path / NAME).iterdir()):
        assert path.name in ("arrays.npz", "heads.json")


def test_document_goes_to_bytes_and_back(nlp: Language) -> None:
    doc = nlp("WT1 binds DNA. Mice sleep with p53 and sarcoma.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]
    assert [(s.text, s.label_) for s in again.spans["graph"]] == [
        (s.text, s.label_) for s in doc.spans["graph"]
    ]
