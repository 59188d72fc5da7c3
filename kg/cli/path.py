"""`kg path`: how two concepts are connected."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, count_above_0, one_concept, say, write_json
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.analysis import Hop, Path
    from kg.cli.registry import Subparsers
    from kg.store import AssociationRecord

DESCRIPTION = """\
Show the shortest ways from one concept to another, each step with the sentence that says it. Steps are taken
in either direction, but only where a text affirms something and does more than aim at it. Fewest steps come
first, then the surest.
"""

EXAMPLES = """\
kg path graph trabectedin WT1
kg path graph pazopanib "synovial sarcoma" --limit 5 --avoid "soft tissue sarcoma"
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg path``."""
    parser = new_parser(
        subparsers,
        "path",
        DESCRIPTION,
        examples=EXAMPLES,
        exit_status="0 done, 1 they are not connected or not known, 2 wrong usage",
    )
    add_folder(parser)
    parser.add_argument("source", metavar="A", help="a name in any spelling, or a CURIE")
    parser.add_argument("target", metavar="B", help="a name in any spelling, or a CURIE")
    parser.add_argument(
        "--limit", metavar="N", type=count_above_0, default=3, help="ways to show (default: 3)"
    )
    parser.add_argument(
        "--longest", metavar="N", type=count_above_0, default=6, help="steps of a way at most (default: 6)"
    )
    parser.add_argument(
        "--avoid", metavar="NAME", action="append", default=[], help="a concept not to pass (repeatable)"
    )
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(args: argparse.Namespace) -> int:
    """Show the paths."""
    from kg.analysis import shortest_paths
    from kg.store import open_build

    dataset = open_build(args.folder)
    source, target = one_concept(dataset, args.source), one_concept(dataset, args.target)
    paths = shortest_paths(
        dataset,
        source.iri,
        target.iri,
        limit=args.limit,
        longest=args.longest,
        avoid=[one_concept(dataset, name).iri for name in args.avoid],
    )
    labels = {concept.iri: concept.label for concept in dataset.concepts()}
    titles = {document.iri: document.title or document.source for document in dataset.documents()}
    if args.json:
        write_json([_as_json(path, labels) for path in paths])
    for number, path in enumerate([] if args.json else paths, start=1):
        print(f"{number}. {len(path.hops)} step{'s' if len(path.hops) > 1 else ''}, belief {path.belief:.2f}")
        for hop in path.hops:
            others = f"  (and {len(hop.associations) - 1} more)" if len(hop.associations) > 1 else ""
            print(f"   {_words(hop.best, labels)}{others}")
            print(f"      “{' '.join(hop.quote.quote.split())}”")
            print(f"        {titles.get(hop.quote.document, hop.quote.document)}")
    if not paths:
        say(f"no way of up to {args.longest} steps leads from {source.label} to {target.label}")
    return 0 if paths else 1


def _words(association: AssociationRecord, labels: Mapping[str, str]) -> str:
    from kg.query import sentence

    return sentence(association, subject=labels[association.subject], object=labels[association.object])


def _as_json(path: Path, labels: Mapping[str, str]) -> dict[str, object]:
    return {"belief": path.belief, "steps": [_hop_as_json(hop, labels) for hop in path.hops]}


def _hop_as_json(hop: Hop, labels: Mapping[str, str]) -> dict[str, object]:
    return {
        "from": hop.source,
        "to": hop.target,
        "words": _words(hop.best, labels),
        "association": hop.best.iri,
        "predicate": hop.best.predicate,
        "belief": hop.best.belief,
        "quote": hop.quote.quote,
        "document": hop.quote.document,
        "start": hop.quote.start,
        "end": hop.quote.end,
    }
