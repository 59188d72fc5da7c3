"""Two line formats of PubMed: MEDLINE records (``PMID- ``) and PubTator texts (``123|t|``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.documents.dates import iso_date
from kg.documents.decoding import decode
from kg.documents.formats import reader
from kg.documents.identifiers import find_doi, find_pmcid
from kg.documents.rendering import Rendering, clean
from kg.documents.text import build
from kg.errors import ReadError
from kg.model import BlockKind, Document, Metadata

_TAG = re.compile(r"([A-Z0-9]{2,4}) *- (.*)")
_PUBTATOR = re.compile(r"(\d{1,9})\|([ta])\|(.*)")


@reader("medline", suffixes=(".nbib", ".medline"), about="MEDLINE records as PubMed exports them")
def read_medline(data: bytes, source: str) -> Iterator[Document]:
    """Yield a document for each record.

    Raises:
        ReadError: not a text, or no record in it.
    """
    text = decode(data, source).lstrip("\ufeff")
    record: dict[str, list[str]] = {}
    last, found = "", False
    for line in [*text.splitlines(), "PMID- "]:
        match = _TAG.match(line)
        if match is not None:
            last = match.group(1)
            if last == "PMID" and record:
                found = True
                yield _record(record, source)
                record = {}
            record.setdefault(last, []).append(match.group(2).strip())
        elif line.startswith("      ") and last in record:
            record[last][-1] += " " + line.strip()
    if not found:
        raise ReadError(source, "has no MEDLINE record (a line that begins with PMID-)")


def _record(record: dict[str, list[str]], source: str) -> Document:
    def first(tag: str) -> str:
        return clean(record.get(tag, [""])[0])

    page = Rendering()
    title = (first("TI") or first("BTI")).strip("[]")
    page.add(title, BlockKind.TITLE)
    if first("AB"):
        page.add("Abstract", BlockKind.HEADING, heading=1)
        page.add(first("AB"))
        page.add(first("CI"), BlockKind.FURNITURE, reason="copyright or licence")
    words = "; ".join(clean(k) for k in record.get("OT", ()))
    page.add(f"Keywords: {words}" if words else "", BlockKind.METADATA, reason="keywords")
    page.add(first("COIS"), BlockKind.FURNITURE, reason="declarations of the authors")
    if not page.pieces:
        page.add(f"PMID: {first('PMID')}", BlockKind.METADATA, reason="key and value")
    identifiers = [*record.get("LID", ()), *record.get("AID", ())]
    metadata = Metadata(
        title=title.rstrip("."),
        authors=tuple(clean(a) for a in record.get("FAU", ()) or record.get("AU", ())),
        journal=first("JT") or first("TA"),
        date=iso_date(re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", first("DEP"))) or iso_date(first("DP")),
        pmid=first("PMID"),
        pmcid=find_pmcid(first("PMC")),
        doi=next((find_doi(i) for i in identifiers if i.endswith("[doi]")), ""),
    )
    return build(page.text, page.pieces, source=source, format_="medline", metadata=metadata)


@reader("pubtator", suffixes=(".pubtator",), about="PubTator texts; their annotations are passed over")
def read_pubtator(data: bytes, source: str) -> Iterator[Document]:
    """Yield a document for each identifier with a title or an abstract.

    Raises:
        ReadError: not a text, or no such lines in it.
    """
    records: dict[str, dict[str, str]] = {}
    for line in decode(data, source).lstrip("\ufeff").splitlines():
        match = _PUBTATOR.match(line)
        if match is not None:
            records.setdefault(match.group(1), {}).setdefault(match.group(2), clean(match.group(3)))
    if not records:
        raise ReadError(source, "has no PubTator lines (number|t|title or number|a|abstract)")
    for pmid, record in records.items():
        page = Rendering()
        page.add(record.get("t", ""), BlockKind.TITLE)
        page.add("Abstract" if record.get("a") else "", BlockKind.HEADING, heading=1)
        page.add(record.get("a", ""))
        if page.pieces:
            metadata = Metadata(title=record.get("t", "").rstrip("."), pmid=pmid.lstrip("0"))
            yield build(page.text, page.pieces, source=source, format_="pubtator", metadata=metadata)
