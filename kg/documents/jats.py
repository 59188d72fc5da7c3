"""JATS: full text of journals as PubMed Central and publishers give it (NISO Z39.96)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.documents.dates import assemble, month_number
from kg.documents.formats import reader
from kg.documents.identifiers import find_doi
from kg.documents.rendering import Rendering
from kg.documents.text import build
from kg.documents.xml import attribute, find, find_all, local, parse, words_at, words_of
from kg.errors import ReadError
from kg.model import BlockKind, Document, Metadata

_ASIDE = {
    "ack": "acknowledgements",
    "fn-group": "notes",
    "fn": "notes",
    "notes": "notes",
    "author-notes": "notes",
    "bio": "about the authors",
    "app-group": "supplement",
    "supplementary-material": "supplement",
    "permissions": "copyright or licence",
    "glossary-note": "notes",
    "table-wrap-foot": "notes of a table",
}
_BLOCKS = frozenset(
    {
        *_ASIDE,
        *("sec", "p", "list", "table-wrap", "table", "fig", "fig-group", "table-wrap-group", "boxed-text"),
        *(
            "disp-quote",
            "def-list",
            "title",
            "ref-list",
            "disp-formula",
            "verse-group",
            "statement",
            "speech",
        ),
        *("alternatives", "caption", "disp-formula-group", "media", "glossary", "abstract", "trans-abstract"),
    }
)
_NO_WORDS = frozenset({"object-id", "label", "graphic", "inline-graphic", "alt-text", "long-desc", "id"})


@reader("jats", suffixes=(".nxml", ".jats"), about="JATS XML, full text of journal articles (PMC and others)")
def read_jats(data: bytes, source: str) -> Iterator[Document]:
    """Yield a document for each article.

    Raises:
        ReadError: broken XML (with its line), or no article in it.
    """
    root = parse(data, source)
    articles = [root] if local(root) == "article" else [e for e in root.iter() if local(e) == "article"]
    if not articles:
        raise ReadError(source, f"has no <article> below its root <{local(root)}>")
    for article in articles:
        yield _article(article, source)


def _article(article: etree._Element, source: str) -> Document:
    page = Rendering()
    meta = find(article, "front/article-meta")
    if meta is None:
        meta = article if find(article, "front-stub") is None else find_all(article, "front-stub")[0]
    page.add(words_at(meta, "title-group/article-title"), BlockKind.TITLE)
    for abstract in find_all(meta, "abstract"):
        title = words_at(abstract, "title")
        page.add(title or "Abstract", BlockKind.HEADING, heading=1)
        _blocks(abstract, page, depth=1, skip_title=bool(title))
    for group in find_all(meta, "kwd-group"):
        words = "; ".join(words_of(k) for k in group.iter() if local(k) == "kwd")
        page.add(f"Keywords: {words}" if words else "", BlockKind.METADATA, reason="keywords")
    for name in ("body", "back", "floats-group"):
        for part in find_all(article, name):
            _blocks(part, page, depth=0)
    for note in (e for name in ("author-notes", "permissions") for e in find_all(meta, name)):
        page.add(words_of(note), BlockKind.FURNITURE, reason=_ASIDE[local(note)])
    return build(page.text, page.pieces, source=source, format_="jats", metadata=_metadata(article, meta))


def _blocks(parent: etree._Element, page: Rendering, *, depth: int, skip_title: bool = False) -> None:
    """Render the block elements below `parent`; `depth` is the level of the headings above."""
    for child in parent:
        name = local(child)
        if name == "title":
            if not skip_title:
                page.add(_numbered(parent, words_of(child)), BlockKind.HEADING, heading=max(depth, 1))
        elif name in _ASIDE:
            page.add(words_of(child), BlockKind.FURNITURE, reason=_ASIDE[name])
        elif name == "ref-list":
            _references(child, page, depth)
        elif name in ("table-wrap", "fig"):
            _float(child, page)
        elif name == "list":
            _list(child, page, depth=1)
        elif name in ("def-list", "glossary"):
            page.add(words_at(child, "title"), None, heading=depth + 1)
            for item in (e for e in child.iter() if local(e) == "def-item"):
                page.add(
                    f"{words_at(item, 'term')}: {words_at(item, 'def')}", BlockKind.LIST_ITEM, marker="bullet"
                )
        elif name == "p":
            _paragraph(child, page)
        elif name in _BLOCKS or name in ("sec", "app", "sub-article"):
            _blocks(child, page, depth=depth + 1 if name in ("sec", "app", "boxed-text") else depth)


def _paragraph(element: etree._Element, page: Rendering, *, indent: int = 0) -> None:
    """Render a paragraph, and behind it the lists, figures and tables that stand within."""
    inside = [child for child in element if local(child) in _BLOCKS]
    page.add(words_of(element, skip=_BLOCKS | _NO_WORDS), indent=indent)
    for child in inside:
        if local(child) == "list":
            _list(child, page, depth=1 + indent // 2)
        elif local(child) in ("table-wrap", "fig"):
            _float(child, page)
        elif local(child) in ("disp-quote", "boxed-text", "def-list", "fig-group", "table-wrap-group"):
            _blocks(child, page, depth=9)


def _list(element: etree._Element, page: Rendering, *, depth: int) -> None:
    marker = (
        "number" if attribute(element, "list-type") in ("order", "roman-lower", "alpha-lower") else "bullet"
    )
    for item in find_all(element, "list-item"):
        first = True
        for child in item:
            if local(child) == "list":
                _list(child, page, depth=depth + 1)
            elif local(child) == "p" and first:
                words = words_of(child, skip=_BLOCKS | _NO_WORDS)
                page.add(words, BlockKind.LIST_ITEM, marker=marker, indent=2 * depth)
                first = False
                for nested in find_all(child, "list"):
                    _list(nested, page, depth=depth + 1)
            elif local(child) == "p":
                _paragraph(child, page, indent=2 * depth + 1)


def _float(element: etree._Element, page: Rendering) -> None:
    caption = find(element, "caption")
    words = " ".join(words_of(part) for part in caption) if caption is not None and len(caption) else ""
    label = words_at(element, "label")
    page.add(f"{label.rstrip('.')}. {words}" if label and words else words or label, BlockKind.CAPTION)
    for row in (e for e in element.iter() if local(e) == "tr"):
        page.row(words_of(cell) for cell in row if local(cell) in ("td", "th"))
    for foot in find_all(element, "table-wrap-foot"):
        page.add(words_of(foot), BlockKind.FURNITURE, reason=_ASIDE["table-wrap-foot"])


def _references(element: etree._Element, page: Rendering, depth: int) -> None:
    page.add(words_at(element, "title") or "References", BlockKind.HEADING, heading=depth + 1)
    for ref in (e for e in element.iter() if local(e) == "ref"):
        words = words_of(ref, skip=frozenset({"label"}))
        page.add(words, BlockKind.REFERENCE, reason="reference list")


def _numbered(section: etree._Element, title: str) -> str:
    label = words_at(section, "label")
    return f"{label} {title}" if label and local(section) == "sec" else title


def _metadata(article: etree._Element, meta: etree._Element) -> Metadata:
    ids = {attribute(e, "pub-id-type"): words_of(e) for e in find_all(meta, "article-id")}
    pmcid = (ids.get("pmc") or ids.get("pmcid") or ids.get("pmcaid") or "").upper().removeprefix("PMC")
    license_ = find(meta, "permissions/license")
    link = ""
    if license_ is not None:
        link = attribute(license_, "href") or next(
            (attribute(e, "href") for e in license_.iter() if "creativecommons" in attribute(e, "href")), ""
        )
    return Metadata(
        title=words_at(meta, "title-group/article-title").rstrip("."),
        authors=tuple(_authors(meta)),
        journal=words_at(article, "front/journal-meta/journal-title-group/journal-title")
        or words_at(article, "front/journal-meta/journal-title"),
        date=_date(meta),
        pmid=ids.get("pmid", ""),
        pmcid=f"PMC{pmcid}" if pmcid.isdigit() else "",
        doi=find_doi(ids.get("doi", "")),
        license=link or (attribute(license_, "license-type") if license_ is not None else ""),
    )


def _authors(meta: etree._Element) -> Iterator[str]:
    for person in find_all(meta, "contrib-group/contrib"):
        if attribute(person, "contrib-type") not in ("author", ""):
            continue
        name = find(person, "name")
        if name is not None:
            yield ", ".join(w for w in (words_at(name, "surname"), words_at(name, "given-names")) if w)
        elif words_at(person, "collab"):
            yield words_at(person, "collab")


def _date(meta: etree._Element) -> str:
    """Return the most precise of the earliest dates: electronic before collection."""
    dates = []
    for element in find_all(meta, "pub-date"):
        year = words_at(element, "year")
        if year.isdigit():
            day = words_at(element, "day")
            dates.append(
                assemble(
                    int(year), month_number(words_at(element, "month")), int(day) if day.isdigit() else 0
                )
            )
    dates = [d for d in dates if d]
    return min(dates, key=lambda d: (-len(d), d)) if dates else ""
