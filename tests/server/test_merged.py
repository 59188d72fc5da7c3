"""What is served after updates that put a triple into several graphs: the merge, as rdflib makes it."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.errors import KgError
from kg.rdf.layout import STORE_NAME, SURPLUS_NAME
from kg.rdf.merge import read_surplus, surplus
from kg.server import DefaultGraph, Options
from kg.server import writer as writing
from kg.server.inserted import inserted
from kg.server.writer import StoreWriter
from kg.store import OxigraphEngine, open_build
from tests.server.conftest import LIMITS, TRIPLES, client_of, make_store
from tests.server.live import Served, children, served, until
from tests.store.merged import QUERIES, in_rdflib, told

# rdflib 7.6 uses names of its own that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

TWO = "<urn:a> <urn:p> <urn:b>"
#: Changes one after the other: triples come into a second graph in every way there is, and leave it again.
UPDATES = [
    f"INSERT DATA {{ GRAPH <urn:g> {{ {TWO} . <urn:b> <urn:q> 1 }} GRAPH <urn:h> {{ {TWO} }} }}",
    f"INSERT DATA {{ {TWO} . <urn:b> <urn:q> 1, 2 }}",
    "INSERT { GRAPH <urn:i> { ?s ?p ?o } } WHERE { GRAPH <urn:g> { ?s ?p ?o } }",
    f"DELETE DATA {{ GRAPH <urn:g> {{ {TWO} }} }}",
    "COPY <urn:i> TO <urn:h>",
    f"DROP GRAPH <urn:g> ; INSERT DATA {{ GRAPH <urn:g> {{ {TWO} }} }}",
    "DELETE WHERE { GRAPH <urn:h> { ?s <urn:p> ?o } }",
    "CLEAR DEFAULT",
    "DROP NAMED",
]


def _asked(client: TestClient, query: str) -> Any:
    accept = {"Accept": "application/n-triples, application/sparql-results+json"}
    response = client.get("/sparql", params={"query": query}, headers=accept)
    assert response.status_code == 200, response.text
    if "n-triples" in response.headers["content-type"]:
        return {str(quad.triple) for quad in ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)}
    return told(ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON))


@pytest.fixture
def union(tmp_path: Path) -> Iterator[TestClient]:
    """A client that may change a store whose default graph is the union."""
    with client_of(make_store(tmp_path / "graph"), Options(limits=LIMITS, writable=True)) as client:
        yield client


def test_merged_over_http_is_right_after_every_update(union: TestClient, tmp_path: Path) -> None:
    mirror = ox.Store()
    mirror.update(f"INSERT DATA {{ {TRIPLES} }}")
    for update in UPDATES:
        assert union.post("/update", data={"update": update}).status_code == 204
        mirror.update(update)
        measure = in_rdflib(mirror, tmp_path)
        for name, query in QUERIES.items():
            assert _asked(union, query) == told(measure.query(query)), (update, name)


def test_merged_over_http_is_right_after_graphs_were_put_and_deleted(union: TestClient) -> None:
    turtle = {"Content-Type": "text/turtle"}
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def counted(**parameters: Any) -> str:
        rows = union.get("/sparql", params={"query": count, **parameters}).json()["results"]["bindings"]
        return str(rows[0]["n"]["value"])

    assert counted() == "3"
    for name, content in (("urn:x", "<urn:b> <urn:p> 2 , 9 ."), ("urn:y", "<urn:b> <urn:p> 9 .")):
        assert (
            union.put("/graphs", params={"graph": name}, content=content, headers=turtle).status_code == 201
        )
    assert union.post("/graphs?default", content="<urn:b> <urn:p> 9 .", headers=turtle).status_code == 204
    assert counted() == "4"
    assert counted(**{"default-graph-uri": ["urn:x", "urn:y", "urn:x"]}) == "2"
    assert union.delete("/graphs?graph=urn:x").status_code == 204
    assert counted() == "4"
    void = union.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    assert '/void#triples> "4"' in void
    assert [
        g for g in ("urn:x", "urn:y") if union.get("/graphs", params={"graph": g}).status_code == 200
    ] == ["urn:y"]


def test_merged_plain_default_graph_is_itself(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "graph", f"{TWO} . GRAPH <urn:g> {{ {TWO} . <urn:c> <urn:p> 1 }}")
    with client_of(folder, Options(limits=LIMITS, default_graph=DefaultGraph.PLAIN)) as client:
        assert len(_asked(client, QUERIES["rows"])) == 1


@pytest.mark.parametrize("in_memory", [False, True], ids=["disk", "memory"])
def test_merged_store_that_others_made_is_served_merged(tmp_path: Path, in_memory: bool) -> None:
    triples = f"GRAPH <urn:g> {{ {TWO} . <urn:b> <urn:q> 1 }} GRAPH <urn:h> {{ {TWO} }}"
    folder = make_store(tmp_path / "graph", triples)
    measure = in_rdflib(ox.Store.read_only(str(folder / STORE_NAME)), tmp_path)
    with client_of(folder, Options(limits=LIMITS, in_memory=in_memory)) as client:
        for name, query in QUERIES.items():
            assert _asked(client, query) == told(measure.query(query)), name


STEPS = st.lists(
    st.builds(
        lambda form, one, other, node: form.format(
            one=f"urn:{one}", other=f"urn:{other}", triple=f"<urn:{node}> <urn:p> 1"
        ),
        st.sampled_from(
            [
                "INSERT DATA {{ GRAPH <{one}> {{ {triple} }} }}",
                "INSERT DATA {{ {triple} . GRAPH <{one}> {{ {triple} }} }} ; DROP SILENT GRAPH <{other}>",
                "PREFIX : <urn:> DELETE DATA {{ GRAPH <{one}> {{ {triple} }} }} ; INSERT DATA {{ :c :p 1 }}",
                "DELETE DATA {{ {triple} }}",
                "CLEAR DEFAULT",
                "COPY <{one}> TO <{other}>",
                "ADD SILENT <{one}> TO DEFAULT",
                "INSERT {{ GRAPH <{one}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{other}> {{ ?s ?p ?o }} }}",
                "DELETE {{ GRAPH ?g {{ {triple} }} }} WHERE {{ GRAPH ?g {{ {triple} }} }}",
                "INSERT DATA {{ broken",
                "PUT {one} {triple}",
                "POST {one} {triple}",
                "DELETE {one}",
            ]
        ),
        *(st.sampled_from(names) for names in ("ghi", "ghi", "abc")),
    ),
    max_size=12,
)


class _Nowhere:
    def head(self, **_: Any) -> None:
        """Take what the writer says."""


def _request(step: str, number: int) -> dict[str, Any]:
    request = {
        "snapshot": str(number),
        "base": "http://a.example/",
        "hosts": (),
        "using": (),
        "using_named": (),
    }
    op, _, rest = step.partition(" ")
    if op in ("PUT", "POST"):
        graph, _, triple = rest.partition(" ")
        part = {"name": "", "format": "nt", "content": _base64(f"{triple.rstrip('1')}<urn:o> .\n")}
        return {**request, "op": op.lower(), "graph": graph, "parts": [part]}
    if op == "DELETE" and " " not in rest:
        return {**request, "op": "delete", "graph": rest}
    return {**request, "op": "update", "sparql": step}


def _base64(text: str) -> str:
    import base64

    return base64.b64encode(text.encode()).decode()


_numbers = itertools.count()


@pytest.mark.parametrize("few", [0, 100], ids=["many", "few"])
@given(steps=STEPS)
@settings(max_examples=8)
def test_merged_writer_knows_what_is_repeated(
    tmp_path_factory: pytest.TempPathFactory, few: int, steps: list[str]
) -> None:
    folder = make_store(tmp_path_factory.mktemp("writer") / "graph")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_FEW", few)
        writer = StoreWriter(folder, folder / ".served", clean=True)
        for number, step in enumerate(["SNAPSHOT", *steps]):
            request = _request(step, number)
            if step == "SNAPSHOT":
                request["op"] = "snapshot"
            try:
                writer.handle(request, _Nowhere())  # type: ignore[arg-type]
            except KgError:
                continue
            finally:
                recorded = read_surplus(folder / STORE_NAME)
                assert recorded is not None
                assert set(recorded) == set(surplus(writer._store)), step
            snapshot = OxigraphEngine.open(folder / ".served" / str(number) / STORE_NAME)
            triples = {quad.triple for quad in snapshot.store}
            for name in ("rows", "graphs and all"):
                rows = told(snapshot.query(QUERIES[name]))
                assert name != "rows" or sum(rows.values()) == len(triples)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "ADD <urn:g> TO <urn:h>",
        "PREFIX COPY: <urn:> COPY:g TO COPY:h",
        "INSERT DATA { <urn:s> <urn:p> 1 } ; DELETE WHERE { ?s ?p ?o }",
        r"INSERT { ?s ?p 1 } WH\u0045RE { ?s ?p ?o }",
        "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }",
    ],
)
def test_inserted_is_not_known_where_it_depends_on_the_store(update: str) -> None:
    assert inserted(update) is None


def test_inserted_reads_data_with_prefixes_comments_and_strings() -> None:
    update = (
        "PREFIX : <urn:> INSERT DATA { :s :p '} INSERT {' . GRAPH :g { :s :p 2 } } # WHERE\n"
        "; DROP SILENT GRAPH :h"
    )
    assert {str(t) for t in inserted(update) or ()} == {
        '<urn:s> <urn:p> "} INSERT {"',
        '<urn:s> <urn:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("victim", ["server", "writer"])
def test_merged_is_right_after_a_kill_during_updates(tmp_path: Path, victim: str) -> None:
    folder = make_store(tmp_path / "graph", TWO)
    confirmed: list[int] = []
    enough = threading.Event()

    def write(server: Served) -> None:
        for number in itertools.count():
            triple = f"<urn:s{number}> <urn:p> {number}"
            update = f"INSERT DATA {{ GRAPH <urn:g> {{ {triple} }} GRAPH <urn:h> {{ {triple} }} }}"
            try:
                if enough.is_set() or server.update(update).status_code != 204:
                    return
            except httpx.HTTPError:
                return
            confirmed.append(number)

    with served(folder, tmp_path / "log", "--writable") as server:
        thread = threading.Thread(target=write, args=(server,))
        thread.start()
        assert until(lambda: len(confirmed) > 5)
        if victim == "server":
            server.process.kill()
        else:
            for pid in children(server.process.pid):
                if b"kg.server.writer" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)
            then = len(confirmed)
            assert until(lambda: not thread.is_alive() or len(confirmed) > then + 3)
        enough.set()
        thread.join()
    count, distinct = (f"SELECT (COUNT({what}) AS ?n) {{ ?s <urn:p> ?o }}" for what in ("*", "DISTINCT ?s"))
    with open_build(folder) as dataset:
        assert told(dataset.query(count)) == told(dataset.query(distinct))
    with served(folder, tmp_path / "log", "--writable") as server:
        # one for that of the default graph; the one under way may have come through
        assert int(server.value(count)) in (len(confirmed) + 1, len(confirmed) + 2)
        assert server.value(count) == server.value(distinct)
    assert (folder / STORE_NAME / SURPLUS_NAME).is_file()
