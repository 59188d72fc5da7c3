"""`kg validate`: a graph against its shapes."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import sections, write_json

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.rdf.validate import Violation

DESCRIPTION = """\
Check a graph against the project's SHACL shapes: every association has its evidence, every evidence its exact
quote and place, no denial or aim has a plain edge, and so on. What breaks a shape is listed with the document
and the sentence it comes from.
"""

EXAMPLES = """\
kg validate graph
kg validate graph/graph.ttl --json
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg validate``."""
    parser = subparsers.add_parser(
        "validate",
        help="check a graph against its SHACL shapes",
        description=DESCRIPTION,
        epilog=sections(
            examples=EXAMPLES,
            exit_status="0 the graph conforms, 1 it does not, or could not be checked, 2 wrong usage",
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "graph",
        metavar="DIR",
        type=Path,
        help="folder that 'kg build' wrote, or a .ttl, .trig, .nt or .nq file",
    )
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(args: argparse.Namespace) -> int:
    """Check the graph; list what breaks a shape."""
    from kg.rdf.validate import validate

    violations = validate(args.graph)
    if args.json:
        write_json({"conforms": not violations, "violations": [asdict(v) for v in violations]})
    elif not violations:
        print(f"{args.graph}: conforms to the shapes")
    else:
        _report(violations)
    return 1 if violations else 0


def _report(violations: tuple[Violation, ...]) -> None:
    counts = Counter(v.shape for v in violations)
    for shape, count in sorted(counts.items()):
        print(f"{shape}: {count}")
        for violation in violations:
            if violation.shape == shape:
                print(f"  {violation.message}")
                print(f"    at {violation.node}" + (f", {violation.path}" if violation.path else ""))
                if violation.value:
                    print(f"    value {violation.value}")
                if violation.document:
                    print(f"    from {violation.document}")
                if violation.sentence:
                    print(f"    “{' '.join(violation.sentence.split())}”")
    print(f"{len(violations)} in all")
