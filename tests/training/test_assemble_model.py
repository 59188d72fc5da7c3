"""Joining parts that nothing was trained to into a pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kg.errors import TrainingError
from kg.nlp.models import load_model
from kg.nlp.words.gazetteer import Gazetteer
from kg.resources import data_dir
from kg.training.assemble_model import assemble
from kg.training.schemes import output_width, read_schemes
from kg.training.treebanks import TEACHER
from tests.nlp.tiny import NORMS, SHAPES, syntax_arrays, syntax_names, word_arrays

PIPES = [
    "biomedkg_sentences", "biomedkg_words", "biomedkg_syntax", "biomedkg_word_classes", "lemmatizer",
    "biomedkg_entities",
]  # fmt: skip


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A folder with what the two trainings of the default tier write, and a gazetteer."""
    arrays = word_arrays()
    columns = output_width(read_schemes(data_dir("pipelines") / "models" / "entities.toml"))
    arrays["out.weight"] = np.resize(arrays["out.weight"], (columns, arrays["out.weight"].shape[1]))
    arrays["out.bias"] = np.resize(arrays["out.bias"], columns)
    np.savez(tmp_path / "weights.npz", **arrays)
    names = {"norms": NORMS, "shapes": SHAPES}
    (tmp_path / "vocabulary.json").write_text(json.dumps(names), encoding="utf-8")
    np.savez(tmp_path / "syntax.npz", **syntax_arrays())
    (tmp_path / "syntax.json").write_text(json.dumps(syntax_names()), encoding="utf-8")
    Gazetteer.build([("WT1", "gene")]).save(tmp_path / "gazetteer.npz")
    return tmp_path


def _assemble(trained: Path) -> Path:
    out = trained / "made" / "en_tiny"
    out.parent.mkdir(exist_ok=True)
    assemble(trained, trained, trained / "gazetteer.npz", out, teacher=TEACHER, name="tiny", version="0.0.1")
    return out


@pytest.mark.model
def test_assembled_pipeline_reads_texts_and_gives_all_that_relations_need(trained: Path) -> None:
    out = _assemble(trained)
    nlp = load_model(str(out))
    assert nlp.pipe_names == PIPES
    doc = nlp("Mice sleep. WT1 binds DNA.")
    assert len(list(doc.sents)) == 2
    assert all(token.tag_ and token.dep_ and token.lemma_ for token in doc)
    assert "graph" in doc.spans
    assert (nlp.meta["name"], nlp.meta["version"]) == ("tiny", "0.0.1")
    assert [path.name for path in out.parent.iterdir()] == ["en_tiny"]


@pytest.mark.model
def test_assembled_again_it_keeps_the_card_and_is_the_same(trained: Path) -> None:
    out = _assemble(trained)
    (out / "CARD.md").write_text("# The card\n", encoding="utf-8")
    (out / "left").write_text("of another version", encoding="utf-8")
    before = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    _assemble(trained)
    after = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert before.keys() - after.keys() == {Path("left")}
    assert [str(path) for path in after if after[path] != before[path]] == []


@pytest.mark.parametrize("name", ["weights.npz", "vocabulary.json", "syntax.npz", "syntax.json"])
def test_assemble_of_half_a_training_names_it(name: str, trained: Path) -> None:
    (trained / name).unlink()
    with pytest.raises(TrainingError, match=f"cannot join .*{name}"):
        _assemble(trained)


@pytest.mark.parametrize("name", ["weights.npz", "syntax.npz"])
def test_assemble_of_damaged_weights_says_so(name: str, trained: Path) -> None:
    whole = (trained / name).read_bytes()
    for content in (b"", b"half", whole[:100]):
        (trained / name).write_bytes(content)
        with pytest.raises(TrainingError, match="cannot join"):
            _assemble(trained)
