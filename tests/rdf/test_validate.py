"""Every rule of the shapes has a graph that breaks it; both validators agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import GraphError
from kg.rdf import Iris, Severity, Validator, encode, validate
from kg.rdf import vocabulary as v
from kg.rdf.validate import read_quads
from kg.rdf.validation_report import validation_report
from tests.sample import (
    IMATINIB,
    LEIOMYOSARCOMA,
    PALBOCICLIB,
    SARCOMA,
    SYNOVIAL_SARCOMA,
    build_sample,
    sample_graph,
)

IRIS = Iris()
Quads = list[Quad]
Change = Callable[[Quads], Quads]


def good() -> Quads:
    """Return the quads of the sample, which break nothing."""
    return list(encode(sample_graph(), iris=IRIS))


def without(predicate: NamedNode) -> Change:
    """Drop the first triple with this property."""

    def change(quads: Quads) -> Quads:
        position = next(i for i, q in enumerate(quads) if q.predicate == predicate)
        return quads[:position] + quads[position + 1 :]

    return change


def instead(predicate: NamedNode, value: NamedNode | Literal) -> Change:
    """Give the first triple with this property another value."""

    def change(quads: Quads) -> Quads:
        position = next(i for i, q in enumerate(quads) if q.predicate == predicate)
        old = quads[position]
        return [
            *quads[:position],
            Quad(old.subject, predicate, value, old.graph_name),
            *quads[position + 1 :],
        ]

    return change


def also(subject: str, predicate: NamedNode, value: NamedNode | Literal) -> Change:
    """Add a triple."""
    return lambda quads: [*quads, Quad(NamedNode(IRIS.expand(subject)), predicate, value, DefaultGraph())]


def node(curie: str) -> NamedNode:
    """Return the node of a CURIE."""
    return NamedNode(IRIS.expand(curie))


TREATS = NamedNode(v.BIOLINK_NS + "treats")

BREAKS = [
    pytest.param(without(v.SUBJECT), "exactly one subject", id="no subject"),
    pytest.param(without(v.OBJECT), "exactly one object", id="no object"),
    pytest.param(without(v.PREDICATE), "exactly one predicate", id="no predicate"),
    pytest.param(instead(v.PREDICATE, node("mondo:1")), "exactly one predicate", id="foreign predicate"),
    pytest.param(without(v.NEGATED), "whether it is negated", id="no polarity"),
    pytest.param(instead(v.BELIEF, Literal(1.01)), "belief from 0 to 1", id="belief too high"),
    pytest.param(instead(v.BELIEF, Literal("high")), "belief from 0 to 1", id="belief in words"),
    pytest.param(instead(v.KNOWLEDGE_LEVEL, Literal("guess")), "knowledge level", id="knowledge level"),
    pytest.param(
        instead(v.EVIDENCE, node("bkg:evidence/none")), "all of it is there", id="dangling evidence"
    ),
    pytest.param(instead(v.EVIDENCE, node("bkg:evidence/none")), "stands behind", id="unused evidence"),
    pytest.param(without(v.QUOTE), "one quote", id="no quote"),
    pytest.param(instead(v.QUOTE, Literal("short")), "as long as its span", id="quote and span differ"),
    pytest.param(instead(v.START, Literal(10_000)), "starts before it ends", id="span backwards"),
    pytest.param(without(v.WAS_DERIVED_FROM), "one document", id="no document"),
    pytest.param(without(v.EXTRACTOR), "what read it", id="no extractor"),
    pytest.param(instead(v.VALUE, Literal("six")), "one value, a number", id="outcome in words"),
    pytest.param(without(v.UNIT), "one unit", id="no unit"),
    pytest.param(instead(v.LOWER, Literal(99.5)), "not above the upper", id="bounds crossed"),
    pytest.param(without(v.LABEL), "one label", id="no label"),
    pytest.param(without(v.GROUNDED), "grounded", id="grounding unsaid"),
    pytest.param(without(v.THREE_PRIME_PARTNER), "one 3' partner", id="half a fusion"),
    pytest.param(without(v.SHA256), "SHA-256", id="no digest"),
    pytest.param(without(v.GROUNDING_TEXT), "one wording", id="no wording"),
    pytest.param(instead(v.GROUNDING_TEXT, Literal("")), "not empty", id="empty wording"),
    pytest.param(
        instead(v.GROUNDING_TEXT, Literal("q" * 99)), "as long as their span", id="wording and span differ"
    ),
    pytest.param(without(v.GROUNDING_REASON), "one reason", id="no reason"),
    pytest.param(without(v.GROUNDING_RECOGNISER), "what found its words", id="no recogniser"),
    pytest.param(instead(v.GROUNDING_COUNT, Literal(0)), "at least one", id="no mention"),
    pytest.param(instead(v.GROUNDING_SCORE, Literal(1.5)), "one score, from 0 to 1", id="score too high"),
    pytest.param(without(v.GROUNDING_SCORE), "have a score", id="no score"),
    pytest.param(without(v.GROUNDING_MARGIN), "exactly where it has a score", id="no margin"),
    pytest.param(without(v.GROUNDING_RUNNER_UP), "exactly where it has a score", id="no runner-up"),
    pytest.param(without(v.GROUNDING_RUNNER_UP_LABEL), "names both by label", id="runner-up without label"),
    pytest.param(without(v.GROUNDING_OF), "one meaning", id="no meaning"),
    pytest.param(
        instead(v.GROUNDING_OF, node("mondo:1")), "is a described concept", id="meaning out of nowhere"
    ),
    pytest.param(instead(v.GROUNDING_OF, node(SARCOMA)), "mentions every concept", id="meaning unmentioned"),
    pytest.param(also(SARCOMA, v.SUBCLASS_OF, node(SYNOVIAL_SARCOMA)), "own ancestor", id="circle"),
    pytest.param(
        also(PALBOCICLIB, TREATS, node(SYNOVIAL_SARCOMA)), "hypothetical association has no", id="aim"
    ),
    pytest.param(
        also(PALBOCICLIB, TREATS, node(LEIOMYOSARCOMA)), "shows its evidence", id="edge from nowhere"
    ),
    pytest.param(
        instead(NamedNode(v.BIOLINK_NS + "causes"), node(LEIOMYOSARCOMA)), "has its plain edge", id="no edge"
    ),
    pytest.param(without(v.CONFLICTS_WITH), "both name the other", id="one-sided conflict"),
]


def test_validate_sample_breaks_nothing() -> None:
    assert validate(good()) == ()


@pytest.mark.parametrize(("change", "message"), BREAKS)
def test_validate_broken_rule_is_reported(change: Change, message: str) -> None:
    found = validate(change(good()))
    assert any(message in violation.message for violation in found), found


def test_validate_pyshacl_agrees_on_many_breaks_and_on_nothing_else() -> None:
    quads = good()
    for change in (
        without(v.BELIEF),
        instead(v.QUOTE, Literal("short")),
        without(v.CONFLICTS_WITH),
        without(v.TITLE),
        also(PALBOCICLIB, TREATS, node(SYNOVIAL_SARCOMA)),
        also(SARCOMA, v.SUBCLASS_OF, node(SYNOVIAL_SARCOMA)),
        without(v.GROUNDING_REASON),
        without(v.GROUNDING_MARGIN),
        without(v.GROUNDING_SCORE),
        instead(v.GROUNDING_TEXT, Literal("q" * 99)),
        instead(v.GROUNDING_OF, node(SARCOMA)),
    ):
        quads = change(quads)
    found = validate(quads, severity=Severity.INFO)
    assert {one.severity for one in found} == set(Severity)
    assert len({one.message for one in found if one.severity is Severity.VIOLATION}) >= 10
    assert validate(quads, severity=Severity.INFO, validator=Validator.PYSHACL) == found


def test_validate_runner_up_that_was_chosen_is_reported() -> None:
    quads = good()
    (chosen,) = (q.object for q in quads if q.predicate == v.GROUNDING_OF and q.subject == rivalled(quads))
    assert isinstance(chosen, NamedNode)
    found = validate(instead(v.GROUNDING_RUNNER_UP, chosen)(quads))
    assert ["not what it chose" in violation.message for violation in found] == [True]


def rivalled(quads: Quads) -> object:
    """Return the first grounding that has a runner-up."""
    return next(q.subject for q in quads if q.predicate == v.GROUNDING_RUNNER_UP)


def test_validate_broken_grounding_names_document_and_words() -> None:
    (found,) = validate(without(v.GROUNDING_REASON)(good()))
    assert found.document
    assert found.sentence


def test_validate_denial_with_a_plain_edge_names_document_and_sentence() -> None:
    quads = [
        q
        for q in also(IMATINIB, NamedNode(v.BIOLINK_NS + "causes"), node(SYNOVIAL_SARCOMA))(good())
        if q.predicate != v.TITLE
    ]
    (found,) = validate(quads)
    assert found.node == IRIS.expand(IMATINIB)
    assert found.document in ("report.txt", "review.txt", "review-copy.txt")
    assert "matinib" in found.sentence
    assert found.sentence in str(found)


def test_validate_reads_a_build_folder_and_its_files(tmp_path: Path) -> None:
    build_sample(tmp_path)
    assert [validate(tmp_path / name) for name in ("", "graph.ttl", "graph.trig")] == [(), (), ()]


@pytest.mark.parametrize("name", ["none.ttl", "notes.docx", "bad.ttl"])
def test_read_quads_of_what_is_no_graph_raises_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "bad.ttl").write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(GraphError, match=name) as raised:
        read_quads(tmp_path / name)
    assert "\n" not in str(raised.value)


ADVISED = [
    pytest.param(without(v.TITLE), "has no title", Severity.WARNING, id="no title"),
    pytest.param(
        instead(v.GROUNDING_MARGIN, Literal("0.001", datatype=v.XSD_DECIMAL)),
        "could as well mean",
        Severity.WARNING,
        id="narrow margin",
    ),
    pytest.param(lambda quads: quads, "says the opposite", Severity.INFO, id="conflict"),
    pytest.param(lambda quads: quads, "no ontology is known", Severity.INFO, id="ungrounded"),
]


@pytest.mark.parametrize(("change", "message", "severity"), ADVISED)
def test_validate_lists_a_result_from_its_severity_on(
    change: Change, message: str, severity: Severity
) -> None:
    quads = change(good())
    for least in Severity:
        found = [one for one in validate(quads, severity=least) if message in one.message]
        assert bool(found) is (severity >= least)
        assert {one.severity for one in found} <= {severity}


def test_validate_every_result_says_what_to_do() -> None:
    quads = good()
    for predicate in (
        v.BELIEF,
        v.QUOTE,
        v.GROUNDING_REASON,
        v.UNIT,
        v.LABEL,
        v.THREE_PRIME_PARTNER,
        v.SHA256,
    ):
        quads = without(predicate)(quads)
    found = validate(quads, severity=Severity.INFO)
    assert len({one.shape for one in found}) >= 8
    assert all(one.advice for one in found)


def test_validate_result_is_named_in_words() -> None:
    (found,) = validate(without(v.BELIEF)(good()))
    assert found.label.count(" ") >= 2
    assert "/" not in found.label


def test_validation_report_reads_as_one_of_shacl() -> None:
    results = validate(without(v.BELIEF)(good()), severity=Severity.INFO)
    content = validation_report(results)
    assert validation_report(results) == content
    report = rdflib.Graph().parse(data=content, format="turtle")
    (root,) = report.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport)
    assert report.value(root, rdflib.SH.conforms) == rdflib.Literal(False)
    assert len(list(report.objects(root, rdflib.SH.result))) == len(results)
    assert set(report.objects(predicate=rdflib.SH.resultSeverity)) == {rdflib.SH.Violation, rdflib.SH.Info}


def test_validation_report_of_hints_alone_conforms() -> None:
    content = validation_report(validate(good(), severity=Severity.INFO))
    assert b"sh:conforms true" in content
