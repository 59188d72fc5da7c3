from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.pipeline import build
from tests.pipeline.parts import share_parts, write_sources


@pytest.fixture(autouse=True)
def shared_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    share_parts(monkeypatch)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    return write_sources(tmp_path / "sources")


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of all sources, to be copied and never changed."""
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as monkeypatch:
        share_parts(monkeypatch)
        build(write_sources(folder / "sources"), folder / "built")
    return folder / "built"


@pytest.fixture
def built(first_build: Path, tmp_path: Path) -> Path:
    """The folder of a finished build of all sources, the test's own."""
    return Path(shutil.copytree(first_build, tmp_path / "built"))
