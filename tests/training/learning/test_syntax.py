from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from kg.errors import TrainingError
from kg.nlp.dependencies import Node
from kg.nlp.parsing.component import NAME
from kg.nlp.parsing.parser import TreeParser
from kg.training.learning.syntax import (
    UNIVERSAL,
    Attachment,
    Sample,
    batches,
    held_out,
    make_batch,
    parse,
    read_parser,
    samples,
    save_parser,
    train,
)
from kg.training.learning.syntax_network import syntax_loss
from kg.training.package import write_parser
from kg.training.treebanks import CRAFT, GENIA, TREEBANKS
from tests.training.learning.tiny_encoder import (
    NAMES,
    SIZES,
    TREES,
    arrays_of,
    numpy_words,
    tiny_syntax,
    trees,
)
from tests.training.tiny import tree, write_treebank


def _samples(*, times: int = 1) -> list[Sample]:
    return samples(trees(times=times), numpy_words())


def _loss(network: torch.nn.Module, group: list[Sample]) -> float:
    network.eval()
    states, batch = make_batch(group)
    with torch.no_grad():
        return float(syntax_loss(network(states, batch, batch.heads.clamp(min=0)), batch))


def test_samples_stand_in_the_order_of_the_examples() -> None:
    given = trees(times=2)
    found = samples(given, numpy_words())
    assert [sample.example for sample in found] == given
    assert [len(sample) for sample in found] == [4, 3, 5] * 2
    np.testing.assert_allclose(found[0].states, found[3].states, atol=1e-2)


def test_batches_hold_every_sample_once_within_the_size() -> None:
    chosen = _samples(times=300)
    made = list(batches(chosen, seed=1))
    assert sorted(id(s) for group in made for s in group) == sorted(map(id, chosen))
    assert max(len(group) * max(map(len, group)) for group in made) <= 1200
    assert [list(map(id, g)) for g in batches(chosen, seed=1)] == [list(map(id, g)) for g in made]


def test_make_batch_pads_with_zeros() -> None:
    states, batch = make_batch(_samples())
    assert states.shape == (3, 5, SIZES.state + 2)
    assert not states[1, 3:].any()
    assert batch.lengths.tolist() == [4, 3, 5]


def test_train_learns_the_trees_and_measures_each_epoch() -> None:
    torch.manual_seed(0)
    network, chosen = tiny_syntax(), _samples()
    before, measured = _loss(network, chosen), list[int]()
    train(network, chosen, epochs=150, rate=3e-2, seed=0, measure=measured.append)
    assert measured == list(range(1, 151))
    assert _loss(network, chosen) < 0.5 * before


def test_parse_gives_each_token_its_likeliest_head() -> None:
    states, batch = make_batch(_samples())
    found = list(parse(tiny_syntax(), states, batch, NAMES))
    assert [len(nodes) for nodes in found] == [4, 3, 5]
    for nodes in found:
        assert {node.tag for node in nodes} <= set(NAMES.tags)
        assert all((node.label == "ROOT") >= (node.head == i) for i, node in enumerate(nodes))
        assert all(0 <= node.head < len(nodes) for node in nodes)


def test_attachment_counts_heads_and_labels() -> None:
    gold = tree("Mice/NNS/1/nsubj sleep/VBP/1/ROOT well/RB/1/advmod +././1/punct")
    found = [
        Node("", "NN", 1, "dobj"),
        Node("", "VBP", 1, "ROOT"),
        Node("", "RB", 1, "advmod"),
        Node("", ".", 2, "punct"),
    ]
    counts = Attachment(universal=False)
    assert str(counts) == "UAS 0.0 LAS 0.0"
    counts.add(found, gold)
    assert str(counts) == "UAS 75.0 LAS 50.0"


def test_attachment_in_universal_dependencies_converts_what_is_found() -> None:
    gold = tree("Mice/NNS/1/nsubj sleep/VBP/1/root in/IN/3/case nests/NNS/1/nmod")
    clear = tree("Mice/NNS/1/nsubj sleep/VBP/1/ROOT in/IN/1/prep nests/NNS/2/pobj")
    counts = Attachment(universal=True)
    counts.add([word.node._replace(form="") for word in clear.words], gold)
    assert str(counts) == "UAS 100.0 LAS 100.0"


def test_held_out_trees_are_parsed_by_their_own_treebank(tmp_path: Path) -> None:
    for corpus in ("genia_dep", "craft_dep"):
        write_treebank(tmp_path, corpus, "dev")
    found = held_out(tmp_path)
    assert {name: (len(each), bank) for name, (each, bank) in found.items()} == {
        f"genia in {UNIVERSAL}": (2, GENIA), "genia": (2, GENIA), "craft": (2, CRAFT),
    }  # fmt: skip


def test_saved_parser_is_read_as_it_was(tmp_path: Path) -> None:
    network = tiny_syntax()
    save_parser(tmp_path / "out", network, NAMES)
    weights, names = read_parser(tmp_path / "out")
    assert names == NAMES
    assert weights.keys() == network.state_dict().keys()
    for name, value in arrays_of(network).items():
        np.testing.assert_array_equal(weights[name], value)


def test_saved_parser_becomes_one_that_runs(tmp_path: Path) -> None:
    network = tiny_syntax()
    save_parser(tmp_path, network, NAMES)
    weights, names = read_parser(tmp_path)
    stated = {"tags": names.tags, "labels": names.labels, "norms": names.norms, "treebanks": TREEBANKS}
    write_parser(tmp_path / NAME, weights, stated)
    parser = TreeParser.load(tmp_path / NAME, width=SIZES.state)
    (sample, *_) = _samples()
    forms = [word.form for word in TREES[0].words]
    (tokens,) = parser.parse(sample.states.astype(np.float32), [forms], treebank=GENIA)
    assert len(tokens) == 4
    assert sum(token.head == place for place, token in enumerate(tokens)) == 1


@pytest.mark.parametrize("name", ["syntax.npz", "syntax.json"])
@pytest.mark.parametrize("content", [None, b"", b"half", b"PK\x03\x04", b"{}"])
def test_read_parser_of_a_damaged_training_names_the_folder(
    name: str, content: bytes | None, tmp_path: Path
) -> None:
    save_parser(tmp_path, tiny_syntax(), NAMES)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(TrainingError, match=f"{tmp_path}: no training of a parser"):
        read_parser(tmp_path)
