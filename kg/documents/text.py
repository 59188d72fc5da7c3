"""Plain text and Markdown: the text of the document is the file, character for character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.documents.decoding import MAX_PARAGRAPH, decode
from kg.documents.formats import reader
from kg.documents.lines import pieces_of
from kg.documents.metadata import merge, read_metadata, title_keys
from kg.documents.pieces import Piece
from kg.documents.structure import arrange
from kg.documents.vocabulary import key_of
from kg.errors import ReadError
from kg.model import BlockKind, Document, Metadata, digest

_FENCES = ("```", "~~~")


@reader("text", suffixes=(".txt", ".text"), about="plain text, also a web page saved as text")
def read_text(data: bytes, source: str) -> Iterator[Document]:
    """Yield the one document of a plain text.

    Raises:
        ReadError: not a text (see `kg.documents.decoding.decode`), or a paragraph beyond all measure.
    """
    text = decode(data, source)
    yield build(text, pieces_of(text), source=source, format_="text")


@reader(
    "markdown",
    suffixes=(".md", ".markdown", ".mdown"),
    about="Markdown; its marks stay in the text, outside the blocks",
)
def read_markdown(data: bytes, source: str) -> Iterator[Document]:
    """Yield the one document of a Markdown text.

    Raises:
        ReadError: as for plain text.
    """
    text = decode(data, source)
    yield build(
        text, list(_markdown(text, pieces_of(text, markdown=True))), source=source, format_="markdown"
    )


def build(
    text: str, pieces: Sequence[Piece], *, source: str, format_: str, metadata: Metadata | None = None
) -> Document:
    """Return the document of a text cut into `pieces`; `metadata` given by markup go before those read.

    Raises:
        ReadError: a piece longer than `MAX_PARAGRAPH` characters.
    """
    for piece in pieces:
        if piece.end - piece.start > MAX_PARAGRAPH:
            raise ReadError(
                source,
                f"has a paragraph of {piece.end - piece.start:,} characters; the limit is {MAX_PARAGRAPH:,}",
                line=text.count("\n", 0, piece.start) + 1,
            )
    given = metadata or Metadata()
    titles = title_keys(text) | ({key_of(given.title)} if given.title else set())
    blocks = arrange(text, pieces, titles=titles)
    return Document(
        text=text,
        blocks=blocks,
        metadata=merge(given, read_metadata(text, blocks)),
        source=source,
        sha256=digest(text),
        format=format_,
    )


def _markdown(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with what only Markdown says: front matter, code, underlined and bold headings."""
    fenced = front = False
    for index, piece in enumerate(pieces):
        words = text[piece.start : piece.end]
        below = text[pieces[index + 1].start : pieces[index + 1].end] if index + 1 < len(pieces) else ""
        if piece.reason == "separator" and set(words) <= {"-"} and (index == 0 or front):
            front = not front
            yield piece
        elif front:
            yield replace(piece, kind=BlockKind.METADATA, reason="front matter", heading=0)
        elif words.startswith(_FENCES) or fenced:
            fenced ^= words.startswith(_FENCES) and not (len(words) > 3 and words.rstrip().endswith(_FENCES))
            yield replace(piece, kind=BlockKind.FURNITURE, reason="code", heading=0)
        elif _is_underline(below) and not pieces[index + 1].gap and piece.kind is None and not piece.marker:
            yield replace(piece, kind=None, heading=1 if below[0] == "=" else 2)
        elif words.startswith("**") and words.endswith("**") and len(words) > 4 and "**" not in words[2:-2]:
            yield replace(piece, start=piece.start + 2, end=piece.end - 2)
        else:
            yield piece


def _is_underline(words: str) -> bool:
    return bool(words) and set(words) in ({"="}, {"-"})
