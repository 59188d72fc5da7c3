"""`kg report`: what the texts say as one static page, to read and to print."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, count_above_0
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Write one HTML file without any script: what was read, what the texts speak of most, the statements with the
sentences that say them, numeric results, where the texts disagree, and the names that no ontology knows.
"""

EXAMPLES = """\
kg report graph
kg report graph --out report.html --top 25 --title "Sarcoma, November"
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg report``."""
    parser = new_parser(subparsers, "report", DESCRIPTION, examples=EXAMPLES)
    add_folder(parser)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the page to write (default: DIR/report.html)"
    )
    parser.add_argument(
        "--top", type=count_above_0, default=10, metavar="N", help="statements of each group (default: 10)"
    )
    parser.add_argument("--title", metavar="TEXT", help="heading of the page (default: from DIR)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser of this desktop")


def run(args: argparse.Namespace) -> int:
    """Write the report; print where it is."""
    from kg.store import open_build
    from kg.views import write_report

    path: Path = args.out if args.out is not None else args.folder / "report.html"
    title = args.title or f"What the texts say: {args.folder.resolve().name}"
    write_report(open_build(args.folder), path, title=title, top=args.top)
    print(path)
    if args.open:
        webbrowser.open(path.resolve().as_uri())
    return 0
