from __future__ import annotations

import csv
import io

import pytest

from kg.errors import KgError
from kg.export import formats, render
from kg.export.tables import table
from kg.store import Dataset


def read(files: object, name: str, delimiter: str = ",") -> list[dict[str, str]]:
    assert isinstance(files, dict)
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline=""), delimiter=delimiter))


def test_formats_list_is_complete() -> None:
    assert list(formats()) == [
        *("ttl", "nt", "nq", "trig", "jsonld", "rdfxml", "webanno"),
        *("graphml", "gexf", "cx2", "csv", "kgx", "neo4j"),
    ]


def test_render_unknown_format_is_refused(dataset: Dataset) -> None:
    with pytest.raises(KgError, match="no export format is named 'docx'"):
        render(dataset, "docx")


def test_table_hostile_cells_read_back() -> None:
    cells = ['a "b", c', "line\nend", "tab\tend", "", "=1+1"]
    data = table("a b c d e", [cells], delimiter="\t")
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter="\t"))
    assert rows[1] == cells


def test_csv_every_end_of_an_edge_is_a_node(dataset: Dataset) -> None:
    files = render(dataset, "csv")
    ids = {row["id"] for row in read(files, "nodes.csv")}
    assert all(row["subject"] in ids and row["object"] in ids for row in read(files, "edges.csv"))


def test_csv_every_edge_has_its_evidence(dataset: Dataset) -> None:
    files = render(dataset, "csv")
    quotes = {row["id"]: row["quote"] for row in read(files, "evidence.csv")}
    for edge in read(files, "edges.csv"):
        assert [quotes[key] for key in edge["evidence"].split("|")]


def test_csv_same_as_and_parents_are_curies(dataset: Dataset) -> None:
    rows = {row["id"]: row for row in read(render(dataset, "csv"), "nodes.csv")}
    disease = rows["mondo:0010434"]
    assert (disease["same_as"], disease["parents"]) == ("doid:5485|ncit:C3400", "mondo:0018078")


def test_csv_zero_is_a_value_and_missing_is_empty(dataset: Dataset) -> None:
    rows = read(render(dataset, "csv"), "outcomes.csv")
    zero = next(row for row in rows if row["value_text"] == "0%")
    assert (zero["value"], zero["lower"]) == ("0", "")


def test_kgx_our_predicate_stands_as_a_biolink_one(dataset: Dataset) -> None:
    edges = read(render(dataset, "kgx"), "edges.tsv", "\t")
    own = {row["predicate"] for row in edges if row["original_predicate"] == "kgo:targets"}
    assert len(own) == 1
    assert own.pop().startswith("biolink:")


def test_kgx_required_columns_are_filled(dataset: Dataset) -> None:
    files = render(dataset, "kgx")
    for row in read(files, "nodes.tsv", "\t"):
        assert row["id"] and row["category"].startswith("biolink:")
    for row in read(files, "edges.tsv", "\t"):
        assert all(row[name] for name in ("id", "subject", "object", "knowledge_level", "supporting_text"))


def test_kgx_denial_and_aim_are_told(dataset: Dataset) -> None:
    edges = read(render(dataset, "kgx"), "edges.tsv", "\t")
    assert [row["object"] for row in edges if row["negated"] == "true"] == ["mondo:0010434"]
    assert {row["knowledge_level"] for row in edges if row["certainty"] == "hypothetical"} == {"not_provided"}


def test_neo4j_denial_has_a_type_of_its_own(dataset: Dataset) -> None:
    rows = read(render(dataset, "neo4j"), "edges.csv")
    assert [row["type"] for row in rows if row["negated"] == "true"] == ["NOT_TREATS"]


def test_neo4j_script_reads_every_type(dataset: Dataset) -> None:
    files = render(dataset, "neo4j")
    script = files["import.cypher"].decode()
    assert all(f"[r:`{row['type']}`" in script for row in read(files, "edges.csv"))
    assert all(f"SET c:`{row['kind']}`" in script for row in read(files, "nodes.csv"))
