"""Beliefs are probabilities that verdicts have taught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.assembly import Calibration, load_calibration
from kg.assembly.calibration import Chances
from kg.errors import ConfigError
from tests.sample import sample_readings

DOUBTING = Calibration(
    bias=0.0, confidence=0.5, grounding=0.5, unknown=0.0, predicates={"biolink:treats": -1.0}
)


def test_chance_rises_with_confidence_and_grounding() -> None:
    chance = DOUBTING.chance
    assert chance("x:y", 0.6, 0.5) < chance("x:y", 0.9, 0.5) < chance("x:y", 0.9, 0.9)
    assert chance("biolink:treats", 0.9, 0.9) < chance("x:y", 0.9, 0.9)


def test_chance_has_bounds() -> None:
    assert DOUBTING.chance("x:y", 1.0, 1.0) == DOUBTING.chance("x:y", 0.97, 0.97) < 1.0


def test_chances_are_confidences_where_nothing_was_learned() -> None:
    readings = sample_readings()
    evidence = readings[0].assertions[0].evidence
    assert Chances(readings, None).of("biolink:treats", evidence) == evidence.confidence


def test_chances_know_how_both_ends_were_grounded() -> None:
    readings = sample_readings()
    (assertion, score) = next(
        (assertion, min(scores))
        for reading in readings
        for assertion in reading.assertions
        if (
            scores := [
                g.chosen.score
                for g in reading.groundings
                if g.chosen and g.mention.span in (assertion.evidence.subject, assertion.evidence.object)
            ]
        )
    )
    found = Chances(readings, DOUBTING).of(assertion.predicate, assertion.evidence)
    assert found == DOUBTING.chance(assertion.predicate, assertion.evidence.confidence, score)


def test_parts_of_a_name_are_as_sure_as_the_name() -> None:
    readings = sample_readings()
    evidence = replace(readings[0].assertions[0].evidence, extractor="fusion/partner", confidence=0.99)
    assert Chances(readings, DOUBTING).of("biolink:has_part", evidence) == 0.99


def test_calibration_that_comes_along_is_sober() -> None:
    found = load_calibration()
    assert 0.5 < found.chance("biolink:treats", 0.9, 0.9) < 0.97


def test_damaged_calibration_is_named(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text('{"bias": "much"}', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"calibration\.json"):
        load_calibration(tmp_path)
