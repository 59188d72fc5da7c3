"""Pieces: what a reader sees of a text before it is decided which kind of block each part is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that is one block, with what the layout or the markup says of it.

    `start` and `end` cover the words only. `marker` is "bullet", "number" or empty, `number` the count
    in front; `indent` is the column of the marker. `gap` tells whether a blank line stands before.
    `heading` is the level that markup gives a heading, else 0; `kind` the kind that markup tells,
    None where it is to be guessed. `reason` says why `kind` is furniture, metadata or a reference.
    """

    start: int
    end: int
    gap: bool = True
    indent: int = 0
    marker: str = ""
    number: int = 0
    heading: int = 0
    kind: BlockKind | None = None
    reason: str = ""
