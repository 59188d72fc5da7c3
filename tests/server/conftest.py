from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.server import DefaultGraph, Limits, Options, make_app
from tests.query.chordoma import build_larger_sample

#: What the small store holds: one triple in the default graph, one in each of two named graphs.
TRIPLES = "<urn:a> <urn:p> 1 . GRAPH <urn:g> { <urn:b> <urn:p> 2 } GRAPH <urn:h> { <urn:c> <urn:p> 3 }"

LIMITS = Limits(time=600, workers=2)


def make_store(folder: Path, triples: str = TRIPLES) -> Path:
    """Make a folder that holds nothing but a store."""
    folder.mkdir()
    store = ox.Store(str(folder / "store"))
    store.update(f"INSERT DATA {{ {triples} }}")
    store.flush()
    return folder


def client_of(folder: Path, options: Options) -> TestClient:
    return TestClient(make_app(folder, options=options), base_url="http://127.0.0.1:8080")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the sample documents."""
    return build_larger_sample(tmp_path_factory.mktemp("server") / "graph")


@pytest.fixture(scope="module")
def client(build: Path) -> Iterator[TestClient]:
    """A client of the sample build, served for reading."""
    with client_of(build, Options(limits=LIMITS, hosts=frozenset({"127.0.0.1"}))) as client:
        yield client


@pytest.fixture(scope="module")
def writable_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    options = Options(limits=LIMITS, writable=True, default_graph=DefaultGraph.PLAIN)
    with client_of(make_store(tmp_path_factory.mktemp("writable") / "graph"), options) as client:
        yield client


@pytest.fixture
def writable(writable_server: TestClient) -> TestClient:
    """A client of a small store, as new, that may be changed without a token."""
    writable_server.post("/update", data={"update": f"DROP ALL ; INSERT DATA {{ {TRIPLES} }}"})
    return writable_server
