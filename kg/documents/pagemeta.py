"""Metadata in the head of a web page: citation tags, Dublin Core, Open Graph, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kg.documents.dates import iso_date
from kg.documents.identifiers import find_doi, find_pmcid, find_pmid
from kg.documents.metadata import clean_title, merge
from kg.model import Metadata

_ARTICLES = (
    "Article",
    "MedicalWebPage",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "NewsArticle",
    "WebPage",
    "BlogPosting",
)


def page_metadata(page: LexborHTMLParser) -> Metadata:
    """Return what the head of a page says of it, the tags made for citing before those for sharing."""
    tags: dict[str, list[str]] = {}
    for node in page.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            tags.setdefault(name, []).append(content)
    link = page.css_first("link[rel='canonical']")
    cited = Metadata(
        title=clean_title(_first(tags, "citation_title", "dc.title", "wkhealth_title")),
        authors=tuple(tags.get("citation_author", ()) or tags.get("dc.creator", ()) or _split(tags)),
        journal=_first(tags, "citation_journal_title", "prism.publicationname", "citation_conference_title"),
        date=iso_date(
            _first(
                tags,
                "citation_publication_date",
                "citation_online_date",
                "citation_date",
                "prism.publicationdate",
                "dc.date",
            )
        ),
        pmid=find_pmid("PMID " + _first(tags, "citation_pmid", "ncbi_pmid", "ncbi_uidlist")),
        pmcid=find_pmcid(_first(tags, "citation_pmcid", "ncbi_pcid")),
        doi=find_doi(_first(tags, "citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi")),
        license=_first(tags, "dc.rights", "citation_license"),
    )
    shared = Metadata(
        title=clean_title(_first(tags, "og:title", "twitter:title")),
        date=iso_date(
            _first(
                tags, "article:published_time", "article:modified_time", "og:updated_time", "last-modified"
            )
        ),
        url=_first(tags, "og:url") or ((link.attributes.get("href") or "") if link is not None else ""),
    )
    found = merge(merge(cited, _linked_data(page)), shared)
    return found if found.url.startswith("http") else replace(found, url="")


def _first(tags: dict[str, list[str]], *names: str) -> str:
    return next((tags[name][0] for name in names if name in tags), "")


def _split(tags: dict[str, list[str]]) -> list[str]:
    return [name.strip() for name in _first(tags, "citation_authors", "author").split(";") if name.strip()]


def _linked_data(page: LexborHTMLParser) -> Metadata:
    for node in page.css("script[type='application/ld+json']"):
        try:
            data = json.loads(node.text() or "")
        except (ValueError, RecursionError):
            continue
        for entry in _entries(data):
            kinds = entry.get("@type")
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return Metadata(
                    title=clean_title(_word(entry.get("headline")) or _word(entry.get("name"))),
                    authors=tuple(name for a in _many(entry.get("author")) if (name := _word(a))),
                    date=iso_date(_word(entry.get("datePublished")) or _word(entry.get("dateModified"))),
                    doi=next(
                        (
                            d
                            for s in _many(entry.get("sameAs")) + _many(entry.get("identifier"))
                            if (d := find_doi(_word(s)))
                        ),
                        "",
                    ),
                    license=_word(entry.get("license")),
                    url=_word(entry.get("url")),
                )
    return Metadata()


def _entries(data: Any) -> Iterator[dict[str, Any]]:
    for entry in _many(data):
        if isinstance(entry, dict):
            yield from (e for e in _many(entry.get("@graph")) if isinstance(e, dict))
            yield entry


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _word(value: Any) -> str:
    """Return a string, or the name, value or address of an object; empty for all else."""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("name", "value", "url", "@id") if isinstance(value.get(key), str)), ""
        )
    return " ".join(value.split()) if isinstance(value, str) else ""
