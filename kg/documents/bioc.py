"""BioC: collections of passages as PubTator 3, the BioC APIs of PubMed and PMC, and corpora give them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kg.documents.dates import iso_date
from kg.documents.decoding import decode
from kg.documents.formats import reader
from kg.documents.identifiers import find_doi, find_pmcid
from kg.documents.rendering import Rendering, clean
from kg.documents.text import build
from kg.documents.xml import find_all, parse, words_at
from kg.errors import ReadError
from kg.model import BlockKind, Document, Metadata

_ASIDE = {
    "ACK_FUND": "acknowledgements",
    "AUTH_CONT": "declarations of the authors",
    "COMP_INT": "declarations of the authors",
    "SUPPL": "supplement",
    "REVIEW_INFO": "notes",
}
_HEADING = re.compile(r"(?:^|_)title(?:_(\d))?$|^title_?(\d)$")


@reader("bioc", suffixes=(".bioc",), about="BioC JSON or XML, also as PubTator gives it")
def read_bioc(data: bytes, source: str) -> Iterator[Document]:
    """Yield a document for each document of the collection that has words.

    Raises:
        ReadError: broken JSON or XML (with its line), or no documents with passages in it.
    """
    found = False
    for entry in _entries(data, source):
        found = True
        document = _document(entry, source)
        if document is not None:
            yield document
    if not found:
        raise ReadError(source, "is JSON without BioC documents (objects with passages)")


def _entries(data: bytes, source: str) -> Iterator[dict[str, Any]]:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from (_from_xml(e) for e in parse(data, source).iter("document"))
        return
    text = decode(data, source).lstrip("\ufeff")
    try:
        values = [json.loads(text)]
    except (json.JSONDecodeError, RecursionError) as error:
        values = _by_line(text, source, error)
    for value in values:
        yield from _documents(value)


def _by_line(text: str, source: str, error: Exception) -> list[Any]:
    """Return the values of a file with one JSON document a line, as PubTator exports."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    values: list[Any] = []
    for number, line in lines:
        try:
            values.append(json.loads(line))
        except (json.JSONDecodeError, RecursionError) as broken:
            first = error if not values else broken
            at = first.lineno if isinstance(first, json.JSONDecodeError) and not values else number
            words = first.msg if isinstance(first, json.JSONDecodeError) else "nested too deeply"
            raise ReadError(source, f"is broken JSON: {words}", line=at) from None
    return values


def _documents(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects with passages in a collection, a list of collections or a single document."""
    if isinstance(value, list):
        for entry in value:
            yield from _documents(entry)
    elif isinstance(value, dict):
        if isinstance(value.get("passages"), list):
            yield value
        else:
            for key in sorted(value):
                if isinstance(value[key], list):
                    yield from _documents([e for e in value[key] if isinstance(e, dict)])


def _from_xml(element: etree._Element) -> dict[str, Any]:
    passages = [
        {
            "infons": {str(i.get("key", "")): i.text or "" for i in find_all(passage, "infon")},
            "text": words_at(passage, "text")
            or " ".join(words_at(s, "text") for s in find_all(passage, "sentence")),
        }
        for passage in find_all(element, "passage")
    ]
    return {"id": words_at(element, "id"), "passages": passages}


def _document(entry: dict[str, Any], source: str) -> Document | None:
    page = Rendering()
    infons: dict[str, str] = {}
    for passage in entry["passages"]:
        if not isinstance(passage, dict):
            continue
        found = passage.get("infons")
        own = {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
        infons = {**own, **infons}
        _passage(passage, own, page)
    if not page.pieces:
        return None
    metadata = _metadata(str(entry.get("id", "")), infons, entry, page)
    return build(page.text, page.pieces, source=source, format_="bioc", metadata=metadata)


def _passage(passage: dict[str, Any], infons: dict[str, str], page: Rendering) -> None:
    words = passage.get("text")
    if not isinstance(words, str) or not words.strip():
        sentences = passage.get("sentences")
        words = (
            " ".join(str(s.get("text", "")) for s in sentences if isinstance(s, dict))
            if isinstance(sentences, list)
            else ""
        )
    kind = infons.get("type", "").lower()
    section = infons.get("section_type", "").upper() or infons.get("section", "").upper()
    heading = _HEADING.search(kind)
    level = int(heading.group(1) or heading.group(2) or 1) if heading else 0
    if kind == "table" or (section == "TABLE" and "\t" in words):
        for line in words.splitlines():
            page.row(cell for cell in line.split("\t") if cell.strip())
        return
    words = clean(words)
    if section == "REF" or kind == "ref":
        page.add(
            words,
            BlockKind.HEADING if heading else BlockKind.REFERENCE,
            reason="" if heading else "reference list",
            heading=level,
        )
    elif section in _ASIDE or "footnote" in kind:
        page.add(words, BlockKind.FURNITURE, reason=_ASIDE.get(section, "notes"))
    elif "caption" in kind or section == "FIG":
        page.add(words, BlockKind.CAPTION)
    elif (
        not page.pieces and (section in ("TITLE", "") and kind in ("title", "front", "")) and len(words) < 500
    ):
        page.add(words, BlockKind.TITLE)
    elif heading:
        page.add(words, BlockKind.HEADING, heading=level)
    elif section == "KEYWORD" or kind == "kwd":
        page.add(words, BlockKind.METADATA, reason="keywords")
    else:
        if section == "ABSTRACT" or kind == "abstract":
            headed = any(p.kind is BlockKind.HEADING or p.heading for p in page.pieces)
            page.add("" if headed else "Abstract", BlockKind.HEADING, heading=1)
        page.add(words)


def _metadata(identifier: str, infons: dict[str, str], entry: dict[str, Any], page: Rendering) -> Metadata:
    pmcid = infons.get("article-id_pmc", "") or (identifier if identifier.upper().startswith("PMC") else "")
    pmcid = "PMC" + pmcid.upper().removeprefix("PMC") if pmcid else ""
    pmid = infons.get("article-id_pmid", "") or (
        identifier if re.fullmatch(r"[1-9]\d{0,7}", identifier) else ""
    )
    journal = infons.get("journal-title", "") or infons.get("journal", "") or str(entry.get("journal") or "")
    authors = infons.get("authors") or entry.get("authors") or ""
    names = [str(a) for a in authors] if isinstance(authors, list) else str(authors).split(",")
    numbered = [
        infons[k]
        for k in sorted((k for k in infons if re.fullmatch(r"name_\d+", k)), key=lambda k: int(k[5:]))
    ]
    named = [", ".join(part.split(":", 1)[-1] for part in name.split(";")) for name in numbered]
    title = next((p for p in page.pieces if p.kind is BlockKind.TITLE), None)
    return Metadata(
        title=page.text[title.start : title.end].rstrip(".") if title else "",
        authors=tuple(named) or tuple(n.strip() for n in names if n.strip()),
        journal=re.split(r"[.;]\s*(?:19|20)\d\d", journal)[0].strip(" ."),
        date=iso_date(journal) or iso_date(infons.get("year", "") or str(entry.get("date") or "")),
        pmid=pmid if pmid.isdigit() else "",
        pmcid=find_pmcid(pmcid),
        doi=find_doi(infons.get("article-id_doi", "") or journal),
        license=clean(infons.get("license", "")),
    )
