"""The assembled graph as quads.

Each triple stands in exactly one graph: what a document says (its evidence, its mentions and what they were
taken to mean) in the named graph that bears the IRI of the document, all else in the default graph.

The IRI of a document is that of its work (DOI, else PMID, else PMCID) where the work is known; of several
copies of one work the first by key has that IRI, and each other copy has ``document/<key>`` with
``dcterms:isVersionOf`` the work. Offsets are of one text, so copies cannot share a node. This depends on the
set of documents alone, so withdrawing a copy gives the graph that would have been built without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.assembly import evidence_key, outcome_conflicts, outcome_key
from kg.assembly.identity import canonical_number, content_key
from kg.model import (
    Association,
    Certainty,
    Document,
    EntityType,
    Evidence,
    GroundedWording,
    KnowledgeGraph,
    NamedConcept,
    Outcome,
    Polarity,
    Provenance,
)
from kg.rdf import literals
from kg.rdf import vocabulary as v
from kg.rdf.iri import Iris
from kg.rdf.matches import wider_matches

Term = NamedNode | Literal
Graph = NamedNode | DefaultGraph
Pair = tuple[NamedNode, Term]
Key = tuple[bool, str, str, bool, str, str]


def document_iris(documents: Iterable[Document], iris: Iris) -> dict[str, str]:
    """Return the IRI of each document by its key (the rule is that of the module)."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for document in sorted(documents, key=lambda one: one.key):
        if document.work.startswith("sha256:") or document.work in taken:
            found[document.key] = iris.minted("document", document.key)
        else:
            taken.add(document.work)
            found[document.key] = iris.expand(document.work)
    return found


def encode(graph: KnowledgeGraph, *, iris: Iris) -> tuple[Quad, ...]:
    """Return the quads of `graph`, each once, in the order in which they are written.

    The default graph comes first, then the named graphs by IRI; within a graph the quads are sorted by
    subject, the type before all other predicates.
    """
    return tuple(encode_by_key(graph, iris=iris).values())


def encode_by_key(graph: KnowledgeGraph, *, iris: Iris) -> dict[Key, Quad]:
    """Return the quads of `graph` as `encode` does, by their sort keys."""
    return by_key(_Encoder(graph, iris).quads())


def by_key(quads: Iterable[Quad]) -> dict[Key, Quad]:
    """Return the quads, each once, by their sort keys, in the order in which they are written."""
    # the key tells terms apart, and costs less to compare than a quad to hash
    found = {order(quad): quad for quad in quads}
    return {key: found[key] for key in sorted(found)}


def order(quad: Quad) -> Key:
    """Return the sort key of a quad: default graph first, then by subject, its type first, and object.

    Its parts, where they are terms, are written as in N-Quads.
    """
    subject, predicate, object_, name = quad
    graph = "" if isinstance(name, DefaultGraph) else str(name)
    relation = str(predicate)
    return graph != "", graph, str(subject), relation != _TYPE, relation, str(object_)


_TYPE = str(v.TYPE)


