from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.nlp.entities.encoder import ENCODER_FILE, PIECES_FILE, Encoder, EncoderScorer
from kg.nlp.entities.gazetteer import FEATURES, Gazetteer
from kg.nlp.entities.network import Network
from kg.nlp.entities.pieces import Pieces
from kg.nlp.entities.recogniser import Head, Recogniser
from tests.nlp.entities.test_network import _arrays

_PIECES = ("[UNK]", "[CLS]", "[SEP]", "wt", "##1", "binds", "dna", ".")
Floats = NDArray[np.float32]


class _Session:
    """Gives each piece its number, its place and the length of its window; remembers how often it ran."""

    def __init__(self) -> None:
        self.runs = 0

    def get_outputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(shape=[1, "length", 3])]

    def run(self, names: None, inputs: Mapping[str, NDArray[np.int64]]) -> list[Floats]:
        self.runs += 1
        (pieces,) = inputs["pieces"]
        places = np.arange(len(pieces))
        return [
            np.stack([pieces, places, np.full_like(pieces, len(pieces))], axis=1)[None].astype(np.float32)
        ]


def _network(width: int = 3, context: int = 4) -> Network:
    draw = np.random.default_rng(1)
    arrays = _arrays()

    def wider(name: str, columns: int) -> None:
        rows = arrays[name].shape[0]
        arrays[name] = draw.normal(size=(rows, columns)).astype(np.float32)

    plain = arrays["near_scale.weight"].shape[0]
    arrays["context.weight"] = draw.normal(size=(context, width)).astype(np.float32)
    for name in ("context.bias", "context_scale.weight", "context_scale.bias"):
        arrays[name] = draw.normal(size=context).astype(np.float32)
    wider("near.weight", 3 * (plain + context))
    for name in ("ahead.weight_ih_l0", "back.weight_ih_l0"):
        wider(name, plain + context)
    wider("out.weight", arrays["out.weight"].shape[1] + context)
    return Network(arrays, ["p00"], ["xxx"])


def _encoder(session: _Session | None = None) -> Encoder:
    return Encoder(session or _Session(), Pieces(_PIECES), limit=8)


def test_vectors_are_those_of_the_first_piece_of_each_word() -> None:
    found = _encoder().vectors([["WT1", "binds", "DNA"], ["."]], [0, 1])
    assert found.tolist() == [[3, 1, 6], [5, 3, 6], [6, 4, 6], [7, 1, 3]]


def test_vectors_read_neighbours_of_one_text_together() -> None:
    session = _Session()
    found = _encoder(session).vectors([["DNA", "."], ["WT1"]], [0, 0])
    assert session.runs == 1
    assert found[:, 1].tolist() == [1, 2, 3]


def test_outputs_of_a_text_do_not_depend_on_its_company() -> None:
    scorer = EncoderScorer(_network(), _encoder())
    sentences = [["DNA", "."], ["WT1", "binds"], ["WT1"]]
    hints = np.random.default_rng(0).integers(0, 2, size=(5, FEATURES)).astype(np.float32)
    columns = np.arange(5)
    together = scorer.outputs_in_texts(sentences, [0, 1, 1], hints, columns)
    alone = scorer.outputs_in_texts(sentences[1:], [0, 0], hints[2:], columns)
    np.testing.assert_allclose(together[2:], alone, atol=1e-5)


def test_outputs_see_the_context() -> None:
    scorer = EncoderScorer(_network(), _encoder())
    hints = np.zeros((2, FEATURES), dtype=np.float32)
    columns = np.arange(5)
    apart = scorer.outputs([["WT1"], ["binds"]], hints, columns)
    joined = scorer.outputs_in_texts([["WT1"], ["binds"]], [0, 0], hints, columns)
    assert np.abs(apart - joined).max() > 0.01


def test_scorer_of_parts_that_do_not_fit_says_so() -> None:
    with pytest.raises(ModelError, match=r"takes 5 numbers.* gives 3"):
        EncoderScorer(_network(width=5), _encoder())


class _Remembering:
    """A scorer that finds nothing and remembers which texts it was given at once."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []

    def outputs(
        self, sentences: Sequence[Sequence[str]], hints: Floats, columns: NDArray[np.int64]
    ) -> Floats:
        return np.zeros((sum(map(len, sentences)), len(columns)), dtype=np.float32)

    def outputs_in_texts(
        self,
        sentences: Sequence[Sequence[str]],
        texts: Sequence[int],
        hints: Floats,
        columns: NDArray[np.int64],
    ) -> Floats:
        self.seen.append(list(texts))
        return self.outputs(sentences, hints, columns)


def test_find_cuts_no_text_that_fits_from_its_neighbours() -> None:
    scorer = _Remembering()
    recogniser = Recogniser(scorer, Gazetteer.build([]), [Head(scheme="graph", types=("gene",), offset=0)])
    text = "\n\n".join(["WT1 binds DNA."] * 150)
    recogniser.find([text, text, text, "\n\n".join([text] * 2)])
    assert [sorted(set(texts)) for texts in scorer.seen] == [[0, 1], [2, 3]]
    assert [len(texts) for texts in scorer.seen] == [300, 450]


def _files(folder: Path) -> None:
    Pieces(_PIECES).save(folder / PIECES_FILE)
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


def test_recogniser_with_half_an_encoder_says_what_is_missing(tmp_path: Path) -> None:
    for name in ("heads.json", "vocabulary.json", "arrays.npz", "gazetteer.npz", ENCODER_FILE):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(ModelError, match=r"pieces\.txt missing"):
        Recogniser.load(tmp_path)
