from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kg.errors import QueryError
from kg.query import Result, named_queries, run_query
from kg.query.worker import answer
from kg.server.questions import routes
from kg.store import open_build
from tests.query.chordoma import build_larger_sample

QUERIES = named_queries()


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_larger_sample(tmp_path_factory.mktemp("questions") / "graph")


@pytest.fixture(scope="session")
def client(build: Path) -> TestClient:
    """A client of the questions alone; queries run in a thread."""
    dataset = open_build(build)

    async def ask(sparql: str, *, format: str) -> Result:
        return await asyncio.to_thread(answer, dataset, sparql, format=format)

    return TestClient(Starlette(routes=routes(build, ask)))


def get(client: TestClient, path: str, **parameters: str) -> Any:
    response = client.get(path, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def test_questions_are_listed_with_parameters(client: TestClient) -> None:
    listed = {one["name"]: one for one in get(client, "/api/questions")}
    assert listed.keys() == {query.name for query in QUERIES}
    assert listed["therapies-for"]["parameters"] == [
        {
            "name": "disease",
            "type": "concept",
            "about": "the disease; without it, all diseases",
            "default": None,
        }
    ]


def test_question_answers_with_rows(client: TestClient) -> None:
    found = get(client, "/api/questions/targets-of", therapy="Votrient")
    assert found["columns"][:2] == ["drug", "target"]
    assert found["parameters"] == {"therapy": "Votrient"}
    (row,) = found["rows"]
    assert (row["target"], row["belief"], row["quote"]) == ("KDR", 0.8, "Pazopanib blocks VEGFR2.")


def test_question_numbers_are_numbers(client: TestClient) -> None:
    found = get(client, "/api/questions/outcomes-of", therapy="pazopanib", least="5")
    assert [row["value"] for row in found["rows"]] == [6.0]
    everything = get(client, "/api/questions/outcomes-of", therapy="pazopanib")["rows"]
    for least in ("-1e30", "-1e300", ""):
        rows = get(client, "/api/questions/outcomes-of", therapy="pazopanib", least=least)["rows"]
        assert rows == everything


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_question_without_parameters_answers(client: TestClient, query: Any) -> None:
    found = get(client, f"/api/questions/{query.name}")
    assert all(row.keys() == set(found["columns"]) for row in found["rows"])


@pytest.mark.parametrize(
    ("accept", "format", "media"),
    [
        pytest.param("*/*", "", "application/json", id="anything"),
        pytest.param("text/csv", "", "text/csv; charset=utf-8", id="csv"),
        pytest.param("text/tab-separated-values", "", "text/tab-separated-values; charset=utf-8", id="tsv"),
        pytest.param("text/csv;q=0.2, application/json;q=0.9", "", "application/json", id="quality"),
        pytest.param("application/json;q=0, */*;q=0.5", "", "text/csv; charset=utf-8", id="all but json"),
        pytest.param("text/html", "csv", "text/csv; charset=utf-8", id="format goes before"),
    ],
)
def test_question_format_is_negotiated(client: TestClient, accept: str, format: str, media: str) -> None:
    parameters = {"format": format} if format else {}
    response = client.get("/api/questions/fusions", params=parameters, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == media


def test_question_as_csv_has_the_rows_of_the_json(client: TestClient) -> None:
    rows = get(client, "/api/questions/therapies-for", disease="sarcoma")["rows"]
    text = client.get("/api/questions/therapies-for", params={"disease": "sarcoma", "format": "csv"}).text
    assert [row["quote"] for row in csv.DictReader(io.StringIO(text))] == [row["quote"] for row in rows]


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        pytest.param("cures", 404, "no question is named 'cures'", id="question"),
        pytest.param("therapies-for?gene=x", 400, "no parameter 'gene'", id="parameter"),
        pytest.param("therapies-for?disease=a&disease=b", 400, "stands twice", id="twice"),
        pytest.param("therapies-for?disease=nosuch", 404, "nothing in the graph is called", id="concept"),
        pytest.param("new-in?document=nosuch", 404, "no document goes by", id="document"),
        pytest.param("outcomes-of?least=many", 400, "is no number", id="number"),
        pytest.param("outcomes-of?least=1e999999999", 400, "is no number", id="number without end"),
        pytest.param("fusions?format=xls", 400, "no format is named 'xls'", id="format"),
        pytest.param("fusions?format=%20", 400, "no format is named ' '", id="blank format"),
    ],
)
def test_question_that_cannot_be_answered_is_a_problem(
    client: TestClient, path: str, status: int, detail: str
) -> None:
    response = client.get(f"/api/questions/{path}")
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert detail in problem["detail"]
    assert "\n" not in problem["detail"]


