"""The pace of pipelines, with pipelines that only cut words."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from kg.errors import ModelError, TrainingError
from kg.nlp.models import model_info
from kg.training.speed import evaluate_speed, speed_texts
from tests.training.conftest import make_row, write_part

TEXTS = ["Loss of WT1 gives mice a sarcoma.", "No drug helps."]


@pytest.fixture
def model(tmp_path: Path) -> str:
    nlp = spacy.blank("en")
    nlp.to_disk(tmp_path / "blank")
    return str(tmp_path / "blank")


def test_evaluate_speed_counts_words_between_blanks(model: str) -> None:
    speed = evaluate_speed(model, TEXTS, peer_name="no_such_model", rounds=1)
    assert (speed.words, speed.peers, speed.ratios) == (10, (), ())
    assert speed.model.name == "blank"
    assert speed.model.words_per_second > 0
    assert speed.model.load_seconds > 0
    assert speed.model.size > 0


def test_evaluate_speed_reads_with_model_and_peer_in_turns(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Pipeline:
        def __init__(self, name: str) -> None:
            self.name = name

        def pipe(self, texts: list[str]) -> list[str]:
            read.append(self.name)
            return texts

    monkeypatch.setattr("kg.training.speed.load_pipeline", Pipeline)
    monkeypatch.setattr("kg.training.speed.get_installed_models", lambda: ["peer"])
    monkeypatch.setattr("kg.training.speed.model_info", lambda name: model_info(model))
    speed = evaluate_speed("ours", TEXTS, peer_name="peer", rounds=2)
    assert read == ["ours", "peer"] * 3
    assert len(speed.peers) == 1
    assert len(speed.ratios) == 1


def test_evaluate_speed_of_no_model_fails() -> None:
    with pytest.raises(ModelError, match="no language model 'no_such_model'"):
        evaluate_speed("no_such_model", TEXTS)


def test_speed_texts_are_those_of_the_corpora_that_are_there(tmp_path: Path) -> None:
    write_part(tmp_path, "biored", "dev", [make_row(str(i), text) for i, text in enumerate(TEXTS)])
    assert speed_texts(tmp_path, "dev") == TEXTS


def test_speed_texts_without_corpora_fails(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="to measure speed on"):
        speed_texts(tmp_path, "dev")
