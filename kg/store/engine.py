"""Two engines behind one protocol: pyoxigraph on disk, rdflib in memory.

pyoxigraph is the engine of builds: it opens the store directory in milliseconds and answers some 50 times
faster than rdflib at a million quads. rdflib needs nothing but ``graph.trig`` and is an independent second
opinion. Both answer in the classes of pyoxigraph, which serialise themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.store.guard import check_query, names_dataset

if TYPE_CHECKING:
    import rdflib

Term = ox.NamedNode | ox.Literal
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Engine(Protocol):
    """Answers SPARQL queries over the union of all graphs and changes nothing.

    In a build each triple stands in one graph. Of one that an update puts into a second graph, pyoxigraph
    makes two solutions, rdflib one.
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
    """A pyoxigraph store; what it holds is not merged across graphs, so each triple must stand in one."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    @classmethod
    def open(cls, folder: Path) -> OxigraphEngine:
        """Open a store directory for reading; any number of processes may do so at once.

        Raises:
            GraphError: the directory is missing or damaged.
        """
        try:
            return cls(ox.Store.read_only(str(folder)))
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
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        try:
            return self.store.query(
                sparql,
                prefixes=dict(prefixes or {}),
                # the engine lets the union win over FROM, the standard does not
                use_default_graph_as_union=not names_dataset(sparql),
                substitutions=bound,
            )
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
        """Answer a query (see `Engine.query`); ``FROM`` is refused, since rdflib fetches what it names."""
        check_query(sparql, allow_from=False)
        bound = {name: _to_rdflib(term) for name, term in (substitutions or {}).items()}
        try:
            result = self.dataset.query(sparql, initBindings=bound, initNs=dict(prefixes or {}))
        except Exception as error:  # rdflib raises bare Exception, for one where a prefix is unknown
            raise QueryError(f"the query cannot be answered: {first_line(error)}") from error
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            store = ox.Store()
            triples = result.serialize(format="nt") or b""
            store.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES)
            return store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        content = result.serialize(format="json") or b""
        return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)


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
