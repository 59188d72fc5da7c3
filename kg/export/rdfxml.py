"""RDF/XML (RDF 1.1): all triples without graph names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.export.quads import Compactor, sorted_quads
from kg.export.xmltext import clean
from kg.rdf import vocabulary as v
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return all triples, grouped by subject; characters that XML forbids become U+FFFD."""
    quads = sorted_quads(dataset)
    compactor = Compactor(dataset.iris.prefixes())
    for quad in quads:
        # the names of elements are the only place where RDF/XML takes prefixes
        compactor.compact(quad.predicate.value)
        if quad.predicate == v.TYPE and isinstance(quad.object, NamedNode):
            compactor.compact(quad.object.value)
    out = BytesIO()
    serialize(_triples(quads), out, format=RdfFormat.RDF_XML, prefixes=compactor.used)
    return out.getvalue() + b"\n"


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    triples = dict.fromkeys(quad.triple for quad in quads)
    # types go first, as in Turtle: the first names the element
    for triple in sorted(triples, key=lambda t: (str(t.subject), t.predicate != v.TYPE)):
        value = triple.object
        if isinstance(value, Literal):
            value = Literal(clean(value.value), datatype=value.datatype)
        yield Triple(triple.subject, triple.predicate, value)
