"""The graph as a pyvis network, for those who want to go on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.records import AssociationRecord
from kg.views.communities import levels
from kg.views.layout import place
from kg.views.palette import PredicateWords, load_palette
from kg.views.records import Records, RecordSource, collect, find_concept

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis has no types

_NEGATED = "#B3261E"
_SAID = "#7A8494"


def to_pyvis(
    source: RecordSource | Records,
    *,
    focus: str | None = None,
    hops: int = 2,
    isolated: bool = False,
    height: str = "750px",
) -> Network:
    """Return the graph as a directed `pyvis.network.Network`, places computed, physics off.

    Nodes are named by IRI and carry label, `type`, `curie`, colour and shape; there is one edge
    per association, with the predicate in words as label, the first sentence as its tooltip, and
    `negated`, `certainty`, `belief` as further options. `focus` and `hops` keep what lies near one concept;
    `isolated` keeps concepts without an association.

    pyvis escapes neither `Network.heading` nor, with ``select_menu=True``, node names: leave both alone
    where the texts are not your own. `kg.views.write_page` writes the page that is safe and offline.

    Raises:
        NotFoundError: nothing is called `focus`.
        GraphError: the records do not fit together.
    """
    from pyvis.network import Network  # imports IPython: only those who ask for it wait

    records = collect(source)
    kept = set(records.degrees())
    if isolated:
        kept.update(concept.iri for concept in records.concepts)
    if focus:
        kept = neighbourhood(records, find_concept(records, focus).iri, hops=hops)
    concepts = [concept for concept in records.concepts if concept.iri in kept]
    edges = [each for each in records.associations if each.subject in kept and each.object in kept]
    index = {concept.iri: position for position, concept in enumerate(concepts)}
    pairs = [(index[edge.subject], index[edge.object]) for edge in edges]
    places = place([concept.label for concept in concepts], pairs, levels(len(concepts), pairs))
    palette = load_palette()
    network = Network(height=height, width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for concept, (x, y) in zip(concepts, places, strict=True):
        style = palette.style(concept.type)
        network.add_node(
            concept.iri,
            label=concept.label,
            title=f"{concept.label}\n{concept.type}\n{concept.curie}",
            color=style.light,
            shape=style.shape,
            type=concept.type,
            curie=concept.curie,
            size=14,
            x=x,
            y=y,
            physics=False,
        )
    for edge in edges:
        network.add_edge(edge.subject, edge.object, **_edge_options(edge, palette.words(edge.predicate)))
    return network


def neighbourhood(records: Records, iri: str, *, hops: int) -> set[str]:
    """Return the IRIs of the concepts within `hops` associations of `iri`, itself among them."""
    near: dict[str, set[str]] = {}
    for association in records.associations:
        near.setdefault(association.subject, set()).add(association.object)
        near.setdefault(association.object, set()).add(association.subject)
    reached, edge = {iri}, {iri}
    for _ in range(hops):
        edge = {other for node in edge for other in near.get(node, ())} - reached
        reached |= edge
    return reached


def _edge_options(
    edge: AssociationRecord, words: PredicateWords
) -> dict[str, str | float | bool | list[int]]:
    said = " ".join(edge.evidence[0].quote.split()) if edge.evidence else ""
    options: dict[str, str | float | bool | list[int]] = {
        "label": words.denied if edge.negated else words.forward,
        "title": said,
        "color": _NEGATED if edge.negated else _SAID,
        "predicate": edge.predicate,
        "negated": edge.negated,
        "certainty": edge.certainty,
        "belief": edge.belief,
    }
    if edge.negated:
        options["dashes"] = [8, 6]
    elif edge.certainty == "hedged":
        options["dashes"] = [2, 5]
    return options
