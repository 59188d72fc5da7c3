"""The files of a model's components, written from weights that nothing was trained to."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kg.nlp.entities.component import NAME as ENTITIES
from kg.nlp.parsing.component import NAME as SYNTAX
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.encoder import ENCODER_FILE, PIECES_FILE
from kg.nlp.words.layers import read_arrays
from kg.training.package import write_words
from tests.nlp.tiny import HEADS, NORMS, SHAPES, TREEBANKS, syntax_arrays, word_arrays, write_parts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_parts(tmp_path_factory.mktemp("parts"))


def test_what_is_written_is_nearly_what_was_trained(folder: Path) -> None:
    words = word_arrays()
    for name, expected in (
        (WORDS, {n: a for n, a in words.items() if not n.startswith("out.")}),
        (SYNTAX, syntax_arrays()),
        (ENTITIES, {n: a for n, a in words.items() if n.startswith("out.")}),
    ):
        found = dict(read_arrays(folder / name / "arrays.npz"))
        assert found.keys() == expected.keys()
        for each, value in found.items():
            np.testing.assert_allclose(value, expected[each], atol=0.02, err_msg=each)


def test_tables_are_stored_in_bytes_and_all_else_in_half_precision(folder: Path) -> None:
    tables = set()
    for name in (WORDS, SYNTAX, ENTITIES):
        with np.load(folder / name / "arrays.npz") as stored:
            kinds = {each: stored[each].dtype for each in stored.files}
        tables |= {each for each, kind in kinds.items() if kind == np.int8}
        assert {str(kind) for kind in kinds.values()} <= {"int8", "float16"}
    assert tables == {"norm.weight", "gram.weight", "shape.weight", "form.weight", "ending.weight"}


def test_equal_weights_give_equal_bytes(folder: Path, tmp_path: Path) -> None:
    again = write_parts(tmp_path)
    files = sorted(path.relative_to(folder) for path in folder.rglob("*.*") if path.parent != folder)
    assert len(files) == 7
    assert [(again / file).read_bytes() for file in files] == [(folder / file).read_bytes() for file in files]


def test_names_are_written_as_they_are_read(folder: Path) -> None:
    assert json.loads((folder / SYNTAX / "names.json").read_text())["treebanks"] == list(TREEBANKS)
    heads = json.loads((folder / ENTITIES / "heads.json").read_text())
    assert [(h["scheme"], h["types"], h["offset"]) for h in heads] == [
        (head.scheme, list(head.types), head.offset) for head in HEADS
    ]


def test_words_of_the_accurate_tier_come_with_the_encoder(folder: Path, tmp_path: Path) -> None:
    trained = tmp_path / "trained"
    trained.mkdir()
    for name in (ENCODER_FILE, PIECES_FILE):
        (trained / name).write_text(name, encoding="utf-8")
    vocabulary = {"norms": NORMS, "shapes": SHAPES}
    out = tmp_path / "out"
    write_words(out, word_arrays(vector_width=3), vocabulary, folder / "names.npz", encoder=trained)
    assert {path.name for path in out.iterdir()} == {
        "arrays.npz", "vocabulary.json", "gazetteer.npz", ENCODER_FILE, PIECES_FILE,
    }  # fmt: skip
