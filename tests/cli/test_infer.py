from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def copy(build: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(build, tmp_path / "graph"))


def kg(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_infer_tells_counts_and_can_be_undone(copy: Path, capsys: Capture) -> None:
    assert kg("infer", copy) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.endswith("they stand in <https://w3id.org/biomedkg/id/inferred>")
    assert any("rdfs:subClassOf" in line for line in rest)
    assert kg("infer", copy, "--undo") == 0
    assert capsys.readouterr().out.endswith(" inferred triples removed\n")
    assert kg("infer", copy, "--undo") == 0
    assert capsys.readouterr().out == "nothing was inferred\n"


def test_infer_json_adds_up(copy: Path, capsys: Capture) -> None:
    assert kg("infer", copy, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert sum(report["by_predicate"].values()) == report["inferred"] > 0
    assert report["rules"] == "rdfs"


def test_infer_a_drug_of_a_kind_is_found_by_a_plain_pattern(copy: Path, capfd: Capture) -> None:
    assert kg("infer", copy) == 0
    capfd.readouterr()
    pattern = "SELECT ?n { ?x kgo:treats_some mondo:0005089 ; rdfs:label ?n } ORDER BY ?n"
    assert kg("query", copy, "--text", pattern) == 0
    assert "trabectedin" in capfd.readouterr().out


def test_infer_where_no_build_is_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    assert kg("infer", tmp_path) == 1
    assert capsys.readouterr().err.count("\n") == 1
