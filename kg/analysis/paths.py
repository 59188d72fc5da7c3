"""How two concepts are connected, with the sentence for each step."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.projection import is_plain
from kg.store import Dataset
from kg.store.records import AssociationRecord, EvidenceRecord

if TYPE_CHECKING:
    Numbered = nx.Graph[int]

#: What a step adds to the length of a path beyond 1, at belief 0: little enough that fewer steps always win.
DOUBT = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step between two concepts (IRIs); `associations` connect them, either way, the surest first."""

    source: str
    target: str
    associations: tuple[AssociationRecord, ...]

    @property
    def best(self) -> AssociationRecord:
        """The association with the highest belief."""
        return self.associations[0]

    @property
    def quote(self) -> EvidenceRecord:
        """The evidence that shows the best association: the surest, then the shortest sentence."""
        return min(self.best.evidence, key=lambda e: (-e.confidence, e.end - e.start, e.iri))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A way from one concept to another; `belief` is the product of its hops', as if independent."""

    hops: tuple[Hop, ...]
    belief: float


def shortest_paths(
    dataset: Dataset,
    source: str,
    target: str,
    *,
    limit: int = 3,
    longest: int = 6,
    avoid: Collection[str] = (),
) -> tuple[Path, ...]:
    """Return up to `limit` simple paths between two concepts, fewest steps first, then the surest.

    Only what the texts affirm and do more than aim at is walked, in either direction. Yen's algorithm
    (Yen 1971) as networkx has it.

    Args:
        dataset: an opened build.
        source: IRI of the concept to start from.
        target: IRI of the concept to reach.
        limit: how many paths at most.
        longest: how many steps a path may have at most.
        avoid: IRIs of concepts that no path may pass (a hub such as "cancer" connects everything).
    """
    steps = _steps(dataset.associations(), avoid=avoid)
    nodes = sorted({iri for pair in steps for iri in pair})
    index = {iri: i for i, iri in enumerate(nodes)}
    if source == target or source not in index or target not in index:
        return ()
    graph: Numbered = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    for (a, b), associations in sorted(steps.items()):
        graph.add_edge(index[a], index[b], weight=1 + DOUBT * (1 - associations[0].belief))
    if not nx.has_path(graph, index[source], index[target]):
        return ()
    walks = nx.shortest_simple_paths(graph, index[source], index[target], weight="weight")
    found = []
    for walk in islice(walks, limit):
        if len(walk) - 1 > longest:
            break
        found.append(_path([nodes[i] for i in walk], steps))
    return tuple(found)


def _steps(
    associations: Iterable[AssociationRecord], *, avoid: Collection[str]
) -> dict[tuple[str, str], tuple[AssociationRecord, ...]]:
    groups: dict[tuple[str, str], list[AssociationRecord]] = {}
    for association in associations:
        ends = association.subject, association.object
        loose = ends[0] == ends[1] or not association.evidence or any(end in avoid for end in ends)
        if is_plain(association) and not loose:
            groups.setdefault((min(ends), max(ends)), []).append(association)
    return {pair: tuple(sorted(group, key=lambda a: (-a.belief, a.iri))) for pair, group in groups.items()}


def _path(walk: list[str], steps: dict[tuple[str, str], tuple[AssociationRecord, ...]]) -> Path:
    hops = tuple(Hop(source=a, target=b, associations=steps[min(a, b), max(a, b)]) for a, b in pairwise(walk))
    belief = 1.0
    for hop in hops:
        belief *= hop.best.belief
    return Path(hops=hops, belief=round(belief, 6))
