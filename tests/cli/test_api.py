from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import NotFoundError, QueryError


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
