"""The process that answers queries on a store that is opened for reading, one after the other.

``op`` of a request is "query", "graph" or "open"; `kg.server.pool` writes the requests. The store is opened
anew when the request names another state of the build than the one before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import GraphError, NotFoundError, QueryError
from kg.query.mistakes import explain
from kg.query.results import SERIALISERS
from kg.rdf.iri import Iris
from kg.rdf.layout import STORE_NAME, TEXTS_NAME
from kg.rdf.write import turtle
from kg.server.errors import FormatError, UnreadableError
from kg.server.media import GRAPHS, RDF, TABLES
from kg.server.process import Sink, limit_memory, run
from kg.server.reach import reach
from kg.server.rewrite import confined
from kg.store import Dataset, OxigraphEngine, check_query, open_build
from kg.store.engine import first_line
from kg.store.graphs import Graphs
from kg.store.merged import MergedStore

#: Graphs of up to so many triples are sorted and written with the prefixes they use, larger ones streamed.
SORTED = 20_000
#: Bytes of a store on disk up to which it is copied into memory unless told otherwise: some 200,000 quads,
#: which take 0.1 GB in each worker.
SMALL = 32_000_000


class Reader:
    """Answers requests; holds the store that the last one was about.

    Args:
        memory: bytes that a query may need beside the open store.
    """

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._key = ""
        self._dataset: Dataset | None = None

    def handle(self, request: dict[str, Any], sink: Sink) -> None:
        """Answer one request (see `kg.server.process.run`).

        Raises:
            KgError: there is no answer.
        """
        dataset = self._open(request["key"], request["root"], in_memory=request["in_memory"])
        if not isinstance(dataset.engine, OxigraphEngine):
            raise GraphError(f"{request['root']}: cannot be served from memory")
        if request["op"] == "open":
            sink.head(kind="", format="")
        elif request["op"] == "graph":
            _graph(dataset.engine.store, request, dataset.iris, sink)
        else:
            _query(dataset.engine.merged, request, dataset.iris, sink)

    def _open(self, key: str, root: str, *, in_memory: bool | None) -> Dataset:
        if self._dataset is None or key != self._key:
            # the old store goes first: two at once would need twice the memory
            self._dataset = None
            limit_memory(None)
            copied = _is_small(Path(root)) if in_memory is None else in_memory
            self._dataset = _in_memory(Path(root)) if copied else open_build(Path(root))
            limit_memory(self._memory)
            self._key = key
        return self._dataset


def _is_small(folder: Path) -> bool:
    try:
        return sum(path.stat().st_size for path in (folder / STORE_NAME).iterdir()) <= SMALL
    except OSError:
        # without a store on disk there is none to copy
        return False


def _in_memory(folder: Path) -> Dataset:
    """Return a build with its store copied into memory, where a pattern is looked up ten times as fast."""
    dataset = open_build(folder)
    if isinstance(dataset.engine, OxigraphEngine):
        store = ox.Store()
        store.bulk_extend(dataset.engine.store)
        for graph in dataset.engine.store.named_graphs():
            store.add_graph(graph)
        return Dataset(
            OxigraphEngine(store, surplus=dataset.engine.merged.surplus), texts=folder / TEXTS_NAME
        )
    return dataset


def _query(store: MergedStore, request: dict[str, Any], iris: Iris, sink: Sink) -> None:
    safe = confined(request["sparql"], reach(request["hosts"]))
    sparql = safe.sparql
    # where SERVICE may lead has been seen to
    check_query(sparql, has_base=True, may_reach=lambda iri: True)
    default, named = request["default_graphs"], request["named_graphs"]
    try:
        # what the request names wins over FROM, and what it does not name is empty
        graphs = Graphs.of(default, named) if default or named else None
        found = store.query(
            sparql, graphs=graphs, union=request["union"], base_iri=request["base"], prefixes=iris.prefixes()
        )
        _answer(found, request, iris, sink)
    except (SyntaxError, ValueError) as error:
        raise QueryError(_explained(error, sparql, iris)) from error
    except (OSError, RuntimeError) as error:
        if safe.refused:
            raise safe.error() from error
        raise UnreadableError(f"the query failed: {first_line(error)}") from error


def _answer(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    request: dict[str, Any],
    iris: Iris,
    sink: Sink,
) -> None:
    if isinstance(found, ox.QueryTriples):
        format = _chosen(request["graph_format"], "graph")
        sink.head(kind="graph", format=format)
        if not request["head"]:
            write_graph(found, format, iris, sink)
        return
    format = _chosen(request["table_format"], "table")
    sink.head(kind="boolean" if isinstance(found, ox.QueryBoolean) else "solutions", format=format)
    if not request["head"]:
        found.serialize(cast("IO[bytes]", sink), format=SERIALISERS[format])


def _chosen(format: str | None, kind: str) -> str:
    if format is None:
        types = ", ".join(f.media_type for f in (GRAPHS if kind == "graph" else TABLES))
        raise FormatError(f"the query answers with a {kind}, which is given as {types}")
    return format


def _graph(store: ox.Store, request: dict[str, Any], iris: Iris, sink: Sink) -> None:
    """Write all triples of one graph of the store; an empty name is the default graph."""
    try:
        name = ox.NamedNode(request["graph"]) if request["graph"] else ox.DefaultGraph()
    except ValueError as error:
        raise QueryError(f"{request['graph']!r} is not an IRI of a graph") from error
    if isinstance(name, ox.NamedNode) and not store.contains_named_graph(name):
        raise NotFoundError(f"there is no graph <{name.value}>")
    format = _chosen(request["graph_format"], "graph")
    sink.head(kind="graph", format=format)
    if not request["head"]:
        quads = store.quads_for_pattern(None, None, None, name)
        write_graph((quad.triple for quad in quads), format, iris, sink)


def write_graph(triples: Iterable[ox.Triple], format: str, iris: Iris, sink: Sink) -> None:
    """Write triples, each once, though the engine yields a triple once per solution that makes it."""
    unique = _once(triples)
    first = list(islice(unique, SORTED + 1))
    if len(first) <= SORTED and format == "ttl":
        sink.write(turtle((_quad(t) for t in first), iris))
        return
    if len(first) <= SORTED:
        first.sort(key=str)
    used = _stems(first, iris)
    ox.serialize(chain(first, unique), cast("IO[bytes]", sink), format=RDF[format], prefixes=used)


def _once(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())


def _stems(triples: Iterable[ox.Triple], iris: Iris) -> dict[str, str]:
    """Return the prefixes of the predicates and the `rdf:type`s: those that shorten a long graph most."""
    names = {
        term.value for t in triples for term in (t.predicate, t.object) if isinstance(term, ox.NamedNode)
    }
    prefixes = iris.prefixes()
    found = {(iris.contract(name) or "").partition(":")[0] for name in names}
    return {prefix: prefixes[prefix] for prefix in sorted(found & prefixes.keys())}


def _explained(error: Exception, sparql: str, iris: Iris) -> str:
    return explain(first_line(error), sparql=sparql, prefixes=iris.prefixes())


def main() -> int:
    """Answer requests until standard input ends; the argument is the memory for queries, in bytes."""
    return run(Reader(int(sys.argv[1])).handle)


if __name__ == "__main__":
    sys.exit(main())
