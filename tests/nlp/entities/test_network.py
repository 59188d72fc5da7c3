from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.nlp.entities.gazetteer import FEATURES
from kg.nlp.entities.network import Network
from kg.nlp.entities.words import bucket, spell

_WORD, _HINT, _STATE, _OUT = 6, 3, 4, 5
Floats = NDArray[np.float32]


def _arrays() -> dict[str, Floats]:
    draw = np.random.default_rng(0)
    width = _WORD + _HINT
    shapes = {
        "norm.weight": (4, 5),
        "gram.weight": (50, 4),
        "shape.weight": (3, 2),
        "word.weight": (_WORD, 11),
        "word.bias": (_WORD,),
        "word_scale.weight": (_WORD,),
        "word_scale.bias": (_WORD,),
        "hint.weight": (_HINT, FEATURES),
        "hint.bias": (_HINT,),
        "near.weight": (2 * width, 3 * width),
        "near.bias": (2 * width,),
        "near_scale.weight": (width,),
        "near_scale.bias": (width,),
        "out.weight": (_OUT, 2 * _STATE + width),
        "out.bias": (_OUT,),
    }
    for name in ("ahead", "back"):
        shapes[f"{name}.weight_ih_l0"] = (4 * _STATE, width)
        shapes[f"{name}.weight_hh_l0"] = (4 * _STATE, _STATE)
        shapes[f"{name}.bias_ih_l0"] = shapes[f"{name}.bias_hh_l0"] = (4 * _STATE,)
    return {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(_arrays(), ["p00", "sarcoma", ","], ["x00", "xxx"])


_COLUMNS = np.arange(_OUT)
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
        state = cell = np.zeros(_STATE, dtype=np.float32)
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
    top = [np.concatenate(each) for each in zip(ahead, back, near, strict=True)]
    return np.stack([a["out.weight"] @ t + a["out.bias"] for t in top])


def test_outputs_are_those_of_the_formulas(network: Network) -> None:
    hints = _hints(_SENTENCES)
    found = network.outputs(_SENTENCES, hints, _COLUMNS)
    at = 0
    for sentence in _SENTENCES:
        rows = slice(at, at + len(sentence))
        np.testing.assert_allclose(found[rows], _word_by_word(_arrays(), sentence, hints[rows]), atol=2e-4)
        at += len(sentence)


def test_outputs_do_not_depend_on_the_company_of_a_sentence(network: Network) -> None:
    hints = _hints(_SENTENCES)
    alone = network.outputs(_SENTENCES[1:2], hints[3:4], _COLUMNS)
    np.testing.assert_allclose(network.outputs(_SENTENCES, hints, _COLUMNS)[3:4], alone, atol=1e-5)


def test_outputs_of_some_columns_are_those_columns(network: Network) -> None:
    hints = _hints(_SENTENCES)
    some = network.outputs(_SENTENCES, hints, np.array([3, 1]))
    np.testing.assert_allclose(some, network.outputs(_SENTENCES, hints, _COLUMNS)[:, [3, 1]], atol=1e-5)
