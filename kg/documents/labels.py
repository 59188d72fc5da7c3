"""Labels that run into their paragraph ("Methods: ..."), and notices glued to the end of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.documents.pieces import Piece
from kg.documents.vocabulary import Vocabulary, key_of
from kg.model import BlockKind

_LABEL = re.compile(
    r"(?:^|(?<=[.?!)\]»”\"] )|(?<=[.?!)\]]))\**([A-Z][A-Za-z&/ ,'’-]{2,60}?)\**(?::\**|\s?[—–])\s*(?=\S)"
)
_NOTICE = re.compile(
    r"(?<=[.)\]] )(?:Copyright\s)?(?:©|\([Cc]\)\s(?:19|20)\d\d|Copyright\s(?:©|\(c\)|(?:19|20)\d\d))"
)
_KEYWORDS = frozenset({"keywords", "key words", "keyword", "mesh terms", "index terms"})
_LONGEST_NOTICE = 400
"""Characters from a copyright sign to the end of its paragraph; what is longer is text about the sign."""


def split_labels(text: str, pieces: list[Piece], vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield the pieces, those with run-in labels divided into the label (a heading) and the rest.

    A label within a paragraph counts only where the paragraph begins with one or has two of them, as
    the one-paragraph form of a structured abstract has. No words are lost and no spans overlap.
    """
    for piece in pieces:
        if piece.kind not in (None, BlockKind.PARAGRAPH) or piece.marker or piece.heading:
            yield piece
            continue
        notice = _notice(text, piece)
        if notice is not None:
            piece = replace(piece, end=_trim(text, piece.start, notice.start))
        yield from _divide(text, piece, vocabulary)
        if notice is not None:
            yield notice


def _notice(text: str, piece: Piece) -> Piece | None:
    begin = max(piece.start, piece.end - _LONGEST_NOTICE)
    match = _NOTICE.search(text, begin, piece.end)
    if match is None or match.start() <= piece.start:
        return None
    return Piece(
        start=match.start(), end=piece.end, gap=False, kind=BlockKind.FURNITURE, reason="copyright or licence"
    )


def _divide(text: str, piece: Piece, vocabulary: Vocabulary) -> Iterator[Piece]:
    found: list[tuple[int, int, int, str]] = []
    words = text[piece.start : piece.end]
    for match in _LABEL.finditer(words):
        key = key_of(match.group(1))
        dash = ":" not in words[match.end(1) : match.end()]
        if key in vocabulary.labels or key in _KEYWORDS:
            upper = match.group(1).isupper()
            if dash and not upper:
                continue
            last = match.start() + len(match.group().rstrip())
            found.append((match.start(), last, match.end(), key))
    starts = bool(found) and found[0][0] == 0
    found = [row for row in found if starts or len(found) > 1 or row[3] in _KEYWORDS]
    if not found or (len(found) == 1 and starts and found[0][3] in _KEYWORDS):
        yield piece
        return
    start = piece.start + found[0][0]
    if start > piece.start:
        yield replace(piece, end=_trim(text, piece.start, start))
    for i, (at, label_end, rest_at, key) in enumerate(found):
        end = piece.start + found[i + 1][0] if i + 1 < len(found) else piece.end
        end = _trim(text, piece.start + at, end)
        first = i == 0 and starts
        gap = piece.gap if first else False
        if key in _KEYWORDS:
            yield replace(
                piece, start=piece.start + at, end=end, gap=gap, kind=BlockKind.METADATA, reason="keywords"
            )
            continue
        yield replace(
            piece,
            start=piece.start + at,
            end=piece.start + label_end,
            gap=gap,
            marker="label",
            kind=BlockKind.HEADING,
        )
        if piece.start + rest_at < end:
            yield replace(piece, start=piece.start + rest_at, end=end, gap=False, kind=BlockKind.PARAGRAPH)


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
