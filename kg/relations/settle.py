"""Readings of one document held against each other: which a better one makes idle."""

from __future__ import annotations

from kg.model import Assertion, Polarity
from kg.relations.plausibility import CARE


def settle(assertions: list[Assertion]) -> list[Assertion]:
    """Drop readings that a better one makes idle: in a sentence a denial stands alone and causes goes over
    contributes; in a document no drug is given for the harm it does there, and what only stands in a list of
    treatments is none where a sentence denies it.
    """
    denials = [a for a in assertions if a.polarity is Polarity.NEGATED]
    denied = {(a.subject, a.object, a.evidence.span) for a in denials}
    refused = {(a.subject, a.object) for a in denials if a.predicate in CARE}
    found = [
        a
        for a in assertions
        if a.polarity is Polarity.NEGATED
        or (
            (a.subject, a.object, a.evidence.span) not in denied
            and not (a.evidence.extractor in _LISTED and (a.subject, a.object) in refused)
        )
    ]
    stronger: dict[tuple[str, str, object], set[str]] = {}
    for each in found:
        if each.evidence.extractor not in _IMPLIED:
            stronger.setdefault((each.subject, each.object, each.evidence.span), set()).add(each.predicate)
    harms = {
        (a.subject, a.object)
        for a in found
        if a.predicate == "biolink:has_adverse_event" and a.polarity is Polarity.AFFIRMED
    }
    harmful = {harm for _, harm in harms}
    counted = {
        (a.object, a.evidence.span)
        for a in found
        if a.predicate == "biolink:has_adverse_event" and a.polarity is Polarity.AFFIRMED
    }
    studied = {(a.subject, a.object) for a in found if a.predicate in CARE - {"biolink:treats"}}
    return [
        a
        for a in found
        if not (a.predicate in CARE and (a.subject, a.object) in harms)
        and not (a.evidence.extractor in _SHARES and (a.object, a.evidence.span) in counted)
        and not (
            a.predicate in CARE
            and a.polarity is Polarity.AFFIRMED
            and not a.evidence.span.contains(a.evidence.object)
            and (
                a.object in harmful or (a.predicate == "biolink:treats" and (a.subject, a.object) in studied)
            )
        )
        and not _OVERRULED.get(a.predicate, frozenset())
        & stronger.get((a.subject, a.object, a.evidence.span), set())
    ]


# Readings of a list or a heading, which says less than a sentence.
_LISTED = frozenset({"layout/list"})
# Readings of how many have a finding, whether from the disease or from what it is treated with.
_SHARES = frozenset({"surface/in-share"})
# Readings that only imply a claim give way to one that states it.
_IMPLIED = frozenset({"outcome/studied", "name/in-words", "name/including"})
# A weaker predicate gives way to any of these in the same sentence about the same pair.
_OVERRULED: dict[str, frozenset[str]] = {
    "biolink:causes": frozenset({"biolink:subclass_of"}),
    "biolink:contributes_to": frozenset({"biolink:causes"}),
    "biolink:gene_associated_with_condition": frozenset(
        {"biolink:causes", "biolink:contributes_to", "biolink:biomarker_for", "kgo:dysregulated_in"}
    ),
    "biolink:treats": frozenset(
        {"kgo:approved_for", "biolink:in_clinical_trials_for", "biolink:studied_to_treat"}
    ),
    "biolink:studied_to_treat": frozenset({"kgo:approved_for", "biolink:in_clinical_trials_for"}),
    "biolink:in_clinical_trials_for": frozenset({"kgo:approved_for"}),
    "biolink:disease_has_location": frozenset({"kgo:metastasizes_to"}),
    "biolink:affects": frozenset({"kgo:targets", "biolink:causes", "biolink:contributes_to"}),
}
