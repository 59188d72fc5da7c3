"""Formats of answers by media type, and which of them a client wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.negotiation import quality, ranges


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name in `kg query`, the media type it is sent as, and the name of its kind."""

    name: str
    media_type: str
    iri: str
    """Its IRI in the list of W3C formats, for the service description."""


_FORMATS = "http://www.w3.org/ns/formats/"
JSON = Format("json", "application/sparql-results+json", _FORMATS + "SPARQL_Results_JSON")
XML = Format("xml", "application/sparql-results+xml", _FORMATS + "SPARQL_Results_XML")
CSV = Format("csv", "text/csv", _FORMATS + "SPARQL_Results_CSV")
TSV = Format("tsv", "text/tab-separated-values", _FORMATS + "SPARQL_Results_TSV")
TURTLE = Format("ttl", "text/turtle", _FORMATS + "Turtle")
N_TRIPLES = Format("nt", "application/n-triples", _FORMATS + "N-Triples")
RDF_XML = Format("rdfxml", "application/rdf+xml", _FORMATS + "RDF_XML")
JSON_LD = Format("jsonld", "application/ld+json", _FORMATS + "JSON-LD")
TRIG = Format("trig", "application/trig", _FORMATS + "TriG")
N_QUADS = Format("nq", "application/n-quads", _FORMATS + "N-Quads")

#: Of tables (SELECT, ASK) and of graphs (CONSTRUCT, DESCRIBE), the one that is given by default first.
TABLES = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)

RDF: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}

#: Other names that clients use, for tables and for graphs.
_TABLE_NAMES = {"application/json": JSON, "application/xml": XML, "text/xml": XML}
_GRAPH_NAMES = {
    "application/json": JSON_LD,
    "application/xml": RDF_XML,
    "text/xml": RDF_XML,
    "text/plain": N_TRIPLES,
    "application/x-turtle": TURTLE,
    "text/n3": TURTLE,
}
#: Types that say no more than a serialisation: they are sent back as they were asked for.
_GENERIC = frozenset({"application/json", "application/xml", "text/xml", "text/plain"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The format that was chosen, and the media type to send it as."""

    format: Format
    media_type: str


def choose_table(accept: str) -> Choice | None:
    """Return the format of a table that `accept` prefers, None where it allows none.

    >>> choose_table("application/sparql-results+xml;q=0.3, text/csv;q=0.9").format.name
    'csv'
    >>> choose_table("image/png") is None
    True
    """
    return _choose(accept, TABLES, _TABLE_NAMES)


def choose_graph(accept: str) -> Choice | None:
    """Return the format of a graph that `accept` prefers, None where it allows none.

    >>> choose_graph("text/*, application/rdf+xml;q=0.9").format.name
    'ttl'
    """
    return _choose(accept, GRAPHS, _GRAPH_NAMES)


def named(name: str, formats: Sequence[Format]) -> Choice | None:
    """Return the format that goes by `name` or media type, None where none does.

    >>> named("csv", TABLES).media_type
    'text/csv'
    """
    found = next((f for f in formats if name.lower() in (f.name, f.media_type)), None)
    return None if found is None else Choice(found, found.media_type)


def rdf_format(content_type: str) -> ox.RdfFormat | None:
    """Return the format of a graph that is sent as `content_type`, None where it is none.

    >>> rdf_format("text/turtle; charset=utf-8").name
    'Turtle'
    """
    media_type = content_type.partition(";")[0].strip().lower()
    found = next((f for f in GRAPHS if f.media_type == media_type), _GRAPH_NAMES.get(media_type))
    return RDF[found.name] if found else None


def _choose(accept: str, formats: Sequence[Format], other: Mapping[str, Format]) -> Choice | None:
    accepted = ranges(accept)
    if not accepted:
        return Choice(formats[0], formats[0].media_type)
    best: tuple[float, Choice] | None = None
    candidates = [(f.media_type, f) for f in formats] + list(other.items())
    for media_type, format in candidates:
        # another name of a format counts only where it stands in the header itself
        weight = accepted.get(media_type, 0.0) if media_type in other else quality(media_type, accepted)
        if weight > 0 and (best is None or weight > best[0]):
            best = weight, Choice(format, media_type if media_type in _GENERIC else format.media_type)
    return best[1] if best else None
