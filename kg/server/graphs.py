"""The end point of the SPARQL 1.1 Graph Store Protocol: /graphs?default and /graphs?graph=IRI.

A graph can also be named by its own address, /graphs/NAME; a POST to /graphs makes a graph of this kind and
gives it a name. Reading is open as queries are; PUT, POST and DELETE are for writers.
"""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.server.access import require_writer
from kg.server.builds import Build
from kg.server.errors import RequestError
from kg.server.media import GRAPHS, choose_graph, named
from kg.server.options import Options
from kg.server.parts import graph_parts
from kg.server.pool import Pool, Question
from kg.server.respond import answered
from kg.server.writing import Writer

GRAPHS_PATH = "/graphs"


def routes(pool: Pool, build: Build, writer: Writer | None, options: Options) -> list[BaseRoute]:
    """Return the route of the graph store; without a `writer` it can only be read."""

    async def read(request: Request) -> Response:
        graph = _graph(request)
        choice = named(request.query_params.get("format", ""), GRAPHS) or choose_graph(
            request.headers.get("accept", "")
        )
        question = Question(
            graph=graph, graph_format=choice.format.name if choice else None, head=request.method == "HEAD"
        )
        media_types = {"graph": choice.media_type if choice else "", "table": ""}
        return await answered(request, pool, question, media_types, (await build.current()).key)

    async def change(request: Request) -> Response:
        active = require_writer(request, writer, options)
        unnamed = request.method == "POST" and request.url.path == GRAPHS_PATH and not request.url.query
        graph = f"{_own(request)}/{secrets.token_hex(8)}" if unnamed else _graph(request)
        if request.method == "DELETE":
            await active.delete(graph)
            return Response(status_code=204)
        parts = await graph_parts(request, limit=options.limits.upload)
        base = graph or str(request.url)
        made = await active.load(graph, parts, replace=request.method == "PUT", base=base)
        return Response(status_code=201 if made else 204, headers={"Location": graph} if unnamed else {})

    return [
        route
        for path in (GRAPHS_PATH, f"{GRAPHS_PATH}/{{name}}")
        for route in (
            Route(path, read, methods=["GET", "HEAD"]),
            Route(path, change, methods=["PUT", "POST", "DELETE"]),
        )
    ]


def _graph(request: Request) -> str:
    """Return the graph that the request names, "" for the default graph.

    Raises:
        RequestError: it names none, or several.
    """
    if "name" in request.path_params:
        return _own(request)
    graphs, default = request.query_params.getlist("graph"), "default" in request.query_params
    if len(graphs) + default != 1 or (graphs and not graphs[0]):
        raise RequestError(400, "name one graph: ?default or ?graph=IRI")
    return graphs[0] if graphs else ""


def _own(request: Request) -> str:
    """Return the address of the request, without its parameters."""
    return str(request.url.replace(query="", fragment=""))
