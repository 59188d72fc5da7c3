"""The quads of a dataset with the prefixes they were written with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Triple, serialize

from kg.rdf import vocabulary as v
from kg.rdf.encode import order
from kg.rdf.literals import number
from kg.store import Dataset

Term = NamedNode | BlankNode | Literal | Triple


def sorted_quads(dataset: Dataset) -> list[Quad]:
    """Return all quads of `dataset` but the inferred ones, in the order in which a build writes them."""
    named = set(_quads(dataset, "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
    inside = {quad.triple for quad in named}
    # queries see the union of all graphs, and each triple stands in one: the rest is the default graph
    outside = {q for q in _quads(dataset, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }") if q.triple not in inside}
    inferred = None if dataset.inferred_graph is None else NamedNode(dataset.inferred_graph)
    asserted = {q for q in named if q.graph_name != inferred}
    return sorted(asserted | outside, key=order)


def lines_of(quads: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> bytes:
    """Return `quads` in a format of one statement a line, each line once, sorted by bytes."""
    out = BytesIO()
    serialize(quads, out, format=format)
    # not splitlines: a literal may hold a character that Python takes for a line end
    lines = {line for line in out.getvalue().split(b"\n") if line}
    return b"".join(line + b"\n" for line in sorted(lines))


def _quads(dataset: Dataset, sparql: str) -> Iterator[Quad]:
    answer = dataset.query(sparql)
    if isinstance(answer, QuerySolutions):
        for subject, predicate, value, *graph in answer:
            yield Quad(subject, predicate, _as_written(value), *graph)


def _as_written(term: Term) -> Term:
    """Return a term in the spelling of the build: the store keeps the value 4.0 but writes it as 4."""
    if isinstance(term, Literal) and term.datatype == v.XSD_DECIMAL:
        return number(term.value)
    return term


class Compactor:
    """Writes IRIs as ``prefix:local`` and remembers which prefixes that took.

    >>> compactor = Compactor({"ex": "http://example.org/"})
    >>> compactor.compact("http://example.org/a"), compactor.compact("urn:b"), compactor.used
    ('ex:a', 'urn:b', {'ex': 'http://example.org/'})
    """

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._longest_first = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._done: dict[str, str] = {}
        self._used: dict[str, str] = {}

    @property
    def used(self) -> dict[str, str]:
        """The prefixes that were needed so far, sorted."""
        return dict(sorted(self._used.items()))

    def compact(self, iri: str) -> str:
        """Return `iri` with its longest prefix, or as it is where none fits."""
        if iri not in self._done:
            self._done[iri] = iri
            for prefix, stem in self._longest_first:
                # "prefix://x" would be read as an IRI of its own
                if iri.startswith(stem) and not iri.startswith("//", len(stem)):
                    self._done[iri] = f"{prefix}:{iri[len(stem) :]}"
                    self._used[prefix] = stem
                    break
        return self._done[iri]
