from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.store import check_query

HARMLESS = [
    'SELECT * { ?service ?load "SERVICE <http://example.org/>" } # SERVICE LOAD',
    'SELECT * { ?s ?p """a "quoted" SERVICE b""" }',
    "PREFIX load: <http://example.org/load/> SELECT * { ?s load:x <http://example.org/SERVICE> }",
    "SELECT * FROM <https://example.org/graph> FROM NAMED <urn:g> { ?s ?p ?o }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b && ?c>?d) } VALUES ?e { UNDEF }",
    "BASE <http://example.org/> ASK { <delete> <insert> <add> }",
]
HOSTS = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "select * { service silent ?x { ?s ?p ?o } }",
    "PREFIX : <http://example.org/> SELECT * { SERVICE:a { } }",
    "PREFIX : <http://example.org/> SELECT * { ?s ?p true.SERVICE:a{} }",
    "SELECT * { ?s ?p trueSERVICE<http://example.org/>{} }",
    r"SELECT * { S\u0045RVICE <http://example.org/> {} }",
    'SELECT * { BIND("\\u0022" AS ?x) SERVICE <http://example.org/> {} #"\n }',
    "PREFIX e: <http://example.org/> SELECT * { ?s ?p e:·\\# . SERVICE <http://example.org/> {}\n }",
]
UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "PREFIX a: <urn:a> LOAD <http://example.org/>",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "clear all",
]


@pytest.mark.parametrize("sparql", HARMLESS)
def test_guard_reading_query_passes(sparql: str) -> None:
    check_query(sparql)


@pytest.mark.parametrize("sparql", HOSTS)
def test_guard_call_to_another_host_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check_query(sparql)


@pytest.mark.parametrize("sparql", UPDATES)
def test_guard_update_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="do not change the graph"):
        check_query(sparql)


@pytest.mark.parametrize("iri", ["file:///etc/hosts", "FILE:///x", "notes.ttl", "/etc/hosts"])
def test_guard_from_a_file_is_refused(iri: str) -> None:
    with pytest.raises(QueryError, match="do not read files"):
        check_query(f"SELECT * FROM NAMED <{iri}> {{ ?s ?p ?o }}")


def test_guard_refusal_names_the_line() -> None:
    with pytest.raises(QueryError, match=r"\(line 3\)"):
        check_query("SELECT *\n{ ?s ?p ?o\n SERVICE <http://example.org/> {} }")
