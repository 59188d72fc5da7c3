from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.errors import NotFoundError
from kg.query import Result
from kg.rdf import write_build
from kg.server import Options, make_app
from kg.server.watch import JsonLines
from tests.sample import sample_graph
from tests.server.conftest import LIMITS, client_of

SD = "http://www.w3.org/ns/sparql-service-description#"


def test_description_of_the_service_is_turtle_by_default(client: TestClient) -> None:
    response = client.get("/sparql")
    assert response.headers["content-type"].startswith("text/turtle")
    triples = list(ox.parse(response.content, format=ox.RdfFormat.TURTLE))
    found = {(quad.predicate.value.removeprefix(SD), quad.object) for quad in triples}
    assert ("endpoint", ox.NamedNode("http://127.0.0.1:8080/sparql")) in found
    assert ("feature", ox.NamedNode(SD + "UnionDefaultGraph")) in found
    assert ("supportedLanguage", ox.NamedNode(SD + "SPARQL11Update")) not in found


def test_description_of_a_writable_service_offers_updates(writable: TestClient) -> None:
    assert "SPARQL11Update" in writable.get("/sparql").text


def test_description_is_negotiated(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "application/rdf+xml, text/turtle;q=0.5"})
    assert response.headers["content-type"].startswith("application/rdf+xml")
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_void_counts_are_those_of_the_store(client: TestClient, build: Path) -> None:
    triples = list(ox.parse(client.get("/.well-known/void").content, format=ox.RdfFormat.TURTLE))
    counts = {q.predicate.value.rpartition("#")[2]: q.object for q in triples}
    store = ox.Store.read_only(str(build / "store"))
    assert counts["documents"] == ox.Literal(len(list(store.named_graphs())))
    subjects = {
        q.subject.value.rpartition("#")[2]: q for q in triples if q.predicate.value.endswith("#triples")
    }
    assert subjects["dataset"].object == ox.Literal(len(store))


def test_home_is_the_explorer_and_the_questions_are_there(client: TestClient) -> None:
    home = client.get("/")
    assert home.status_code == 200
    assert "text/html" in home.headers["content-type"]
    assert client.get("/sparql-editor").status_code == 200
    assert client.get("/api/questions").json()[0]["name"]
    assert client.get("/nowhere").status_code == 404


def test_question_of_the_explorer_is_answered_by_the_pool(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    pool = client.app.state.pool  # type: ignore[attr-defined]
    ask = pool.ask

    async def noting(sparql: str, *, format: str = "") -> Result:
        asked.append(sparql)
        found: Result = await ask(sparql, format=format)
        return found

    monkeypatch.setattr(pool, "ask", noting)
    assert client.get("/question/documents", params={"run": "1"}).status_code == 200
    assert len(asked) == 1


def test_health_names_the_state(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ok"


def test_metrics_count_requests_and_queries(client: TestClient) -> None:
    client.get("/sparql", params={"query": "ASK {}"})
    client.get("/sparql", params={"query": "ASK {"})
    client.get("/no/such/page")
    families = {f.name: f for f in text_string_to_metric_families(client.get("/metrics").text)}
    samples = {
        (s.labels["path"], s.labels["status"]): s.value
        for s in families["kg_http_requests"].samples
        if s.name.endswith("_total")
    }
    assert samples["/sparql", "200"] >= 1
    assert samples["/sparql", "400"] >= 1
    assert samples["other", "404"] >= 1
    outcomes = {s.labels.get("outcome") for s in families["kg_queries"].samples}
    assert {"done", "refused"} <= outcomes
    assert families["kg_queries_running"].samples[0].value == 0


@pytest.mark.parametrize("told", [False, True], ids=["text kept out", "text logged"])
def test_log_line_is_json(build: Path, caplog: pytest.LogCaptureFixture, told: bool) -> None:
    with (
        client_of(build, Options(limits=LIMITS, log_queries=told)) as client,
        caplog.at_level(logging.INFO, logger="kg.server"),
    ):
        client.get("/sparql", params={"query": 'ASK { ?s ?p "\n" }'.replace("\n", "\\n")})
    (record,) = [r for r in caplog.records if r.name == "kg.server"]
    line = JsonLines().format(record)
    value = json.loads(line)
    assert "\n" not in line
    assert (value["status"], value["outcome"], value["path"]) == (200, "done", "/sparql")
    assert value["seconds"] > 0
    assert ("query" in value) is told


def test_app_takes_further_routes_and_gives_their_errors_a_status(build: Path) -> None:
    async def page(request: Request) -> Response:
        if "missing" in request.query_params:
            raise NotFoundError("nothing here")
        result = await request.app.state.pool.ask("ASK { ?s a biolink:Gene }", format="csv")
        return PlainTextResponse(result.data)

    app = make_app(build, options=Options(limits=LIMITS), extra_routes=[Route("/", page)])
    with TestClient(app) as client:
        assert client.get("/").text.strip() == "true"
        missing = client.get("/?missing")
        assert (missing.status_code, missing.text) == (404, "nothing here\n")


def test_rebuilt_folder_is_served_in_its_new_state(build: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(build, folder)
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    with client_of(folder, Options(limits=LIMITS)) as client:
        before = client.get("/sparql", params=count)
        write_build(sample_graph(), folder)
        after = client.get("/sparql", params=count, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.text != before.text


def test_rebuilt_folder_is_served_and_changed_in_its_new_state(build: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(build, folder)
    with client_of(folder, Options(limits=LIMITS, writable=True)) as client:
        client.post("/update", data={"update": "INSERT DATA { <urn:old> <urn:p> 1 }"})
        write_build(sample_graph(), folder)
        ask = {"query": "ASK { <urn:old> ?p ?o }"}
        assert client.get("/sparql", params=ask).json()["boolean"] is False
        assert (
            client.post("/update", data={"update": "INSERT DATA { <urn:new> <urn:p> 1 }"}).status_code == 204
        )
    assert ox.Store.read_only(str(folder / "store")).query("ASK { <urn:new> ?p ?o }")
