"""Resources as data: which form a client wants, and the description of a resource in it."""

from __future__ import annotations

from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Triple, serialize

from kg.errors import NotFoundError, QueryError
from kg.negotiation import preferred
from kg.store import Dataset

HTML = "text/html"

#: The forms of a description by their media types, the preferred one first.
FORMATS: dict[str, tuple[str, RdfFormat]] = {
    "text/turtle": ("ttl", RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", RdfFormat.JSON_LD),
    "application/n-triples": ("nt", RdfFormat.N_TRIPLES),
}

#: All that is said of a resource; of an association or a result, its evidence too.
_DESCRIBE = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ VALUES ?s {{ {node} }} ?s ?p ?o }} UNION {{ {node} kgo:evidence ?s . ?s ?p ?o }}
}}
"""


def wanted(accept: str) -> str | None:
    """Return the media type that an Accept header (RFC 9110, section 12.5.1) prefers, None for none of ours.

    What the header leaves open is HTML, then Turtle.

    >>> wanted("text/html;q=0.3, application/ld+json"), wanted("*/*"), wanted("image/png")
    ('application/ld+json', 'text/html', None)
    """
    return preferred(accept, (HTML, *FORMATS))


def describe(dataset: Dataset, iri: str, media_type: str) -> bytes:
    """Return the description of a resource as RDF: every triple with it as subject, sorted.

    Raises:
        QueryError: `iri` is no IRI.
        NotFoundError: the graph says nothing about it.
    """
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI.") from error
    answer = dataset.query(_DESCRIBE.format(node=node))
    if not isinstance(answer, QueryTriples):
        raise QueryError("the description is no graph")
    triples = sorted(set(answer), key=str)
    if not triples:
        raise NotFoundError(f"The graph says nothing about {iri!r}.")
    prefixes = {p: stem for p, stem in dataset.iris.prefixes().items() if _used(stem, triples)}
    data = serialize(triples, format=FORMATS[media_type][1], prefixes=prefixes)
    return data if data is not None else b""


def _used(stem: str, triples: list[Triple]) -> bool:
    return any(
        isinstance(term, NamedNode) and term.value.startswith(stem)
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
    )
