"""Which graphs a query is about: what it says by FROM, and whether it speaks of graphs by GRAPH."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.store.guard import READS, tokens, unescaped

#: What may stand between the tokens of a group that asks nothing of the default graph.
_NOTHING = re.compile(r"[\s.;]*")
_GROUPING = frozenset({"GRAPH", "UNION", "OPTIONAL"})
_NO_DATA = ox.Store()


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs whose merge is the default graph of a query, and those that GRAPH sees; each once."""

    default: tuple[ox.NamedNode, ...]
    named: tuple[ox.NamedNode, ...]

    @classmethod
    def of(cls, default: Sequence[str], named: Sequence[str]) -> Graphs:
        """Return the graphs with these IRIs.

        Raises:
            ValueError: one is no IRI.
        """
        unique = (tuple(map(ox.NamedNode, dict.fromkeys(iris))) for iris in (default, named))
        return cls(*unique)


def named_graphs(
    sparql: str, *, base_iri: str | None = None, prefixes: Mapping[str, str] | None = None
) -> Graphs | None:
    """Return the graphs that a query names by FROM and FROM NAMED; None where it names none.

    None as well where a name cannot be resolved: that is a mistake, and the engine says which.

    >>> named_graphs("PREFIX : <urn:> SELECT * FROM :g FROM NAMED <urn:h> FROM :g { ?s ?p ?o }")
    Graphs(default=(<NamedNode value=urn:g>,), named=(<NamedNode value=urn:h>,))
    """
    text = unescaped(sparql)
    found = list(_from_clauses(text))
    if not found:
        return None
    form = next((t for t in tokens(text) if t.lastgroup == "word" and t[0].upper() in READS), None)
    if form is None:
        return None
    # the engine itself resolves prefixes and base
    names = " ".join(f"({name} AS ?f{number})" for number, (name, _) in enumerate(found))
    query = f"{text[: form.start()]} SELECT {names} {{}}"
    try:
        answer = _NO_DATA.query(query, base_iri=base_iri, prefixes=dict(prefixes or {}))
    except (SyntaxError, ValueError):
        return None
    iris: tuple[list[str], list[str]] = ([], [])
    for row in answer if isinstance(answer, ox.QuerySolutions) else ():
        for term, (_, is_named) in zip(row, found, strict=True):
            if not isinstance(term, ox.NamedNode):
                return None
            iris[is_named].append(term.value)
    return Graphs.of(*iris)


def _from_clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each name that follows FROM, and whether NAMED stands before it."""
    after, is_named = False, False
    for token in tokens(text):
        if token.lastgroup == "comment":
            continue
        word = token[0].upper() if token.lastgroup == "word" else ""
        if after and word == "NAMED":
            is_named = True
            continue
        if after and token.lastgroup in ("iri", "name"):
            yield token[0], is_named
        after, is_named = word == "FROM", False


def says_graph(sparql: str) -> bool:
    """Tell whether GRAPH may stand in a query; where it is certain that it does not, False.

    >>> says_graph("ASK { GRAPH?g { ?s ?p ?o } }"), says_graph("ASK { ?graph ?p 'GRAPH' }")
    (True, False)
    """
    # the engine takes "1GRAPH:a" for a keyword and a name: no word or prefix may hold it
    return any(
        "GRAPH" in token[0].partition(":")[0].upper()
        for token in tokens(unescaped(sparql))
        if token.lastgroup in ("word", "name")
    )


def asks_named_alone(sparql: str) -> bool:
    """Tell whether a SELECT or ASK certainly asks nothing of the default graph: all is within GRAPH.

    >>> asks_named_alone("SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    True
    >>> asks_named_alone("SELECT ?g { GRAPH ?g { ?s ?p ?o } ?s a ?c }")
    False
    """
    text = unescaped(sparql)
    form, depth, within, end, before = "", 0, 0, 0, ""
    for token in tokens(text):
        if token.lastgroup == "comment":
            continue
        gap, end = text[end : token.start()], token.end()
        if depth and not within and not _NOTHING.fullmatch(gap):
            return False
        word = token[0].upper()
        if token.lastgroup == "brace":
            depth += 1 if word == "{" else -1
            if word == "{" and before == "NAME" and not within:
                within = depth
            elif depth < within:
                within = 0
            before = ""
        elif depth == 0:
            form = form or (word if word in READS else "")
        elif not within:
            if before == "GRAPH" and token.lastgroup in ("iri", "name", "variable"):
                before = "NAME"
            elif token.lastgroup == "word" and word in _GROUPING:
                before = word
            else:
                return False
    return form in ("SELECT", "ASK")
