from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.catalogue import NamedQuery, named_queries, named_query, read_query

QUERIES = named_queries()


def bind(query: NamedQuery, **values: str) -> str:
    return query.bind(values, resolve=lambda name: (f"urn:{name}",))


def test_catalogue_list_is_complete() -> None:
    assert [query.name for query in QUERIES] == [
        "adverse-events-of",
        "approvals",
        "biomarkers-of",
        "compared-with",
        "conditions-of",
        "conflicts",
        "diagnostics-of",
        "diseases-of",
        "documents",
        "documents-about",
        "doubtful-groundings",
        "drivers-of",
        "evidence-for",
        "fusions",
        "hierarchy",
        "hypotheses",
        "kinds-of",
        "metastatic-sites",
        "new-in",
        "not-recommended",
        "outcomes-of",
        "phenotypes-of",
        "resistance-to",
        "results-for",
        "settings-of",
        "shared-by",
        "targets-of",
        "therapies-for",
        "therapies-targeting",
        "top-concepts",
        "trials-for",
        "trials-of",
        "ungrounded",
        "untried",
        "uses-of",
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_catalogue_file_is_plain_sparql(query: NamedQuery) -> None:
    ox.Store().query(query.sparql)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_catalogue_question_and_example_are_there(query: NamedQuery) -> None:
    names = {parameter.name for parameter in query.parameters}
    assert query.question.endswith("?")
    assert {name for name, _ in query.example} <= names
    assert bool(query.example) == bool(names)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_catalogue_answer_is_in_a_fixed_order(query: NamedQuery) -> None:
    assert "ORDER BY" in query.sparql.rpartition("}")[2]


def test_bind_concept_becomes_its_iris() -> None:
    query = named_query("targets-of")
    sparql = query.bind({"therapy": "x"}, resolve=lambda _: ("urn:a", "urn:b"))
    assert "VALUES ?therapy { <urn:a> <urn:b> }" in sparql


def test_bind_number_becomes_a_plain_decimal() -> None:
    assert "VALUES ?least { 0.00001 }" in bind(named_query("outcomes-of"), least="1e-5")


@pytest.mark.parametrize(("value", "written"), [("-1e30", "-1e+30"), ("1e-999999999", "0.0"), ("+5.", "5")])
def test_bind_number_that_is_no_decimal_becomes_a_double(value: str, written: str) -> None:
    sparql = bind(named_query("outcomes-of"), least=value)
    assert f"VALUES ?least {{ {written} }}" in sparql
    ox.Store().query(sparql)


def test_bind_text_cannot_leave_its_literal() -> None:
    sparql = bind(named_query("outcomes-of"), unit='%" } INSERT \\ \n')
    assert r'VALUES ?unit { "%\" } INSERT \\ \n" }' in sparql
    ox.Store().query(sparql)


@pytest.mark.parametrize(
    "value", ["many", "", "NaN", "Infinity", "1 }", " 1", "1_0", "٣", "1e999999999", "1e99999999999999999999"]
)
def test_bind_not_a_number_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match="is no number"):
        bind(named_query("outcomes-of"), least=value)


def test_bind_unknown_parameter_is_refused() -> None:
    with pytest.raises(QueryError, match=r"no parameter 'drug' \(it has: disease\)"):
        bind(named_query("therapies-for"), drug="x")


def test_named_query_unknown_name_lists_the_known() -> None:
    with pytest.raises(QueryError, match=r"no query is named 'cures'.*therapies-for"):
        named_query("cures")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# question = \nSELECT * {}", "header"),
        ('# [parameters.x]\n# type = "concept"\n# about = ""\nSELECT * {}', "VALUES"),
        ('# [parameters.x]\n# type = "date"\n# about = ""\nSELECT * { VALUES ?x { UNDEF } }', "type"),
    ],
    ids=["toml", "unbound", "type"],
)
def test_read_query_damaged_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=f"mine.rq.*{complaint}"):
        read_query(path)
