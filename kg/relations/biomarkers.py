"""The biomarker that a treatment is for: "X-positive D", "D with X mutation"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType, Qualifier
from kg.relations.scene import DISEASE, GENES, Participant, Scene

_MARKERS = GENES | {EntityType.VARIANT}
_CHANGE = (
    r"(?:mutations?|fusions?|rearrangements?|amplifications?|alterations?|translocations?|gene fusions?"
    r"|variants?|over-?expression|expression|positivity|aberrations?|insertions?|duplications?|activation)"
)
_HAVING = (
    r"(?:mutation[- ]positive|fusion[- ]positive|positive|mutated|mutant|re-?arranged|amplified|altered"
    r"|expressing|over-?expressing|translocated|fusion|fused|driven)"
)
_LACKING = r"(?:negative|deficient|deleted|deletions?|loss|null|wild[- ]type)"
_FILLER = r"(?:,? (?!(?:with|in|for|and|to|of|by|from|who|that)\b)[\w-]+){0,4}"
_IN_FRONT = re.compile(
    rf"(?:[ -](?:gene|exon \d+|kinase|(?:activating|driver) ))?[ -]?(?:(?:{_CHANGE})[ -])?"
    rf"(?:(?P<having>{_HAVING})|(?P<lacking>{_LACKING})){_FILLER} ",
    re.IGNORECASE,
)
_VARIANT_IN_FRONT = re.compile(rf"{_FILLER} ", re.IGNORECASE)
_BEARING = (
    r"(?:with|harbou?ring|carrying|bearing|expressing|overexpressing|having"
    r"|(?:that|which|who|and) (?:harbou?rs?|carry|carries|bears?|express(?:es)?|overexpress(?:es)?|have|has)"
    r"|(?:that|which|who) (?:is|are) positive for|whose (?:tumou?rs?|disease|cancers?) (?:[a-z]+ )?"
    r"(?:express(?:es)?|ha(?:ve|s)|harbou?rs?|carry|carries|(?:is|are) positive for))"
)
_ARTICLES = (
    r"(?:(?:an?|the|known|documented|susceptible|activating|sensitizing|pathogenic|confirmed|somatic|germline"
    r"|loss|of|specific|certain|any|high|advanced|solid|tumou?rs?|cancers?|disease|relapsed|metastatic"
    r"|refractory) ){0,4}"
)
_BEHIND = re.compile(rf"(?: (?:patients?|tumou?rs?|cases?))? ?,? ?{_BEARING} {_ARTICLES}", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:patients?|people|adults?|children|persons|individuals|tumou?rs?|cancers?|malignanc(?:y|ies)|those)"
    rf"(?: (?!(?:with|and|or|in|to)\b)[\w-]+){{0,3}} {_BEARING} {_ARTICLES}$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    rf"(?:[ -](?!(?:and|or|in|of|with|for|to|by)\b)[\w-]+){{0,3}}"
    rf"[ -](?:(?P<having>{_CHANGE}|{_HAVING})|(?P<lacking>{_LACKING}))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:(?:without|no|lacking|absence of) (?:[\w-]+ )?|non-)$", re.IGNORECASE)
_ALSO = re.compile(r"-?(?: ?/ ?| (?:and/or|or|and) )", re.IGNORECASE)


def read_biomarkers(scene: Scene, disease: Participant, treatments: frozenset[str]) -> Iterator[Qualifier]:
    """Yield what the people or tumours that a treatment is for must have: a gene, a fusion or a variant.

    What they must lack, or have unchanged, is told in words ("SMARCB1 loss"), since the concept alone would
    say the contrary.
    `treatments` are concepts that are never meant. Of a gene right before its variant the variant counts.
    """
    markers = [p for p in scene.of_type(*_MARKERS) if p.concept not in treatments]
    found: dict[int, Qualifier] = {}
    for marker in markers:
        state = _state(scene, marker, disease)
        if not state or _DENIED.search(scene.before(marker)):
            continue
        for each in scene.members(marker, _MARKERS):
            if each in markers:
                found[each.mention] = _qualifier(each, state)
    for left, right, between in reversed(list(scene.neighbours())):
        if left.type not in _MARKERS or right.type not in _MARKERS:
            continue
        if right.mention in found and left in markers and _ALSO.fullmatch(between):
            found.setdefault(left.mention, _like(found[right.mention], right, left))
        elif left.mention in found and right.type is EntityType.VARIANT and between in ("", " ", "-"):
            found[right.mention] = _like(found.pop(left.mention), left, right)
    yield from found.values()


def _qualifier(marker: Participant, state: str) -> Qualifier:
    if state == "having":
        return Qualifier(role="biomarker", value=marker.concept, is_concept=True)
    return Qualifier(role="biomarker", value=f"{marker.text} {state}")


def _like(known: Qualifier, of: Participant, marker: Participant) -> Qualifier:
    """Return of `marker` what is `known` of another."""
    return _qualifier(marker, "having" if known.is_concept else known.value.removeprefix(f"{of.text} "))


def _state(scene: Scene, marker: Participant, disease: Participant) -> str:
    """Return "having", "loss" or "wild-type", "" where the marker is no condition of who is treated."""
    behind = scene.behind(marker)
    changed = _CHANGED.match(behind)
    if disease.mention >= 0:
        members = scene.members(disease, DISEASE)
        first, last = members[0], members[-1]
        if marker.span.end <= first.span.start:
            between = scene.between(marker, first)
            match = _IN_FRONT.fullmatch(between)
            if match is not None:
                return _which(match)
            if marker.type is EntityType.VARIANT and _VARIANT_IN_FRONT.fullmatch(between):
                return "having"
        elif last.span.end <= marker.span.start and _BEHIND.fullmatch(scene.between(last, marker)):
            return _judged(scene, marker, changed)
    if _PEOPLE.search(scene.before(marker)):
        return _judged(scene, marker, changed)
    return ""


def _judged(scene: Scene, marker: Participant, changed: re.Match[str] | None) -> str:
    if changed is not None:
        return _which(changed)
    expressed = re.search(r"(?:express|harbou?r|carry|positive for)\w* (?:\w+ )?$", scene.before(marker))
    sure = marker.type in (EntityType.VARIANT, EntityType.FUSION) or expressed is not None
    if not sure:
        before = re.search(r"\bloss of (?:\w+ )?$", scene.before(marker), re.IGNORECASE)
        return "loss" if before else ""
    return "having"


def _which(match: re.Match[str]) -> str:
    lacking = match["lacking"] or ""
    if re.match(r"wild", lacking, re.IGNORECASE):
        return "wild-type"
    return "loss" if lacking else "having"
