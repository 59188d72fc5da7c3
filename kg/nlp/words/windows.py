"""Windows: runs of word pieces, of neighbouring sentences of one text, that the encoder reads at a time.

A window holds whole sentences as far as they fit, so that a word is read in the light of the sentences around
its own. Only a sentence longer than a window is cut, between two words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

LIMIT = 160
"""Pieces of a window, the signs for begin and end included."""
_PIECES_A_WORD = 12
"""A longer word is a sequence or a link: the rest of it is left out."""

Words = Sequence[Sequence[int]]
"""The numbers of the pieces of each word of a sentence."""


class Window(NamedTuple):
    """Pieces, and the words they belong to: `places` are those of the first piece of each word.

    The words are number `first` and those after it, counted through all sentences that were packed together.
    """

    first: int
    pieces: list[int]
    places: list[int]


def pack(
    sentences: Sequence[Words], texts: Sequence[int], *, begin: int, end: int, limit: int = LIMIT
) -> list[Window]:
    """Return the windows of `sentences`, which cover all words in order.

    `texts` tells for each sentence which text it is of; those of one text stand together. Each window begins
    with the piece `begin` and ends with `end`. The windows of a text are as few as can be, and about equal.

    >>> [window.pieces for window in pack([[[7], [8, 9]], [[7]]], [0, 1], begin=1, end=2)]
    [[1, 7, 8, 9, 2], [1, 7, 2]]
    """
    found: list[Window] = []
    first = 0
    for _, group in groupby(zip(texts, sentences, strict=True), key=lambda pair: pair[0]):
        runs = [run for _, words in group for run in _cut(words, limit - 2)]
        for joined in _join(runs, limit - 2):
            window = Window(first, [begin], [])
            for word in joined:
                window.places.append(len(window.pieces))
                window.pieces.extend(word)
            window.pieces.append(end)
            found.append(window)
            first += len(joined)
    return found


def _cut(words: Words, room: int) -> Iterator[list[Sequence[int]]]:
    """Yield the words of a sentence in runs of at most `room` pieces."""
    run: list[Sequence[int]] = []
    size = 0
    for word in words:
        word = word[: min(_PIECES_A_WORD, room)]
        if size + len(word) > room:
            yield run
            run, size = [], 0
        run.append(word)
        size += len(word)
    if run:
        yield run


def _join(runs: Sequence[list[Sequence[int]]], room: int) -> list[list[Sequence[int]]]:
    """Join neighbouring runs, in as few groups as `room` allows, and these as equal as that number allows."""
    sizes = [sum(map(len, run)) for run in runs]
    low, high = max(sizes, default=0), room
    fewest = len(_groups(sizes, room))
    while low < high:
        middle = (low + high) // 2
        if len(_groups(sizes, middle)) > fewest:
            low = middle + 1
        else:
            high = middle
    return [[word for run in runs[a:b] for word in run] for a, b in _groups(sizes, low)]


def _groups(sizes: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Return first and one past the last of the runs of each group, each filled as far as `room` allows."""
    found: list[tuple[int, int]] = []
    first, filled = 0, 0
    for at, size in enumerate(sizes):
        if at > first and filled + size > room:
            found.append((first, at))
            first, filled = at, 0
        filled += size
    if sizes:
        found.append((first, len(sizes)))
    return found
