from __future__ import annotations

import pytest

from kg.evaluate.company import company


def test_pairs_know_how_they_stand_among_the_others() -> None:
    best, second, last = company([("a", "x"), ("a", "y"), ("b", "z")], [0.8, 0.5, 0.1])
    assert "place 0" in best
    assert "place 1" in second
    assert "place 2" in last
    # half of log(0.8 / 0.2) = 1.386, which is that much ahead of log(0.5 / 0.5) = 0
    assert best["odds"] == pytest.approx(0.693, abs=1e-3)
    assert {"gap a 5", "alone b"} <= best.keys()
    assert second["best a"] == pytest.approx(0.347, abs=1e-3)


def test_only_pair_of_a_document_is_alone() -> None:
    (only,) = company([("a", "x")], [0.5])
    assert {"alone all", "alone a", "alone b", "place 0"} <= only.keys()
    assert list(company([], [])) == []
