"""The app of `kg serve`, put together from lists of routes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path

from anyio import from_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from kg import explorer
from kg.errors import KgError
from kg.query import Result
from kg.server import description, graphs, questions, sparql, watch
from kg.server.access import HostCheck
from kg.server.builds import Build, FolderBuild, Shown
from kg.server.options import Options
from kg.server.pool import Pool
from kg.server.respond import DisconnectedError, error_response
from kg.server.writing import Writer

#: Answers of so many bytes and more are compressed for clients that can read it, at little cost of time.
_COMPRESSED_FROM = 2_000
_COMPRESSION = 2


def make_app(folder: Path, *, options: Options, extra_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the app that serves a build folder.

    Its ``state.pool`` is the `Pool` whose `ask` runs queries under the limits of the server. `extra_routes`
    come after the end points of this package and before the explorer, which answers whatever is left. A
    `KgError` that a route raises becomes its status and one line of text.

    Args:
        folder: the build.
        options: limits and rights.
        extra_routes: pages and further end points.

    Raises:
        GraphError: the folder holds no build.
    """
    writer = Writer(folder, options) if options.writable else None
    build: Build = writer or FolderBuild(folder)
    pool = Pool(build, options)
    explored, named = Shown(build), Shown(build)
    if writer is not None:
        writer.in_use = lambda: pool.in_use() | explored.in_use() | named.in_use()
    watched = watch.Watch(pool, log_queries=options.log_queries)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        if writer is not None:
            await writer.start()
        await pool.start()
        try:
            yield
        finally:
            await pool.close()
            if writer is not None:
                await writer.close()

    front = [
        *sparql.routes(pool, build, writer, options),
        *graphs.routes(pool, build, writer, options),
        *description.routes(pool, build),
        *watch.routes(watched, build),
        *questions.routes(folder, pool.ask, states=named),
        *extra_routes,
    ]

    def ask(query: str) -> Result:
        """Answer the pages, which are made in threads, under the limits of the pool."""
        return from_thread.run(partial(pool.ask, query, format="json"))

    pages = explorer.routes(folder, endpoint=sparql.QUERY_PATH, ask=ask, states=explored)
    app = Starlette(
        routes=[*front, *(_Behind(page, front) for page in pages)],
        middleware=[
            Middleware(watch.AccessLog, watch=watched),
            Middleware(HostCheck, hosts=options.hosts),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"],
                allow_headers=["*"],
                expose_headers=["ETag", "Retry-After"],
                max_age=3600,
            ),
            Middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=_COMPRESSION),
        ],
        exception_handlers={KgError: error_response, DisconnectedError: error_response},
        lifespan=lifespan,
    )
    app.state.pool = pool
    return app


class _Behind(BaseRoute):
    """A route that leaves to those in front what they answer by another method: the status is then 405."""

    def __init__(self, route: BaseRoute, front: Sequence[BaseRoute]) -> None:
        self.route = route
        self.front = front

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether the route answers, and none in front knows the path."""
        if any(route.matches(scope)[0] is not Match.NONE for route in self.front):
            return Match.NONE, {}
        return self.route.matches(scope)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await self.route.handle(scope, receive, send)
