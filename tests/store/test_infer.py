"""Inference changes the store alone, and only what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GraphError
from kg.export import render
from kg.rdf import Iris
from kg.store import Dataset, open_build
from kg.store.infer import infer, undo
from tests.sample import build_sample

SARCOMA = Iris().expand("mondo:0005089")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asserted") / "graph"
    build_sample(folder)
    return folder


@pytest.fixture
def copy(build: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(build, tmp_path / "graph"))


def names(folder: Path, sparql: str) -> list[str]:
    """Return the first column of an answer."""
    answer = open_build(folder).query(sparql)
    assert isinstance(answer, ox.QuerySolutions)
    return [str(row[0].value) for row in answer if isinstance(row[0], ox.Literal | ox.NamedNode)]


def quads(folder: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(folder / "store")))


BY_PATH = f"""
    SELECT DISTINCT ?name {{
        ?drug biolink:treats|kgo:approved_for ?kind ; rdfs:label ?name . ?kind rdfs:subClassOf* <{SARCOMA}>
    }} ORDER BY ?name"""
BY_CLASS = f"""
    SELECT DISTINCT ?name {{
        ?drug biolink:treats ?kind ; rdfs:label ?name . ?kind rdfs:subClassOf <{SARCOMA}>
    }} ORDER BY ?name"""
BY_SOME = f"SELECT ?name {{ ?drug kgo:treats_some <{SARCOMA}> ; rdfs:label ?name }} ORDER BY ?name"


def test_infer_plain_patterns_find_what_property_paths_find(copy: Path) -> None:
    by_path = names(copy, BY_PATH)
    assert "trabectedin" in by_path
    assert names(copy, BY_SOME) == []
    infer(copy)
    assert names(copy, BY_PATH) == names(copy, BY_CLASS) == names(copy, BY_SOME) == by_path


def test_infer_leaves_every_triple_in_one_graph(copy: Path) -> None:
    before = quads(copy)
    done = infer(copy)
    after = quads(copy)
    assert before < after
    assert len({quad.triple for quad in after}) == len(after)
    assert {quad.graph_name for quad in after - before} == {ox.NamedNode(done.graph)}
    assert len(after) == done.asserted + done.inferred + 2


def test_infer_twice_is_as_once_and_undo_as_never(copy: Path) -> None:
    before = quads(copy)
    first = infer(copy).inferred
    once = quads(copy)
    assert infer(copy).inferred == first
    assert quads(copy) == once
    assert undo(copy) == first + 2
    assert quads(copy) == before
    assert undo(copy) == 0


def test_infer_changes_no_record_and_no_file(build: Path, copy: Path) -> None:
    infer(copy)
    asserted, both = open_build(build), open_build(copy)
    assert both.inferred_graph == "https://w3id.org/biomedkg/id/inferred"

    def records(dataset: Dataset) -> list[object]:
        return [dataset.documents(), dataset.concepts(), dataset.associations(), dataset.outcomes()]

    assert records(both) == records(asserted)
    for format in ("ttl", "trig", "nq", "kgx"):
        assert render(both, format) == render(asserted, format), format
    for name in ("graph.ttl", "graph.trig"):
        assert (copy / name).read_bytes() == (build / name).read_bytes()


def test_infer_queries_of_an_open_dataset_go_on(copy: Path) -> None:
    dataset = open_build(copy)
    infer(copy)
    assert names(copy, "SELECT ?g { ?g a kgo:InferredGraph }") != []
    assert len(dataset.concepts()) > 0


def test_infer_of_a_build_without_store_is_one_line(copy: Path) -> None:
    shutil.rmtree(copy / "store")
    with pytest.raises(GraphError, match="has no store"):
        infer(copy)
