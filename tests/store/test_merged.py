"""Both engines read of several graphs their merge: made-up datasets with repeated triples, side by side."""

from __future__ import annotations

import itertools
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.rdf.layout import STORE_NAME, SURPLUS_NAME
from kg.rdf.merge import read_surplus, store_once, surplus, write_surplus
from kg.rdf.write import replace_store
from kg.store import Dataset, OxigraphEngine, open_build
from kg.store.graphs import asks_named_alone, named_graphs, says_graph
from kg.store.merged import MergedStore
from kg.store.rdflib_view import rdflib_dataset
from tests.store.merged import QUERIES, in_rdflib, told, write_trig

# rdflib 7.6 uses names of its own that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

NODES = [ox.NamedNode(f"urn:{name}") for name in "abc"]
PREDICATES = [ox.NamedNode("urn:p"), ox.NamedNode("urn:q")]
VALUES = [*NODES, ox.Literal("a"), ox.Literal("a", language="en"), ox.Literal(1)]
GRAPHS = [ox.DefaultGraph(), *(ox.NamedNode(f"urn:{name}") for name in "ghi")]

quads = st.builds(ox.Quad, *(st.sampled_from(each) for each in (NODES, PREDICATES, VALUES, GRAPHS)))
datasets = st.lists(quads, max_size=14, unique=True)

_numbers = itertools.count()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("merged")


@given(dataset=datasets)
@settings(max_examples=12)
def test_merged_engines_in_memory_answer_the_same(scratch: Path, dataset: list[ox.Quad]) -> None:
    ours = OxigraphEngine.load(write_trig(dataset, scratch / "graph.trig"))
    measure = in_rdflib(dataset, scratch)
    for name, query in QUERIES.items():
        assert told(ours.query(query)) == told(measure.query(query)), name


@given(dataset=datasets)
@settings(max_examples=5)
def test_merged_engines_on_disk_answer_the_same(scratch: Path, dataset: list[ox.Quad]) -> None:
    folder = scratch / f"store-{next(_numbers)}"
    replace_store(folder, dataset)
    recorded = OxigraphEngine.open(folder)
    twin = _snapshot(folder)
    measure = in_rdflib(dataset, scratch)
    for name, query in QUERIES.items():
        expected = told(measure.query(query))
        assert told(recorded.query(query)) == expected, name
        assert told(twin.query(query)) == expected, name


def _snapshot(folder: Path) -> OxigraphEngine:
    """Return a copy of a store as a server makes one after a change: with each triple once beside it."""
    copy = folder.with_name(folder.name + "-copy")
    store = ox.Store(str(folder))
    found = surplus(store)
    store.backup(str(copy))
    write_surplus(copy, found)
    store_once(store, copy, found)
    return OxigraphEngine.open(copy)


@given(dataset=datasets)
@settings(max_examples=40)
def test_merged_surplus_leaves_each_triple_in_one_graph(dataset: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(dataset)
    triples = {quad.triple for quad in store}
    for quad in surplus(store):
        store.remove(quad)
    assert len(store) == len(triples) == len({quad.triple for quad in store})


@given(dataset=datasets)
@settings(max_examples=6)
def test_merged_rdflib_view_answers_the_same(scratch: Path, dataset: list[ox.Quad]) -> None:
    engine = OxigraphEngine.load(write_trig(dataset, scratch / "graph.trig"))
    view = rdflib_dataset(Dataset(engine, texts=scratch), prefixes={})
    triples = {quad.triple for quad in dataset}
    assert len(list(view.triples((None, None, None)))) == len(view) == len(triples)
    assert len(list(view.quads())) == len(dataset)
    for name, query in QUERIES.items():
        if query.startswith("SELECT"):
            rows = [row for row in view.query(query).bindings if row]
            assert len(rows) == sum(told(engine.query(query)).values()), name  # type: ignore[union-attr]


TWICE = [
    ox.Quad(NODES[0], PREDICATES[0], NODES[1], graph)
    for graph in (ox.NamedNode("urn:g"), ox.NamedNode("urn:h"))
]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def _count(engine: OxigraphEngine, query: str = COUNT) -> str:
    (row,) = engine.query(query)  # type: ignore[misc]
    return str(row["n"].value)


def test_merged_store_without_a_record_is_searched(tmp_path: Path) -> None:
    """One that an older version or another program has made."""
    replace_store(tmp_path / STORE_NAME, TWICE)
    assert len(read_surplus(tmp_path / STORE_NAME) or ()) == 1
    (tmp_path / STORE_NAME / SURPLUS_NAME).unlink()
    assert read_surplus(tmp_path / STORE_NAME) is None
    assert _count(OxigraphEngine.open(tmp_path / STORE_NAME)) == "1"


def test_merged_record_is_believed_and_names_blank_nodes(tmp_path: Path) -> None:
    twice = [ox.Quad(ox.BlankNode("b"), quad.predicate, quad.object, quad.graph_name) for quad in TWICE]
    replace_store(tmp_path / STORE_NAME, twice)
    assert _count(_snapshot(tmp_path / STORE_NAME)) == "1"


def test_merged_damaged_record_is_an_error_not_a_wrong_answer(tmp_path: Path) -> None:
    replace_store(tmp_path / STORE_NAME, TWICE)
    (tmp_path / STORE_NAME / SURPLUS_NAME).write_text("<urn:a", encoding="utf-8")
    with pytest.raises(Exception, match="record of repeated triples"):
        OxigraphEngine.open(tmp_path / STORE_NAME).query(COUNT)


def test_merged_build_of_a_user_s_trig(tmp_path: Path) -> None:
    write_trig(TWICE, tmp_path / "graph.trig")
    with open_build(tmp_path) as dataset:
        assert told(dataset.query(COUNT)) == told(in_rdflib(TWICE, tmp_path).query(COUNT))


def test_merged_empty_graph_stays_in_the_copy() -> None:
    store = ox.Store()
    store.extend(TWICE)
    store.add_graph(ox.NamedNode("urn:empty"))
    query = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:empty> {} FILTER EXISTS { ?s ?p ?o } }"
    assert told(MergedStore(store).query(query)) == told(store.query(query, use_default_graph_as_union=True))


