"""What the server tells about its work: a log line per request, /metrics and /health."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import __version__
from kg.server.builds import Build
from kg.server.pool import Pool

_log = logging.getLogger("kg.server")


class JsonLines(logging.Formatter):
    """Writes a log record as a line of JSON: time (UTC), level, message, ``fields`` of `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {
            "time": f"{seconds}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Watch:
    """The counters of the server, and the middleware that counts and logs requests."""

    def __init__(self, pool: Pool, *, log_queries: bool) -> None:
        self.registry = CollectorRegistry()
        self.log_queries = log_queries
        self.requests = Counter(
            "kg_http_requests", "Requests answered", ["method", "path", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "kg_http_request_seconds",
            "Time until the last byte",
            ["path"],
            buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 30, 60),
            registry=self.registry,
        )
        self.registry.register(_PoolFigures(pool))

    def observe(self, scope: Scope, status: int, sent: int, seconds: float, outcome: str) -> None:
        """Note one request."""
        route = scope.get("route")
        # paths that no route has are one label, else each made-up path would be a time series of its own
        path = str(getattr(route, "path", "other"))
        self.requests.labels(scope["method"] if route else "other", path, str(status)).inc()
        self.seconds.labels(path).observe(seconds)
        client = scope.get("client")
        fields = {
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "bytes": sent,
            "seconds": round(seconds, 4),
            "outcome": outcome,
            "client": client[0] if client else "",
        }
        query = scope.get("state", {}).get("query")
        if self.log_queries and query is not None:
            fields["query"] = query
        _log.info("request", extra={"fields": fields})


class AccessLog:
    """Counts and logs each request when its last byte is sent or its client is gone."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self._app = app
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status, sent, whole = 0, 0, False

        async def counted(message: Message) -> None:
            nonlocal status, sent, whole
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
                whole = not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            if status == 499:
                outcome = "disconnected"
            elif not whole:
                outcome = "broken off"
            else:
                outcome = "done" if status < 400 else "refused" if status < 500 else "failed"
            self._watch.observe(scope, status or 500, sent, time.perf_counter() - started, outcome)


def routes(watch: Watch, build: Build) -> list[BaseRoute]:
    """Return the routes of health and metrics."""

    async def health(request: Request) -> Response:
        state = await build.current()
        return JSONResponse({"status": "ok", "version": __version__, "state": state.key})

    async def metrics(request: Request) -> Response:
        content = generate_latest(watch.registry)
        return Response(content, media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/health", health, methods=["GET"]), Route("/metrics", metrics, methods=["GET"])]


class _PoolFigures(Collector):
    """The figures of the pool, read when they are asked for."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        figures = self._pool.figures
        yield GaugeMetricFamily("kg_queries_running", "Queries that run", value=figures.running)
        yield GaugeMetricFamily("kg_queries_waiting", "Queries that wait for a worker", value=figures.waiting)
        yield CounterMetricFamily("kg_workers_started", "Worker processes started", value=figures.started)
        outcomes = CounterMetricFamily("kg_queries", "Queries by outcome", labels=["outcome"])
        for outcome, number in sorted(figures.outcomes.items()):
            outcomes.add_metric([outcome], number)
        yield outcomes
