from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from kg.errors import ModelError
from kg.nlp.entities import Recogniser
from kg.nlp.words.encoder import Encoder
from kg.nlp.words.gazetteer import Gazetteer
from kg.nlp.words.reader import WordReader
from kg.training.learning.encoder_export import in_bytes, write_encoder
from kg.training.package import write_recogniser, write_words
from tests.training.learning.tiny_encoder import (
    HEADS,
    NORMS,
    PIECES,
    SHAPES,
    arrays_of,
    default_weights,
    tiny_encoder,
    tiny_network,
    tiny_pieces,
)

_SENTENCES = [["WT1", "binds", "DNA"], ["p53", "."]]


def _expected() -> NDArray[np.float32]:
    """What torch gives for the first piece of each word of the sentences, read together."""
    pieces = tiny_pieces()
    row, firsts = [pieces.begin], []
    for word in (word for sentence in _SENTENCES for word in sentence):
        firsts.append(len(row))
        row += pieces.of(word)
    ids = torch.tensor([[*row, pieces.end]])
    with torch.no_grad():
        seen = tiny_encoder()(ids, torch.ones_like(ids, dtype=torch.bool))
    return np.asarray(seen[0, firsts].numpy(), dtype=np.float32)


def test_written_encoder_computes_what_torch_does(tmp_path: Path) -> None:
    write_encoder(tmp_path, tiny_encoder(), PIECES, limit=16, quantise=False)
    found = Encoder.load(tmp_path, threads=1).vectors(_SENTENCES, [0, 0])
    np.testing.assert_allclose(found, _expected(), atol=0.05)


@pytest.mark.parametrize("exact", [(), ("inner", "outer"), ("q", "k", "v", "joined", "inner", "outer")])
def test_encoder_in_bytes_computes_nearly_what_torch_does(tmp_path: Path, exact: tuple[str, ...]) -> None:
    write_encoder(tmp_path, tiny_encoder(), PIECES, limit=16, exact=exact)
    found, expected = Encoder.load(tmp_path, threads=1).vectors(_SENTENCES, [0, 0]), _expected()
    alike = (found * expected).sum(1) / np.linalg.norm(found, axis=1) / np.linalg.norm(expected, axis=1)
    assert alike.min() > 0.98


def test_write_encoder_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_encoder(tmp_path / name, tiny_encoder(), PIECES, limit=16)
    one, two = ((tmp_path / name / "encoder.onnx").read_bytes() for name in ("one", "two"))
    assert one == two


def test_in_bytes_keeps_the_largest_number_of_each_row() -> None:
    stored, scale = in_bytes(np.array([[1.27, -0.01], [0, 0]], dtype=np.float32))
    assert stored.tolist() == [[127, -1], [0, 0]]
    assert scale[0, 0] == pytest.approx(0.01)


def test_load_of_another_list_of_pieces_says_so(tmp_path: Path) -> None:
    write_encoder(tmp_path, tiny_encoder(), PIECES, limit=16)
    with (tmp_path / "pieces.txt").open("a", encoding="utf-8") as lines:
        lines.write("more\n")
    with pytest.raises(ModelError, match=r"13 word pieces.* has 14"):
        Encoder.load(tmp_path)


@pytest.fixture()
def model(tmp_path: Path) -> Path:
    """A folder with the words and the recogniser of a model of the accurate tier."""
    trained = tmp_path / "trained"
    network = tiny_network(stirred=True)
    write_encoder(trained, network.encoder, PIECES, limit=16)
    Gazetteer.build([("WT1", "gene")]).save(tmp_path / "gazetteer.npz")
    arrays = arrays_of(network.words)
    names = {"norms": NORMS, "shapes": SHAPES}
    write_words(tmp_path / "words", arrays, names, tmp_path / "gazetteer.npz", encoder=trained)
    write_recogniser(tmp_path / "entities", arrays, HEADS)
    return tmp_path


def test_recogniser_reads_a_text_alike_in_any_company(model: Path) -> None:
    recogniser = Recogniser.load(model / "entities", WordReader.load(model / "words"))
    text = "WT1 binds DNA. Mice sleep."
    alone = recogniser.find([text], scheme="two")[0]
    assert alone
    assert recogniser.find(["p53 sleep.", text, "p53."], scheme="two")[1] == alone


def test_recogniser_over_the_words_of_the_default_tier_says_so(model: Path) -> None:
    names = {"norms": NORMS, "shapes": SHAPES}
    write_words(model / "default", default_weights(), names, model / "gazetteer.npz")
    with pytest.raises(ModelError, match="over another network of words"):
        Recogniser.load(model / "entities", WordReader.load(model / "default"))


def test_reader_without_its_encoder_says_what_is_missing(model: Path) -> None:
    for name in ("encoder.onnx", "pieces.txt"):
        (model / "words" / name).unlink()
    with pytest.raises(ModelError, match=r"encoder of this model is missing \(encoder\.onnx, pieces\.txt\)"):
        WordReader.load(model / "words")
