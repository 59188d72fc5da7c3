"""Which concepts keep together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.projection import to_simple

if TYPE_CHECKING:
    from kg.analysis.projection import Network

SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Concepts that are connected more among themselves than with others.

    `label` is that of the member with most neighbours inside; `members` are CURIEs, the best connected
    first; `density` in [0, 1] is the share of possible pairs that are connected.
    """

    label: str
    members: tuple[str, ...]
    density: float


def communities(graph: Network, *, resolution: float = 1.0) -> tuple[Community, ...]:
    """Return the communities of all that is affirmed in `graph`, the largest first.

    Louvain method (Blondel et al. 2008) with a fixed seed, edges weighted by belief; a `resolution` above
    1 gives more and smaller communities. Concepts without a neighbour belong to none.
    """
    simple = to_simple(graph)
    simple.remove_nodes_from([node for node, degree in list(simple.degree()) if degree == 0])
    names = list(simple)
    if not names:
        return ()
    # numbered nodes: the method keeps sets, and the order of a set of strings differs from run to run
    index = {name: i for i, name in enumerate(names)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(names)))
    for one, other, data in simple.edges(data=True):
        numbered.add_edge(index[one], index[other], weight=data["weight"])
    groups = nx.community.louvain_communities(numbered, weight="weight", resolution=resolution, seed=SEED)
    found = []
    for group in groups:
        inside = simple.subgraph([names[i] for i in sorted(group)])
        members = sorted(inside, key=lambda node: (-inside.degree(node), node))
        found.append(
            Community(
                label=simple.nodes[members[0]]["label"],
                members=tuple(members),
                density=round(float(nx.density(inside)), 6),
            )
        )
    return tuple(sorted(found, key=lambda c: (-len(c.members), c.members)))
