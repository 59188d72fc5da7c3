"""Hashes of every run of the pieces of a text, by which names are looked up.

What a run of pieces hashes to follows from sums over the text, as a sum over some letters follows from
those up to its ends: all runs of a few thousand pieces are hashed at once. Only a piece that was never seen
before is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.hashing import BASE, Hashes, half_mixed, hash_text, powers
from kg.lexicon.keys import key, stem_key
from kg.lexicon.pieces import Marks, Pieces, Places

#: Names have at most so many pieces.
LONGEST = 12
#: Words in small letters that no name begins with.
_NO_BEGINNING = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
     "is", "it", "its", "of", "on", "or", "our", "than", "that", "the", "their", "these", "this", "to",
     "was", "we", "were", "which", "with")
)  # fmt: skip
#: Pieces whose runs are hashed at once: their tables stay near the processor.
_BLOCK = 4096
_LENGTHS = np.arange(1, LONGEST + 1, dtype=np.uint8)[:, None]
#: Pieces that are remembered.
_KNOWN = 1 << 18
_SLOT_BITS = 18
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_LONGEST_PIECE = 512
_POWERS = powers(_LONGEST_PIECE + 1).tolist()
_INVERSES = powers(_LONGEST_PIECE + 1, pow(BASE, -1, 1 << 64)).tolist()
#: What is known of a piece: hash of its stem, powers of the base by its length, the same of its key, and
#: whether a name may begin with it.
_STEM, _STEM_POWER, _STEM_INVERSE, _KEY, _KEY_POWER, _BEGINS = range(6)
_COLUMNS = 6


class Hasher:
    """Hashes runs of pieces; it remembers each piece that it has seen, up to a limit."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._clear()

    def _clear(self) -> None:
        self._places: dict[int, int] = {}
        self._ids = np.zeros(1024, dtype=np.uint64)
        self._columns = np.zeros((_COLUMNS, 1024), dtype=np.uint64)
        self._slots = np.zeros(1 << _SLOT_BITS, dtype=np.int32)

    def runs(self, pieces: Pieces) -> Iterator[tuple[int, Hashes, Marks]]:
        """Yield for one block of pieces after the other the number of its first piece, hashes and marks.

        A row has the runs of as many pieces as its number, counted from 1, a column those that begin with a
        piece of the block. The hashes are half mixed; those count that are marked. A run goes over no
        sentence end and no sign that a name cannot hold, and begins with no word that no name begins with.
        """
        count = len(pieces)
        if not count:
            return
        rows = self._rows(pieces)
        of_pieces = self._columns.take(rows, axis=1)
        begins, before, gain, of_key = _summed(of_pieces, pieces.signed)
        reach = _reach(pieces.joined)
        reach[of_pieces[_BEGINS] == 0] = 0
        height = int(reach.max())
        for at in range(0, count, _BLOCK):
            shape = (height, min(_BLOCK, count - at))
            hashes = _windows(before, at, shape) - begins[at : at + _BLOCK]
            hashes *= _windows(gain, at, shape)
            hashes += _windows(of_key, at, shape)
            yield at, half_mixed(hashes), _LENGTHS[:height] <= reach[at : at + _BLOCK]

    def _rows(self, pieces: Pieces) -> Places:
        """Return where each piece is remembered, those that were not yet seen among them."""
        ids = pieces.ids
        if len(self._places) > _KNOWN:
            self._clear()
        slots = ids * _SPREAD >> np.uint64(64 - _SLOT_BITS)
        rows: Places = self._slots[slots].astype(np.int64)
        missed = (self._ids[rows] != ids).nonzero()[0]
        if len(missed):
            text, places = pieces.text, self._places
            of_missed = zip(missed.tolist(), ids[missed].tolist(), strict=True)
            rows[missed] = [
                places[one] if one in places else self._add(one, text[pieces.starts[at] : pieces.ends[at]])
                for at, one in of_missed
            ]
            self._slots[slots[missed]] = rows[missed]
        return rows

    def _add(self, one: int, piece: str) -> int:
        place = len(self._places)
        if place == len(self._ids):
            self._ids = np.concatenate((self._ids, np.zeros_like(self._ids)))
            self._columns = np.concatenate((self._columns, np.zeros_like(self._columns)), axis=1)
        stem, of_key = stem_key(piece)[:_LONGEST_PIECE], key(piece)[:_LONGEST_PIECE]
        self._ids[place] = one
        self._columns[:, place] = (
            hash_text(stem), _POWERS[len(stem)], _INVERSES[len(stem)],
            hash_text(of_key), _POWERS[len(of_key)],
            piece not in _NO_BEGINNING,
        )  # fmt: skip
        self._places[one] = place
        return place


def _summed(of_pieces: Hashes, signed: Mapping[int, str]) -> tuple[Hashes, Hashes, Hashes, Hashes]:
    """Return four numbers for each piece from which the hash of every run follows.

    With ``begin`` of the first piece of a run and ``before``, ``gain`` and ``key`` of its last one the hash
    is ``(before - begin) * gain + key``: the sum of the stems up to the last piece, which is taken by its
    key. A stem counts in the sums by its hash over a power of the base, as if the text ended with it.
    """
    stem, power, inverse, of_key, key_power, _ = of_pieces
    if signed:  # a sign counts before its piece, but not where a run begins
        places = np.fromiter(signed, dtype=np.int64, count=len(signed))
        signs = np.array([hash_text(sign) for sign in signed.values()], dtype=np.uint64)
        lengths = [len(sign) for sign in signed.values()]
        longer = np.array([_POWERS[length] for length in lengths], dtype=np.uint64)
        shorter = np.array([_INVERSES[length] for length in lengths], dtype=np.uint64)
        stem[places] += signs * power[places]
        of_key[places] += signs * key_power[places]
        power[places] *= longer
        key_power[places] *= longer
        inverse[places] *= shorter
    count = len(stem)
    after = np.multiply.accumulate(inverse)
    before = np.zeros(count + LONGEST, dtype=np.uint64)
    np.cumsum(stem * after, out=before[1 : count + 1])
    gain = np.zeros(count + LONGEST, dtype=np.uint64)
    gain[0] = 1
    np.multiply.accumulate(power, out=gain[1 : count + 1])
    gain[:count] *= key_power
    begins = before[:count]
    if signed:
        begins = begins.copy()
        begins[places] += signs * after[places - 1] * shorter
    keys = np.zeros(count + LONGEST, dtype=np.uint64)
    keys[:count] = of_key
    return begins, before, gain, keys


def _reach(joined: Marks) -> NDArray[np.uint8]:
    """Return how many pieces the longest run that begins with each piece has."""
    last = (~joined).nonzero()[0]
    widths = last.copy()
    widths[1:] -= last[:-1]
    widths[:1] += 1
    lasts = last.repeat(widths)
    return np.minimum(lasts - np.arange(-1, len(joined) - 1), LONGEST).astype(np.uint8)


def _windows(numbers: Hashes, at: int, shape: tuple[int, int]) -> Hashes:
    """Return a view whose rows begin one number later each, the first at a place."""
    return np.ndarray(shape, np.uint64, buffer=numbers, offset=8 * at, strides=(8, 8))
