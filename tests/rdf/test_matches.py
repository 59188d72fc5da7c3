"""Records of MeSH that are wider than the concept that carries them."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from kg.model import Concept, EntityType
from kg.rdf import Iris, encode
from kg.rdf import vocabulary as v
from kg.rdf.matches import wider_matches
from tests.sample import sample_graph


def disease(curie: str, *parents: str, exact: tuple[str, ...] = ("mesh:D1",)) -> Concept:
    return Concept(curie=curie, label=curie, type=EntityType.DISEASE, exact=exact, parents=parents)


def test_record_of_a_concept_further_up_is_wider() -> None:
    above = [disease("mondo:1"), disease("mondo:2", "mondo:1", exact=())]
    below = disease("mondo:3", "mondo:2", exact=("mesh:D1", "mesh:D2", "doid:7"))
    assert wider_matches([*above, below]) == {"mondo:3": frozenset({"mesh:D1"})}


def test_mapping_that_two_concepts_share_outside_mesh_stays() -> None:
    above, below = disease("mondo:1", exact=("doid:7",)), disease("mondo:2", "mondo:1", exact=("doid:7",))
    assert wider_matches([above, below]) == {}


def test_circle_of_parents_ends() -> None:
    one, two = disease("mondo:1", "mondo:2"), disease("mondo:2", "mondo:1")
    assert wider_matches([one, two]) == {
        "mondo:1": frozenset({"mesh:D1"}),
        "mondo:2": frozenset({"mesh:D1"}),
    }


def test_wider_record_is_written_as_a_broad_match() -> None:
    graph, iris = sample_graph(), Iris()
    below = next(
        n
        for n in graph.concepts
        if any(p in {o.concept.curie for o in graph.concepts} for p in n.concept.parents)
    )
    parent = below.concept.parents[0]
    concepts = tuple(
        replace(n, concept=replace(n.concept, exact=("mesh:D000001",)))
        if n.concept.curie in (below.concept.curie, parent)
        else n
        for n in graph.concepts
    )
    quads = encode(replace(graph, concepts=concepts), iris=iris)
    found = {
        (quad.subject, quad.predicate)
        for quad in quads
        if quad.object == NamedNode(iris.expand("mesh:D000001"))
    }
    assert found == {
        (NamedNode(iris.expand(below.concept.curie)), v.BROAD_MATCH),
        (NamedNode(iris.expand(parent)), v.EXACT_MATCH),
    }
