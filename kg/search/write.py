"""Write the search index of a build: one SQLite file beside the store."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import GraphError
from kg.rdf.layout import TRIG_NAME, TURTLE_NAME
from kg.search.spelling import clean
from kg.store import ConceptRecord, Dataset
from kg.store.names import name_key

INDEX_NAME: Final = "search.sqlite"
FORMAT: Final = "1"
"""Goes up when the tables change; an index of another format is made anew."""

#: `grams` holds keys of names, cut into threes, in full detail: without it BM25 ranks nothing (SQLite 3.40).
#: The tables without content keep no copy of what they index.
_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE concept (id INTEGER PRIMARY KEY, iri TEXT, curie TEXT, label TEXT, type TEXT, documents INTEGER);
CREATE TABLE name (id INTEGER PRIMARY KEY, concept INTEGER, text TEXT, kind TEXT, key TEXT);
CREATE TABLE document (id INTEGER PRIMARY KEY, iri TEXT, title TEXT);
CREATE TABLE quote (id INTEGER PRIMARY KEY, iri TEXT, document INTEGER);
CREATE TABLE passage (id INTEGER PRIMARY KEY, document INTEGER, start INTEGER);
CREATE VIRTUAL TABLE words USING fts5(text, content='', prefix='2 3', tokenize='unicode61');
CREATE VIRTUAL TABLE grams USING fts5(key, content='', detail='full', tokenize='trigram');
CREATE VIRTUAL TABLE quotes USING fts5(text, tokenize='porter unicode61');
CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61');
CREATE VIRTUAL TABLE titles USING fts5(title, more, tokenize='porter unicode61');
"""


def write_index(dataset: Dataset, folder: Path) -> Path:
    """Write the index of `dataset` into the build `folder`; the same build gives the same bytes.

    It is written beside its place and moved there. Returns where it is.

    Raises:
        GraphError: the folder cannot be written.
    """
    path, beside = folder / INDEX_NAME, folder / f".{INDEX_NAME}.new"
    try:
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside)
        try:
            # the file is thrown away where writing it fails, so it needs no journal
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            fill(connection, dataset, mark=graph_mark(folder))
        finally:
            connection.close()
        beside.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{path}: cannot be written: {error}") from error
    finally:
        beside.unlink(missing_ok=True)
    return path


def graph_mark(folder: Path) -> str:
    """Return the SHA-256 of the graph of a build, empty where it has neither TriG nor Turtle."""
    for name in (TRIG_NAME, TURTLE_NAME):
        if (folder / name).is_file():
            with (folder / name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def fill(connection: sqlite3.Connection, dataset: Dataset, *, mark: str = "") -> None:
    """Make the tables in an empty database and fill them; `mark` says of which graph they are."""
    connection.executescript(_SCHEMA)
    insert = connection.execute
    insert("INSERT INTO about VALUES ('format', ?)", (FORMAT,))
    insert("INSERT INTO about VALUES ('graph', ?)", (mark,))
    names = 0
    for number, concept in enumerate(dataset.concepts(), start=1):
        insert(
            "INSERT INTO concept VALUES (?, ?, ?, ?, ?, ?)",
            (number, concept.iri, concept.curie, clean(concept.label), concept.type, len(concept.documents)),
        )
        for text, kind in _names(concept, dataset):
            names += 1
            key = name_key(text)
            insert("INSERT INTO name VALUES (?, ?, ?, ?, ?)", (names, number, text, kind, key))
            if kind != "identifier":
                # with its type, so that "EWSR1 fusion" finds the fusions of this gene
                insert("INSERT INTO words (rowid, text) VALUES (?, ?)", (names, f"{text} {concept.type}"))
                insert("INSERT INTO grams (rowid, key) VALUES (?, ?)", (names, key))
    connection.execute("CREATE INDEX name_key ON name (key)")
    documents = {document.iri: i for i, document in enumerate(dataset.documents(), start=1)}
    _documents(connection, dataset, documents)
    _quotes(connection, dataset, documents)
    for table in ("words", "grams", "quotes", "passages", "titles"):
        insert(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608  # names of our own
    connection.commit()


def _names(concept: ConceptRecord, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield every name once, with its kind."""
    seen: set[str] = set()
    identifiers = [concept.curie, concept.iri]
    identifiers += [dataset.iris.contract(iri) or iri for iri in concept.exact]
    kinds = [
        (concept.label, "label"),
        *((name, "synonym") for name in concept.names),
        *((name, "identifier") for name in identifiers),
        *((name.partition(":")[2], "identifier") for name in identifiers if not name.startswith("http")),
    ]
    for name, kind in kinds:
        text = clean(name)
        if text.strip() and text not in seen:
            seen.add(text)
            yield text, kind


def _documents(connection: sqlite3.Connection, dataset: Dataset, numbers: dict[str, int]) -> None:
    passage = 0
    for document in dataset.documents():
        number = numbers[document.iri]
        title = clean(document.title or document.source)
        more = clean(" ".join((document.source, document.work, document.journal, *document.authors)))
        connection.execute("INSERT INTO document VALUES (?, ?, ?)", (number, document.iri, title))
        connection.execute("INSERT INTO titles (rowid, title, more) VALUES (?, ?, ?)", (number, title, more))
        try:
            text = dataset.text(document.iri)
        except GraphError:
            continue  # a build that was copied without its texts can still be searched for all else
        start = 0
        for line in clean(text).splitlines(keepends=True):
            words = line.strip()
            if words:
                passage += 1
                at = start + line.index(words)
                connection.execute("INSERT INTO passage VALUES (?, ?, ?)", (passage, number, at))
                connection.execute("INSERT INTO passages (rowid, text) VALUES (?, ?)", (passage, words))
            start += len(line)


def _quotes(connection: sqlite3.Connection, dataset: Dataset, numbers: dict[str, int]) -> None:
    """Index each sentence once, however many claims it is evidence for."""
    said = [claim.evidence for claim in dataset.associations()]
    said += [result.evidence for result in dataset.outcomes()]
    places = {(one.document, one.start, one.end): one for pieces in reversed(said) for one in pieces}
    for number, (place, one) in enumerate(sorted(places.items()), start=1):
        document = numbers.get(place[0], 0)
        connection.execute("INSERT INTO quote VALUES (?, ?, ?)", (number, one.iri, document))
        connection.execute("INSERT INTO quotes (rowid, text) VALUES (?, ?)", (number, clean(one.quote)))
