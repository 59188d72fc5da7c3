"""Trials: what a trial entry or a sentence about a trial says it studies, and in whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, EntityType
from kg.relations.claim import Claim
from kg.relations.fillers import fill
from kg.relations.scene import TREATMENTS, Participant, Scene

INTERVENTION = re.compile(
    r"(?:Drug|Biological|Radiation|Procedure|Combination Product|Genetic|Other):\s", re.IGNORECASE
)
_CONDITION = re.compile(r"(?:conditions?|diseases?)(?: or (?:conditions?|diseases?))?:?", re.IGNORECASE)
_STUDY = re.compile(
    r"\b(?:study|trial|phase|evaluat\w+|investigat\w+|test(?:s|ed|ing)?|explor\w+|enroll?\w*"
    r"|recruit\w*|randomi[sz]ed|(?:were|was) (?:randomly )?(?:assigned|allocated)|received either"
    r"|find out|assess\w*|learn|measur\w+|see (?:if|how|whether)|look (?:at|for)|compar\w+)\b",
    re.IGNORECASE,
)
#: Before a trial: that an agency decided by it on the drug that the text is about.
_GROUNDS = re.compile(
    r"\b(?:approval|decision|indication|authori[sz]ation|clearance|submission|designation|efficacy|safety)\b[^.;]{0,40}?"
    r" (?:based|supported|evaluated|assessed|established|studied|on the basis)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_IN_TRIAL = re.compile(r"\b(?:in|from|during|of|by|until) (?:the )?(?:[A-Z]\w+ )?$", re.IGNORECASE)
_OTHER_STUDY = re.compile(
    r"\b(?:earlier|previous|prior|other|another|separate|different|past|historical|follow-?up|future|planned"
    r"|subsequent|upcoming) (?:[\w-]+ ){0,3}"
    r"(?:trials?|stud(?:y|ies)|reports?|series)\b",
    re.IGNORECASE,
)
#: Behind a trial in brackets: what follows is about something else.
_NEXT_CLAUSE = re.compile(r"[^()\[\]]*[)\]],? (?:and|but|while|whereas)\b", re.IGNORECASE)
_PEOPLE_WITH = re.compile(
    r"\b(?:patients?|people|adults|children|participants|subjects|those) (?:[\w-]+ ){0,2}with\b",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\b(?:field|area|landscape|realm|world|context) of\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:in|for|with|against|among)\b(?:\s+(?!expense|cost|price|toxic|trial|stud)[\w,/-]+){0,9}\s*$",
    re.IGNORECASE,
)


def read_trials(scene: Scene) -> Iterator[Claim]:
    """Yield what the trial at hand studies, the conditions it studies, and the treatments studied for them.

    The trial is named in the sentence, or the section is an entry for it ("NAME: Study of A with B in C" over
    a description of its goals).
    """
    trial = scene.around.trial
    if trial is None or not _is_about(scene, trial):
        return
    treatments = [
        p
        for p in scene.of_type(*TREATMENTS)
        if p.mention not in scene.comparators and p.mention not in scene.past
    ]
    if trial.mention >= 0 and not _is_entry(scene, trial):
        # Around a trial named in passing, a class of therapy is more often the field than the study drug.
        treatments = [p for p in treatments if in_one_clause(scene, trial, p)]
        treatments = [p for p in treatments if p.type is EntityType.DRUG] or treatments
    if not treatments and trial.mention >= 0:
        treatments = _named_before(scene) or (
            list(scene.around.medicine) if _GROUNDS.search(scene.before(trial)) else []
        )
    diseases = [p for p in scene.of_type(EntityType.DISEASE) if _in_population(scene, p)]
    rule = "trial/entry" if scene.around.kind in (BlockKind.HEADING, BlockKind.TITLE) else "trial/section"
    for treatment in treatments:
        yield Claim(
            subject=trial,
            predicate="kgo:studies",
            object=treatment,
            rule=rule,
            confidence=0.85 * trial.confidence,
        )
    for disease in diseases:
        yield Claim(
            subject=trial,
            predicate="kgo:studies_condition",
            object=disease,
            rule=rule,
            confidence=0.85 * trial.confidence,
        )
    yield from _of_topic(scene, trial, treatments)
    studied = treatments or (list(scene.around.treatments) if _anaphoric(scene) else [])
    for treatment in studied:
        for disease in diseases:
            if scene.may_relate(treatment, disease):
                yield Claim(
                    subject=treatment,
                    predicate="biolink:in_clinical_trials_for",
                    object=disease,
                    rule=rule,
                    confidence=0.8 * trial.confidence * treatment.confidence,
                )


def _named_before(scene: Scene) -> list[Participant]:
    """Return the treatment that the subject of a sentence refers to: "In the trial N it did not help"."""
    tokens = scene.sentence.tokens
    subjects = [i for i, t in enumerate(tokens) if t.dep in ("nsubj", "nsubjpass") and t.text.lower() == "it"]
    return [p for i in subjects[:1] for p in fill(scene, i, TREATMENTS) if p.type is EntityType.DRUG]


def _of_topic(scene: Scene, trial: Participant, treatments: list[Participant]) -> Iterator[Claim]:
    """A trial named in passing, in a sentence that says of no disease, is of the one at hand."""
    if trial.mention < 0 or scene.of_type(EntityType.DISEASE) or _PEOPLE_WITH.search(scene.sentence.text):
        return
    told = treatments or scene.of_type(EntityType.MEASURE)
    for topic in scene.around.topics if len(scene.around.topics) == 1 and told else ():
        yield Claim(
            subject=trial,
            predicate="kgo:studies_condition",
            object=topic,
            rule="trial/topic",
            confidence=0.75 * topic.confidence,
        )
        for treatment in treatments:
            if treatment.type is EntityType.DRUG:
                yield Claim(
                    subject=treatment,
                    predicate="biolink:in_clinical_trials_for",
                    object=topic,
                    rule="trial/topic",
                    confidence=0.75 * topic.confidence,
                )


def read_registry(scene: Scene) -> Iterator[Claim]:
    """Yield what the fields of a registry's page say: "Drug: A" and the names below "Condition or
    disease".
    """
    trial = scene.around.trial
    if trial is None:
        return
    if INTERVENTION.match(scene.sentence.text):
        for treatment in scene.of_type(*TREATMENTS):
            yield Claim(
                subject=trial, predicate="kgo:studies", object=treatment, rule="trial/field", confidence=0.88
            )
    if any(_CONDITION.fullmatch(heading) for heading in scene.around.headings[:1]) and not scene.has_verb:
        for disease in scene.of_type(EntityType.DISEASE):
            yield Claim(
                subject=trial,
                predicate="kgo:studies_condition",
                object=disease,
                rule="trial/field",
                confidence=0.88,
            )


#: Before a disease: that it is what a treatment did.
_HARMS = re.compile(
    r"\b(?:caus\w+|less|fewer|rates? of|incidence of|led to) (?:[\w-]+ ){0,2}$", re.IGNORECASE
)


_APART = re.compile(r";|, (?:whereas|while)\b")


def in_one_clause(scene: Scene, trial: Participant, other: Participant) -> bool:
    """Tell whether nothing parts the two: no semicolon, no bracket that closes a clause about the trial."""
    between = scene.apart(trial, other)
    bracketed = trial.span <= other.span and scene.before(trial).rstrip().endswith(("(", "["))
    return _APART.search(between) is None and not (bracketed and _NEXT_CLAUSE.match(between))


def _is_about(scene: Scene, trial: Participant) -> bool:
    """Tell whether the sentence describes the trial: it is its entry, or speaks of studying in its
    section.
    """
    text = scene.sentence.text
    elsewhere = trial.mention < 0 and _OTHER_STUDY.search(text) is not None
    told = _STUDY.search(text) is not None or _IN_TRIAL.search(scene.before(trial)) is not None
    return _is_entry(scene, trial) or (told and not elsewhere)


def _is_entry(scene: Scene, trial: Participant) -> bool:
    """Tell whether the sentence is the trial's title: "NAME: Study of …", a heading "X in Y (NAME)"."""
    if scene.around.kind in (BlockKind.HEADING, BlockKind.TITLE) and trial.mention >= 0:
        return True
    if scene.around.kind is BlockKind.TITLE and trial.via == "page":
        return True
    if trial.mention < 0 and scene.sentence.text.startswith(("Title: ", "Official title: ", "Full title: ")):
        return True
    after = scene.behind(trial)
    return after.lstrip().startswith(":")


def _in_population(scene: Scene, disease: Participant) -> bool:
    """Tell whether a disease stands where a study names whom it is for."""
    before = scene.sentence.text[: disease.span.start - scene.sentence.span.start]
    members = scene.groups.get(disease.mention, (disease.mention,))
    first = scene.participants[members[0]]
    if first is not None:
        before = scene.before(first)
    return bool(_IN.search(before)) and not _FIELD.search(before) and not _HARMS.search(before)


def _anaphoric(scene: Scene) -> bool:
    return bool(
        re.search(
            r"\b(?:these|this|the) (?:type of )?(?:\w+ )?(?:medicines?|drugs?|agents?|treatments?"
            r"|therap(?:y|ies)|combination|immunotherapy)\b|\bit\b",
            scene.sentence.text,
            re.IGNORECASE,
        )
    )
