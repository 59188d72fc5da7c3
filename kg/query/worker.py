"""The process that answers one query: a request in JSON on standard input, the answer on standard output.

The first line of the answer is JSON: ``{"kind": ..., "format": ...}``, with ``error`` where there is no
answer; the serialised answer follows. `kg.query.run` starts this process and ends it when it takes too long.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, KgError, QueryError
from kg.query.mistakes import explain
from kg.query.results import GRAPH_FORMATS, SERIALISERS, TABLE_FORMATS, Result
from kg.rdf.write import turtle
from kg.store import Dataset, open_build


def answer(dataset: Dataset, sparql: str, *, format: str = "", table_format: str = "json") -> Result:
    """Return the answer, serialised; an empty `format` means `table_format` or, for a graph, "ttl".

    Raises:
        QueryError: the query is malformed or refused, or an answer of its kind has no such format.
    """
    try:
        found = dataset.query(sparql)
    except QueryError as error:
        raise QueryError(explain(str(error), sparql=sparql, prefixes=dataset.iris.prefixes())) from error
    is_graph = isinstance(found, ox.QueryTriples)
    allowed = GRAPH_FORMATS if is_graph else TABLE_FORMATS
    format = format or ("ttl" if is_graph else table_format)
    if format not in allowed:
        noun = "a graph" if is_graph else "a table"
        raise QueryError(
            f"the query answers with {noun}, which has no format {format} (but {', '.join(allowed)})"
        )
    if isinstance(found, ox.QueryTriples):
        return Result(kind="graph", format=format, data=_graph(found, dataset, format))
    out = BytesIO()
    found.serialize(out, format=SERIALISERS[format])
    kind = "solutions" if isinstance(found, ox.QuerySolutions) else "boolean"
    return Result(kind=kind, format=format, data=out.getvalue())


def _graph(triples: ox.QueryTriples, dataset: Dataset, format: str) -> bytes:
    # the engine yields a triple once per solution that makes it
    unique = sorted(set(triples), key=str)
    if format == "ttl":
        quads = (ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in unique)
        return turtle(quads, dataset.iris)
    out = BytesIO()
    ox.serialize(unique, out, format=ox.RdfFormat.N_TRIPLES)
    return out.getvalue()


def main() -> int:
    """Answer the request on standard input; the exit status is 0 also where the answer is an error."""
    request = json.load(sys.stdin)
    out = sys.stdout.buffer
    try:
        dataset = open_build(Path(request["folder"]))
        result = answer(
            dataset, request["sparql"], format=request["format"], table_format=request["table_format"]
        )
    except KgError as error:
        kind = "graph" if isinstance(error, GraphError) else "query"
        out.write(json.dumps({"error": str(error), "kind": kind}).encode() + b"\n")
        return 0
    out.write(json.dumps({"kind": result.kind, "format": result.format}).encode() + b"\n")
    out.write(result.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