class _Encoder:
    def __init__(self, graph: KnowledgeGraph, iris: Iris) -> None:
        self._graph = graph
        self._iris = iris
        self._documents = {key: NamedNode(iri) for key, iri in document_iris(graph.documents, iris).items()}
        self._labels = {named.concept.curie: named.concept.label for named in graph.concepts}
        self._wider = wider_matches([named.concept for named in graph.concepts])
        self._nodes: dict[str, NamedNode] = {}

    def quads(self) -> Iterator[Quad]:
        for document in self._graph.documents:
            yield from self._node(self._documents[document.key], self._document(document))
        for named in self._graph.concepts:
            concept = self._curie(named.concept.curie)
            yield from self._node(concept, self._concept(named))
            for key in named.documents:
                yield from self._node(
                    self._documents[key], [(v.MENTIONS, concept)], graph=self._documents[key]
                )
        for grounding in self._graph.groundings:
            node = NamedNode(self._iris.minted("grounding", grounding.key))
            pairs = self._grounding(grounding)
            yield from self._node(node, pairs, graph=self._documents[grounding.document])
        for association in self._graph.associations:
            yield from self._association(association)
        yield from self._outcomes()
        yield from self._build(self._graph.provenance)

    def _node(self, subject: NamedNode, pairs: Iterable[Pair], graph: Graph | None = None) -> Iterator[Quad]:
        where = DefaultGraph() if graph is None else graph
        for predicate, value in pairs:
            yield Quad(subject, predicate, value, where)

    def _curie(self, curie: str) -> NamedNode:
        found = self._nodes.get(curie)
        if found is None:
            found = self._nodes[curie] = NamedNode(self._iris.expand(curie))
        return found

    def _document(self, document: Document) -> Iterator[Pair]:
        meta = document.metadata
        yield v.TYPE, v.DOCUMENT
        yield v.TYPE, v.PUBLICATION
        yield v.SOURCE_FILE, literals.text(document.source)
        yield v.SHA256, literals.text(document.sha256)
        yield v.WORK, literals.text(document.work)
        known = not document.work.startswith("sha256:")
        if known and self._iris.expand(document.work) != self._documents[document.key].value:
            yield v.IS_VERSION_OF, self._curie(document.work)
        for predicate, text in (
            (v.TITLE, meta.title),
            (v.DATE, meta.date),
            (v.JOURNAL, meta.journal),
            (v.DOI, meta.doi),
            (v.PMID, meta.pmid),
            (v.URI, meta.url),
            (v.LICENSE, meta.license),
            (v.AUTHOR_LIST, "; ".join(meta.authors)),
        ):
            if text:
                yield predicate, literals.text(text)
        for author in meta.authors:
            yield v.CREATOR, literals.text(author)
        for prefix, identifier in (("doi", meta.doi), ("pubmed", meta.pmid), ("pmc", meta.pmcid)):
            if identifier:
                yield v.IDENTIFIER, literals.text(f"{prefix}:{identifier}")

    def _concept(self, named: NamedConcept) -> Iterator[Pair]:
        concept = named.concept
        yield v.TYPE, v.BIOLINK_CLASS[concept.type]
        if concept.type is EntityType.FUSION:
            yield v.TYPE, v.GENE_FUSION
        yield v.LABEL, literals.text(concept.label)
        yield v.NOTATION, literals.text(concept.curie)
        yield v.ENTITY_TYPE, Literal(concept.type.value)
        yield v.GROUNDED, Literal(concept.grounded)
        for name in {*named.names, *concept.synonyms} - {concept.label}:
            yield v.ALT_LABEL, literals.text(name)
        for curie in concept.exact:
            wider = curie in self._wider.get(concept.curie, ())
            yield v.BROAD_MATCH if wider else v.EXACT_MATCH, self._curie(curie)
        for curie in concept.parents:
            yield v.SUBCLASS_OF, self._curie(curie)
        if concept.partners:
            five_prime, three_prime = concept.partners
            yield v.FIVE_PRIME_PARTNER, self._curie(five_prime)
            yield v.THREE_PRIME_PARTNER, self._curie(three_prime)

    def _grounding(self, grounding: GroundedWording) -> Iterator[Pair]:
        yield v.TYPE, v.GROUNDING
        yield v.WAS_DERIVED_FROM, self._documents[grounding.document]
        yield v.GROUNDING_TEXT, literals.text(grounding.text)
        yield v.START, Literal(grounding.span.start)
        yield v.END, Literal(grounding.span.end)
        yield v.GROUNDING_COUNT, Literal(grounding.count)
        yield v.GROUNDING_OF, self._curie(grounding.concept)
        yield v.GROUNDING_RECOGNISER, literals.text(grounding.recogniser)
        yield v.GROUNDING_REASON, literals.text(grounding.reason)
        if grounding.score is not None:
            yield v.GROUNDING_SCORE, literals.number(grounding.score)
        if grounding.margin is not None:
            yield v.GROUNDING_MARGIN, literals.number(grounding.margin)
        if grounding.runner_up is not None:
            # the label, too: a concept that no text mentions is not in the graph
            yield v.GROUNDING_RUNNER_UP, self._curie(grounding.runner_up.curie)
            yield v.GROUNDING_RUNNER_UP_LABEL, literals.text(grounding.runner_up.label)

    def _association(self, association: Association) -> Iterator[Quad]:
        subject, object_ = self._curie(association.subject), self._curie(association.object)
        predicate = self._curie(association.predicate)
        if association.is_plain:
            yield Quad(subject, predicate, object_, DefaultGraph())
        level = "not_provided" if association.certainty is Certainty.HYPOTHETICAL else "knowledge_assertion"
        pairs: list[Pair] = [
            (v.TYPE, v.ASSOCIATION),
            (v.SUBJECT, subject),
            (v.PREDICATE, predicate),
            (v.OBJECT, object_),
            (v.NEGATED, Literal(association.polarity is Polarity.NEGATED)),
            (v.KNOWLEDGE_LEVEL, Literal(level)),
            (v.AGENT_TYPE, Literal("text_mining_agent")),
            (v.BELIEF, literals.number(association.belief)),
            (v.CERTAINTY, Literal(association.certainty.value)),
        ]
        for qualifier in association.qualifiers:
            value: Term = (
                self._curie(qualifier.value) if qualifier.is_concept else literals.text(qualifier.value)
            )
            pairs.append((v.qualifier_property(qualifier.role), value))
        for key in association.conflicts:
            pairs.append((v.CONFLICTS_WITH, NamedNode(self._iris.minted("assoc", key))))
        for evidence in association.evidence:
            pairs.append((v.EVIDENCE, self._evidence_iri(evidence)))
            yield from self._evidence(evidence)
        yield from self._node(NamedNode(self._iris.minted("assoc", association.key)), pairs)

    def _evidence_iri(self, evidence: Evidence) -> NamedNode:
        return NamedNode(self._iris.minted("evidence", evidence_key(evidence)))

    def _evidence(self, evidence: Evidence) -> Iterator[Quad]:
        document = self._documents[evidence.document]
        pairs: list[Pair] = [
            (v.TYPE, v.EVIDENCE_CLASS),
            (v.WAS_DERIVED_FROM, document),
            (v.QUOTE, literals.text(evidence.quote)),
            (v.CERTAINTY, Literal(evidence.certainty.value)),
            (v.SECTION, literals.text(evidence.section)),
            (v.EXTRACTOR, literals.text(evidence.extractor)),
            (v.CONFIDENCE, literals.number(evidence.confidence)),
        ]
        for start, end, span in (
            (v.START, v.END, evidence.span),
            (v.SUBJECT_START, v.SUBJECT_END, evidence.subject),
            (v.OBJECT_START, v.OBJECT_END, evidence.object),
        ):
            pairs += [(start, Literal(span.start)), (end, Literal(span.end))]
        yield from self._node(self._evidence_iri(evidence), pairs, graph=document)

    def _outcomes(self) -> Iterator[Quad]:
        conflicts = outcome_conflicts(self._graph.outcomes)
        for outcome in self._graph.outcomes:
            key = outcome_key(outcome)
            node = NamedNode(self._iris.minted("outcome", key))
            pairs = list(self._outcome(outcome))
            pairs += [
                (v.CONFLICTS_WITH, NamedNode(self._iris.minted("outcome", other)))
                for other in conflicts.get(key, ())
            ]
            yield from self._node(node, pairs)
            yield from self._evidence(outcome.evidence)
            for curie in outcome.about:
                yield Quad(self._curie(curie), v.HAS_OUTCOME, node, DefaultGraph())

    def _outcome(self, outcome: Outcome) -> Iterator[Pair]:
        label = self._labels[outcome.measure]
        yield v.TYPE, v.OUTCOME_MEASURE
        yield v.LABEL, literals.text(f"{label}: {outcome.value_text}")
        yield v.MEASURE, self._curie(outcome.measure)
        yield v.VALUE, literals.number(canonical_number(outcome.value))
        yield v.VALUE_TEXT, literals.text(outcome.value_text)
        yield v.EVIDENCE, self._evidence_iri(outcome.evidence)
        for predicate, text in (
            (v.STATISTIC, outcome.statistic),
            (v.UNIT, outcome.unit),
            (v.COMPARATOR, outcome.comparator),
            (v.TIMEPOINT, outcome.timepoint),
            (v.ARM, outcome.arm),
            (v.INTERVAL, outcome.interval),
            (v.P_COMPARATOR, outcome.p_comparator),
            (v.GRADE, outcome.grade),
        ):
            if text:
                yield predicate, literals.text(text)
        for predicate, number in (
            (v.LOWER, outcome.lower),
            (v.UPPER, outcome.upper),
            (v.VERSUS_VALUE, outcome.versus_value),
            (v.P_VALUE, outcome.p_value),
        ):
            if number is not None:
                yield predicate, literals.number(canonical_number(number))
        if outcome.sample_size is not None:
            yield v.SAMPLE_SIZE, Literal(outcome.sample_size)
        for predicate, curie in (
            *((v.ABOUT, curie) for curie in outcome.about),
            *((v.VERSUS, curie) for curie in outcome.versus),
            (v.POPULATION, outcome.population),
            (v.TRIAL, outcome.trial),
        ):
            if curie:
                yield predicate, self._curie(curie)

    def _build(self, provenance: Provenance) -> Iterator[Quad]:
        """Yield what made the graph: an activity that used parts, and the dataset it generated."""
        key = content_key("build", [[name, version] for name, version in provenance.parts])
        build = NamedNode(self._iris.minted("build", key))
        pairs: list[Pair] = [(v.TYPE, v.ACTIVITY), (v.LABEL, Literal("build of this graph"))]
        for name, version in provenance.parts:
            part = NamedNode(self._iris.minted("build", content_key("part", name, version)))
            pairs.append((v.USED, part))
            described: list[Pair] = [
                (v.TYPE, v.BUILD_PART),
                (v.TYPE, v.ENTITY),
                (v.LABEL, literals.text(name)),
                (v.VERSION, literals.text(version)),
            ]
            yield from self._node(part, described)
        yield from self._node(build, pairs)
        dataset = NamedNode(self._iris.base + "dataset")
        yield from self._node(dataset, [(v.TYPE, v.DATASET), (v.WAS_GENERATED_BY, build)])
