from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import GraphError, QueryError
from kg.query import rows, run_query
from kg.query.mistakes import explain

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_run_prefixes_need_no_declaration(build: Path) -> None:
    result = run_query(build, 'SELECT ?x { ?x a biolink:Gene ; rdfs:label "EGFR" }')
    assert rows(result) == (("x",), [{"x": "http://identifiers.org/hgnc/3236"}])


def test_run_query_reaches_named_graphs(build: Path) -> None:
    result = run_query(build, 'ASK { ?e kgo:quote "Pazopanib blocks VEGFR2." }')
    assert rows(result) == (("answer",), [{"answer": True}])


def test_run_values_keep_their_kind(build: Path) -> None:
    sparql = "SELECT ?v ?n ?yes ?none { ?o kgo:value ?v FILTER(?v = 0) BIND(3 AS ?n) BIND(true AS ?yes) }"
    assert rows(run_query(build, sparql))[1][0] == {"v": 0.0, "n": 3, "yes": True, "none": None}


def test_run_construct_gives_turtle_with_prefixes(build: Path) -> None:
    result = run_query(build, "CONSTRUCT { ?d a biolink:Drug } WHERE { ?d rdfs:label 'afatinib' }")
    assert (result.kind, result.format) == ("graph", "ttl")
    assert b"drugbank:DB08916 a biolink:Drug ." in result.data


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_run_table_format_is_honoured(build: Path, format: str) -> None:
    result = run_query(build, "SELECT ?n { BIND('x' AS ?n) }", format=format)
    expected = {"csv": "n\r\nx\r\n", "tsv": '?n\n"x"\n'}
    if format == "json":
        assert json.loads(result.data)["head"]["vars"] == ["n"]
    elif format == "xml":
        assert result.data.startswith(b"<?xml")
    else:
        assert result.data.decode() == expected[format]


def test_run_overlong_query_is_ended(build: Path) -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        run_query(build, ENDLESS, time_limit=0.5)


def test_run_format_of_the_other_kind_is_refused(build: Path) -> None:
    with pytest.raises(QueryError, match="answers with a table, which has no format ttl"):
        run_query(build, "SELECT * { ?s ?p ?o }", format="ttl")


def test_run_syntax_error_tells_the_place(build: Path) -> None:
    with pytest.raises(QueryError, match="syntax error in line 2, column 9, at the end"):
        run_query(build, "SELECT * {\n ?s ?p }")


def test_run_missing_folder_is_a_graph_error(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such folder"):
        run_query(tmp_path / "nowhere", "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("column", "sparql", "expected"),
    [
        (17, "ASK { ?s ?p ?o } nonsense", "syntax error in line 1, column 17, at 'nonsense'"),
        (20, "SELECT * { ?s a x:Y }", "prefix x: is not declared (line 1, column 17)"),
        (8, "ASK { ?s\n }", "syntax error in line 1, column 8, at 's'"),
        (9, "ASK { ?s\n }", "syntax error in line 1, column 9, at the end of the line"),
    ],
    ids=["rest", "prefix", "inside", "line end"],
)
def test_explain_shows_the_words(column: int, sparql: str, expected: str) -> None:
    assert explain(f"error at 1:{column}: expected", sparql=sparql, prefixes=("kgo",)) == expected
