"""`kg infer`: what follows from a graph, put into its store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, write_json
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Put what follows from a graph into its store, in a named graph of its own, so that plain queries find it:
superclasses (?x rdfs:subClassOf mondo:0005089 gives every kind of sarcoma), broader predicates of Biolink
(biolink:treats_or_applied_or_studied_to_treat gives every use of a therapy), inverses (biolink:treated_by).

What holds of one kind of a disease does not hold of the disease: where a drug treats synovial sarcoma, it is
not said to treat sarcoma but to treat some sarcoma, by kgo:treats_some. kgo:causes_some and others are made
alike (ontologies/vocabulary.ttl has the list).

graph.ttl, graph.trig, exports, pages and 'kg show' stay as they are. Building again drops what was inferred.
"""

EXAMPLES = """\
kg infer graph
kg query graph --text 'SELECT ?drug { ?x kgo:treats_some mondo:0005089 ; rdfs:label ?drug }'
kg infer graph --undo
kg infer graph --rules owl-rl     # needs pip install 'biomedkg[owl]'
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg infer``."""
    parser = new_parser(subparsers, "infer", DESCRIPTION, examples=EXAMPLES)
    add_folder(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--rules",
        choices=("rdfs", "owl-rl"),
        default="rdfs",
        help="rdfs (default), with inverse and symmetric predicates; or the whole OWL 2 RL profile",
    )
    what.add_argument("--undo", action="store_true", help="take what was inferred out of the store again")
    parser.add_argument("--json", action="store_true", help="write JSON")


def run(args: argparse.Namespace) -> int:
    """Infer or undo; tell how many triples that were."""
    from kg.rdf.closure import Rules
    from kg.store.infer import infer, undo

    if args.undo:
        gone = undo(args.folder)
        if args.json:
            write_json({"removed": gone})
        else:
            print(f"{args.folder}: {gone:,} inferred triples removed" if gone else "nothing was inferred")
        return 0
    done = infer(args.folder, rules=Rules(args.rules))
    if args.json:
        write_json(
            {
                "rules": done.rules.value,
                "graph": done.graph,
                "asserted": done.asserted,
                "inferred": done.inferred,
                "by_predicate": done.by_predicate,
                "seconds": round(done.seconds, 3),
            }
        )
        return 0
    print(f"{done.inferred:,} triples follow from {done.asserted:,}; they stand in <{done.graph}>")
    for predicate, count in list(done.by_predicate.items())[:10]:
        print(f"  {count:>8,}  {predicate}")
    if len(done.by_predicate) > 10:
        rest = sum(list(done.by_predicate.values())[10:])
        print(f"  {rest:>8,}  of {len(done.by_predicate) - 10} other predicates")
    return 0
