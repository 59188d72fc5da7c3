"""Documents: the text as it was read, its blocks, its identity as a work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of characters: ``text[span.start:span.end]`` is what it covers.

    Two spans that only touch do not overlap.

    >>> Span(start=0, end=4).overlaps(Span(start=4, end=6))
    False
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies within this span (equal spans contain each other)."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, offset: int) -> Span:
        """Return the span moved right by `offset` characters."""
        return Span(start=self.start + offset, end=self.end + offset)


class BlockKind(Enum):
    """What a block of a document is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    CAPTION = "caption"
    METADATA = "metadata"
    REFERENCE = "reference"
    FURNITURE = "furniture"

    @property
    def is_read(self) -> bool:
        """Whether statements may be read from blocks of this kind."""
        return self not in (BlockKind.METADATA, BlockKind.REFERENCE, BlockKind.FURNITURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a document that stands on its own: a heading, a paragraph, a list item, ...

    `span` covers the words only: no bullet, no number, no white space around.
    `level` is the depth of a heading (1 the highest) or of a list item (1 the outermost), else 0.
    `parent` is the index of the block that gives this one its context: the list item or the
    introducing paragraph above a list item, else the heading above; None at the top.
    `reason` says why a block is furniture, metadata or a reference; empty for all others.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    parent: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says about itself. An empty string or tuple: it does not say."""

    title: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    date: str = ""
    """ISO 8601, as precise as the document is: ``2025``, ``2025-07`` or ``2025-07-01``."""
    pmid: str = ""
    pmcid: str = ""
    doi: str = ""
    """Lower-case, without a resolver: ``10.1097/cco.0000000000001152``."""
    url: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with its blocks. Offsets everywhere count characters of `text`.

    `source` is the name of the file or archive member it came from (no machine path), `sha256` the
    digest of `text` in UTF-8, `format` the name of the reader.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    source: str
    sha256: str
    format: str

    def __post_init__(self) -> None:
        for index, block in enumerate(self.blocks):
            if block.span.end > len(self.text):
                raise ValueError(f"{self.source}: block {index} ends behind the text")
            if block.parent is not None and block.parent >= index:
                raise ValueError(f"{self.source}: block {index} stands before its parent")

    @property
    def id(self) -> str:
        """The CURIE of the document: its DOI, else its PMID or PMCID, else its content.

        Two copies of one publication are two documents of one work, so only one of them could
        have the DOI; which file is which is told by `key`.
        """
        return self.work if not self.work.startswith("sha256:") else f"bkg:document/{self.sha256[:16]}"

    @property
    def key(self) -> str:
        """A short name of this very text, different for two copies of one work."""
        return self.sha256[:16]

    @property
    def work(self) -> str:
        """The publication this document is a copy of: ``doi:…``, ``pubmed:…``, ``pmc:…`` or ``sha256:…``."""
        meta = self.metadata
        if meta.doi:
            return f"doi:{meta.doi}"
        if meta.pmid:
            return f"pubmed:{meta.pmid}"
        if meta.pmcid:
            return f"pmc:{meta.pmcid}"
        return f"sha256:{self.sha256[:16]}"

    def text_of(self, block: Block) -> str:
        """Return the words of `block`."""
        return block.span.of(self.text)

    def context(self, index: int) -> Iterator[Block]:
        """Yield the blocks that give block `index` its context, the nearest first."""
        parent = self.blocks[index].parent
        while parent is not None:
            yield self.blocks[parent]
            parent = self.blocks[parent].parent

    def section(self, index: int) -> str:
        """Return the words of the nearest heading above block `index`, empty at the top."""
        for block in self.context(index):
            if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
                return " ".join(self.text_of(block).split())
        return ""


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
