"""What a server is told: limits, rights, names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum

MEGABYTE = 1_000_000


class DefaultGraph(Enum):
    """What a query reads that names no graph."""

    UNION = "union"
    """All graphs; right for a build, in which each triple stands in one graph."""
    PLAIN = "plain"
    """The default graph alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use, and how many there may be.

    Times are in seconds, sizes in bytes. Queries beyond `workers` wait; those beyond `waiting` are refused.
    """

    time: float = 30.0
    result: int = 500 * MEGABYTE
    memory: int = 2000 * MEGABYTE
    workers: int = field(default_factory=lambda: max(2, min(8, os.cpu_count() or 2)))
    waiting: int = 32
    query: int = 4 * MEGABYTE
    """Size of a query or update as sent."""
    upload: int = 250 * MEGABYTE
    """Size of a graph as sent to the graph store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a folder is served."""

    limits: Limits = field(default_factory=Limits)
    default_graph: DefaultGraph = DefaultGraph.UNION
    services: frozenset[str] = frozenset()
    """Host names that SERVICE and LOAD may call; never one with a private address."""
    in_memory: bool | None = None
    """Whether each worker holds the graph in memory; None: where its store is small (`worker.SMALL`).
    One that is `writable` never is."""
    writable: bool = False
    token: str = ""
    """What a writer must show; empty: nothing."""
    hosts: frozenset[str] | None = None
    """Names that a request may address the server by; None: any."""
    log_queries: bool = False
