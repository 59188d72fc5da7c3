"""The process that changes the store, which it alone has open for writing.

After each change it makes a snapshot, of hard links, that the reading processes open: a store must not be
read while another process writes it. A process that is killed in the middle of a change leaves the store as
it was before, since changes are transactions.
"""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import GraphError, NotFoundError, QueryError
from kg.query.mistakes import explain
from kg.rdf.iri import Iris
from kg.rdf.layout import STORE_NAME
from kg.server.errors import UnreadableError
from kg.server.media import RDF
from kg.server.process import Sink, limit_memory, run
from kg.server.reach import reach
from kg.server.rewrite import confined, with_using
from kg.store import Dataset, OxigraphEngine, mark_changed

#: What changes the store.
_CHANGES = frozenset({"update", "put", "post", "delete"})


class StoreWriter:
    """Changes one store.

    Args:
        folder: the build.
        snapshots: where the snapshots go.
        clean: whether to empty that folder first, of what a server left there that was killed.

    Raises:
        GraphError: the store cannot be opened; another process may have it.
    """

    def __init__(self, folder: Path, snapshots: Path, *, clean: bool) -> None:
        path = folder / STORE_NAME
        if not path.is_dir():
            raise GraphError(f"{folder}: has no {STORE_NAME} that could be changed; make it with kg build")
        try:
            self._store = ox.Store(str(path))
        except OSError as error:
            lines = str(error).splitlines() or [""]
            raise GraphError(f"{path}: cannot be opened for writing: {lines[0]}") from error
        self._folder = folder
        self._iris: Iris | None = None
        self._snapshots = snapshots
        if clean:
            shutil.rmtree(snapshots, ignore_errors=True)
        snapshots.mkdir(exist_ok=True)

    def handle(self, request: dict[str, Any], sink: Sink) -> None:
        """Carry out one request (see `kg.server.process.run`); the answer tells whether a graph was made.

        Raises:
            KgError: it cannot be carried out; the store is as before.
        """
        made = False
        if request["op"] in _CHANGES:
            # first, so that a change is never there without its mark
            mark_changed(self._folder)
        match request["op"]:
            case "update":
                self._update(request)
            case "put" | "post":
                made = self._load(request)
            case "delete":
                self._delete(request)
            case _:
                pass
        # a change is confirmed when those who read can see it
        folder = self._snapshots / request["snapshot"]
        folder.mkdir()
        self._store.backup(str(folder / STORE_NAME))
        sink.head(made=made)

    def _update(self, request: dict[str, Any]) -> None:
        sparql = with_using(request["sparql"], request["using"], request["using_named"])
        safe = confined(sparql, reach(request["hosts"]))
        if self._iris is None:
            self._iris = Dataset(OxigraphEngine(self._store), texts=self._snapshots).iris
        prefixes = self._iris.prefixes()
        try:
            self._store.update(safe.sparql, base_iri=request["base"], prefixes=prefixes)
        except (SyntaxError, ValueError) as error:
            line = str(error).split(": expected one of ")[0]
            raise QueryError(explain(line, sparql=safe.sparql, prefixes=prefixes)) from error
        except (OSError, RuntimeError) as error:
            if safe.refused:
                raise safe.error() from error
            raise UnreadableError(f"the update failed: {error}") from error

    def _load(self, request: dict[str, Any]) -> bool:
        """Replace a graph (put) or add to it (post); return whether it is new.

        The triples go into one update, since only that is one transaction.
        """
        name = _graph_name(request["graph"])
        triples = list(
            dict.fromkeys(triple for part in request["parts"] for triple in _parsed(part, request))
        )
        out = BytesIO()
        ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)
        text = out.getvalue().decode("utf-8")
        made = isinstance(name, ox.NamedNode) and not self._store.contains_named_graph(name)
        target = f"GRAPH {name}" if isinstance(name, ox.NamedNode) else "DEFAULT"
        steps = [f"DROP SILENT {target}"] if request["op"] == "put" else []
        if isinstance(name, ox.NamedNode):
            steps += [f"CREATE SILENT {target}", f"INSERT DATA {{ {target} {{ {text} }} }}"]
        else:
            steps.append(f"INSERT DATA {{ {text} }}")
        try:
            self._store.update(" ;\n".join(steps))
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the graph cannot be stored: {error}") from error
        except (OSError, RuntimeError) as error:
            raise UnreadableError(f"the graph cannot be stored: {error}") from error
        return made

    def _delete(self, request: dict[str, Any]) -> None:
        name = _graph_name(request["graph"])
        if isinstance(name, ox.NamedNode) and not self._store.contains_named_graph(name):
            raise NotFoundError(f"there is no graph <{name.value}>")
        self._store.remove_graph(name)


def _parsed(part: dict[str, Any], request: dict[str, Any]) -> Iterator[ox.Triple]:
    """Yield the triples of one part; the blank nodes of several are never the same.

    Raises:
        QueryError: it cannot be read, or is a dataset with graphs of its own.
    """
    try:
        parsed = ox.parse(
            base64.b64decode(part["content"]),
            format=RDF[part["format"]],
            base_iri=request["base"],
            without_named_graphs=True,
            rename_blank_nodes=len(request["parts"]) > 1,
        )
        for quad in parsed:
            yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{part['name'] or 'the graph'} cannot be read: {error}") from error


def _graph_name(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    try:
        return ox.NamedNode(graph) if graph else ox.DefaultGraph()
    except ValueError as error:
        raise QueryError(f"{graph!r} is not an IRI of a graph") from error


def main() -> int:
    """Carry out requests until standard input ends.

    The arguments are memory in bytes, build, folder of the snapshots, and "clean" or "keep" for that folder.
    """
    try:
        writer = StoreWriter(Path(sys.argv[2]), Path(sys.argv[3]), clean=sys.argv[4] == "clean")
    except GraphError as error:
        message = str(error)

        def refuse(request: dict[str, Any], sink: Sink) -> None:
            raise GraphError(message)

        return run(refuse)
    limit_memory(int(sys.argv[1]))
    return run(writer.handle)


if __name__ == "__main__":
    sys.exit(main())
