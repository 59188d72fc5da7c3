"""Write a build folder: graph.ttl, graph.trig, store/ and texts/, each whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.errors import GraphError
from kg.model import Document, KnowledgeGraph
from kg.rdf.encode import encode, in_order, order
from kg.rdf.iri import Iris
from kg.rdf.layout import CHANGED_NAME, STORE_NAME, TEXTS_NAME, TRIG_NAME, TURTLE_NAME
from kg.rdf.merge import surplus, write_surplus
from kg.rdf.validate import require_valid
from kg.rdf.vocabulary import DEFAULT_BASE


def write_build(
    graph: KnowledgeGraph, folder: Path, *, base: str = DEFAULT_BASE, check: bool = True
) -> tuple[Quad, ...]:
    """Write `graph` into `folder` (made where it lacks) and return its quads.

    ``graph.ttl`` holds all triples without graph names, ``graph.trig`` keeps them, ``store/`` is a RocksDB
    directory for queries, ``texts/<key>.txt`` the text of each document as it was read. Everything is written
    beside its place and then moved there, so a reader sees the old or the new file, never half of one. The
    same graph gives the same bytes in all but ``store/``.

    With `check` the graph is validated first, and nothing is written where it breaks a shape.

    Raises:
        ShapeError: the graph breaks a shape; names the document and the sentence.
        GraphError: the folder cannot be written.
        ConfigError: `base` is no base for IRIs.
    """
    iris = Iris(base)
    quads = encode(graph, iris=iris)
    if check:
        require_valid(quads)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace_file(folder / TURTLE_NAME, turtle(quads, iris))
        _replace_file(folder / TRIG_NAME, _serialized(list(quads), RdfFormat.TRIG, iris))
        _replace_texts(folder / TEXTS_NAME, graph.documents)
        replace_store(folder / STORE_NAME, quads)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written: {error}") from error
    return quads


def turtle(quads: Iterable[Quad], iris: Iris) -> bytes:
    """Return all triples as Turtle, grouped by subject, with the prefixes that occur."""
    # by its sort key, which tells terms apart, a triple needs neither hashing nor a quad of its own
    by_key = {order(quad)[2:]: quad for quad in quads}
    return _serialized([by_key[key] for key in sorted(by_key)], RdfFormat.TURTLE, iris)


def trig(quads: Iterable[Quad], iris: Iris) -> bytes:
    """Return the quads as TriG: the default graph, then each document's graph."""
    return _serialized(in_order(quads), RdfFormat.TRIG, iris)


def _serialized(quads: list[Quad], format: RdfFormat, iris: Iris) -> bytes:
    """Return the quads as text with the prefixes sorted and an empty line before each subject.

    The serialiser writes its prefixes in an order of its own. Literals hold no
    raw line end in Turtle, so a line that is not indented begins a prefix, a subject or a graph.
    """
    named = format == RdfFormat.TRIG
    statements = quads if named else [Triple(q.subject, q.predicate, q.object) for q in quads]
    content = BytesIO()
    prefixes = _used_prefixes((term for each in statements for term in each), iris)
    serialize(statements, content, format=format, prefixes=prefixes)
    lines = content.getvalue().split(b"\n")
    count = sum(1 for line in lines if line.startswith(b"@prefix "))
    body = b"\n".join(b"\n" + line if line[:1] not in (b"\t", b"}", b"") else line for line in lines[count:])
    return b"\n".join([*sorted(lines[:count]), body])


def _used_prefixes(terms: Iterable[object], iris: Iris) -> dict[str, str]:
    """Return the prefixes that the serialiser will use: for each IRI the longest stem it begins with."""
    prefix_of = {stem: prefix for prefix, stem in iris.prefixes().items()}
    longest_first = sorted(prefix_of, key=lambda stem: (-len(stem), stem))
    stems = re.compile("|".join(re.escape(stem) for stem in longest_first))
    names = {term.value for term in terms if isinstance(term, NamedNode)}
    used = {found.group() for found in map(stems.match, names) if found}
    return {prefix_of[stem]: stem for stem in sorted(used, key=lambda stem: prefix_of[stem])}


def _replace_file(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def _replace_folder(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a folder beside `path`, then put it in its place."""
    beside, old = path.with_name(f".{path.name}.new"), path.with_name(f".{path.name}.old")
    for rest in (beside, old):
        shutil.rmtree(rest, ignore_errors=True)
    beside.mkdir()
    fill(beside)
    if path.exists():
        path.replace(old)
    beside.replace(path)
    shutil.rmtree(old, ignore_errors=True)


def _replace_texts(path: Path, documents: Iterable[Document]) -> None:
    def fill(folder: Path) -> None:
        for document in documents:
            # bytes, since text mode would change line ends and so move offsets
            content = document.text.encode("utf-8", "surrogatepass")
            (folder / f"{document.key}.txt").write_bytes(content)

    _replace_folder(path, fill)


def replace_store(path: Path, quads: Iterable[Quad], *, changed: bool = False) -> None:
    """Write a store directory with `quads` and put it in the place of `path` when it is whole.

    `changed` gives it the mark of a store that holds other things than the files beside it.

    Raises:
        OSError: it cannot be written.
    """

    def fill(folder: Path) -> None:
        store = Store(str(folder))
        store.bulk_extend(quads)
        store.flush()
        store.optimize()
        write_surplus(folder, surplus(store))
        if changed:
            (folder / CHANGED_NAME).touch()

    _replace_folder(path, fill)
