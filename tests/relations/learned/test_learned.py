from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ConfigError
from kg.model import EntityType, Mention, Span
from kg.nlp.sentence import Sentence, Token
from kg.relations.learned.features import Wording
from kg.relations.learned.model import ClaimRule, Head, feature_ids, load_heads, softmax
from kg.relations.learned.propose import propose
from kg.relations.learned.reader import LearnedReader, in_one_clause
from kg.relations.scene import Participant, Scene
from kg.relations.words import Words
from kg.resources import data_dir

# word, lemma, tag, dependency, head, whether it is a mention of a type
ROWS = (
    ("Zorbatinib", "zorbatinib", "NN", "nsubj", 2, EntityType.DRUG),
    ("potently", "potently", "RB", "advmod", 2, None),
    ("inhibits", "inhibit", "VBZ", "ROOT", 2, None),
    ("SMARCB1", "smarcb1", "NN", "dobj", 2, EntityType.GENE),
    ("and", "and", "CC", "cc", 3, None),
    ("WT1", "wt1", "NN", "conj", 3, EntityType.GENE),
)


def make_sentence() -> Sentence:
    tokens: list[Token] = []
    mentions: list[Mention] = []
    place = 0
    for word, lemma, tag, dep, head, kind in ROWS:
        span = Span(start=place, end=place + len(word))
        at = len(mentions) if kind else -1
        tokens.append(Token(span.start, span.end, word, lemma, "NOUN", tag, dep, head, at))
        if kind:
            mentions.append(Mention(span=span, text=word, type=kind, recogniser="test"))
        place = span.end + 1
    text = " ".join(row[0] for row in ROWS)
    return Sentence(
        span=Span(start=0, end=len(text)), block=0, text=text, tokens=tuple(tokens), mentions=tuple(mentions)
    )


SENTENCE = make_sentence()
TYPES = [m.type for m in SENTENCE.mentions]


def make_head(threshold: float, *features: str) -> Head:
    """Return a head that relates what has one of `features` with a probability of 0.88."""
    ids = np.unique(feature_ids(features))
    return Head(
        name="drug-gene",
        pair=("drug", "gene"),
        labels=("none", "blocks"),
        features=ids,
        weights=np.tile([0.0, 2.0], (len(ids), 1)),
        bias=np.zeros(2),
        claims=(ClaimRule(predicate="kgo:targets", labels=("blocks",), threshold=threshold),),
    )


def make_scene() -> Scene:
    participants = tuple(
        Participant(concept=f"x:{i}", type=m.type, span=m.span, text=m.text, mention=i)
        for i, m in enumerate(SENTENCE.mentions)
    )
    return Scene(sentence=SENTENCE, words=Words(), participants=participants)


def test_features_hold_no_name() -> None:
    found = Wording(SENTENCE, TYPES).features(0, 1)
    names = ("zorbatinib", "smarcb1", "wt1")
    assert not [feature for feature in found if any(name in feature.lower() for name in names)]


def test_features_see_words_between_and_on_the_path() -> None:
    found = Wording(SENTENCE, TYPES).features(0, 1)
    assert {"b inhibit", "top inhibit", "p inhibit"} <= {*found}
    assert "top inhib~" in found


def test_features_of_a_list_are_those_of_its_head() -> None:
    wording = Wording(SENTENCE, TYPES)
    first, second = (next(f for f in wording.features(0, i) if f.startswith("deps ")) for i in (1, 2))
    assert first == second
    assert "listed b" in wording.features(0, 2)


def test_softmax_adds_up_to_one() -> None:
    assert softmax(np.array([1.0, 2.0, 3.0])).sum() == pytest.approx(1.0)


def test_propose_weighs_each_pair_of_the_kinds() -> None:
    found = list(propose(SENTENCE, TYPES, [make_head(0.5, "b inhibit")], first=False))
    assert [(p.one, p.other) for p in found] == [(0, 1), (0, 2)]
    assert found[0].chance(("blocks",)) == pytest.approx(0.8808, abs=1e-4)


def test_propose_leaves_out_what_is_not_to_be_related() -> None:
    types = [TYPES[0], None, TYPES[2]]
    found = propose(SENTENCE, types, [make_head(0.5, "b inhibit")], first=False)
    assert [(p.one, p.other) for p in found] == [(0, 2)]


def test_reader_claims_what_is_sure_enough() -> None:
    scene = make_scene()
    (first, _) = LearnedReader([make_head(0.85, "b inhibit")]).claims(scene, first=True)
    assert (first.subject.text, first.predicate, first.object.text) == (
        "Zorbatinib",
        "kgo:targets",
        "SMARCB1",
    )
    assert first.rule == "reader/drug-gene"
    assert first.trigger == 2
    assert not list(LearnedReader([make_head(0.95, "b inhibit")]).claims(scene, first=True))
    assert not list(LearnedReader().claims(scene, first=True))


def test_members_of_a_list_are_in_the_clause_of_its_head() -> None:
    assert in_one_clause(SENTENCE, 0, 2)


def test_bundled_heads_claim_only_what_the_schema_knows() -> None:
    heads = load_heads(data_dir("pipelines") / "models" / "relations")
    assert {"drug-gene", "gene-role"} <= {head.name for head in heads}
    for head in heads:
        assert head.labels[0] == "none"
        assert head.weights.shape == (len(head.features), len(head.labels))
        assert all(rule.threshold >= 0.5 for rule in head.claims)


def test_load_heads_names_a_damaged_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="damaged"):
        load_heads(tmp_path)


@pytest.mark.parametrize(
    ("behind", "sure", "claimed"),
    [
        pytest.param(" in mice.", 1.0, True, id="gene-itself"),
        pytest.param("-induced growth in mice.", 1.0, False, id="cause-of-something-else"),
        pytest.param(" in mice.", 0.6, False, id="grounding-in-doubt"),
    ],
)
def test_reader_asks_for_the_thing_itself(behind: str, sure: float, claimed: bool) -> None:
    scene = make_scene()
    text = SENTENCE.text + behind
    sentence = replace(SENTENCE, text=text, span=Span(start=0, end=len(text)))
    *others, last = scene.participants
    assert last is not None
    scene = replace(scene, sentence=sentence, participants=(*others, replace(last, sure=sure)))
    found = LearnedReader([make_head(0.5, "b inhibit")]).claims(scene, first=True)
    assert ("WT1" in {claim.object.text for claim in found}) is claimed
