"""Plain-text renderings of marked-up documents: words go in, a text and its pieces come out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.documents.pieces import Piece
from kg.model import BlockKind

_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_CHARACTERS = "\u200b\u200c\u200d\u2060\ufeff\xad"
_INVISIBLE = str.maketrans("", "", _CHARACTERS)


def clean(words: str) -> str:
    """Return words on one line: single spaces, no characters without width.

    >>> clean("  rare\\n tumours ")
    'rare tumours'
    """
    return _SPACE.sub(" ", words.translate(_INVISIBLE)).strip()


def superscript(words: str, before: str) -> str:
    """Return how a superscript is written after the text `before`.

    A power of ten keeps its meaning ("10^9"), a charge or a unit is written on the line ("CD8+", "mm2");
    digits behind a full stop or a word are the number of a reference and are dropped.

    >>> superscript("9", "10"), superscript("2", "30 mg/m"), superscript("4,5", "in most patients.")
    ('^9', '2', '')
    """
    words = clean(words)
    if not re.fullmatch(r"[\[(]?\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*[\])]?,?", words):
        return words
    before = before.rstrip()
    if before[-1:].isdigit():
        return "^" + words
    if re.search(r"(?:^|[\s/(·])(?:[munkcd]?m|s|[A-Z][a-z]?|[munk]?[gL]|min|h|kg)$", before):
        return words
    return ""


class Rendering:
    """A text that grows block by block, each with its place and what the markup says of it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.pieces: list[Piece] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(
        self,
        words: str,
        kind: BlockKind | None = None,
        *,
        reason: str = "",
        heading: int = 0,
        marker: str = "",
        indent: int = 0,
    ) -> None:
        """Add a block of words, blank lines around it; without words nothing is added.

        Rows of a table stand a line each, without blank lines between.
        """
        words = words.strip()
        if not words:
            return
        if self.pieces:
            row = kind is BlockKind.TABLE_ROW and self.pieces[-1].kind is BlockKind.TABLE_ROW
            self._append("\n" if row else "\n\n")
        start = self._length
        self._append(words)
        self.pieces.append(
            Piece(
                start=start,
                end=self._length,
                indent=indent,
                marker=marker,
                heading=heading,
                kind=kind,
                reason=reason,
            )
        )

    def row(self, cells: Iterable[str], *, reason: str = "") -> None:
        """Add a row of a table; a row without words is left out."""
        cleaned = [clean(cell) for cell in cells]
        if any(cleaned):
            kind = BlockKind.FURNITURE if reason else BlockKind.TABLE_ROW
            self.add(" | ".join(cleaned).strip(" |"), kind, reason=reason)

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
