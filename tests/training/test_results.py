"""The scores as they are stored beside a model."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import TrainingError
from kg.training.results import Evaluation, as_json, join, read_scores, write_scores
from tests.training.sample_scores import EVALUATION


def test_scores_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_scores(tmp_path / "scores.json", EVALUATION)
    assert read_scores(tmp_path / "scores.json") == EVALUATION


def test_scores_are_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        write_scores(tmp_path / name, EVALUATION)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_as_json_has_rates_beside_counts() -> None:
    score = as_json(EVALUATION)["entities"][0]["score"]
    assert score == {"right": 6, "spurious": 2, "missed": 4, "precision": 0.75, "recall": 0.6, "f1": 0.6667}


def test_as_json_leaves_out_what_was_not_measured() -> None:
    assert as_json(Evaluation(model="m", version="1", part="dev")) == {
        "model": "m",
        "version": "1",
        "part": "dev",
    }


@pytest.mark.parametrize("content", ["", "{}", json.dumps({"model": "m", "version": "1", "part": 3})])
def test_read_scores_of_something_else_names_the_file(content: str, tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"scores\.json: not the scores of a model"):
        read_scores(path)


def test_join_keeps_what_was_measured_before() -> None:
    new = Evaluation(model="m", version=EVALUATION.version, part="dev", syntax=EVALUATION.syntax)
    assert join(new, EVALUATION).entities == EVALUATION.entities


@pytest.mark.parametrize(
    "old",
    [
        pytest.param(replace(EVALUATION, version="0.0.0"), id="version"),
        pytest.param(replace(EVALUATION, part="test"), id="part"),
    ],
)
def test_join_takes_nothing_from_another_version_or_part(old: Evaluation) -> None:
    new = Evaluation(model="m", version=EVALUATION.version, part="dev")
    assert join(new, old) == new