def test_merged_nothing_is_copied_where_each_triple_stands_once() -> None:
    store = ox.Store()
    store.add(TWICE[0])
    merged = MergedStore(store)
    for query in QUERIES.values():
        merged.query(query)
    assert not {"_whole", "_once"} & vars(merged).keys()


def test_rdflib_from_reads_the_dataset_and_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(*_: object, **__: object) -> None:
        raise AssertionError("fetched")

    engine = in_rdflib(TWICE, tmp_path)
    monkeypatch.setattr(rdflib.Graph, "parse", fetch)
    monkeypatch.setattr(rdflib.Dataset, "parse", fetch)
    for clause, rows in (
        ("FROM <http://127.0.0.1:9/x>", 0),
        ("FROM <urn:g>", 1),
        ("FROM:g", 1),
        (r"FR\u004FM <urn:g>", 1),
    ):
        answer = engine.query(f"PREFIX : <urn:> SELECT ?s {clause} {{ ?s ?p ?o }}")
        assert len(list(answer)) == rows, clause  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="do not read files"):
        engine.query("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }")
    assert len(set(engine.dataset.graphs())) == 3


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("BASE <http://a.example/> SELECT * FROM <g> { ?s ?p ?o }", ["http://a.example/g"], []),
        (
            "PREFIX from: <urn:> SELECT * FROM from:g FROM NAMED from:h { ?s from:x 'FROM' }",
            ["urn:g"],
            ["urn:h"],
        ),
        ("CONSTRUCT { ?s ?p 'FROM <urn:no>' } FROM <urn:g> { ?s ?p ?o }", ["urn:g"], []),
        (r"SELECT * FR\u004FM <urn:g> { ?s ?p ?o }", ["urn:g"], []),
    ],
)
def test_named_graphs_are_resolved(query: str, default: list[str], named: list[str]) -> None:
    found = named_graphs(query)
    assert found is not None
    assert ([g.value for g in found.default], [g.value for g in found.named]) == (default, named)


@pytest.mark.parametrize("query", ["SELECT * FROM no:g { ?s ?p ?o }", "SELECT * FROM ?g { ?s ?p ?o }"])
def test_named_graphs_that_cannot_be_resolved_are_the_engine_s_mistake(query: str) -> None:
    assert named_graphs(query) is None
    with pytest.raises(QueryError):
        OxigraphEngine(ox.Store()).query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPH ?g { ?s ?p ?o } [] a ?c }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } (1 2) }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } { ?s ?p ?o } }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER EXISTS { ?s ?p ?o } }",
        "SELECT (EXISTS { ?s ?p ?o } AS ?e) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { { SELECT ?s { ?s ?p ?o } } GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE ?s { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY EXISTS { ?s ?p 1 }",
    ],
)
def test_asks_named_alone_sees_what_stands_outside(query: str) -> None:
    assert says_graph(query)
    assert not asks_named_alone(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g { GRAPH ?g { ?s ?p [ ?q 'GRAPH }' ] FILTER(?o > 1) } }",
        "ASK { { GRAPH <urn:g> { ?s ?p ?o } } UNION { GRAPH <urn:h> { ?s ?p ?o } } . }",
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { { ?s ?p ?o } OPTIONAL { ?o ?p ?x } } } GROUP BY ?g",
    ],
)
def test_asks_named_alone_where_all_is_within_graph(query: str) -> None:
    assert asks_named_alone(query)
