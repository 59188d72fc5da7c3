from __future__ import annotations

import numpy as np
import pytest

from kg.evaluate.marked import relation_corpora
from kg.evaluate.pooled import DocumentPair
from kg.training.pooled_relations import Row, learn_pairs
from kg.training.relation_data import HeadPlan
from kg.training.relations import of_documents


def make_row(work: int, kind: str, **features: float) -> Row:
    pair = DocumentPair(one="a", other="b" if kind else "c", features=features)
    return Row(work=str(work), pair=pair, types=frozenset({kind} if kind else ()))


def make_rows() -> list[Row]:
    """Five hundred publications: what is near is related, half of it in one way and half in another."""
    found = []
    for at in range(500):
        found.append(make_row(at, "Association" if at % 2 else "Positive_Correlation", near=1.0))
        found.append(make_row(at, "", far=1.0))
    return found


def test_pairs_are_judged_by_their_likeliest_type() -> None:
    rows = make_rows()
    values, chance, right = learn_pairs(relation_corpora()["biored"], rows)
    assert values["labels"] == ("none", "Positive_Correlation", "Association")
    related = np.array([bool(row.types) for row in rows])
    assert not right[~related].any()
    # which of the two types it is nothing tells: half is right, and neither is likelier than one half
    assert 0.3 < right[related].mean() < 0.7
    assert 0.3 < chance[related].min() <= chance[related].max() < 0.6
    assert chance[~related].max() < 0.2


def test_pairs_of_marked_mentions_teach_beside_ours_and_are_not_judged() -> None:
    rows = make_rows()
    beside = [make_row(int(row.work), min(row.types, default=""), seen=1.0) for row in rows]
    values, chance, _ = learn_pairs(relation_corpora()["biored"], rows, beside)
    assert len(chance) == len(rows)
    assert {"near", "seen", "marked"} <= values["alone"]["weights"].keys()


@pytest.mark.parametrize(("corpus", "again"), [("bc5cdr", True), ("biored", False)])
def test_pairs_of_one_type_are_judged_again_among_others(corpus: str, again: bool) -> None:
    about = relation_corpora()[corpus]
    rows = [
        make_row(at, about.relations[0] if near == 2.0 else "", near=near)
        for at in range(500)
        for near in (1.0, 2.0)
    ]
    values, _, _ = learn_pairs(about, rows)
    assert ("among" in values) == again
    if again:
        weights = values["among"]["weights"]
        assert weights["place 0"][1] > weights["place 1"][1]


def test_heads_that_documents_teach_are_told_from_those_of_sentences() -> None:
    plans = {
        name: HeadPlan(
            name=name, pair=("drug", "gene"), labels=("none", "x"), teachers={each: {} for each in by}
        )
        for name, by in (("whole", ("gad", "biored")), ("sentences", ("drugprot", "chemprot")))
    }
    assert list(of_documents(plans)) == ["whole"]
