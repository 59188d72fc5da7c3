"""`kg analyze`: what stands in the middle, what keeps together."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, count_above_0, write_json, write_table
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Describe the network of all that the texts affirm: its size, the concepts in the middle (PageRank, degree,
betweenness), and the communities of concepts that keep together (Louvain method). The same graph gives the
same numbers.
"""

EXAMPLES = """\
kg analyze graph
kg analyze graph --type gene --top 20
kg analyze graph --json > network.json
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg analyze``."""
    parser = new_parser(subparsers, "analyze", DESCRIPTION, examples=EXAMPLES)
    add_folder(parser)
    parser.add_argument(
        "--top", metavar="N", type=count_above_0, default=10, help="concepts to rank (default: 10)"
    )
    parser.add_argument(
        "--type", metavar="TYPE", help="rank concepts of this type only: gene, drug, disease, ..."
    )
    parser.add_argument("--json", action="store_true", help="write JSON, with all concepts and communities")


def run(args: argparse.Namespace) -> int:
    """Analyse; write tables or JSON."""
    from kg.analysis import centrality, communities, to_networkx
    from kg.errors import QueryError
    from kg.store import open_build

    graph = to_networkx(open_build(args.folder))
    ranked = centrality(graph)
    groups = communities(graph)
    if args.type is not None:
        types = sorted({data["type"] for _, data in graph.nodes(data=True)})
        if args.type not in types:
            raise QueryError(f"the graph has no concept of type {args.type!r} (but {', '.join(types)})")
        ranked = tuple(c for c in ranked if c.type == args.type)
    predicates = Counter(data["predicate"] for *_, data in graph.edges(data=True))
    if args.json:
        write_json(
            {
                "concepts": graph.number_of_nodes(),
                "associations": graph.number_of_edges(),
                "predicates": dict(sorted(predicates.items())),
                "centrality": [asdict(c) for c in ranked],
                "communities": [asdict(c) for c in groups],
            }
        )
        return 0
    print(f"{graph.number_of_nodes():,} concepts, {graph.number_of_edges():,} associations\n")
    write_table(
        ("concept", "type", "neighbours", "pagerank", "betweenness"),
        [
            (c.label, c.type, str(c.degree), f"{c.pagerank:.4f}", f"{c.betweenness:.4f}")
            for c in ranked[: args.top]
        ],
    )
    print()
    write_table(
        ("community", "concepts", "density", "members"),
        [
            (
                group.label,
                str(len(group.members)),
                f"{group.density:.2f}",
                ", ".join(graph.nodes[member]["label"] for member in group.members[:6])
                + (", ..." if len(group.members) > 6 else ""),
            )
            for group in groups[: args.top]
        ],
    )
    return 0
