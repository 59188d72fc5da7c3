"""Belief counts witnesses, not sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly import belief
from kg.assembly.belief import combine, witness_groups
from kg.model import Certainty, Evidence, Span

WORKS = {"a": "doi:1", "a2": "doi:1", "b": "doi:2", "c": "doi:3"}


def piece(document: str, quote: str, confidence: float = 0.8) -> Evidence:
    """Return evidence with this quote at the beginning of a document."""
    span = Span(start=0, end=len(quote))
    return Evidence(
        document=document,
        span=span,
        quote=quote,
        subject=span,
        object=span,
        section="",
        certainty=Certainty.ASSERTED,
        extractor="test",
        confidence=confidence,
    )


def support(evidence: list[Evidence], works: dict[str, str]) -> float:
    """Return the support of evidence that is right as often as its extractor says."""
    return belief.support(evidence, works, lambda piece: piece.confidence)


def test_support_two_sentences_of_one_work_count_once() -> None:
    assert support([piece("a", "One."), piece("a", "Two."), piece("a2", "Three.")], WORKS) == pytest.approx(
        0.8
    )


def test_support_takes_the_best_reading_of_a_work() -> None:
    assert support([piece("a", "One.", 0.3), piece("a", "Two.", 0.7)], WORKS) == pytest.approx(0.7)


def test_support_two_works_are_two_witnesses() -> None:
    assert support([piece("a", "One."), piece("b", "Two.")], WORKS) == pytest.approx(0.96)


def test_support_same_sentence_in_two_works_counts_once() -> None:
    assert support([piece("a", "Same words."), piece("b", "same  WORDS.")], WORKS) == pytest.approx(0.8)


def test_support_of_nothing_is_zero() -> None:
    assert support([], WORKS) == 0.0


def test_witness_groups_join_through_a_third() -> None:
    chain = [piece("a", "One."), piece("b", "Two."), piece("c", "Three."), piece("b", "One.")]
    assert [len(group) for group in witness_groups(chain, WORKS)] == [3, 1]


def test_combine_denial_lowers_belief_as_the_worked_example_says() -> None:
    assert combine(0.96, 0.5) == 0.9231


def test_combine_two_certainties_believe_neither() -> None:
    assert combine(1.0, 1.0) == 0.5


@given(st.floats(0, 1), st.floats(0, 1))
def test_combine_stays_a_probability_and_never_above_support(for_it: float, against: float) -> None:
    believed = combine(for_it, against)
    assert 0.0 <= believed <= round(for_it, 4) + 1e-9
