"""What follows from a graph: the closure that saves queries their property paths.

The rules are those of RDFS that queries need (rdfs5, rdfs7, rdfs9, rdfs11 of the W3C Recommendation RDF 1.1
Semantics, section 9.2), with inverse and symmetric predicates of OWL besides, over the predicate and class
tree of Biolink (``ontologies/biolink.ttl``) and the project's vocabulary. Domain and range are left out: they
tell of broken data, which is for `kg.rdf.validate`.

One rule is of our own: an edge to a disease holds of *some* kind of each broader disease, which is said by a
predicate of its own (``kgo:treats_some`` and the others that ``kgo:generalises`` one of Biolink's). "D treats
synovial sarcoma" gives "D treats some sarcoma" and never "D treats sarcoma", which would claim all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import KgError
from kg.rdf import vocabulary as v
from kg.resources import data_dir

if TYPE_CHECKING:
    from rdflib.term import Node

#: Predicates between concepts that are no statements of a text about the world.
_NO_EDGES = frozenset({v.SUBCLASS_OF, v.EXACT_MATCH, v.BROAD_MATCH, v.TYPE, v.MENTIONS})

_PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "kgo": v.KGO_NS,
}
_SUBCLASSES = """
    INSERT { ?a rdfs:subClassOf ?c } WHERE { ?a rdfs:subClassOf/rdfs:subClassOf+ ?c FILTER(?a != ?c) }"""
_SUBPROPERTIES = _SUBCLASSES.replace("subClassOf", "subPropertyOf")
_TYPES = "INSERT { ?x a ?d } WHERE { ?c rdfs:subClassOf ?d . ?x a ?c }"
_SUPER_EDGES = "INSERT { ?s ?q ?o } WHERE { ?p rdfs:subPropertyOf ?q . ?s ?p ?o }"
_INVERSES = """
    INSERT { ?o ?q ?s } WHERE { { ?p owl:inverseOf ?q } UNION { ?q owl:inverseOf ?p } ?s ?p ?o }"""
_SYMMETRIES = "INSERT { ?o ?p ?s } WHERE { ?p a owl:SymmetricProperty . ?s ?p ?o }"
#: Last and once: what it says is not followed up the predicate tree.
_SOME = """
    INSERT { ?s ?some ?broader }
    WHERE { ?some kgo:generalises ?p . ?s ?p ?o . ?o rdfs:subClassOf? ?broader }"""


class Rules(Enum):
    """Which rules make the closure."""

    RDFS = "rdfs"
    """Classes, predicates, inverses, symmetry: SPARQL rules to a fixpoint."""
    OWL_RL = "owl-rl"
    """The OWL 2 RL profile, by the package `reasonable`."""


@dataclass(frozen=True, slots=True)
class _Axioms:
    """The trees by name of the lower term: what stands above, what is the inverse, what is symmetric."""

    above: dict[NamedNode, set[NamedNode]]
    inverses: dict[NamedNode, set[NamedNode]]
    generalised: dict[NamedNode, set[NamedNode]]
    triples: tuple[Triple, ...]


def closure(triples: Iterable[Triple], *, rules: Rules = Rules.RDFS) -> tuple[Triple, ...]:
    """Return what follows from `triples` and is not among them, sorted, with the axioms that were used.

    Looked at are the concepts (whatever has a ``kgo:entityType``), their classes, superclasses and edges, and
    the classes of all other nodes.

    Raises:
        KgError: `rules` is OWL 2 RL and `reasonable` is not installed.
    """
    given = tuple(triples)
    concepts = {t.subject for t in given if t.predicate == v.ENTITY_TYPE}
    facts = {
        t
        for t in given
        if isinstance(t.object, NamedNode)
        and (
            t.predicate in (v.TYPE, v.SUBCLASS_OF)
            or (t.subject in concepts and t.object in concepts and t.predicate not in _NO_EDGES)
        )
    }
    facts |= set(_relevant(facts))
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in facts)
    if rules is Rules.OWL_RL:
        store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in _owl_rl(facts))
    else:
        _apply_rdfs(store)
    store.update(_SOME, prefixes=_PREFIXES)
    known = set(given)
    found = (quad.triple for quad in store)
    return tuple(sorted((t for t in found if t not in known and t.subject != t.object), key=_order))


def _apply_rdfs(store: Store) -> None:
    for rule in (_SUBCLASSES, _SUBPROPERTIES, _TYPES):
        store.update(rule, prefixes=_PREFIXES)
    size = -1
    while len(store) != size:
        size = len(store)
        for rule in (_SUPER_EDGES, _INVERSES, _SYMMETRIES):
            store.update(rule, prefixes=_PREFIXES)


def _relevant(facts: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the axioms about the classes and predicates that `facts` use, and about those above them."""
    axioms = _axioms()
    used: set[NamedNode] = set()
    open_terms = {t.object if t.predicate == v.TYPE else t.predicate for t in facts}
    while open_terms:
        term = open_terms.pop()
        if not isinstance(term, NamedNode) or term in used:
            continue
        used.add(term)
        for table in (axioms.above, axioms.inverses, axioms.generalised):
            open_terms |= table.get(term, set())
    generalising = {t.subject for t in axioms.triples if t.predicate == v.GENERALISES}
    for triple in axioms.triples:
        # what holds of some is not followed upwards: see the module
        upwards = triple.predicate == v.SUBPROPERTY_OF and triple.subject in generalising
        ends = [triple.subject] if triple.predicate == v.TYPE else [triple.subject, triple.object]
        if not upwards and used.issuperset(end for end in ends if isinstance(end, NamedNode)):
            yield triple


