"""Merging readings: what is claimed once, whatever the order, and what withdrawal leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest

from kg.assembly import assemble, association_key
from kg.errors import GraphError
from kg.model import (
    Association,
    BlockKind,
    Certainty,
    Concept,
    EntityType,
    Metadata,
    Polarity,
    Qualifier,
    Reading,
    Span,
)
from tests.sample import (
    FUSION,
    IMATINIB,
    LEIOMYOSARCOMA,
    PALBOCICLIB,
    PAZOPANIB,
    SARCOMA,
    SOFT_TISSUE_SARCOMA,
    SYNOVIAL_SARCOMA,
    TRABECTEDIN,
    sample_graph,
    sample_hierarchy,
    sample_provenance,
    sample_readings,
)
from tests.sample_words import Reader, make_document


def find(predicate: str, subject: str, object: str, polarity: Polarity = Polarity.AFFIRMED) -> Association:
    """Return the association of the sample that says this."""
    (only,) = (
        a
        for a in sample_graph().associations
        if (a.subject, a.predicate, a.object, a.polarity) == (subject, predicate, object, polarity)
    )
    return only


def test_assemble_any_order_gives_the_same_graph() -> None:
    expected = sample_graph()
    assert all(sample_graph(order) == expected for order in permutations(sample_readings()))


def test_assemble_twice_the_same_reading_changes_nothing() -> None:
    assert sample_graph((*sample_readings(), sample_readings()[2])) == sample_graph()


def test_assemble_same_text_in_two_files_keeps_the_first_name() -> None:
    note = sample_readings()[3]
    other = replace(note, document=replace(note.document, source="another-name.txt"))
    for order in ((note, other), (other, note)):
        assert [d.source for d in sample_graph(order).documents] == ["another-name.txt"]


def test_assemble_same_claim_of_two_works_is_one_association() -> None:
    fusion = find("biolink:causes", FUSION, SYNOVIAL_SARCOMA)
    assert len(fusion.evidence) == 3
    assert fusion.key == association_key(FUSION, "biolink:causes", SYNOVIAL_SARCOMA, Polarity.AFFIRMED, ())


def test_assemble_other_qualifiers_make_another_association() -> None:
    report = sample_readings()[2]
    given = report.assertions[2]
    second_line = replace(given, qualifiers=(Qualifier(role="line", value="second line"),))
    graph = sample_graph((replace(report, assertions=(given, second_line)),))
    assert [a.qualifiers for a in graph.associations if a.predicate == given.predicate] in (
        [(), second_line.qualifiers],
        [second_line.qualifiers, ()],
    )


def test_assemble_qualifiers_in_any_order_are_the_same_claim() -> None:
    one, two = Qualifier(role="line", value="first"), Qualifier(role="stage", value="advanced")
    claim = ("x:1", "biolink:treats", "x:2", Polarity.AFFIRMED)
    assert association_key(*claim, (one, two)) == association_key(*claim, (two, one))


def test_assemble_copies_of_one_work_are_one_witness() -> None:
    studied = find("biolink:studied_to_treat", PAZOPANIB, SOFT_TISSUE_SARCOMA)
    assert len(studied.evidence) == 2
    assert studied.belief == 0.8


def test_assemble_opposite_claims_conflict_on_both_sides() -> None:
    affirmed = find("biolink:treats", IMATINIB, SYNOVIAL_SARCOMA)
    denied = find("biolink:treats", IMATINIB, SYNOVIAL_SARCOMA, Polarity.NEGATED)
    assert (affirmed.conflicts, denied.conflicts) == ((denied.key,), (affirmed.key,))
    assert (affirmed.belief, denied.belief) == (0.1667, 0.6667)


def test_assemble_denial_for_other_people_is_no_conflict() -> None:
    report = sample_readings()[2]
    treats = report.assertions[0]
    for_adults = replace(treats, qualifiers=(Qualifier(role="population", value="adults"),))
    not_for_children = replace(
        treats, polarity=Polarity.NEGATED, qualifiers=(Qualifier(role="population", value="children"),)
    )
    graph = sample_graph((replace(report, assertions=(for_adults, not_for_children)),))
    assert [a.conflicts for a in graph.associations] == [(), ()]


def test_assemble_what_holds_under_more_conditions_supports_the_claim() -> None:
    report, note = sample_readings()[2:4]
    treats = report.assertions[0]
    first_line = replace(treats, qualifiers=(Qualifier(role="line", value="first-line"),))
    text = note.document.text
    elsewhere = replace(
        treats.evidence,
        document=note.document.key,
        span=Span(start=0, end=20),
        quote=text[:20],
        subject=Span(start=0, end=5),
        object=Span(start=6, end=9),
        confidence=0.5,
    )
    readings = (
        replace(report, assertions=(replace(treats, evidence=replace(treats.evidence, confidence=0.5)),)),
        replace(
            note,
            concepts=tuple({c.curie: c for c in (*note.concepts, *report.concepts)}.values()),
            assertions=(replace(first_line, evidence=elsewhere),),
        ),
    )
    beliefs = {a.qualifiers: a.belief for a in sample_graph(readings).associations}
    assert beliefs == {(): 0.75, first_line.qualifiers: 0.5}


def test_assemble_aim_is_no_conflict_with_a_denial() -> None:
    report = sample_readings()[2]
    treats = report.assertions[0]
    aim = replace(treats, evidence=replace(treats.evidence, certainty=Certainty.HYPOTHETICAL))
    denial = replace(treats, polarity=Polarity.NEGATED)
    graph = sample_graph((replace(report, assertions=(aim, denial)),))
    assert [a.conflicts for a in graph.associations] == [(), ()]
    assert {a.belief for a in graph.associations} == {treats.evidence.confidence}


def test_assemble_certainty_is_the_strongest() -> None:
    report = sample_readings()[2]
    treats = report.assertions[0]
    hedged = replace(treats, evidence=replace(treats.evidence, certainty=Certainty.HEDGED))
    (both,) = sample_graph((replace(report, assertions=(hedged, treats)),)).associations
    assert both.certainty is Certainty.ASSERTED


@pytest.mark.parametrize(
    ("subject", "polarity", "plain"),
    [
        pytest.param(TRABECTEDIN, Polarity.AFFIRMED, True, id="hedged"),
        pytest.param(PALBOCICLIB, Polarity.AFFIRMED, False, id="aim"),
        pytest.param(IMATINIB, Polarity.NEGATED, False, id="denied"),
    ],
)
def test_is_plain_follows_polarity_and_certainty(subject: str, polarity: Polarity, plain: bool) -> None:
    assert find("biolink:treats", subject, SYNOVIAL_SARCOMA, polarity).is_plain is plain


def test_concepts_keep_every_name_of_the_corpus() -> None:
    names = {named.concept.curie: named.names for named in sample_graph().concepts}
    assert names[LEIOMYOSARCOMA] == ("LMS", "leiomyosarcoma")
    assert names["hgnc:6307"] == ("VEGFR2",)


def test_concepts_anaphor_is_no_name() -> None:
    names = {named.concept.curie: named.names for named in sample_graph().concepts}
    assert "The drug" not in names[PAZOPANIB]


def _broken_lines() -> Reading:
    """Return the reading of a text that names one thing twice, once across a line end."""
    metadata = Metadata(title="Lines")
    text = "A smooth\n  muscle sarcoma grew. The smooth muscle sarcoma was removed."
    concept = sample_hierarchy(LEIOMYOSARCOMA)
    assert concept is not None
    reader = Reader(
        document=make_document("lines.txt", metadata, (BlockKind.PARAGRAPH, text)),
        concepts={LEIOMYOSARCOMA: concept},
    )
    reader.mention("smooth muscle sarcoma", LEIOMYOSARCOMA)
    reader.mention("smooth\n  muscle sarcoma", LEIOMYOSARCOMA)
    return reader.reading()


def test_concepts_name_across_a_line_end_has_single_spaces() -> None:
    graph = sample_graph((_broken_lines(),))
    assert ("smooth muscle sarcoma",) in [named.names for named in graph.concepts]


def test_concepts_include_ancestors_that_no_text_mentions() -> None:
    documents = {named.concept.curie: named.documents for named in sample_graph().concepts}
    assert documents[SARCOMA] == ()


def test_concepts_circle_in_the_hierarchy_is_cut() -> None:
    def circular(curie: str) -> Concept | None:
        found = sample_hierarchy(curie)
        if found is not None and curie == SARCOMA:
            return replace(found, parents=(SYNOVIAL_SARCOMA,))
        return found

    graph = assemble(sample_readings(), hierarchy=circular, provenance=sample_provenance())
    parents = {named.concept.curie: named.concept.parents for named in graph.concepts}
    assert reaches_itself(parents.__getitem__, SARCOMA) is False
    assert sum(len(found) for found in parents.values()) == 3


def reaches_itself(parents: Callable[[str], tuple[str, ...]], start: str) -> bool:
    """Tell whether `start` is its own ancestor; gives up after as many steps as a circle would need."""
    level, steps = set(parents(start)), 0
    while level and steps < 10:
        if start in level:
            return True
        level, steps = {above for one in level for above in parents(one)}, steps + 1
    return False


def test_concepts_parent_unknown_to_the_hierarchy_is_left_out() -> None:
    graph = assemble(sample_readings(), hierarchy=lambda _: None, provenance=sample_provenance())
    known = {named.concept.curie for named in graph.concepts}
    assert SARCOMA not in known
    assert all(set(named.concept.parents) <= known for named in graph.concepts)


def test_concepts_label_of_our_own_concept_is_the_most_frequent() -> None:
    def spelled(label: str) -> Concept:
        return Concept(curie="bkg:concept/drug/q9", label=label, type=EntityType.DRUG, grounded=False)

    review, copy, report, _ = sample_readings()
    readings = tuple(
        replace(reading, concepts=(*reading.concepts, spelled(label)))
        for reading, label in ((review, "Q-9"), (copy, "q9"), (report, "Q-9"))
    )
    (merged,) = (
        n.concept for n in sample_graph(readings).concepts if n.concept.curie == "bkg:concept/drug/q9"
    )
    assert (merged.label, merged.synonyms) == ("Q-9", ("q9",))


def test_assemble_concept_that_nothing_describes_raises() -> None:
    report = sample_readings()[2]
    stray = replace(report.assertions[0], subject="drugbank:DB99999")
    with pytest.raises(GraphError, match=r"report\.txt: names the concept drugbank:DB99999"):
        sample_graph((replace(report, assertions=(stray,)),))


def test_assemble_quote_that_the_text_does_not_say_raises() -> None:
    report = sample_readings()[2]
    evidence = report.assertions[0].evidence
    moved = replace(evidence, span=evidence.span.shift(1))
    false = replace(report.assertions[0], evidence=moved)
    with pytest.raises(GraphError, match=r"report\.txt: characters \d+ to \d+ do not say"):
        sample_graph((replace(report, assertions=(false,)),))


def test_assemble_participant_behind_the_text_raises() -> None:
    report = sample_readings()[2]
    evidence = replace(report.assertions[0].evidence, subject=Span(start=0, end=10_000))
    with pytest.raises(GraphError, match="ends behind the text"):
        sample_graph((replace(report, assertions=(replace(report.assertions[0], evidence=evidence),)),))


def test_assemble_nothing_gives_an_empty_graph() -> None:
    graph = sample_graph(())
    assert (graph.documents, graph.concepts, graph.associations, graph.outcomes) == ((), (), (), ())


def test_outcome_of_two_copies_is_one_result_with_two_pieces_of_evidence() -> None:
    rates = [o for o in sample_graph().outcomes if o.measure.endswith("objective-response-rate")]
    assert len(rates) == 2
    assert {replace(o, evidence=rates[0].evidence) for o in rates} == {rates[0]}


def test_same_quote_in_a_work_of_its_own_is_one_witness() -> None:
    review = sample_readings()[0]
    reprint = sample_readings()[1]
    unsigned = replace(reprint, document=replace(reprint.document, metadata=Metadata(title="Reprint")))
    (fusion,) = (a for a in sample_graph((review, unsigned)).associations if a.predicate == "biolink:causes")
    assert len({e.document for e in fusion.evidence}) == 2
    assert fusion.belief == 0.8
