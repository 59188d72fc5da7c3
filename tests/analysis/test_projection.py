from __future__ import annotations

from kg.analysis import to_networkx
from kg.store import Dataset


def test_to_networkx_node_has_its_attributes(dataset: Dataset) -> None:
    assert to_networkx(dataset).nodes["hgnc:6307"] == {
        "label": "KDR",
        "type": "gene",
        "curie": "hgnc:6307",
        "biolink": "biolink:Gene",
        "iri": "http://identifiers.org/hgnc/6307",
        "grounded": True,
    }


def test_to_networkx_every_association_is_an_edge(dataset: Dataset) -> None:
    graph = to_networkx(dataset)
    iris = {data["iri"] for *_, data in graph.edges(data=True)}
    assert iris == {association.iri for association in dataset.associations()}


def test_to_networkx_denial_and_affirmation_are_parallel(dataset: Dataset) -> None:
    edges = to_networkx(dataset).get_edge_data("drugbank:DB00619", "mondo:0010434").values()
    assert sorted(edge["negated"] for edge in edges) == [False, True]


def test_to_networkx_plain_leaves_out_denials_and_aims(dataset: Dataset) -> None:
    edges = [data for *_, data in to_networkx(dataset, plain=True).edges(data=True)]
    assert not [e for e in edges if e["negated"] or e["certainty"] == "hypothetical"]
    assert [e for e in edges if e["certainty"] == "hedged"]


def test_to_networkx_qualifiers_are_words(dataset: Dataset) -> None:
    (edge,) = to_networkx(dataset).get_edge_data("drugbank:DB06589", "mondo:0018078").values()
    assert edge["qualifiers"] == "phase: phase 3; trial: PALETTE"


def test_to_networkx_unmentioned_ancestor_comes_only_with_the_hierarchy(dataset: Dataset) -> None:
    assert "mondo:0005089" not in to_networkx(dataset)
    graph = to_networkx(dataset, hierarchy=True)
    assert graph.has_edge("mondo:0018078", "mondo:0005089")


def test_to_networkx_order_is_sorted(dataset: Dataset) -> None:
    graph = to_networkx(dataset)
    assert list(graph) == sorted(graph)
