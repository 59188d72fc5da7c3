"""From drafts to blocks: levels of list items, and the block that gives each block its context."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.drafts import Draft, is_intro
from kg.model import Block, BlockKind, Span

#: The line between the head of a table and its rows: "---|:---:|---".
_RULED = re.compile(r"[|:+ -]*-[|:+ -]*")


def nest(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """Return the blocks of `drafts`, whose kinds are all decided, in order.

    The parent of a list item is the item it is nested in, else the paragraph right above the list, else
    the heading; of an indented paragraph the item it continues; of a table row the first row
    of its table; of a heading the next higher heading, at the top the title. What is not to be read
    belongs to the heading above, if any, and introduces nothing.
    """
    blocks: list[Block] = []
    title: int | None = None
    headings: list[int] = []
    items: list[tuple[int, int]] = []  # (column of the marker, index), outermost first
    intro: int | None = None  # the paragraph right above, or the one that introduced the current list
    table: int | None = None
    for index, draft in enumerate(drafts):
        kind = draft.kind or BlockKind.PARAGRAPH
        heading = headings[-1] if headings else title
        parent, level = heading, 0
        if kind is not BlockKind.TABLE_ROW and not _RULED.fullmatch(draft.words):
            table = None
        if kind is BlockKind.TITLE:
            parent = None
            title = index if title is None else title
            headings, items, intro = [], [], None
        elif kind is BlockKind.HEADING:
            level = max(draft.level, 1)
            while headings and blocks[headings[-1]].level >= level:
                headings.pop()
            parent = headings[-1] if headings else title
            headings.append(index)
            items, intro = [], None
        elif kind is BlockKind.LIST_ITEM:
            column = draft.piece.indent
            while items and items[-1][0] >= column:
                items.pop()
            parent = items[-1][1] if items else (intro if intro is not None else heading)
            items.append((column, index))
            level = len(items)
        elif kind is BlockKind.PARAGRAPH:
            while items and items[-1][0] >= draft.piece.indent:
                items.pop()
            if items and not is_intro(draft.words):
                parent = items[-1][1]
            else:
                items, intro = [], index
        elif kind is BlockKind.TABLE_ROW:
            items = []
            if table is None:
                above = index - 1 if index and blocks[-1].kind is BlockKind.CAPTION else None
                parent = above if above is not None else (intro if intro == index - 1 else heading)
                table, intro = index, None
            else:
                parent = table
        elif kind is BlockKind.CAPTION or kind is BlockKind.REFERENCE:
            items, intro = [], None
        else:
            # a picture or an advert between does not end a list, but it introduces nothing
            parent, intro = heading if kind is BlockKind.METADATA else None, intro if items else None
        blocks.append(
            Block(
                kind=kind,
                span=Span(start=draft.piece.start, end=draft.piece.end),
                level=level,
                parent=parent,
                reason=draft.reason if not kind.is_read else "",
            )
        )
    return tuple(blocks)
