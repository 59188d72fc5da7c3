from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.nlp.words.encoder import ENCODER_FILE, PIECES_FILE, Encoder
from kg.nlp.words.pieces import Pieces
from tests.nlp.tiny import PIECES, Session, word_encoder


def test_vectors_are_those_of_the_first_piece_of_each_word() -> None:
    found = word_encoder().vectors([["WT1", "binds", "DNA"], ["."]], [0, 1])
    assert found.tolist() == [[3, 1, 6], [5, 3, 6], [6, 4, 6], [7, 1, 3]]


def test_vectors_read_neighbours_of_one_text_together() -> None:
    session = Session()
    found = word_encoder(session).vectors([["DNA", "."], ["WT1"]], [0, 0])
    assert session.runs == 1
    assert found[:, 1].tolist() == [1, 2, 3]


def _files(folder: Path) -> None:
    Pieces(PIECES).save(folder / PIECES_FILE)
    (folder / ENCODER_FILE).write_bytes(b"no model")


def test_load_without_onnxruntime_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _files(tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match=r"pip install 'biomedkg\[accurate\]'"):
        Encoder.load(tmp_path)


def test_load_of_a_damaged_encoder_names_the_file(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    _files(tmp_path)
    with pytest.raises(ModelError, match=r"encoder\.onnx: not an encoder"):
        Encoder.load(tmp_path)
