"""The example of every prepared question has an answer on the seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import build
from kg.query import NamedQuery, bound, named_queries, rows
from kg.query.worker import answer
from kg.store import Dataset, open_build

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

#: What the seeds say nothing of; the documents of tests/query/test_named.py do.
ELSEWHERE = {"conditions-of", "conflicts", "hypotheses", "resistance-to", "untried"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("questions") / "graph"
    build([SEEDS], folder)
    return open_build(folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    "query", [query for query in named_queries() if query.name not in ELSEWHERE], ids=lambda query: query.name
)
def test_question_example_has_an_answer_on_the_seeds(dataset: Dataset, query: NamedQuery) -> None:
    _, found = rows(answer(dataset, bound(dataset, query, dict(query.example))))
    assert found
