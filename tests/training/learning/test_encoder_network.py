from __future__ import annotations

import numpy as np
import pytest
import torch

from kg.errors import TrainingError
from kg.nlp.entities.network import Network
from kg.training.learning.encoder_batches import batches, make_window_batch, passages, sentences_of
from kg.training.learning.encoder_network import build, sizes_of
from kg.training.learning.network import EntityNetwork, make_batch
from tests.training.learning.tiny_encoder import (
    SIZES,
    SPELLINGS,
    default_weights,
    examples,
    hints_of,
    tiny_encoder,
    tiny_network,
    tiny_pieces,
)


def test_build_computes_at_first_what_the_default_tier_does() -> None:
    default = EntityNetwork(SIZES).eval()
    default.load_state_dict({name: torch.from_numpy(value) for name, value in default_weights().items()})
    group = passages(examples(), tiny_pieces(), limit=12)
    given = make_window_batch(group, SPELLINGS)
    words = given.words
    with torch.no_grad():
        expected = default(words.types, words.places, words.hints, words.lengths)
        found = tiny_network()(given)
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-5)


def test_build_of_weights_of_another_network_names_them() -> None:
    with pytest.raises(TrainingError, match="'crf'"):
        build({**default_weights(), "crf": np.zeros(1, dtype=np.float32)}, tiny_encoder())
    with pytest.raises(TrainingError, match="not the weights of the default tier"):
        sizes_of({})


def test_passages_keep_every_sentence_and_the_piece_of_every_word() -> None:
    given = examples(rows=5)
    made = passages(given, tiny_pieces(), limit=12)
    assert [e for p in made for e in p.examples] == given
    batch = make_window_batch(made, SPELLINGS)
    firsts = batch.pieces.flatten()[batch.firsts]
    pieces = tiny_pieces()
    for row, example in enumerate(given):
        words = example.sentence.forms
        assert firsts[row, : len(words)].tolist() == [pieces.of(word)[0] for word in words]


def test_passages_of_a_sentence_longer_than_a_window_stay_whole() -> None:
    given = examples()
    made = passages(given, tiny_pieces(), limit=5)
    assert max(len(p.windows) for p in made) > 1
    assert [e for p in made for e in p.examples] == given


def test_batches_hold_all_passages_of_one_corpus_each_within_the_size() -> None:
    chosen = {
        corpus: passages(examples(corpus, rows=9), tiny_pieces(), limit=12) for corpus in ("one", "two")
    }
    made = list(batches(chosen, seed=3, size=40))
    assert sum(map(len, made)) == sum(map(len, chosen.values()))
    assert all(len({e.sentence.corpus for e in sentences_of(group)}) == 1 for group in made)
    assert max(sum(len(p.windows) for p in group) * max(p.longest for p in group) for group in made) <= 40


def test_outputs_do_not_depend_on_the_batch() -> None:
    made = passages(examples(rows=6), tiny_pieces(), limit=12)
    network = tiny_network(stirred=True)
    with torch.no_grad():
        together = network(make_window_batch(made, SPELLINGS))
        alone = network(make_window_batch(made[-1:], SPELLINGS))
    rows, words = alone.shape[:2]
    last = [len(e.sentence.words) for e in made[-1].examples]
    for row, length in enumerate(last):
        torch.testing.assert_close(
            together[len(together) - rows + row, :length], alone[row, :length], atol=1e-4, rtol=1e-4
        )
    assert words == max(last)


def test_freeze_leaves_what_is_below_without_gradient() -> None:
    network = tiny_network()
    network.freeze(0)
    assert not network.encoder.piece.weight.requires_grad
    assert all(p.requires_grad for p in network.encoder.layers.parameters())
    network.freeze(1)
    assert not any(p.requires_grad for p in network.encoder.parameters())


def test_freeze_of_minus_one_leaves_all_free() -> None:
    network = tiny_network()
    network.freeze(-1)
    assert all(p.requires_grad for p in network.parameters())


def test_network_on_numpy_computes_the_same() -> None:
    given = examples(rows=4)
    network = tiny_network(stirred=True)
    batch = make_window_batch(passages(given, tiny_pieces(), limit=12), SPELLINGS)
    with torch.no_grad():
        expected = network(batch)
        vectors = network.encoder(batch.pieces, batch.alive).flatten(0, 1)[batch.firsts]
    mask = torch.arange(vectors.shape[1])[None] < batch.words.lengths[:, None]
    arrays = {name: value.numpy() for name, value in network.words.state_dict().items()}
    numpy_network = Network(arrays, ["p00", "mice", "."], ["x00", "xxx"])
    found = numpy_network.outputs(
        [e.sentence.forms for e in given], hints_of(given), np.arange(14), vectors=vectors[mask].numpy()
    )
    np.testing.assert_allclose(found, expected[mask].numpy(), atol=1e-4)


def test_network_without_vectors_is_the_default_one() -> None:
    default = EntityNetwork(SIZES)
    assert not any(name.startswith("context") for name, _ in default.named_parameters())
    given = examples()
    batch = make_batch([e.sentence.forms for e in given], None, SPELLINGS)
    arrays = default_weights()
    default.load_state_dict({name: torch.from_numpy(value) for name, value in arrays.items()})
    with torch.no_grad():
        expected = default.eval()(batch.types, batch.places, batch.hints, batch.lengths)
    mask = torch.arange(expected.shape[1])[None] < batch.lengths[:, None]
    found = Network(arrays, ["p00", "mice", "."], ["x00", "xxx"]).outputs(
        [e.sentence.forms for e in given], np.zeros_like(hints_of(given)), np.arange(14)
    )
    np.testing.assert_allclose(found, expected[mask].numpy(), atol=1e-4)
