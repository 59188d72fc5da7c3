from __future__ import annotations

from pathlib import Path

import pytest

from kg.store import Dataset, open_build
from tests.query.chordoma import build_larger_sample


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the sample documents with one more."""
    return build_larger_sample(tmp_path_factory.mktemp("query") / "graph")


@pytest.fixture(scope="session")
def dataset(build: Path) -> Dataset:
    return open_build(build)
