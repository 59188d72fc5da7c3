from __future__ import annotations

import json
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.server import DefaultGraph, Limits, Options
from tests.server.conftest import LIMITS, client_of, make_store

SELECT = "SELECT ?x { ?x a biolink:Gene ; rdfs:label 'EGFR' }"
CONSTRUCT = "CONSTRUCT { ?d a biolink:Drug } WHERE { ?d rdfs:label 'afatinib' }"
EGFR = "http://identifiers.org/hgnc/3236"


def values(response: httpx.Response, name: str = "o") -> set[str]:
    assert response.status_code == 200, response.text
    return {row[name]["value"] for row in response.json()["results"]["bindings"]}


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda c: c.get("/sparql", params={"query": SELECT}), id="get"),
        pytest.param(lambda c: c.post("/sparql", data={"query": SELECT}), id="form"),
        pytest.param(
            lambda c: c.post(
                "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
            ),
            id="direct",
        ),
    ],
)
def test_sparql_query_is_answered_without_declaring_prefixes(client: TestClient, send) -> None:  # type: ignore[no-untyped-def]
    response = send(client)
    assert values(response, "x") == {EGFR}
    assert response.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    "media_type",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_sparql_table_is_given_as_asked(client: TestClient, media_type: str) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert EGFR in response.text


