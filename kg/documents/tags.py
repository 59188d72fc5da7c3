"""Tags of a markup that stand as words in plain text, as abstracts from registries of articles have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.documents.pieces import Piece
from kg.model import BlockKind

#: Tags that begin or end a block; "<jats:title>Results</jats:title>" sets off a heading.
_TAG = re.compile(r"\s*</?(?:jats:)?(?P<name>abstract|sec|title|p|br|div|ul|ol|li|list|list-item)\s?/?>\s*")


def split_tags(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, cut at tags that are written out; no words are lost but the tags."""
    for piece in pieces:
        tags = list(_TAG.finditer(text, piece.start, piece.end)) if piece.kind is None else []
        if not tags:
            yield piece
            continue
        start, gap, title = piece.start, piece.gap, False
        for tag in (*tags, None):
            end = tag.start() if tag is not None else piece.end
            if end > start:
                kind = BlockKind.HEADING if title else None
                yield replace(piece, start=start, end=end, gap=gap, kind=kind)
                gap = True
            if tag is not None:
                start = tag.end()
                title = tag["name"] == "title" and "</" not in tag.group()
