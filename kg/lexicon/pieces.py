"""Pieces of a text, the letters and digits between other signs, and the hashes of every run of them.

All of it works on whole arrays: letters are told from other signs by a table, pieces are told apart by a hash
over their letters, and only a piece that was never seen before is looked at by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.hashing import BASE, Hashes, hash_text, join, mixed, powers
from kg.lexicon.keys import key, stem_key

Places = NDArray[np.int64]

#: What may stand between two pieces of one name.
_GAP = re.compile(r"\s?[-‐‑–—/]\s?|\s{1,3}|['’ʼ.,:;&]\s?|\s?[(\[]|[)\]]\s?|::|")
#: Signs that stay in the key of a name where they stand between digits, or, doubled, between letters.
_SIGNS = ("/", ";")
_FUSION = "::"
#: Names have at most so many pieces.
LONGEST = 12
#: A full stop behind so few letters ends an abbreviation ("St. Jude", "E. coli"), behind more a sentence.
_SHORT = 2
#: Words in small letters that no name begins with.
_NO_BEGINNING = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have",
     "is", "it", "its", "of", "on", "or", "our", "than", "that", "the", "their", "these", "this", "to",
     "was", "we", "were", "which", "with")
)  # fmt: skip
_KNOWN = 1 << 18
#: Letters of a text that are worked on at once.
CHUNK = 1 << 18
_LONGEST_PIECE = 512
_POWERS = powers(2 * _LONGEST_PIECE)
_PLACE_POWERS = powers(CHUNK + 1)
_INVERSES = powers(CHUNK + 1, pow(BASE, -1, 1 << 64))
_LETTER, _DIGIT, _APOSTROPHE = 1, 2, 4
_TABLE_SIZE = 0x3000


def _classes() -> NDArray[np.uint8]:
    """Return what each character below the table's end is."""
    table = np.zeros(_TABLE_SIZE + 1, dtype=np.uint8)
    for code in range(_TABLE_SIZE):
        sign = chr(code)
        if sign.isalnum():
            table[code] = _LETTER | (_DIGIT if sign in "0123456789" else 0)
        elif sign in "'’ʼ":
            table[code] = _APOSTROPHE
    return table


_CLASSES = _classes()
_SINGLE = np.zeros(_TABLE_SIZE + 1, dtype=bool)
for _sign in " \n\t\u00a0\u2009-‐‑–—/'’ʼ.,:;&()[]":
    _SINGLE[ord(_sign)] = True


class Pieces:
    """The pieces of a text of at most `CHUNK` letters.

    `starts` and `ends` are their places; `joined` tells for each whether it may be in one name with the next.
    """

    def __init__(self, text: str) -> None:
        """Cut `text`."""
        self.text = text
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self.codes = np.minimum(codes, _TABLE_SIZE)
        inside = self._inside()
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, ends = edges[::2], edges[1::2]
        signs = np.flatnonzero(self.codes == ord("+"))
        if len(signs):
            starts = np.sort(np.concatenate((starts, signs)))
            ends = np.sort(np.concatenate((ends, signs + 1)))
        self.starts: Places = starts
        self.ends: Places = ends
        self.ids = self._hashed(codes)
        self.joined, self.signed = self._gaps()

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.starts)

    def _inside(self) -> NDArray[np.bool_]:
        """Return for each letter whether it is in a piece, with one no more on either side."""
        codes = self.codes
        kinds = np.zeros(len(codes) + 4, dtype=np.uint8)
        kinds[2:-2] = _CLASSES[codes]
        for at in np.flatnonzero(codes == _TABLE_SIZE).tolist():  # beyond the table: rare scripts
            kinds[at + 2] = _LETTER if self.text[at].isalnum() else 0
        middle = kinds[2:-2]
        inside = np.zeros(len(codes) + 2, dtype=bool)
        inside[1:-1] = (middle & _LETTER) > 0
        # a dot between digits, and the s of a possessive
        digits = (kinds & _DIGIT) > 0
        inside[1:-1] |= (codes == ord(".")) & digits[1:-3] & digits[3:-1]
        letters = (kinds & _LETTER) > 0
        for at in np.flatnonzero(middle == _APOSTROPHE).tolist():
            if letters[at + 1] and self.text[at + 1 : at + 2] == "s" and self._ends_word(at + 2):
                inside[at + 1] = True
        return inside

    def _ends_word(self, at: int) -> bool:
        following = self.text[at : at + 1]
        return not (following.isalnum() or following == "_")

    def _hashed(self, codes: NDArray[np.uint32]) -> Hashes:
        """Return a number for each piece that is the same for the same letters."""
        sums = np.zeros(len(codes) + 1, dtype=np.uint64)
        np.cumsum((codes + np.uint32(1)) * _PLACE_POWERS[: len(codes)], out=sums[1:])
        found: Hashes = (sums[self.ends] - sums[self.starts]) * _INVERSES[self.starts]
        return found

    def _gaps(self) -> tuple[NDArray[np.bool_], dict[int, str]]:
        """Return what is joined with the next piece, and the signs that count by the piece behind."""
        count = len(self.starts)
        joined = np.zeros(count, dtype=bool)
        signed: dict[int, str] = {}
        if count < 2:
            return joined, signed
        ends, starts = self.ends[:-1], self.starts[1:]
        widths = starts - ends
        between = self.codes[np.minimum(ends, len(self.codes) - 1)]
        joined[:-1] = (widths == 0) | ((widths == 1) & _SINGLE[between])
        text = self.text
        for at in np.flatnonzero((widths > 1) & (widths < 4)).tolist():
            end, start = int(ends[at]), int(starts[at])
            gap = text[end:start]
            if gap == _FUSION:
                signed[at + 1] = gap
            joined[at] = _is_gap(gap) and (gap[0] != "." or _is_short(text[max(0, end - _SHORT - 1) : end]))
        for sign in _SIGNS:
            for at in np.flatnonzero((widths == 1) & (between == ord(sign))).tolist():
                if text[ends[at] - 1].isdecimal() and text[starts[at]].isdecimal():
                    signed[at + 1] = sign
        return joined, signed


