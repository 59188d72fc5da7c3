"""Write a build folder: graph.ttl, graph.trig, store/ and texts/, each whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from kg.errors import GraphError
from kg.model import Document, KnowledgeGraph
from kg.rdf.encode import Key, by_key, encode_by_key
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
    keyed = encode_by_key(graph, iris=iris)
    quads = tuple(keyed.values())
    if check:
        require_valid(quads)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace_file(folder / TURTLE_NAME, _turtle(keyed, iris))
        _replace_file(folder / TRIG_NAME, _trig(keyed, iris))
        _replace_texts(folder / TEXTS_NAME, graph.documents)
        replace_store(folder / STORE_NAME, quads)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written: {error}") from error
    return quads


def turtle(quads: Iterable[Quad], iris: Iris) -> bytes:
    """Return all triples as Turtle, grouped by subject, with the prefixes that occur."""
    return _turtle(by_key(quads), iris)


def trig(quads: Iterable[Quad], iris: Iris) -> bytes:
    """Return the quads as TriG: the default graph, then each document's graph."""
    return _trig(by_key(quads), iris)


def _turtle(keyed: Mapping[Key, Quad], iris: Iris) -> bytes:
    # by its sort key, which tells terms apart, a triple needs no hashing
    triples = {key[2:]: quad for key, quad in keyed.items()}
    terms = {term for subject, _, *rest in triples for term in (subject, *rest)}
    return _serialized([triples[key].triple for key in sorted(triples)], terms, RdfFormat.TURTLE, iris)


def _trig(keyed: Mapping[Key, Quad], iris: Iris) -> bytes:
    terms = {term for _, graph, subject, _, *rest in keyed for term in (graph, subject, *rest)}
    return _serialized(keyed.values(), terms, RdfFormat.TRIG, iris)


def _serialized(
    statements: Iterable[Quad] | Iterable[Triple], terms: Iterable[str], format: RdfFormat, iris: Iris
) -> bytes:
    """Return statements as text with the prefixes sorted and an empty line before each subject.

    `terms` are all that occur, as in N-Quads. The serialiser writes its prefixes in an order of its own.
    Literals hold no raw line end in Turtle, so a line that is not indented begins a prefix, a subject or a
    graph.
    """
    content = BytesIO()
    serialize(statements, content, format=format, prefixes=_used_prefixes(terms, iris))
    whole = content.getvalue()
    head = _PREFIXES.match(whole)
    body = head.end() if head else 0
    prefixes = sorted(whole[:body].split(b"\n")[:-1])
    return b"\n".join([*prefixes, _BEGIN.sub(b"\n", whole[body:])])


_PREFIXES = re.compile(rb"(?:@prefix [^\n]*\n)*")
_BEGIN = re.compile(rb"^(?=[^\t}\n])", re.MULTILINE)
"""Where a subject or a graph begins."""


def _used_prefixes(terms: Iterable[str], iris: Iris) -> dict[str, str]:
    """Return the prefixes that the serialiser will use: for each IRI the longest stem it begins with."""
    prefix_of = {stem: prefix for prefix, stem in iris.prefixes().items()}
    longest_first = sorted(prefix_of, key=lambda stem: (-len(stem), stem))
    stems = re.compile("<(" + "|".join(re.escape(stem) for stem in longest_first) + ")")
    used = {found.group(1) for found in map(stems.match, terms) if found}
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
