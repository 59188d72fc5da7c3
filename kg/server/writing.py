"""Changing what is served: one writing process, a snapshot after each change."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.rdf.layout import STORE_NAME
from kg.server.builds import State
from kg.server.child import Child, Ended
from kg.server.errors import AnswerError, MemoryLimitError, TimeLimitError, error_of
from kg.server.options import Options
from kg.server.parts import Part
from kg.server.wire import ERROR, unpack

#: The folder of the snapshots within the build; it goes when the server stops.
SNAPSHOTS_NAME = ".served"


class Writer:
    """The build that is served, and the one process that changes it.

    Queries are answered from the last snapshot: one that began before a change sees the old state, one that
    begins after its confirmation the new one.

    Args:
        folder: the build.
        options: limits and rights.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._folder = folder
        self._options = options
        self._snapshots = folder / SNAPSHOTS_NAME
        self._lock = asyncio.Lock()
        self._child: Child | None = None
        self._store_inode = 0
        self._number = 0
        self._state: State | None = None
        #: Tells which states queries are being answered from; the pool sets it.
        self.in_use: Callable[[], frozenset[str]] = frozenset

    async def start(self) -> None:
        """Open the store for writing and make the first snapshot.

        Raises:
            GraphError: the store cannot be opened; another process may have it.
        """
        async with self._lock:
            await self._reopen(first=True)

    async def close(self) -> None:
        """Let go of the store and remove the snapshots; a change that is under way is not confirmed."""
        if self._child is not None:
            self._child.kill("stop")
            await self._child.wait()
            self._child = None
            shutil.rmtree(self._snapshots, ignore_errors=True)

    async def current(self) -> State:
        """Return the state after the last confirmed change, or the new build where the folder was rebuilt."""
        if self._state is None or self._inode() not in (self._store_inode, 0):
            async with self._lock:
                if self._state is None or self._inode() not in (self._store_inode, 0):
                    await self._reopen()
        if self._state is None:
            raise GraphError(f"{self._folder}: there is no snapshot")
        return self._state

    async def update(
        self, sparql: str, *, using: Sequence[str] = (), using_named: Sequence[str] = (), base: str
    ) -> None:
        """Carry out a SPARQL update, all of it or nothing.

        Raises:
            KgError: it cannot be carried out.
        """
        await self._change(op="update", sparql=sparql, using=using, using_named=using_named, base=base)

    async def load(self, graph: str, parts: Sequence[Part], *, replace: bool, base: str) -> bool:
        """Replace a graph ("": the default graph) by all `parts` or add them to it; return whether it is new.

        Raises:
            KgError: the content cannot be read or stored.
        """
        op = "put" if replace else "post"
        sent = [
            {
                "name": part.name,
                "format": part.format,
                "content": base64.b64encode(part.content).decode("ascii"),
            }
            for part in parts
        ]
        return bool((await self._change(op=op, graph=graph, parts=sent, base=base))["made"])

    async def delete(self, graph: str) -> None:
        """Remove a graph ("": empty the default graph).

        Raises:
            NotFoundError: there is no such graph.
        """
        await self._change(op="delete", graph=graph)

    async def _change(self, **request: Any) -> dict[str, Any]:
        # a change that has begun is carried through, though its client may go away
        return await asyncio.shield(asyncio.ensure_future(self._change_alone(request)))

    async def _change_alone(self, request: dict[str, Any]) -> dict[str, Any]:
        async with self._lock:
            if self._child is None or not self._child.alive or self._inode() != self._store_inode:
                await self._reopen()
            done = await self._send(request)
            if self._inode() != self._store_inode:
                raise AnswerError("the build was replaced during the change; send it again")
            return done

    async def _reopen(self, *, first: bool = False) -> None:
        if self._child is not None:
            self._child.kill("stop")
            await self._child.wait()
        self._store_inode = self._inode()
        memory, clean = str(self._options.limits.memory), "clean" if first else "keep"
        try:
            self._child = await Child.start(
                "kg.server.writer", memory, str(self._folder), str(self._snapshots), clean
            )
        except Ended as ended:
            raise AnswerError("the writing process could not be started") from ended
        await self._send({"op": "snapshot"})

    async def _send(self, request: dict[str, Any]) -> dict[str, Any]:
        child = self._child
        if child is None:
            raise AnswerError("the server stops")
        self._number += 1
        limits = self._options.limits
        timer = asyncio.get_running_loop().call_later(limits.time, child.kill, "time")
        name = f"{self._number}"
        try:
            await child.send({**request, "snapshot": name, "hosts": sorted(self._options.services)})
            kind, content = await child.frame()
            if kind == ERROR:
                error = unpack(content)
                raise error_of(error["code"], error["message"])
            await child.frame()
        except Ended as ended:
            raise self._ended(ended) from ended
        finally:
            timer.cancel()
        self._state = State(f"{self._store_inode:x}-{child.pid:x}-{name}", self._snapshots / name)
        self._remove_old()
        return unpack(content)

    def _ended(self, ended: Ended) -> AnswerError:
        limits = self._options.limits
        if ended.why == "time":
            return TimeLimitError(f"the update took longer than {limits.time:g} s and was ended, unconfirmed")
        if ended.why:
            return AnswerError("the server stops; the change is not confirmed")
        return MemoryLimitError(f"the update ended its process ({ended.signal}), unconfirmed")

    def _remove_old(self) -> None:
        """Remove the snapshots that no query is answered from any more."""
        kept = {key.rpartition("-")[2] for key in self.in_use()} | {str(self._number)}
        for folder in self._snapshots.iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _inode(self) -> int:
        """Return what tells the store from the one that a rebuild puts in its place; 0: none."""
        try:
            return (self._folder / STORE_NAME).stat().st_ino
        except OSError:
            return 0
