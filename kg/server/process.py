"""The frame of a worker process: requests on standard input, answers on standard output.

A query cannot be interrupted, only its process can be ended. So that no process outlives the server, however
that ends, a thread waits for the end of standard input and ends the process at once.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.server.errors import MemoryLimitError, SizeLimitError, code_of
from kg.server.wire import CHUNK, DATA, ERROR, HEAD, LAST, frame, pack, unpack

#: Seconds after which what has been collected is sent on, though it is no full chunk.
_PATIENCE = 0.2


class Sink:
    """Where an answer is written to; counts its bytes and sends it on in chunks.

    Args:
        descriptor: the pipe to the server.
        limit: bytes that the answer may have.
    """

    def __init__(self, descriptor: int, limit: int) -> None:
        self._descriptor = descriptor
        self._limit = limit
        self._size = 0
        self._parts: list[bytes] = []
        self._collected = 0
        self._sent_at = time.monotonic()

    def head(self, **values: Any) -> None:
        """Say what kind of answer follows."""
        self._send(HEAD, pack(values))

    def write(self, data: bytes) -> int:
        """Take a part of the answer.

        Raises:
            SizeLimitError: the answer is larger than answers may be.
        """
        self._size += len(data)
        if self._size > self._limit:
            raise SizeLimitError(
                f"the answer has more than {self._limit / 1e6:g} MB; narrow the query or set a LIMIT"
            )
        self._parts.append(bytes(data))
        self._collected += len(data)
        if self._collected >= CHUNK or time.monotonic() - self._sent_at > _PATIENCE:
            self._send_collected(DATA)
        return len(data)

    def flush(self) -> None:
        """Do nothing: chunks are sent when they are full or late."""

    def end(self) -> None:
        """Send what is left."""
        self._send_collected(LAST)

    def fail(self, code: str, message: str) -> None:
        """End the answer with an error."""
        self._send(ERROR, pack({"code": code, "message": message}))

    def _send_collected(self, kind: bytes) -> None:
        self._send(kind, b"".join(self._parts))
        self._parts.clear()
        self._collected = 0

    def _send(self, kind: bytes, content: bytes) -> None:
        view = memoryview(frame(kind, content))
        while view:
            view = view[os.write(self._descriptor, view) :]
        self._sent_at = time.monotonic()


def limit_memory(size: int | None) -> None:
    """Let this process take `size` bytes of address space more than it has; None: as many as it likes.

    An allocation beyond the limit ends the process or raises MemoryError. Where a system has no such limit,
    or does not tell how much a process has, nothing happens.
    """
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = most if size is None else pages * resource.getpagesize() + size
    # a system with a lower limit of its own keeps it
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def run(handle: Callable[[dict[str, Any], Sink], None]) -> int:
    """Answer requests by `handle` until standard input ends; return the exit status.

    The first frame, a `HEAD`, says that the process is ready.
    `handle` writes to the sink; what it raises of `KgError` is sent as the answer.
    """
    output = os.dup(sys.stdout.fileno())
    # whatever a library prints must not get among the frames
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    Sink(output, 0).head(ready=True)
    while True:
        request = unpack(requests.get())
        sink = Sink(output, request.get("limit", sys.maxsize))
        try:
            handle(request, sink)
            sink.end()
        except KgError as error:
            sink.fail(code_of(error), str(error))
        except MemoryError:
            sink.fail(MemoryLimitError.code, "the query needed more memory than queries may have")
            return 0


def _listen(requests: queue.SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)
