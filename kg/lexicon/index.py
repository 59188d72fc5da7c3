"""All packs as one: what a key, a loose key or a CURIE leads to, over the tables of every pack."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.hashing import PLACE_BITS, Hashes
from kg.lexicon.pack import Pack, find
from kg.lexicon.term import Entry

#: At most one place of this many is marked, so that few of the words that no pack has pass the filter.
_ROOM = 16
_LEAST_BITS = 16


class Index:
    """The tables of several packs, joined; concepts are numbered through in the order of the packs."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        """Join the tables of `packs`, the most trusted first."""
        self._packs = tuple(packs)
        self._bases = [0, *accumulate(pack.size for pack in packs)]
        self._curies = self._joined([pack.tables.curies for pack in packs])
        self._searched = self._joined(
            [pack.tables.keys if pack.header.searched else pack.tables.keys[:0] for pack in packs]
        )
        self._others = self._joined(
            [pack.tables.keys[:0] if pack.header.searched else pack.tables.keys for pack in packs]
        )
        self._loose = self._joined([pack.tables.loose for pack in packs])
        self._filter = Filter(self._searched)
        self.at = lru_cache(maxsize=32768)(self._at)

    def _joined(self, tables: Iterable[Hashes]) -> Hashes:
        """Return one sorted table of the tables of all packs with the numbers of their concepts raised."""
        parts = [
            table + np.uint64(base) for base, table in zip(self._bases, tables, strict=False) if len(table)
        ]
        if not parts:
            return np.zeros(0, dtype=np.uint64)
        joined: Hashes = np.concatenate(parts)
        joined.sort(kind="stable")  # which merges what is sorted already
        return joined

    def _at(self, place: int) -> tuple[Pack, Entry]:
        """Return the concept with a number, and its pack."""
        pack = bisect_right(self._bases, place) - 1
        return self._packs[pack], self._packs[pack].at(place - self._bases[pack])

    def entries(self, curie: str) -> list[tuple[Pack, Entry]]:
        """Return what each pack says of a concept, the most trusted first."""
        found = (self.at(place) for place in find(self._curies, curie))
        return [(pack, entry) for pack, entry in found if entry.curie == curie]

    def places(self, of_key: str, *, searched: bool = True) -> list[int]:
        """Return the numbers of the concepts that a key leads to: among the searched packs, or the others."""
        return find(self._searched if searched else self._others, of_key)

    def loose_places(self, of_loose_key: str) -> list[int]:
        """Return the numbers of the concepts that a loose key leads to, in all packs."""
        return find(self._loose, of_loose_key)

    def known(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Tell for each mixed hash whether some key of a searched pack has it (but for 32 bits of chance)."""
        found = self._filter.passes(hashes)
        doubtful = np.flatnonzero(found)
        found[doubtful] = _has(self._searched, hashes[doubtful])
        return found

    def anywhere(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Tell as `known` does whether some key of any pack has it."""
        return _has(self._searched, hashes) | _has(self._others, hashes)


def _has(table: Hashes, hashes: Hashes) -> NDArray[np.bool_]:
    """Tell for each mixed hash whether a table of keys has it."""
    wanted = hashes >> np.uint64(PLACE_BITS)
    at = np.searchsorted(table, wanted << np.uint64(PLACE_BITS))
    inside = at < len(table)
    found = np.zeros(len(wanted), dtype=bool)
    found[inside] = table[at[inside]] >> np.uint64(PLACE_BITS) == wanted[inside]
    return found


class Filter:
    """A set of hashes in a few bits each that may say yes where it should say no (Bloom 1970, one hash)."""

    def __init__(self, table: Hashes) -> None:
        """Mark every number of a table of keys."""
        self._shift = 64 - max(_LEAST_BITS, (len(table) * _ROOM).bit_length())
        size = 1 << (64 - self._shift)
        marks = np.zeros(size, dtype=bool)
        marks[table >> np.uint64(self._shift)] = True
        self._bytes = np.packbits(marks, bitorder="little")

    def passes(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Tell which of the mixed hashes may be in the table."""
        slots = hashes >> np.uint64(self._shift)
        bits = self._bytes[slots >> np.uint64(3)] >> (slots & np.uint64(7)).astype(np.uint8)
        found: NDArray[np.bool_] = (bits & np.uint8(1)).astype(bool)
        return found
