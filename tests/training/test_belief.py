from __future__ import annotations

import pytest

from kg.errors import TrainingError
from kg.evaluate.reliability import reliability
from kg.training.belief import card, chances, fit, unseen


def rows(
    count: int, verdict: str, *, predicate: str = "a:b", confidence: str = "0.9"
) -> list[dict[str, str]]:
    return [
        {
            "verdict": verdict,
            "predicate": predicate,
            "confidence": confidence,
            "grounding": "0.9" if number % 2 else "",
            "document": f"d{number}",
        }
        for number in range(count)
    ]


def test_fit_believes_what_was_right_and_doubts_what_was_wrong() -> None:
    judged = [*rows(40, "right"), *rows(10, "wrong"), *rows(40, "wrong", predicate="c:d")]
    found = chances(fit(judged), judged)
    assert found[0] > 0.7
    assert found[-1] < 0.3


def test_doubtful_counts_half() -> None:
    found = chances(fit(rows(60, "doubtful")), rows(2, "doubtful"))
    assert found == pytest.approx([0.5, 0.5], abs=0.01)


def test_unseen_learns_nothing_from_the_document_itself() -> None:
    # one document alone has a predicate, so that nothing is known of it elsewhere
    odd = [{**row, "document": "odd"} for row in rows(30, "wrong", predicate="c:d")]
    found = unseen([*rows(60, "right"), *odd])
    assert min(found[60:]) > 0.5


def test_nothing_and_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(TrainingError, match="no verdicts"):
        fit([])
    with pytest.raises(TrainingError, match="lacks a number"):
        fit([{**rows(1, "right")[0], "confidence": "much"}])


def test_card_gets_its_table() -> None:
    bins = reliability([(0.5, 0.0), (0.9, 1.0)], bins=1)
    text = "a\n<!-- reliability: begin -->\nold\n<!-- reliability: end -->\nb\n"
    made = card(text, bins)
    assert "| 0.50 to 0.90 | 2 | 0.70 | 0.50 |" in made
    assert "old" not in made
    assert made.endswith("b\n")
    with pytest.raises(TrainingError, match="no place"):
        card("nothing", bins)
