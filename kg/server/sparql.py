"""The end points of the SPARQL 1.1 Protocol: /sparql for queries, /update for updates."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.server.access import require_writer
from kg.server.builds import Build
from kg.server.description import service_description
from kg.server.media import GRAPHS, TABLES, Choice, choose_graph, choose_table, named
from kg.server.options import Options
from kg.server.pool import Pool, Question
from kg.server.protocol import query_request, update_request
from kg.server.respond import answered
from kg.server.writing import Writer

QUERY_PATH = "/sparql"
UPDATE_PATH = "/update"


def routes(pool: Pool, build: Build, writer: Writer | None, options: Options) -> list[BaseRoute]:
    """Return the routes of the protocol; without a `writer` updates are refused."""

    async def query(request: Request) -> Response:
        asked = await query_request(request, limit=options.limits.query)
        accept = request.headers.get("accept", "")
        if asked is None:
            return service_description(request, options)
        request.state.query = asked.sparql
        table = named(asked.format, TABLES) or choose_table(accept)
        graph = named(asked.format, GRAPHS) or choose_graph(accept)
        question = Question(
            sparql=asked.sparql,
            table_format=table.format.name if table else None,
            graph_format=graph.format.name if graph else None,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base=address(request, QUERY_PATH),
            head=request.method == "HEAD",
        )
        state = await build.current()
        return await answered(
            request, pool, question, {"table": _type(table), "graph": _type(graph)}, state.key
        )

    async def update(request: Request) -> Response:
        active = require_writer(request, writer, options)
        asked = await update_request(request, limit=options.limits.upload)
        request.state.query = asked.sparql
        await active.update(
            asked.sparql, using=asked.using, using_named=asked.using_named, base=address(request, UPDATE_PATH)
        )
        return Response(status_code=204)

    return [
        Route(QUERY_PATH, query, methods=["GET", "HEAD", "POST"]),
        Route(UPDATE_PATH, update, methods=["POST"]),
    ]


def address(request: Request, path: str) -> str:
    """Return the address of an end point as the client has it."""
    return str(request.url.replace(path=path, query="", fragment=""))


def _type(choice: Choice | None) -> str:
    return choice.media_type if choice else ""
