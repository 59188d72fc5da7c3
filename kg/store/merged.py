"""A pyoxigraph store that is asked as SPARQL says: of several graphs their merge, each triple once.

Where no triple stands in two graphs, which is so in every build, the engine does it by itself. Where some
do, a query is put to another store: to the one without the repetitions, or to a copy in memory whose default
graph is the merge.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TypedDict

import pyoxigraph as ox

from kg.errors import GraphError
from kg.rdf.layout import ONCE_NAME
from kg.rdf.merge import read_surplus, surplus
from kg.store.graphs import Graphs, asks_named_alone, named_graphs, says_graph
from kg.store.guard import names_dataset

Bound = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class _Options(TypedDict):
    base_iri: str | None
    prefixes: dict[str, str] | None
    substitutions: dict[ox.Variable, Bound] | None


class MergedStore:
    """Answers queries on a store, over the merge of the graphs that they are about.

    Args:
        store: what is asked; nobody changes it meanwhile.
        folder: its directory, where it has one with a record of the repetitions.
        known: the repetitions (`kg.rdf.merge.surplus`) where the caller knows them.
    """

    def __init__(
        self, store: ox.Store, *, folder: Path | None = None, known: tuple[ox.Quad, ...] | None = None
    ) -> None:
        self.store = store
        self._folder = folder
        self._known = known

    @cached_property
    def surplus(self) -> tuple[ox.Quad, ...]:
        """The quads whose triple another graph has as well, but one of each; found where none knows them.

        Raises:
            GraphError: the record of the store is damaged.
        """
        known = self._known
        if known is None and self._folder is not None:
            try:
                known = read_surplus(self._folder)
            except OSError as error:
                raise GraphError(f"the record of repeated triples cannot be read: {error}") from error
        return surplus(self.store) if known is None else known

    def query(
        self,
        sparql: str,
        *,
        graphs: Graphs | None = None,
        union: bool = True,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Bound] | None = None,
    ) -> Answer:
        """Answer a query.

        Args:
            sparql: the query.
            graphs: what it is about; None: what it says by FROM.
            union: whether it is about all graphs where nothing says more; else about the default graph.
            base_iri: what relative IRIs are resolved against.
            prefixes: those known without declaration.
            substitutions: values of variables.

        Raises:
            SyntaxError, ValueError, RuntimeError, OSError: as `pyoxigraph.Store.query`.
            GraphError: the record of the store is damaged.
        """
        options: _Options = {
            "base_iri": base_iri,
            "prefixes": dict(prefixes or {}),
            "substitutions": dict(substitutions or {}),
        }
        if graphs is None and names_dataset(sparql):
            union = False
            graphs = named_graphs(sparql, base_iri=base_iri, prefixes=prefixes)
        if graphs is not None:
            return self._over(graphs, sparql, options)
        if union and self.surplus:
            return self._over_all(sparql, options)
        return self.store.query(sparql, use_default_graph_as_union=union, **options)

    def _over_all(self, sparql: str, options: _Options) -> Answer:
        """Answer over the merge of all graphs of a store with repetitions."""
        store = self.store
        if says_graph(sparql) and self._hides_from_graph:
            if not asks_named_alone(sparql):
                return self._whole.query(sparql, **options)
        elif self._once is None:
            return self._whole.query(sparql, **options)
        else:
            store = self._once
        return store.query(sparql, use_default_graph_as_union=True, **options)

    def _over(self, graphs: Graphs, sparql: str, options: _Options) -> Answer:
        """Answer over the merge of chosen graphs."""
        default = set(graphs.default)
        store, read = self.store, list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph](graphs.default)
        if len(default) > 1 and any(len(together & default) > 1 for together in self._together):
            store, read = _chosen(self.store, graphs), [ox.DefaultGraph()]
        return store.query(sparql, default_graph=read, named_graphs=list(graphs.named), **options)

    @cached_property
    def _hides_from_graph(self) -> bool:
        """Whether GRAPH would miss something where the surplus quads are left out."""
        return any(isinstance(quad.graph_name, ox.NamedNode | ox.BlankNode) for quad in self.surplus)

    @cached_property
    def _together(self) -> frozenset[frozenset[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]]:
        """The sets of graphs that have a triple in common."""
        return frozenset(
            frozenset(
                quad.graph_name for quad in self.store.quads_for_pattern(t.subject, t.predicate, t.object)
            )
            for t in {quad.triple for quad in self.surplus}
        )

    @cached_property
    def _once(self) -> ox.Store | None:
        """The store without the surplus quads, where there is one on the disk."""
        path = None if self._folder is None else self._folder / ONCE_NAME
        return ox.Store.read_only(str(path)) if path is not None and path.is_dir() else None

    @cached_property
    def _whole(self) -> ox.Store:
        """A copy in memory: the named graphs as they are, and their merge with the default graph as that."""
        store = ox.Store()
        store.bulk_extend(self.store)
        for graph in self.store.named_graphs():
            store.add_graph(graph)
        store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        return store


def _chosen(source: ox.Store, graphs: Graphs) -> ox.Store:
    """Return a copy in memory of graphs: those for GRAPH, and as the default graph the merge of the rest."""
    store = ox.Store()
    for graph in graphs.named:
        store.bulk_extend(source.quads_for_pattern(None, None, None, graph))
        if source.contains_named_graph(graph):
            store.add_graph(graph)
    for graph in graphs.default:
        quads = source.quads_for_pattern(None, None, None, graph)
        store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return store
