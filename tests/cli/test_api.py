from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, NotFoundError, QueryError


@pytest.fixture(scope="module")
def graph(build: Path) -> kg.Graph:
    return kg.open(build)


def test_api_import_is_light() -> None:
    script = "import sys, kg; print({'rdflib', 'spacy', 'pyoxigraph', 'networkx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_api_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def test_api_query_gives_rows(graph: kg.Graph) -> None:
    assert graph.query("SELECT ?n { ?x a kgo:GeneFusion ; rdfs:label ?n }") == [{"n": "SS18::SSX1"}]


def test_api_named_query_takes_parameters(graph: kg.Graph) -> None:
    rows = graph.query(name="outcomes-of", therapy="pazopanib", least=5)
    assert [row["value"] for row in rows] == [6.0]


def test_api_query_wants_one_question(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="either"):
        graph.query()
    with pytest.raises(QueryError, match="either"):
        graph.query("ASK {}", name="fusions")


def test_api_show_takes_any_name(graph: kg.Graph) -> None:
    assert graph.show("brachyury").concept.label == "TBXT"


def test_api_concept_unknown_raises(graph: kg.Graph) -> None:
    with pytest.raises(NotFoundError):
        graph.concept("nobody")


def test_api_evidence_points_into_the_texts(graph: kg.Graph) -> None:
    for evidence in graph.evidence:
        assert graph.text(evidence.document)[evidence.start : evidence.end] == evidence.quote


def test_api_evidence_is_listed_once(graph: kg.Graph) -> None:
    iris = [evidence.iri for evidence in graph.evidence]
    assert iris == sorted(set(iris))


def test_api_paths_take_names(graph: kg.Graph) -> None:
    assert len(graph.paths("KDR", "Nausea", limit=1)[0].hops) == 2


def test_api_export_gives_files(graph: kg.Graph, build: Path) -> None:
    assert graph.export("ttl") == {"graph.ttl": (build / "graph.ttl").read_bytes()}


def test_api_query_frame_has_the_columns(graph: kg.Graph) -> None:
    pytest.importorskip("pandas", reason="pandas comes with the extra 'notebooks'")
    assert list(graph.query_frame(name="ungrounded").columns) == ["name", "type", "documents", "edges", "id"]


def test_api_view_shows_itself_in_a_notebook_without_a_network(graph: kg.Graph) -> None:
    shown = graph.view("synovial sarcoma", hops=1, height=300)._repr_html_()
    assert shown.startswith('<iframe srcdoc="')
    assert 'height="300"' in shown
    assert "&quot;hops&quot;:1" in shown
    assert "src=&quot;http" not in shown


def test_api_query_polars_has_the_rows(graph: kg.Graph) -> None:
    pytest.importorskip("polars", reason="polars is optional")
    frame = graph.query_polars(name="outcomes-of", therapy="pazopanib")
    assert frame["value"].to_list() == [
        row["value"] for row in graph.query(name="outcomes-of", therapy="pazopanib")
    ]


@pytest.mark.parametrize(("method", "package"), [("query_frame", "pandas"), ("query_polars", "polars")])
def test_api_table_without_its_package_says_what_to_install(
    graph: kg.Graph, method: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KgError, match=f"pip install {package}"):
        getattr(graph, method)(name="fusions")


def test_api_query_network_keeps_other_columns(graph: kg.Graph) -> None:
    network = graph.query_network(
        "SELECT ?subject ?predicate ?object ?belief "
        "{ ?a biolink:subject ?subject ; biolink:predicate ?predicate ; biolink:object ?object ; "
        "kgo:belief ?belief }"
    )
    assert network.number_of_edges() == len(graph.associations)
    assert all(0 <= data["belief"] <= 1 for _, _, data in network.edges(data=True))


def test_api_query_network_of_other_columns_is_refused(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="subject"):
        graph.query_network(name="targets-of")


def test_api_network_of_a_selection_has_its_edges_alone(graph: kg.Graph) -> None:
    chosen = graph.associations_of("chordoma", kinds=True)
    network = graph.to_networkx(selection=chosen)
    assert network.number_of_edges() == len(chosen)
    assert all(network.degree(node) > 0 for node in network)
    assert graph.to_networkx(selection=()).number_of_nodes() == 0


def test_api_associations_of_a_role_and_predicate(graph: kg.Graph) -> None:
    as_object = graph.associations_of("chordoma", role="object")
    assert {graph.ends(one)[1].label for one in as_object} == {"chordoma"}
    assert set(as_object) | set(graph.associations_of("chordoma", role="subject")) == set(
        graph.associations_of("chordoma")
    )
    beliefs = [one.belief for one in graph.associations_of("synovial sarcoma")]
    assert beliefs == sorted(beliefs, reverse=True)
    with pytest.raises(QueryError, match="role"):
        graph.associations_of("chordoma", role="both")


def test_api_kinds_of_reaches_the_deepest(graph: kg.Graph) -> None:
    assert {kind.label for kind in graph.kinds_of("sarcoma")} >= {"soft tissue sarcoma", "synovial sarcoma"}
    assert graph.kinds_of("synovial sarcoma") == ()
