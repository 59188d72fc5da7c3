"""The process that changes the store, which it alone has open for writing.

After each change it makes a snapshot, of hard links, that the reading processes open: a store must not be
read while another process writes it. Where triples stand in several graphs, a second one has each once (see
`kg.store.merged`). A process that is killed in the middle of a change leaves the store as
it was before, since changes are transactions.
"""

from __future__ import annotations

import base64
import contextlib
import shutil
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import GraphError, KgError, NotFoundError, QueryError
from kg.query.mistakes import explain
from kg.rdf.iri import Iris
from kg.rdf.layout import STORE_NAME
from kg.rdf.merge import (
    forget_surplus,
    read_surplus,
    store_once,
    surplus,
    surplus_among,
    write_surplus,
)
from kg.server.errors import UnreadableError
from kg.server.inserted import inserted
from kg.server.media import RDF
from kg.server.process import Sink, limit_memory, run
from kg.server.reach import reach
from kg.server.rewrite import confined, with_using
from kg.store import Dataset, OxigraphEngine, mark_changed

#: What changes the store.
_CHANGES = frozenset({"update", "put", "post", "delete"})
#: Up to so many quads are left out of a second snapshot after each change, and looked up anew; with more,
#: those who read merge the graphs themselves.
_FEW = 20_000


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
        self._folder, self._path = folder, path
        try:
            self._inode = path.stat().st_ino
            known = read_surplus(path)
            self._surplus = surplus(self._store) if known is None else known
        except OSError as error:
            raise GraphError(f"{path}: cannot be read: {error}") from error
        if known is None:
            self._put_on_record()
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
        made = self._change(request) if request["op"] in _CHANGES else False
        # a change is confirmed when those who read can see it
        store = self._snapshots / request["snapshot"] / STORE_NAME
        store.parent.mkdir()
        self._store.backup(str(store))
        write_surplus(store, self._surplus)
        if 0 < len(self._surplus) <= _FEW:
            store_once(self._store, store, self._surplus)
        sink.head(made=made)

    def _change(self, request: dict[str, Any]) -> bool:
        """Change the store, and find out which triples now stand in several graphs."""
        # first, so that a change is never there without its mark, nor with a record of the state before
        mark_changed(self._folder)
        forget_surplus(self._path)
        made = False
        added: list[ox.Triple] | None = []
        try:
            match request["op"]:
                case "update":
                    added = self._update(request)
                case "delete":
                    self._delete(request)
                case _:
                    made, added = self._load(request)
        except KgError:
            self._put_on_record()
            raise
        if added is None or len(self._surplus) > _FEW:
            self._surplus = surplus(self._store)
        else:
            known = (quad.triple for quad in self._surplus)
            self._surplus = surplus_among(self._store, chain(known, added))
        self._put_on_record()
        return made

    def _put_on_record(self) -> None:
        # a store that a rebuild has put in the place of ours has a record of its own
        with contextlib.suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                write_surplus(self._path, self._surplus)

    def _update(self, request: dict[str, Any]) -> list[ox.Triple] | None:
        """Carry out an update; return what it may have added, None where its text does not say it."""
        sparql = with_using(request["sparql"], request["using"], request["using_named"])
        safe = confined(sparql, reach(request["hosts"]))
        if self._iris is None:
            self._iris = Dataset(OxigraphEngine(self._store, surplus=()), texts=self._snapshots).iris
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
        return inserted(safe.sparql, base_iri=request["base"], prefixes=prefixes)

    def _load(self, request: dict[str, Any]) -> tuple[bool, list[ox.Triple]]:
        """Replace a graph (put) or add to it (post); return whether it is new, and what was added.

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
        return made, triples

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
