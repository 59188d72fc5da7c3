from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.nlp.parsing.decoding import best_heads
from kg.nlp.words.layers import Floats


def _is_tree(heads: tuple[int, ...]) -> bool:
    """Tell whether one word is its own head, and all others lead to it."""
    roots = [word for word, head in enumerate(heads) if word == head]
    for word in range(len(heads)):
        for _ in heads:
            word = heads[word]
        if [word] != roots:
            return False
    return True


@cache
def _trees(count: int) -> NDArray[np.int64]:
    """Return all trees over so many words."""
    return np.array([heads for heads in product(range(count), repeat=count) if _is_tree(heads)])


def _total(scores: Floats, heads: NDArray[np.int64]) -> float:
    return float(scores[np.arange(len(scores)), heads].sum())


def test_there_are_as_many_trees_as_there_should_be() -> None:
    assert [len(_trees(count)) for count in range(1, 6)] == [count ** (count - 1) for count in range(1, 6)]


@pytest.mark.parametrize("whole", [False, True], ids=["any", "ties"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_best_heads_are_the_best_of_all_trees(count: int, whole: bool) -> None:
    draw = np.random.default_rng(count)
    for _ in range(500):
        scores = draw.normal(scale=3, size=(count, count)).astype(np.float32)
        scores = np.rint(scores) if whole else scores
        found = best_heads(scores)
        assert _is_tree(tuple(found.tolist()))
        best = scores[np.arange(count), _trees(count)].sum(axis=1).max()
        assert _total(scores, found) == pytest.approx(float(best), abs=1e-4)


def test_best_heads_break_a_cycle_where_it_costs_least() -> None:
    # without word 0, the others would govern each other in a ring
    scores = np.full((4, 4), -9, dtype=np.float32)
    scores[0, 0] = 0
    scores[1, 2] = scores[2, 3] = scores[3, 1] = 5
    scores[1, 0], scores[2, 0], scores[3, 0] = 1, 3, 2
    assert best_heads(scores).tolist() == [0, 2, 0, 1]


def test_best_heads_break_a_cycle_within_a_cycle() -> None:
    scores = np.full((5, 5), -20, dtype=np.float32)
    scores[0, 0] = 0
    scores[1, 2] = scores[2, 1] = 9
    scores[3, 4] = scores[4, 3] = 9
    scores[1, 3] = scores[3, 1] = 8
    scores[4, 0] = 2
    assert best_heads(scores).tolist() == [0, 3, 1, 4, 0]


def test_best_heads_have_one_root_where_two_would_score_more() -> None:
    scores = np.array([[9, 0, 0], [2, 8, 0], [1, 3, 0]], dtype=np.float32)
    assert best_heads(scores).tolist() == [0, 0, 1]


@pytest.mark.parametrize("score", [0, -5, 3])
def test_best_heads_of_one_word_is_itself(score: float) -> None:
    assert best_heads(np.array([[score]], dtype=np.float32)).tolist() == [0]


@pytest.mark.parametrize("count", [2, 7, 30, 120])
def test_best_heads_of_many_words_are_one_tree(count: int) -> None:
    draw = np.random.default_rng(count)
    for kind in (draw.normal(size=(count, count)), np.zeros((count, count)), -np.eye(count), np.eye(count)):
        assert _is_tree(tuple(best_heads(kind.astype(np.float32)).tolist()))


def test_best_heads_leave_the_scores_as_they_are() -> None:
    scores = np.array([[0, 5], [5, 0]], dtype=np.float32)
    best_heads(scores)
    assert scores.tolist() == [[0, 5], [5, 0]]
