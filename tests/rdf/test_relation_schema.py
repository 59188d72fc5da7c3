"""What is made of the relation schema: its page and the shapes about predicates."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.model import EntityType
from kg.predicates import Predicate, bundled_predicates
from kg.rdf import Iris, Severity, Validator, encode, validate
from kg.rdf import vocabulary as v
from kg.relations import load_schema
from tests.sample import IMATINIB, sample_graph

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGIES = ROOT / "ontologies"
IRIS = Iris()


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "pipelines" / "relation_schema.py"))


def test_page_of_the_schema_is_up_to_date(made: dict[str, Any]) -> None:
    page = (ONTOLOGIES / "relations" / "README.md").read_text(encoding="utf-8")
    assert page == made["page"](bundled_predicates(), load_schema())


def test_shapes_about_predicates_are_up_to_date(made: dict[str, Any]) -> None:
    shapes = (ONTOLOGIES / "shapes.ttl").read_text(encoding="utf-8")
    assert shapes == made["with_shapes"](shapes, bundled_predicates())


def test_page_lists_every_trigger_word_at_its_predicate(made: dict[str, Any]) -> None:
    page = made["page"](bundled_predicates(), load_schema())
    (row,) = (line for line in page.splitlines() if line.startswith("| `kgo:metastasizes_to`"))
    assert "metastasize" in row.rsplit("|", 2)[1]


def test_shapes_without_their_marks_are_refused(made: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="lacks the line"):
        made["with_shapes"]("# nothing\n", bundled_predicates())


def retyped(concept: str, kind: EntityType) -> list[Quad]:
    """Return the quads of the sample, in which a concept has another entity type."""
    node = NamedNode(IRIS.expand(concept))
    return [
        Quad(q.subject, q.predicate, Literal(kind.value), q.graph_name)
        if (q.subject, q.predicate) == (node, v.ENTITY_TYPE)
        else q
        for q in encode(sample_graph(), iris=IRIS)
    ]


@pytest.mark.parametrize("validator", list(Validator))
def test_validate_warns_of_what_the_schema_does_not_allow_and_points_to_what_it_lacks(
    validator: Validator,
) -> None:
    quads = retyped(IMATINIB, EntityType.ANATOMY)
    at = next(i for i, q in enumerate(quads) if q.predicate == v.PREDICATE)
    changed = quads[at].subject
    assert isinstance(changed, NamedNode)
    quads[at] = Quad(changed, v.PREDICATE, NamedNode(v.BIOLINK_NS + "smells_of"), quads[at].graph_name)
    found = validate(quads, validator=validator, severity=Severity.INFO)
    assert {each.severity for each in found if "subject is of no type" in each.message} == {Severity.WARNING}
    lacking = {each.node: each.severity for each in found if "none of the schema" in each.message}
    assert lacking[changed.value] is Severity.INFO


@pytest.mark.parametrize("each", bundled_predicates().by_curie.values(), ids=lambda each: each.curie)
def test_shapes_name_every_predicate_with_its_types(each: Predicate, made: dict[str, Any]) -> None:
    text = made["shapes"](bundled_predicates())
    _, subjects, objects = text.split("a sh:SPARQLConstraint")
    for side, types in ((subjects, each.subject), (objects, each.object)):
        lines = side.splitlines()
        at = next(
            i
            for i, line in enumerate(lines)
            if each.curie in line.replace("(", " ").replace(")", " ").replace(",", " ").split()
        )
        assert set(lines[at + 1].split("'")[1::2]) == {kind.value for kind in types}
