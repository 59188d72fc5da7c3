from __future__ import annotations

from kg.evaluate.marked import relation_corpora
from kg.training.pooled_relations import Row, learn_pairs
from kg.training.relation_data import HeadPlan
from kg.training.relations import of_documents


def make_rows() -> list[Row]:
    """A hundred publications: what is near is related, half of it in one way and half in another; all else is
    not.
    """
    found: list[Row] = []
    for at in range(100):
        kind = "Association" if at % 2 else "Positive_Correlation"
        found.append((str(at), {"near": 1.0}, frozenset({kind})))
        found.append((str(at), {"far": 1.0}, frozenset()))
    return found


def test_pairs_are_judged_related_whatever_the_type() -> None:
    rows = make_rows()
    values, chance, right = learn_pairs(relation_corpora()["biored"], rows)
    assert values["labels"] == ("none", "Positive_Correlation", "Association")
    assert right.tolist() == [bool(types) for _, _, types in rows]
    # neither type alone is ever likelier than one half
    assert chance[right].min() > 0.7 > 0.3 > chance[~right].max()


def test_heads_that_documents_teach_are_told_from_those_of_sentences() -> None:
    plans = {
        name: HeadPlan(
            name=name, pair=("drug", "gene"), labels=("none", "x"), teachers={each: {} for each in by}
        )
        for name, by in (("whole", ("gad", "biored")), ("sentences", ("drugprot", "chemprot")))
    }
    assert list(of_documents(plans)) == ["whole"]
