"""Queries and updates as they are handed to the engine: calls of other hosts taken out, USING put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import OutsideError, QueryError
from kg.store.guard import address_after, check_service, tokens, unescaped

#: Length of the shortest address that another of the same length, <x:x>, can stand for.
_SHORTEST = 5
#: What follows a LOAD that the engine will find to be a mistake.
_NOWHERE = re.compile(r"(?:\s|SILENT\b)*(?:;|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Confined:
    """A text that stays in the store, and the addresses that it may not call and is not silent about."""

    sparql: str
    refused: tuple[str, ...]

    def error(self) -> OutsideError:
        """Return the error of a text that fails because it may not call these addresses."""
        return OutsideError(f"{self.refused[0]} is not called: the server lets no query call that host")


def confined(sparql: str, may_reach: Callable[[str], bool]) -> Confined:
    """Return a query or update that calls no host but those that `may_reach` allows.

    The address of a forbidden SERVICE or LOAD is replaced by one of the same length that the engine cannot
    call. So SERVICE SILENT and LOAD SILENT do what the standard says of an endpoint that fails, and mistakes
    are found where they are. What hides where it leads is refused.

    Raises:
        OutsideError: an address is not spelled out, or a keyword is written so that it could be overlooked.

    >>> confined("LOAD SILENT <http://example.org/a>", lambda iri: False)
    Confined(sparql='LOAD SILENT <x:xxxxxxxxxxxxxxxxxx>', refused=())
    >>> confined("INSERT DATA { <urn:LOAD> <urn:p> 'LOAD <x>' }", lambda iri: False).refused
    ()
    """
    if len(list(_loads(sparql))) != len(list(_loads(unescaped(sparql)))):
        raise OutsideError("LOAD is refused where it is written with escapes")
    parts: list[str] = []
    refused: list[str] = []
    done = 0
    loads = {load.start() for load in _loads(sparql)}
    for token in tokens(sparql):
        is_load = token.start() in loads
        if not is_load and not (token.lastgroup == "word" and token[0].upper() == "SERVICE"):
            continue
        address = address_after(token, sparql)
        if address is None or len(address[0]) < _SHORTEST:
            if is_load and (token[0].upper() != "LOAD" or not _NOWHERE.match(sparql, token.end())):
                raise OutsideError(f"LOAD is refused: it names no full address (line {_line(token, sparql)})")
            continue
        if may_reach(address[0][1:-1]):
            continue
        if "SILENT" not in sparql[token.end() : address.start()].upper():
            refused.append(address[0])
        parts += [sparql[done : address.start()], "<x:", "x" * (len(address[0]) - _SHORTEST + 1), ">"]
        done = address.end()
    text = "".join([*parts, sparql[done:]])
    for variant in (text, unescaped(text)):
        for token in tokens(variant):
            check_service(token, variant, lambda iri: iri.startswith("x:x") or may_reach(iri))
    return Confined(text, tuple(refused))


def _loads(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens that are LOAD or may be it to the engine, which needs no space around a keyword."""
    before = ""
    for token, depth in _with_depth(text):
        word = token[0].upper()
        if token.lastgroup == "name":
            word = "" if before == "PREFIX" else word.partition(":")[0]
        if token.lastgroup in ("word", "name"):
            if "LOAD" in word and depth == 0:
                yield token
            before = word


def with_using(sparql: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """Return an update whose operations read the graphs that the request names (SPARQL Protocol, 2.2.3).

    Raises:
        QueryError: the update says itself, by USING or WITH, what it reads; or a name is no IRI.

    >>> with_using("DELETE WHERE { ?s ?p 1 }", ["urn:g"], [])
    'DELETE { ?s ?p 1 } USING <urn:g> WHERE { ?s ?p 1 }'
    """
    if not (using or using_named):
        return sparql
    for name in (*using, *using_named):
        if re.search(r'[\x00-\x20<>"{}|^`\\]', name):
            raise QueryError(f"{name!r} is not an IRI of a graph")
    clauses = [f"USING <{name}>" for name in using] + [f"USING NAMED <{name}>" for name in using_named]
    inserted = " ".join(clauses) + " "
    parts: list[str] = []
    done, before = 0, ""
    for token, depth in _with_depth(sparql):
        if token.lastgroup == "comment" or depth:
            continue
        word = token[0].upper()
        if token.lastgroup == "word" and word in ("USING", "WITH"):
            raise QueryError(f"{word} in the update and using-graph-uri beside it exclude one another")
        if token.lastgroup == "word" and word == "WHERE":
            parts.append(sparql[done : token.start()])
            if before == "DELETE":
                parts.append(_group_after(token, sparql) + " ")
            parts.append(inserted)
            done = token.start()
        before = word
    return "".join([*parts, sparql[done:]])


def _with_depth(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each token with the number of braces it stands in; a brace stands outside itself."""
    depth = 0
    for token in tokens(text):
        if token[0] == "}" and token.lastgroup == "brace":
            depth = max(0, depth - 1)
        yield token, depth
        if token[0] == "{" and token.lastgroup == "brace":
            depth += 1


def _group_after(where: re.Match[str], text: str) -> str:
    """Return the group in braces that follows WHERE."""
    start, depth = -1, 0
    for token in tokens(text[where.end() :]):
        if token.lastgroup != "brace":
            continue
        if token[0] == "{":
            start = token.start() if start < 0 else start
            depth += 1
        elif (depth := depth - 1) == 0:
            return text[where.end() + start : where.end() + token.end()]
    return ""


def _line(token: re.Match[str], text: str) -> int:
    return text.count("\n", 0, token.start()) + 1
