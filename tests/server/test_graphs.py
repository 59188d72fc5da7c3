from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.server import Limits, Options
from tests.server.conftest import LIMITS, client_of, make_store

TURTLE = {"Content-Type": "text/turtle"}
RDF_XML = (
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
    '<r:Description r:about="urn:b"><u:p r:resource="urn:xml"/></r:Description></r:RDF>'
)
ALL = "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def values(client: TestClient, sparql: str = ALL) -> list[str]:
    rows = client.get("/sparql", params={"query": sparql}).json()["results"]["bindings"]
    return sorted(row["o"]["value"] for row in rows)


@pytest.mark.parametrize("where", [{"default": ""}, {"graph": "urn:new"}, {"graph": "urn:g"}], ids=str)
def test_graphs_put_is_got_back_and_deleted(writable: TestClient, where: dict[str, str]) -> None:
    put = writable.put("/graphs", params=where, content="<urn:x> <urn:p> 'ä', <y> .", headers=TURTLE)
    assert put.status_code == (201 if where == {"graph": "urn:new"} else 204)
    got = writable.get("/graphs", params=where, headers={"Accept": "application/n-triples"})
    objects = {quad.object for quad in ox.parse(got.content, format=ox.RdfFormat.N_TRIPLES)}
    assert ox.Literal("ä") in objects
    assert len(objects) == 2
    assert writable.delete("/graphs", params=where).status_code == 204
    after = writable.get("/graphs", params=where)
    assert after.status_code == (200 if "default" in where else 404)
    assert "urn:x" not in after.text


def test_graphs_post_adds_to_what_is_there(writable: TestClient) -> None:
    response = writable.post("/graphs?graph=urn:g", content="<urn:b> <urn:p> 4 .", headers=TURTLE)
    assert response.status_code == 204
    assert values(writable, "SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }") == ["2", "4"]


def test_graphs_put_of_nothing_makes_an_empty_graph(writable: TestClient) -> None:
    assert writable.put("/graphs?graph=urn:empty", content="", headers=TURTLE).status_code == 201
    assert writable.get("/graphs?graph=urn:empty").status_code == 200


def test_graphs_broken_content_changes_nothing(writable: TestClient) -> None:
    response = writable.put("/graphs?graph=urn:g", content="<urn:x> <urn:p> 5 . <urn:x>", headers=TURTLE)
    assert response.status_code == 400
    assert "line" in response.text
    assert values(writable) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("method", "parameters", "headers", "status"),
    [
        ("GET", "", {}, 400),
        ("GET", "default&graph=urn:g", {}, 400),
        ("GET", "graph=no%20iri", {}, 400),
        ("GET", "graph=urn:missing", {}, 404),
        ("GET", "graph=urn:g", {"Accept": "text/csv"}, 406),
        ("DELETE", "graph=urn:missing", {}, 404),
        ("PUT", "graph=urn:g", {"Content-Type": "text/csv"}, 415),
        ("PATCH", "graph=urn:g", {}, 405),
    ],
)
def test_graphs_broken_request_is_refused(
    writable: TestClient, method: str, parameters: str, headers: dict[str, str], status: int
) -> None:
    assert writable.request(method, f"/graphs?{parameters}", headers=headers).status_code == status


def test_graphs_head_tells_whether_there_is_one(writable: TestClient) -> None:
    assert writable.head("/graphs?graph=urn:g").status_code == 200
    assert writable.head("/graphs?graph=urn:missing").status_code == 404


def test_graphs_can_be_read_where_nothing_can_be_changed(client: TestClient) -> None:
    assert client.head("/graphs?default").status_code == 200
    assert client.put("/graphs?default", content="", headers=TURTLE).status_code == 403
    assert client.delete("/graphs?default").status_code == 403


def files(*parts: tuple[str, str, str]) -> list[tuple[str, tuple[str, bytes, str]]]:
    """Return a form of (file name, text, media type)."""
    return [("graph", (name, text.encode(), media_type)) for name, text, media_type in parts]


def test_graphs_form_adds_every_file_in_its_own_format(writable: TestClient) -> None:
    sent = files(
        ("a.ttl", "<urn:b> <urn:p> 'ä', <urn:y> .", "text/turtle; charset=UTF-8"),
        ("b.dat", "<urn:b> <urn:p> <urn:nt> .", "application/n-triples"),
        ("c.jsonld", '{"@id": "urn:b", "urn:p": {"@id": "urn:ld"}}', "application/ld+json"),
        # what curl makes of an ending that it does not know
        ("d.rdf", RDF_XML, "application/octet-stream"),
    )
    assert writable.post("/graphs?graph=urn:g", files=sent).status_code == 204
    found = values(writable, "SELECT ?o { GRAPH <urn:g> { ?s <urn:p> ?o } }")
    assert found == ["2", "urn:ld", "urn:nt", "urn:xml", "urn:y", "ä"]


