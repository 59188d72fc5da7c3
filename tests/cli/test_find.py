from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from tests.sample import build_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("build") / "graph")


def test_find_lists_a_misspelled_concept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", str(folder), "pazopnaib"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:3] == [
        "concept",
        "drugbank:DB06589",
        "pazopanib",
    ]


def test_find_writes_concepts_sentences_and_documents_as_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", str(folder), "synovial sarcoma", "--limit", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["concepts"][0]["way"] == "exact"
    assert len(found["sentences"]) == 2
    assert found["documents"][0]["title"] == "Synovial sarcoma: one fusion, few drugs"


def test_find_nothing_ends_with_1_and_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", str(folder), "zzzz"]) == 1
    assert capsys.readouterr().err == "kg: nothing in the graph is called or says 'zzzz'\n"


def test_find_in_no_build_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", str(tmp_path), "lung"]) == 1
    assert "is not a build" in capsys.readouterr().err