@pytest.mark.parametrize(
    ("media_type", "format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
def test_sparql_graph_is_given_as_asked(client: TestClient, media_type: str, format: ox.RdfFormat) -> None:
    response = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    (quad,) = ox.parse(response.content, format=format)
    assert quad.object == ox.NamedNode("https://w3id.org/biolink/vocab/Drug")


def test_sparql_construct_gives_a_triple_once(client: TestClient) -> None:
    sparql = "CONSTRUCT { <urn:s> <urn:p> ?t } WHERE { ?s a ?t }"
    response = client.get("/sparql", params={"query": sparql}, headers={"Accept": "application/n-triples"})
    lines = response.text.splitlines()
    assert len(lines) == len(set(lines)) > 5


def test_sparql_format_parameter_wins_over_accept(client: TestClient) -> None:
    response = client.get(
        "/sparql", params={"query": SELECT, "format": "csv"}, headers={"Accept": "text/turtle"}
    )
    assert response.text == f"x\r\n{EGFR}\r\n"


def test_sparql_unacceptable_format_is_406(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/csv" in response.text


@pytest.mark.parametrize(
    ("method", "parameters", "content_type", "body", "status"),
    [
        ("GET", "query=ASK%20{}&query=ASK%20{}", "", b"", 400),
        ("GET", "query=%FF", "", b"", 400),
        ("GET", "update=DROP%20ALL", "", b"", 400),
        ("GET", "query=DROP%20ALL", "", b"", 400),
        ("POST", "", "", b"query=ASK%20{}", 415),
        ("POST", "", "text/plain", b"ASK {}", 415),
        ("POST", "", "application/sparql-query; charset=latin-1", b"ASK {}", 415),
        ("POST", "", "application/sparql-query", b"ASK { <urn:\xff> ?p ?o }", 400),
        ("POST", "", "application/x-www-form-urlencoded", b"other=1", 400),
        ("POST", "query=ASK%20{}", "application/sparql-query", b"ASK {}", 400),
        ("POST", "", "application/sparql-query", b"", 400),
        ("PUT", "query=ASK%20{}", "", b"", 405),
        ("GET", "query=ASK%20{}&default-graph-uri=no%20iri", "", b"", 400),
    ],
)
def test_sparql_broken_request_is_refused(
    client: TestClient, method: str, parameters: str, content_type: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.request(method, f"/sparql?{parameters}", content=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.text.strip()


def test_sparql_mistake_is_told_with_its_place(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
    assert (response.status_code, response.text) == (
        400,
        "syntax error in line 2, column 9, at the end of the query\n",
    )


@pytest.mark.parametrize(
    ("sparql", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 501),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p } }", 400),
        ("SELECT * { SERVICE ?x { ?s ?p ?o } }", 501),
        ("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }", 400),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", 200),
    ],
)
def test_sparql_query_stays_in_the_store(client: TestClient, sparql: str, status: int) -> None:
    assert client.get("/sparql", params={"query": sparql}).status_code == status


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = make_store(tmp_path_factory.mktemp("plain") / "graph")
    with client_of(folder, Options(limits=LIMITS, default_graph=DefaultGraph.PLAIN)) as client:
        yield client


ROWS = "SELECT ?o { ?s ?p ?o }"
NAMED = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize(
    ("sparql", "parameters", "expected"),
    [
        pytest.param(ROWS, {}, {"1"}, id="default graph"),
        pytest.param(ROWS, {"default-graph-uri": ["urn:g", "urn:h"]}, {"2", "3"}, id="two default graphs"),
        pytest.param(ROWS, {"named-graph-uri": "urn:g"}, set(), id="named only"),
        pytest.param("SELECT ?o FROM <urn:g> { ?s ?p ?o }", {}, {"2"}, id="from"),
        pytest.param(
            "SELECT ?o FROM <urn:g> { ?s ?p ?o }", {"default-graph-uri": "urn:h"}, {"3"}, id="wins over from"
        ),
        pytest.param(NAMED, {"named-graph-uri": "urn:h"}, {"3"}, id="named"),
        pytest.param(
            "SELECT ?o { GRAPH ?g { ?s ?p ?o } }", {"default-graph-uri": "urn:h"}, set(), id="no named"
        ),
    ],
)
def test_sparql_dataset_is_the_one_of_the_request(
    plain: TestClient, sparql: str, parameters: dict[str, str], expected: set[str]
) -> None:
    assert values(plain.get("/sparql", params={"query": sparql, **parameters})) == expected


def test_sparql_union_is_all_graphs_unless_from_names_one(tmp_path: Path) -> None:
    with client_of(make_store(tmp_path / "graph"), Options(limits=LIMITS)) as client:
        assert values(client.get("/sparql", params={"query": ROWS})) == {"1", "2", "3"}
        one = "SELECT ?o FROM <urn:g> { ?s ?p ?o }"
        assert values(client.get("/sparql", params={"query": one})) == {"2"}


def test_sparql_relative_iri_is_resolved_against_the_endpoint(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT (<x> AS ?o) {}"})
    assert values(response) == {"http://127.0.0.1:8080/x"}


def test_sparql_head_has_the_headers_of_get_and_no_body(client: TestClient) -> None:
    response = client.head("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"].startswith("text/csv")


def test_sparql_tag_spares_the_answer(client: TestClient) -> None:
    tag = client.get("/sparql", params={"query": SELECT}).headers["etag"]
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_sparql_fleeting_answer_has_no_tag(client: TestClient) -> None:
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?x) {}"}).headers


def test_sparql_long_answer_is_compressed_and_whole(client: TestClient) -> None:
    sparql = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 5000"
    response = client.get("/sparql", params={"query": sparql}, headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert len(response.json()["results"]["bindings"]) == 5000


def test_sparql_pages_of_other_sites_may_read(client: TestClient) -> None:
    origin = {"Origin": "https://a.example"}
    got = client.get("/sparql", params={"query": "ASK {}"}, headers=origin)
    assert got.headers["access-control-allow-origin"] == "*"
    asked = {
        **origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = client.options("/sparql", headers=asked)
    assert preflight.status_code == 200
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()


def test_sparql_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/sparql", headers={"Host": "evil.example:8080"}).status_code == 421
    assert client.get("/sparql", headers={"Host": "127.0.0.1"}).status_code == 200


def test_sparql_answer_above_the_limit_is_refused(build: Path) -> None:
    limits = Limits(time=600, workers=1, result=2_000)
    with client_of(build, Options(limits=limits)) as client:
        response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert response.status_code == 413
        assert "LIMIT" in response.text
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_sparql_long_query_is_refused(build: Path) -> None:
    with client_of(build, Options(limits=Limits(workers=1, query=100))) as client:
        assert client.post("/sparql", data={"query": f"ASK {{}} #{'x' * 100}"}).status_code == 413


def test_sparql_ask_of_the_pool_gives_a_result(client: TestClient) -> None:
    pool = client.app.state.pool  # type: ignore[attr-defined]
    assert client.portal is not None
    result = client.portal.call(pool.ask, SELECT)
    assert json.loads(result.data)["results"]["bindings"][0]["x"]["value"] == EGFR


PIECES = ["SELECT", "ASK", "*", "?s", "{", "}", "<urn:x>", "FROM", "SERVICE", "'", "\\u0041", "(", ";"]

texts = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["SELECT", "ASK", "*", "?s", "{", "}", "<urn:x>", "FROM", "SERVICE", "'", "\\u0041", "(", ";"]
        ),
        max_size=12,
    ).map(" ".join),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts,
    st.dictionaries(st.sampled_from(["default-graph-uri", "format", "update", "x"]), st.text(max_size=9)),
)
def test_sparql_no_query_makes_the_server_fail(client: TestClient, text: str, more: dict[str, str]) -> None:
    response = client.post("/sparql", data={**more, "query": text})
    assert response.status_code in (200, 400, 406, 413, 501), response.text
    response = client.get("/sparql", params={**more, "query": text})
    assert response.status_code in (200, 400, 406, 413, 501), response.text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40), st.text(st.characters(codec="ascii"), max_size=30))
def test_sparql_no_bytes_make_the_server_fail(client: TestClient, content: bytes, accept: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept.encode().strip()}
    try:
        response = client.post("/sparql", content=content, headers=headers)
    except (httpx.HTTPError, ValueError):
        return
    assert response.status_code < 500 or response.status_code == 501, response.text
