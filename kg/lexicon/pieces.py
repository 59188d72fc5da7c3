"""Pieces of a text, the letters and digits between other signs, and the hashes of every run of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.hashing import Hashes, hash_text, join, mixed, powers
from kg.lexicon.keys import key, stem_key

#: A run of letters and digits, a dot between digits and the s of a possessive included; or a plus sign.
_PIECE = re.compile(r"[^\W_]+(?:\.(?<=[0-9]\.)(?=[0-9])[^\W_]+)*(?:['’ʼ]s\b)?|\+")
#: What may stand between two pieces of one name.
_GAP = re.compile(r"\s?[-‐‑–—/]\s?|\s{1,3}|['’ʼ.,:;&]\s?|\s?[(\[]|[)\]]\s?|::|")
#: Signs that stay in the key of a name where they stand between digits, or, doubled, between letters.
_SIGNS = ("/", ";")
_FUSION = "::"
#: Names have at most so many pieces.
LONGEST = 12
#: A full stop behind so few letters ends an abbreviation ("St. Jude", "E. coli"), behind more a sentence.
_SHORT = 2
_KNOWN = 1 << 17
_POWERS = powers(512)


@dataclass(frozen=True, slots=True)
class _Hashed:
    """A piece by itself: hash and length of its stem, and of its key, which is in the singular."""

    stem: int
    stem_length: int
    key: int
    key_length: int


class Pieces:
    """The pieces of a text: where each begins and ends, and which stand together in one name."""

    def __init__(self, text: str) -> None:
        """Cut `text`."""
        spans = [match.span() for match in _PIECE.finditer(text)]
        self.text = text
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.starts)


class Hasher:
    """Hashes runs of pieces; it remembers each piece that it has seen, up to a limit."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: dict[str, _Hashed] = {}
        self._gaps: dict[str, bool] = {}

    def runs(self, pieces: Pieces) -> Iterator[tuple[int, NDArray[np.intp], Hashes]]:
        """Yield for each number of pieces the runs of that many: the first piece and the mixed hash of each.

        A run goes over no sentence end and no sign that a name cannot hold.
        """
        count = len(pieces)
        if not count:
            return
        first, inner, joined = self._arrays(pieces)
        stems, keys = first[:, 0], first[:, 2]
        at = np.arange(count)
        yield 1, at, mixed(keys)
        for length in range(2, min(LONGEST, count) + 1):
            going = at + length - 1 < count
            going[going] = joined[at[going] + length - 2]
            at, stems = at[going], stems[going]
            if not len(at):
                return
            last = inner[at + length - 1]
            yield length, at, mixed(stems * _POWERS[last[:, 3].astype(np.intp)] + last[:, 2])
            stems = stems * _POWERS[last[:, 1].astype(np.intp)] + last[:, 0]

    def _arrays(self, pieces: Pieces) -> tuple[Hashes, Hashes, NDArray[np.bool_]]:
        """Return the hashes of each piece as the first of a run and as a later one, and what is joined."""
        text, seen = pieces.text, self._seen
        if len(seen) > _KNOWN:
            seen.clear()
        rows: list[_Hashed] = []
        for start, end in zip(pieces.starts, pieces.ends, strict=True):
            piece = text[start:end]
            row = seen.get(piece)
            if row is None:
                row = seen[piece] = _hashed(piece)
            rows.append(row)
        joined = np.zeros(len(rows), dtype=bool)
        later: dict[int, _Hashed] = {}
        for at in range(len(rows) - 1):
            end, start = pieces.ends[at], pieces.starts[at + 1]
            gap = text[end:start]
            joined[at] = gap == " " or self._joins(gap, text[max(0, end - _SHORT - 1) : end])
            if (gap in _SIGNS and text[end - 1].isdecimal() and text[start].isdecimal()) or gap == _FUSION:
                later[at + 1] = _signed(gap, rows[at + 1])
        first = _array(rows)
        if not later:
            return first, first, joined
        inner = first.copy()
        for at, row in later.items():
            inner[at] = (row.stem, row.stem_length, row.key, row.key_length)
        return first, inner, joined

    def _joins(self, gap: str, before: str) -> bool:
        """Whether two pieces with `gap` between them may be in one name; `before` are the letters before."""
        if gap.startswith(".") and len(gap) > 1:
            return sum(map(str.isalnum, before)) <= _SHORT or not before[0].isalnum()
        if gap not in self._gaps:
            if len(self._gaps) > _KNOWN:
                self._gaps.clear()
            self._gaps[gap] = _GAP.fullmatch(gap) is not None
        return self._gaps[gap]


def _hashed(piece: str) -> _Hashed:
    stem, of_key = stem_key(piece)[: len(_POWERS) - 3], key(piece)[: len(_POWERS) - 3]
    return _Hashed(hash_text(stem), len(stem), hash_text(of_key), len(of_key))


def _signed(sign: str, row: _Hashed) -> _Hashed:
    """Return a piece with a sign before it."""
    before, more = hash_text(sign), len(sign)
    return _Hashed(
        join(before, row.stem, row.stem_length),
        row.stem_length + more,
        join(before, row.key, row.key_length),
        row.key_length + more,
    )


def _array(rows: list[_Hashed]) -> Hashes:
    return np.array([(row.stem, row.stem_length, row.key, row.key_length) for row in rows], dtype=np.uint64)
