"""Queries in worker processes: as many at once as may be, each ended when its time is over.

`Pool.ask` is what pages and other end points use; `Pool.stream` is what the SPARQL endpoint uses.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import TracebackType

from kg.errors import KgError
from kg.query.results import Result
from kg.server.builds import Build
from kg.server.child import Child, Ended
from kg.server.errors import (
    AnswerError,
    BusyError,
    MemoryLimitError,
    TimeLimitError,
    UnreadableError,
    error_of,
)
from kg.server.options import DefaultGraph, Options
from kg.server.wire import DATA, ERROR, HEAD, LAST, unpack

#: Seconds that a refused client should wait before it asks again.
RETRY_AFTER = 2

#: Base of relative IRIs where no request has brought one.
_BASE = "http://localhost/sparql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with all that decides its answer.

    `table_format` and `graph_format` are names of `kg.server.media`; None: the client wants none of that
    kind. `graph` instead of `sparql` asks for all triples of one graph, "" for those of the default graph.
    """

    sparql: str = ""
    graph: str | None = None
    table_format: str | None = "json"
    graph_format: str | None = "ttl"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str = _BASE
    head: bool = False


@dataclass(slots=True, kw_only=True)
class Figures:
    """What the pool has done so far, for the metrics."""

    running: int = 0
    waiting: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    started: int = 0
    """Worker processes that were started."""

    def count(self, outcome: str) -> None:
        """Note how a query ended."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


class Pool:
    """Worker processes that answer queries about one build.

    Args:
        build: what is asked, and which state of it is the newest.
        options: limits and rights.
    """

    def __init__(self, build: Build, options: Options) -> None:
        self.figures = Figures()
        self._build = build
        self._options = options
        # each change would be followed by a new copy
        self._in_memory = False if options.writable else options.in_memory
        self._idle: deque[Child] = deque()
        self._busy: set[Child] = set()
        self._slots = asyncio.Semaphore(options.limits.workers)
        self._closed = False
        self._refilling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start one worker, so that the first query need not wait for it, and the others on the side."""
        self._idle.append(await self._spawn())
        self._refill()

    async def close(self) -> None:
        """End all workers, also those at work."""
        self._closed = True
        if self._refilling is not None:
            await self._refilling
        children = [*self._idle, *self._busy]
        self._idle.clear()
        for child in children:
            child.kill("stop")
        for child in children:
            await child.wait()

    async def ask(self, sparql: str, *, format: str = "", base: str = _BASE) -> Result:
        """Return the whole answer to a reading query, under the limits of the server.

        The query runs over the union of all graphs (or what `--default-graph` says); the prefixes of the
        project need no declaration. `kg.query.rows` reads the rows of an answer in the format "json".

        Args:
            sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
            format: "json", "xml", "csv", "tsv" for a table, "ttl", "nt", "rdfxml", "jsonld", "trig", "nq" for
                a graph; empty: "json" and "ttl".
            base: what relative IRIs are resolved against.

        Raises:
            QueryError: the query is malformed (status 400) or would leave the store (`OutsideError`, 501).
            AnswerError: the server is busy (503), or time, memory or size are over (504, 503, 413). The app
                of `make_app` turns each `KgError` that a route raises into its status and one line of text.
            GraphError: the build cannot be opened.
        """
        question = Question(
            sparql=sparql, table_format=format or "json", graph_format=format or "ttl", base=base
        )
        async with await self.stream(question) as answer:
            return Result(
                kind=answer.kind, format=answer.format, data=b"".join([part async for part in answer.parts()])
            )

    async def stream(self, question: Question) -> Answer:
        """Begin to answer a question; the answer must be closed (``async with``).

        Raises:
            KgError: as `ask`.
        """
        await self._take_slot()
        try:
            # a worker that died while it was idle is no reason to fail
            for _ in range(3):
                try:
                    return await self._begin(question)
                except Ended as ended:
                    if ended.at_work:
                        raise self._ended(ended) from ended
            raise UnreadableError("no worker process stays alive")
        except BaseException as error:
            self._slots.release()
            self.figures.count(_outcome(error))
            raise

    async def _take_slot(self) -> None:
        limits = self._options.limits
        if self._slots.locked() and self.figures.waiting >= limits.waiting:
            self.figures.count(BusyError.code)
            raise BusyError(f"{limits.workers} queries run and {limits.waiting} wait; ask again later")
        self.figures.waiting += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), limits.time)
        except TimeoutError as error:
            self.figures.count(BusyError.code)
            raise BusyError(f"no query ended within {limits.time:g} s; ask again later") from error
        finally:
            self.figures.waiting -= 1

    async def _begin(self, question: Question) -> Answer:
        child = self._take_idle() or await self._spawn()
        self._busy.add(child)
        try:
            # in one step, so that no snapshot is removed between the two
            child.state = state = await self._build.current()
        except BaseException:
            self._busy.discard(child)
            self._idle.append(child)
            raise
        limits = self._options.limits
        timer = asyncio.get_running_loop().call_later(limits.time, child.kill, "time")
        self.figures.running += 1
        answer = Answer(child, lambda usable: self._release(child, timer, usable), self._ended)
        try:
            await child.send(
                {
                    "op": "query" if question.graph is None else "graph",
                    "key": state.key,
                    "root": str(state.root),
                    "sparql": question.sparql,
                    "graph": question.graph,
                    "table_format": question.table_format,
                    "graph_format": question.graph_format,
                    "default_graphs": question.default_graphs,
                    "named_graphs": question.named_graphs,
                    "union": self._options.default_graph is DefaultGraph.UNION,
                    "base": question.base,
                    "head": question.head,
                    "in_memory": self._in_memory,
                    "hosts": sorted(self._options.services),
                    "limit": limits.result,
                }
            )
            await answer.begin()
        except BaseException:
            # the slot goes back in `stream`, which may try another worker
            self._put_back(child, timer, usable=answer.complete)
            raise
        return answer

    def _release(self, child: Child, timer: asyncio.TimerHandle, usable: bool) -> None:
        self._put_back(child, timer, usable=usable)
        self.figures.count("done" if usable else child.killed or "stopped")
        self._slots.release()

    def _put_back(self, child: Child, timer: asyncio.TimerHandle, *, usable: bool) -> None:
        timer.cancel()
        self.figures.running -= 1
        self._busy.discard(child)
        child.state = None
        if usable and child.alive and not self._closed:
            self._idle.append(child)
        else:
            child.kill("stopped")
            self._refill()

    def _take_idle(self) -> Child | None:
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
        return None

    def _refill(self) -> None:
        """Start workers in place of those that were ended, so that no query need wait for one."""
        if self._refilling is None or self._refilling.done():
            self._refilling = asyncio.ensure_future(self._start_missing())

    async def _start_missing(self) -> None:
        # what cannot be started now, the next query tries to start
        with contextlib.suppress(UnreadableError):
            while not self._closed and len(self._idle) + len(self._busy) < self._options.limits.workers:
                self._idle.append(await self._spawn())

    async def _spawn(self) -> Child:
        self.figures.started += 1
        try:
            child = await Child.start("kg.server.worker", str(self._options.limits.memory))
            if self._in_memory is not False:
                await self._load(child)
        except Ended as ended:
            raise UnreadableError("a worker process could not be started") from ended
        return child

    async def _load(self, child: Child) -> None:
        """Let a worker read the graph, so that no query waits for it; what fails, its first query tells."""
        state = await self._build.current()
        request = {"op": "open", "key": state.key, "root": str(state.root), "in_memory": self._in_memory}
        await child.send(request)
        kind, _ = await child.frame()
        if kind == HEAD:
            await child.frame()

    def in_use(self) -> frozenset[str]:
        """Return the keys of the states that queries are being answered from."""
        return frozenset(child.state.key for child in self._busy if child.state is not None)

    def _ended(self, ended: Ended) -> AnswerError:
        limits = self._options.limits
        if ended.why == "time":
            return TimeLimitError(f"the query took longer than {limits.time:g} s and was ended; narrow it")
        if ended.signal == "SIGABRT":
            return MemoryLimitError(
                f"the query needed more than {limits.memory / 1e6:g} MB of memory and was ended; narrow it"
            )
        if ended.why:
            return AnswerError("the server stops")
        return MemoryLimitError(f"the query ended its process ({ended.signal}): it is too deep or too large")


