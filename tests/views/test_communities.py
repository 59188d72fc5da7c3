"""Communities: the levels fit together, and what is closely joined is found."""

from __future__ import annotations

import itertools

from kg.views.communities import communities, levels


def cliques(count: int, size: int) -> list[tuple[int, int]]:
    """Edges of `count` cliques of `size` nodes, each joined to the next by one edge."""
    edges = [
        (clique * size + a, clique * size + b)
        for clique in range(count)
        for a, b in itertools.combinations(range(size), 2)
    ]
    return edges + [(clique * size, (clique + 1) * size + 1) for clique in range(count - 1)]


def test_cliques_are_the_communities() -> None:
    found = communities(42, cliques(7, 6))
    assert [len(set(found[start : start + 6])) for start in range(0, 42, 6)] == [1] * 7
    assert len(set(found)) == 7


def test_order_direction_and_repetition_of_edges_do_not_matter() -> None:
    edges = cliques(5, 5)
    turned = [(b, a) for a, b in reversed(edges)]
    assert communities(25, edges) == communities(25, [*turned, *edges[:3], (4, 4)])


def test_each_level_names_nodes_of_the_next() -> None:
    chain = levels(600, cliques(100, 6))
    assert len(chain[0]) == 600
    for level, above in itertools.pairwise(chain):
        assert sorted(set(level)) == list(range(len(above)))
    assert len(chain) > 1


def test_many_edges_take_no_longer_than_a_reader_waits() -> None:
    found = communities(20_000, cliques(2000, 10))
    assert max(found) > 100


def test_graph_without_an_edge_has_no_community() -> None:
    assert communities(3, []) == (-1, -1, -1)
    assert levels(0, []) == []
