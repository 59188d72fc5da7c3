from __future__ import annotations

from kg.lexicon import Entry, Status
from kg.model import EntityType
from kg.training.ranker import Choice, fit
from kg.training.substitutes import learn


def choice(right: int, *options: dict[str, float]) -> Choice:
    fits = tuple(at == right for at in range(len(options)))
    return Choice(group="disease", options=options, right=fits, count=1.0)


def test_fit_prefers_what_was_right() -> None:
    found = [choice(0, {"label": 1.0}, {"alias": 1.0}, {"none": 1.0}) for _ in range(20)]
    weights = fit(found)
    assert weights["label"] > weights["alias"]
    assert weights["label"] > weights["none"]


def test_fit_learns_when_none_is_right() -> None:
    found = [choice(1, {"alias": 1.0}, {"none": 1.0}) for _ in range(20)]
    assert fit(found)["none"] > fit(found)["alias"]


def test_fit_takes_any_of_several_right_ones() -> None:
    both = Choice(
        group="disease",
        options=({"a": 1.0}, {"b": 1.0}, {"none": 1.0}),
        right=(True, True, False),
        count=1.0,
    )
    weights = fit([both] * 10)
    assert abs(weights["a"] - weights["b"]) < 1e-3
    assert weights["a"] > weights["none"]


def disease(number: int, *names: str) -> Entry:
    label, *others = names
    return Entry(
        curie=f"toy:{number}",
        type=EntityType.DISEASE,
        names=((Status.LABEL, label), *((Status.EXACT, name) for name in others)),
    )


def test_learn_finds_words_that_stand_for_each_other() -> None:
    parts = ("stone", "abscess", "cyst", "failure", "infarction", "tumor", "trauma")
    entries = [disease(n, f"renal {part}", f"{part} of the kidney") for n, part in enumerate(parts)]
    assert ("renal", "kidney", len(parts)) in learn(entries)


def test_learn_needs_witnesses() -> None:
    assert learn([disease(1, "renal stone", "kidney stone")]) == []