def test_question_that_accepts_nothing_we_have_is_406(client: TestClient) -> None:
    assert client.get("/api/questions/fusions", headers={"accept": "image/png"}).status_code == 406


def test_question_that_fails_in_the_server_keeps_its_status(build: Path) -> None:
    class SlowError(QueryError):
        status = 504

    async def ask(sparql: str, *, format: str) -> Result:
        raise SlowError("the query took longer than 1 s")

    response = TestClient(Starlette(routes=routes(build, ask))).get("/api/questions/fusions")
    assert response.status_code == 504
    assert response.json()["detail"] == "the query took longer than 1 s"


def test_question_by_a_process_of_its_own_answers_the_same(build: Path, client: TestClient) -> None:
    async def ask(sparql: str, *, format: str) -> Result:
        return await asyncio.to_thread(run_query, build, sparql, format=format)

    other = TestClient(Starlette(routes=routes(build, ask)))
    path = "/api/questions/therapies-for?disease=chordoma"
    assert other.get(path).content == client.get(path).content


def test_openapi_is_valid_and_complete(client: TestClient) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="comes with the extra 'dev'")
    description = get(client, "/api/openapi.json")
    validator.validate(description)
    assert description["openapi"] == "3.1.0"
    assert {f"/api/questions/{query.name}" for query in QUERIES} < description["paths"].keys()


def test_openapi_describes_the_parameters_that_are_taken(client: TestClient) -> None:
    description = get(client, "/api/openapi.json")
    for query in QUERIES:
        described = description["paths"][f"/api/questions/{query.name}"]["get"]["parameters"]
        assert [one["name"] for one in described] == [*(p.name for p in query.parameters), "format"]


def test_docs_load_nothing_and_run_nothing(client: TestClient) -> None:
    response = client.get("/api/docs")
    assert response.status_code == 200
    assert not re.search(r"<script|src=|https?://|javascript:|@import|\son\w+=", response.text)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert all(f'id="{query.name}"' in response.text for query in QUERIES)


@given(
    name=st.sampled_from([query.name for query in QUERIES]) | st.text(max_size=12),
    parameters=st.lists(
        st.tuples(
            st.sampled_from(["disease", "therapy", "gene", "unit", "least", "document", "format"])
            | st.text(max_size=8),
            st.sampled_from(["sarcoma", "5", "%", "1e309", "-0", "csv", '"} #', "\\", "\x00", "\ud7ff"])
            | st.text(max_size=20),
        ),
        max_size=3,
    ),
    accept=st.sampled_from(["*/*", "", "text/*;q=x", ";;,", "text/csv;q=2"])
    | st.text("ab*/;q=.1,", max_size=20),
)
@settings(max_examples=150)
def test_question_any_request_is_answered_or_refused(
    client: TestClient, name: str, parameters: list[tuple[str, str]], accept: str
) -> None:
    from urllib.parse import quote, urlencode

    path = f"/api/questions/{quote(name, safe='')}?{urlencode(parameters)}"
    response = client.get(path, headers={"accept": accept})
    assert response.status_code in (200, 400, 404, 406)
    if response.status_code != 200 and response.headers["content-type"].startswith("application/problem"):
        assert json.loads(response.content)["detail"]
