"""The conditions a claim holds under, as far as its sentence gives them: trial, phase, line, stage, date."""

from __future__ import annotations

import re

from kg.model import EntityType, Qualifier
from kg.nlp.date import find_dates
from kg.nlp.trial import find_phases
from kg.relations.biomarkers import read_biomarkers
from kg.relations.claim import Claim
from kg.relations.direction import read_direction
from kg.relations.dosing import read_dosing
from kg.relations.people import read_people
from kg.relations.scene import DISEASE, TREATMENTS, Participant, Scene
from kg.relations.schema import Schema
from kg.relations.trials import in_one_clause

_TREATING = frozenset(
    {"biolink:treats", "biolink:studied_to_treat", "biolink:in_clinical_trials_for", "kgo:approved_for"}
)
_TRYING = frozenset({"biolink:studied_to_treat", "biolink:in_clinical_trials_for", "kgo:studies"})
_APPROVING = frozenset({"kgo:approved_for", "kgo:approves"})
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "front": "first"}
_LINE_WORD = (
    r"\b(?P<line>(?:first|second|third|fourth|fifth|later|front|1st|2nd|3rd|4th)[- ]?line"
    r"|neo-?adjuvant|adjuvant|maintenance|salvage|palliative|consolidation)"
)
_LINE_BEFORE = re.compile(rf"{_LINE_WORD}\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
# The treatment itself is said to be of this line: "X is the first-line treatment", "X as adjuvant therapy".
_LINE_AFTER = re.compile(
    r"(?: (?:monotherapy|alone|therapy|treatment))?,? (?:(?:can be|may be|is|are|was|were|be|been|being|also"
    r"|often|commonly|usually|now|currently|considered|recommended|indicated|approved|used|given|administered|preferred"
    r"|offered|established|evaluated|studied|tested|effective|standard|active)\s+)*"
    rf"(?:(?:as|in|for|of)\s+)?(?:(?:the|an?|standard|preferred|recommended|usual)\s+){{0,2}}{_LINE_WORD}"
    r"\s+(?:(?:systemic|standard|medical)\s+)?(?:therap(?:y|ies)|treatments?|settings?|options?|agents?|drugs?|use"
    r"|regimens?|choices?|chemotherapy|management|care|of|for|in)\b",
    re.IGNORECASE,
)
_STAGE_WORD = (
    r"(?:locally advanced|advanced|metastatic|recurrent|relapsed|refractory|locali[sz]ed|unresectable"
    r"|resectable"
    r"|high[- ]risk|low[- ]risk|newly diagnosed|oligometastatic|treatment-na[iï]ve|previously (?:un)?treated"
    r"|stage (?:I{1,3}V?|IV|[0-4])[ABC]?(?:\s?(?:[-–]|to|or|and)\s?(?:I{1,3}V?|IV|[0-4])[ABC]?)?)"
)
_STAGE = re.compile(
    rf"\b({_STAGE_WORD}(?:\s*(?:, and|, or|,|/|and/or|and|or|)\s*{_STAGE_WORD})*),?\s+"
    # the marker of the disease may stand in between: "metastatic HER2-positive D"
    r"(?:(?:[\w-]+ ){0,2}[\w/-]+[- ](?:positive|negative|mutated|mutant|rearranged|altered|amplified)\s+)?$",
    re.IGNORECASE,
)


def read_qualifiers(scene: Scene, claim: Claim, schema: Schema) -> tuple[Qualifier, ...]:
    """Return the qualifiers of a claim, sorted; only what the sentence itself says."""
    found: list[Qualifier] = []
    if claim.predicate in _TREATING:
        found += _trial(scene, claim)
        found += _line(scene, claim.subject)
        found += _stage(scene, claim.object)
        found += read_dosing(scene, claim.subject)
        found += read_people(scene, claim.subject, claim.object)
        found += read_biomarkers(scene, claim.object, _meant(scene, claim))
    if claim.predicate in _TRYING:
        phases = {phase for _, phase in find_phases(scene.sentence.text)}
        found += [Qualifier(role="phase", value=phase) for phase in phases if len(phases) == 1]
    if claim.predicate == "kgo:approved_for":
        found += _agency(scene)
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


def _meant(scene: Scene, claim: Claim) -> frozenset[str]:
    return frozenset({claim.subject.concept, claim.object.concept})


def _agency(scene: Scene) -> list[Qualifier]:
    """Return the agency of an approval; of several those that are named together."""
    agencies = scene.of_type(EntityType.AGENCY)
    if not agencies or {p.concept for p in agencies} != {
        p.concept for p in scene.members(agencies[0], frozenset({EntityType.AGENCY}))
    }:
        return []
    return [Qualifier(role="agency", value=p.concept, is_concept=True) for p in agencies]


def _line(scene: Scene, treatment: Participant) -> list[Qualifier]:
    """Return "first-line", "adjuvant" and the like, right before the treatment's list or right behind it."""
    if treatment.mention < 0:
        return []
    text, offset = scene.sentence.text, scene.sentence.span.start
    members = scene.members(treatment, TREATMENTS)
    before = _LINE_BEFORE.search(text[: members[0].span.start - offset])
    after = _LINE_AFTER.match(_without_dose(scene, members[-1]))
    match = before or after
    if match is None:
        return []
    word = re.sub(r"[- ]?line$", "-line", match["line"].lower()).replace("neo-", "neo")
    order = word.removesuffix("-line")
    word = word.replace(order, _ORDINALS.get(order, order), 1)
    return [Qualifier(role="line", value=word)]


def _without_dose(scene: Scene, treatment: Participant) -> str:
    """Return the words behind a treatment without the dose that may follow its name."""
    behind = scene.behind(treatment)
    return re.sub(
        r"^ \(?[\d.,-]+ ?(?:mg|g|[µμ]g|mcg|IU|Gy)(?:/(?:m2|m²|kg|day))?(?: (?:once|twice))?"
        r"(?: daily| weekly)?\)?",
        "",
        behind,
    )


def _stage(scene: Scene, disease: Participant) -> list[Qualifier]:
    """Return the words for stage or course before the disease: "advanced", "relapsed or refractory"."""
    if disease.mention < 0:
        return []
    first = scene.members(disease, DISEASE)[0]
    match = _STAGE.search(scene.before(first))
    if match is None:
        return []
    words = re.sub(r"\s*/\s*", " or ", match.group(1).lower())
    words = re.sub(r"(?<=stage )[iv]+[abc]?", lambda roman: roman.group().upper(), words)
    return [Qualifier(role="stage", value=" ".join(words.split()))]
