"""Find concepts by any of their names, whatever the case and punctuation."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kg.store.records import ConceptRecord


def name_key(name: str) -> str:
    """Return a name without case, width and punctuation; what is all punctuation stays as it is.

    >>> name_key("B7-H3"), name_key("EWSR1::WT1"), name_key("TNF-α"), name_key("+")
    ('b7h3', 'ewsr1wt1', 'tnfα', '+')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if c.isalnum()) or folded.strip()


class NameIndex:
    """Label, other names, CURIE, identifier and IRI of every concept, sorted by key."""

    def __init__(self, concepts: Iterable[ConceptRecord]) -> None:
        self._concepts = tuple(concepts)
        pairs = {
            (key, position)
            for position, concept in enumerate(self._concepts)
            for name in _names_of(concept)
            if (key := name_key(name))
        }
        self._pairs = sorted(pairs)

    def find(self, name: str) -> tuple[ConceptRecord, ...]:
        """Return concepts with this name, then those with a name that begins with it, then that holds it."""
        wanted = name_key(name)
        if not wanted:
            return ()
        rank: dict[int, int] = {}
        start = bisect_left(self._pairs, (wanted, -1))
        for key, position in self._pairs[start:]:
            if not key.startswith(wanted):
                break
            rank[position] = min(rank.get(position, 1), 0 if key == wanted else 1)
        for key, position in self._pairs:
            if wanted in key:
                rank.setdefault(position, 2)
        return tuple(
            self._concepts[position] for position in sorted(rank, key=lambda p: self._order(p, rank[p]))
        )

    def _order(self, position: int, rank: int) -> tuple[int, int, int, str]:
        concept = self._concepts[position]
        return (rank, -len(concept.documents), len(concept.label), concept.iri)


def _names_of(concept: ConceptRecord) -> Iterator[str]:
    yield from concept.names
    yield from (concept.label, concept.curie, concept.curie.partition(":")[2], concept.iri)
