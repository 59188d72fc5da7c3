"""Claims read from the words alone, where general parsers go wrong: "drug X prolonged survival"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from kg.model import EntityType
from kg.relations.care import RETURN
from kg.relations.claim import Claim, claim
from kg.relations.fillers import fill
from kg.relations.scene import CONDITIONS, TREATMENTS, Participant, Scene
from kg.relations.schema import Frame, Schema

# Taken for a participle by the parser when no determiner follows: "X prolonged survival".
_IMPROVED = re.compile(
    r"(?:,[^,;.]{3,60},)?\s+(?:has|have|had|also|significantly|markedly|did not|does not"
    r"|\s)*(?:demonstrated\s+|shown\s+"
    r"|showed\s+)?"
    r"(?:an?\s+)?(?:significantly\s+)?(?:improved?|prolong(?:ed|s)?|extend(?:ed|s)?|increas(?:ed"
    r"|es?)|longer|better"
    r"|superior|achieved|produced|yielded|induced"
    r"|(?:is|are|was|were) (?:[a-z]+ly )?associated with (?:an? )?(?:longer|improved|better|prolonged"
    r"|superior"
    r"|higher))\s+(?:an?\s+|the\s+)?(?:median\s+)?$",
    re.IGNORECASE,
)


_TOXICITY = re.compile(
    r"\b(?:toxicit|side effects?|adverse)\w*\b[^.;]{0,80}\b(?:as|including|such as|like"
    r"|because|(?:most )?(?:common|frequent)(?: (?:ones|of these|of them))? (?:were|was|are|being)"
    r"|mostly|mainly|most often)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\b(?:side effects?|adverse (?:events?|effects?|reactions?))\b", re.IGNORECASE)
_HARM_IN = re.compile(
    r" (?:developed|occurred|appeared|(?:was|were) (?:seen|reported|observed|found|noted)) in"
    r" (?:(?:about|only|up to|some|a few|several|the|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|many|most"
    r"|\d[\d.]* ?%|\d+|of|the) )+(?:patients?|people|children|adults|participants?|women|men|cases?"
    r"|subjects?)"
    r" (?:on|taking|receiving|given|treated with|who (?:took|received)) ",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r",?(?: (?:treatment|therapy|monotherapy|alone))?(?:,? (?:also|significantly|strongly|markedly|potently"
    r"|effectively|dose-dependently))*"
    r" (?:inhibit|suppress|reduc|decreas|slow|delay|impair|abrogat|block|halt|arrest|stopp?"
    r"|attenuat)(?:s|es|ed|e)?"
    r" (?:the )?(?:in vi(?:vo|tro) )?(?:tumou?r |cell |xenograft )*"
    r"(?:growth|proliferation|viability|progression|volume|burden)"
    r"(?:,? (?:and|or) (?:the )?[\w-]+(?: [\w-]+)?)?"
    r" (?:of|in) (?:the |an? )?(?:[\w-]+ ){0,3}",
    re.IGNORECASE,
)
_SHRANK = re.compile(
    r",?(?: (?:treatment|therapy|alone))?(?: (?:has|have|can|may|also|both|often))* (?:shrunk|shrank"
    r"|shrinks?)"
    r" (?:the )?(?:size of )?(?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
#: Around a treatment: that what follows is harm that it does.
_HARM_OF = re.compile(
    r"\b(?:(?:adverse|side|unwanted) (?:effects?|events?|reactions?)|toxicit(?:y|ies)) "
    r"(?:of|with|from|seen with|associated with) (?:the )?$",
    re.IGNORECASE,
)
_HARM_IS = re.compile(
    r"(?: therapy| treatment)? (?:(?:most )?(?:commonly|often|mainly|chiefly) )?"
    r"(?:compris(?:e|es)|consists? of|includes?|encompass(?:es)?|range from) (?!no\b)",
    re.IGNORECASE,
)
#: From a treatment to what it is watched for, and from harm to the treatment that it limits.
_WATCHED = re.compile(
    r"[^.;]{0,30}? ?(?:[-–—:;,(] ?)(?:please )?(?:monitor(?:ing)?|watch) (?:[a-z]+ ){0,2}for (?:[\w-]+"
    r" ){0,2}",
    re.I,
)
_LIMITS = re.compile(
    r" (?:often |may |can |commonly )?(?:limits?|precludes?|restricts?) (?:the |its )?(?:use|dos(?:e"
    r"|ing)|duration) of (?:the )?",
    re.I,
)
#: Behind a treatment: that it is studied, and not for what else.
_UNDER_STUDY = re.compile(
    r"(?: ?\([^()]*\))? (?:(?:has|have) been (?:tried|tested|explored)"
    r"(?= in (?:small|a few|several|early|single|some|case|retrospective|pilot)\b|[.;,]|$)"
    r"|(?:is|are) (?:(?:also|currently|now|still|both|all|therefore|thus) )*"
    r"(?:under (?:active |clinical )?(?:study|investigation|evaluation|development)"
    r"|being (?:studied|tested|investigated|evaluated|explored|developed)|in clinical trials)"
    r"(?: in (?:an? |the )?(?:[\w/-]+ ){0,4}(?:trials?|stud(?:y|ies)))?(?= ?[.;,)]| and\b|$))",
    re.IGNORECASE,
)
_LESS_RETURN = re.compile(
    r"(?: (?:alone|treatment|therapy))?(?: (?:also|significantly|can|may|has been shown to"
    r"|was shown to|helps?|to"
    r"|further))* (?:lower|reduc|decreas|prevent|delay)(?:s|es|ed|e)? (?:the )?"
    r"(?:(?:risk|rate|chance|incidence|likelihood)s? of )?(?:(?:a|local|locoregional|distant"
    r"|tumou?r|disease|cancer) )*"
    r"(?:recurrences?|relapses?)\b",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\s+(?:works?|is|are)\s+(?:together\s+|safe and effective\s+"
    r"|effective\s+)?in\s+treating\s+(?:[\w-]+\s+){0,8}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s+(?:(?:gene|protein|mutations?|fusions?|inhibitors?|therapy|alone) ){0,2}(?:also |directly "
    r"|selectively |potently |strongly )?"
    r"(?P<verb>[a-z]+)(?: (?P<to>to))?\s+(?:the |an? )?",
)


def read_surface(scene: Scene) -> Iterator[Claim]:
    """Yield that a treatment was studied for a disease where it is said to have changed an outcome measure.

    The disease is the one of the sentence, if it names one list only, else the one it is about.
    """
    measures = scene.of_type(EntityType.MEASURE)
    if not measures:
        return
    diseases = scene.of_type(EntityType.DISEASE) or [*scene.around.topics]
    lists = {scene.groups.get(p.mention, (p.mention,)) for p in diseases if p.mention >= 0}
    if not diseases or len(lists) > 1:
        return
    for treatment in scene.of_type(*TREATMENTS):
        if treatment.mention in scene.comparators:
            continue
        for measure in measures:
            between = scene.between(treatment, measure)
            if measure.span.start > treatment.span.end and _IMPROVED.fullmatch(between):
                for each, disease in product(scene.members(treatment, TREATMENTS), diseases):
                    yield _studied(scene, each, disease)


def read_growth(scene: Scene) -> Iterator[Claim]:
    """Yield that a treatment was tried against a disease whose cells or tumours it kept from growing."""
    for left, right, between in scene.neighbours():
        if left.type not in TREATMENTS or right.type is not EntityType.DISEASE:
            continue
        if _GROWTH.fullmatch(between) or _SHRANK.fullmatch(between):
            for treatment in fill(scene, scene.sentence.token_of[left.mention], TREATMENTS):
                for disease in scene.members(right, {EntityType.DISEASE}):
                    yield claim(
                        treatment,
                        "biolink:studied_to_treat",
                        disease,
                        "surface/growth",
                        0.8,
                        trigger=scene.sentence.token_of.get(left.mention),
                    )


def read_toxicity(scene: Scene) -> Iterator[Claim]:
    """Yield harm of the treatment last spoken of: "Toxicity must be watched, as X and Y can be severe"."""
    findings = scene.of_type(EntityType.PHENOTYPE)
    if not findings or scene.of_type(*TREATMENTS) or scene.of_type(EntityType.DISEASE):
        return
    if _TOXICITY.search(scene.before(findings[0])) is None:
        return
    for treatment in scene.around.given or scene.around.treatments[:1]:
        for finding in scene.members(findings[0], {EntityType.PHENOTYPE}):
            yield claim(treatment, "biolink:has_adverse_event", finding, "surface/toxicity", 0.6)


def read_harms_of(scene: Scene) -> Iterator[Claim]:
    """Yield harm behind a verb that a parser may take for a noun: "Side effects of X comprise Y and Z"."""
    for treatment, first, between in scene.neighbours():
        if treatment.type in CONDITIONS and first.type in TREATMENTS and _LIMITS.fullmatch(between):
            for harm in scene.members(treatment, CONDITIONS):
                yield claim(first, "biolink:has_adverse_event", harm, "surface/limits-use", 0.85)
        if treatment.type not in TREATMENTS or first.type not in CONDITIONS:
            continue
        if _WATCHED.fullmatch(between):
            for harm in scene.members(first, CONDITIONS):
                yield claim(treatment, "biolink:has_adverse_event", harm, "surface/watched-for", 0.7)
            continue
        if _HARM_OF.search(scene.before(treatment)) is None or _HARM_IS.match(between) is None:
            continue
        for each in scene.members(treatment, TREATMENTS):
            for harm in scene.members(first, CONDITIONS):
                yield claim(each, "biolink:has_adverse_event", harm, "surface/harms-of", 0.85)


def read_under_study(scene: Scene) -> Iterator[Claim]:
    """Yield that a treatment is studied for the disease at hand: "X is under study"."""
    topics = {p.concept: p for p in scene.around.topics}
    if len(topics) != 1:
        return
    for treatment in scene.of_type(*TREATMENTS):
        if any(p.span > treatment.span for p in scene.of_type(EntityType.DISEASE)):
            continue
        if _UNDER_STUDY.match(scene.behind(treatment)):
            for each in scene.members(treatment, TREATMENTS):
                for topic in topics.values():
                    sure = 0.75 * topic.confidence
                    yield claim(each, "biolink:studied_to_treat", topic, "surface/under-study", sure)


def read_harm_in(scene: Scene) -> Iterator[Claim]:
    """Yield "X developed in two patients on T"."""
    for harm, treatment, between in scene.neighbours():
        if harm.type in CONDITIONS and treatment.type in TREATMENTS and _HARM_IN.fullmatch(between):
            for each in scene.members(harm, CONDITIONS):
                place = scene.sentence.token_of.get(each.mention)
                yield claim(
                    treatment, "biolink:has_adverse_event", each, "surface/harm-in", 0.85, trigger=place
                )


def read_works(scene: Scene) -> Iterator[Claim]:
    """Yield what the summaries of trial registries say: "how well X works in treating patients with Y"."""
    for treatment in scene.of_type(*TREATMENTS):
        for disease in scene.of_type(EntityType.DISEASE):
            if disease.span.start <= treatment.span.end:
                continue
            between = scene.between(treatment, disease)
            if _WORKS.fullmatch(between):
                for each in scene.members(treatment, TREATMENTS):
                    for found in scene.members(disease, {EntityType.DISEASE}):
                        yield claim(
                            each,
                            "biolink:in_clinical_trials_for",
                            found,
                            "surface/works-in-treating",
                            0.85,
                            trigger=scene.sentence.token_of.get(treatment.mention),
                        )


def read_return(scene: Scene) -> Iterator[Claim]:
    """Yield that a treatment was tried against a disease of which it makes the return rarer: "X lowers local
    recurrence of Y".
    """
    named = [p for p in scene.of_type(EntityType.DISEASE) if not RETURN.search(p.text)]
    diseases = named if named else list(scene.around.topics)
    if len({p.concept for p in diseases}) != 1:
        return
    for treatment in scene.of_type(*TREATMENTS):
        if treatment.mention in scene.comparators or not _LESS_RETURN.match(scene.behind(treatment)):
            continue
        for each in scene.members(treatment, TREATMENTS):
            yield claim(
                each,
                "biolink:studied_to_treat",
                diseases[0],
                "surface/return",
                0.8 * diseases[0].confidence,
                trigger=scene.sentence.token_of.get(treatment.mention),
            )


def read_clauses(scene: Scene, schema: Schema) -> Iterator[Claim]:
    """Yield claims of "X inhibits Y": one verb form between two names, which a parser may take for a noun.

    Only frames with the plain places subject and object count, and only where no other verb is in between.
    """
    for left, right, between in scene.neighbours():
        match = _CLAUSE.fullmatch(between)
        if match is None or not scene.may_relate(left, right):
            continue
        for lemma in _lemmas(match["verb"].lower()):
            for frame in schema.frames.get(("verb", lemma), ()):
                place = match["to"] or "dobj"
                if "subj" not in frame.subject or place not in frame.object:
                    continue
                if left.type in frame.subject_types and right.type in frame.object_types:
                    yield from _clause(scene, frame, left, right)


def _clause(scene: Scene, frame: Frame, left: Participant, right: Participant) -> Iterator[Claim]:
    if frame.predicate == "biolink:has_phenotype" and _SIDE.search(scene.before(left)):
        return  # "the side effects in people with D include"
    for subject in scene.members(left, frame.subject_types):
        for object_ in scene.members(right, frame.object_types):
            if scene.may_relate(subject, object_):
                yield claim(
                    subject,
                    frame.predicate,
                    object_,
                    f"surface/{frame.name}",
                    0.8,
                    trigger=scene.sentence.token_of.get(right.mention),
                )


def _lemmas(verb: str) -> list[str]:
    """Return what the base form of a verb may be: "drives" of "drive", "targeted" of "target"."""
    found = ["bind"] if verb == "bound" else [verb]
    for ending, rest in (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ied", "y")):
        if verb.endswith(ending):
            found.append(verb[: -len(ending)] + rest)
    return found


def _studied(scene: Scene, treatment: Participant, disease: Participant) -> Claim:
    return Claim(
        subject=treatment,
        predicate="biolink:studied_to_treat",
        object=disease,
        rule="surface/changed-measure",
        confidence=0.85 * disease.confidence,
        trigger=scene.sentence.token_of.get(treatment.mention),
    )
