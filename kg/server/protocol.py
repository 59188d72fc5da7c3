"""Requests of the SPARQL 1.1 Protocol, read and checked (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.server.errors import RequestError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRequest:
    """A query, the graphs that the request names for it, and the format that it names ("": by Accept)."""

    sparql: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRequest:
    """An update and the graphs that the request names for its WHERE clauses."""

    sparql: str
    using: tuple[str, ...]
    using_named: tuple[str, ...]


async def query_request(request: Request, *, limit: int) -> QueryRequest | None:
    """Return the query that a request holds; None for a GET without one, which asks for the description.

    `limit` is the size in bytes that a query may have.

    Raises:
        RequestError: the request breaks the protocol.
    """
    parameters: Parameters = _address_parameters(request)
    if request.method == "POST":
        sparql, parameters = await _posted(request, "query", QUERY, limit)
    elif "update" in parameters:
        raise RequestError(400, "an update is sent by POST to /update")
    elif "query" not in parameters:
        return None
    else:
        sparql = _single(parameters, "query")
    return QueryRequest(
        sparql=sparql,
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
        format=next(iter(parameters.get("format", ())), ""),
    )


async def update_request(request: Request, *, limit: int) -> UpdateRequest:
    """Return the update that a POST request holds (see `query_request`).

    Raises:
        RequestError: the request breaks the protocol.
    """
    sparql, parameters = await _posted(request, "update", UPDATE, limit)
    return UpdateRequest(
        sparql=sparql,
        using=tuple(parameters.get("using-graph-uri", ())),
        using_named=tuple(parameters.get("using-named-graph-uri", ())),
    )


async def _posted(request: Request, name: str, direct: str, limit: int) -> tuple[str, Parameters]:
    """Return the text and the parameters of a POST: a form, or the text itself as the body."""
    parameters = _address_parameters(request)
    media_type = content_type(request)
    if media_type == direct:
        if name in parameters:
            raise RequestError(400, f"the {name} stands in the body and in the address; send it once")
        return _decoded(await body(request, limit)), parameters
    if media_type == FORM:
        form = _parsed(_decoded(await body(request, limit)))
        for key, values in form.items():
            parameters.setdefault(key, []).extend(values)
        return _single(parameters, name), parameters
    raise RequestError(415, f"a {name} is sent as {direct} or {FORM}, not as {media_type or 'nothing named'}")


def content_type(request: Request) -> str:
    """Return the media type of the body, "" where none is stated.

    Raises:
        RequestError: the text is not in UTF-8.
    """
    return media_type(request.headers.get("content-type", ""), "the body")


def media_type(content_type: str, name: str) -> str:
    """Return the media type of a Content-Type, "" for none; `name` says what is of that type.

    Raises:
        RequestError: the text is not in UTF-8.
    """
    message = Message()
    message["content-type"] = content_type
    charset = message.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise RequestError(415, f"{name} must be in UTF-8, not in {charset}")
    return message.get_content_type() if content_type else ""


async def body(request: Request, limit: int) -> bytes:
    """Return the body of a request.

    Raises:
        RequestError: it is larger than `limit` bytes.
    """
    return b"".join([part async for part in counted(request, limit)])


async def counted(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """Yield the body of a request as it comes.

    Raises:
        RequestError: it is larger than `limit` bytes.
    """
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise RequestError(413, f"the request has more than {limit / 1e6:g} MB")
        yield part


def _address_parameters(request: Request) -> dict[str, list[str]]:
    return _parsed(_decoded(request.scope["query_string"]))


def _parsed(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(text, keep_blank_values=True, errors="strict"):
            found.setdefault(name, []).append(value)
    except UnicodeDecodeError as error:
        raise RequestError(400, "a parameter is not UTF-8") from error
    except ValueError as error:
        raise RequestError(400, f"the parameters cannot be read: {error}") from error
    return found


def _single(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, ())
    if len(values) != 1:
        number = "no" if not values else f"{len(values)} times the"
        raise RequestError(400, f"the request has {number} parameter {name}; it needs one")
    return values[0]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the request is not UTF-8 (byte {error.start})") from error
