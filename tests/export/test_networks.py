from __future__ import annotations

import io
import json
import subprocess
import sys

import networkx as nx
import pytest

from kg.analysis import to_networkx
from kg.export import formats, render
from kg.export.xmltext import cleaned
from kg.store import Dataset

HOSTILE = 'ZX-17 <b onmouseover="alert(1)">plus</b>'


def content(dataset: Dataset, name: str) -> bytes:
    (data,) = render(dataset, name).values()
    return data


def test_graphml_reads_back_nodes_and_edges(dataset: Dataset) -> None:
    found = nx.read_graphml(io.BytesIO(content(dataset, "graphml")), force_multigraph=True)
    expected = to_networkx(dataset)
    assert sorted(found.nodes(data=True)) == sorted(expected.nodes(data=True))
    assert sorted(nx.to_edgelist(found), key=str) == sorted(nx.to_edgelist(expected), key=str)


def test_graphml_edge_keeps_its_attributes(dataset: Dataset) -> None:
    found = nx.read_graphml(io.BytesIO(content(dataset, "graphml")), force_multigraph=True)
    (edge,) = found.get_edge_data("drugbank:DB05109", "mondo:0010434").values()
    assert (edge["predicate"], edge["belief"], edge["negated"], edge["certainty"], edge["evidence"]) == (
        "biolink:treats",
        0.8,
        False,
        "hedged",
        2,
    )


def test_gexf_reads_back_nodes_and_labels(dataset: Dataset) -> None:
    found = nx.read_gexf(io.BytesIO(content(dataset, "gexf")))
    expected = to_networkx(dataset)
    assert {n: d["label"] for n, d in found.nodes(data=True)} == {
        n: d["label"] for n, d in expected.nodes(data=True)
    }
    assert found.number_of_edges() == expected.number_of_edges()


def test_gexf_has_no_date(dataset: Dataset) -> None:
    assert b"lastmodified" not in content(dataset, "gexf")


def test_cx2_counts_and_ends_agree(dataset: Dataset) -> None:
    aspects = {name: value for part in json.loads(content(dataset, "cx2")) for name, value in part.items()}
    counts = {entry["name"]: entry["elementCount"] for entry in aspects["metaData"]}
    ids = {node["id"] for node in aspects["nodes"]}
    assert counts["nodes"] == len(aspects["nodes"])
    assert counts["edges"] == len(aspects["edges"])
    assert all(edge["s"] in ids and edge["t"] in ids for edge in aspects["edges"])


def test_cx2_attributes_are_declared(dataset: Dataset) -> None:
    aspects = {name: value for part in json.loads(content(dataset, "cx2")) for name, value in part.items()}
    declared = aspects["attributeDeclarations"][0]
    for name in ("nodes", "edges"):
        assert {key for element in aspects[name] for key in element["v"]} == set(declared[name])


def test_cleaned_forbidden_characters_are_replaced() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", label="form\x0cfeed")
    assert cleaned(graph).nodes["a"]["label"] == "form�feed"
    assert graph.nodes["a"]["label"] == "form\x0cfeed"


@pytest.mark.parametrize("name", ["graphml", "gexf", "cx2", "rdfxml", "jsonld"])
def test_export_hostile_label_survives(dataset: Dataset, name: str) -> None:
    text = content(dataset, name).decode()
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    assert any(
        form in text for form in (escaped, escaped.replace('"', "&quot;"), HOSTILE.replace('"', '\\"'))
    )


SCRIPT = """
import sys, hashlib
from pathlib import Path
from kg.export import formats, render
from kg.store import open_build
dataset = open_build(Path(sys.argv[1]))
for name in formats():
    for file, data in render(dataset, name).items():
        print(name, file, hashlib.sha256(data).hexdigest())
"""


@pytest.mark.slow
def test_export_every_format_is_the_same_in_every_process(build: str) -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(build)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert {line.split()[0] for line in runs.pop().decode().splitlines()} == set(formats())