@lru_cache(maxsize=4096)
def _is_gap(gap: str) -> bool:
    """Whether two pieces with `gap` between them may be in one name."""
    return _GAP.fullmatch(gap) is not None


def _is_short(before: str) -> bool:
    """Whether the letters before a full stop are those of an abbreviation."""
    return sum(map(str.isalnum, before)) <= _SHORT


class Hasher:
    """Hashes runs of pieces; it remembers each piece that it has seen, up to a limit."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._clear()

    def _clear(self) -> None:
        self._places: dict[int, int] = {}
        self._rows = np.zeros((1024, 5), dtype=np.uint64)

    def runs(self, pieces: Pieces) -> Iterator[tuple[int, Places, Hashes]]:
        """Yield for each number of pieces the runs of that many: the first piece and the mixed hash of each.

        A run goes over no sentence end and no sign that a name cannot hold, and begins with no word that no
        name begins with.
        """
        count = len(pieces)
        if not count:
            return
        first = self._known(pieces)
        inner = first
        if pieces.signed:
            inner = first.copy()
            for place, sign in pieces.signed.items():
                inner[place, :4] = _signed(sign, first[place, :4].tolist())
        stem_powers = _POWERS[inner[:, 1].astype(np.int64)]
        key_powers = _POWERS[inner[:, 3].astype(np.int64)]
        inner_stems, inner_keys = inner[:, 0].copy(), inner[:, 2].copy()
        at = np.flatnonzero(first[:, 4])
        stems = first[at, 0]
        yield 1, at, mixed(first[at, 2])
        for length in range(2, min(LONGEST, count) + 1):
            going = pieces.joined[at + (length - 2)]
            at, stems = at[going], stems[going]
            if not len(at):
                return
            last = at + (length - 1)
            yield length, at, mixed(stems * key_powers[last] + inner_keys[last])
            stems = stems * stem_powers[last] + inner_stems[last]

    def _known(self, pieces: Pieces) -> Hashes:
        """Return stem hash, its length, key hash, its length, and 1 where a name may begin with the piece."""
        ids, firsts, inverse = np.unique(pieces.ids, return_index=True, return_inverse=True)
        if len(self._places) > _KNOWN:
            self._clear()
        places = self._places
        found = []
        for one, first in zip(ids.tolist(), firsts.tolist(), strict=True):
            place = places.get(one)
            if place is None:
                place = self._add(one, pieces.text[pieces.starts[first] : pieces.ends[first]])
            found.append(place)
        rows: Hashes = self._rows[np.array(found, dtype=np.int64)[inverse]]
        return rows

    def _add(self, one: int, piece: str) -> int:
        place = len(self._places)
        if place == len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        stem, of_key = stem_key(piece)[:_LONGEST_PIECE], key(piece)[:_LONGEST_PIECE]
        begins = piece not in _NO_BEGINNING
        self._rows[place] = (hash_text(stem), len(stem), hash_text(of_key), len(of_key), begins)
        self._places[one] = place
        return place


def _signed(sign: str, row: list[int]) -> tuple[int, int, int, int]:
    """Return the row of a piece with a sign before it."""
    before, more = hash_text(sign), len(sign)
    stem, stem_length, of_key, key_length = row
    return (
        join(before, stem, stem_length),
        stem_length + more,
        join(before, of_key, key_length),
        key_length + more,
    )
