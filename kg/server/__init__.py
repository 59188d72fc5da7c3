"""A build folder over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, descriptions, metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.server.app import make_app
    from kg.server.options import DefaultGraph, Limits, Options
    from kg.server.pool import Pool
    from kg.server.run import log_to_stderr, serve

__all__ = ["DefaultGraph", "Limits", "Options", "Pool", "log_to_stderr", "make_app", "serve"]

#: Where the public names live: they are imported when first used, for a worker process needs none of them,
#: and queries wait for it to start.
_HOMES = {
    "DefaultGraph": "options",
    "Limits": "options",
    "Options": "options",
    "Pool": "pool",
    "log_to_stderr": "run",
    "make_app": "app",
    "serve": "run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.server' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"kg.server.{_HOMES[name]}"), name)
