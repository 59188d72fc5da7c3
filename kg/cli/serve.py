"""`kg serve`: a graph over HTTP."""

from __future__ import annotations

import argparse
import secrets
from typing import TYPE_CHECKING

from kg.cli.output import add_folder
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.server import Options

DESCRIPTION = """\
Serve a graph over HTTP. In a browser its first page leads to concepts, sentences, texts and a SPARQL editor.
Programs find SPARQL 1.1 at /sparql (its description without a query), single graphs at /graphs, the prepared
questions at /api/questions (/api/docs tells how), the dataset at /.well-known/void, and /health and /metrics.
A query reads the merge of all graphs; the prefixes of the project need no declaration. Queries never read
files, and call no other host that is not allowed by name. SIGTERM or an interrupt stops the server.

With --writable the graph can be changed by SPARQL Update at /update and by PUT, POST and DELETE at /graphs,
for whoever shows the token (Authorization: Bearer TOKEN); a form may bring several files to a graph. Changes
go to store/ alone, which pages, search, kg query and kg validate read. The files beside it stay, and the next
kg build or kg remove replaces the store.

The log, one JSON object a line, goes to standard error.
"""

EXAMPLES = """\
kg serve graph
kg serve graph --port 0 --time-limit 5 --workers 4
kg serve graph --in-memory
kg serve graph --writable --token "$TOKEN"
curl -H "Authorization: Bearer $TOKEN" -F f=@a.ttl -F f=@b.rdf 'localhost:8080/graphs?graph=urn:notes'
kg serve graph --host 0.0.0.0 --allow-service query.wikidata.org
curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?x { ?x a biolink:Gene }' localhost:8080/sparql
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg serve``."""
    parser = new_parser(subparsers, "serve", DESCRIPTION, examples=EXAMPLES)
    add_folder(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine alone)"
    )
    parser.add_argument(
        "--port", type=_port, default=8080, help="port to listen on; 0: any that is free (default: 8080)"
    )
    parser.add_argument(
        "--host-name",
        metavar="NAME",
        action="append",
        default=[],
        help="a further name that requests may call a loopback server by (repeatable)",
    )
    parser.add_argument(
        "--default-graph",
        choices=("union", "plain"),
        default="union",
        help="what a query reads that names no graph: all, or the default graph alone (default: union)",
    )
    parser.add_argument(
        "--allow-service",
        metavar="HOST",
        action="append",
        default=[],
        help="a host that SERVICE and LOAD may call, unless its address is private (repeatable)",
    )
    parser.add_argument(
        "--in-memory",
        action=argparse.BooleanOptionalAction,
        help="copy the graph into the memory of each worker (0.5 GB for a million quads): what joins much is "
        "answered some ten times as fast (default: up to 200,000 quads or so, a store of 32 MB)",
    )
    parser.add_argument("--writable", action="store_true", help="let the graph be changed")
    parser.add_argument(
        "--token",
        metavar="TOKEN",
        help="what writers must show (default: made up and printed once; '': nothing, on loopback only)",
    )
    limits = parser.add_argument_group("limits")
    limits.add_argument(
        "--time-limit", metavar="SECONDS", type=_amount, default=30.0, help="end a query then (default: 30)"
    )
    limits.add_argument(
        "--result-limit", metavar="MB", type=_amount, default=500.0, help="size of an answer (default: 500)"
    )
    limits.add_argument(
        "--memory-limit", metavar="MB", type=_amount, default=2000.0, help="memory of a query (default: 2000)"
    )
    limits.add_argument(
        "--workers", metavar="N", type=_count, help="queries at once (default: one per core, 2 to 8)"
    )
    limits.add_argument(
        "--waiting",
        metavar="N",
        type=_count,
        default=32,
        help="queries that may wait for a worker; those beyond are refused with status 503 (default: 32)",
    )
    parser.add_argument(
        "--log-queries", action="store_true", help="write the text of queries to the log as well"
    )


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = 0.0
    if not 0 < amount < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return amount


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve until a signal comes."""
    from kg.server import log_to_stderr, serve

    options = _options(args)

    def ready(address: str) -> None:
        print(f"{args.folder}: served at {address} (SPARQL at {address}/sparql)", flush=True)
        if options.writable and args.token is None:
            print(f"token for changes: {options.token}", flush=True)

    log_to_stderr()
    serve(args.folder, options=options, host=args.host, port=args.port, ready=ready)
    return 0


def _options(args: argparse.Namespace) -> Options:
    from kg.errors import ConfigError
    from kg.server import DefaultGraph, Limits, Options
    from kg.server.access import is_loopback
    from kg.server.options import MEGABYTE

    loopback = is_loopback(args.host)
    if args.token is not None and not args.writable:
        raise ConfigError("--token goes with --writable")
    if args.writable and not loopback and not args.token:
        raise ConfigError(f"{args.host} can be reached by others: give --token with --writable")
    if args.in_memory and args.writable:
        raise ConfigError("--in-memory is for a graph that is not changed: it does not go with --writable")
    limits = Limits(
        time=args.time_limit,
        result=int(args.result_limit * MEGABYTE),
        memory=int(args.memory_limit * MEGABYTE),
        waiting=args.waiting,
        **({"workers": args.workers} if args.workers else {}),
    )
    names = {"localhost", "127.0.0.1", "::1", args.host.lower(), *map(str.lower, args.host_name)}
    token = args.token if args.token is not None else secrets.token_urlsafe(24)
    return Options(
        limits=limits,
        default_graph=DefaultGraph(args.default_graph),
        services=frozenset(args.allow_service),
        in_memory=args.in_memory,
        writable=args.writable,
        token=token if args.writable else "",
        hosts=frozenset(names) if loopback else None,
        log_queries=args.log_queries,
    )
