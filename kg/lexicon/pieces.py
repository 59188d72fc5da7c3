"""Pieces of a text: the letters and digits between other signs, and what joins one with the next.

All of it works on whole arrays: what a sign is tells a table, so that hardly a sign is looked at by itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.hashing import BASE, Hashes, powers

Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

#: Letters of a text that are worked on at once.
CHUNK = 1 << 18
_PLACE_POWERS = powers(CHUNK + 1)
_INVERSES = powers(CHUNK + 1, pow(BASE, -1, 1 << 64))
#: What a sign is to a piece, as bits.
_LETTER, _DIGIT, _APOSTROPHE = 1, 2, 4
#: What a sign is to a gap between two pieces, and a bit for those that may be a gap by themselves.
_SPACE, _DASH, _MARK, _STOP, _COLON, _OPEN, _CLOSE, _ALONE = 1, 2, 3, 4, 5, 6, 7, 8
_THREE = 1 << 9
_SIGNS = {
    **dict.fromkeys("-‐‑–—/", _DASH),
    **dict.fromkeys("'’ʼ,;&", _MARK),
    **dict.fromkeys("([", _OPEN),
    **dict.fromkeys(")]", _CLOSE),
    ".": _STOP,
    ":": _COLON,
}
_APOSTROPHES = "'’ʼ"
#: Signs that stay in the key of a name where they stand between digits, or, doubled, between letters.
_KEPT = ("/", ";")
_FUSION = "::"
#: Signs from here on have no place in the tables: letters or not, but never a gap.
_TABLE_SIZE = 0x3001


def _of_pieces() -> NDArray[np.uint8]:
    """Return what each sign below the table's end is to a piece."""
    table = np.zeros(_TABLE_SIZE, dtype=np.uint8)
    for code in range(_TABLE_SIZE):
        sign = chr(code)
        if sign.isalnum():
            table[code] = _LETTER | (_DIGIT if sign in "0123456789" else 0)
        elif sign in _APOSTROPHES:
            table[code] = _APOSTROPHE
    return table


def _of_gaps() -> NDArray[np.uint8]:
    """Return what each sign below the table's end is to a gap; the last place is for all others."""
    table = np.zeros(_TABLE_SIZE + 1, dtype=np.uint8)
    for code in range(_TABLE_SIZE):
        sign = chr(code)
        if sign in _SIGNS:
            table[code] = _SIGNS[sign] | _ALONE
        elif sign.isspace():
            table[code] = _SPACE | (_ALONE if sign in " \n\t\u00a0\u2009" else 0)
    return table


def _of_wide_gaps() -> Marks:
    """Return for two or three kinds of signs, three bits each, whether they may stand between two pieces."""
    table = np.zeros(1024, dtype=bool)
    for sign in (_SPACE, _DASH, _MARK, _STOP, _COLON, _CLOSE):
        table[sign | _SPACE << 3] = True
    for second in (_DASH, _OPEN):
        table[_SPACE | second << 3] = True
    table[_COLON | _COLON << 3] = True
    for middle in (_SPACE, _DASH):
        table[_SPACE | middle << 3 | _SPACE << 6 | _THREE] = True
    return table


_PIECES = _of_pieces()
_GAPS = _of_gaps()
_LATIN_PIECES, _LATIN_GAPS = _PIECES[:256].tobytes(), _GAPS[:256].tobytes()
_WIDE_GAPS = _of_wide_gaps()
#: The three signs of the widest gap, and how far the kind of each is moved to be a place in that table.
_THREE_SIGNS = np.arange(3)
_MOVED = np.array([1, 1 << 3, 1 << 6])


