"""What a page says about itself, read from the blocks that are not its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from kg.documents.bibtex import authors_of, first_entry
from kg.documents.dates import iso_date
from kg.documents.drafts import is_author_line
from kg.documents.identifiers import find_doi, find_pmcid, find_pmid
from kg.documents.vocabulary import key_of
from kg.model import Block, BlockKind, Metadata

_KEY_VALUE = re.compile(r"\s*([^\W\d_][\w /'’-]{1,40}?)\s*:\s*(.+)", re.DOTALL)
_CITATION_DATE = re.compile(r"(?:^|\.\s)\W*((?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)\s*[;:.]")
_JOURNAL_YEAR = re.compile(r"^(?:\d+\. )?([A-Z][A-Za-z&. ()-]{2,80}?)\.\s+(?:19|20)\d\d\b")
_ET_AL = re.compile(r"^([^.,]{3,60}?)\s+et al\.\s+([A-Z][A-Za-z& ]{2,60})\.")
_LICENSE = re.compile(
    r"\bCC[ -](?:BY|0)(?:-(?:NC|ND|SA))*(?: \d\.\d)?|\bCreative Commons [\w -]{3,80}?Licen[cs]e\b|https?://creativecommons\.org/licenses/\S+"
)
_PUBLISHED = (
    "published",
    "date published",
    "publication date",
    "published online",
    "first published",
    "posted",
    "posted date",
    "date",
    "epub",
    "online ahead of print",
    "first posted",
)
_UPDATED = (
    "last updated",
    "updated",
    "last reviewed",
    "last modified",
    "last revised",
    "last update",
    "reviewed",
    "last update posted",
)
_LONGEST = 3000
_NOT_OURS = frozenset({"other works", "comments of readers", "reference"})


def read_metadata(text: str, blocks: Sequence[Block]) -> Metadata:
    """Return what the metadata and furniture blocks of `text` say about the document itself.

    Nothing is taken from a reference list, from neighbouring articles or from running text, so the DOI of
    another work is never mistaken for its own; a damaged date gives none.
    """
    lines = list(_lines(text, blocks))
    entry = first_entry(text) if "@" in text else {}
    values = _values(lines)
    published = next((d for key in _PUBLISHED if key in values and (d := iso_date(values[key]))), "")
    updated = next((d for key in _UPDATED if key in values and (d := iso_date(values[key]))), "")
    journal, cited, author = _citation_line(lines)
    title = next((b.span.of(text) for b in blocks if b.kind is BlockKind.TITLE), "")
    listed = _authors(lines)
    return Metadata(
        title=clean_title(entry.get("title", "") or title),
        authors=authors_of(entry.get("author", "")) or listed or author,
        journal=_journal(values.get("journal", "") or entry.get("journal", "") or journal),
        date=published
        or cited
        or iso_date(" ".join((entry.get("year", ""), entry.get("month", ""))))
        or updated,
        pmid=next((p for line in lines if (p := find_pmid(line))), "") or find_pmid(entry.get("eprint", "")),
        pmcid=next((p for line in lines if (p := find_pmcid(line))), ""),
        doi=find_doi(entry.get("doi", "")) or _doi(lines),
        url=next(
            (v.split()[0] for k in ("url", "permalink") if (v := values.get(k, "")).startswith("http")), ""
        )
        or entry.get("url", ""),
        license=values.get("license", "") or values.get("licence", "") or _license(lines),
    )


def merge(first: Metadata, second: Metadata) -> Metadata:
    """Return `first` with its empty fields filled from `second`."""
    empty = {f.name: getattr(second, f.name) for f in fields(first) if not getattr(first, f.name)}
    return replace(first, **empty)


def title_keys(text: str) -> frozenset[str]:
    """Return the keys of the titles that a BibTeX entry in `text` gives."""
    title = first_entry(text).get("title", "") if "@" in text else ""
    return frozenset({key_of(title)}) if title else frozenset()


def clean_title(words: str) -> str:
    """Return a title on one line without the full stop at its end.

    >>> clean_title("Rare tumours\\n of bone.")
    'Rare tumours of bone'
    """
    title = " ".join(words.split()).strip("*# ")
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind is BlockKind.METADATA or (
            block.kind is BlockKind.FURNITURE and block.reason not in _NOT_OURS
        ):
            yield from block.span.of(text)[:_LONGEST].splitlines()


def _values(lines: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in lines:
        match = _KEY_VALUE.match(line)
        if match is not None:
            values.setdefault(key_of(match.group(1)), " ".join(match.group(2).split()))
    return values


def _doi(lines: Sequence[str]) -> str:
    """Return the DOI of the lines; one that a line names as the DOI first."""
    named = [
        line
        for line in lines
        if re.match(r"\W*(?:doi\b|https?://(?:dx\.)?doi\.org/)|.*\bdoi:", line, re.IGNORECASE)
    ]
    return next((doi for line in (*named, *lines) if (doi := find_doi(line))), "")


def _citation_line(lines: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return journal, date and first author as a line in the style of PubMed gives them."""
    journal, date, author = "", "", ""
    for line in lines:
        if (match := _JOURNAL_YEAR.match(line)) and not journal:
            journal = match.group(1)
        if (match := _ET_AL.match(line)) and not author:
            author, journal = match.group(1), journal or match.group(2)
        if not date and len(line) < 300 and (match := _CITATION_DATE.search(line)):
            date = iso_date(match.group(1))
    return journal, date, (" ".join(author.split()),) if author else ()


def _journal(words: str) -> str:
    return re.sub(r"[\s,]*\(?(?:19|20)\d\d\)?\W*$", "", words).strip(" .,;")


def _authors(lines: Sequence[str]) -> tuple[str, ...]:
    for line in lines:
        if len(line) < _LONGEST and "{" not in line and is_author_line(line):
            rest = re.sub(r"^(?:by|authors?|written by)\b:?\s*", "", line, flags=re.IGNORECASE)
            names = (
                re.sub(r"[\d*†‡§,\s()\[\]]+$", "", name).strip(" .")
                for name in re.split(r",(?!\s*(?:MD|PhD)\b)|;|&|\band\b|•|·", rest)
            )
            return tuple(" ".join(name.split()) for name in names if name and name != "et al")
    return ()


def _license(lines: Sequence[str]) -> str:
    return next((match.group() for line in lines if (match := _LICENSE.search(line))), "")
