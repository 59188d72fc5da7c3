from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kg.analysis import centrality, communities, to_networkx
from kg.analysis.projection import to_simple
from kg.store import Dataset


def network(*edges: tuple[str, str], **attributes: object) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted({end for edge in edges for end in edge}):
        graph.add_node(node, label=node.upper(), type="gene")
    for source, target in edges:
        graph.add_edge(
            source, target, **{"belief": 0.5, "negated": False, "certainty": "asserted", **attributes}
        )
    return graph


def test_centrality_middle_of_a_star_is_first() -> None:
    ranked = centrality(network(("a", "hub"), ("hub", "b"), ("c", "hub")))
    assert (ranked[0].curie, ranked[0].label, ranked[0].degree, ranked[0].betweenness) == (
        "hub",
        "HUB",
        3,
        1.0,
    )
    assert sum(c.pagerank for c in ranked) == pytest.approx(1, abs=1e-5)


def test_centrality_middle_of_a_chain_carries_the_path() -> None:
    between = {c.curie: c.betweenness for c in centrality(network(("a", "b"), ("b", "c")))}
    assert between == {"a": 0.0, "b": 1.0, "c": 0.0}


def test_centrality_denials_count_for_nothing() -> None:
    assert centrality(network(("a", "b"), negated=True)) == ()
    assert centrality(network(("a", "b"), certainty="hypothetical")) == ()


def test_centrality_equals_networkx_on_the_sample(dataset: Dataset) -> None:
    graph = to_networkx(dataset)
    expected = nx.betweenness_centrality(to_simple(graph).subgraph([c.curie for c in centrality(graph)]))
    for found in centrality(graph):
        assert found.betweenness == pytest.approx(expected[found.curie], abs=1e-6)


def test_to_simple_parallel_edges_add_their_beliefs() -> None:
    assert to_simple(network(("a", "b"), ("b", "a"))).edges["a", "b"]["weight"] == 1.0


def test_communities_two_triangles_are_two() -> None:
    left, right = [("a", "b"), ("b", "c"), ("c", "a")], [("x", "y"), ("y", "z"), ("z", "x")]
    found = communities(network(*left, *right, ("c", "x")))
    assert [set(c.members) for c in found] == [{"a", "b", "c"}, {"x", "y", "z"}]
    assert [(c.label, c.density) for c in found] == [("A", 1.0), ("X", 1.0)]


def test_communities_of_nothing_are_none() -> None:
    assert communities(network()) == ()


SCRIPT = """
import sys
from pathlib import Path
from kg.analysis import centrality, communities, to_networkx
from kg.store import open_build
graph = to_networkx(open_build(Path(sys.argv[1])))
print(centrality(graph), communities(graph))
"""


@pytest.mark.slow
def test_analysis_is_the_same_in_every_process(build: Path) -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(build)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
