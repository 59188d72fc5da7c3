"""Communities: concepts that the texts connect more with one another than with the rest."""

from __future__ import annotations

from collections.abc import Iterable

_ROUNDS = 20
"""Rounds over all nodes of one level, at most; nearly all moves happen in the first few."""


def communities(size: int, edges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return the number of the community of each of `size` nodes, the largest community 0; -1: of none.

    The last level of `levels`, direction and repetition of edges not mattering, as they do not for the places
    of the nodes. Communities of fewer than three nodes are none. The same input, in any order, gives the same
    numbers.

    >>> communities(7, [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
    (0, 0, 0, 1, 1, 1, -1)
    """
    found = list(range(size))
    for level in levels(size, {(min(edge), max(edge)) for edge in edges}):
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


def levels(size: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the levels of the Louvain method: for each node of a level the node of the next it belongs to.

    Blondel VD et al., "Fast unfolding of communities in large networks", J Stat Mech 2008, P10008; nodes are
    visited in their order. The first level has `size` nodes. Takes a second for 60,000 edges, time growing
    with their number.

    >>> levels(4, [(0, 1), (2, 3)])
    [[0, 0, 1, 1]]
    """
    near: list[dict[int, float]] = [{} for _ in range(size)]
    for start, end in sorted((min(edge), max(edge)) for edge in edges):
        if start != end:
            near[start][end] = near[start].get(end, 0.0) + 1.0
            near[end][start] = near[end].get(start, 0.0) + 1.0
    inside = [0.0] * size
    chain: list[list[int]] = []
    while True:
        level = _numbered(_moved(near, inside))
        count = max(level, default=-1) + 1
        if count == len(near):
            return chain
        chain.append(level)
        near, inside = _joined(near, inside, level, count)


def _moved(near: list[dict[int, float]], inside: list[float]) -> list[int]:
    """Put each node into the community of a neighbour as long as modularity grows.

    `near` gives weights by neighbour, `inside` the weight of the edges within each node.
    """
    degree = [sum(weights.values()) + 2.0 * within for weights, within in zip(near, inside, strict=True)]
    total = sum(degree) or 1.0
    community = list(range(len(near)))
    weight = list(degree)
    for _ in range(_ROUNDS):
        moves = 0
        for node, weights in enumerate(near):
            here, own = community[node], degree[node]
            weight[here] -= own
            links: dict[int, float] = {here: 0.0}
            for other, value in weights.items():
                there = community[other]
                links[there] = links.get(there, 0.0) + value
            best, most = here, links[here] - weight[here] * own / total
            for there, value in links.items():
                gain = value - weight[there] * own / total
                if gain > most + 1e-9:
                    best, most = there, gain
            weight[best] += own
            community[node] = best
            moves += best != here
        if moves * 500 <= len(near):
            break
    return community


def _numbered(community: list[int]) -> list[int]:
    """Number the communities from 0 in the order of their first nodes."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(each, len(numbers)) for each in community]


def _joined(
    near: list[dict[int, float]], inside: list[float], level: list[int], count: int
) -> tuple[list[dict[int, float]], list[float]]:
    """Return weights and inner weights of the graph whose nodes are the communities."""
    joined: list[dict[int, float]] = [{} for _ in range(count)]
    within = [0.0] * count
    for node, weights in enumerate(near):
        here = level[node]
        within[here] += inside[node]
        for other, value in weights.items():
            there = level[other]
            if there != here:
                joined[here][there] = joined[here].get(there, 0.0) + value
            elif node < other:
                within[here] += value
    return joined, within
