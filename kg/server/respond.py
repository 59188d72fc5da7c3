"""Answers as HTTP responses: streamed, tagged, ended when the client goes away."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from kg.errors import KgError
from kg.server.errors import BusyError, RequestError, status_of
from kg.server.pool import RETRY_AFTER, Answer, Pool, Question

#: Functions whose value differs from one call to the next: their answers have no tag.
_FLEETING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)


T = TypeVar("T")


class DisconnectedError(Exception):
    """The client has gone away."""


class StreamedAnswer(Response):
    """Sends an answer as it comes; a client that goes away ends its query.

    An answer that was whole from the start is sent with its length. One that fails half-way has its
    connection closed before its end, so that no client takes it for whole.
    """

    def __init__(self, answer: Answer, *, media_type: str, headers: Mapping[str, str]) -> None:
        self.answer = answer
        self.status_code = 200
        self.media_type = media_type
        self.background = None
        if answer.complete:
            self.body = answer.first
        self.init_headers({**headers})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        async with self.answer:
            if self.answer.complete:
                await super().__call__(scope, receive, send)
                return
            sending = asyncio.ensure_future(self._send_parts(send))
            # the server closes the connection of a response that is left without its end
            with contextlib.suppress(DisconnectedError, KgError):
                await until_gone(receive, sending)

    async def _send_parts(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for part in self.answer.parts():
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def until_gone(receive: Receive, work: asyncio.Future[T]) -> T:
    """Return the result of `work`, which is cancelled when the client goes away.

    Raises:
        DisconnectedError: the client has gone away.
    """
    gone = asyncio.ensure_future(_gone(receive))
    try:
        both: set[asyncio.Future[Any]] = {work, gone}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        raise DisconnectedError
    finally:
        gone.cancel()
        if not work.done():
            work.cancel()
            await asyncio.wait([work])


async def _gone(receive: Receive) -> None:
    message: Message = {}
    while message.get("type") != "http.disconnect":
        message = await receive()


async def answered(
    request: Request, pool: Pool, question: Question, media_types: Mapping[str, str], key: str
) -> Response:
    """Return the response to a question, 304 where the client has the answer already.

    Args:
        request: what the client sent; its body has been read.
        pool: who answers.
        question: what is asked.
        media_types: for "table" and "graph", the type to send the answer as.
        key: of the state that the question is about.

    Raises:
        KgError: there is no answer.
        DisconnectedError: the client has gone away.
    """
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if not _FLEETING.search(question.sparql):
        headers["ETag"] = tag_of(key, question, media_types)
        if headers["ETag"] in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
    asking = asyncio.ensure_future(pool.stream(question))
    try:
        answer = await until_gone(request.receive, asking)
    except DisconnectedError:
        if not asking.cancelled() and asking.exception() is None:
            asking.result().close()
        raise
    kind = "graph" if answer.kind == "graph" else "table"
    return StreamedAnswer(answer, media_type=media_types[kind], headers=headers)


def tag_of(key: str, question: Question, media_types: Mapping[str, str]) -> str:
    """Return the entity tag of an answer: it changes with the build and with all that was asked."""
    parts = [
        key,
        question.sparql,
        repr(question.graph),
        *question.default_graphs,
        "",
        *question.named_graphs,
        question.base,
        *sorted(media_types.values()),
    ]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    # weak, since the answer may be sent compressed or not
    return f'W/"{digest[:32]}"'


def _tags(header: str) -> set[str]:
    return {tag if tag.startswith("W/") else f"W/{tag}" for tag in map(str.strip, header.split(","))}


async def error_response(request: Request, error: Exception) -> Response:
    """Return an error as one line of text with its status."""
    if isinstance(error, DisconnectedError):
        # nobody reads it; the status is for the log (nginx has it so)
        return Response(status_code=499)
    headers: dict[str, str] = {}
    if isinstance(error, BusyError):
        headers["Retry-After"] = str(RETRY_AFTER)
    if isinstance(error, RequestError) and error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="update"'
    status = status_of(error) if isinstance(error, KgError) else 500
    text = " ".join(str(error).split()).encode("utf-8", "replace").decode()
    return PlainTextResponse(f"{text}\n", status_code=status, headers=headers)
