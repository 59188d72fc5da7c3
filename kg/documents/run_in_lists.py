"""Lists that run into their paragraph: "Symptoms include: - Fever. - Cough." on one line.

Pages that are saved without their line ends, and answers in sets of questions, have them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.documents.pieces import Piece
from kg.model import BlockKind

#: The sign of an item, a space on both sides; what an item says begins with a capital.
_SIGN = re.compile(r"(?<=\S) (?P<sign>[-–•◦▪●■]) (?=[\"“(]?[A-Z0-9])")
_STOP = re.compile(r"[.?!][\"”’)\]]*\s+(?=[A-Z])")
#: A sentence that begins in an item of a list whose items end with no stop: "Immunotherapy New drugs are".
_BEGINS = re.compile(r"(?<=[a-z)]) (?=[A-Z][a-z]* [a-z]+ )")
_FEWEST = 2
"""Signs from which on there is a list; one may set two words apart."""
_HEADING_WORDS = 3


def split_run_in_lists(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, a paragraph that holds lists divided into what leads to each and its items.

    What follows the last sentence of an item is a paragraph again; a list begins behind a colon, a stop or a
    few words in front. No words are lost but the signs of the items.
    """
    for piece in pieces:
        plain = piece.kind in (None, BlockKind.PARAGRAPH) and not piece.marker and not piece.heading
        yield from _divided(text, piece) if plain else (piece,)


def _divided(text: str, piece: Piece) -> Iterator[Piece]:
    signs = [m for m in _SIGN.finditer(text, piece.start, piece.end) if m["sign"] == _first(text, piece)]
    if len(signs) < _FEWEST or not _leads(text[piece.start : signs[0].start()]):
        yield piece
        return
    yield replace(piece, end=signs[0].start())
    ends = [sign.start() for sign in signs[1:]] + [piece.end]
    bare = False
    for sign, end in zip(signs, ends, strict=True):
        stop = _stop(text, sign.end(), end, last=end == piece.end, bare=bare)
        item_end = sign.end() + len(text[sign.end() : stop].rstrip())
        yield replace(piece, start=sign.end(), end=item_end, gap=False, marker="bullet")
        rest = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
        if rest < end:
            yield replace(piece, start=rest, end=end, gap=False)
        bare = text[item_end - 1] not in ".?!"


def _first(text: str, piece: Piece) -> str:
    found = _SIGN.search(text, piece.start, piece.end)
    return found["sign"] if found else ""


def _leads(words: str) -> bool:
    """Tell whether a list may begin behind `words`."""
    return words.endswith((":", ".")) or len(words.split()) <= _HEADING_WORDS


def _stop(text: str, start: int, end: int, *, last: bool, bare: bool) -> int:
    """Return where an item ends: at its first sentence where another list or the rest of the text follows."""
    if not last and not text[start:end].endswith(":"):
        follows = _STOP.search(text, start, end)
        if follows is None or not text[follows.end() : end].rstrip().endswith(":"):
            return end
    ended = _STOP.search(text, start, end)
    begun = _BEGINS.search(text, start, ended.start() if ended else end) if bare else None
    if begun is not None:
        return begun.start()
    return ended.end() if ended else end
