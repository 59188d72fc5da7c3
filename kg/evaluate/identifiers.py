"""Identifiers as the corpora write them, and as CURIEs of ours."""

from __future__ import annotations

#: Prefixes of the corpora and ours. What is not here ("local") identifies nothing outside its corpus.
_PREFIXES = {
    "CHEBI": "chebi",
    "CL": "cl",
    "Cellosaurus": "cellosaurus",
    "DOID": "doid",
    "GO": "go",
    "HGNC": "hgnc",
    "HP": "hp",
    "MESH": "mesh",
    "MONDO": "mondo",
    "NCBIGene": "ncbigene",
    "NCBITaxon": "ncbitaxon",
    "OMIM": "omim",
    "UBERON": "uberon",
    "dbSNP": "dbsnp",
    "tmVar": "tmvar",
}
_WRITTEN = {ours: theirs for theirs, ours in _PREFIXES.items()}


def curie_of(identifier: str) -> str | None:
    """Return an identifier of a corpus as a CURIE; None for one that has a meaning only there.

    >>> curie_of("MESH:D012509"), curie_of("Cellosaurus:CVCL_0030"), curie_of("local:fusion")
    ('mesh:D012509', 'cellosaurus:0030', None)
    """
    prefix, colon, local = identifier.partition(":")
    ours = _PREFIXES.get(prefix)
    return comparable(f"{ours}:{local}") if ours and colon and local else None


def identifier_of(curie: str) -> str:
    """Return a CURIE as the corpora write it: the inverse of `curie_of`.

    >>> identifier_of("mesh:D012509")
    'MESH:D012509'
    """
    prefix, _, local = curie.partition(":")
    return f"{_WRITTEN.get(prefix, prefix)}:{local}"


def comparable(curie: str) -> str:
    """Return the one form of a CURIE by which two are compared.

    Sources write an accession of Cellosaurus with and without the letters that all of them begin with.
    """
    return curie.replace(":CVCL_", ":") if curie.startswith("cellosaurus:") else curie


def namespace(curie: str) -> str:
    """Return the prefix of a CURIE."""
    return curie.partition(":")[0]
