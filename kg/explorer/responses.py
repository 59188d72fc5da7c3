"""Answers in one dress: pages from templates, with the headers that keep a browser safe."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import GraphError, KgError, NotFoundError
from kg.explorer.shapes import mark, slug
from kg.explorer.site import Site
from kg.store import Latest

#: Nothing from elsewhere, no script and no style but from files of ours.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The SPARQL editor lays itself out by style attributes and brings its icons as data.
EDITOR_POLICY = (
    POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") + "; font-src 'self' data:"
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: What an answer without a body has no use for.
_OF_THE_BODY = frozenset({"content-length", "content-type"})

#: Jinja2 because it escapes whatever a template shows; it is there already, as a part of spaCy.
_templates = Environment(
    loader=PackageLoader("kg.explorer"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(mark=mark, slug=slug)


def _count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 document", "2,000 documents"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _web(address: str) -> str:
    """Return an address that may be linked to, empty for anything that is not of the web."""
    return address if re.match(r"https?://[^\s\"'<>]+\Z", address, re.IGNORECASE) else ""


_templates.filters.update(count=_count, web=_web)


def page(template: str, *, status: int = 200, policy: str = POLICY, **values: object) -> Response:
    """Return the page of a template; every value is escaped where it is shown."""
    values.setdefault("asked", "")
    html = _templates.get_template(template).render(**values)
    return HTMLResponse(html, status_code=status, headers={**HEADERS, "Content-Security-Policy": policy})


def failure(status: int, title: str, message: str) -> Response:
    """Return a page that says what went wrong and where to go on."""
    return page("failure.html", status=status, title=title, message=message)


def plain(data: bytes | str, media_type: str, *, headers: dict[str, str] | None = None) -> Response:
    """Return data that is no page."""
    return Response(data, media_type=media_type, headers={**HEADERS, **(headers or {})})


def _tagged(response: Response, request: Request) -> Response:
    """Return a whole answer with its entity tag, or 304 where the client has the same one already."""
    if response.status_code != 200:
        return response
    # weak, since the answer may be sent compressed or not
    tag = f'W/"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if not known & {tag, tag.removeprefix("W/")}:
        return response
    kept = {name: value for name, value in response.headers.items() if name not in _OF_THE_BODY}
    return Response(status_code=304, headers=kept)


def answering(
    build: Latest[Site], answer: Callable[[Site, Request], Response]
) -> Callable[[Request], Response]:
    """Return an endpoint that opens the build, lets `answer` answer, and turns errors into pages."""

    @wraps(answer)
    def endpoint(request: Request) -> Response:
        try:
            return _tagged(answer(build.open(), request), request)
        except NotFoundError as error:
            return failure(404, "Not in this graph", str(error))
        except GraphError as error:
            return failure(503, "The graph cannot be read", str(error))
        except KgError as error:
            return failure(400, "This cannot be answered", str(error))

    return endpoint
