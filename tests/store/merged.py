"""Datasets in which triples stand in several graphs, queries about them, and answers that can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.store import Answer, RdflibEngine

#: Queries whose answers differ where a triple counts once for each graph that has it.
QUERIES = {
    "rows": "SELECT ?s ?p ?o { ?s ?p ?o }",
    "count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "groups": "SELECT ?p (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "join": "SELECT ?a ?b ?c { ?a <urn:p> ?b . ?b ?q ?c }",
    "sequence": "SELECT ?a ?c { ?a <urn:p>/<urn:q> ?c }",
    "alternatives": "SELECT ?c { <urn:a> (<urn:p>|<urn:q>)+ ?c }",
    "inverse": "SELECT ?a ?c { ?a ^<urn:p> ?c }",
    "any depth": "SELECT ?c { <urn:a> <urn:p>+ ?c }",
    "optional": "SELECT ?a ?b ?c { ?a <urn:p> ?b OPTIONAL { ?b <urn:q> ?c } }",
    "union": "SELECT ?a { { ?a <urn:p> ?b } UNION { ?a <urn:q> ?b } }",
    "negation": "SELECT ?a ?b { ?a <urn:p> ?b FILTER NOT EXISTS { ?b <urn:q> ?c } }",
    "sub-select": "SELECT ?a ?n { { SELECT ?a (COUNT(*) AS ?n) { ?a ?p ?b } GROUP BY ?a } ?a <urn:p> ?c }",
    "ask": "ASK { <urn:a> <urn:p> ?b . ?b <urn:q> ?c }",
    "construct": "CONSTRUCT { ?b <urn:r> ?a } { ?a <urn:p> ?b }",
    "graphs": "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }",
    "one graph": "SELECT ?s ?o { GRAPH <urn:g> { ?s <urn:p> ?o } }",
    "count in graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "graphs and all": "SELECT ?g ?a ?b ?c { GRAPH ?g { ?a <urn:p> ?b } ?b ?q ?c }",
    "graphs of all": "SELECT ?a ?b ?g { ?a <urn:p> ?b { SELECT DISTINCT ?g ?b { GRAPH ?g { ?b ?q ?c } } } }",
    "filter on graphs": "SELECT ?s ?o { ?s <urn:p> ?o FILTER EXISTS { GRAPH <urn:h> { ?s <urn:p> ?o } } }",
    "from one": "SELECT ?s ?p ?o FROM <urn:g> { ?s ?p ?o }",
    "from one twice": "SELECT ?s ?p ?o FROM <urn:g> FROM <urn:g> { ?s ?p ?o }",
    "from two": "SELECT ?s ?p ?o FROM <urn:g> FROM <urn:h> { ?s ?p ?o }",
    "count from three": "PREFIX : <urn:> SELECT (COUNT(*) AS ?n) FROM :g # FROM :i\n FROM :h FROM :i "
    "{ ?s ?p ?o }",
    "from absent": "SELECT ?s ?p ?o FROM <urn:nowhere> { ?s ?p ?o }",
    "from, path": "SELECT ?a ?c FROM <urn:g> FROM <urn:h> { ?a <urn:p>/<urn:q> ?c }",
    "from, named": "SELECT ?a ?g ?c FROM <urn:g> FROM <urn:h> FROM NAMED <urn:h> FROM NAMED <urn:h> "
    "{ ?a <urn:p> ?b GRAPH ?g { ?b ?q ?c } }",
    "named alone": "SELECT ?g ?s ?o FROM NAMED <urn:g> FROM NAMED <urn:i> { GRAPH ?g { ?s <urn:p> ?o } }",
    "none of the default": "SELECT ?s FROM NAMED <urn:g> { ?s ?p ?o }",
    "construct from": "CONSTRUCT { ?s <urn:r> ?o } FROM <urn:g> FROM <urn:h> { ?s ?p ?o }",
}


def told(answer: Answer) -> Counter[frozenset[tuple[str, str]]] | set[str] | bool:
    """Return an answer so that equal ones are equal: rows with how often each comes, or the triples."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return {str(triple) for triple in answer}
    names = [variable.value for variable in answer.variables]
    rows = Counter(
        frozenset((name, str(term)) for name, term in zip(names, row, strict=True) if term is not None)
        for row in answer
    )
    # rdflib makes a group of nothing where there is nothing to group
    del rows[frozenset()]
    return rows


def write_trig(quads: Iterable[ox.Quad], path: Path) -> Path:
    """Write quads as TriG, for an engine that loads a file."""
    ox.serialize(quads, str(path), format=ox.RdfFormat.TRIG)
    return path


def in_rdflib(quads: Iterable[ox.Quad], folder: Path) -> RdflibEngine:
    """Return the engine that is the measure: rdflib, which merges by itself."""
    return RdflibEngine.load(write_trig(quads, folder / "measure.trig"))
