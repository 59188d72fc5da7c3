"""Communities: the levels fit together, and what is closely joined is found."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

from kg.views.communities import communities, levels, within


def cliques(count: int, size: int) -> list[tuple[int, int]]:
    """Edges of `count` cliques of `size` nodes, each joined to the next by one edge."""
    edges = [
        (clique * size + a, clique * size + b)
        for clique in range(count)
        for a, b in itertools.combinations(range(size), 2)
    ]
    return edges + [(clique * size, (clique + 1) * size + 1) for clique in range(count - 1)]


def test_cliques_are_the_communities() -> None:
    found = communities(42, levels(42, cliques(7, 6)))
    assert [len(set(found[start : start + 6])) for start in range(0, 42, 6)] == [1] * 7
    assert len(set(found)) == 7


def test_order_direction_and_repetition_of_edges_do_not_matter() -> None:
    edges = cliques(5, 5)
    turned = [(b, a) for a, b in reversed(edges)]
    assert levels(25, edges) == levels(25, [*turned, *edges[:3], (4, 4)])


def test_each_level_names_nodes_of_the_next() -> None:
    chain = levels(600, cliques(100, 6))
    assert len(chain[0]) == 600
    for level, above in itertools.pairwise(chain):
        assert sorted(set(level)) == list(range(len(above)))
    assert len(chain) > 1


def test_many_edges_take_no_longer_than_a_reader_waits() -> None:
    found = communities(20_000, levels(20_000, cliques(2000, 10)))
    assert max(found) > 100


def test_levels_of_some_nodes_are_those_that_they_have_among_all() -> None:
    edges = cliques(4, 5)
    beside = [(20 + a, 20 + b) for a, b in cliques(3, 5)]
    chain = levels(35, edges + beside)
    alone = communities(15, within(chain, range(20, 35)))
    assert [len(set(alone[start : start + 5])) for start in range(0, 15, 5)] == [1] * 3
    assert len(set(alone)) == 3


def test_levels_do_not_differ_from_one_run_to_the_next() -> None:
    told = "from kg.views.communities import levels; print(levels(60, [(i, i * 7 % 60) for i in range(60)]))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_graph_without_an_edge_has_no_community() -> None:
    assert communities(3, levels(3, [])) == (-1, -1, -1)
    assert levels(0, []) == []
