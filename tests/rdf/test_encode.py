"""The RDF contract, triple by triple."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.model import Certainty, Polarity
from kg.rdf import Iris, document_iris, encode
from kg.rdf import vocabulary as v
from tests.sample import (
    FUSION,
    HOSTILE_DRUG,
    IMATINIB,
    LEIOMYOSARCOMA,
    PALBOCICLIB,
    PALETTE,
    PAZOPANIB,
    RIVAL,
    SOFT_TISSUE_SARCOMA,
    SYNOVIAL_SARCOMA,
    sample_graph,
    sample_readings,
)

IRIS = Iris()
TREATS = NamedNode(v.BIOLINK_NS + "treats")


@pytest.fixture(scope="module")
def quads() -> tuple[Quad, ...]:
    """The quads of the sample."""
    return encode(sample_graph(), iris=IRIS)


def node(curie: str) -> NamedNode:
    """Return the node of a CURIE."""
    return NamedNode(IRIS.expand(curie))


def values(quads: tuple[Quad, ...], subject: NamedNode, predicate: NamedNode) -> set[str]:
    """Return what a node has under a property."""
    return {
        q.object.value
        for q in quads
        if q.subject == subject and q.predicate == predicate and isinstance(q.object, NamedNode | Literal)
    }


def test_encode_each_triple_stands_in_one_graph(quads: tuple[Quad, ...]) -> None:
    count = Counter((str(q.subject), q.predicate.value, str(q.object)) for q in quads)
    assert set(count.values()) == {1}


def test_encode_has_no_blank_node(quads: tuple[Quad, ...]) -> None:
    assert not any(isinstance(t, BlankNode) for q in quads for t in (q.subject, q.object, q.graph_name))


def test_encode_named_graphs_hold_only_what_a_document_says(quads: tuple[Quad, ...]) -> None:
    inside = [q for q in quads if not isinstance(q.graph_name, DefaultGraph)]
    said = {q.subject for q in inside if q.predicate in (v.QUOTE, v.GROUNDING_TEXT)}
    assert all(q.subject in said or q.predicate == v.MENTIONS for q in inside)


def test_encode_evidence_stands_in_the_graph_of_its_document(quads: tuple[Quad, ...]) -> None:
    of_evidence = {q.subject for q in quads if q.object == v.EVIDENCE_CLASS}
    derived = [q for q in quads if q.predicate == v.WAS_DERIVED_FROM and q.subject in of_evidence]
    assert len(derived) == 28
    assert all(q.graph_name == q.object for q in derived)


def test_encode_plain_edge_where_the_text_affirms(quads: tuple[Quad, ...]) -> None:
    assert values(quads, node(FUSION), NamedNode(v.BIOLINK_NS + "causes")) == {IRIS.expand(SYNOVIAL_SARCOMA)}


def test_encode_aim_has_no_plain_edge(quads: tuple[Quad, ...]) -> None:
    assert values(quads, node(PALBOCICLIB), TREATS) == set()


def test_encode_denial_alone_has_no_plain_edge() -> None:
    without_report = tuple(r for r in sample_readings() if r.document.source != "report.txt")
    quads = encode(sample_graph(without_report), iris=IRIS)
    denied = [a for a in sample_graph(without_report).associations if a.polarity is Polarity.NEGATED]
    assert [a.subject for a in denied] == [IMATINIB]
    assert values(quads, node(IMATINIB), TREATS) == set()


def test_encode_aim_has_no_knowledge_level_of_its_own(quads: tuple[Quad, ...]) -> None:
    (aim,) = (a for a in sample_graph().associations if a.certainty is Certainty.HYPOTHETICAL)
    found = values(quads, NamedNode(IRIS.minted("assoc", aim.key)), v.KNOWLEDGE_LEVEL)
    assert found == {"not_provided"}


def test_encode_fusion_has_both_partners_in_order(quads: tuple[Quad, ...]) -> None:
    assert values(quads, node(FUSION), v.FIVE_PRIME_PARTNER) == {IRIS.expand("hgnc:11340")}
    assert values(quads, node(FUSION), v.THREE_PRIME_PARTNER) == {IRIS.expand("hgnc:11335")}
    assert v.GENE_FUSION.value in values(quads, node(FUSION), v.TYPE)


def test_encode_names_of_the_corpus_are_alternative_labels(quads: tuple[Quad, ...]) -> None:
    assert values(quads, node("hgnc:6307"), v.ALT_LABEL) == {"VEGFR2", "FLK1"}
    assert values(quads, node("hgnc:6307"), v.LABEL) == {"KDR"}


def test_encode_ungrounded_concept_says_so(quads: tuple[Quad, ...]) -> None:
    assert values(quads, node(HOSTILE_DRUG), v.GROUNDED) == {"false"}
    assert values(quads, node(PAZOPANIB), v.GROUNDED) == {"true"}


def wording(quads: tuple[Quad, ...], text: str) -> NamedNode:
    """Return the only grounding of these words."""
    (found,) = (q.subject for q in quads if q.predicate == v.GROUNDING_TEXT and q.object == Literal(text))
    assert isinstance(found, NamedNode)
    return found


def test_encode_grounding_tells_reason_margin_and_runner_up(quads: tuple[Quad, ...]) -> None:
    one = wording(quads, "LMS")
    assert values(quads, one, v.GROUNDING_OF) == {IRIS.expand(LEIOMYOSARCOMA)}
    assert values(quads, one, v.GROUNDING_REASON) == {"exact name"}
    assert values(quads, one, v.GROUNDING_RUNNER_UP) == {IRIS.expand(RIVAL.curie)}
    assert values(quads, one, v.GROUNDING_RUNNER_UP_LABEL) == {RIVAL.label}
    numbers = {q.predicate: q.object for q in quads if q.subject == one}
    assert numbers[v.GROUNDING_SCORE] == Literal("0.95", datatype=v.XSD_DECIMAL)
    assert numbers[v.GROUNDING_MARGIN] == Literal("0.02", datatype=v.XSD_DECIMAL)
    assert numbers[v.GROUNDING_COUNT] == Literal(2)


def test_encode_grounding_of_nothing_public_has_no_score(quads: tuple[Quad, ...]) -> None:
    one = wording(quads, 'ZX-17 <b onmouseover="alert(1)">plus</b>')
    assert values(quads, one, v.GROUNDING_OF) == {IRIS.expand(HOSTILE_DRUG)}
    assert values(quads, one, v.GROUNDING_SCORE) == values(quads, one, v.GROUNDING_MARGIN) == set()
    assert "scores only 0.25" in next(iter(values(quads, one, v.GROUNDING_REASON)))


def test_encode_grounding_stands_in_the_graph_of_its_document(quads: tuple[Quad, ...]) -> None:
    nodes = {q.subject for q in quads if q.object == v.GROUNDING}
    inside = [q for q in quads if q.subject in nodes]
    documents = {q.subject: q.object for q in inside if q.predicate == v.WAS_DERIVED_FROM}
    assert len(nodes) > 30
    assert all(q.graph_name == documents[q.subject] for q in inside)
    assert all(str(one).startswith("<https://w3id.org/biomedkg/id/grounding/") for one in nodes)


def test_encode_groundings_of_a_document_do_not_depend_on_others(quads: tuple[Quad, ...]) -> None:
    alone = encode(sample_graph((sample_readings()[3],)), iris=IRIS)

    def groundings(found: tuple[Quad, ...]) -> list[Quad]:
        note = IRIS.minted("document", sample_readings()[3].document.key)
        nodes = {q.subject for q in found if q.object == v.GROUNDING}
        return [q for q in found if q.subject in nodes and q.graph_name == NamedNode(note)]

    assert groundings(alone) == groundings(quads)


def test_encode_qualifiers_are_nodes_or_words(quads: tuple[Quad, ...]) -> None:
    (studied,) = (a for a in sample_graph().associations if a.qualifiers)
    iri = NamedNode(IRIS.minted("assoc", studied.key))
    assert values(quads, iri, v.qualifier_property("trial")) == {IRIS.expand(PALETTE)}
    assert values(quads, iri, v.qualifier_property("phase")) == {"phase 3"}


def test_encode_outcome_value_is_a_number(quads: tuple[Quad, ...]) -> None:
    numbers = {q.object for q in quads if q.predicate == v.VALUE}
    assert numbers == {Literal(n, datatype=v.XSD_DECIMAL) for n in ("0.0", "4.6", "6.0")}


def test_encode_outcome_tells_about_population_and_trial(quads: tuple[Quad, ...]) -> None:
    (outcome,) = (q.subject for q in quads if q.predicate == v.TRIAL)
    assert isinstance(outcome, NamedNode)
    assert values(quads, outcome, v.ABOUT) == {IRIS.expand(PAZOPANIB)}
    assert values(quads, outcome, v.POPULATION) == {IRIS.expand(SOFT_TISSUE_SARCOMA)}
    assert (values(quads, outcome, v.LOWER), values(quads, outcome, v.UPPER)) == ({"4.0"}, {"9.0"})
    assert outcome.value in values(quads, node(PAZOPANIB), v.HAS_OUTCOME)


def test_encode_conflicting_outcomes_name_each_other() -> None:
    review = sample_readings()[0]
    rate = review.outcomes[0]
    other = replace(rate, value=rate.value + 10)
    quads = encode(sample_graph((replace(review, outcomes=(rate, other)),)), iris=IRIS)
    pairs = {(str(q.subject), str(q.object)) for q in quads if q.predicate == v.CONFLICTS_WITH}
    assert len(pairs) == 2
    assert {(b, a) for a, b in pairs} == pairs


def test_encode_half_a_surrogate_pair_keeps_the_length() -> None:
    note = sample_readings()[3]
    titled = replace(note.document, metadata=replace(note.document.metadata, title="a\ud800b"))
    quads = encode(sample_graph((replace(note, document=titled),)), iris=IRIS)
    assert {q.object for q in quads if q.predicate == v.TITLE} == {Literal("a\ufffdb")}


def test_document_iri_is_that_of_the_work() -> None:
    report = sample_readings()[2].document
    assert document_iris([report], IRIS)[report.key] == IRIS.expand("pubmed:90000002")


def test_document_iri_of_a_second_copy_is_minted() -> None:
    documents = [reading.document for reading in sample_readings()]
    found = document_iris(documents, IRIS)
    first, second = sorted(d.key for d in documents[:2])
    assert found[first] == "https://doi.org/10.5555/invented.2024.17"
    assert found[second] == f"https://w3id.org/biomedkg/id/document/{second}"


def test_encode_second_copy_is_a_version_of_the_work(quads: tuple[Quad, ...]) -> None:
    versions = [q for q in quads if q.predicate == v.IS_VERSION_OF]
    assert [q.object for q in versions] == [NamedNode("https://doi.org/10.5555/invented.2024.17")]


def test_document_iri_without_a_work_is_minted() -> None:
    note = sample_readings()[3].document
    assert document_iris([note], IRIS)[note.key].endswith(f"/id/document/{note.key}")


def test_encode_build_names_its_parts(quads: tuple[Quad, ...]) -> None:
    (build,) = (q.subject for q in quads if q.object == v.ACTIVITY)
    assert isinstance(build, NamedNode)
    assert len(values(quads, build, v.USED)) == 2
