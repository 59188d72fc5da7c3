"""Ask the search index of a build."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

from kg.search.records import WAYS, ConceptHit, DocumentHit, PassageHit, QuoteHit, Spans
from kg.search.spelling import (
    MAX_CHARACTERS,
    all_of,
    clean,
    distance,
    slips,
    slips_between,
    trigrams,
    words_of,
)
from kg.search.write import FORMAT, INDEX_NAME, fill, graph_mark
from kg.store import Dataset, is_changed, open_build
from kg.store.names import name_key

#: How many names are compared letter by letter with a misspelled one.
CANDIDATES = 100
#: Marks that FTS5 puts around what matched; of the private use area, so that no text has them.
_OPEN, _CLOSE = "\ue0f1", "\ue0f2"
_LAST = "\U0010ffff"

_COLUMNS = "n.text, n.kind, n.key, c.iri, c.curie, c.label, c.type, c.documents"
_JOIN = "FROM name n JOIN concept c ON c.id = n.concept"


def open_index(folder: Path, dataset: Dataset | None = None) -> Index:
    """Open the search index of a build for reading.

    Where the file lacks, is damaged, of another format or of another graph than the one beside it, or where
    the store was changed since, the index is made anew in memory and nothing is written. `dataset` is the
    build, where it is open already.

    Raises:
        GraphError: `folder` is no build.
    """
    path = folder / INDEX_NAME
    if path.is_file() and not is_changed(folder):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        try:
            about = dict(connection.execute("SELECT key, value FROM about"))
        except sqlite3.Error:
            about = {}
        if about == {"format": FORMAT, "graph": graph_mark(folder)}:
            return Index(connection)
        connection.close()
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    fill(connection, dataset or open_build(folder, lenient=is_changed(folder)))
    return Index(connection)


class Index:
    """A search index, open for reading; may be asked from any thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def concepts(self, text: str, limit: int = 20) -> tuple[ConceptHit, ...]:
        """Return the concepts that a name, the beginning of one, words of one or a misspelled one may mean.

        First come those with exactly this name, then those with a name that begins with it, then those with
        all its words in a name or as their type; where no name is exactly this, then those after a slip of
        the pen or two. Within each, those that more documents mention come first. Each concept is there
        once, with its best name.
        """
        text = clean(text[:MAX_CHARACTERS])
        key, words = name_key(text), words_of(text)
        if not key:
            return ()
        found: dict[str, tuple[tuple[int, int, int, int, int, str], ConceptHit]] = {}

        def note(rows: Iterable[tuple[str, ...]], way: str, slipped: int = 0) -> None:
            for row in rows:
                hit = _concept_hit(row, way)
                rank = _rank(hit, slipped)
                if hit.iri not in found or rank < found[hit.iri][0]:
                    found[hit.iri] = (rank, hit)

        order = "ORDER BY c.documents DESC, length(n.text), n.id LIMIT ?"
        most = 4 * limit
        note(self._rows(f"SELECT {_COLUMNS} {_JOIN} WHERE n.key = ? {order}", key, most), "exact")
        starts = f"SELECT {_COLUMNS} {_JOIN} WHERE n.key > ? AND n.key < ? {order}"
        note(self._rows(starts, key, key + _LAST, most), "prefix")
        if words and len(found) < limit:
            having = "WHERE n.id IN (SELECT rowid FROM words WHERE words MATCH ?)"
            held = self._rows(
                f"SELECT {_COLUMNS} {_JOIN} {having} {order}", all_of(words, open_end=True), most
            )
            note(held, "word")
        if len(found) < limit and not any(hit.way == "exact" for _, hit in found.values()):
            for row in self._alike(key):
                slipped = _slipped(key, words, row)
                if slipped is not None:
                    note([row], "typo", slipped)
        return tuple(hit for _, hit in sorted(found.values(), key=lambda entry: entry[0]))[:limit]

    def _alike(self, key: str) -> list[tuple[str, ...]]:
        """Return names that could be `key` misspelled: with many threes in common, or short and alike."""
        rows: list[tuple[str, ...]] = []
        if threes := [three for three in trigrams(key) if '"' not in three]:
            either = " OR ".join(f'"{three}"' for three in threes)
            near = "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rank LIMIT ?"
            rows += self._rows(f"SELECT {_COLUMNS} {_JOIN} WHERE n.id IN ({near})", either, CANDIDATES)
        if 4 <= len(key) < 8:
            # two letters swapped in the middle of five leave no three in common
            like = "n.key >= ? AND n.key < ? AND length(n.key) BETWEEN ? AND ?"
            first = key[0]
            ends = (first, first + _LAST, len(key) - 1, len(key) + 1)
            rows += self._rows(
                f"SELECT {_COLUMNS} {_JOIN} WHERE {like} ORDER BY n.id LIMIT ?", *ends, 20 * CANDIDATES
            )
        return [row for row in rows if row[1] != "identifier"]

    def quotes(self, text: str, limit: int = 20) -> tuple[QuoteHit, ...]:
        """Return the sentences of evidence that hold all words of `text`, the best match first (BM25)."""
        sql = (
            "SELECT q.iri, d.iri, highlight(quotes, 0, ?, ?) FROM quotes "
            "JOIN quote q ON q.id = quotes.rowid JOIN document d ON d.id = q.document "
            "WHERE quotes MATCH ? ORDER BY quotes.rank, q.id LIMIT ?"
        )
        hits = []
        for evidence, document, marked in self._matches(sql, text, limit):
            quote, marks = _unmark(marked)
            hits.append(QuoteHit(evidence=evidence, document=document, quote=quote, marks=marks))
        return tuple(hits)

    def passages(self, text: str, limit: int = 20) -> tuple[PassageHit, ...]:
        """Return the lines of the documents that hold all words of `text`, the best match first (BM25)."""
        sql = (
            "SELECT d.iri, p.start, highlight(passages, 0, ?, ?) FROM passages "
            "JOIN passage p ON p.id = passages.rowid JOIN document d ON d.id = p.document "
            "WHERE passages MATCH ? ORDER BY passages.rank, p.id LIMIT ?"
        )
        hits = []
        for document, start, marked in self._matches(sql, text, limit):
            line, marks = _unmark(marked)
            at = int(start)
            hits.append(PassageHit(document=document, start=at, end=at + len(line), text=line, marks=marks))
        return tuple(hits)

    def documents(self, text: str, limit: int = 20) -> tuple[DocumentHit, ...]:
        """Return the documents with all words of `text` in title, authors, journal, file name or work."""
        sql = (
            "SELECT d.iri, highlight(titles, 0, ?, ?) FROM titles JOIN document d ON d.id = titles.rowid "
            "WHERE titles MATCH ? ORDER BY bm25(titles, 4.0, 1.0), d.id LIMIT ?"
        )
        hits = []
        for document, marked in self._matches(sql, text, limit):
            title, marks = _unmark(marked)
            hits.append(DocumentHit(document=document, title=title, marks=marks))
        return tuple(hits)

    def _matches(self, sql: str, text: str, limit: int) -> list[tuple[str, ...]]:
        words = words_of(text)
        return self._rows(sql, _OPEN, _CLOSE, all_of(words, open_end=True), limit) if words else []

    def _rows(self, sql: str, *values: str | int) -> list[tuple[str, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


def _concept_hit(row: tuple[str, ...], way: str) -> ConceptHit:
    name, kind, _, iri, curie, label, type_, documents = row
    return ConceptHit(
        iri=iri,
        curie=curie,
        label=label,
        type=type_,
        documents=int(documents),
        name=name,
        kind=kind,
        way=way,
    )


def _rank(hit: ConceptHit, slipped: int) -> tuple[int, int, int, int, int, str]:
    kind = ("label", "synonym", "identifier").index(hit.kind)
    return (WAYS.index(hit.way), slipped, -hit.documents, kind, len(hit.name), hit.iri)


def _slipped(key: str, words: tuple[str, ...], row: tuple[str, ...]) -> int | None:
    most = slips(key)
    whole = distance(key, row[2], most=most)
    by_word = slips_between(words, row[0]) if words else None
    near = [count for count in (whole if whole <= most else None, by_word) if count is not None]
    return min(near) if near else None


def _unmark(marked: str) -> tuple[str, Spans]:
    """Return a text without the marks of FTS5, and where they stood."""
    parts = re.split(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", marked)
    spans, text = [], ""
    for i, part in enumerate(parts):
        if i % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, tuple(spans)
