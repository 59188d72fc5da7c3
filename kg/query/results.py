"""Answers to queries: their formats, and their rows as plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError

#: Formats of tables (SELECT, ASK) by their names, as the engine writes them.
SERIALISERS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
#: Formats of tables and of graphs (CONSTRUCT, DESCRIBE).
TABLE_FORMATS = tuple(SERIALISERS)
GRAPH_FORMATS = ("ttl", "nt")
FORMATS = (*TABLE_FORMATS, *GRAPH_FORMATS)

Value = str | int | float | bool | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger"))
_FLOATS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An answer, serialised: `kind` is "solutions", "boolean" or "graph", `format` one of `FORMATS`."""

    kind: str
    format: str
    data: bytes


def rows(result: Result) -> tuple[tuple[str, ...], list[dict[str, Value]]]:
    """Return the columns and rows of an answer in the format "json".

    IRIs and strings come as `str`, numbers as `int` or `float`, truth values as `bool`, what is unbound as
    None. An ASK has the one column ``answer``.

    Raises:
        QueryError: the answer is a graph.
    """
    if result.kind == "graph":
        raise QueryError("the query answers with a graph, not with rows; write SELECT or ask for ttl or nt")
    answer = json.loads(result.data)
    if result.kind == "boolean":
        return ("answer",), [{"answer": bool(answer["boolean"])}]
    columns = tuple(answer["head"]["vars"])
    bindings = answer["results"]["bindings"]
    return columns, [{column: _value(binding.get(column)) for column in columns} for binding in bindings]


def _value(term: Mapping[str, Any] | None) -> Value:
    if term is None:
        return None
    text, datatype = str(term["value"]), term.get("datatype", "")
    if datatype in _INTEGERS:
        return int(text)
    if datatype in _FLOATS:
        return float(text)
    if datatype == _XSD + "boolean":
        return text in ("true", "1")
    return text
