"""The conditions a claim holds under, as far as its sentence gives them: trial, phase, line, stage, date."""

from __future__ import annotations

import re

from kg.model import EntityType, Qualifier
from kg.nlp.date import find_dates
from kg.nlp.trial import find_phases
from kg.relations.claim import Claim
from kg.relations.direction import read_direction
from kg.relations.scene import DISEASE, TREATMENTS, Participant, Scene
from kg.relations.schema import Schema
from kg.relations.trials import in_one_clause

_TREATING = frozenset(
    {"biolink:treats", "biolink:studied_to_treat", "biolink:in_clinical_trials_for", "kgo:approved_for"}
)
_TRYING = frozenset({"biolink:studied_to_treat", "biolink:in_clinical_trials_for", "kgo:studies"})
_APPROVING = frozenset({"kgo:approved_for", "kgo:approves"})
_LINE_BEFORE = re.compile(
    r"\b(first|second|third)[- ]line\s+(?:\w+\s+)?$|\b(neoadjuvant|adjuvant|maintenance|salvage"
    r"|palliative)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LINE_AFTER = re.compile(r"\s+(?:as|in|for)\s+(?:the\s+)?(first|second|third)[- ]line\b", re.IGNORECASE)
_STAGE_WORD = (
    r"(?:locally advanced|advanced|metastatic|recurrent|relapsed|refractory|locali[sz]ed|unresectable"
    r"|resectable"
    r"|high[- ]risk|low[- ]risk|newly diagnosed|oligometastatic)"
)
_STAGE = re.compile(rf"\b({_STAGE_WORD}(?:\s*(?:,|/|and|or|and/or)\s*{_STAGE_WORD})*)\s+$", re.IGNORECASE)


def read_qualifiers(scene: Scene, claim: Claim, schema: Schema) -> tuple[Qualifier, ...]:
    """Return the qualifiers of a claim, sorted; only what the sentence itself says."""
    found: list[Qualifier] = []
    if claim.predicate in _TREATING:
        found += _trial(scene, claim)
        found += _line(scene, claim.subject)
        found += _stage(scene, claim.object)
    if claim.predicate in _TRYING:
        phases = {phase for _, phase in find_phases(scene.sentence.text)}
        found += [Qualifier(role="phase", value=phase) for phase in phases if len(phases) == 1]
    if claim.predicate in _APPROVING:
        dates = {date for _, date in find_dates(scene.sentence.text)}
        found += [Qualifier(role="date", value=date) for date in dates if len(dates) == 1]
    if claim.predicate == "biolink:affects" and (direction := read_direction(scene, claim, schema)):
        found.append(Qualifier(role="direction", value=direction))
    return tuple(sorted(set(found)))


def _trial(scene: Scene, claim: Claim) -> list[Qualifier]:
    trials = [
        trial
        for trial in scene.of_type(EntityType.TRIAL)
        if claim.subject.mention < 0 or in_one_clause(scene, trial, claim.subject)
    ]
    if len(trials) != 1 or claim.predicate == "kgo:approved_for":
        return []
    return [Qualifier(role="trial", value=trials[0].concept, is_concept=True)]


def _line(scene: Scene, treatment: Participant) -> list[Qualifier]:
    """Return "first-line", "adjuvant" and the like, right before the treatment's list or right behind it."""
    if treatment.mention < 0:
        return []
    text, offset = scene.sentence.text, scene.sentence.span.start
    members = scene.members(treatment, TREATMENTS)
    before = _LINE_BEFORE.search(text[: members[0].span.start - offset])
    after = _LINE_AFTER.match(text, members[-1].span.end - offset)
    match = before or after
    if match is None:
        return []
    word = next(group for group in match.groups() if group).lower()
    return [Qualifier(role="line", value=f"{word}-line" if word in ("first", "second", "third") else word)]


def _stage(scene: Scene, disease: Participant) -> list[Qualifier]:
    """Return the words for stage or course before the disease: "advanced", "relapsed or refractory"."""
    if disease.mention < 0:
        return []
    first = scene.members(disease, DISEASE)[0]
    match = _STAGE.search(scene.before(first))
    if match is None:
        return []
    words = re.sub(r"\s*/\s*", " or ", match.group(1).lower())
    return [Qualifier(role="stage", value=" ".join(words.split()))]
