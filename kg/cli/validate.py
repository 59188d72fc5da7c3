"""`kg validate`: a graph against its shapes."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import write_json
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.rdf.validate import Violation

DESCRIPTION = """\
Check a graph against the project's SHACL shapes: every association has its evidence, every evidence its exact
quote and place, no denial or aim has a plain edge, and so on. What breaks a shape is listed with the document
and the sentence it comes from, and with what to do about it.
"""

EXAMPLES = """\
kg validate graph
kg validate graph --severity info         # what to look at, besides what is wrong
kg validate graph/graph.ttl --format json
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg validate``."""
    parser = new_parser(
        subparsers,
        "validate",
        DESCRIPTION,
        examples=EXAMPLES,
        exit_status="0 nothing of the severity was found, 1 something was, or the graph could not be "
        "checked, 2 wrong usage",
    )
    parser.add_argument(
        "graph",
        metavar="DIR",
        type=Path,
        help="folder that 'kg build' wrote, or a .ttl, .trig, .nt or .nq file",
    )
    parser.add_argument(
        "--severity",
        choices=("violation", "warning", "info"),
        default="violation",
        help="list, and fail for, results of this severity or worse (default: violation)",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "ttl"), default="text", help="how to write the report"
    )
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help="same as --format json"
    )


def run(args: argparse.Namespace) -> int:
    """Check the graph; list what breaks a shape."""
    from kg.rdf.validate import Severity, validate
    from kg.rdf.validation_report import validation_report

    results = validate(args.graph, severity=Severity[args.severity.upper()])
    if args.format == "ttl":
        sys.stdout.write(validation_report(results).decode("utf-8"))
    elif args.format == "json":
        plain = [asdict(one) | {"severity": one.severity.name.lower()} for one in results]
        conforms = all(one.severity < Severity.VIOLATION for one in results)
        write_json({"conforms": conforms, "violations": plain})
    elif not results:
        print(f"{args.graph}: conforms to the shapes")
    else:
        _report(results)
    return 1 if results else 0


def _report(results: tuple[Violation, ...]) -> None:
    """Print results, the worst first, by shape and within each by document."""
    groups: dict[tuple[int, str], list[Violation]] = {}
    for result in results:
        groups.setdefault((-result.severity, result.shape), []).append(result)
    for (_, shape), members in sorted(groups.items()):
        print(f"{shape}: {len(members)} ({members[0].severity.name.lower()})")
        if members[0].advice:
            print(f"  what to do: {members[0].advice}")
        for document in sorted({one.document for one in members}):
            print(f"  in {document}" if document else "  in no document")
            for one in members:
                if one.document == document:
                    _print_result(one)
    counts = Counter(one.severity.name.lower() for one in results)
    print(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))


def _print_result(result: Violation) -> None:
    print(f"    {result.label or result.node}: {result.message}")
    if result.sentence:
        print(f"      “{' '.join(result.sentence.split())}”")
    place = result.node if result.label else ""
    detail = ", ".join(
        part for part in (place, result.path, f"value {result.value}" if result.value else "") if part
    )
    if detail:
        print(f"      {detail}")
