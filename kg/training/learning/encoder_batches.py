"""Batches for the accurate tier: the sentences of a row in windows of word pieces, like lengths together.

What a corpus has too much of is left out of training (`kg.training.entity_data.prepare`): the neighbours in
a window are then the next sentences that were kept.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
import torch
from torch import Tensor

from kg.nlp.words.pieces import Pieces
from kg.nlp.words.windows import LIMIT, Window, pack
from kg.training.entity_data import Example
from kg.training.learning.network import Batch, Spellings, make_batch

PIECES_A_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that share their windows with no others; words are counted from the first of its own."""

    examples: tuple[Example, ...]
    windows: tuple[Window, ...]

    @property
    def longest(self) -> int:
        """Pieces of its longest window."""
        return max(len(window.pieces) for window in self.windows)


@dataclass(frozen=True, slots=True)
class WindowBatch:
    """Tensors of a batch: `firsts` is where, in all windows end to end, each word's first piece stands."""

    words: Batch
    pieces: Tensor
    alive: Tensor
    firsts: Tensor


def passages(examples: Sequence[Example], pieces: Pieces, *, limit: int = LIMIT) -> list[Passage]:
    """Return the passages of `examples` in order; sentences of one row stand together in it."""
    found = []
    for _, group in groupby(examples, key=lambda e: (e.sentence.corpus, e.sentence.row)):
        row = list(group)
        words = [[pieces.of(form) for form in e.sentence.forms] for e in row]
        windows = pack(words, [0] * len(row), begin=pieces.begin, end=pieces.end, limit=limit)
        ends = np.cumsum([len(each) for each in words]).tolist()
        starts = {0: 0, **{end: number + 1 for number, end in enumerate(ends)}}
        # a passage may end where both a sentence and a window do
        cuts = [i for i, window in enumerate(windows) if window.first in starts] + [len(windows)]
        for a, b in pairwise(cuts):
            first = windows[a].first
            last = windows[b].first if b < len(windows) else ends[-1]
            own = tuple(window._replace(first=window.first - first) for window in windows[a:b])
            found.append(Passage(tuple(row[starts[first] : starts[last]]), own))
    return found


def batches(
    chosen: Mapping[str, Sequence[Passage]],
    *,
    seed: int,
    size: int = PIECES_A_BATCH,
    shares: Mapping[str, float] | None = None,
) -> Iterator[list[Passage]]:
    """Yield batches of one corpus each, of at most `size` pieces with the padding, in random order.

    Of a corpus in `shares` so many times its passages are drawn: some for less than 1, all several times and
    some once more for more than 1.
    """
    draw = random.Random(seed)  # noqa: S311
    made: list[list[Passage]] = []
    for corpus in sorted(chosen):
        share = (shares or {}).get(corpus, 1.0)
        order = list(chosen[corpus]) * int(share)
        order += draw.sample(list(chosen[corpus]), round((share - int(share)) * len(chosen[corpus])))
        draw.shuffle(order)
        order.sort(key=lambda p: p.longest // 8)
        group: list[Passage] = []
        rows = widest = 0
        for passage in order:
            if group and (rows + len(passage.windows)) * max(widest, passage.longest) > size:
                made.append(group)
                group, rows, widest = [], 0, 0
            group.append(passage)
            rows += len(passage.windows)
            widest = max(widest, passage.longest)
        if group:
            made.append(group)
    draw.shuffle(made)
    yield from made


def sentences_of(group: Sequence[Passage]) -> list[Example]:
    """Return the sentences of a batch in the order of its rows."""
    return [example for passage in group for example in passage.examples]


def make_window_batch(group: Sequence[Passage], spellings: Spellings) -> WindowBatch:
    """Return the tensors of a batch."""
    sentences = sentences_of(group)
    words = make_batch(
        [e.sentence.forms for e in sentences], [e.hints.astype(np.float32) for e in sentences], spellings
    )
    width = max(passage.longest for passage in group)
    count = sum(len(passage.windows) for passage in group)
    pieces = np.zeros((count, width), dtype=np.int64)
    alive = np.zeros((count, width), dtype=np.bool_)
    places: list[int] = []
    for row, window in enumerate(window for passage in group for window in passage.windows):
        pieces[row, : len(window.pieces)] = window.pieces
        alive[row, : len(window.pieces)] = True
        places += [row * width + place for place in window.places]
    lengths = words.lengths.numpy()
    firsts = np.zeros((len(sentences), int(lengths.max())), dtype=np.int64)
    firsts[np.arange(firsts.shape[1])[None] < lengths[:, None]] = places
    return WindowBatch(
        words=words,
        pieces=torch.from_numpy(pieces),
        alive=torch.from_numpy(alive),
        firsts=torch.from_numpy(firsts),
    )
