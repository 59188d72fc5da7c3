"""The results of a validation as a report in RDF, by the vocabulary of the W3C Recommendation SHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.rdf import vocabulary as v
from kg.rdf.validate import Severity, Violation

_SH = "http://www.w3.org/ns/shacl#"
_KGS = "https://w3id.org/biomedkg/shapes/"


def validation_report(results: Iterable[Violation]) -> bytes:
    """Return results as Turtle: one ``sh:ValidationReport`` that conforms where nothing is a violation.

    The same results give the same bytes.
    """
    prefixes = {"sh": _SH, "kgs": _KGS, "kgo": v.KGO_NS, "biolink": v.BIOLINK_NS}
    return serialize(_triples(tuple(results)), format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _triples(results: tuple[Violation, ...]) -> Iterator[Triple]:
    report = BlankNode("report")
    conforms = all(one.severity < Severity.VIOLATION for one in results)
    yield Triple(report, v.TYPE, _sh("ValidationReport"))
    yield Triple(report, _sh("conforms"), Literal(conforms))
    for number, result in enumerate(results, start=1):
        node = BlankNode(f"result{number}")
        yield Triple(report, _sh("result"), node)
        yield Triple(node, v.TYPE, _sh("ValidationResult"))
        yield Triple(node, _sh("resultSeverity"), _sh(result.severity.name.capitalize()))
        yield Triple(node, _sh("sourceShape"), NamedNode(_KGS + result.shape))
        if ":" in result.node:
            yield Triple(node, _sh("focusNode"), NamedNode(result.node))
        yield Triple(node, _sh("resultMessage"), Literal(result.message))
        if result.value:
            yield Triple(node, _sh("value"), Literal(result.value))
        if result.sentence:
            yield Triple(node, v.QUOTE, Literal(result.sentence))
        if result.document:
            yield Triple(node, v.TITLE, Literal(result.document))


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)
