from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from kg.errors import TrainingError
from kg.nlp.dependencies import Node
from kg.training.learning import accurate
from kg.training.learning.accurate import count_attachment, find, save_all
from kg.training.learning.encoder_batches import make_window_batch, passages
from kg.training.learning.entities import read_start
from kg.training.learning.network import Vocabulary
from kg.training.learning.syntax import Attachment, parse, read_parser
from kg.training.learning.syntax_network import make_tree_batch
from tests.training.learning.tiny_encoder import (
    HEADS,
    NAMES,
    NORMS,
    PIECES,
    SHAPES,
    SPELLINGS,
    TREES,
    arrays_of,
    examples,
    tiny_network,
    tiny_pieces,
    trees,
)


def test_find_gives_the_mentions_of_each_sentence_in_order() -> None:
    network, pieces, given = tiny_network(stirred=True), tiny_pieces(), examples(rows=5)
    found = find(network, SPELLINGS, pieces, given, HEADS)
    assert len(found) == len(given)
    assert any(found)
    row = [e for e in given if e.sentence.row == "1"]
    first = given.index(row[0])
    assert find(network, SPELLINGS, pieces, row, HEADS) == found[first : first + len(row)]


def test_count_attachment_is_that_of_each_sentence_alone() -> None:
    network, given = tiny_network(stirred=True, syntax=True), trees()
    assert network.syntax is not None
    expected = Attachment(universal=False)
    for example, gold in zip(given, TREES, strict=True):
        windows = make_window_batch(passages([example], tiny_pieces()), SPELLINGS)
        batch = make_tree_batch([example])
        with torch.no_grad():
            states = network.token_states(windows, batch)
        nodes: list[Node] = next(parse(network.syntax, states, batch, NAMES))
        expected.add(nodes, gold)
    found = count_attachment(network, SPELLINGS, tiny_pieces(), given, TREES, NAMES, name="genia")
    assert str(found) == str(expected)
    assert str(found) != str(Attachment(universal=False))


def test_save_all_writes_what_training_and_assembly_start_from(tmp_path: Path) -> None:
    network = tiny_network(stirred=True, syntax=True)
    assert network.syntax is not None
    save_all(tmp_path, network, Vocabulary(NORMS, SHAPES), NAMES, PIECES)
    assert {path.name for path in tmp_path.iterdir()} == {
        "weights.npz", "vocabulary.json", "syntax.npz", "syntax.json", "encoder.pt", "encoder.onnx",
        "pieces.txt",
    }  # fmt: skip
    weights, vocabulary = read_start(tmp_path)
    assert (list(vocabulary.norms), list(vocabulary.shapes)) == (list(NORMS), list(SHAPES))
    parser, names = read_parser(tmp_path)
    assert names == NAMES
    for found, part in ((weights, network.words), (parser, network.syntax)):
        for name, value in arrays_of(part).items():
            np.testing.assert_array_equal(found[name], value)


def test_share_is_a_corpus_and_a_number() -> None:
    assert accurate._share("trees:genia=2.5") == ("trees:genia", 2.5)
    for text in ("craft", "craft=", "craft=much"):
        with pytest.raises(TrainingError, match=f"--share {text}: not CORPUS=NUMBER"):
            accurate._share(text)
