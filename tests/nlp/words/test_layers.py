from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.nlp.words.layers import BiLstm, Linear, Scale, product, read_arrays, sigmoid

_DRAW = np.random.default_rng(3)
_ARRAYS = {
    "one.weight": _DRAW.normal(size=(4, 3)).astype(np.float32),
    "one.bias": _DRAW.normal(size=4).astype(np.float32),
    **{
        f"{name}.{part}": _DRAW.normal(size=size).astype(np.float32)
        for name in ("turn", "again")
        for part, size in (
            ("weight_ih_l0", (8, 3)),
            ("weight_hh_l0", (8, 2)),
            ("bias_ih_l0", 8),
            ("bias_hh_l0", 8),
        )
    },
}
_ROWS = _DRAW.normal(size=(5, 3)).astype(np.float32)


def test_linear_of_some_columns_is_those_columns() -> None:
    layer = Linear(_ARRAYS, "one")
    assert (layer.width_in, layer.width_out) == (3, 4)
    np.testing.assert_allclose(layer(_ROWS)[:, [3, 1]], layer.only(np.array([3, 1]))(_ROWS), atol=1e-6)


def test_scale_gives_rows_of_mean_0_and_spread_1() -> None:
    ones = {"s.weight": np.ones(3, dtype=np.float32), "s.bias": np.zeros(3, dtype=np.float32)}
    found = Scale(ones, "s")(_ROWS)
    np.testing.assert_allclose(found.mean(axis=1), 0, atol=1e-5)
    np.testing.assert_allclose(found.std(axis=1), 1, atol=1e-3)


def test_product_is_added_in_place() -> None:
    weight = np.ascontiguousarray(_ARRAYS["one.weight"].T)
    np.testing.assert_allclose(product(_ROWS, weight), np.matmul(_ROWS, weight), atol=1e-6)
    onto = np.ones((7, 4), dtype=np.float32)
    assert product(_ROWS, weight, onto=onto[1:6]).base is onto
    np.testing.assert_allclose(onto[1:6], np.matmul(_ROWS, weight) + 1, atol=1e-6)
    assert onto[[0, 6]].tolist() == [[1] * 4] * 2


def test_product_of_no_rows_is_empty() -> None:
    weight = np.ascontiguousarray(_ARRAYS["one.weight"].T)
    assert product(_ROWS[:0], weight).shape == (0, 4)


def test_lstm_reads_each_sentence_for_itself() -> None:
    layer = BiLstm(_ARRAYS, "turn", "again")
    together = layer(_ROWS, np.array([0, 2]), np.array([2, 3]))
    np.testing.assert_allclose(together[2:], layer(_ROWS[2:], np.array([0]), np.array([3])), atol=1e-6)
    np.testing.assert_allclose(together[:2], layer(_ROWS[:2], np.array([0]), np.array([2])), atol=1e-6)


def test_lstm_from_the_end_is_the_other_way_round() -> None:
    layer, other = BiLstm(_ARRAYS, "turn", "again"), BiLstm(_ARRAYS, "again", "turn")
    whole = np.array([0]), np.array([5])
    turned = other(np.ascontiguousarray(_ROWS[::-1]), *whole)[::-1]
    np.testing.assert_allclose(layer(_ROWS, *whole), turned[:, [2, 3, 0, 1]], atol=1e-6)


def test_read_arrays_gives_bytes_their_scale(tmp_path: Path) -> None:
    stored: dict[str, NDArray[np.generic]] = {
        "table": np.array([[127, -1], [0, 2]], dtype=np.int8),
        "table:scale": np.array([0.5, 2], dtype=np.float16),
        "bias": np.array([1.5], dtype=np.float16),
    }
    np.savez(tmp_path / "a.npz", **stored)
    found = dict(read_arrays(tmp_path / "a.npz"))
    assert {name: value.tolist() for name, value in found.items()} == {
        "table": [[63.5, -0.5], [0, 4]],
        "bias": [1.5],
    }
    assert all(value.dtype == np.float32 for value in found.values())


def test_sigmoid_is_the_logistic_function() -> None:
    found = sigmoid(np.array([-200, 0, np.log(3), 200], dtype=np.float32))
    assert found.tolist() == pytest.approx([0, 0.5, 0.75, 1])
