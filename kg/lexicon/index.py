"""All packs as one: what a key, a loose key or a CURIE leads to, over the tables of every pack."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np

from kg.lexicon.hashing import HALF, PLACE_BITS, Hashes, wholly_mixed
from kg.lexicon.pack import Pack, find
from kg.lexicon.pieces import Marks, Places
from kg.lexicon.term import Entry

#: At most one place of this many is marked, so that few of the words that no pack has pass the filter.
_ROOM = 16
_LEAST_BITS = 16
_END = (1 << PLACE_BITS) - 1


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
        self._fingerprints = Fingerprints(self._searched)
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

    def known(self, hashes: Hashes, among: Marks) -> Places:
        """Return the places of those half mixed hashes `among` all that some key of a searched pack has.

        Places count row after row; one in 2^32 may be wrong.
        """
        doubtful = (self._filter.passes(hashes) & among).ravel().nonzero()[0]
        return doubtful[self._fingerprints.have(wholly_mixed(hashes.ravel()[doubtful]))]

    def anywhere(self, hashes: Hashes) -> Marks:
        """Tell as `known` does whether some key of any pack has it."""
        return _has(self._searched, hashes) | _has(self._others, hashes)


def _has(table: Hashes, hashes: Hashes) -> Marks:
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
        self._shift = 64 - min(HALF, max(_LEAST_BITS, (len(table) * _ROOM).bit_length()))
        size = 1 << (64 - self._shift)
        marks = np.zeros(size, dtype=bool)
        marks[table >> np.uint64(self._shift)] = True
        self._bytes = np.packbits(marks, bitorder="little")

    def passes(self, hashes: Hashes) -> Marks:
        """Tell which of the half mixed hashes may be in the table."""
        slots = (hashes >> np.uint64(self._shift)).view(np.int64)
        found = self._bytes.take(slots >> 3, mode="clip")
        found >>= (slots & 7).astype(np.uint8)
        found &= 1
        return found.view(bool)


class Fingerprints:
    """The hashes of a table of keys, and where those begin whose upper bits are the same: about one each."""

    def __init__(self, table: Hashes) -> None:
        """Take every hash of a table of keys once."""
        hashes = (table >> np.uint64(PLACE_BITS)).astype(np.uint32)
        once = hashes[np.flatnonzero(hashes[1:] != hashes[:-1]) + 1]
        # what is looked up behind the last one finds an end
        self._hashes = np.concatenate((hashes[:1], once, np.array([_END], dtype=np.uint32)))
        self._shift = np.uint32(PLACE_BITS - max(1, len(self._hashes).bit_length()))
        counts = np.bincount(self._hashes[:-1] >> self._shift, minlength=1 << int(PLACE_BITS - self._shift))
        self._starts = np.zeros(len(counts), dtype=np.uint32)
        np.cumsum(counts[:-1], out=self._starts[1:])

    def have(self, hashes: Hashes) -> Marks:
        """Tell for each mixed hash whether the table has it."""
        wanted = (hashes >> np.uint64(PLACE_BITS)).astype(np.uint32)
        first = self._hashes[self._starts[wanted >> self._shift]]
        found: Marks = first == wanted
        others = (first < wanted).nonzero()[0]
        rest = wanted[others]
        found[others] = self._hashes[self._hashes.searchsorted(rest)] == rest
        return found