@cache
def _axioms() -> _Axioms:
    """Return the axioms of Biolink and of the project that the rules use."""
    wanted = {v.SUBCLASS_OF, v.SUBPROPERTY_OF, v.INVERSE_OF, v.GENERALISES}
    above: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    inverses: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    generalised: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    triples = []
    for name in ("biolink.ttl", "vocabulary.ttl"):
        for quad in parse(path=str(data_dir("ontologies") / name), format=RdfFormat.TURTLE):
            lower, upper = quad.subject, quad.object
            if not (isinstance(lower, NamedNode) and isinstance(upper, NamedNode)):
                continue
            if quad.predicate in wanted or (quad.predicate == v.TYPE and upper == v.SYMMETRIC_PROPERTY):
                triples.append(quad.triple)
            if quad.predicate in (v.SUBCLASS_OF, v.SUBPROPERTY_OF):
                above[lower].add(upper)
            elif quad.predicate == v.INVERSE_OF:
                inverses[lower].add(upper)
                inverses[upper].add(lower)
            elif quad.predicate == v.GENERALISES:
                generalised[upper].add(lower)
    return _Axioms(above, inverses, generalised, tuple(sorted(triples, key=_order)))


def _owl_rl(facts: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what OWL 2 RL derives about the nodes and terms of `facts`.

    Left out is what is true of anything, such as that each thing is the same as itself.
    """
    try:
        import reasonable
    except ImportError as error:
        raise KgError("OWL 2 RL needs the package reasonable: pip install 'biomedkg[owl]'") from error
    from rdflib import URIRef

    facts = tuple(facts)
    terms = {term for t in facts for term in (t.subject, t.predicate, t.object)}
    names = {term.value for term in terms if isinstance(term, NamedNode)}
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph([tuple(URIRef(_value(term)) for term in t) for t in facts])

    def known(node: Node) -> bool:
        return isinstance(node, URIRef) and str(node) in names

    for subject, predicate, value in reasoner.reason():
        if known(subject) and known(predicate) and known(value):
            yield Triple(NamedNode(str(subject)), NamedNode(str(predicate)), NamedNode(str(value)))


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _order(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)
