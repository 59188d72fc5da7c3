"""Treatments that a sentence calls useless: "X is of no value", "X has no role", "X failed in trials"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import CueKind, EntityType
from kg.relations.care import RETURN
from kg.relations.claim import Claim
from kg.relations.scene import TREATMENTS, Participant, Scene

#: Between the name of a treatment and what is said of it.
_NAME = (
    r"(?:\s?\([^()]{1,40}\)|, an? [^,;.]{3,60},)?"
    r"(?: (?:alone|treatment|therapy|monotherapy|trials?|stud(?:y|ies)))?"
)
_MORE = r"(?:also |all |both |each |clearly |largely |likewise |unfortunately )*"
_USELESS = re.compile(
    rf"{_NAME} {_MORE}(?:"
    r"(?:is|are|was|were|has been|have been|proved|appears? to be) (?:of )?(?:no|little|doubtful|unproven)"
    r" (?:(?!diagnos|prognos|predict)\w+ )?(?:value|benefit|use|help|utility|avail)\b"
    r"|(?:(?:has|have) shown|shows?|showed) no (?:[\w-]+ ){0,2}(?:benefit|activity|efficacy)\b"
    r"|(?:has|have|had|plays?|played) no (?:[\w-]+ ){0,2}(?:role|place|benefit|effect|activity"
    r"|value)\b(?! on\b(?! (?:the |established |existing |visible )*(?:lesions?|tumou?rs?|disease|cancer"
    r"|(?:overall |patient )?survival|outcomes?)\b))"
    r"|(?:has|have) not been (?:shown|proven|proved|found) to (?:help|work|improve|be (?:effective|beneficial"
    r"|helpful|useful|of (?:benefit|value|use)))\b"
    r"|(?:was|were|has been|have been) tried\b[^.;]{0,60}\bwithout (?:[\w-]+ )?(?:benefit|success|effect)\b"
    r"|(?:has |have )?(?:showed|shown|shows?|demonstrated|offered|provided|conferred|brought|produced)"
    r" no (?:[\w-]+ ){0,2}(?:benefit|effect|efficacy|advantage|improvement)\b(?! on\b| over\b)"
    r"|(?:can|may|could|should) (?:safely |generally |usually )?be omitted"
    r"|(?:was|were|has been|have been|proved) (?:disappointing|ineffective|unsuccessful)"
    r"|(?:was|were|remained) without (?:any |clear )?(?:effect|benefit|activity|success)"
    r"|lacks? (?:any |firm )?(?:proof|evidence) of (?:benefit|efficacy|activity|effect)"
    r"|(?:did|does|do) (?:little|nothing|not help|not work)\b(?! to\b)"
    r"|(?:has |have )?(?:failed|disappointed)(?! to\b)(?= in\b[^.;]{0,60}\b(?:trials?|stud(?:y"
    r"|ies)|cohorts?|patients)"
    r"|,|;|\.|$| and\b)"
    r"|(?:should|must) (?:not|never) be (?:used|given|offered|recommended|prescribed|performed|done|added)\b"
    r"|(?:is|are) (?:discouraged|not advised|no longer (?:[a-z]+ly )?(?:recommended|advised|used|offered"
    r"|given))\b"
    r"|(?:was|were) (?:closed|stopped|halted|terminated|ended|discontinued)(?: early)? "
    r"(?:for|because of|due to|owing to) (?:futility|(?:a )?lack of (?:efficacy|benefit|effect|activity))"
    r"|(?:can|may|should) (?:safely )?be (?:omitted|spared|forgone|left out)\b"
    r"|(?:was|were) withdrawn\b[^.;]{0,80}\b(?:no|lack of) (?:[\w-]+ )?(?:benefit|efficacy|effect)\b"
    r")",
    re.IGNORECASE,
)
#: Whom or what it is said of, where that is not the disease at hand.
_FOR_WHOM = re.compile(
    r"[^.;]{0,60}?\b(?:in|for|against|of)\b(?: (?!trial|stud|phase)[\w-]+){0,6} $", re.IGNORECASE
)
#: What follows says why.
_REASON = re.compile(r"\b(?:because|since|due to|owing to|on account of)\b", re.IGNORECASE)
#: Before a treatment: that others come into play when it fails.
_ONCE = re.compile(
    r"\b(?:once|when|if|where|after|until|unless|in case) (?:the )?(?:[\w-]+ )?$", re.IGNORECASE
)
#: Where only some are meant, or only a time.
_LIMITED = re.compile(
    r"\b(?:with|without|until|unless|before|after|during(?! (?:an? |the )?(?:attacks?|flares?"
    r"|episodes?)\b)|if|together|while|except|outside|prevent\w*|prophyla\w*)\b",
    re.IGNORECASE,
)


def read_refusals(scene: Scene) -> Iterator[Claim]:
    """Yield a denial for each treatment that the sentence calls useless or says that it failed.

    It is denied for the disease that the sentence names behind it, else for the one the text is about.
    """
    named = [p for p in scene.of_type(EntityType.DISEASE) if not RETURN.search(p.text)]
    for treatment in scene.of_type(*TREATMENTS):
        if treatment.mention in scene.comparators or _ONCE.search(scene.before(treatment)):
            continue
        told = _USELESS.match(scene.behind(treatment))
        if told is None:
            continue
        rest = scene.behind(treatment)[told.end() :]
        reason = _REASON.search(scene.sentence.text, treatment.span.end - scene.sentence.span.start)
        edge = scene.sentence.span.start + (reason.start() if reason else len(scene.sentence.text))
        behind = [p for p in named if treatment.span.end <= p.span.start < edge]
        for disease in _meant(scene, treatment, told.end(), behind, rest):
            for each in scene.members(treatment, TREATMENTS):
                if each.mention <= treatment.mention:
                    yield _denied(each, disease, _denying(scene, treatment, told.end()))


def _meant(
    scene: Scene, treatment: Participant, end: int, behind: list[Participant], rest: str
) -> list[Participant]:
    if behind:
        edge = treatment.span.end + end
        words = scene.sentence.text[
            edge - scene.sentence.span.start : behind[0].span.start - scene.sentence.span.start
        ]
        return scene.members(behind[0], {EntityType.DISEASE}) if _FOR_WHOM.fullmatch(words) else []
    clause = re.split(r"[;.]|, (?:but|whereas|while|although)\b", rest, maxsplit=1)[0]
    topics = {p.concept: p for p in scene.around.topics}
    return list(topics.values()) if len(topics) == 1 and _LIMITED.search(clause) is None else []


def _denying(scene: Scene, treatment: Participant, end: int) -> int | None:
    """Return the token by which the words up to `end` behind a treatment deny; None where none does."""
    first, last = treatment.span.end, treatment.span.end + end
    cues = [
        c.span for c in scene.sentence.cues if c.kind is CueKind.NEGATION and first <= c.span.start < last
    ]
    return next(
        (i for i, t in enumerate(scene.sentence.tokens) for c in cues if t.start < c.end and c.start < t.end),
        None,
    )


def _denied(treatment: Participant, disease: Participant, place: int | None) -> Claim:
    return Claim(
        subject=treatment,
        predicate="biolink:treats",
        object=disease,
        rule="surface/refused",
        confidence=0.8 * disease.confidence,
        trigger=place,
        polarity="negated",
    )
