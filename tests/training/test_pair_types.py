from __future__ import annotations

from kg.evaluate.pair_types import head_name, shared_wordings, type_features
from kg.relations.learned.model import feature_ids
from kg.training.pair_types import train_types, typed_corpora
from tests.evaluate.test_pair_types import BIORED, PAIR, make_document

VERBS = {"induce": "Positive_Correlation", "suppress": "Negative_Correlation"}


def test_types_are_learned_from_related_pairs() -> None:
    documents = [
        make_document(verb, kind, work=f"{verb} {at}") for verb, kind in VERBS.items() for at in range(15)
    ]
    unrelated = [make_document("suppress", work=f"none {at}") for at in range(40)]
    (found,) = train_types([*documents, *unrelated], BIORED)
    assert (found.head.name, found.head.pair) == (head_name("biored", PAIR), PAIR)
    assert found.scores == {"pairs": 30, "right": 1.0, "commonest": 0.5}
    # a word of the same meaning, which no document had
    (wordings,) = shared_wordings(make_document("stimulate"), [PAIR]).values()
    chances = found.head.probabilities(feature_ids(type_features(wordings)))
    assert found.head.labels[int(chances.argmax())] == "Positive_Correlation"


def test_a_single_type_or_few_pairs_teach_nothing() -> None:
    alone = [make_document("induce", VERBS["induce"], work=str(at)) for at in range(30)]
    few = [make_document(verb, kind, work=verb) for verb, kind in VERBS.items()]
    assert not list(train_types(alone, BIORED))
    assert not list(train_types(few, BIORED))


def test_corpora_of_several_types_are_learned() -> None:
    names = [each.name for each in typed_corpora()]
    assert "biored" in names
    assert "bc5cdr" not in names
