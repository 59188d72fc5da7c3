"""The addresses of the explorer."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from kg.errors import NotFoundError, QueryError
from kg.explorer import pages, questions, resources
from kg.explorer.responses import HEADERS, answering, failure, page, plain
from kg.explorer.shapes import style_sheet
from kg.explorer.site import Site
from kg.explorer.triples import triples, triples_page
from kg.query.results import Result
from kg.query.run import run_query
from kg.store import FolderStates, Latest, States

_STATIC = Path(__file__).parent / "static"
#: How many suggestions are given while one types.
_SUGGESTIONS = 8

Answer = Callable[[Site, Request], Response]


def routes(
    folder: Path,
    *,
    endpoint: str = "/sparql",
    ask: Callable[[str], Result] | None = None,
    states: States | None = None,
) -> list[BaseRoute]:
    """Return the routes of the explorer of the build in `folder`.

    The last one answers whatever no other route knows, so they go behind the routes of the server; paths are
    from the root, and only GET and HEAD are answered. The build is opened when it is first asked for, and
    again when it was built anew.

    Args:
        folder: the build.
        endpoint: the path of the SPARQL endpoint that the editor asks.
        ask: gives the answer to a SELECT query in the format "json", in a thread that may wait for it
            (default: each query runs in a process of its own, `kg.query.run_query`).
        states: tells where the newest state of the build is; without it, in the folder itself.
    """
    build = Latest(states or FolderStates(folder), partial(Site, folder))

    def route(path: str, answer: Answer) -> Route:
        return Route(path, answering(build, answer), methods=["GET"])

    def editor(site: Site, request: Request) -> Response:
        return pages.editor(site, request, endpoint=endpoint)

    def question(site: Site, request: Request) -> Response:
        return questions.question(site, request, ask=ask or partial(run_query, folder, format="json"))

    return [
        route("/", pages.home),
        route("/search", pages.search),
        route("/suggest", suggest),
        route("/concept/{name:path}", pages.concept),
        route("/document/{name:path}", pages.document),
        route("/association/{name:path}", pages.association),
        route("/question/{name}", question),
        route("/sparql-editor", editor),
        route("/prefixes.json", prefixes),
        route("/id/{rest:path}", minted),
        route("/resource", resource),
        route("/triples", triples),
        route("/graph.html", graph_page),
        Route("/static/types.css", lambda _: plain(style_sheet(), "text/css")),
        Mount("/static", app=_Safe(StaticFiles(directory=_STATIC))),
        Route("/{rest:path}", unknown, methods=["GET"]),
    ]


class _Safe:
    """Adds the headers of all answers to those of the files."""

    def __init__(self, app: StaticFiles) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *ours]
            await send(message)

        await self._app(scope, receive, with_headers)


def unknown(request: Request) -> Response:
    """Answer an address that there is not."""
    return failure(404, "No such page", f"There is nothing at {request.url.path}.")


def suggest(site: Site, request: Request) -> Response:
    """Answer with what the text typed so far may mean, as JSON."""
    text = request.query_params.get("q", "")
    hits = [
        {
            "label": hit.label,
            "type": hit.type,
            "name": hit.name if hit.kind == "synonym" else "",
            "near": hit.way == "typo",
            "path": site.concept_path(hit.iri),
        }
        for hit in site.index.concepts(text, _SUGGESTIONS)
    ]
    return plain(json.dumps(hits, ensure_ascii=False), "application/json")


def prefixes(site: Site, request: Request) -> Response:
    """Answer with the prefixes of the project: name to IRI stem."""
    return plain(json.dumps(site.dataset.iris.prefixes()), "application/json")


def minted(site: Site, request: Request) -> Response:
    """Answer for an IRI that the build minted, by what follows its base."""
    return _dereferenced(
        site, request, site.dataset.iris.base + quote(request.path_params["rest"], safe=_KEPT)
    )


#: What an IRI of ours holds unescaped behind its base.
_KEPT = "/:@!$&'()*+,;=-._~"


def resource(site: Site, request: Request) -> Response:
    """Answer for any IRI of the graph (`iri`), in the form that `format` or else the client wants."""
    iri = request.query_params.get("iri", "")
    if not iri:
        raise QueryError("Say which resource: /resource?iri=…")
    return _dereferenced(site, request, iri)


def _dereferenced(site: Site, request: Request, iri: str) -> Response:
    """Redirect people to the page about `iri`; give programs its description.

    This is the way of "Cool URIs for the Semantic Web" (W3C, 2008), section 4.3: 303 and negotiation.
    """
    form = request.query_params.get("format", "")
    by_name = {short: media_type for media_type, (short, _) in resources.FORMATS.items()}
    if form and form not in by_name:
        raise QueryError(f"No format is named {form!r} (there are: {', '.join(by_name)}).")
    media_type = by_name[form] if form else resources.wanted(request.headers.get("accept", "*/*"))
    vary = {"Vary": "Accept"}
    if media_type is None:
        forms = ", ".join((resources.HTML, *resources.FORMATS))
        return page(
            "failure.html", status=406, title="Not in this form", message=f"There is this as {forms}."
        )
    if media_type != resources.HTML:
        data = resources.describe(site.dataset, iri, media_type)
        return plain(data, media_type, headers=vary)
    path = site.path_of(iri)
    if path is None:
        return triples_page(site, iri)
    return RedirectResponse(path, status_code=303, headers={**HEADERS, **vary})


def graph_page(site: Site, request: Request) -> Response:
    """Answer with the graph view of the build, which has a policy of its own."""
    path = site.folder / "graph.html"
    if not path.is_file():
        raise NotFoundError("This build has no graph.html; kg view writes one.")
    headers = {"Content-Security-Policy": "frame-ancestors 'none'"}
    return plain(path.read_bytes(), "text/html; charset=utf-8", headers=headers)
