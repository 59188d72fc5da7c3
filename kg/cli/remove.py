"""`kg remove`: withdraw documents from a build."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Withdraw documents from a build folder: the graph is assembled anew from the readings of the others, and is
byte for byte the one that building without them gives.
"""
EPILOG = """\
examples:
  kg remove graph dsrct-review.txt
  kg remove graph 10.1097/cco.0000000000001152

exit status: 0 done, 1 no such document or no such build, 2 wrong usage
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg remove``."""
    parser = subparsers.add_parser(
        "remove",
        help="withdraw documents from a graph",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that 'kg build' wrote")
    parser.add_argument(
        "documents", nargs="+", metavar="DOCUMENT", help="file name, key, DOI, PMID or title of a document"
    )


def run(args: argparse.Namespace) -> int:
    """Withdraw the documents; print what is left."""
    from kg.pipeline import remove

    built = remove(args.folder, args.documents)
    counts = built.report["counts"]
    print(f"left: {counts['documents']} documents, {counts['associations']:,} associations")
    return 0
