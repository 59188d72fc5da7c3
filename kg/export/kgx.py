"""KGX tables (github.com/biolink/kgx): nodes and edges by the Biolink model, as Translator reads them."""

from __future__ import annotations

import pyoxigraph as ox

from kg.export.tables import joined, local_name, table
from kg.rdf import Iris
from kg.resources import data_dir
from kg.store import Dataset

#: Columns that hold several values part them by ``|``, as KGX asks.
_NODES = "id category name synonym xref iri provided_by"
_EDGES = (
    "id subject predicate object category negated original_predicate knowledge_level agent_type "
    "primary_knowledge_source publications supporting_text has_confidence_score certainty qualifiers"
)
_SOURCE = "infores:biomedkg"
_BIOLINK = "biolink:"
_SUB_PROPERTY = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"
#: What every Biolink predicate descends from.
_ANY = "biolink:related_to"


def render(dataset: Dataset) -> dict[str, bytes]:
    """Return ``nodes.tsv`` and ``edges.tsv``.

    A predicate of our own (``kgo:targets``) stands as its nearest Biolink ancestor in ``predicate`` and as
    itself in ``original_predicate``. What a text merely aims at has the knowledge level ``not_provided``.
    """
    concepts = sorted(dataset.concepts(), key=lambda c: c.curie)
    curies = {c.iri: c.curie for c in concepts}
    works = {d.iri: d.work for d in dataset.documents()}
    public = public_predicates(dataset.iris)
    nodes = (
        (
            c.curie,
            c.biolink,
            c.label,
            joined(name for name in c.names if name != c.label),
            joined(dataset.iris.contract(iri) or iri for iri in c.exact),
            c.iri,
            _SOURCE,
        )
        for c in concepts
    )
    edges = (
        (
            local_name(a.iri),
            curies[a.subject],
            a.predicate if a.predicate.startswith(_BIOLINK) else public.get(a.predicate, _ANY),
            curies[a.object],
            "biolink:Association",
            a.negated,
            a.predicate,
            "not_provided" if a.certainty == "hypothetical" else "knowledge_assertion",
            "text_mining_agent",
            _SOURCE,
            joined(sorted({works.get(e.document, e.document) for e in a.evidence})),
            joined(_line(e.quote) for e in a.evidence),
            a.belief,
            a.certainty,
            joined(f"{role}={value}" for role, value in a.qualifiers),
        )
        for a in sorted(dataset.associations(), key=lambda a: a.iri)
    )
    return {
        "nodes.tsv": table(_NODES, nodes, delimiter="\t"),
        "edges.tsv": table(_EDGES, edges, delimiter="\t"),
    }


def public_predicates(iris: Iris) -> dict[str, str]:
    """Return the Biolink predicate that each of our own is a kind of, both as CURIEs.

    Read from ``ontologies/vocabulary.ttl``.
    """
    vocabulary = ox.parse(path=data_dir("ontologies") / "vocabulary.ttl", format=ox.RdfFormat.TURTLE)
    found: dict[str, str] = {}
    for quad in vocabulary:
        if quad.predicate.value == _SUB_PROPERTY and isinstance(quad.object, ox.NamedNode):
            own, parent = iris.contract(str(quad.subject)[1:-1]), iris.contract(quad.object.value)
            if own and parent and parent.startswith(_BIOLINK):
                found[own] = min(parent, found.get(own, parent))
    return found


def _line(quote: str) -> str:
    """Return a quote in one line: readers of KGX split the file at every line end, quoted or not."""
    return " ".join(quote.split())
