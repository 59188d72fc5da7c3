"""JSON-LD 1.1: compact, with a context, a graph per document.

Written here rather than by the RDF engine, which writes the expanded form: every IRI in full, no context.
"""

from __future__ import annotations

import json
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Triple as EmbeddedTriple

from kg.errors import GraphError
from kg.export.quads import Compactor, sorted_quads
from kg.rdf import vocabulary as v
from kg.store import Dataset

_XSD = "http://www.w3.org/2001/XMLSchema#"

Json = str | int | bool | list["Json"] | dict[str, "Json"]


def render(dataset: Dataset) -> bytes:
    """Return all quads as one JSON-LD document, subjects and graphs in the order of the build."""
    quads = sorted_quads(dataset)
    compactor = Compactor(dataset.iris.prefixes())
    nodes: list[Json] = []
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        subjects = _subjects(list(members), compactor)
        if isinstance(graph, DefaultGraph):
            nodes.extend(subjects)
        else:
            nodes.append({"@id": _id(graph, compactor), "@graph": subjects})
    # @prefix: without it only stems that end in a delimiter may be prefixes, and ".../obo/MONDO_" does not
    context: dict[str, Json] = {
        prefix: {"@id": stem, "@prefix": True} for prefix, stem in compactor.used.items()
    }
    document = {"@context": context, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _subjects(quads: list[Quad], compactor: Compactor) -> list[Json]:
    found: list[Json] = []
    for subject, members in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Json] = {"@id": _id(subject, compactor)}
        for predicate, same in groupby(members, key=lambda quad: quad.predicate):
            if predicate == v.TYPE:
                values: list[Json] = [_id(quad.object, compactor) for quad in same]
                name = "@type"
            else:
                values = [_value(quad.object, compactor) for quad in same]
                name = compactor.compact(predicate.value)
            node[name] = values[0] if len(values) == 1 else values
        found.append(node)
    return found


def _id(term: NamedNode | BlankNode | Literal | EmbeddedTriple | DefaultGraph, compactor: Compactor) -> str:
    if not isinstance(term, NamedNode):
        # the contract has no blank nodes, and RDF 1.1 no triples as terms
        raise GraphError(f"not an IRI where JSON-LD needs one: {term}")
    return compactor.compact(term.value)


def _value(term: NamedNode | BlankNode | Literal | EmbeddedTriple, compactor: Compactor) -> Json:
    if not isinstance(term, Literal):
        return {"@id": _id(term, compactor)}
    datatype = term.datatype.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if datatype == _XSD + "string":
        return term.value
    if datatype == _XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    if datatype == _XSD + "integer" and str(int(term.value)) == term.value:
        return int(term.value)
    # a JSON number with a fraction would be read back as a double
    return {"@value": term.value, "@type": compactor.compact(datatype)}
