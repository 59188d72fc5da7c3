"""`kg view`: the graph, or one concept and its surroundings, as an interactive page."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import add_folder
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Write one HTML file that shows the graph: search, legend, filters, a table, and behind each line the
sentences that say it. The file needs no other file and no network.
"""

EXAMPLES = """\
kg view graph --open
kg view graph --focus "synovial sarcoma" --hops 1 --out synovial.html
"""


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg view``."""
    parser = new_parser(subparsers, "view", DESCRIPTION, examples=EXAMPLES)
    add_folder(parser)
    parser.add_argument("--focus", metavar="NAME", help="open at this concept, by any name or CURIE")
    parser.add_argument(
        "--hops", type=_positive, default=2, metavar="N", help="steps around the focus (default: 2)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the page to write (default: DIR/view.html)")
    parser.add_argument(
        "--limit",
        type=_positive,
        metavar="N",
        help="concepts drawn at first (default: 1500, 20000 with WebGL)",
    )
    parser.add_argument(
        "--engine",
        choices=("auto", "vis", "webgl"),
        default="auto",
        help="what draws: vis-network on a canvas, sigma.js with WebGL (default: WebGL above 250 concepts)",
    )
    parser.add_argument("--title", metavar="TEXT", help="heading of the page (default: from DIR)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser of this desktop")


def run(args: argparse.Namespace) -> int:
    """Write the page; print where it is."""
    from kg.store import open_build
    from kg.views import write_page

    path: Path = args.out if args.out is not None else args.folder / "view.html"
    write_page(
        open_build(args.folder),
        path,
        title=args.title or f"Knowledge graph: {args.folder.resolve().name}",
        focus=args.focus,
        hops=args.hops,
        limit=args.limit,
        engine=args.engine,
    )
    print(path)
    if args.open:
        webbrowser.open(path.resolve().as_uri())
    return 0
