"""Refuse queries that would reach beyond the dataset: other hosts, local files, changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.errors import QueryError

# IRIs, strings, comments, variables and prefixed names are matched first, so that words in them do not count.
_TOKEN = re.compile(
    r"""
    (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | "{3}(?:[^"\\]|\\.|"(?!""))*"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | \#[^\n\r]* | [?$]\w+
    | (?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_QUERIES = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def check_query(sparql: str, *, allow_from: bool = True) -> None:
    """Raise where `sparql` is an update, calls another host or names a file.

    ``SERVICE`` is refused everywhere, ``FROM`` with a ``file:`` IRI too, and with `allow_from` False any
    ``FROM`` (rdflib fetches what it names). Whether the rest is well formed is left to the engine.

    Raises:
        QueryError: says what is refused.

    >>> check_query('SELECT * WHERE { ?s ?service "SERVICE <http://x>" } # SERVICE')
    >>> check_query("SELECT * WHERE { SERVICE <http://x> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: a query must not call another host (SERVICE)
    """
    # SPARQL replaces \u escapes before it looks for keywords; both readings must be harmless
    for text in dict.fromkeys((sparql, _ESCAPE.sub(_character, sparql))):
        _check_words(list(_words(text)), allow_from=allow_from)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else ""


def _words(text: str) -> Iterator[str]:
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "iri":
            yield token.group()
        elif token.lastgroup == "name":
            yield ":"
        elif token.lastgroup == "word":
            yield token.group().upper()


def _check_words(words: list[str], *, allow_from: bool) -> None:
    if "SERVICE" in words:
        raise QueryError("a query must not call another host (SERVICE)")
    verb = next((word for word in words if word in _UPDATES | _QUERIES), "")
    if verb in _UPDATES:
        raise QueryError(f"a build is read only: {verb} is refused")
    for before, word in pairwise(words):
        if before in ("FROM", "NAMED") and not allow_from:
            raise QueryError("this engine fetches what FROM names; use GRAPH instead")
        if before in ("FROM", "NAMED", "BASE", ":") and word.casefold().startswith("<file:"):
            raise QueryError(f"a query must not read files: {word}")