class Answer:
    """An answer that is being given: its kind and format, and its parts as they come."""

    kind: str
    format: str

    def __init__(
        self, child: Child, release: Callable[[bool], None], ended: Callable[[Ended], AnswerError]
    ) -> None:
        self.complete = False
        """Whether the worker has said all, so that it can take the next question."""
        self.first = b""
        """The first part: the whole answer where `complete` is True from the start."""
        self.began = time.monotonic()
        self._child = child
        self._release = release
        self._ended = ended
        self._closed = False

    async def begin(self) -> None:
        """Read on until it is known what kind of answer follows, and its first part.

        Raises:
            KgError: the answer is an error.
            Ended: the worker is gone.
        """
        kind, content = await self._frame()
        if kind != HEAD:
            raise UnreadableError("the worker process spoke out of turn")
        head = unpack(content)
        self.kind, self.format = head["kind"], head["format"]
        _, self.first = await self._frame()

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the parts of the answer.

        Raises:
            KgError: the rest is missing, for one because time or size is over.
        """
        yield self.first
        while not self.complete:
            try:
                _, content = await self._frame()
            except Ended as ended:
                raise self._ended(ended) from ended
            yield content

    async def _frame(self) -> tuple[bytes, bytes]:
        kind, content = await self._child.frame()
        if kind == ERROR:
            error = unpack(content)
            # a process that is out of memory ends itself
            self.complete = error["code"] != MemoryLimitError.code
            raise error_of(error["code"], error["message"])
        self.complete = kind == LAST
        if kind not in (HEAD, DATA, LAST):
            raise UnreadableError("the worker process spoke out of turn")
        return kind, content

    def close(self) -> None:
        """Give the worker back, or end it where it has not said all."""
        if not self._closed:
            self._closed = True
            self._release(self.complete)

    async def __aenter__(self) -> Answer:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.close()


def _outcome(error: BaseException) -> str:
    if isinstance(error, AnswerError):
        return error.code
    return "refused" if isinstance(error, KgError) else "stopped"
