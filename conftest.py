"""What pytest passes over here: modules that need the extra "train", where that is not installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

collect_ignore_glob = (
    []
    if all(find_spec(name) for name in ("safetensors", "tokenizers", "torch"))
    else ["kg/training/learning/*", "tests/training/learning/*"]
)


@pytest.fixture(autouse=True)
def _graph_of_examples(request: pytest.FixtureRequest) -> None:
    """Give the examples in the docstrings of `kg.api` the graph that they speak of."""
    if isinstance(request.node, pytest.DoctestItem) and request.node.name.startswith("kg.api."):
        namespace: dict[str, Any] = request.getfixturevalue("doctest_namespace")
        namespace["graph"] = request.getfixturevalue("example_graph")


@pytest.fixture(scope="session")
def example_graph(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A graph of five small documents."""
    import kg
    from tests.query.chordoma import build_larger_sample

    return kg.open(build_larger_sample(tmp_path_factory.mktemp("example") / "graph"))
