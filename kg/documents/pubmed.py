"""PubMed: citations with abstracts as the E-utilities and the yearly baseline give them (many in a file)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.documents.dates import assemble, iso_date, month_number
from kg.documents.formats import reader
from kg.documents.identifiers import find_doi
from kg.documents.rendering import Rendering
from kg.documents.text import build
from kg.documents.xml import attribute, find, find_all, records, words_at, words_of
from kg.errors import ReadError
from kg.model import BlockKind, Document, Metadata

_TAGS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
_NO_LABEL = frozenset({"", "UNASSIGNED", "UNLABELLED", "UNLABELED"})


@reader("pubmed", about="PubMed XML, one or many citations with abstracts")
def read_pubmed(data: bytes, source: str) -> Iterator[Document]:
    """Yield a document for each citation, in their order.

    Raises:
        ReadError: broken XML (with its line), or no citation in it.
    """
    found = False
    for element in records(data, source, _TAGS):
        found = True
        yield _citation(element, source)
    if not found:
        raise ReadError(source, "is PubMed XML without a citation")


def _citation(element: etree._Element, source: str) -> Document:
    citation = next(
        (c for n in ("MedlineCitation", "BookDocument") if (c := find(element, n)) is not None), element
    )
    article = find(citation, "Article")
    body = article if article is not None else citation
    page = Rendering()
    # a translated title stands in brackets
    page.add(words_at(body, "ArticleTitle").strip("[]"), BlockKind.TITLE)
    abstract = find(body, "Abstract")
    if abstract is not None:
        page.add("Abstract", BlockKind.HEADING, heading=1)
        _abstract(abstract, page)
    for other in find_all(citation, "OtherAbstract"):
        if attribute(other, "Language") in ("", "eng"):
            page.add("Summary", BlockKind.HEADING, heading=1)
            _abstract(other, page)
    words = "; ".join(words_of(k) for k in find_all(citation, "KeywordList/Keyword"))
    page.add(f"Keywords: {words}" if words else "", BlockKind.METADATA, reason="keywords")
    mesh = "; ".join(words_at(h, "DescriptorName") for h in find_all(citation, "MeshHeadingList/MeshHeading"))
    page.add(f"MeSH terms: {mesh}" if mesh else "", BlockKind.METADATA, reason="keywords")
    page.add(words_at(citation, "CoiStatement"), BlockKind.FURNITURE, reason="declarations of the authors")
    cited = [words_at(r, "Citation") for r in find_all(element, "PubmedData/ReferenceList/Reference")]
    page.add("References" if any(cited) else "", BlockKind.HEADING, heading=1)
    for words in cited:
        page.add(words, BlockKind.REFERENCE, reason="reference list")
    metadata = _metadata(element, citation, body)
    if not page.pieces:
        page.add(f"PMID: {metadata.pmid}", BlockKind.METADATA, reason="key and value")
    return build(page.text, page.pieces, source=source, format_="pubmed", metadata=metadata)


def _abstract(abstract: etree._Element, page: Rendering) -> None:
    for part in find_all(abstract, "AbstractText"):
        label = attribute(part, "Label").strip()
        if label.upper() not in _NO_LABEL:
            page.add(label, BlockKind.HEADING, heading=2)
        page.add(words_of(part))
    page.add(words_at(abstract, "CopyrightInformation"), BlockKind.FURNITURE, reason="copyright or licence")


def _metadata(element: etree._Element, citation: etree._Element, body: etree._Element) -> Metadata:
    ids = {
        attribute(e, "IdType"): words_of(e) for e in find_all(element, "PubmedData/ArticleIdList/ArticleId")
    }
    ids |= {attribute(e, "IdType"): words_of(e) for e in find_all(citation, "ArticleIdList/ArticleId")}
    located = next(
        (words_of(e) for e in find_all(body, "ELocationID") if attribute(e, "EIdType") == "doi"), ""
    )
    authors = []
    for person in find_all(body, "AuthorList/Author"):
        name = ", ".join(w for w in (words_at(person, "LastName"), words_at(person, "ForeName")) if w)
        authors.append(name or words_at(person, "CollectiveName"))
    return Metadata(
        title=words_at(body, "ArticleTitle").strip("[]").rstrip("."),
        authors=tuple(a for a in authors if a),
        journal=words_at(body, "Journal/Title")
        or words_at(body, "Journal/ISOAbbreviation")
        or words_at(body, "Book/BookTitle"),
        date=_date(body),
        pmid=words_at(citation, "PMID"),
        pmcid=ids.get("pmc", ""),
        doi=find_doi(ids.get("doi", "") or located),
    )


def _date(body: etree._Element) -> str:
    """Return the electronic date, which is exact, else that of the issue."""
    for path in ("ArticleDate", "Journal/JournalIssue/PubDate", "Book/PubDate", "ContributionDate"):
        element = find(body, path)
        if element is None:
            continue
        year, day = words_at(element, "Year"), words_at(element, "Day")
        if year.isdigit():
            return assemble(
                int(year), month_number(words_at(element, "Month")), int(day) if day.isdigit() else 0
            )
        if found := iso_date(words_at(element, "MedlineDate")):
            return found
    return ""