def test_graphs_form_keeps_the_blank_nodes_of_its_files_apart(writable: TestClient) -> None:
    one, other = "_:x <urn:p> 1 .", "_:x <urn:p> 2 ."
    sent = files(("a.ttl", one, "text/turtle"), ("b.ttl", other, "text/turtle"))
    assert writable.post("/graphs?graph=urn:new", files=sent).status_code == 201
    count = "SELECT (COUNT(DISTINCT ?s) AS ?o) { GRAPH <urn:new> { ?s ?p ?n } }"
    assert values(writable, count) == ["2"]


def test_graphs_form_with_a_broken_file_changes_nothing_and_names_it(writable: TestClient) -> None:
    sent = files(("good.ttl", "<urn:x> <urn:p> 5 .", "text/turtle"), ("bad.ttl", "<urn:x> .", "text/turtle"))
    response = writable.post("/graphs?graph=urn:g", files=sent)
    assert response.status_code == 400
    assert "part 2 (bad.ttl)" in response.text
    assert "line 1" in response.text
    assert values(writable) == ["1", "2", "3"]


FIELD = '--B\r\nContent-Disposition: form-data; name="f"'


@pytest.mark.parametrize(
    ("boundary", "content", "reason"),
    [
        pytest.param("", "x", "boundary", id="no boundary"),
        pytest.param("; boundary=B", "", "cut off", id="nothing"),
        pytest.param("; boundary=B", "no form", "cannot be read", id="no form"),
        pytest.param("; boundary=B", "--B--\r\n", "no file", id="no part"),
        pytest.param(
            "; boundary=B", f'{FIELD}; filename="a.nt"\r\n\r\n<urn:x> <urn:p> 5 .', "cut off", id="cut off"
        ),
        pytest.param(
            "; boundary=B", f"{FIELD}\r\n\r\n<urn:x>\r\n--B--\r\n", "part 1 (f) is no file", id="a field"
        ),
    ],
)
def test_graphs_form_that_is_none_is_refused(
    writable: TestClient, boundary: str, content: str, reason: str
) -> None:
    headers = {"Content-Type": f"multipart/form-data{boundary}"}
    response = writable.post("/graphs?graph=urn:g", content=content, headers=headers)
    assert response.status_code == 400
    assert reason in response.text
    assert values(writable) == ["1", "2", "3"]


@pytest.mark.parametrize("media_type", ["text/csv", "text/turtle; charset=latin-1", ""])
def test_graphs_form_with_a_file_of_a_wrong_type_names_it(writable: TestClient, media_type: str) -> None:
    sent = files(("a.ttl", "", "text/turtle"), ("table", "a,b", media_type))
    response = writable.post("/graphs?graph=urn:g", files=sent)
    assert response.status_code == 415
    assert "part 2 (table)" in response.text


def test_graphs_put_is_one_graph_not_a_form(writable: TestClient) -> None:
    sent = files(("a.ttl", "", "text/turtle"))
    assert writable.put("/graphs?graph=urn:g", files=sent).status_code == 415


def test_graphs_form_is_limited_in_size_as_a_whole(tmp_path: Path) -> None:
    options = Options(limits=Limits(time=600, workers=1, upload=10_000), writable=True)
    text = "<urn:x> <urn:p> 5 .\n" * 300
    with client_of(make_store(tmp_path / "graph"), options) as client:
        one, two = files(("a.ttl", text, "text/turtle")), files(("b.ttl", text, "text/turtle"))
        assert client.post("/graphs?graph=urn:g", files=one).status_code == 204
        response = client.post("/graphs?graph=urn:g", files=one + two)
        assert (response.status_code, "0.01 MB" in response.text) == (413, True)


def test_graphs_dataset_is_no_graph(writable: TestClient) -> None:
    trig = {"Content-Type": "application/trig"}
    response = writable.put("/graphs?graph=urn:g", content="<urn:n> { <urn:x> <urn:p> 5 }", headers=trig)
    assert response.status_code == 400
    assert values(writable) == ["1", "2", "3"]
    plain = writable.put("/graphs?graph=urn:g", content="<urn:x> <urn:p> 5 .", headers=trig)
    assert plain.status_code == 204


