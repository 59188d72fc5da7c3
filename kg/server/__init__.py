"""A build folder over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, descriptions, metrics."""

from kg.server.app import make_app
from kg.server.options import DefaultGraph, Limits, Options
from kg.server.pool import Pool
from kg.server.run import log_to_stderr, serve

__all__ = ["DefaultGraph", "Limits", "Options", "Pool", "log_to_stderr", "make_app", "serve"]
