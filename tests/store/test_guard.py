"""Queries that reach beyond the dataset are refused, and only those."""

from __future__ import annotations

import time

import pytest

from kg.errors import QueryError
from kg.store import check_query


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", id="service"),
        pytest.param("select * { optional { service silent ?e { ?s ?p ?o } } }", id="service in lower case"),
        pytest.param("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", id="service escaped"),
        pytest.param("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }", id="file"),
        pytest.param("SELECT * FROM NAMED <FILE:x> { GRAPH ?g { ?s ?p ?o } }", id="named file"),
        pytest.param("BASE <file:///etc/> SELECT * FROM <hosts> { ?s ?p ?o }", id="file by base"),
        pytest.param("PREFIX f: <file:///etc/> SELECT * FROM f:hosts { ?s ?p ?o }", id="file by prefix"),
        pytest.param("LOAD <http://example.org/>", id="load"),
        pytest.param("PREFIX x: <http://x/> INSERT DATA { x:a x:b x:c }", id="insert"),
        pytest.param("DELETE WHERE { ?s ?p ?o }", id="delete"),
        pytest.param("CLEAR ALL", id="clear"),
        pytest.param("WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", id="with"),
    ],
)
def test_check_query_reaching_beyond_raises_one_line(query: str) -> None:
    with pytest.raises(QueryError) as raised:
        check_query(query)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param('SELECT ?service { ?service ?p "SERVICE <http://x/>" }', id="variable and string"),
        pytest.param("SELECT * { ?s ?p ?o } # SERVICE <http://x/>", id="comment"),
        pytest.param("SELECT * { <http://x/SERVICE#load> ?p 'insert' }", id="IRI"),
        pytest.param("PREFIX s: <http://s/> SELECT * { ?x s:service s:load }", id="prefixed names"),
        pytest.param('SELECT * { ?s ?p """a "quoted" SERVICE text""" }', id="long string"),
        pytest.param("SELECT * FROM <http://x/graph> { ?s ?p ?o }", id="from a graph"),
    ],
)
def test_check_query_harmless_passes(query: str) -> None:
    check_query(query)


def test_check_query_from_is_refused_where_the_engine_would_fetch_it() -> None:
    with pytest.raises(QueryError, match="use GRAPH"):
        check_query("SELECT * FROM <http://x/graph> { ?s ?p ?o }", allow_from=False)


def test_check_query_takes_time_in_proportion_to_the_length() -> None:
    def seconds(values: int) -> float:
        query = f"ASK {{ VALUES ?x {{ {' '.join(f'<urn:v{number}>' for number in range(values))} }} }}"
        started = time.process_time()
        check_query(query)
        return time.process_time() - started

    # ten times as long; where the lines up to each token are counted, a hundred times
    assert seconds(100_000) < 40 * min(seconds(10_000) for _ in range(3))