def test_graphs_post_without_a_name_makes_a_graph_with_an_address(writable: TestClient) -> None:
    made = writable.post("/graphs", content="<> <urn:p> 5 .", headers=TURTLE)
    assert made.status_code == 201
    address = made.headers["location"]
    assert address.startswith("http://127.0.0.1:8080/graphs/")
    assert f"<{address}> <urn:p>" in writable.get(address, headers={"Accept": "application/n-triples"}).text
    assert writable.post("/graphs", content="<> <urn:p> 5 .", headers=TURTLE).headers["location"] != address
    assert values(writable, f"SELECT ?o {{ GRAPH <{address}> {{ ?s ?p ?o }} }}") == ["5"]
    assert writable.delete(address).status_code == 204
    assert writable.get(address).status_code == 404


UPDATE = {"Content-Type": "application/sparql-update"}


def test_update_is_seen_by_the_next_query(writable: TestClient) -> None:
    for number in range(10, 15):
        text = f"INSERT DATA {{ <urn:n> <urn:p> {number} }}"
        assert writable.post("/update", content=text, headers=UPDATE).status_code == 204
        assert str(number) in values(writable)


def test_update_changes_the_tag_of_answers(writable: TestClient) -> None:
    tag = writable.get("/sparql", params={"query": ALL}).headers["etag"]
    writable.post("/update", data={"update": "DELETE WHERE { ?s ?p 1 }"})
    response = writable.get("/sparql", params={"query": ALL}, headers={"If-None-Match": tag})
    assert response.status_code == 200


def test_update_that_fails_half_way_changes_nothing(writable: TestClient) -> None:
    text = "INSERT DATA { <urn:n> <urn:p> 9 } ; LOAD <http://127.0.0.1:9/x>"
    response = writable.post("/update", content=text, headers=UPDATE)
    assert (response.status_code, values(writable)) == (501, ["1", "2", "3"])


def test_update_mistake_is_told_with_its_place(writable: TestClient) -> None:
    response = writable.post("/update", content="INSERT DATA { <urn:n> }", headers=UPDATE)
    assert response.status_code == 400
    assert "line 1, column 23" in response.text


def test_update_using_of_the_request_is_what_where_reads(writable: TestClient) -> None:
    text = "INSERT { <urn:n> <urn:copy> ?o } WHERE { ?s <urn:p> ?o }"
    parameters = {"using-graph-uri": ["urn:g", "urn:h"]}
    assert writable.post("/update", params=parameters, content=text, headers=UPDATE).status_code == 204
    assert values(writable, "SELECT ?o { ?s <urn:copy> ?o }") == ["2", "3"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("", b"CLEAR ALL"), ("text/plain", b"CLEAR ALL"), ("application/sparql-query", b"CLEAR ALL")],
)
def test_update_of_a_wrong_type_is_refused(writable: TestClient, content_type: str, body: bytes) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert writable.post("/update", content=body, headers=headers).status_code == 415
    assert writable.get("/update", params={"update": "CLEAR ALL"}).status_code == 405
    assert values(writable) == ["1", "2", "3"]


def test_update_from_the_page_of_another_site_is_refused_without_token(writable: TestClient) -> None:
    form = {"update": "CLEAR ALL"}
    assert writable.post("/update", data=form, headers={"Origin": "https://a.example"}).status_code == 403
    assert writable.post("/update", data=form, headers={"Origin": "null"}).status_code == 403
    own = {"Origin": "http://127.0.0.1:8080"}
    assert writable.post("/update", data=form, headers=own).status_code == 204


def test_update_needs_the_token(tmp_path: Path) -> None:
    options = Options(limits=LIMITS, writable=True, token="right")
    with client_of(make_store(tmp_path / "graph"), options) as client:
        form = {"update": "CLEAR DEFAULT"}
        for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic right"}):
            refused = client.post("/update", data=form, headers=given)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert client.delete("/graphs?default", headers=given).status_code == 401
        bearer = {"Authorization": "Bearer right"}
        assert client.post("/update", data=form, headers=bearer).status_code == 204


def test_update_is_refused_where_the_graph_is_read_only(client: TestClient) -> None:
    response = client.post("/update", data={"update": "CLEAR ALL"})
    assert response.status_code == 403
    assert "--writable" in response.text


def test_update_snapshots_go_when_the_server_stops(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "graph")
    (folder / ".served" / "7").mkdir(parents=True)
    with client_of(folder, Options(limits=LIMITS, writable=True)) as client:
        client.post("/update", data={"update": "INSERT DATA { <urn:n> <urn:p> 9 }"})
        assert len(list((folder / ".served").iterdir())) == 1
    assert [path.name for path in folder.iterdir()] == ["store"]
    assert len(ox.Store.read_only(str(folder / "store"))) == 4
