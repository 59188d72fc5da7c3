"""Who may do what: the token of writers, the names of the server, the pages of others."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.server.errors import RequestError
from kg.server.options import Options
from kg.server.writing import Writer


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host that is listened on.

    >>> is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def require_writer(request: Request, writer: Writer | None, options: Options) -> Writer:
    """Return the writer where the request may change the graph.

    Raises:
        RequestError: the server only reads (403), the token is missing or wrong (401), or the page of another
            site sent the request to a server without a token (403).
    """
    if writer is None:
        raise RequestError(403, "the graph is served for reading; kg serve --writable lets it be changed")
    if options.token:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip().encode() if scheme.lower() == "bearer" else b""
        if not hmac.compare_digest(given, options.token.encode()):
            raise RequestError(401, "the token is missing or wrong; send Authorization: Bearer TOKEN")
        return writer
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        # any page that the user opens could send a form here
        raise RequestError(403, "without a token, pages of other sites may not change the graph")
    return writer


class HostCheck:
    """Refuses requests that address the server by a foreign name.

    A page of another site can have its own name lead to 127.0.0.1 (DNS rebinding) and would then read a
    server on the loopback interface as its own.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        if scope["type"] == "http" and self._hosts is not None:
            headers = dict(scope["headers"])
            name = _name(headers.get(b"host", b"").decode("latin-1"))
            if name not in self._hosts:
                text = f"this server is not {name or 'without a name'}; name it with --host-name\n"
                await PlainTextResponse(text, status_code=421)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
