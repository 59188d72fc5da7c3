"""The gold facts of the seeds: well formed, and said by the texts they name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parents[1]
SEEDS = TESTS.parent / "seeds"


def rows(name: str) -> list[dict[str, Any]]:
    """Return the facts of one gold file."""
    return [json.loads(line) for line in (TESTS / "gold" / name).read_text(encoding="utf-8").splitlines()]


FACTS = rows("seeds.jsonl")
FILES = ("seeds.jsonl", "seeds-never.jsonl")


@pytest.mark.parametrize("fact", FACTS, ids=[str(fact["id"]) for fact in FACTS])
def test_gold_quote_stands_in_its_text(fact: dict[str, Any]) -> None:
    assert fact["quote"] in (SEEDS / fact["doc"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_gold_ids_count_from_one(name: str) -> None:
    assert [fact["id"] for fact in rows(name)] == list(range(1, len(rows(name)) + 1))


@pytest.mark.parametrize("name", FILES)
def test_gold_facts_name_a_seed_and_both_participants(name: str) -> None:
    assert all((SEEDS / fact["doc"]).is_file() and fact["subject"] and fact["object"] for fact in rows(name))


def test_gold_covers_every_seed() -> None:
    assert {fact["doc"] for fact in FACTS} == {
        path.name for path in SEEDS.iterdir() if path.suffix in {".md", ".txt"}
    }
