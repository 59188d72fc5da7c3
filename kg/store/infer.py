"""Put what follows from a build into its store, in a named graph of its own, and take it out again.

Only the store changes: ``graph.ttl`` and ``graph.trig`` hold what the texts say. The new store is written
beside the old one and takes its place when it is whole, so queries see one or the other.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError
from kg.rdf import vocabulary as v
from kg.rdf.closure import Rules, closure
from kg.rdf.iri import Iris
from kg.rdf.layout import STORE_NAME
from kg.rdf.write import replace_store
from kg.store.dataset import open_build
from kg.store.engine import OxigraphEngine
from kg.store.state import is_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """What an inference did: triples before and inferred, by predicate as a CURIE, and seconds it took."""

    rules: Rules
    graph: str
    """IRI of the named graph."""
    asserted: int
    inferred: int
    by_predicate: dict[str, int]
    seconds: float


def infer(folder: Path, *, rules: Rules = Rules.RDFS) -> Inference:
    """Put the closure of a build into the named graph ``<base>inferred`` of its store.

    An earlier inference is replaced. No triple is added that another graph has, so that the union of all
    graphs holds each once.

    Raises:
        GraphError: the folder has no store, or it cannot be written.
        KgError: the rules need a package that is not installed.
    """
    start = time.perf_counter()
    store, iris = _open(folder)
    asserted = _asserted(store)
    graph = ox.NamedNode(iris.base + "inferred")
    triples = closure((quad.triple for quad in asserted), rules=rules)
    about = (
        ox.Quad(graph, v.TYPE, v.INFERRED_GRAPH, graph),
        ox.Quad(graph, v.RULE_SET, ox.Literal(rules.value), graph),
    )
    inferred = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    _replace(folder, [*asserted, *inferred, *about])
    counts = Counter(iris.contract(t.predicate.value) or t.predicate.value for t in triples)
    return Inference(
        rules=rules,
        graph=graph.value,
        asserted=len(asserted),
        inferred=len(inferred),
        by_predicate=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        seconds=time.perf_counter() - start,
    )


def undo(folder: Path) -> int:
    """Take the inferred graph out of the store of a build; return how many triples it had, 0 without one.

    Raises:
        GraphError: the folder has no store, or it cannot be written.
    """
    store, _ = _open(folder)
    asserted = _asserted(store)
    gone = len(store) - len(asserted)
    if gone:
        _replace(folder, asserted)
    return gone


def _open(folder: Path) -> tuple[ox.Store, Iris]:
    dataset = open_build(folder)
    if not (folder / STORE_NAME).is_dir() or not isinstance(dataset.engine, OxigraphEngine):
        raise GraphError(f"{folder}: has no {STORE_NAME} to write to; build it again")
    return dataset.engine.store, dataset.iris


def _asserted(store: ox.Store) -> list[ox.Quad]:
    """Return the quads of all graphs but the inferred ones."""
    inferred = {quad.subject for quad in store.quads_for_pattern(None, v.TYPE, v.INFERRED_GRAPH)}
    return [quad for quad in store if quad.graph_name not in inferred]


def _replace(folder: Path, quads: list[ox.Quad]) -> None:
    try:
        replace_store(folder / STORE_NAME, quads, changed=is_changed(folder))
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written: {error}") from error
