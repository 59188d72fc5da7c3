"""Build folders: the same bytes every time, whole or not at all, and what withdrawal leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import GraphError, ShapeError
from kg.model import KnowledgeGraph
from kg.rdf import Iris, encode, write_build
from tests.sample import build_sample, sample_graph, sample_readings


def graph_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a build but those of the store."""
    files = [folder / "graph.ttl", folder / "graph.trig", *sorted((folder / "texts").iterdir())]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def written(folder: Path, graph: KnowledgeGraph) -> dict[str, bytes]:
    """Write a build and return its files."""
    write_build(graph, folder)
    return graph_files(folder)


def test_write_build_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = graph_files(build_sample(tmp_path / "a"))
    assert graph_files(build_sample(tmp_path / "b")) == first
    assert graph_files(build_sample(tmp_path / "a")) == first


def test_write_build_order_of_reading_changes_no_byte(tmp_path: Path) -> None:
    backwards = sample_graph(tuple(reversed(sample_readings())))
    assert written(tmp_path / "b", backwards) == graph_files(build_sample(tmp_path / "a"))


@pytest.mark.parametrize("gone", range(4), ids=["review", "copy", "report", "note"])
def test_write_build_after_withdrawal_is_as_if_never_read(tmp_path: Path, gone: int) -> None:
    readings = sample_readings()
    left = readings[:gone] + readings[gone + 1 :]
    never_read = written(tmp_path / "never", sample_graph(left))
    build_sample(tmp_path / "withdrawn")
    assert written(tmp_path / "withdrawn", sample_graph(left)) == never_read
    assert f"texts/{readings[gone].document.key}.txt" not in never_read


def test_write_build_leaves_nothing_beside(tmp_path: Path) -> None:
    build_sample(tmp_path)
    build_sample(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.trig", "graph.ttl", "store", "texts"]


def test_write_build_trig_and_store_hold_the_quads(tmp_path: Path) -> None:
    quads = set(write_build(sample_graph(), tmp_path))
    assert set(parse(path=str(tmp_path / "graph.trig"), format=RdfFormat.TRIG)) == quads
    in_memory = Store()
    in_memory.bulk_extend(quads)
    # both stores write 6.0 as 6, which is the same number
    assert set(Store.read_only(str(tmp_path / "store"))) == set(in_memory)


def test_write_build_turtle_holds_every_triple_for_another_parser(tmp_path: Path) -> None:
    quads = write_build(sample_graph(), tmp_path)
    assert len(rdflib.Graph().parse(tmp_path / "graph.ttl")) == len(quads)


def test_write_build_texts_are_the_bytes_as_read(tmp_path: Path) -> None:
    build_sample(tmp_path)
    for reading in sample_readings():
        stored = (tmp_path / "texts" / f"{reading.document.key}.txt").read_bytes()
        assert stored.decode("utf-8") == reading.document.text


def test_write_build_other_base_moves_our_own_iris(tmp_path: Path) -> None:
    write_build(sample_graph(), tmp_path, base="https://example.org/kg/")
    content = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix assoc: <https://example.org/kg/assoc/> ." in content
    assert "https://w3id.org/biomedkg/id/" not in content


def test_write_build_declares_only_prefixes_in_use_sorted(tmp_path: Path) -> None:
    build_sample(tmp_path)
    lines = (tmp_path / "graph.ttl").read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert not any(line.startswith("@prefix chebi:") for line in prefixes)


def test_write_build_broken_shape_writes_nothing_and_names_the_sentence(tmp_path: Path) -> None:
    graph = sample_graph()
    broken = replace(graph.associations[0], belief=1.5)
    with pytest.raises(ShapeError, match=r"belief from 0 to 1 .*The drug was tried in soft tissue sarcoma"):
        write_build(replace(graph, associations=(broken, *graph.associations[1:])), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_write_build_where_a_file_stands_raises_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot be written"):
        write_build(sample_graph(), tmp_path / "file")


def test_write_build_of_nothing_is_a_valid_build(tmp_path: Path) -> None:
    quads: tuple[Quad, ...] = write_build(sample_graph(()), tmp_path)
    assert quads == encode(sample_graph(()), iris=Iris())
