from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.rdf import write_build
from kg.store import Latest, state_key
from tests.sample import sample_graph, sample_readings


def test_state_of_no_build_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="is not a build"):
        state_key(tmp_path)


def test_a_build_is_opened_once_and_again_when_it_was_built_anew(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_build(sample_graph(), folder)
    opened: list[Path] = []
    latest = Latest(folder, lambda path: opened.append(path) or len(opened))  # type: ignore[func-returns-value]
    assert (latest.open(), latest.open()) == (1, 1)
    write_build(sample_graph(sample_readings()[:1]), folder)
    assert (latest.open(), latest.open()) == (2, 2)


def test_a_build_without_its_store_has_a_state(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_build(sample_graph(), folder)
    whole = state_key(folder)
    shutil.rmtree(folder / "store")
    assert state_key(folder) not in ("", whole)
