"""The store of a build as an rdflib dataset, for those who know rdflib; nothing can be changed through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn, cast

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset as RdflibDataset
from rdflib.graph import ModificationException

from kg.errors import GraphError
from kg.store.dataset import Dataset
from kg.store.engine import OxigraphEngine
from kg.store.merged import Answer, Bound, MergedStore


class _Merging:
    """A pyoxigraph store as `OxigraphStore` asks it, which merges graphs."""

    def __init__(self, merged: MergedStore) -> None:
        self._merged = merged

    def query(
        self,
        query: str,
        *,
        use_default_graph_as_union: bool = False,
        default_graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Bound] | None = None,
    ) -> Answer:
        if default_graph is not None:
            return self._merged.store.query(
                query,
                default_graph=default_graph,
                prefixes=dict(prefixes or {}),
                substitutions=dict(substitutions or {}),
            )
        return self._merged.query(
            query, union=use_default_graph_as_union, prefixes=prefixes, substitutions=substitutions
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._merged.store, name)


class ReadOnlyStore(OxigraphStore):
    """A store of rdflib over one of pyoxigraph that refuses every change, also where it stands in memory."""

    def __init__(self, merged: MergedStore) -> None:
        super().__init__(store=cast("ox.Store", _Merging(merged)))
        self._merged = merged

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Yield the triples that match, each once, with the graphs they stand in."""
        if context is not None or not self._merged.surplus:
            yield from super().triples(triple_pattern, context)
            return
        graphs: dict[Any, list[Any]] = {}
        for triple, contexts in super().triples(triple_pattern):
            graphs.setdefault(triple, []).extend(contexts)
        for triple, found in graphs.items():
            yield triple, iter(found)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise ModificationException

    add = addN = remove = remove_graph = update = destroy = _refuse  # noqa: N815

    def add_graph(self, graph: Any) -> None:
        """Add nothing: rdflib names each graph that it looks at, which is not yet a change."""


def rdflib_dataset(dataset: Dataset, prefixes: Mapping[str, str] | None = None) -> RdflibDataset:
    """Return an rdflib dataset that reads the store of `dataset`; its default graph is the union of all.

    `prefixes` are known to queries without declaration; by default those of the project.

    Raises:
        GraphError: the engine of the dataset is no pyoxigraph store.
    """
    if not isinstance(dataset.engine, OxigraphEngine):
        raise GraphError("only a dataset on disk can be seen as an rdflib dataset")
    view = RdflibDataset(store=ReadOnlyStore(dataset.engine.merged), default_union=True)
    known: Iterable[tuple[str, str]] = (dataset.iris.prefixes() if prefixes is None else prefixes).items()
    for prefix, stem in known:
        view.bind(prefix, stem)
    return view
