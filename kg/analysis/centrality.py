"""Which concepts stand in the middle of a graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import rustworkx as rx

from kg.analysis.projection import to_simple

if TYPE_CHECKING:
    from kg.analysis.projection import Network, Simple

#: Above this many nodes betweenness is estimated from `SAMPLE` sources: the exact count takes minutes.
EXACT_UP_TO = 5000
SAMPLE = 200
SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Centrality:
    """The place of one concept in the network of all that is affirmed, directions ignored.

    `degree` counts neighbours, not sentences. `pagerank` (Brin & Page 1998, damping 0.85, edges weighted
    by belief) sums to 1 over the concepts. `betweenness` (Freeman 1977) is the share in [0, 1] of the
    shortest paths between others that run through it.
    """

    curie: str
    label: str
    type: str
    degree: int
    pagerank: float
    betweenness: float


def centrality(graph: Network) -> tuple[Centrality, ...]:
    """Return the centrality of every concept that has a neighbour, highest PageRank first.

    Betweenness is estimated (Brandes & Pich 2007) above `EXACT_UP_TO` concepts. Values are rounded to six
    digits; ties go by CURIE.
    """
    simple = to_simple(graph)
    simple.remove_nodes_from([node for node, degree in list(simple.degree()) if degree == 0])
    if not simple:
        return ()
    ranks = nx.pagerank(simple, alpha=0.85, weight="weight")
    between = _betweenness(simple)
    found = [
        Centrality(
            curie=node,
            label=data["label"],
            type=data["type"],
            degree=simple.degree(node),
            pagerank=round(float(ranks[node]), 6),
            betweenness=round(between[node], 6),
        )
        for node, data in simple.nodes(data=True)
    ]
    return tuple(sorted(found, key=lambda c: (-c.pagerank, c.curie)))


def _betweenness(simple: Simple) -> dict[str, float]:
    if len(simple) > EXACT_UP_TO:
        return dict(nx.betweenness_centrality(simple, k=SAMPLE, seed=SEED))
    nodes = list(simple)
    index = {node: i for i, node in enumerate(nodes)}
    copy: rx.PyGraph[str, None] = rx.PyGraph()
    copy.add_nodes_from(nodes)
    copy.add_edges_from_no_data([(index[a], index[b]) for a, b in simple.edges()])
    # one thread: in parallel the order of summation, and so the last digit, would vary
    values = rx.betweenness_centrality(copy, normalized=True, parallel_threshold=len(nodes) + 1)
    return {node: float(values[i]) for i, node in enumerate(nodes)}
