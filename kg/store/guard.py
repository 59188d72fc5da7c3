"""What a query may not do: change the graph, read files, call other hosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.errors import OutsideError, QueryError

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
    | (?P<brace>[{}])
    """,
    re.VERBOSE | re.DOTALL,
)
#: What FROM may name, and what it may name where relative IRIs are no files.
_NAMES = re.compile(r"<https?:|<urn:", re.IGNORECASE)
_NO_FILE = re.compile(r"<https?:|<urn:|<(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a query or update that tell its keywords; ``lastgroup`` is the kind of each.

    The kinds are comment, iri, string, variable, name (with a prefix), word and brace; what else there is,
    numbers and punctuation, is passed over.
    """
    return _TOKEN.finditer(text)


def unescaped(text: str) -> str:
    """Return the text with its code point escapes resolved.

    They stand for their character anywhere in a query, even in a keyword (SPARQL 1.1, section 19.2).
    """
    return _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)


def names_dataset(sparql: str) -> bool:
    """Tell whether a query says by FROM what it is about.

    >>> names_dataset("SELECT * FROM <urn:g> { ?s ?p ?o }"), names_dataset("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return any(t.lastgroup == "word" and t[0].upper() == "FROM" for t in tokens(unescaped(sparql)))


def check_query(
    sparql: str,
    *,
    allow_from: bool = True,
    has_base: bool = False,
    may_reach: Callable[[str], bool] = lambda iri: False,
) -> None:
    """Let a reading query pass.

    Whether it is well formed is for the engine to say. `allow_from` False is for an engine that fetches what
    FROM names (rdflib); `has_base` True says that relative IRIs are completed to http IRIs and not to files;
    `may_reach` tells which addresses SERVICE may call, none if not given.

    Raises:
        QueryError: the query is an update, names a file, or has a FROM clause where none is allowed.
        OutsideError: it has a SERVICE clause whose address is not spelled out or may not be called.

    >>> check_query('SELECT * { ?service ?p "LOAD <x>" } # SERVICE')
    >>> check_query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.OutsideError: SERVICE is refused: queries do not call other hosts (line 1)
    """
    names = _NO_FILE if has_base else _NAMES
    _check_tokens(sparql, allow_from, names, may_reach)
    _check_tokens(unescaped(sparql), allow_from, names, may_reach)


def _check_tokens(
    text: str, allow_from: bool, names: re.Pattern[str], may_reach: Callable[[str], bool]
) -> None:
    from_at: re.Match[str] | None = None
    form = ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "comment":
            continue
        word = token[0].upper() if kind == "word" else ""
        if from_at is not None:
            if word == "NAMED":
                continue
            if kind == "iri" and not names.match(token[0]):
                raise QueryError(f"FROM {token[0]} is refused: queries do not read files ({_place(from_at)})")
            from_at = None
        if kind == "iri" and token[0].casefold().startswith("<file:"):
            raise QueryError(f"{token[0]} is refused: queries do not read files ({_place(token)})")
        check_service(token, text, may_reach)
        if word == "FROM":
            if not allow_from:
                raise QueryError(f"this engine fetches what FROM names; use GRAPH instead ({_place(token)})")
            from_at = token
        if not form and word in UPDATES:
            raise QueryError(f"{word} is refused: queries do not change the graph ({_place(token)})")
        if not form and word in READS:
            form = word


def check_service(token: re.Match[str], text: str, may_reach: Callable[[str], bool]) -> None:
    """Let a token of `text` pass that begins no call of another host, or of one that may be called.

    Raises:
        OutsideError: it begins a SERVICE clause whose address is not spelled out or may not be called.
    """
    word = token[0].upper() if token.lastgroup == "word" else ""
    if word == "SERVICE":
        address = address_after(token, text)
        if address is not None and may_reach(address[0][1:-1]):
            return
    # the engine takes "true.SERVICE:a" and "SERVICE:a {" for keyword and name: no prefix may hold it
    elif "SERVICE" not in word and not (
        token.lastgroup == "name" and "SERVICE" in token[0].partition(":")[0].upper()
    ):
        return
    raise OutsideError(f"SERVICE is refused: queries do not call other hosts ({_place(token)})")


def _place(token: re.Match[str]) -> str:
    """Return where a token stands; counted only where it is told, since a text has many."""
    return f"line {token.string.count(chr(10), 0, token.start()) + 1}"


def address_after(keyword: re.Match[str], text: str) -> re.Match[str] | None:
    """Return the IRI token that follows SERVICE or LOAD, None where the address is not a full IRI."""
    for token in _TOKEN.finditer(text, keyword.end()):
        gap = text[keyword.end() : token.start()]
        if token.lastgroup == "comment" or (token.lastgroup == "word" and token[0].upper() == "SILENT"):
            if gap.strip():
                return None
            keyword = token
            continue
        return token if token.lastgroup == "iri" and not gap.strip() else None
    return None
