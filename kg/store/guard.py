"""What a query may not do: change the graph, read files, call other hosts."""

from __future__ import annotations

import re

from kg.errors import QueryError

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
READS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

#: Comments, IRIs, strings, variables, prefixed names, words: the tokens of SPARQL 1.1 (section 19.8) as far
#: as it takes to tell a keyword from the same letters in a string, an IRI, a comment, a variable or a name.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
                |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<name>[\w.\x80-\U0010FFFF-]*:(?:[\w.:\x80-\U0010FFFF-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[A-Za-z_][\w-]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(sparql: str, *, allow_from: bool = True) -> None:
    """Let a reading query pass.

    Whether it is well formed is for the engine to say. `allow_from` False is for an engine that fetches what
    FROM names (rdflib).

    Raises:
        QueryError: the query is an update, has a SERVICE clause, names a file, or has a FROM clause where
        none
            is allowed.

    >>> check_query('SELECT * { ?service ?p "LOAD <x>" } # SERVICE')
    >>> check_query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryError: SERVICE is refused: queries do not call other hosts (line 1)
    """
    _check_tokens(sparql, allow_from)
    # escapes stand for their character anywhere in a query, even in a keyword (SPARQL 1.1, section 19.2)
    _check_tokens(_ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), sparql), allow_from)


def _check_tokens(text: str, allow_from: bool) -> None:
    from_at: int | None = None
    form = ""
    for token in _TOKEN.finditer(text):
        kind, line = token.lastgroup, text.count("\n", 0, token.start()) + 1
        if kind == "comment":
            continue
        word = token[0].upper() if kind == "word" else ""
        if from_at is not None:
            if word == "NAMED":
                continue
            if kind == "iri" and not re.match(r"<https?:|<urn:", token[0], re.IGNORECASE):
                raise QueryError(f"FROM {token[0]} is refused: queries do not read files (line {from_at})")
            from_at = None
        if kind == "iri" and token[0].casefold().startswith("<file:"):
            raise QueryError(f"{token[0]} is refused: queries do not read files (line {line})")
        # the engine takes "true.SERVICE:a" and "SERVICE:a {" for keyword and name: no prefix may hold it
        if "SERVICE" in word or (kind == "name" and "SERVICE" in token[0].partition(":")[0].upper()):
            raise QueryError(f"SERVICE is refused: queries do not call other hosts (line {line})")
        if word == "FROM":
            if not allow_from:
                raise QueryError(f"this engine fetches what FROM names; use GRAPH instead (line {line})")
            from_at = line
        if not form and word in UPDATES:
            raise QueryError(f"{word} is refused: queries do not change the graph (line {line})")
        if not form and word in READS:
            form = word
