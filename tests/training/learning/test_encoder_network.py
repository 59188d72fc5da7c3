from __future__ import annotations

import numpy as np
import pytest
import torch

from kg.errors import TrainingError
from kg.nlp.words.layers import Linear
from kg.nlp.words.network import Network
from kg.training.learning.encoder_batches import make_window_batch, passages
from kg.training.learning.encoder_network import build, build_syntax, sizes_of
from kg.training.learning.network import EntityNetwork, make_batch
from kg.training.learning.syntax_network import make_tree_batch, states_of_tokens
from kg.training.syntax_data import UNKNOWN
from tests.training.learning.tiny_encoder import (
    NORMS,
    SHAPES,
    SIZES,
    SPELLINGS,
    arrays_of,
    default_weights,
    examples,
    hints_of,
    numpy_words,
    tiny_encoder,
    tiny_network,
    tiny_pieces,
    tiny_syntax,
    trees,
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
        states, outputs = network.states(batch), network(batch)
        vectors = network.encoder(batch.pieces, batch.alive).flatten(0, 1)[batch.firsts]
    mask = torch.arange(vectors.shape[1])[None] < batch.words.lengths[:, None]
    arrays = arrays_of(network.words)
    numpy_network = Network(arrays, NORMS, SHAPES)
    assert numpy_network.state_width == network.words.sizes.state
    found = numpy_network.states(
        [e.sentence.forms for e in given], hints_of(given), vectors=vectors[mask].numpy()
    )
    np.testing.assert_allclose(found, states[mask].numpy(), atol=1e-4)
    np.testing.assert_allclose(Linear(arrays, "out")(found), outputs[mask].numpy(), atol=1e-4)


def test_network_without_vectors_is_the_default_one() -> None:
    default = EntityNetwork(SIZES)
    assert not any(name.startswith("context") for name, _ in default.named_parameters())
    given = examples()
    batch = make_batch([e.sentence.forms for e in given], None, SPELLINGS)
    default.load_state_dict({name: torch.from_numpy(value) for name, value in default_weights().items()})
    with torch.no_grad():
        expected = default.eval().states(batch.types, batch.places, batch.hints, batch.lengths)
    mask = torch.arange(expected.shape[1])[None] < batch.lengths[:, None]
    words = numpy_words()
    assert words.state_width == SIZES.state
    found = words.states([e.sentence.forms for e in given], np.zeros_like(hints_of(given)))
    np.testing.assert_allclose(found, expected[mask].numpy(), atol=1e-4)


def test_outputs_of_some_columns_are_those_columns() -> None:
    batch = make_window_batch(passages(examples(), tiny_pieces(), limit=12), SPELLINGS)
    network = tiny_network(stirred=True)
    with torch.no_grad():
        some, every = network(batch, columns=torch.tensor([7, 2])), network(batch)
    torch.testing.assert_close(some, every[..., [7, 2]], atol=1e-5, rtol=1e-5)


def test_build_syntax_computes_at_first_what_the_default_parser_does() -> None:
    given = trees()
    made = passages(given, tiny_pieces(), limit=32)
    network, parser, batch = tiny_network(syntax=True), tiny_syntax(), make_tree_batch(given)
    assert network.syntax is not None
    heads = batch.heads.clamp(min=0)
    default = EntityNetwork(SIZES).eval()
    default.load_state_dict({name: torch.from_numpy(value) for name, value in default_weights().items()})
    with torch.no_grad():
        windows = make_window_batch(made, SPELLINGS)
        words = windows.words
        states = default.states(words.types, words.places, words.hints, words.lengths)
        expected = parser(states_of_tokens(states, batch, turn=SIZES.state_width), batch, heads)
        found = network.syntax(network.token_states(windows, batch), batch, heads)
    alive = batch.heads != UNKNOWN
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one[alive], other[alive], atol=1e-4, rtol=1e-4)


def test_build_syntax_of_the_weights_of_the_accurate_tier_changes_nothing() -> None:
    network = tiny_network(syntax=True, stirred=True)
    assert network.syntax is not None
    again = build_syntax(arrays_of(network.syntax), network.words.sizes)
    for name, value in network.syntax.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], value, atol=0, rtol=0)


@pytest.mark.parametrize("name", ["label", "enter.weight", "likely"])
def test_build_syntax_of_other_weights_says_so(name: str) -> None:
    weights = arrays_of(tiny_syntax())
    with pytest.raises(TrainingError, match="not the weights of a parser"):
        build_syntax({n: w for n, w in weights.items() if n != name}, tiny_network().words.sizes)
    with pytest.raises(TrainingError, match="not the weights of a parser"):
        build_syntax(default_weights(), tiny_network().words.sizes)


def test_optimizers_update_the_parser_too() -> None:
    network = tiny_network(syntax=True)
    assert network.syntax is not None
    (adam, _) = network.optimizers(rate=1.0, encoder_rate=0.1)
    held = {id(p) for slot in adam.param_groups for p in slot["params"]}
    assert {id(p) for p in network.syntax.parameters()} <= held
