"""Communities: concepts that the texts connect more with one another than with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SEED = 7
Levels = Sequence[Sequence[int]]
"""For each node of a level the node of the next that it belongs to."""


def levels(size: int, edges: Iterable[tuple[int, int]]) -> Levels:
    """Return the levels of the Louvain method by networkx, with a fixed seed; the first has `size` nodes.

    Blondel VD et al., "Fast unfolding of communities in large networks", J Stat Mech 2008, P10008. Direction,
    repetition and loops of `edges` do not matter, as they do not for the places of the nodes. The same edges,
    in any order, give the same levels. Takes some seconds for 60,000 edges.

    >>> levels(4, [(0, 1), (2, 3)])
    [[0, 0, 1, 1]]
    """
    import networkx as nx  # takes a quarter of a second

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]}))
    if not graph.number_of_edges():
        return []
    chain: list[Sequence[int]] = []
    below: Sequence[int] = range(size)
    for partition in nx.community.louvain_partitions(graph, seed=_SEED):
        ordered = enumerate(sorted(partition, key=min))
        member_of = {node: number for number, nodes in ordered for node in nodes}
        if len(partition) < max(below) + 1:
            chain.append([member_of[node] for node in _firsts(below)])
            below = [member_of[node] for node in range(size)]
    return chain


def within(chain: Levels, nodes: Sequence[int]) -> Levels:
    """Return the levels of `nodes` alone, which are counted anew in their order.

    >>> within([[0, 0, 1, 1]], [2, 3])
    [[0, 0]]
    """
    found: list[Sequence[int]] = []
    here: Sequence[int] = nodes
    for level in chain:
        above = [level[node] for node in here]
        numbers: dict[int, int] = {}
        found.append([numbers.setdefault(each, len(numbers)) for each in above])
        here = list(numbers)
    return found


def communities(size: int, chain: Levels) -> tuple[int, ...]:
    """Return the number of the community of each of `size` nodes, the largest community 0; -1: of none.

    Those of the last of the levels `chain`. Communities of fewer than three nodes are none.

    >>> edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]
    >>> communities(7, levels(7, edges))
    (0, 0, 0, 1, 1, 1, -1)
    """
    found: Sequence[int] = range(size)
    for level in chain:
        found = [level[each] for each in found]
    members: dict[int, list[int]] = {}
    for node, group in enumerate(found):
        members.setdefault(group, []).append(node)
    ordered = sorted(members.values(), key=lambda nodes: (-len(nodes), nodes))
    numbers = [-1] * size
    for number, nodes in enumerate(nodes for nodes in ordered if len(nodes) > 2):
        for node in nodes:
            numbers[node] = number
    return tuple(numbers)


def _firsts(numbers: Sequence[int]) -> list[int]:
    """The first node of each number, by number."""
    first: dict[int, int] = {}
    for node, number in enumerate(numbers):
        first.setdefault(number, node)
    return [first[number] for number in sorted(first)]
