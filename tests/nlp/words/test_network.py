from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.nlp.words.gazetteer import FEATURES
from kg.nlp.words.network import Network
from kg.nlp.words.spelling import bucket, spell
from tests.nlp.tiny import CONTEXT, STATE, WIDTH, word_arrays, word_network

Floats = NDArray[np.float32]


@pytest.fixture(scope="module")
def network() -> Network:
    return word_network()


_SENTENCES = [["p53", ",", "sarcoma"], ["HER2"], ["the", "sarcoma", "grows", "fast", "."]]


def _hints(sentences: list[list[str]]) -> Floats:
    total = sum(map(len, sentences))
    return np.random.default_rng(total).integers(0, 2, size=(total, FEATURES)).astype(np.float32)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)


def _word_by_word(a: dict[str, Floats], words: list[str], hints: Floats) -> Floats:
    """The formulas of the layers once more, one word at a time."""

    def scaled(name: str, x: Floats) -> Floats:
        y = (x - x.mean()) / np.sqrt(x.var() + 1e-5)
        return np.asarray(y * a[f"{name}.weight"] + a[f"{name}.bias"], dtype=np.float32)

    norms, shapes = {"p00": 1, "sarcoma": 2, ",": 3}, {"x00": 1, "xxx": 2}
    xs = []
    for word, hint in zip(words, hints, strict=True):
        seen = spell(word)
        grams = np.mean([a["gram.weight"][bucket(g, 50)] for g in seen.grams], axis=0)
        row = np.concatenate(
            [a["norm.weight"][norms.get(seen.norm, 0)], grams, a["shape.weight"][shapes.get(seen.shape, 0)]]
        )
        vector = scaled("word_scale", np.tanh(a["word.weight"] @ row + a["word.bias"]))
        xs.append(np.concatenate([vector, np.tanh(a["hint.weight"] @ hint + a["hint.bias"])]))
    zero = np.zeros_like(xs[0])
    padded = [zero, *xs, zero]
    near = []
    for i, x in enumerate(xs):
        both = a["near.weight"] @ np.concatenate(padded[i : i + 3]) + a["near.bias"]
        value, gate = both[: len(x)], both[len(x) :]
        near.append(scaled("near_scale", x + value * _sigmoid(gate)))

    def run(name: str, rows: list[Floats]) -> list[Floats]:
        state = cell = np.zeros(STATE, dtype=np.float32)
        found = []
        for x in rows:
            gates = a[f"{name}.weight_ih_l0"] @ x + a[f"{name}.bias_ih_l0"]
            gates = gates + a[f"{name}.weight_hh_l0"] @ state + a[f"{name}.bias_hh_l0"]
            i, f, g, o = np.split(gates, 4)
            cell = _sigmoid(f) * cell + _sigmoid(i) * np.tanh(g)
            state = _sigmoid(o) * np.tanh(cell)
            found.append(state)
        return found

    ahead, back = run("ahead", near), run("back", near[::-1])[::-1]
    return np.stack([np.concatenate(each) for each in zip(ahead, back, near, strict=True)])


def test_states_are_those_of_the_formulas(network: Network) -> None:
    hints = _hints(_SENTENCES)
    found = network.states(_SENTENCES, hints)
    assert found.shape == (9, WIDTH)
    assert (network.state_width, network.turn_width) == (WIDTH, STATE)
    at = 0
    for sentence in _SENTENCES:
        rows = slice(at, at + len(sentence))
        expected = _word_by_word(word_arrays(), sentence, hints[rows])
        np.testing.assert_allclose(found[rows], expected, atol=1e-4)
        at += len(sentence)


def test_states_do_not_depend_on_the_company_of_a_sentence(network: Network) -> None:
    hints = _hints(_SENTENCES)
    alone = network.states(_SENTENCES[1:2], hints[3:4])
    np.testing.assert_allclose(network.states(_SENTENCES, hints)[3:4], alone, atol=1e-5)


def test_states_of_the_accurate_tier_see_the_context() -> None:
    network = word_network(vector_width=2)
    assert (network.vector_width, network.state_width) == (2, WIDTH + CONTEXT)
    vectors = np.array([[1, 2], [0, 1], [2, 0]], dtype=np.float32)
    hints = np.zeros((3, FEATURES), dtype=np.float32)
    found = network.states(_SENTENCES[:1], hints, vectors=vectors)
    assert found.shape == (3, WIDTH + CONTEXT)
    assert np.abs(found - network.states(_SENTENCES[:1], hints, vectors=vectors[::-1])).max() > 0.01
