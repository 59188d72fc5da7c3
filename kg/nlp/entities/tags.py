"""Tags of words (B, I, E, S of a type, or O), spans from tags and tags from spans.

One *head* of the model tags each word once, for one or more types that exclude each other: with k types there
are 1 + 4k tags, 0 for O, then B, I, E, S of the first type, and so on (Ratinov and Roth 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_B, _I, _E, _S = range(4)
_NEVER = np.float32(-1e4)

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


def tag_count(types: int) -> int:
    """Return how many tags a head of `types` types has."""
    return 1 + 4 * types


def tag_spans(spans: Iterable[tuple[int, int, int]], length: int) -> list[int]:
    """Return the tag of each of `length` words; `spans` are (first word, one past the last, type).

    Of overlapping spans the longer one stays, of equally long ones the first.

    >>> tag_spans([(0, 2, 0), (3, 4, 1)], 5)
    [1, 3, 0, 8, 0]
    """
    tags = [0] * length
    for first, end, kind in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if any(tags[first:end]):
            continue
        base = 1 + 4 * kind
        if end - first == 1:
            tags[first] = base + _S
            continue
        tags[first] = base + _B
        tags[first + 1 : end - 1] = [base + _I] * (end - first - 2)
        tags[end - 1] = base + _E
    return tags


def read_spans(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return the spans of well-formed `tags`, the inverse of `tag_spans`.

    >>> read_spans([1, 3, 0, 8, 0])
    [(0, 2, 0), (3, 4, 1)]
    """
    found = []
    first = 0
    for at, tag in enumerate(tags):
        if tag == 0:
            continue
        kind, role = divmod(int(tag) - 1, 4)
        if role == _S:
            found.append((at, at + 1, kind))
        elif role == _B:
            first = at
        elif role == _E:
            found.append((first, at + 1, kind))
    return found


@lru_cache(maxsize=64)
def transitions(types: int) -> tuple[Floats, Floats, Floats]:
    """Return what may follow what, what may begin and what may end a sentence: 0 if it may, else -10000."""
    count = tag_count(types)
    table = np.full((count, count), _NEVER, dtype=np.float32)
    starts = [0, *(1 + 4 * k + r for k in range(types) for r in (_B, _S))]
    ends = [0, *(1 + 4 * k + r for k in range(types) for r in (_E, _S))]
    for left in ends:
        table[left, starts] = 0
    for kind in range(types):
        base = 1 + 4 * kind
        for left in (_B, _I):
            table[base + left, [base + _I, base + _E]] = 0
    begin = np.full(count, _NEVER, dtype=np.float32)
    begin[starts] = 0
    finish = np.full(count, _NEVER, dtype=np.float32)
    finish[ends] = 0
    return table, begin, finish


def best_tags(scores: Floats, lengths: Integers, types: int) -> Integers:
    """Return the likeliest well-formed tags of each sentence (Viterbi 1967).

    `scores` are logarithms of probabilities, (sentences, words, tags); what lies past `lengths` is padding
    and comes back as 0.
    """
    table, begin, finish = transitions(types)
    rows, width, _ = scores.shape
    state = scores[:, 0] + begin
    back = np.zeros(scores.shape, dtype=np.int16)
    last = state.copy()
    for at in range(1, width):
        reach = state[:, :, None] + table[None]
        back[:, at] = reach.argmax(axis=1)
        state = np.take_along_axis(reach, back[:, at][:, None, :].astype(np.int64), axis=1)[:, 0]
        state = state + scores[:, at]
        alive = at < lengths
        last[alive] = state[alive]
    found = np.zeros((rows, width), dtype=np.int64)
    every = np.arange(rows)
    tag = (last + finish).argmax(axis=1)
    for at in range(width - 1, -1, -1):
        here = at < lengths
        found[here, at] = tag[here]
        if at:
            previous = back[every, at, tag]
            tag = np.where(here, previous, tag)
    return found
