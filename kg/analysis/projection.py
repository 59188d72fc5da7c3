"""The dataset as a networkx graph, and that graph reduced to what an algorithm takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import QueryError
from kg.store import Dataset
from kg.store.records import AssociationRecord

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
    Simple = nx.Graph[str]


def to_networkx(
    dataset: Dataset,
    *,
    plain: bool = False,
    hierarchy: bool = False,
    selection: Iterable[AssociationRecord] | None = None,
) -> Network:
    """Return the concepts and associations of `dataset` as a directed multigraph, in sorted order.

    A node is the CURIE of a concept, with attributes ``label``, ``type``, ``curie``, ``biolink``, ``iri``
    and ``grounded``. An edge is an association, its key the local name of the association's IRI, with
    ``predicate`` (a CURIE), ``belief``, ``negated``, ``certainty``, ``evidence`` (how many sentences),
    ``qualifiers`` ("trial: ..."; empty for none) and ``iri``. Concepts that only the hierarchy knows
    (no association, no text) are left out.

    Args:
        dataset: an opened build.
        plain: keep only what the texts affirm and do more than aim at.
        hierarchy: add all concepts, and an edge ``rdfs:subClassOf`` to each direct superclass.
        selection: the associations to take, and with them no concepts but their own; None: all.
    """
    concepts = sorted(dataset.concepts(), key=lambda concept: concept.curie)
    chosen = dataset.associations() if selection is None else selection
    associations = sorted(chosen, key=lambda association: association.iri)
    curies = {concept.iri: concept.curie for concept in concepts}
    used = {iri for a in associations for iri in (a.subject, a.object)}
    graph: Network = nx.MultiDiGraph()
    for concept in concepts:
        if hierarchy or concept.iri in used or (selection is None and concept.documents):
            graph.add_node(
                concept.curie,
                label=concept.label,
                type=concept.type,
                curie=concept.curie,
                biolink=concept.biolink,
                iri=concept.iri,
                grounded=concept.grounded,
            )
    for association in associations:
        ends = curies.get(association.subject), curies.get(association.object)
        if None in ends or (plain and not is_plain(association)):
            continue
        graph.add_edge(
            curies[association.subject],
            curies[association.object],
            key=association.iri.rsplit("/", 1)[-1],
            predicate=association.predicate,
            belief=association.belief,
            negated=association.negated,
            certainty=association.certainty,
            evidence=len(association.evidence),
            qualifiers=qualifiers_in_words(association),
            iri=association.iri,
        )
    if hierarchy:
        for concept in concepts:
            for parent in sorted(curies[iri] for iri in concept.parents if iri in curies):
                graph.add_edge(
                    concept.curie,
                    parent,
                    key=f"{concept.curie} rdfs:subClassOf {parent}",
                    predicate="rdfs:subClassOf",
                    belief=1.0,
                    negated=False,
                    certainty="asserted",
                    evidence=0,
                    qualifiers="",
                    iri="",
                )
    return graph


def rows_to_networkx(rows: Iterable[Mapping[str, Any]]) -> Network:
    """Return the rows of a query as a directed multigraph: an edge a row, its key the number of the row.

    Columns besides ``subject``, ``predicate`` and ``object`` are attributes of the edge, as ``predicate`` is.

    Raises:
        QueryError: one of these three columns is missing or empty in a row.

    >>> graph = rows_to_networkx([{"subject": "a", "predicate": "treats", "object": "b", "belief": 0.9}])
    >>> list(graph.edges(data=True))
    [('a', 'b', {'predicate': 'treats', 'belief': 0.9})]
    """
    graph: Network = nx.MultiDiGraph()
    for number, row in enumerate(rows):
        ends = [row.get(column) for column in ("subject", "predicate", "object")]
        if None in ends:
            raise QueryError("a network takes rows with ?subject, ?predicate and ?object, each bound")
        subject, predicate, value = map(str, ends)
        others = {column: cell for column, cell in row.items() if column not in ("subject", "object")}
        graph.add_edge(subject, value, key=str(number), **(others | {"predicate": predicate}))
    return graph


def is_plain(association: AssociationRecord) -> bool:
    """Tell whether the texts affirm `association` and do more than aim at it."""
    return not association.negated and association.certainty != "hypothetical"


def qualifiers_in_words(association: AssociationRecord) -> str:
    """Return the conditions of `association` as one string, ``trial: ...; line: ...``."""
    return "; ".join(f"{role}: {value}" for role, value in association.qualifiers)


def to_simple(graph: Network) -> Simple:
    """Return `graph` without directions, loops and parallel edges, in sorted order.

    The ``weight`` of an edge is the sum of the beliefs of the edges it stands for; what a text denies or
    merely aims at stands for nothing.
    """
    simple: Simple = nx.Graph()
    simple.add_nodes_from(sorted(graph.nodes(data=True)))
    weights: dict[tuple[str, str], float] = {}
    for source, target, data in graph.edges(data=True):
        if source != target and not data["negated"] and data["certainty"] != "hypothetical":
            pair = (min(source, target), max(source, target))
            weights[pair] = weights.get(pair, 0.0) + data["belief"]
    for (source, target), weight in sorted(weights.items()):
        simple.add_edge(source, target, weight=round(weight, 6))
    return simple
