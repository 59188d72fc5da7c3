from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from kg.relations.learned.model import feature_ids, load_heads
from kg.resources import data_dir
from kg.training.logistic import best_threshold, fit, temperature
from kg.training.relation_data import Example, HeadPlan, allowed, read_plans
from kg.training.relations import train_head, write

PLAN = HeadPlan(
    name="drug-gene",
    pair=("drug", "gene"),
    labels=("none", "blocks", "raises"),
    teachers={"one": {"INHIBITOR": ("blocks",), "ACTIVATOR": ("raises",)}, "other": {"LESS": ("blocks",)}},
    claims=(("kgo:targets", ("blocks",)),),
    ridge=1.0,
)


def make_examples() -> list[Example]:
    """Two hundred publications, each with a pair that is blocked and one that is nothing."""
    found = []
    for work in range(200):
        for words, labels in (("b block", {"blocks"}), ("b and", {"none"})):
            found.append(
                Example(
                    head=PLAN.name,
                    corpus="one",
                    work=str(work),
                    features=("ab", words),
                    allowed=frozenset(labels),
                )
            )
    return found


def test_fit_allows_several_labels() -> None:
    table = csr_matrix(np.eye(2).repeat(20, axis=0))
    right = np.array([[True, False, False]] * 20 + [[False, True, True]] * 20)
    weights, bias = fit(table, right, ridge=0.1)
    sums = weights[1] + bias
    assert sums[1] == pytest.approx(sums[2], abs=1e-3)
    assert sums[1] > sums[0]


def test_temperature_cools_what_is_too_sure() -> None:
    sums = np.tile([0.0, 4.0], (10, 1))
    right = np.array([[i < 4, i >= 4] for i in range(10)])
    assert temperature(sums, right) > 2.0


def test_best_threshold_lies_between_right_and_wrong() -> None:
    chance = np.array([0.9, 0.8, 0.3, 0.2])
    right = np.array([True, True, False, False])
    assert 0.3 < best_threshold(chance, right, 2) <= 0.8


def test_unmarked_pair_may_be_what_the_corpus_does_not_teach() -> None:
    assert allowed(PLAN, "one", ["INHIBITOR"]) == {"blocks"}
    assert allowed(PLAN, "one", []) == {"none"}
    assert allowed(PLAN, "other", []) == {"none", "raises"}


def test_trained_head_is_read_as_it_was_written(tmp_path: Path) -> None:
    trained = train_head(PLAN, make_examples())
    write([trained], tmp_path)
    (head,) = load_heads(tmp_path)
    assert head.probabilities(feature_ids(["ab", "b block"]))[1] > 0.9
    assert head.probabilities(feature_ids(["ab", "b and"]))[0] > 0.9
    (rule,) = head.claims
    assert (rule.predicate, rule.labels) == ("kgo:targets", ("blocks",))


def test_plans_come_from_the_bundled_table() -> None:
    plans = read_plans(data_dir("pipelines") / "models" / "relations")
    for plan in plans.values():
        taught = {label for by in plan.teachers.values() for labels in by.values() for label in labels}
        assert taught <= set(plan.labels)
        assert all(set(labels) <= set(plan.labels) for _, labels in plan.claims)
