"""Assemble the readings of many documents into one graph.

A pure function of the set of readings: their order changes nothing, and withdrawing a document is
assembling without its reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from kg.assembly.belief import combine, said, support
from kg.assembly.calibration import Calibration, Chances
from kg.assembly.concepts import Hierarchy, merge_concepts
from kg.assembly.groundings import merge_groundings
from kg.assembly.identity import Names, association_key, evidence_key
from kg.assembly.outcomes import merge_outcomes
from kg.errors import GraphError
from kg.model import Association, Evidence, KnowledgeGraph, Polarity, Provenance, Qualifier, Reading

__all__ = ["Hierarchy", "assemble"]


def assemble(
    readings: Iterable[Reading],
    *,
    hierarchy: Hierarchy,
    provenance: Provenance,
    calibration: Calibration | None = None,
) -> KnowledgeGraph:
    """Return the graph of all readings, everything in it sorted by identifier.

    Assertions that say the same become one association with all their evidence; its belief counts each
    independent work once (`kg.assembly.belief`), also where it affirms the same under more conditions. Its
    certainty is the strongest of the evidence, and what another association denies under the same conditions
    is marked as a conflict on both. Two files with the same text are one document. `hierarchy` gives concepts
    that the readings do not carry: ancestors and the partners of fusions, `calibration` the probabilities
    that belief is made of (default: the confidences).

    Raises:
        GraphError: a reading names a concept that nothing describes, or a quote or a mention is not what its
            document says at that place.
    """
    unique = _one_per_text(readings)
    for reading in unique:
        _check_offsets(reading)
    return KnowledgeGraph(
        documents=tuple(reading.document for reading in unique),
        concepts=merge_concepts(unique, hierarchy),
        groundings=merge_groundings(unique),
        associations=_associations(unique, Chances(unique, calibration)),
        outcomes=merge_outcomes(outcome for reading in unique for outcome in reading.outcomes),
        provenance=replace(provenance, parts=tuple(sorted(provenance.parts))),
    )


def _one_per_text(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return one reading per text, by document key; of two files with the same text the first by name."""
    by_key: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_key[reading.document.key].append(reading)
    return tuple(
        min(same, key=lambda reading: (reading.document.source, repr(reading))) if len(same) > 1 else same[0]
        for _, same in sorted(by_key.items())
    )


def _check_offsets(reading: Reading) -> None:
    """Raise where evidence or a mention is not the exact words of its document: a false quote."""
    document = reading.document
    read = [*(a.evidence for a in reading.assertions), *(o.evidence for o in reading.outcomes)]
    for evidence in read:
        if evidence.document != document.key or evidence.span.of(document.text) != evidence.quote:
            raise GraphError(
                f"{document.source}: characters {evidence.span.start} to {evidence.span.end} "
                f"do not say {evidence.quote!r} (read by {evidence.extractor})"
            )
        if max(evidence.subject.end, evidence.object.end) > len(document.text):
            raise GraphError(f"{document.source}: a participant of {evidence.quote!r} ends behind the text")
    for mention in (grounding.mention for grounding in reading.groundings):
        if mention.span.of(document.text) != mention.text:
            raise GraphError(
                f"{document.source}: characters {mention.span.start} to {mention.span.end} "
                f"do not say {mention.text!r} (found by {mention.recogniser})"
            )


def _associations(readings: tuple[Reading, ...], chances: Chances) -> tuple[Association, ...]:
    works = {reading.document.key: reading.document.work for reading in readings}
    names = Names()
    merged: dict[str, Association] = {}
    evidence: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for reading in readings:
        for one in reading.assertions:
            qualifiers = tuple(sorted(set(one.qualifiers)))
            claim = (one.subject, one.predicate, one.object, one.polarity, qualifiers)
            key = names.claim(association_key(*claim), claim)
            place = names.claim(evidence_key(one.evidence), one.evidence)
            evidence[key][place] = one.evidence
            merged.setdefault(
                key,
                Association(
                    key=key,
                    subject=one.subject,
                    predicate=one.predicate,
                    object=one.object,
                    polarity=one.polarity,
                    qualifiers=qualifiers,
                    certainty=one.evidence.certainty,
                    belief=0.0,
                    evidence=(),
                ),
            )
    complete = {
        key: replace(
            association,
            evidence=tuple(sorted(evidence[key].values(), key=_place)),
            certainty=max((e.certainty for e in evidence[key].values()), key=lambda c: c.rank),
        )
        for key, association in merged.items()
    }
    opposites = _opposites(complete)
    narrower = _narrower(complete)
    return tuple(
        _judged(
            association, narrower.get(key, ()), tuple(complete[k] for k in opposites[key]), works, chances
        )
        for key, association in sorted(complete.items())
    )


def _narrower(associations: Mapping[str, Association]) -> dict[str, tuple[Evidence, ...]]:
    """Return, by key of what is affirmed, the evidence of those that affirm it under more conditions.

    What treats a disease at one dose or in one line treats it: a text that is exact takes no belief from the
    claim. Of a denial this is not so.
    """
    by_triple: dict[tuple[str, str, str], list[Association]] = defaultdict(list)
    for one in associations.values():
        if one.polarity is Polarity.AFFIRMED:
            by_triple[one.subject, one.predicate, one.object].append(one)
    return {
        one.key: tuple(
            piece
            for other in sorted(same, key=lambda other: other.key)
            if set(other.qualifiers) > set(one.qualifiers)
            for piece in said(other.evidence)
        )
        for same in by_triple.values()
        for one in same
    }


def _place(evidence: Evidence) -> tuple[str, int, int, str]:
    return (evidence.document, evidence.span.start, evidence.span.end, evidence_key(evidence))


def _opposites(associations: Mapping[str, Association]) -> dict[str, tuple[str, ...]]:
    """Return, for each key, the keys of those that say the opposite under conditions that may coincide.

    An aim or a question is no statement: it neither contradicts nor is contradicted.
    """
    by_triple: dict[tuple[str, str, str], list[Association]] = defaultdict(list)
    for one in associations.values():
        if said(one.evidence):
            by_triple[one.subject, one.predicate, one.object].append(one)
    return {
        one.key: tuple(
            sorted(
                other.key
                for other in by_triple[one.subject, one.predicate, one.object]
                if said(one.evidence)
                and other.polarity is not one.polarity
                and _compatible(one.qualifiers, other.qualifiers)
            )
        )
        for one in associations.values()
    }


def _compatible(these: tuple[Qualifier, ...], those: tuple[Qualifier, ...]) -> bool:
    """Tell whether two sets of conditions can hold at once: no role has only different values in both."""
    for role in {q.role for q in these} & {q.role for q in those}:
        if not {q.value for q in these if q.role == role} & {q.value for q in those if q.role == role}:
            return False
    return True


def _judged(
    association: Association,
    narrower: tuple[Evidence, ...],
    opposites: tuple[Association, ...],
    works: Mapping[str, str],
    chances: Chances,
) -> Association:
    chance = partial(chances.of, association.predicate)
    against = [piece for opposite in opposites for piece in said(opposite.evidence)]
    evidence = (*association.evidence, *narrower)
    belief = combine(support(evidence, works, chance), support(against, works, chance))
    return replace(association, belief=belief, conflicts=tuple(other.key for other in opposites))
