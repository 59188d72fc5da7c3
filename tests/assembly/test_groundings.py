"""What the words of a document were taken to mean: one entry a decision, with its reason and its rival."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import GraphError
from kg.model import (
    BlockKind,
    Candidate,
    Concept,
    EntityType,
    GroundedWording,
    Grounding,
    Mention,
    Metadata,
    Reading,
    Span,
)
from tests.sample import HOSTILE_DRUG, LEIOMYOSARCOMA, RIVAL, sample_graph, sample_readings
from tests.sample_words import Reader, make_document

CHONDROSARCOMA = Concept(curie="mondo:0008977", label="chondrosarcoma", type=EntityType.DISEASE)


def candidate(curie: str, score: float, *reasons: str) -> Candidate:
    """Return a candidate for a disease."""
    label = f"label of {curie}"
    return Candidate(
        curie=curie, label=label, type=EntityType.DISEASE, name=label, score=score, reasons=reasons
    )


def grounding(concept: str, chosen: Candidate | None, *others: Candidate, text: str = "CHS") -> Grounding:
    """Return a grounding of `text`."""
    mention = Mention(
        span=Span(start=0, end=len(text)), text=text, type=EntityType.DISEASE, recogniser="lexicon"
    )
    weighed = others if chosen is None else (chosen, *others)
    return Grounding(mention=mention, concept=concept, chosen=chosen, candidates=weighed)


def reading(text: str, *words: str) -> Reading:
    """Return the reading of a text in which each of `words` means chondrosarcoma."""
    document = make_document("one.txt", Metadata(title="One"), (BlockKind.PARAGRAPH, text))
    reader = Reader(document=document, concepts={CHONDROSARCOMA.curie: CHONDROSARCOMA})
    for each in words:
        reader.mention(each, CHONDROSARCOMA.curie)
    return reader.reading()


def merged(*readings: Reading) -> tuple[GroundedWording, ...]:
    """Return the decisions of the graph of `readings`."""
    return sample_graph(readings).groundings


def test_runner_up_is_the_best_that_was_not_taken() -> None:
    best, second, third = candidate("mondo:1", 0.9), candidate("mondo:2", 0.85), candidate("mondo:3", 0.6)
    one = grounding("mondo:1", best, second, third)
    assert one.runner_up == second
    assert one.margin == 0.05


def test_margin_is_negative_where_the_score_did_not_decide() -> None:
    one = grounding("mondo:1", candidate("mondo:1", 0.8), candidate("mondo:2", 0.9))
    assert one.margin == -0.1


def test_margin_of_the_only_candidate_is_none() -> None:
    one = grounding("mondo:1", candidate("mondo:1", 0.8))
    assert (one.runner_up, one.margin) == (None, None)


def test_reason_of_a_rejection_names_the_nearest_and_its_score() -> None:
    one = grounding("bkg:concept/disease/chs", None, candidate("mondo:2", 0.31), candidate("mondo:3", 0.2))
    assert one.reason == "nothing fits: the nearest is label of mondo:2 (mondo:2), which scores only 0.31"
    assert one.margin is None


def test_reason_without_any_candidate_names_what_was_looked_up() -> None:
    one = grounding("bkg:concept/disease/chs", None)
    named = replace(one, mention=replace(one.mention, name="chondroid sarcoma"))
    assert one.reason == "nothing fits: no name in the lexicons is 'CHS'"
    assert named.reason.startswith("'CHS' stands for 'chondroid sarcoma'; nothing fits")


def test_merge_counts_the_mentions_of_one_wording() -> None:
    (one,) = merged(reading("A chondrosarcoma is no chordoma; a chondrosarcoma is rare.", "chondrosarcoma"))
    assert (one.text, one.count, one.span) == ("chondrosarcoma", 2, Span(start=2, end=16))


def test_merge_line_end_in_a_wording_is_no_other_wording() -> None:
    words = ("cartilage sarcoma", "cartilage\nsarcoma")
    (one,) = merged(reading("A cartilage\nsarcoma; the cartilage sarcoma.", *words))
    assert (one.text, one.count) == ("cartilage\nsarcoma", 2)


def test_merge_other_words_and_other_reasons_are_other_decisions() -> None:
    both = reading("CHS, short for chondrosarcoma. CHS again.", "CHS", "chondrosarcoma")
    first, second, third = both.groundings
    assert first.chosen is not None
    doubted = replace(first, chosen=replace(first.chosen, reasons=("guess",)))
    found = merged(replace(both, groundings=(doubted, second, third)))
    assert sorted((one.text, one.reason, one.count) for one in found) == [
        ("CHS", "exact name", 1),
        ("CHS", "guess", 1),
        ("chondrosarcoma", "exact name", 1),
    ]


def test_merge_words_stand_at_their_place() -> None:
    texts = {one.document.key: one.document.text for one in sample_readings()}
    for one in sample_graph().groundings:
        assert one.span.of(texts[one.document]) == one.text


def test_merge_keys_are_unique_and_sorted() -> None:
    keys = [(one.document, one.key) for one in sample_graph().groundings]
    assert keys == sorted(set(keys))


def test_merge_tells_every_mention_of_every_document() -> None:
    readings = sample_readings()
    assert sum(one.count for one in sample_graph().groundings) == sum(len(r.groundings) for r in readings)


def test_merge_runner_up_need_not_be_in_the_graph() -> None:
    graph = sample_graph()
    (one,) = (one for one in graph.groundings if one.text == "LMS")
    assert (one.concept, one.runner_up, one.margin) == (LEIOMYOSARCOMA, RIVAL, 0.02)
    assert RIVAL.curie not in {named.concept.curie for named in graph.concepts}


def test_merge_concept_of_our_own_has_no_score_but_a_reason() -> None:
    (one,) = (one for one in sample_graph().groundings if one.concept == HOSTILE_DRUG)
    assert (one.score, one.margin) == (None, None)
    assert one.reason.endswith("the nearest is zolpidem (drugbank:DB00425), which scores only 0.25")


def test_assemble_mention_that_the_text_does_not_say_is_refused() -> None:
    one = reading("A chondrosarcoma.", "chondrosarcoma")
    wrong = replace(one.groundings[0], mention=replace(one.groundings[0].mention, text="chondrosarcomb"))
    with pytest.raises(GraphError, match=r"one\.txt: characters 2 to 16 do not say 'chondrosarcomb'"):
        merged(replace(one, groundings=(wrong,)))
