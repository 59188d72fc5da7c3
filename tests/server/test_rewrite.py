from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutsideError, QueryError
from kg.server.reach import reach
from kg.server.rewrite import confined, with_using

WORDS = ["LOAD", "SERVICE", "SILENT", "<http://a.example/x>", "INSERT DATA {", "}", ";", "'LOAD'", "# LOAD\n"]


def nowhere(iri: str) -> bool:
    return False


def test_confined_leaves_what_calls_nothing_as_it_is() -> None:
    text = (
        "PREFIX upload: <urn:u> INSERT DATA { <urn:s> upload:p 'LOAD <http://a.example/>' } # LOAD <http://x>"
    )
    assert confined(text, nowhere).sparql == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("PREFIX a: <urn:> LOAD a:b", id="prefixed name"),
        pytest.param("LOAD:b", id="keyword without space"),
        pytest.param("LO\\u0041D <http://a.example/>", id="escaped keyword"),
        pytest.param("LOAD <http://\\u0061.example/>", id="escaped address"),
        pytest.param("INSERT { ?s ?p ?o } WHERE { SERVICE ?x { ?s ?p ?o } }", id="service by variable"),
        pytest.param("ASK { SERV\\u0049CE <http://a.example/> { ?s ?p ?o } }", id="escaped service"),
    ],
)
def test_confined_hidden_call_is_refused(text: str) -> None:
    with pytest.raises(OutsideError):
        confined(text, nowhere)


@pytest.mark.parametrize("text", ["LOADSILENT<http://a.example/>", "LOAD SILENT # x\n <http://a.example/>"])
def test_confined_address_goes_however_the_keyword_is_spaced(text: str) -> None:
    assert "a.example" not in confined(text, nowhere).sparql


def test_confined_positions_stay() -> None:
    text = "LOAD <http://a.example/x> ; CLEAR ALL"
    safe = confined(text, nowhere)
    assert len(safe.sparql) == len(text)
    assert safe.refused == ("<http://a.example/x>",)


def test_confined_allowed_host_is_called() -> None:
    text = "ASK { SERVICE <http://a.example/x> { ?s ?p ?o } }"
    may = reach(["A.example"], resolve=lambda host: ["93.184.215.14"])
    assert confined(text, may).sparql == text


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "224.0.0.1"]
)
def test_reach_private_address_of_an_allowed_host_is_refused(address: str) -> None:
    assert not reach(["a.example"], resolve=lambda host: [address])("http://a.example/")


def test_reach_one_private_address_among_public_ones_is_enough() -> None:
    assert not reach(["a.example"], resolve=lambda host: ["93.184.215.14", "10.0.0.1"])("http://a.example/")


def test_reach_name_before_the_at_sign_is_not_the_host() -> None:
    assert not reach(["a.example"], resolve=lambda host: ["93.184.215.14"])("http://a.example@b.example/")


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_confined_text_never_names_the_host_after_a_keyword(text: str) -> None:
    try:
        safe = confined(text, nowhere)
    except OutsideError:
        return
    named = any(
        f"{word} <http" in part for word in ("LOAD", "SERVICE") for part in safe.sparql.split("# LOAD\n")
    )
    if named:
        # where no call can stand: the engine finds a mistake before it does anything
        with pytest.raises(SyntaxError):
            ox.Store().update(safe.sparql)


GRAPHS = "<urn:a> <urn:p> 1 . GRAPH <urn:g> { <urn:a> <urn:p> 2 } GRAPH <urn:h> { <urn:c> <urn:p> 3 }"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        pytest.param("DELETE WHERE { ?s ?p 1 }", {1}, id="shorthand finds nothing in that graph"),
        pytest.param("DELETE { ?s ?p 1 } WHERE { ?s ?p 2 }", set(), id="delete"),
        pytest.param("INSERT { ?s ?p 7 } WHERE { ?s ?p 3 }", {1}, id="insert of what is elsewhere"),
        pytest.param("INSERT { ?s ?p 7 } WHERE { ?s ?p 2 } ; CLEAR NAMED", {1, 7}, id="several"),
    ],
)
def test_with_using_reads_the_named_graph(update: str, expected: set[int]) -> None:
    store = ox.Store()
    store.update(f"INSERT DATA {{ {GRAPHS} }}")
    store.update(with_using(update, ["urn:g"], []))
    found = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert {int(str(quad.object.value)) for quad in found if isinstance(quad.object, ox.Literal)} == expected


def test_with_using_puts_the_clause_before_each_where() -> None:
    update = "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; INSERT { ?s ?p 'WHERE' } WHERE { { ?s ?p ?o } }"
    assert with_using(update, ["urn:g"], ["urn:h"]) == (
        "DELETE { ?s ?p ?o } USING <urn:g> USING NAMED <urn:h> WHERE { ?s ?p ?o } ; "
        "INSERT { ?s ?p 'WHERE' } USING <urn:g> USING NAMED <urn:h> WHERE { { ?s ?p ?o } }"
    )


@pytest.mark.parametrize("clause", ["WITH <urn:g> DELETE { ?s ?p ?o }", "DELETE { ?s ?p ?o } USING <urn:g>"])
def test_with_using_beside_using_or_with_is_refused(clause: str) -> None:
    with pytest.raises(QueryError, match="exclude one another"):
        with_using(f"{clause} WHERE {{ ?s ?p ?o }}", ["urn:h"], [])


def test_with_using_name_that_is_no_iri_is_refused() -> None:
    with pytest.raises(QueryError, match="is not an IRI"):
        with_using("DELETE WHERE { ?s ?p ?o }", ["urn:g> WHERE {} ; DROP ALL ; DELETE { } USING <urn:x"], [])
