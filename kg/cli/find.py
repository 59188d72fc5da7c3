"""`kg find`: search the names, sentences and titles of a build."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, count_above_0, write_json, write_table
from kg.cli.registry import new_parser
from kg.errors import NotFoundError

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Search a graph: concepts by any name, the beginning of one, words of one or a misspelled one; sentences that
statements were read from; documents by title, author, journal or identifier.
"""

_WAYS = {"exact": "called", "prefix": "begins", "word": "words of", "typo": "spelled alike"}

EXAMPLES = """\
kg find graph "synovail sarcoma"
kg find graph "response rate" --limit 5 --json
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg find``."""
    parser = new_parser(subparsers, "find", DESCRIPTION, examples=EXAMPLES)
    add_folder(parser)
    parser.add_argument("text", metavar="TEXT", help="a name or words")
    parser.add_argument(
        "--limit", type=count_above_0, default=10, metavar="N", help="hits of each kind (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(args: argparse.Namespace) -> int:
    """Write what was found.

    Raises:
        NotFoundError: nothing was.
        GraphError: the folder is no build.
    """
    from kg.search import open_index

    index = open_index(args.folder)
    concepts = index.concepts(args.text, args.limit)
    quotes = index.quotes(args.text, args.limit)
    documents = index.documents(args.text, args.limit)
    if not (concepts or quotes or documents):
        raise NotFoundError(f"nothing in the graph is called or says {args.text!r}")
    if args.json:
        write_json(
            {
                "concepts": [asdict(hit) for hit in concepts],
                "sentences": [asdict(hit) for hit in quotes],
                "documents": [asdict(hit) for hit in documents],
            }
        )
        return 0
    rows = [
        ("concept", hit.curie, f"{hit.label} ({hit.type}; {_WAYS[hit.way]}: {hit.name})") for hit in concepts
    ]
    rows += [("sentence", hit.document, hit.quote) for hit in quotes]
    rows += [("document", hit.document, hit.title) for hit in documents]
    write_table(("kind", "id", "found"), rows)
    return 0
