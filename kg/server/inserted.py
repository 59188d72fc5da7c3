"""What an update put into the store, where its text alone says it."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.store.guard import tokens, unescaped

#: The words outside braces of updates that hold nothing but data and names of graphs.
_PLAIN = frozenset(
    (
        "BASE", "PREFIX", "INSERT", "DELETE", "DATA", "CREATE", "DROP", "CLEAR", "SILENT", "GRAPH", "DEFAULT",
        "NAMED", "ALL",
    )
)  # fmt: skip


def inserted(
    sparql: str, *, base_iri: str | None = None, prefixes: Mapping[str, str] | None = None
) -> list[ox.Triple] | None:
    """Return the triples that an update, which was carried out, may have put into the store.

    None where that depends on what the store held: where the update has a pattern, copies a graph or loads
    a file.

    >>> [str(t) for t in inserted("INSERT DATA { <urn:s> <urn:p> <urn:o> }")]
    ['<urn:s> <urn:p> <urn:o>']
    >>> inserted("CLEAR GRAPH <urn:g> ; DELETE DATA { <urn:s> <urn:p> <urn:o> }")
    []
    >>> inserted("DELETE WHERE { <urn:s> ?p ?o }")
    """
    words = _words_outside(unescaped(sparql))
    if words is None:
        return None
    if "INSERT" not in words:
        return []
    # what each step adds or takes away by name, it adds and takes away here as well
    scratch = ox.Store()
    try:
        scratch.update(sparql, base_iri=base_iri, prefixes=dict(prefixes or {}))
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return None
    return [quad.triple for quad in scratch]


def _words_outside(text: str) -> set[str] | None:
    """Return the words outside braces of an update of `_PLAIN` words, None for another."""
    words: set[str] = set()
    depth, before = 0, ""
    for token in tokens(text):
        if token.lastgroup == "comment":
            continue
        if token.lastgroup == "brace":
            if token[0] == "{" and depth == 0 and before != "DATA":
                return None
            depth += 1 if token[0] == "{" else -1
            before = ""
        elif depth == 0:
            word = token[0].upper() if token.lastgroup == "word" else ""
            # "LOAD:a" is a keyword and a name to the engine
            if token.lastgroup == "name" and before not in ("PREFIX", "GRAPH"):
                return None
            if token.lastgroup == "word" and word not in _PLAIN:
                return None
            before = word
            words.add(word)
    return words
