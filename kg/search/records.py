"""What a search finds. Spans are (start, end) of characters, half-open."""

from __future__ import annotations

from dataclasses import dataclass

#: How a name answers to the words that were looked for, the best first.
WAYS = ("exact", "prefix", "word", "typo")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptHit:
    """A concept that was found by one of its names.

    `name` is the name that matched, `kind` what it is ("label", "synonym", "identifier"), `way` one of
    `WAYS`. `documents` counts those that mention the concept.
    """

    iri: str
    curie: str
    label: str
    type: str
    documents: int
    name: str
    kind: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteHit:
    """The sentence of a piece of evidence; `marks` are the words that matched, counted in `quote`."""

    evidence: str
    document: str
    quote: str
    marks: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHit:
    """A line of a document: ``document.text[start:end]``; `marks` are counted in `text`."""

    document: str
    start: int
    end: int
    text: str
    marks: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHit:
    """A document that was found by its title, authors, journal, file name or identifier."""

    document: str
    title: str
    marks: Spans
