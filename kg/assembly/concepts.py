"""The concepts of a graph: what the readings say of each, merged, with names, documents and ancestors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.errors import GraphError
from kg.model import Concept, NamedConcept, Reading

Hierarchy = Callable[[str], Concept | None]
"""Gives the concept of a CURIE, or None where the lexicon knows none."""


def merge_concepts(readings: Iterable[Reading], hierarchy: Hierarchy) -> tuple[NamedConcept, ...]:
    """Return every concept that the readings name and every ancestor, sorted by CURIE.

    Names are all surface forms that the texts use (white space made single), sorted. A parent that the
    hierarchy does not know is left out, and so is the one link that would close a circle: what comes out is
    acyclic.

    Raises:
        GraphError: an assertion or outcome names a concept that neither its reading nor the hierarchy has.
    """
    variants: dict[str, list[Concept]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    used: dict[str, str] = {}
    for reading in readings:
        key = reading.document.key
        for concept in reading.concepts:
            variants[concept.curie].append(concept)
        for grounding in reading.groundings:
            names[grounding.concept].add(" ".join(grounding.mention.whole.split()))
            documents[grounding.concept].add(key)
            used.setdefault(grounding.concept, reading.document.source)
        for curie in _participants(reading):
            documents[curie].add(key)
            used.setdefault(curie, reading.document.source)
    known = {curie: _merged(concepts) for curie, concepts in variants.items()}
    for curie, source in used.items():
        if curie not in known:
            known[curie] = _from_hierarchy(curie, hierarchy, source)
    _add_related(known, hierarchy)
    acyclic = _acyclic({curie: concept.parents for curie, concept in known.items()})
    return tuple(
        NamedConcept(
            concept=replace(known[curie], parents=acyclic[curie]),
            names=tuple(sorted(names[curie] - {""})),
            documents=tuple(sorted(documents[curie])),
        )
        for curie in sorted(known)
    )


def _participants(reading: Reading) -> set[str]:
    found = {curie for a in reading.assertions for curie in (a.subject, a.object)}
    found |= {q.value for a in reading.assertions for q in a.qualifiers if q.is_concept}
    for outcome in reading.outcomes:
        found |= {outcome.measure, outcome.population, outcome.trial, *outcome.about, *outcome.versus}
    return found - {""}


def _merged(concepts: list[Concept]) -> Concept:
    """Merge what readings say of one concept: the most frequent label and type, the union of the rest.

    Readings differ only about concepts of our own, whose label is the spelling the text happened to use.
    """
    if all(concept == concepts[0] for concept in concepts):
        only = concepts[0]
        return replace(
            only, synonyms=_union([only.synonyms]), exact=_union([only.exact]), parents=_union([only.parents])
        )
    label = _most_frequent(c.label for c in concepts)
    type_name = _most_frequent(c.type.value for c in concepts)
    other_labels = tuple(c.label for c in concepts if c.label != label)
    return Concept(
        curie=concepts[0].curie,
        label=label,
        type=next(c.type for c in concepts if c.type.value == type_name),
        synonyms=_union([other_labels, *(c.synonyms for c in concepts)]),
        exact=_union(c.exact for c in concepts),
        parents=_union(c.parents for c in concepts),
        partners=min((c.partners for c in concepts if c.partners), default=()),
        grounded=any(c.grounded for c in concepts),
    )


def _most_frequent(values: Iterable[str]) -> str:
    return min(Counter(values).items(), key=lambda item: (-item[1], item[0]))[0]


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for group in groups for value in group}))


def _from_hierarchy(curie: str, hierarchy: Hierarchy, source: str) -> Concept:
    concept = hierarchy(curie)
    if concept is None:
        raise GraphError(f"{source}: names the concept {curie}, which nothing describes")
    return _merged([concept])


def _add_related(known: dict[str, Concept], hierarchy: Hierarchy) -> None:
    """Add ancestors and fusion partners to `known`, dropping parents that the hierarchy lacks."""
    waiting = sorted(known)
    while waiting:
        curie = waiting.pop()
        concept = known[curie]
        for related in (*concept.parents, *concept.partners):
            if related not in known:
                found = hierarchy(related)
                if found is not None:
                    known[related] = _merged([found])
                    waiting.append(related)
                elif related in concept.partners:
                    raise GraphError(f"the fusion {curie} has a partner {related}, which nothing describes")
    for curie, concept in known.items():
        parents = tuple(p for p in concept.parents if p in known and p != curie)
        known[curie] = replace(concept, parents=parents)


def _acyclic(parents: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return `parents` without the links that close a circle, found depth first from the smallest CURIE."""
    done: set[str] = set()
    kept: dict[str, list[str]] = {curie: [] for curie in parents}
    for root in sorted(parents):
        if root in done:
            continue
        path = {root}
        stack = [(root, iter(sorted(parents[root])))]
        while stack:
            curie, rest = stack[-1]
            parent = next(rest, None)
            if parent is None:
                stack.pop()
                path.discard(curie)
                done.add(curie)
            elif parent not in path:
                kept[curie].append(parent)
                if parent not in done:
                    path.add(parent)
                    stack.append((parent, iter(sorted(parents[parent]))))
    return {curie: tuple(found) for curie, found in kept.items()}
