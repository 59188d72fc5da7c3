"""Read records back from any dataset that follows the RDF contract, by SPARQL alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import GraphError
from kg.rdf import vocabulary as v
from kg.rdf.iri import Iris
from kg.store.engine import Engine
from kg.store.records import (
    AssociationRecord,
    ConceptRecord,
    DocumentRecord,
    EvidenceRecord,
    GroundingRecord,
    OutcomeRecord,
)

Record = TypeVar("Record")


class Node:
    """The properties of one node; every value as its lexical form, sorted."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._values: dict[str, list[str]] = defaultdict(list)
        self.literals: set[tuple[str, str]] = set()

    def add(self, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Note one property."""
        self._values[predicate].append(value.value)
        if isinstance(value, ox.Literal):
            self.literals.add((predicate, value.value))

    def all(self, predicate: ox.NamedNode) -> tuple[str, ...]:
        """Return every value, sorted."""
        return tuple(sorted(self._values.get(predicate.value, ())))

    def text(self, predicate: ox.NamedNode) -> str:
        """Return the value, empty where there is none."""
        return next(iter(self.all(predicate)), "")

    def need(self, predicate: ox.NamedNode) -> str:
        """Return the value.

        Raises:
            GraphError: there is none, so the dataset does not follow the contract.
        """
        values = self.all(predicate)
        if not values:
            raise GraphError(f"{self.iri} has no {predicate.value}; run kg validate")
        return values[0]

    def number(self, predicate: ox.NamedNode) -> float | None:
        """Return the number, None where there is none.

        Raises:
            GraphError: the value is no number.
        """
        values = self.all(predicate)
        if not values:
            return None
        try:
            return float(values[0])
        except ValueError:
            raise GraphError(f"{self.iri}: {predicate.value} is no number: {values[0]!r}") from None

    def offset(self, predicate: ox.NamedNode) -> int:
        """Return the integer.

        Raises:
            GraphError: there is none, or it is no integer.
        """
        text = self.need(predicate)
        try:
            return int(text)
        except ValueError:
            raise GraphError(f"{self.iri}: {predicate.value} is no offset: {text!r}") from None

    def items(self) -> tuple[tuple[str, str], ...]:
        """Return every (predicate, value), sorted."""
        return tuple(sorted((p, value) for p, values in self._values.items() for value in values))


def nodes(engine: Engine, pattern: str) -> dict[str, Node]:
    """Return every node ``?node`` that matches a SPARQL `pattern`, with all its properties, by IRI.

    What was inferred is left out: a record tells what the build says.
    """
    found: dict[str, Node] = {}
    graph = inferred_graph(engine)
    asserted = "" if graph is None else f"FILTER NOT EXISTS {{ GRAPH {graph} {{ ?node ?p ?o }} }}"
    answer = engine.query(f"SELECT DISTINCT ?node ?p ?o WHERE {{ {pattern} ?node ?p ?o {asserted} }}")
    if isinstance(answer, ox.QuerySolutions):
        for row in answer:
            subject, predicate, value = row[0], row[1], row[2]
            if isinstance(predicate, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                iri = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
                found.setdefault(iri, Node(iri)).add(predicate.value, value)
    return dict(sorted(found.items()))


def inferred_graph(engine: Engine) -> ox.NamedNode | None:
    """Return the name of the graph that holds what was inferred, None where nothing was."""
    answer = engine.query(f"SELECT ?g WHERE {{ ?g a {v.INFERRED_GRAPH} }}")
    if isinstance(answer, ox.QuerySolutions):
        for row in answer:
            if isinstance(row[0], ox.NamedNode):
                return row[0]
    return None


def read_documents(engine: Engine) -> tuple[DocumentRecord, ...]:
    """Return the documents, sorted by IRI."""
    return tuple(
        DocumentRecord(
            iri=iri,
            title=node.text(v.TITLE),
            source=node.text(v.SOURCE_FILE),
            work=node.text(v.WORK),
            date=node.text(v.DATE),
            journal=node.text(v.JOURNAL),
            authors=tuple(part for part in node.text(v.AUTHOR_LIST).split("; ") if part),
            url=node.text(v.URI),
        )
        for iri, node in nodes(engine, f"?node a {v.DOCUMENT} .").items()
    )


def document_digests(engine: Engine) -> dict[str, str]:
    """Return the SHA-256 of each document's text by IRI."""
    return {iri: n.text(v.SHA256) for iri, n in nodes(engine, f"?node a {v.DOCUMENT} .").items()}


def _records(
    found: Mapping[str, Node], read: Callable[[Node], Record], *, lenient: bool
) -> Iterator[tuple[str, Record]]:
    """Yield what `read` makes of each node, by IRI; with `lenient` without those that break the contract."""
    for iri, node in found.items():
        try:
            record = read(node)
        except GraphError:
            if lenient:
                continue
            raise
        yield iri, record


def read_concepts(engine: Engine, iris: Iris, *, lenient: bool = False) -> tuple[ConceptRecord, ...]:
    """Return the concepts, sorted by IRI; the label is the first of the names."""
    mentioned: dict[str, list[str]] = defaultdict(list)
    for document, node in nodes(engine, f"?node a {v.DOCUMENT} .").items():
        for concept in node.all(v.MENTIONS):
            mentioned[concept].append(document)

    def read(node: Node) -> ConceptRecord:
        label = node.need(v.LABEL)
        classes = [c for c in node.all(v.TYPE) if c.startswith(v.BIOLINK_NS)]
        return ConceptRecord(
            iri=node.iri,
            curie=node.text(v.NOTATION) or iris.contract(node.iri) or node.iri,
            label=label,
            names=(label, *(name for name in node.all(v.ALT_LABEL) if name != label)),
            type=node.need(v.ENTITY_TYPE),
            biolink=(iris.contract(classes[0]) or "") if classes else "",
            grounded=node.text(v.GROUNDED) != "false",
            exact=node.all(v.EXACT_MATCH),
            parents=node.all(v.SUBCLASS_OF),
            documents=tuple(sorted(mentioned[node.iri])),
        )

    found = nodes(engine, f"?node {v.ENTITY_TYPE} ?type .")
    return tuple(record for _, record in _records(found, read, lenient=lenient))


def read_evidence(engine: Engine, *, lenient: bool = False) -> dict[str, EvidenceRecord]:
    """Return every piece of evidence by IRI."""

    def read(node: Node) -> EvidenceRecord:
        return EvidenceRecord(
            iri=node.iri,
            document=node.need(v.WAS_DERIVED_FROM),
            quote=node.need(v.QUOTE),
            start=node.offset(v.START),
            end=node.offset(v.END),
            subject_start=node.offset(v.SUBJECT_START),
            subject_end=node.offset(v.SUBJECT_END),
            object_start=node.offset(v.OBJECT_START),
            object_end=node.offset(v.OBJECT_END),
            section=node.text(v.SECTION),
            certainty=node.text(v.CERTAINTY),
            extractor=node.text(v.EXTRACTOR),
            confidence=node.number(v.CONFIDENCE) or 0.0,
        )

    return dict(_records(nodes(engine, f"?node a {v.EVIDENCE_CLASS} ."), read, lenient=lenient))


def read_associations(
    engine: Engine,
    iris: Iris,
    evidence: Mapping[str, EvidenceRecord],
    labels: Mapping[str, str],
    *,
    lenient: bool = False,
) -> tuple[AssociationRecord, ...]:
    """Return the associations, sorted by IRI; `labels` names the concepts that qualify some of them."""

    def read(node: Node) -> AssociationRecord:
        qualifiers = [
            (role, value if (predicate, value) in node.literals else labels.get(value, value))
            for predicate, value in node.items()
            if (role := v.qualifier_role(predicate)) is not None
        ]
        predicate = node.need(v.PREDICATE)
        return AssociationRecord(
            iri=node.iri,
            subject=node.need(v.SUBJECT),
            predicate=iris.contract(predicate) or predicate,
            object=node.need(v.OBJECT),
            negated=node.text(v.NEGATED) in ("true", "1"),
            certainty=node.text(v.CERTAINTY),
            belief=node.number(v.BELIEF) or 0.0,
            qualifiers=tuple(sorted(qualifiers)),
            evidence=_pieces(node, evidence, lenient=lenient),
            conflicts=node.all(v.CONFLICTS_WITH),
        )

    found = nodes(engine, f"?node a {v.ASSOCIATION} .")
    return tuple(record for _, record in _records(found, read, lenient=lenient))


def read_outcomes(
    engine: Engine, evidence: Mapping[str, EvidenceRecord], *, lenient: bool = False
) -> tuple[OutcomeRecord, ...]:
    """Return the numeric results, sorted by IRI."""

    def read(node: Node) -> OutcomeRecord:
        value = node.number(v.VALUE)
        if value is None:
            raise GraphError(f"{node.iri} has no {v.VALUE.value}; run kg validate")
        return OutcomeRecord(
            iri=node.iri,
            measure=node.need(v.MEASURE),
            statistic=node.text(v.STATISTIC),
            value=value,
            unit=node.text(v.UNIT),
            comparator=node.text(v.COMPARATOR),
            value_text=node.text(v.VALUE_TEXT),
            about=node.all(v.ABOUT),
            population=node.text(v.POPULATION),
            trial=node.text(v.TRIAL),
            lower=node.number(v.LOWER),
            upper=node.number(v.UPPER),
            timepoint=node.text(v.TIMEPOINT),
            evidence=_pieces(node, evidence, lenient=lenient),
            arm=node.text(v.ARM),
            interval=node.text(v.INTERVAL),
            versus=node.all(v.VERSUS),
            versus_value=node.number(v.VERSUS_VALUE),
            p_value=node.number(v.P_VALUE),
            p_comparator=node.text(v.P_COMPARATOR),
            sample_size=node.offset(v.SAMPLE_SIZE) if node.all(v.SAMPLE_SIZE) else None,
            grade=node.text(v.GRADE),
            conflicts=node.all(v.CONFLICTS_WITH),
        )

    found = nodes(engine, f"?node a {v.OUTCOME_MEASURE} .")
    return tuple(record for _, record in _records(found, read, lenient=lenient))


def read_groundings(engine: Engine, concept: str, *, lenient: bool = False) -> tuple[GroundingRecord, ...]:
    """Return what words were taken to mean the concept with this IRI, sorted by document and place."""
    pattern = f"?node {v.GROUNDING_OF} {ox.NamedNode(concept)} ."

    def read(node: Node) -> GroundingRecord:
        return GroundingRecord(
            iri=node.iri,
            document=node.need(v.WAS_DERIVED_FROM),
            text=node.need(v.GROUNDING_TEXT),
            start=node.offset(v.START),
            end=node.offset(v.END),
            concept=concept,
            recogniser=node.text(v.GROUNDING_RECOGNISER),
            reason=node.need(v.GROUNDING_REASON),
            score=node.number(v.GROUNDING_SCORE),
            margin=node.number(v.GROUNDING_MARGIN),
            runner_up=node.text(v.GROUNDING_RUNNER_UP),
            runner_up_label=node.text(v.GROUNDING_RUNNER_UP_LABEL),
            count=node.offset(v.GROUNDING_COUNT),
        )

    records = [record for _, record in _records(nodes(engine, pattern), read, lenient=lenient)]
    return tuple(sorted(records, key=lambda one: (one.document, one.start, one.end, one.iri)))


def _pieces(
    node: Node, evidence: Mapping[str, EvidenceRecord], *, lenient: bool
) -> tuple[EvidenceRecord, ...]:
    """Return the evidence of a node in the order of documents and offsets.

    Raises:
        GraphError: a piece is named that the dataset lacks; with `lenient` only where all are lacking.
    """
    named = node.all(v.EVIDENCE)
    known = [iri for iri in named if iri in evidence]
    if len(known) < len(named) and not (lenient and known):
        missing = next(iri for iri in named if iri not in evidence)
        raise GraphError(f"{node.iri} names evidence that is not there: {missing}; run kg validate")
    if lenient and not known:
        raise GraphError(f"{node.iri} has no evidence; run kg validate")
    return tuple(
        sorted((evidence[iri] for iri in known), key=lambda one: (one.document, one.start, one.end, one.iri))
    )
