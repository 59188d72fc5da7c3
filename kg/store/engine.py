"""Two engines behind one protocol: pyoxigraph on disk, rdflib in memory.

pyoxigraph is the engine of builds: it opens the store directory in milliseconds and answers some 50 times
faster than rdflib at a million quads. rdflib needs nothing but ``graph.trig`` and is an independent second
opinion. Both answer in the classes of pyoxigraph, which serialise themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.store.guard import check_query
from kg.store.merged import Answer, MergedStore

if TYPE_CHECKING:
    import rdflib
    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Node

Term = ox.NamedNode | ox.Literal


class Engine(Protocol):
    """Answers SPARQL queries and changes nothing.

    A query without FROM is about all graphs, and its default graph is their RDF merge: a triple that stands
    in several of them (in a build each stands in one) is matched once. One with FROM is about the merge of
    the graphs of the dataset that it names, and nothing is fetched; one that is not there is empty. GRAPH
    sees the named graphs as they are, or those that FROM NAMED names.
    """

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer a query.

        `substitutions` binds variables of the SELECT list by name, with no need to quote anything;
        `prefixes` are known without declaration.

        Raises:
            QueryError: the query is malformed or reaches beyond the dataset.
        """
        ...


class OxigraphEngine:
    """A pyoxigraph store.

    Args:
        store: the store; nobody changes it meanwhile.
        folder: its directory, where the record of triples in several graphs may be.
        surplus: these (`kg.rdf.merge.surplus`) where the caller knows them.
    """

    def __init__(
        self, store: ox.Store, *, folder: Path | None = None, surplus: tuple[ox.Quad, ...] | None = None
    ) -> None:
        self.store = store
        self.merged = MergedStore(store, folder=folder, known=surplus)

    @classmethod
    def open(cls, folder: Path) -> OxigraphEngine:
        """Open a store directory for reading; any number of processes may do so at once.

        Raises:
            GraphError: the directory is missing or damaged.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), folder=folder)
        except OSError as error:
            raise GraphError(f"{folder}: the store cannot be opened: {first_line(error)}") from error

    @classmethod
    def load(cls, trig: Path) -> OxigraphEngine:
        """Load a TriG file into memory.

        Raises:
            GraphError: the file is missing or not TriG.
        """
        store = ox.Store()
        try:
            store.bulk_load(path=str(trig), format=ox.RdfFormat.TRIG)
        except (OSError, SyntaxError) as error:
            raise GraphError(f"{trig}: cannot be loaded: {first_line(error)}") from error
        return cls(store)

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer a query (see `Engine.query`)."""
        check_query(sparql)
        bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        try:
            return self.merged.query(sparql, prefixes=prefixes, substitutions=bound)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {first_line(error)}") from error


class RdflibEngine:
    """An rdflib dataset in memory."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self.dataset = dataset

    @classmethod
    def load(cls, trig: Path) -> RdflibEngine:
        """Load a TriG file.

        Raises:
            GraphError: the file is missing or not TriG.
        """
        import rdflib
        from rdflib.exceptions import ParserError
        from rdflib.plugins.parsers.notation3 import BadSyntax

        dataset = rdflib.Dataset(default_union=True)
        try:
            dataset.parse(str(trig), format="trig")
        except (OSError, BadSyntax, ParserError) as error:
            raise GraphError(f"{trig}: cannot be loaded: {first_line(error)}") from error
        return cls(dataset)

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, Term] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer a query (see `Engine.query`)."""
        check_query(sparql)
        bound = {name: _to_rdflib(term) for name, term in (substitutions or {}).items()}
        try:
            query = _prepared(sparql, prefixes or {})
            # rdflib itself would fetch what FROM names
            chosen, query.algebra["datasetClause"] = query.algebra.datasetClause, None
            dataset = self._chosen(chosen) if chosen else self.dataset
            result = dataset.query(query, initBindings=bound)
        except Exception as error:  # rdflib raises bare Exception, for one where a prefix is unknown
            raise QueryError(f"the query cannot be answered: {first_line(error)}") from error
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            store = ox.Store()
            triples = _well_formed(result.graph or ()).serialize(format="nt", encoding="utf-8")
            store.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES)
            return store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        content = result.serialize(format="json") or b""
        return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)

    def _chosen(self, clauses: Iterable[CompValue]) -> rdflib.Dataset:
        """Return a dataset of the graphs that FROM and FROM NAMED name."""
        import rdflib

        chosen = rdflib.Dataset()
        for clause in clauses:
            name = clause.default or clause.named
            target = chosen.default_graph if clause.default else chosen.graph(name)
            # a graph of the dataset would be made where there is none
            for triple in rdflib.Graph(self.dataset.store, name):
                target.add(triple)
        return chosen


def _well_formed(triples: Iterable[tuple[Node, Node, Node]]) -> rdflib.Graph:
    """Return the triples that RDF knows: a template makes no others, but rdflib does (SPARQL 1.1, 16.2)."""
    import rdflib

    graph = rdflib.Graph()
    for subject, predicate, value in triples:
        if not isinstance(subject, rdflib.Literal) and isinstance(predicate, rdflib.URIRef):
            graph.add((subject, predicate, value))
    return graph


def _prepared(sparql: str, prefixes: Mapping[str, str]) -> Query:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(sparql, initNs=dict(prefixes))


def _to_rdflib(term: Term) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib reads a plain literal as one without datatype, which differs from xsd:string
    datatype = rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=None if datatype == rdflib.XSD.string else datatype)


def first_line(error: Exception) -> str:
    """Return what a message says first, without the list of all that the grammar would allow."""
    line = str(error).split(": expected one of ")[0].splitlines() or [type(error).__name__]
    return line[0]
