"""Running the app until a signal ends it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from kg.errors import ConfigError
from kg.server.app import make_app
from kg.server.options import Options
from kg.server.watch import JsonLines

#: Seconds that requests under way are given when the server is told to stop.
GRACE = 10


def serve(folder: Path, *, options: Options, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve a build folder until SIGTERM or SIGINT; requests under way are finished first.

    Args:
        folder: the build.
        options: limits and rights.
        host: the address to listen on.
        port: the port; 0: any that is free.
        ready: is called with the address once requests are answered.

    Raises:
        GraphError: the folder holds no build, or cannot be opened for writing.
        ConfigError: the address cannot be listened on.
    """
    app = make_app(folder, options=options)
    bound = _bound(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        # it is begun below, where what goes wrong is told in one line
        lifespan="off",
    )
    shown = f"[{host}]" if ":" in host else host
    server = _Server(config, lambda: ready(f"http://{shown}:{bound.getsockname()[1]}"))

    async def work() -> None:
        async with app.router.lifespan_context(app):
            await server.serve(sockets=[bound])

    with bound:
        asyncio.run(work())


def log_to_stderr() -> None:
    """Write the log of the server to standard error, one JSON object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in (("kg.server", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False


class _Server(uvicorn.Server):
    """A server that tells when it is ready, and whose process ends with status 0 when a signal stops it."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at the signals; the base class would raise them once more at the end."""
        loop = asyncio.get_running_loop()
        wanted = (signal.SIGINT, signal.SIGTERM)
        try:
            for number in wanted:
                loop.add_signal_handler(number, self.handle_exit, number, None)
        except (NotImplementedError, RuntimeError):
            # no such handlers on this system, or not the main thread
            yield
            return
        try:
            yield
        finally:
            for number in wanted:
                loop.remove_signal_handler(number)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise ConfigError(f"cannot listen on {host}, port {port}: {error.strerror or error}") from error
    return bound
