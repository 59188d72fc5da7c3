"""The formats that can be read: a name, file suffixes and a function each, registered by decorator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import ReadError
from kg.model import Document

ReadFunction = Callable[[bytes, str], Iterable[Document]]
"""From bytes and the name of their source to documents; raises `ReadError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format with the function that reads it; `about` is one line for a user."""

    name: str
    suffixes: tuple[str, ...]
    about: str
    read: ReadFunction


FORMATS: dict[str, Format] = {}
"""All formats by name, filled by `reader` when the modules of the readers are imported."""

_XML_ROOT = re.compile(rb"<(?![?!])\s*(?:[\w.-]+:)?([\w.-]+)")
_XML_FORMATS = {
    "PubmedArticleSet": "pubmed",
    "PubmedArticle": "pubmed",
    "PubmedBookArticleSet": "pubmed",
    "MedlineCitationSet": "pubmed",
    "MedlineCitation": "pubmed",
    "article": "jats",
    "pmc-articleset": "jats",
    "OAI-PMH": "jats",
    "collection": "bioc",
    "html": "html",
}
_SNIFFED = 4096
"""Bytes from the front by which a format is told."""


def reader(
    name: str, *, suffixes: tuple[str, ...] = (), about: str
) -> Callable[[ReadFunction], ReadFunction]:
    """Register the decorated function as the reader of format `name`."""

    def register(function: ReadFunction) -> ReadFunction:
        FORMATS[name] = Format(name=name, suffixes=suffixes, about=about, read=function)
        return function

    return register


def formats() -> tuple[Format, ...]:
    """Return all formats, sorted by name."""
    return tuple(FORMATS[name] for name in sorted(FORMATS))


def lookup(name: str, *, source: str) -> Format:
    """Return the format `name`.

    Raises:
        ReadError: there is none; the message names the choices.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise ReadError(source, f"no format {name!r}; choose one of {', '.join(sorted(FORMATS))}") from None


def detect(data: bytes, name: str) -> str:
    """Return the name of the format that `data` from a source called `name` is in.

    The content decides where it is unmistakable (an XML root, JSON, MEDLINE tags), else the suffix;
    what is neither is plain text.

    >>> detect(b"<PubmedArticleSet>", "x"), detect(b"Some words.", "x.md"), detect(b"Some words.", "x")
    ('pubmed', 'markdown', 'text')

    Raises:
        ReadError: XML or JSON of a kind that no reader knows.
    """
    suffix = "." + name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    by_suffix = next((f.name for f in formats() if suffix in f.suffixes), "")
    head = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = head[:512].lower()
    if lower.startswith((b"<!doctype html", b"<html")) or by_suffix == "html":
        return "html"
    if head.startswith(b"<?xml") or suffix in (".xml", ".nxml") or _is_known_root(head):
        return _detect_xml(head, name)
    if head[:1] in b"{[" and b'"protocolSection"' in data[: 64 * _SNIFFED]:
        return "clinicaltrials"
    if suffix in (".json", ".bioc") or (head[:1] in b"{[" and b'"passages"' in data[: 64 * _SNIFFED]):
        return "bioc"
    if re.match(rb"\d{1,9}\|[ta]\|", head):
        return "pubtator"
    if re.match(rb"PMID- ?\d", head):
        return "medline"
    return by_suffix or "text"


def _is_known_root(head: bytes) -> bool:
    root = _XML_ROOT.match(head)
    return root is not None and root.group(1).decode("latin-1") in _XML_FORMATS and b">" in head


def _detect_xml(head: bytes, name: str) -> str:
    text = re.sub(rb"<!--.*?(?:-->|$)", b"", head, flags=re.DOTALL)
    text = re.sub(rb"<!DOCTYPE[^\[>]*(?:\[.*?(?:\]\s*>|$)|>)", b"", text, flags=re.DOTALL)
    root = _XML_ROOT.search(text)
    if root is None:
        # a declaration of entities that fills the head is the readers' to refuse
        return "jats"
    found = _XML_FORMATS.get(root.group(1).decode("latin-1"), "")
    if not found:
        known = ", ".join(sorted(_XML_FORMATS))
        raise ReadError(
            name, f"XML with the root <{root.group(1).decode('latin-1')}>; known roots are {known}"
        )
    return found
