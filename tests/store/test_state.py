from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.rdf import write_build
from kg.store import FolderStates, Latest, open_build, state_key
from tests.sample import sample_graph, sample_readings


def test_state_of_no_build_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="is not a build"):
        state_key(tmp_path)


def test_a_build_is_opened_once_and_again_when_it_was_built_anew(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_build(sample_graph(), folder)
    latest = Latest(FolderStates(folder), open_build)
    first = latest.open()
    assert latest.open() is first
    write_build(sample_graph(sample_readings()[:1]), folder)
    second = latest.open()
    assert second is not first
    assert latest.open() is second


class States:
    """Two states; notes which are in use."""

    def __init__(self) -> None:
        self.key = "one"
        self.used: set[str] = set()

    def current(self) -> tuple[str, Path]:
        self.used.add(self.key)
        return self.key, Path(self.key)

    def release(self, key: str) -> None:
        self.used.discard(key)


class Opened:
    """Something that is open."""

    def __init__(self, root: Path) -> None:
        if root.name == "damaged":
            raise GraphError("damaged")


def test_a_state_is_in_use_as_long_as_somebody_reads_it() -> None:
    states = States()
    latest = Latest(states, Opened)
    held = latest.open()
    states.key = "two"
    latest.open()
    assert states.used == {"one", "two"}
    del held
    gc.collect()
    assert states.used == {"two"}
    states.key = "damaged"
    with pytest.raises(GraphError):
        latest.open()
    assert states.used == {"two"}


def test_a_build_without_its_store_has_a_state(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_build(sample_graph(), folder)
    whole = state_key(folder)
    shutil.rmtree(folder / "store")
    assert state_key(folder) not in ("", whole)
