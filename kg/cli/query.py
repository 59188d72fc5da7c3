"""`kg query`: SPARQL and prepared questions."""

from __future__ import annotations

import argparse
import shlex
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, for_people, say, sections, write_json, write_table

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.query import NamedQuery, Parameter, Value
    from kg.rdf import Iris

DESCRIPTION = """\
Ask a graph. A query reads the merge of all graphs, so no GRAPH is needed to reach a quote; the prefixes of
the project (biolink:, kgo:, mondo:, hgnc:, ...) need no declaration. Queries that would change the graph,
read files or call other hosts are refused.

A prepared question takes parameters, each a flag of its own name; 'kg query --name NAME --help' explains
them. A concept may be given by any of its names or by its CURIE; a disease includes its subtypes.
"""

#: What the names of parameters begin with among the parsed arguments, where "text" and "name" are others.
_PARAMETER = "parameter:"

EXAMPLES = """\
kg query graph --list
kg query --name therapies-for --help
kg query graph --name therapies-for --disease "soft tissue sarcoma"
kg query graph --name outcomes-of --therapy pazopanib --least 5 --format csv
kg query graph --name drivers-of --show > mine.rq
kg query graph mine.rq --json
kg query graph --text 'SELECT ?name { ?x a biolink:Gene ; rdfs:label ?name }'
kg query graph - < mine.rq
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg query``."""
    parser = subparsers.add_parser(
        "query",
        help="ask a graph in SPARQL, or one of the prepared questions",
        description=DESCRIPTION,
        epilog=sections(examples=EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument(
        "-h", "--help", action=_Help, nargs=0, help="show this help, or after --name that of the question"
    )
    add_folder(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file", metavar="QUERY", nargs="?", help="file with a SPARQL query, or - for standard input"
    )
    what.add_argument("--text", metavar="SPARQL", help="the query itself")
    what.add_argument("--name", metavar="NAME", help="a prepared question")
    what.add_argument("--list", action="store_true", help="list the prepared questions")
    parser.add_argument(
        "--param",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        type=_assignment,
        help="a parameter of the prepared question (repeatable); --NAME VALUE is the same",
    )
    _add_parameters(parser)
    parser.add_argument(
        "--show", action="store_true", help="print the SPARQL of the question instead of asking"
    )
    parser.add_argument(
        "--format",
        choices=("table", "csv", "tsv", "json", "xml", "ttl", "nt"),
        help="how to write the answer (default: table on a terminal, else csv; ttl for a graph)",
    )
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help="same as --format json"
    )
    parser.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=_seconds,
        default=60.0,
        help="end the query then (default: 60)",
    )


def _add_parameters(parser: argparse.ArgumentParser) -> None:
    """Add a flag for each parameter of a prepared question."""
    from kg.query import named_queries

    group = parser.add_argument_group("parameters of the prepared questions")
    users: dict[str, list[str]] = {}
    types: dict[str, str] = {}
    for query in named_queries():
        for parameter in query.parameters:
            users.setdefault(parameter.name, []).append(query.name)
            types[parameter.name] = parameter.type
    for name in sorted(users):
        group.add_argument(
            f"--{name}",
            metavar=types[name].upper(),
            dest=f"{_PARAMETER}{name}",
            help=f"for {textwrap.shorten(', '.join(users[name]), 150, placeholder=' ...')}",
        )


class _Help(argparse.Action):
    """Prints the help of the command, or of the question that ``--name`` names before it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if namespace.name is None:
            parser.print_help()
        else:
            from kg.errors import QueryError
            from kg.query import named_query

            try:
                print(_explanation(named_query(namespace.name)))
            except QueryError as error:
                parser.error(str(error))
        parser.exit()


def _explanation(query: NamedQuery) -> str:
    """Return what a person needs to ask a prepared question: meaning, parameters, an example."""
    from kg.query.catalogue import TYPES

    lines = [f"usage: kg query DIR --name {query.name}" + "".join(f" [{_flag(p)}]" for p in query.parameters)]
    lines += ["", query.question, ""]
    if query.parameters:
        lines.append("parameters:")
    for parameter in query.parameters:
        default = "any" if parameter.default == "UNDEF" else parameter.default
        lines += [
            f"  {_flag(parameter)}",
            f"      {parameter.about}",
            f"      {TYPES[parameter.type]}; default: {default}",
        ]
    values = "".join(f" --{name} {shlex.quote(value)}" for name, value in query.example)
    return "\n".join([*lines, *([""] if query.parameters else []), "example:"]) + (
        f"\n  kg query graph --name {query.name}{values}"
    )


def _flag(parameter: Parameter) -> str:
    return f"--{parameter.name} {parameter.type.upper()}"


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds


def run(args: argparse.Namespace) -> int:
    """Ask, and write the answer."""
    from kg.query import rows, run_query

    if args.list:
        return _list(args.format)
    sparql = _sparql(args)
    if args.show:
        print(sparql, end="")
        return 0
    as_table = args.format == "table" or (args.format is None and for_people())
    result = run_query(
        args.folder,
        sparql,
        format="" if as_table or args.format is None else args.format,
        table_format="json" if as_table else "csv",
        time_limit=args.time_limit,
    )
    if as_table and result.kind != "graph":
        from kg.store import open_build

        columns, found = rows(result)
        iris = open_build(args.folder).iris
        write_table(columns, [[_cell(row[column], iris) for column in columns] for row in found])
        if not found:
            say("no rows")
        return 0
    sys.stdout.buffer.write(result.data)
    if result.data and not result.data.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    return 0


def _sparql(args: argparse.Namespace) -> str:
    from kg.errors import QueryError
    from kg.query import named_query

    flags = {name: value for name, value in vars(args).items() if name.startswith(_PARAMETER)}
    values = dict(args.param)
    values |= {name.removeprefix(_PARAMETER): value for name, value in flags.items() if value is not None}
    if args.name is None and values:
        flag = "--param" if args.param else f"--{next(iter(values))}"
        raise QueryError(f"{flag} goes with --name: a query of your own holds its values itself")
    if args.name is not None:
        return _bound(named_query(args.name), values, args.folder)
    if args.text is not None:
        return str(args.text)
    try:
        content = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        raise QueryError(f"{args.file}: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{args.file}: is not UTF-8 (byte {error.start})") from error


def _bound(query: NamedQuery, values: dict[str, str], folder: Path) -> str:
    from kg.query import bound
    from kg.store import open_build

    if not values:
        return query.sparql
    return bound(open_build(folder), query, values)


def _cell(value: Value, iris: Iris) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".6g")
    text = str(value)
    return (iris.contract(text) or text) if text.startswith(("http://", "https://")) else text


def _list(format: str | None) -> int:
    from kg.query import named_queries

    queries = named_queries()
    if format == "json":
        write_json(
            [
                {
                    "name": query.name,
                    "question": query.question,
                    "parameters": [
                        {"name": p.name, "type": p.type, "about": p.about, "default": p.default}
                        for p in query.parameters
                    ],
                    "example": dict(query.example),
                }
                for query in queries
            ]
        )
        return 0
    write_table(
        ("name", "parameters", "question"),
        [(q.name, " ".join(_flag(p) for p in q.parameters), q.question) for q in queries],
    )
    return 0
