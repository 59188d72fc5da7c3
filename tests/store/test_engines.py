"""The engines agree on what the union of all graphs holds, and so does rdflib over the same store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import rdflib
from rdflib.graph import ModificationException

import kg
from kg.errors import GraphError
from kg.query import rows
from kg.query.worker import answer
from kg.store import EngineKind, open_build
from kg.store.infer import infer
from kg.store.rdflib_view import rdflib_dataset
from tests.sample import build_sample


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines") / "graph"
    build_sample(folder)
    return folder


@pytest.fixture(scope="module")
def inferred(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with inference, written to graph.trig as well, so that an engine in memory sees it."""
    folder = Path(shutil.copytree(build, tmp_path_factory.mktemp("engines") / "inferred"))
    infer(folder)
    store = rdflib_dataset(open_build(folder))
    (folder / "graph.trig").write_text(store.serialize(format="trig"), encoding="utf-8")
    return folder


COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinct triples": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
    "in named graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "named graphs": "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "join over graphs": "SELECT (COUNT(*) AS ?n) { ?a kgo:evidence/prov:wasDerivedFrom/kgo:work ?work }",
    "path": "SELECT (COUNT(*) AS ?n) { ?kind rdfs:subClassOf* ?broader . ?broader a biolink:Disease }",
    "negation": "SELECT (COUNT(*) AS ?n) { ?a biolink:subject ?s FILTER NOT EXISTS { ?s a biolink:Gene } }",
    "optional": "SELECT (COUNT(*) AS ?n) { ?d a kgo:Document OPTIONAL { ?d dcterms:title ?t } }",
    "groups": "SELECT (COUNT(*) AS ?n) { SELECT ?type (COUNT(?x) AS ?m) { ?x a ?type } GROUP BY ?type }",
}


@pytest.mark.parametrize("query", COUNTS.values(), ids=COUNTS.keys())
@pytest.mark.parametrize("folder", ["build", "inferred"])
def test_engines_count_the_same(folder: str, query: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(folder)
    disk, memory = (open_build(path, engine=kind) for kind in (EngineKind.DISK, EngineKind.MEMORY))
    view = rdflib_dataset(disk).query(query).bindings[0][rdflib.Variable("n")]
    counts = [rows(answer(dataset, query))[1][0]["n"] for dataset in (disk, memory)]
    assert counts[0] == counts[1] == int(str(view)) > 0


def test_to_rdflib_reads_as_rdflib_does(build: Path) -> None:
    view = kg.open(build).to_rdflib()
    own = rdflib.Dataset(default_union=True).parse(build / "graph.trig")
    assert len(view) == len(own) == len(list(view.triples((None, None, None))))
    assert view.namespace_manager.expand_curie("mondo:0005089") == rdflib.URIRef(
        "http://purl.obolibrary.org/obo/MONDO_0005089"
    )
    assert {g.identifier for g in view.graphs()} == {g.identifier for g in own.graphs()}


@pytest.mark.parametrize("in_memory", [False, True], ids=["disk", "memory"])
def test_to_rdflib_refuses_changes(build: Path, tmp_path: Path, in_memory: bool) -> None:
    folder = build
    if in_memory:
        folder = tmp_path
        shutil.copy(build / "graph.trig", tmp_path)
    view = kg.open(folder).to_rdflib()
    size, node = len(view), rdflib.URIRef("urn:x")
    with pytest.raises(ModificationException):
        view.add((node, node, node))
    with pytest.raises(ModificationException):
        view.remove((node, node, node))
    with pytest.raises(ModificationException):
        view.update("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(ModificationException):
        view.graph(node).add((node, node, node))
    assert len(view) == size


def test_to_rdflib_of_a_dataset_in_rdflib_already_is_refused(build: Path) -> None:
    with pytest.raises(GraphError, match="only a dataset on disk"):
        rdflib_dataset(open_build(build, engine=EngineKind.MEMORY))
