"""From the network's words to the tokens of a text: neither always holds the other whole.

"EWSR1-positive" is one token and three words, "10mg" is one word and two tokens. A token is seen as the words
it touches: by what the network had read up to the last of them from the left and up to the first of them from
the right, and by the mean of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.nlp.words.layers import Floats

Place = tuple[int, int]
"""Start and end (half-open) in characters of a text."""
FLAGS = 2
"""Numbers of a token that tell whether it begins, and whether it ends, where a word does."""


class Cover(NamedTuple):
    """The words of each token, `first` to `last` (half-open), and the flags of each, (tokens, 2)."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    flags: Floats


def cover(words: Sequence[Place], tokens: Sequence[Place]) -> Cover:
    """Return which words each token touches; both are in order, and there is a word.

    >>> found = cover([(0, 5), (5, 6), (6, 10)], [(0, 2), (2, 10)])
    >>> found.first.tolist(), found.last.tolist(), found.flags.tolist()
    ([0, 0], [1, 3], [[1.0, 0.0], [0.0, 1.0]])
    """
    first, last = [], []
    flags = np.zeros((len(tokens), FLAGS), dtype=np.float32)
    at = 0
    for number, (start, end) in enumerate(tokens):
        while at < len(words) - 1 and words[at][1] <= start:
            at += 1
        stop = at + 1
        while stop < len(words) and words[stop][0] < end:
            stop += 1
        first.append(at)
        last.append(stop)
        flags[number] = words[at][0] == start, words[stop - 1][1] == end
    return Cover(np.array(first, dtype=np.int64), np.array(last, dtype=np.int64), flags)


def token_states(states: Floats, covers: Cover, *, turn: int) -> Floats:
    """Return the states of tokens with their flags behind, (tokens, width of a state + 2).

    `states` are those of the words, of which `turn` numbers come from each LSTM.
    """
    ahead = states[covers.last - 1, :turn]
    back = states[covers.first, turn : 2 * turn]
    rest = states[covers.first, 2 * turn :]
    several = np.flatnonzero(covers.last - covers.first > 1)
    for token in several:
        rest[token] = states[covers.first[token] : covers.last[token], 2 * turn :].mean(axis=0)
    return np.concatenate([ahead, back, rest, covers.flags], axis=1, dtype=np.float32)
