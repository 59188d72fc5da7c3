"""The box of facts beside an article of a wiki, as saved pages have it: label and value run together, or in
two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.documents.pieces import Piece
from kg.documents.vocabulary import Vocabulary, key_of
from kg.model import BlockKind

#: A line of the box: "CausesUnknown", "Usual onset30 years".
_GLUED = re.compile(r"([A-Z][a-z]+(?: [a-z]+)?)(?=[A-Z0-9])")
#: A row of it with two columns: a label, and a tab or a bar.
_ROW = re.compile(r"([A-Z][a-z]+(?: [a-z]+)?)(?=\t| \| )")
#: What stands between the columns, or at the end of a row.
_EDGES = " \t|"
_SEPARATORS = (";", ",")
_LAST = re.compile(r"(?:and|or)\s+")
#: So many lines of the kind are a box; a single one may be a name in capitals.
_FEWEST = 3


def split_infobox(text: str, pieces: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the pieces, the lines of a box of facts each divided into its label (a heading) and its values
    (items of a list). No words are lost but the separators between the values.
    """
    labels = {index: end for index, piece in enumerate(pieces) if (end := _label(text, piece, vocabulary))}
    for index, piece in enumerate(pieces):
        end = labels.get(index) if len(labels) >= _FEWEST else None
        if end is None:
            yield piece
            continue
        yield replace(piece, end=end, marker="label", kind=BlockKind.HEADING)
        for start, stop in _values(text, end, piece.end):
            yield replace(piece, start=start, end=stop, gap=False, marker="bullet", kind=BlockKind.LIST_ITEM)


def _label(text: str, piece: Piece, vocabulary: Vocabulary) -> int | None:
    """Return the end of the label that opens a piece; None where it opens with none."""
    if piece.kind not in (None, BlockKind.TABLE_ROW) or piece.marker or piece.heading:
        return None
    form = _GLUED if piece.kind is None else _ROW
    match = form.match(text, piece.start, min(piece.end, piece.start + 40))
    return match.end() if match is not None and key_of(match.group()) in vocabulary.facts else None


def _values(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the values, which semicolons or, where there are none, commas set apart."""
    end = start + len(text[start:end].rstrip(_EDGES))
    start = end - len(text[start:end].lstrip(_EDGES))
    words = text[start:end]
    separator = next((s for s in _SEPARATORS if s in words), "")
    depth, begin = 0, 0
    for place, letter in enumerate(f"{words}{separator}"):
        depth += (letter in "([") - (letter in ")]")
        figure = words[place - 1 : place].isdigit() and words[place + 1 : place + 2].isdigit()
        if (letter == separator and depth <= 0 and not figure) or place >= len(words):
            yield from _trimmed(text, start + begin, start + min(place, len(words)))
            begin = place + 1
    if not separator:
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    if match := _LAST.match(text, start, end):
        start = match.end()
    end = start + len(text[start:end].rstrip(" .;,"))
    if end > start:
        yield start, end
