"""Identifiers as the packs write them: CURIEs with a lower-case prefix of ``ontologies/prefixes.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypedDict
from urllib.parse import unquote

from kg.lexicon.sources.names import public
from kg.resources import data_dir

#: The packs say ``orphanet:631``, as all ontologies do in their cross-references.
_AS_PACKS_SAY = {"orphanet.ordo": "orphanet"}
#: What ends the part of an IRI that all identifiers of a namespace share.
_SEPARATOR = re.compile(r"[_/#=:]")
_OBO = re.compile(r"https?://purl\.obolibrary\.org/obo/([A-Za-z][A-Za-z0-9.]*)_([^\s/#?]+)")
_RESOLVED = re.compile(
    r"https?://(?:identifiers\.org|bioregistry\.io|n2t\.net)/([A-Za-z][\w.]*)[/:]([^\s?#]+)"
)
_NUMBERED = re.compile(r".*[/#]([A-Za-z][A-Za-z.]*)_([A-Za-z]{0,3}[0-9]+)")
_CURIE = re.compile(r"[A-Za-z_][\w.-]*:[^\s:][^\s]*")
#: Prefixes that shorten IRIs for the eye but are no namespace of identifiers.
_NO_NAMESPACE = frozenset({"", "obo", "owl", "rdf", "rdfs", "xsd", "xml", "skos", "dc", "dcterms", "terms"})


class _Row(TypedDict, total=False):
    prefix: str
    uri_prefix: str
    prefix_synonyms: list[str]
    uri_prefix_synonyms: list[str]
    pattern: str


@cache
def _rows() -> tuple[_Row, ...]:
    path = data_dir("ontologies") / "prefixes.json"
    return tuple(json.loads(path.read_text(encoding="utf-8")))


@cache
def _synonyms() -> Mapping[str, str]:
    """Return every lower-case way of writing a prefix, with the one that the packs use."""
    found: dict[str, str] = {}
    for row in _rows():
        for written in (row["prefix"], *row.get("prefix_synonyms", ())):
            found[written.lower()] = _AS_PACKS_SAY.get(row["prefix"], row["prefix"])
    return found


@cache
def _stems() -> Mapping[str, str]:
    """Return the beginnings of IRIs with their prefixes."""
    return {
        stem: _AS_PACKS_SAY.get(row["prefix"], row["prefix"])
        for row in _rows()
        for stem in (row["uri_prefix"], *row.get("uri_prefix_synonyms", ()))
    }


@cache
def pattern(of_prefix: str) -> re.Pattern[str] | None:
    """Return what the local part of an identifier with this prefix looks like, None where nobody says."""
    for row in _rows():
        if _AS_PACKS_SAY.get(row["prefix"], row["prefix"]) == of_prefix and row.get("pattern"):
            return re.compile(row["pattern"])
    return None


def prefix(text: str) -> str:
    """Return a prefix as the packs write it.

    >>> prefix("MAXO"), prefix("Orphanet:"), prefix("famplex")
    ('maxo', 'orphanet', 'fplx')
    """
    lower = text.strip().rstrip(":").lower()
    return _synonyms().get(lower, lower)


def is_known(of_prefix: str) -> bool:
    """Tell whether ``ontologies/prefixes.json`` has this prefix."""
    return of_prefix in _synonyms()


def standard(curie: str) -> str | None:
    """Return a CURIE as the packs write it, None where the text is none.

    >>> standard("MONDO:0005089"), standard("Orphanet:631"), standard("HGNC:HGNC:5"), standard("entrez:7")
    ('mondo:0005089', 'orphanet:631', 'hgnc:5', 'ncbigene:7')
    >>> standard("part_of") is None, standard("http://a.org/b") is None
    (True, True)
    """
    if not _CURIE.fullmatch(curie) or "://" in curie:
        return None
    written, _, local = public(curie).partition(":")
    if local.lower().startswith(written + ":") and len(local) > len(written) + 1:
        local = local[len(written) + 1 :]
    return f"{prefix(written)}:{local}"


class Identifiers:
    """Turns the identifiers of one file into CURIEs.

    `name` is the prefix given to identifiers of a namespace that has none, `declared` the prefixes that
    the file itself declares.

    >>> ids = Identifiers("mine", {"ex": "http://example.org/x/"})
    >>> ids.curie("http://purl.obolibrary.org/obo/OGMS_0000031"), ids.curie("http://example.org/x/spot")
    ('ogms:0000031', 'ex:spot')
    >>> ids.curie("http://example.org/own#dot"), ids.unnamed
    ('mine:dot', 'http://example.org/own#')
    """

    def __init__(self, name: str, declared: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.unnamed: str | None = None
        self._declared: dict[str, str] = {}
        self._known: dict[str, str | None] = {}
        self.declare(declared or {})

    def declare(self, prefixes: Mapping[str, str]) -> None:
        """Add prefixes that the file declares."""
        for written, stem in prefixes.items():
            if written.lower() not in _NO_NAMESPACE and stem:
                self._declared[stem] = prefix(written)

    def curie(self, identifier: str) -> str | None:
        """Return the CURIE of an IRI or a CURIE as a file writes it, None where it cannot have one."""
        if identifier not in self._known:
            self._known[identifier] = self._compress(identifier)
        return self._known[identifier]

    def _compress(self, identifier: str) -> str | None:
        identifier = identifier.strip()
        if "://" not in identifier:
            return standard(identifier)
        for stems in (_stems(), self._declared):
            if (found := _longest(identifier, stems)) is not None:
                return standard(found) or None
            for form in (_OBO, _RESOLVED):
                if match := form.fullmatch(identifier):
                    return standard(f"{match.group(1)}:{unquote(match.group(2))}")
        if match := _NUMBERED.fullmatch(identifier):
            return standard(f"{match.group(1)}:{match.group(2)}")
        return self._own(identifier)

    def _own(self, iri: str) -> str | None:
        """Return a CURIE under the name of the file for the first namespace that has no prefix.

        A second such namespace gets none: equal local names in the two would become one identifier.
        """
        at = max(iri.rfind("#"), iri.rfind("/")) + 1
        if self.unnamed is None:
            self.unnamed = iri[:at]
        if iri[:at] != self.unnamed:
            return None
        return standard(f"{self.name}:{unquote(iri[at:])}")


def _longest(iri: str, stems: Mapping[str, str]) -> str | None:
    ends: Iterable[int] = (match.end() for match in _SEPARATOR.finditer(iri))
    for end in sorted(ends, reverse=True):
        found = stems.get(iri[:end])
        if found is not None and end < len(iri):
            return f"{found}:{unquote(iri[end:])}"
    return None
