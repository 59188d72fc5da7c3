from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.evaluate.crosswalk import Crosswalk
from kg.evaluate.parsed import Mentions, ParsedDocument, parse
from kg.evaluate.pooled import DocumentPair, Pooled, Weights, key, pooled_features
from kg.lexicon import Lexicon
from kg.relations.learned.model import Head, feature_ids
from kg.relations.learned.propose import Proposal
from tests.evaluate.samples import make_row
from tests.evaluate.test_relations import OneSentence, marked

ROW = make_row(
    "1", "Imatinib caused sarcoma or chordoma.",
    ("Imatinib", "Chemical", ("MESH:D1",)), ("sarcoma", "Disease", ("MESH:D012509",)),
    ("chordoma", "Disease", ("MESH:D002817",)),
)  # fmt: skip
HEAD = Head(
    name="h", pair=("drug", "disease"), labels=("none", "harm"), features=feature_ids([]),
    weights=np.zeros((0, 2)), bias=np.zeros(2),
)  # fmt: skip
ENDS = (("x", "far"), ("y", "near"))
DRUG, WIDE, NARROW = "MESH:D1", "MESH:D012509", "MESH:D002817"


def features(document: ParsedDocument, **chances: float) -> dict[str, dict[str, float]]:
    """Return the features of the drug with each disease, given the chances of harm."""
    said = {
        (DRUG, other): [(0, Proposal(head=HEAD, one=0, other=at, chances=np.array([1 - chance, chance])))]
        for at, (other, chance) in enumerate(((WIDE, chances["wide"]), (NARROW, chances["narrow"])), start=1)
    }
    found = pooled_features(document, ("drug", "disease"), said, ())
    return {each.other: dict(each.features) for each in found}


def test_pairs_know_their_rivals_and_what_is_narrower(tmp_path: Path, lexicon: Lexicon) -> None:
    (each,) = marked(tmp_path, ROW)
    document = Crosswalk(lexicon, []).name(parse(each, OneSentence(), Mentions.MARKED))
    found = features(document, wide=0.3, narrow=0.8)
    assert {"narrower b", "narrower b surer True", "rank a 1", "no rival b True"} <= found[WIDE].keys()
    assert {"wider b", "wider b less True", "rank a 0"} <= found[NARROW].keys()
    turned = features(document, wide=0.8, narrow=0.3)
    assert {"narrower b less True", "rank a 0"} <= turned[WIDE].keys()


def test_judge_sees_the_other_pairs_of_the_document() -> None:
    nothing = np.zeros(2)
    judge = Pooled(
        labels=("none", "harm"),
        alone=Weights(weights={"near": np.array([0.0, 3.0])}, bias=nothing),
        among=Weights(weights={"place 0": np.array([0.0, 2.0])}, bias=nothing),
        threshold=0.6,
    )
    pairs = [DocumentPair(one="a", other=other, features={name: 1.0}) for other, name in ENDS]
    # 1 / (1 + exp(-2)) for the pair that is near, one half for the other
    assert [each[1] for each in judge.chances(pairs)] == pytest.approx([0.5, 0.8808], abs=1e-4)


def test_what_was_learned_with_our_mentions_has_a_name_of_its_own() -> None:
    names = {key("a", ("x", "y"), rules=rules, own=own) for rules in (True, False) for own in (True, False)}
    assert len(names) == 4