class Pieces:
    """The pieces of a text of at most `CHUNK` letters.

    `starts` and `ends` are their places, `ids` a number for each that is the same for the same letters;
    `joined` tells for each whether it may be in one name with the next, `signed` holds the signs that count
    in a key by the piece behind.
    """

    def __init__(self, text: str) -> None:
        """Cut `text`."""
        self.text = text
        self._codes = _codes(text)
        kinds, gaps = self._kinds()
        inside = self._inside(kinds)
        edges = (inside[1:] != inside[:-1]).nonzero()[0]
        starts, ends = edges[::2], edges[1::2]
        if "+" in text:
            signs = np.flatnonzero(self._codes == ord("+"))
            starts = np.sort(np.concatenate((starts, signs)))
            ends = np.sort(np.concatenate((ends, signs + 1)))
        self.starts: Places = starts
        self.ends: Places = ends
        self.ids = self._hashed()
        self.joined, self.signed = self._gaps(kinds, gaps)

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.starts)

    def _kinds(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return what each sign is to a piece, with two that are nothing on either side, and to a gap."""
        text, codes = self.text, self._codes
        latin = text.encode("latin-1", "replace")
        kinds = np.zeros(len(codes) + 4, dtype=np.uint8)
        kinds[2:-2] = np.frombuffer(latin.translate(_LATIN_PIECES), dtype=np.uint8)
        gaps = np.frombuffer(latin.translate(_LATIN_GAPS), dtype=np.uint8)
        if codes.dtype != np.uint8:
            others = (codes > 255).nonzero()[0]
            of_others = codes[others]
            beyond = of_others >= _TABLE_SIZE
            kinds[others + 2] = _PIECES[np.where(beyond, 0, of_others)]
            gaps = gaps.copy()
            gaps[others] = _GAPS[np.minimum(of_others, _TABLE_SIZE)]
            for at in others[beyond].tolist():  # rare scripts
                kinds[at + 2] = _LETTER if text[at].isalnum() else 0
        return kinds, gaps

    def _inside(self, kinds: NDArray[np.uint8]) -> Marks:
        """Return for each sign whether it is in a piece, with one that is not on either side."""
        inside = (kinds[1:-1] & _LETTER) > 0
        dots = (self._codes == ord(".")).nonzero()[0]
        inside[dots + 1] = (kinds[dots + 1] & kinds[dots + 3] & _DIGIT) > 0  # between digits
        for at in (kinds == _APOSTROPHE).nonzero()[0].tolist():  # before the s of a possessive
            if kinds[at - 1] & _LETTER and self.text[at - 1 : at] == "s" and self._ends_word(at):
                inside[at - 1] = True
        return inside

    def _ends_word(self, at: int) -> bool:
        following = self.text[at : at + 1]
        return not (following.isalnum() or following == "_")

    def _hashed(self) -> Hashes:
        sums = np.zeros(len(self._codes) + 1, dtype=np.uint64)
        np.cumsum((self._codes + np.uint32(1)) * _PLACE_POWERS[: len(self._codes)], out=sums[1:])
        found: Hashes = (sums[self.ends] - sums[self.starts]) * _INVERSES[self.starts]
        return found

    def _gaps(self, kinds: NDArray[np.uint8], gaps: NDArray[np.uint8]) -> tuple[Marks, dict[int, str]]:
        """Return what is joined with the next piece, and the signs that count."""
        joined = np.zeros(len(self.starts), dtype=bool)
        signed: dict[int, str] = {}
        if len(joined) < 2:
            return joined, signed
        text = self.text
        ends, starts = self.ends[:-1], self.starts[1:]
        widths = starts - ends
        joined[:-1] = (widths == 0) | ((widths == 1) & (gaps[ends] >= _ALONE))
        wide = (widths >> 1 == 1).nonzero()[0]  # of two or three signs
        kinds_of_wide = _kinds_of_wide(gaps, ends[wide], widths[wide])
        joined[wide] = _WIDE_GAPS[kinds_of_wide]
        # A full stop behind two letters ends an abbreviation ("St. Jude", "E. coli"), behind more a sentence.
        stops = wide[kinds_of_wide & 7 == _STOP]
        if len(stops):
            before = ends[stops]
            is_long = kinds[before - 1] & kinds[before] & kinds[before + 1] & _LETTER
            joined[stops[is_long > 0]] = False
        if _FUSION in text:
            for at in wide[kinds_of_wide == (_COLON | _COLON << 3)].tolist():
                signed[at + 1] = _FUSION
        for sign in _KEPT:
            if sign in text:
                for at in ((widths == 1) & (self._codes[ends] == ord(sign))).nonzero()[0].tolist():
                    if text[ends[at] - 1].isdecimal() and text[starts[at]].isdecimal():
                        signed[at + 1] = sign
        return joined, signed


def _kinds_of_wide(gaps: NDArray[np.uint8], at: Places, widths: Places) -> NDArray[np.int64]:
    """Return the kinds of the signs of wide gaps, three bits each, and a bit for gaps of three."""
    signs = gaps.take(at[:, None] + _THREE_SIGNS, mode="clip") & (_ALONE - 1)
    is_three = widths & 1
    signs[:, 2] *= is_three.astype(np.uint8)
    found: NDArray[np.int64] = signs @ _MOVED + is_three * _THREE
    return found


def _codes(text: str) -> NDArray[np.unsignedinteger[Any]]:
    """Return the numbers of the signs of a text, in as few bytes each as they need."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    packed = text.encode("utf-16-le", "surrogatepass")
    if len(packed) == 2 * len(text):
        return np.frombuffer(packed, dtype=np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
