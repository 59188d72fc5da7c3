"""A worker process as the server sees it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

from kg.server.builds import State
from kg.server.wire import PREFIX, pack

_BUFFER = 1 << 20


class Ended(Exception):  # noqa: N818  # a process that ends is no error in itself
    """A process is gone: `why` it was killed ("" if it was not), by which `signal`, whether `at_work`."""

    def __init__(self, *, why: str, signal: str, at_work: bool) -> None:
        self.why = why
        self.signal = signal
        self.at_work = at_work
        super().__init__(f"the process ended ({signal})")


class Child:
    """One worker process.

    `state` is what it reads at the moment, None while it is idle; `killed` the reason why it was ended.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.state: State | None = None
        self.killed = ""

    @classmethod
    async def start(cls, module: str, *arguments: str) -> Child:
        """Start a process that runs a module of this library, and wait until it is ready.

        Raises:
            Ended: it came to its end at once.
        """
        package = str(Path(__file__).resolve().parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            # a folder named kg where the user happens to stand is not this library
            "-P",
            "-m",
            module,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_BUFFER,
            # arenas of the C library count as memory, though hardly any of it is used
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "1"},
            # an interrupt at the terminal is for the server, which ends its workers itself
            start_new_session=True,
        )
        child = cls(process)
        try:
            await child.frame()
        except BaseException:
            child.kill("stop")
            raise
        return child

    @property
    def alive(self) -> bool:
        """Whether the process runs and was not told to end."""
        return not self.killed and self._process.returncode is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def send(self, request: dict[str, Any]) -> None:
        """Send a request.

        Raises:
            Ended: the process was gone before.
        """
        writer = self._process.stdin
        try:
            if writer is None:
                raise BrokenPipeError
            writer.write(pack(request))
            await writer.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise await self._ended(at_work=False) from error

    async def frame(self) -> tuple[bytes, bytes]:
        """Return kind and content of the next frame.

        Raises:
            Ended: the process is gone.
        """
        reader = self._process.stdout
        try:
            if reader is None:
                raise BrokenPipeError
            kind, length = PREFIX.unpack(await reader.readexactly(PREFIX.size))
            return kind, await reader.readexactly(length)
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as error:
            raise await self._ended(at_work=True) from error

    def kill(self, why: str) -> None:
        """End the process at once."""
        if not self.killed:
            self.killed = why
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def wait(self) -> None:
        """Wait until the process is gone."""
        await self._process.wait()

    async def _ended(self, *, at_work: bool) -> Ended:
        status = await self._process.wait()
        name = signal.Signals(-status).name if status < 0 else f"status {status}"
        return Ended(why=self.killed, signal=name, at_work=at_work)
