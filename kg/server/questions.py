"""The prepared questions over HTTP, each at an address of its own.

``GET /api/questions/therapies-for?disease=DSRCT`` answers with rows: JSON, or CSV or TSV by ``Accept`` or
``?format=``. What cannot be answered is told by problem details (RFC 9457) with one line that says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import GraphError, KgError, NotFoundError, QueryError
from kg.negotiation import preferred
from kg.query import NamedQuery, Result, bound, named_queries, rows
from kg.server.openapi import MEDIA, PROBLEM, listed, openapi, page
from kg.store import Dataset, FolderStates, Latest, States, is_changed, open_build

#: A page that loads nothing and sends its forms home only.
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Ask(Protocol):
    """Runs a query under the limits of a server."""

    async def __call__(self, sparql: str, *, format: str) -> Result:
        """Return the answer to a SELECT query in the format "json", "csv" or "tsv".

        Raises:
            KgError: it cannot be answered; a ``status`` of the error becomes that of the response.
        """
        ...


class _RefusedError(QueryError):
    """A request that is refused, with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def routes(folder: Path, ask: Ask, *, states: States | None = None) -> list[BaseRoute]:
    """Return the routes under ``/api`` for the questions to the build in `folder`, which `ask` answers.

    `states` tells where the newest state of the build is; without it, in the folder itself.
    """
    queries = {query.name: query for query in named_queries()}
    names = _Names(folder, states or FolderStates(folder))
    description = openapi(tuple(queries.values()))
    html = page(tuple(queries.values()))

    async def all_questions(request: Request) -> Response:
        _check_parameters(request, ())
        return JSONResponse([listed(query) for query in queries.values()])

    async def question(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in queries:
            raise _RefusedError(404, f"no question is named {name!r}; /api/questions lists them")
        query = queries[name]
        values = _check_parameters(request, ("format", *(p.name for p in query.parameters)))
        format = _format(values.pop("format", ""), request.headers.get("accept", ""))
        sparql = await run_in_threadpool(names.bind, query, values)
        return _answer(query, values, await ask(sparql, format=format))

    async def description_json(request: Request) -> Response:
        return JSONResponse(description)

    async def docs(request: Request) -> Response:
        return HTMLResponse(html, headers={"content-security-policy": _PAGE_POLICY})

    return [
        Route("/api/questions", _telling(all_questions), methods=["GET"]),
        Route("/api/questions/{name}", _telling(question), methods=["GET"]),
        Route("/api/openapi.json", _telling(description_json), methods=["GET"]),
        Route("/api/docs", _telling(docs), methods=["GET"]),
    ]


class _Names:
    """The build whose names the parameters are looked up in."""

    def __init__(self, folder: Path, states: States) -> None:
        self._build = Latest(states, lambda root: open_build(folder, root=root, lenient=is_changed(folder)))

    def bind(self, query: NamedQuery, values: Mapping[str, str]) -> str:
        """Return a question as SPARQL (see `kg.query.bound`)."""
        return bound(self._dataset(), query, values) if values else query.sparql

    def _dataset(self) -> Dataset:
        try:
            return self._build.open()
        except GraphError as error:
            raise NotFoundError("the graph is not there") from error


def _telling(handler: Handler) -> Handler:
    """Return a handler that tells by problem details why it cannot answer."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except KgError as error:
            status = getattr(error, "status", 404 if isinstance(error, NotFoundError) else 400)
            return problem(status, str(error))

    return handle


def problem(status: int, detail: str) -> JSONResponse:
    """Return problem details (RFC 9457): the status in words, and what is wrong in one line."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(detail.split()),
    }
    return JSONResponse(body, status_code=status, media_type=PROBLEM)


def _check_parameters(request: Request, known: tuple[str, ...]) -> dict[str, str]:
    """Return the parameters of a request; one without any value, as a form sends it, is as not given.

    Raises:
        QueryError: one is unknown or there twice.
    """
    values: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise _RefusedError(400, f"no parameter {name!r} (there are: {', '.join(known) or 'none'})")
        if name in values:
            raise _RefusedError(400, f"the parameter {name} stands twice")
        values[name] = value
    return {name: value for name, value in values.items() if value}


def _format(wanted: str, accept: str) -> str:
    """Return the format of an answer: the one that is named, else the one that Accept likes best.

    Raises:
        QueryError: there is no such format (400), or Accept allows none (406).

    >>> _format("", "text/csv, application/json;q=0.5"), _format("tsv", "text/html"), _format("", "")
    ('csv', 'tsv', 'json')
    """
    if wanted:
        if wanted not in MEDIA:
            raise _RefusedError(400, f"no format is named {wanted!r} (there are: {', '.join(MEDIA)})")
        return wanted
    best = preferred(accept, MEDIA.values())
    if best is None:
        raise _RefusedError(406, f"answers come as {', '.join(MEDIA.values())}")
    return next(format for format, media in MEDIA.items() if media == best)


def _answer(query: NamedQuery, values: Mapping[str, str], result: Result) -> Response:
    if result.format != "json":
        return Response(result.data, media_type=f"{MEDIA[result.format]}; charset=utf-8")
    columns, found = rows(result)
    body = {
        "name": query.name,
        "question": query.question,
        "parameters": dict(values),
        "columns": list(columns),
        "rows": found,
    }
    return Response(json.dumps(body, ensure_ascii=False).encode("utf-8"), media_type=MEDIA["json"])
