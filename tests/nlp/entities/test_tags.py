from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.entities.tags import best_tags, read_spans, tag_count, tag_spans


@st.composite
def _spans(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], int]:
    length = draw(st.integers(1, 30))
    found, at = [], 0
    while at < length and draw(st.booleans()):
        first = draw(st.integers(at, length - 1))
        end = draw(st.integers(first + 1, length))
        found.append((first, end, draw(st.integers(0, 3))))
        at = end
    return found, length


@given(_spans())
def test_read_spans_undoes_tag_spans(case: tuple[list[tuple[int, int, int]], int]) -> None:
    spans, length = case
    assert read_spans(tag_spans(spans, length)) == spans


def test_tag_spans_keeps_the_longer_of_two_that_overlap() -> None:
    assert read_spans(tag_spans([(1, 2, 0), (0, 3, 0), (2, 5, 0)], 6)) == [(0, 3, 0)]


def test_best_tags_never_breaks_a_mention() -> None:
    draw = np.random.default_rng(0)
    scores = draw.normal(size=(40, 12, tag_count(2))).astype(np.float32)
    lengths = draw.integers(1, 13, size=40)
    tags = best_tags(scores, lengths, 2)
    for row, length in zip(tags, lengths, strict=True):
        assert tag_spans(read_spans(row[:length].tolist()), int(length)) == row[:length].tolist()
        assert not row[length:].any()


def test_best_tags_finds_the_likeliest_of_all_sequences() -> None:
    draw = np.random.default_rng(1)
    scores = draw.normal(size=(1, 4, 5)).astype(np.float32)
    best = best_tags(scores, np.array([4]), 1)[0].tolist()

    def total(tags: tuple[int, ...]) -> float:
        return float(sum(scores[0, i, t] for i, t in enumerate(tags)))

    every = [tuple(int(i) for i in each) for each in np.ndindex(5, 5, 5, 5)]
    whole = [t for t in every if tag_spans(read_spans(t), 4) == list(t)]
    assert total(tuple(best)) == pytest.approx(max(map(total, whole)))


def test_best_tags_ignores_the_padding() -> None:
    scores = np.full((2, 3, 5), -9, dtype=np.float32)
    scores[:, :, 4] = 0
    alone = best_tags(scores[:1, :1], np.array([1]), 1)
    assert best_tags(scores, np.array([1, 3]), 1)[0, :1].tolist() == alone[0].tolist() == [4]
