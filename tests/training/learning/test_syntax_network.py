from __future__ import annotations

import numpy as np
import torch

from kg.nlp.parsing.decoding import best_heads
from kg.nlp.parsing.network import SyntaxNetwork as NumpyNetwork
from kg.nlp.parsing.tokens import token_states
from kg.nlp.words.layers import Floats
from kg.training.learning.network import EntityNetwork, make_batch
from kg.training.learning.syntax_network import TreeBatch, make_tree_batch, states_of_tokens, syntax_loss
from kg.training.syntax_data import UNKNOWN, TreeExample
from tests.training.learning.tiny_encoder import (
    NAMES,
    SIZES,
    SPELLINGS,
    arrays_of,
    default_weights,
    hints_of,
    numpy_words,
    tiny_syntax,
    trees,
)

_GIVEN = [*trees("craft"), *trees("silver")]


def _torch_states(given: list[TreeExample], batch: TreeBatch) -> torch.Tensor:
    """Return the states of tokens, padded, as torch computes them."""
    network = EntityNetwork(SIZES).eval()
    network.load_state_dict({name: torch.from_numpy(value) for name, value in default_weights().items()})
    words = make_batch(
        [e.sentence.forms for e in given], [e.hints.astype(np.float32) for e in given], SPELLINGS
    )
    with torch.no_grad():
        states = network.states(words.types, words.places, words.hints, words.lengths)
        return states_of_tokens(states, batch, turn=SIZES.state_width)


def _numpy_states(given: list[TreeExample]) -> list[Floats]:
    """Return the states of the tokens of each sentence as numpy computes them."""
    network = numpy_words()
    states = network.states([e.sentence.forms for e in given], hints_of(given))
    found, at = [], 0
    for example in given:
        own = states[at : at + len(example.sentence.words)]
        at += len(own)
        found.append(token_states(own, example.cover, turn=network.turn_width))
    return found


def test_states_of_tokens_are_those_of_numpy() -> None:
    states = _torch_states(_GIVEN, make_tree_batch(_GIVEN))
    for row, expected in enumerate(_numpy_states(_GIVEN)):
        np.testing.assert_allclose(states[row, : len(expected)].numpy(), expected, atol=1e-4)


def test_network_on_numpy_reads_the_same() -> None:
    network, batch = tiny_syntax(), make_tree_batch(_GIVEN)
    numpy_network = NumpyNetwork(arrays_of(network), root=NAMES.labels.index("ROOT"))
    states = _torch_states(_GIVEN, batch)
    assert numpy_network.width_in == states.shape[-1]
    assert numpy_network.endings == network.sizes.endings
    with torch.no_grad():
        arcs = network(states, batch, batch.heads.clamp(min=0)).arcs.numpy()
    lengths = batch.lengths.tolist()
    heads = np.zeros(arcs.shape[:2], dtype=np.int64)
    for row, length in enumerate(lengths):
        heads[row, :length] = best_heads(arcs[row, :length, :length])
    with torch.no_grad():
        scores = network(states, batch, torch.from_numpy(heads))
    labels = scores.labels.clone()
    root = NAMES.labels.index("ROOT")
    labels[..., root] = -torch.inf
    for row, length in enumerate(lengths):
        example = _GIVEN[row]
        found = numpy_network.read(
            _numpy_states(_GIVEN)[row], np.array(example.forms), [length], treebank=example.treebank
        )
        assert found.heads.tolist() == heads[row, :length].tolist()
        assert found.tags.tolist() == scores.tags[row, :length].argmax(dim=-1).tolist()
        likeliest = labels[row, :length].argmax(dim=-1).numpy()
        roots = heads[row, :length] == np.arange(length)
        assert found.labels.tolist() == np.where(roots, root, likeliest).tolist()


def test_network_on_numpy_reads_several_sentences_at_once() -> None:
    network = NumpyNetwork(arrays_of(tiny_syntax()), root=NAMES.labels.index("ROOT"))
    given = trees("genia")
    forms = [np.array(each.forms) for each in given]
    states = _numpy_states(given)
    together = network.read(
        np.concatenate(states), np.concatenate(forms), [len(f) for f in forms], treebank=1
    )
    alone = [network.read(s, f, [len(f)], treebank=1) for s, f in zip(states, forms, strict=True)]
    for kind in ("tags", "heads", "labels"):
        rows = np.concatenate([getattr(each, kind) for each in alone])
        assert getattr(together, kind).tolist() == rows.tolist()


def test_scores_do_not_depend_on_the_batch() -> None:
    network, batch = tiny_syntax(), make_tree_batch(_GIVEN)
    states, heads = _torch_states(_GIVEN, batch), batch.heads.clamp(min=0)
    one = _GIVEN[1:2]
    alone = make_tree_batch(one)
    with torch.no_grad():
        together = network(states, batch, heads)
        single = network(_torch_states(one, alone), alone, alone.heads)
    size = len(one[0].heads)
    for kind in ("tags", "labels"):
        found = getattr(together, kind)[1, :size]
        torch.testing.assert_close(found, getattr(single, kind)[0], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(together.arcs[1, :size, :size], single.arcs[0], atol=1e-4, rtol=1e-4)


def test_no_padding_is_a_likely_head() -> None:
    batch = make_tree_batch(_GIVEN)
    with torch.no_grad():
        arcs = tiny_syntax()(_torch_states(_GIVEN, batch), batch, batch.heads.clamp(min=0)).arcs
    for row, length in enumerate(batch.lengths.tolist()):
        assert (arcs[row, :length].argmax(dim=-1) < length).all()


def test_make_tree_batch_marks_what_is_not_learnt() -> None:
    batch = make_tree_batch(_GIVEN[:2])
    assert batch.lengths.tolist() == [4, 3]
    assert batch.treebanks.tolist() == [0, 0]
    for wanted in (batch.tags, batch.heads, batch.labels):
        assert wanted[1, 3:].tolist() == [UNKNOWN]
        assert (wanted[0] >= 0).all()
    assert (batch.last > batch.first).all()


def test_loss_of_what_is_right_is_small() -> None:
    network, batch = tiny_syntax(), make_tree_batch(_GIVEN)
    with torch.no_grad():
        scores = network(_torch_states(_GIVEN, batch), batch, batch.heads.clamp(min=0))
    right = scores._replace(
        **{
            kind: 20.0 * torch.nn.functional.one_hot(wanted.clamp(min=0), getattr(scores, kind).shape[-1])
            for kind, wanted in (("tags", batch.tags), ("arcs", batch.heads), ("labels", batch.labels))
        }
    )
    assert float(syntax_loss(right, batch)) < 0.001 < float(syntax_loss(scores, batch))
