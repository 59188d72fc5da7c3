"""Communities: concepts that the texts connect more with one another than with the rest."""

from __future__ import annotations

from collections.abc import Iterable

_SEED = 20250101
_MOST_EDGES = 40_000
"""Above this many edges no communities are looked for: it would take longer than the rest of the page."""


def communities(size: int, edges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return the number of the community of each of `size` nodes, the largest community 0; -1: of none.

    Louvain communities (Blondel VD et al., J Stat Mech 2008, P10008) as networkx finds them, with a fixed
    seed, an edge weighing as much as there are statements between its ends. Communities of fewer than three
    nodes are none. The same input gives the same numbers.

    >>> communities(7, [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
    (0, 0, 0, 1, 1, 1, -1)
    """
    import networkx  # takes a tenth of a second

    graph: networkx.Graph[int] = networkx.Graph()
    for start, end in sorted(tuple(sorted(edge)) for edge in edges):
        weight = graph[start][end]["weight"] if graph.has_edge(start, end) else 0
        graph.add_edge(start, end, weight=weight + 1)
    found = [-1] * size
    if not graph or graph.number_of_edges() > _MOST_EDGES:
        return tuple(found)
    groups = networkx.community.louvain_communities(graph, seed=_SEED)
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    for number, group in enumerate(group for group in ordered if len(group) > 2):
        for node in group:
            found[node] = number
    return tuple(found)
