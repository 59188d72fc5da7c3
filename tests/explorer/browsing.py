"""A build with all files that the explorer shows, and the explorer alone behind a test client or a port."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer import routes
from kg.model import Reading
from kg.query.run import run_query
from kg.rdf import write_build
from kg.search import write_index
from kg.store import open_build
from kg.views import write_page
from tests import sample


def build(folder: Path, readings: Sequence[Reading] | None = None) -> Path:
    """Write the sample (or `readings`) as `kg build` does; return the folder."""
    write_build(sample.sample_graph(tuple(readings) if readings else None), folder)
    dataset = open_build(folder)
    write_page(dataset, folder / "graph.html")
    write_index(dataset, folder)
    return folder


def application(folder: Path) -> Starlette:
    """Return the explorer with as much of an endpoint as its editor needs."""

    async def sparql(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        answer = await run_in_threadpool(run_query, folder, form["query"], format="json")
        return Response(answer.data, media_type="application/sparql-results+json")

    return Starlette(routes=[Route("/sparql", sparql, methods=["POST"]), *routes(folder)])
