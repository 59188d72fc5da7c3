"""Which records of MeSH name something wider than the concept that carries them.

A record of MeSH that files a narrower disease by one of its entry terms is that of the wider disease, which
carries it as well; of the narrower one it is `skos:broadMatch`, not `skos:exactMatch` (SKOS Reference,
W3C 2009, section 10).
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Concept

#: The namespace that files narrower things under wider records.
_FILES = "mesh:"


def wider_matches(concepts: Iterable[Concept]) -> dict[str, frozenset[str]]:
    """Return by CURIE of a concept those of its records that a concept above it among `concepts` has, too.

    >>> def disease(curie, *parents):
    ...     return Concept(curie=curie, label=curie, type="disease", exact=("mesh:1",), parents=parents)
    >>> wider_matches([disease("mondo:1"), disease("mondo:2", "mondo:1")])
    {'mondo:2': frozenset({'mesh:1'})}
    """
    known = {concept.curie: concept for concept in concepts}
    found = {}
    for curie, concept in known.items():
        if not concept.exact:
            continue
        above: set[str] = set()
        waiting = list(concept.parents)
        while waiting:
            parent = waiting.pop()
            if parent not in above and parent != curie:
                above.add(parent)
                waiting += known[parent].parents if parent in known else ()
        wider = {match for parent in above if parent in known for match in known[parent].exact}
        if shared := {match for match in wider.intersection(concept.exact) if match.startswith(_FILES)}:
            found[curie] = frozenset(shared)
    return found
