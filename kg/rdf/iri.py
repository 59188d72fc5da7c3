"""From CURIEs to IRIs and back: public prefixes by the prefix map, our own under the base of the build.

``ontologies/prefixes.json`` is an extended prefix map in the format of the `curies` package (Hoyt et al.,
Bioinformatics 2023;39:btad114) with the Bioregistry's preferred expansions.
"""

from __future__ import annotations

import json
import re
from functools import cache
from urllib.parse import quote, unquote

import curies

from kg.errors import ConfigError, GraphError
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.resources import data_dir

OWN_PREFIX = "bkg"
_BIOREGISTRY = "https://bioregistry.io/"
# What RFC 3986 allows in a path; everything else, so also all of Unicode, is percent-encoded.
_SAFE = "/:@!$&'()*+,;=-._~"
_BASE = re.compile(r"(https?://[^\s<>\"{}|\\^`#?]+/|urn:[A-Za-z0-9][A-Za-z0-9-]*:[^\s<>\"{}|\\^`#?]*)\Z")


@cache
def _public_records() -> tuple[curies.Record, ...]:
    path = data_dir("ontologies") / "prefixes.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(curies.Record.model_validate(row) for row in rows if row["prefix"] != OWN_PREFIX)


class Iris:
    """Expands and contracts CURIEs for one base IRI, and mints the local names of a build.

    Args:
        base: where minted IRIs live; an absolute http(s) IRI that ends with a slash, or a urn.

    Raises:
        ConfigError: the base is not such an IRI.

    >>> iris = Iris()
    >>> iris.expand("mondo:0010434")
    'http://purl.obolibrary.org/obo/MONDO_0010434'
    >>> iris.contract("http://purl.obolibrary.org/obo/MONDO_0010434")
    'mondo:0010434'
    >>> iris.expand("bkg:fusion/SS18--SSX1")
    'https://w3id.org/biomedkg/id/fusion/SS18--SSX1'
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if not _BASE.match(base):
            raise ConfigError(f"not a base for IRIs: {base!r}; give an http(s) IRI that ends with a slash")
        self.base = base
        own = curies.Record(prefix=OWN_PREFIX, uri_prefix=base)
        self._converter = curies.Converter([*_public_records(), own])
        # the converter makes it anew whenever it is asked
        self._stems = dict(self._converter.bimap)

    def expand(self, curie: str) -> str:
        """Return the IRI of `curie`; a prefix that the map lacks goes to the Bioregistry's resolver.

        What an IRI must not hold is percent-encoded in UTF-8.

        Raises:
            GraphError: `curie` has no prefix or no identifier.
        """
        prefix, colon, identifier = curie.partition(":")
        if not (prefix and colon and identifier):
            raise GraphError(f"not a CURIE: {curie!r}")
        local = quote(identifier, safe=_SAFE, errors="surrogatepass")
        standard = self._converter.standardize_prefix(prefix)
        if standard is None:
            return f"{_BIOREGISTRY}{quote(prefix, safe=_SAFE)}:{local}"
        return f"{self._stems[standard]}{local}"

    def contract(self, iri: str) -> str | None:
        """Return the CURIE of an IRI, None where no prefix fits: the inverse of `expand`.

        >>> Iris().contract("urn:x") is None
        True
        """
        if iri.startswith(_BIOREGISTRY):
            return unquote(iri.removeprefix(_BIOREGISTRY))
        found = self._converter.parse_uri(iri, strict=False)
        if found is None or not found.identifier:
            return None
        return f"{found.prefix}:{unquote(found.identifier)}"

    def minted(self, folder: str, key: str) -> str:
        """Return the IRI of something of our own: ``<base>folder/key``.

        >>> Iris("urn:test:").minted("assoc", "3f9a")
        'urn:test:assoc/3f9a'
        """
        return f"{self.base}{folder}/{quote(key, safe=_SAFE)}"

    def prefixes(self) -> dict[str, str]:
        """Return prefix to IRI stem, sorted; each folder of our own is a prefix, so that Turtle reads well.

        A local name in Turtle cannot hold a bare slash, hence ``assoc:3f9a`` rather than ``bkg:assoc/3f9a``.
        """
        stems = dict(self._stems)
        for folder in ("assoc", "evidence", "grounding", "outcome", "document", "fusion", "build"):
            stems.setdefault(folder, f"{self.base}{folder}/")
        return dict(sorted(stems.items()))
