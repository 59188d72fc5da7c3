"""The store of a build as an rdflib dataset, for those who know rdflib; nothing can be changed through it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Dataset as RdflibDataset
from rdflib.graph import ModificationException

from kg.errors import GraphError
from kg.store.dataset import Dataset
from kg.store.engine import OxigraphEngine


class ReadOnlyStore(OxigraphStore):
    """A store of rdflib over one of pyoxigraph that refuses every change, also where it stands in memory."""

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
    view = RdflibDataset(store=ReadOnlyStore(store=dataset.engine.store), default_union=True)
    known: Iterable[tuple[str, str]] = (dataset.iris.prefixes() if prefixes is None else prefixes).items()
    for prefix, stem in known:
        view.bind(prefix, stem)
    return view
