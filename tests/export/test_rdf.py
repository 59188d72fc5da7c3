from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.export import render
from kg.store import Dataset

ONE_GRAPH = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml"}
MANY_GRAPHS = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}


def content(dataset: Dataset, name: str) -> str:
    (data,) = render(dataset, name).values()
    return data.decode()


def quads(build: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(build / "graph.trig"), format=ox.RdfFormat.TRIG))


@pytest.fixture(scope="module")
def written(build: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(build / "graph.ttl")


@pytest.mark.parametrize(("name", "format"), ONE_GRAPH.items())
def test_export_one_graph_reads_back_the_same(
    dataset: Dataset, written: rdflib.Graph, name: str, format: str
) -> None:
    found = rdflib.Graph().parse(data=content(dataset, name), format=format)
    assert isomorphic(found, written)


@pytest.mark.parametrize(("name", "format"), MANY_GRAPHS.items())
def test_export_many_graphs_rdflib_reads_back_all(
    dataset: Dataset, build: Path, name: str, format: str
) -> None:
    found = rdflib.Dataset()
    found.parse(data=content(dataset, name), format=format)
    graphs = {str(quad[3]) for quad in found.quads() if quad[3] is not None}
    named = {q.graph_name.value for q in quads(build) if isinstance(q.graph_name, ox.NamedNode)}
    assert len(list(found.quads())) == len(quads(build))
    assert {iri for iri in graphs if iri in named} == named


@pytest.mark.parametrize(
    ("name", "format"),
    [("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
    ids=["nq", "trig", "jsonld"],
)
def test_export_many_graphs_oxigraph_reads_back_the_same(
    dataset: Dataset, build: Path, name: str, format: ox.RdfFormat
) -> None:
    found = ox.parse(content(dataset, name).encode(), format=format)
    assert set(found) == set(quads(build))


@pytest.mark.parametrize(("name", "file"), [("ttl", "graph.ttl"), ("trig", "graph.trig")])
def test_export_turtle_is_what_the_build_wrote(dataset: Dataset, build: Path, name: str, file: str) -> None:
    assert content(dataset, name) == (build / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["nt", "nq"])
def test_export_lines_are_sorted_and_unique(dataset: Dataset, name: str) -> None:
    lines = content(dataset, name).encode().split(b"\n")[:-1]
    assert lines == sorted(set(lines))


def test_export_jsonld_is_compact(dataset: Dataset) -> None:
    text = content(dataset, "jsonld")
    assert '"@id": "mondo:0010434"' in text
    assert '"@type": "biolink:Disease"' in text
    assert '"kgo:grounded": true' in text


def test_export_web_annotations_select_the_quote_in_the_text(dataset: Dataset) -> None:
    page = json.loads(content(dataset, "webanno"))
    assert len(page["items"]) == sum(len(a.evidence) for a in dataset.associations())
    for item in page["items"]:
        position, words = item["target"]["selector"]
        text = dataset.text(item["target"]["source"])
        assert text[position["start"] : position["end"]] == words["exact"]


def test_export_web_annotations_have_unique_names(dataset: Dataset) -> None:
    names = [item["id"] for item in json.loads(content(dataset, "webanno"))["items"]]
    assert len(set(names)) == len(names)
