"""Harm as reports of trials and cases tell of it, by the words alone: "grade 3 X occurred in 4 patients",
"X led to withdrawal", "no X was seen", "she developed X on Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, MEDICINES, TREATMENTS, Participant, Scene
from kg.relations.signs import TUMOR

_HAS = "biolink:has_adverse_event"
_SEEN = r"(?:seen|observed|reported|recorded|noted|documented|encountered|identified)"
#: Before an event: its grade.
_GRADED = re.compile(
    r"\bgrades?[ -]?(?:≥ ?|>= ?)?(?:[1-5]|I{1,3}V?|IV|V)(?: ?(?:[-–/]|to|or|and) ?(?:[1-5]|IV|V"
    r"|higher|greater|worse|above))?"
    r"(?: or (?:higher|greater|worse|above))? (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
#: Behind an event: that it came about.
_CAME = re.compile(
    rf"(?:\s?\([^()]*\))? (?:(?:was|were|has been|have been) (?:also )?{_SEEN}|occurred|developed"
    rf"|arose|happened)\b",
    re.IGNORECASE,
)
#: Behind a list of events: how often or how badly they came.
_WAS_COMMON = re.compile(
    r"(?:\s?\([^()]*\))? (?:was|were)(?: (?:also|mostly|usually|generally|nearly|almost|the))*"
    r" (?:universal|common|frequent|transient|reversible|manageable|dose[- ]limiting|mild|self-limiting"
    r"|most (?:common|frequent))\b|(?:\s?\([^()]*\))? followed(?=\s*[.;])",
    re.IGNORECASE,
)
#: Behind an event: that the treatment was changed for it.
_STOPPED = re.compile(
    r"(?:\s?\([^()]*\))? (?:led|leading|resulted|resulting|prompt(?:ed|ing)|requir(?:ed|ing)"
    r"|necessitat(?:ed|ing))"
    r"(?: (?:to|in))?(?: (?:the|a|an|permanent|temporary|early|treatment|drug|study))*"
    r" (?:discontinuations?|withdrawals?|omissions?|suspensions?|dose (?:reductions?|interruptions?"
    r"|delays?|modifications?)"
    r"|interruptions?"
    r"|cessation|stopping)\b"
    r"|(?:\s?\([^()]*\))? (?:limited|precluded|prevented) (?:the |further |higher )*(?:dos(?:e|es"
    r"|ing)|(?:dose )?escalation)\b",
    re.IGNORECASE,
)
#: Behind an event, before a treatment: that people were taken off it.
_MADE_STOP = re.compile(
    r"(?:\s?\([^()]*\))? (?:led|caused|forced|made|prompted) (?:[\w-]+ ){1,5}?(?:to )?(?:stop"
    r"|discontinue|withdraw from"
    r"|come off|abandon|interrupt) (?:the )?",
    re.IGNORECASE,
)
#: Before further events: that a treatment has these less often than the one named first.
_REASON = re.compile(
    r"(?:\s?\([^()]*\))? (?:was|were) the (?:main |usual |commonest |most common )?(?:reasons?|causes?)"
    r" (?:for|of)"
    r" (?:[a-z]+ )?(?:stopping|discontinuing|withdrawing|discontinuation of|withdrawal of|interrupting)"
    r" (?:the )?",
    re.IGNORECASE,
)
#: From a treatment to an event: that the treatment is held back by it.
_HELD_BACK = re.compile(
    r"(?:\s?\([^()]*\))?(?:,[^,;]{3,80},)? (?:is|are|was) (?:held back|limited|restricted|hampered"
    r"|burdened|overshadowed)"
    r" by (?:an? |the |its )?(?:[\w-]+ )?(?:risk|danger|possibility|threat) of (?:[\w-]+ )?",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:toxicit(?:y|ies)|(?:side |adverse )effects?|(?:adverse )?(?:events?|reactions?))\b[^.;]*,?"
    r" followed by"
    r" (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
#: From an event to the treatment of those of whom a share had it, and on to the next treatment.
_IN_RECIPIENTS = re.compile(
    r"(?:\s?\([^()]*\))? (?:occurred|developed|was (?:seen|reported|recorded|observed|noted)|arose) in"
    r" \d[\d.]* ?% of (?:the )?",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"[ -](?:recipients|treated patients|patients|users|group|arm)\b", re.IGNORECASE)
_AND_IN = re.compile(
    r"[ -](?:recipients|treated patients|patients|users|group|arm)?,? ?(?:against|versus|vs\.?|compared"
    r" (?:with|to)"
    r"|and(?: in)?) \d[\d.]* ?% (?:of (?:those|patients|the patients) )?(?:on|with|given|of|receiving"
    r"|taking) (?:the )?",
    re.IGNORECASE,
)
#: Between an event and a treatment in which it came.
_COMPLICATED = re.compile(
    r"(?:\s?\([^()]*\))? complicat(?:ed|es) (?:(?:treatment|therapy) with )?(?:the )?", re.IGNORECASE
)
#: Between harm that is called so and what did it.
_HARM_FROM = re.compile(r" (?:from|due to|caused by) (?:the )?", re.IGNORECASE)
_CALLED_HARM = re.compile(r"toxicit(?:y|ies)$", re.IGNORECASE)
#: Behind a list of events: that they came besides others.
_ALSO = re.compile(rf"(?:\s?\([^()]*\))? (?:was|were) also {_SEEN}\b", re.IGNORECASE)
_EVENTS = re.compile(r"\b(?:events?|toxicit(?:y|ies)|side effects?|reactions?)\b[^.]*;", re.IGNORECASE)
#: Before a list of events: how severe or common those are, and of what treatment.
_WORST_ARE = re.compile(
    r"\b(?:(?:grade [^.;]{1,20}|worse|severe|serious|common|frequent|commonest|immune-related"
    r"|treatment-related) )(?:[\w-]+ ){0,2}?events? (?:with|on|of|from|under|for) [^.;,()]{3,60}?"
    r"(?:\s?\([^()]*\))? (?:were|was|are|included?|comprised) (?:mainly |mostly )?$",
    re.IGNORECASE,
)
#: Before an event: the same.
_STOPPED_FOR = re.compile(
    r"\b(?:discontinu\w+|withdr[ae]w\w*|stopped|halted|abandoned|dose reductions?|interrupted)\b[^.;,]{0,50}?"
    r" (?:because of|due to|owing to|on account of|for) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
#: Before and behind an event: that it did not come about.
_NONE = re.compile(
    r"(?:^|[,;] |\b(?:and|but|while|with) )(?:no|neither) (?:[\w-]+ ){0,3}(?:[\w-]+ nor )?$", re.IGNORECASE
)
_NO_EVIDENCE = re.compile(
    r"\bno (?:evidence|signs?|signals?|cases?|instances?|reports?) of (?:[\w-]+ ){0,2}$", re.IGNORECASE
)
_WAS_SEEN = re.compile(
    rf"(?: events?)?,? (?:(?:was|were|has been|have been) {_SEEN}|occurred|developed)\b", re.IGNORECASE
)
_NOT_SEEN = re.compile(
    rf"(?: events?)? (?:(?:was|were|has|have) (?:not|never)(?: been)? {_SEEN}|did not occur)\b", re.IGNORECASE
)
#: Words of a report that tells of harm.
_SAFETY = re.compile(
    r"\badverse|toxicit|side effects?|treatment-(?:related|emergent)|\bgrades? ?[1-5≥]|tolerat|\bsafety\b"
    r"|dose[- ]limiting|\bneither\b[^.;]{3,60}\bnor\b",
    re.IGNORECASE,
)
#: Before a list of events: that laboratory values are told which got worse.
_VALUES = re.compile(
    r"\blab(?:oratory)? abnormalities\b[^.;]{0,60}?\b(?:were|was|included?)\b[^.;]*$", re.IGNORECASE
)
#: Before an event: that somebody had it; between it and the treatment: under which.
_HAD = re.compile(
    r"\b(?:experienc\w+|develop(?:ed|s)?|had|suffered|reported|noted|complained of)(?: (?!no\b"
    r"|not\b)[\w-]+){0,3} $",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r",? (?:on|under|while (?:on|taking|receiving|being treated with)|during (?:treatment|therapy) with"
    r"|after starting) (?:the )?",
    re.IGNORECASE,
)
#: Between an event and another treatment: that it is set against that.
_CONTRAST = re.compile(
    r",? (?:which|unlike|in contrast|contrary to|as (?:seen|reported)|whereas)\b", re.IGNORECASE
)


def read_harms_told(scene: Scene) -> Iterator[Claim]:
    """Yield adverse events, and those that are said not to have come about, of the treatment at hand."""
    if not scene.of_type(*CONDITIONS):
        return
    yield from _under(scene)
    yield from _in_recipients(scene)
    for event in scene.of_type(*CONDITIONS):
        if event.mention in scene.past or any(event.concept == t.concept for t in scene.around.topics):
            continue
        denied = _is_denied(scene, event)
        given = _given(scene, event) if denied or _is_told(scene, event) else ()
        if denied and any(p.mention < 0 for p in given) and not _is_last(scene, given):
            continue  # which of the two is spared cannot be told
        if given and all(p.type in MEDICINES for p in given):
            yield from _of(scene, given, event, denied=denied)


def _given(scene: Scene, event: Participant) -> tuple[Participant, ...]:
    """Return the treatment that an event came with: the only one that the sentence names, or that at hand.

    What is named for a contrast is none: "no X was seen, which Y is known for".
    """
    told = [
        p
        for p in scene.of_type(*TREATMENTS)
        if p.mention not in scene.past
        and not (p.span.start > event.span.end and _CONTRAST.search(scene.between(event, p)))
    ]
    return () if len(told) > 1 else tuple(told) or scene.around.given


def _is_last(scene: Scene, given: tuple[Participant, ...]) -> bool:
    """Tell whether no other treatment was spoken of last than the one at hand."""
    last = {p.concept for p in scene.around.treatments}
    return not last or bool(last & {p.concept for p in given})


def _of(
    scene: Scene, given: tuple[Participant, ...] | list[Participant], event: Participant, *, denied: bool
) -> Iterator[Claim]:
    members = [p for p in scene.members(event, CONDITIONS) if p.type is event.type or not denied]
    for treatment in given:
        for each in members:
            found = claim(treatment, _HAS, each, "surface/harm-told", 0.75 * treatment.confidence)
            yield replace(found, polarity="denied") if denied else found


def _is_told(scene: Scene, event: Participant) -> bool:
    before, behind = scene.before(event), scene.behind(event)
    last = scene.members(event, CONDITIONS)[-1]
    if _NONE.search(before) or _NO_EVIDENCE.search(before):
        return False
    graded = _GRADED.search(before)
    # an illness that a treatment named elsewhere was to prevent may be counted, too
    came = (
        graded is not None
        and (event.type is EntityType.PHENOTYPE or bool(scene.of_type(*TREATMENTS)))
        and (_CAME.match(scene.behind(last)) is not None or _HAD.search(before[: graded.start()]) is not None)
    )
    common = event.type is EntityType.PHENOTYPE and _WAS_COMMON.match(scene.behind(last)) is not None
    common = common or _VALUES.search(before) is not None
    common = common or (_ALSO.match(scene.behind(last)) and _EVENTS.search(before)) is not None
    common = common or (_THEN.search(before) or _WORST_ARE.search(before)) is not None
    # of one person on treatment: "febrile neutropenia occurred once"
    alone = scene.around.case and not TUMOR.search(event.text) and bool(scene.around.given)
    common = common or (alone and _CAME.match(scene.behind(last)) is not None)
    return came or common or _STOPPED.match(behind) is not None or _STOPPED_FOR.search(before) is not None


def _is_denied(scene: Scene, event: Participant) -> bool:
    """Tell whether an event is said not to have come about in a text that tells of harm there."""
    around = scene.around
    words = " ".join((scene.sentence.text, around.intro, *around.headings[:1]))
    if event.type is not EntityType.PHENOTYPE and _SAFETY.search(scene.sentence.text) is None:
        return False  # an illness may be what was to be prevented
    last = scene.members(event, CONDITIONS)[-1]
    before, behind = scene.before(event), scene.behind(last)
    if _NO_EVIDENCE.search(before):
        return around.kind.is_read and (_SAFETY.search(words) is not None or bool(around.given))
    seen = _NONE.search(before) is not None and _WAS_SEEN.match(behind) is not None
    return (seen or _NOT_SEEN.match(behind) is not None) and _SAFETY.search(words) is not None


def _in_recipients(scene: Scene) -> Iterator[Claim]:
    """Yield "X occurred in 8% of T recipients against 23% of those on U", "X complicated T", "X toxicity
    from T".
    """
    follows = list(scene.neighbours())
    for place, (event, treatment, between) in enumerate(follows):
        if event.type not in CONDITIONS or treatment.type not in MEDICINES or treatment.mention in scene.past:
            continue
        counted = _IN_RECIPIENTS.fullmatch(between) and _RECIPIENTS.match(scene.behind(treatment))
        named = _CALLED_HARM.search(event.text) and _HARM_FROM.fullmatch(between)
        if not counted and not named and not _COMPLICATED.fullmatch(between):
            continue
        found = [treatment]
        for _, other, gap in follows[place + 1 : place + 2]:
            found += [other] if counted and other.type in MEDICINES and _AND_IN.fullmatch(gap) else []
        for each in scene.members(event, CONDITIONS):
            for one in found:
                yield claim(
                    one,
                    _HAS,
                    each,
                    "surface/harm-share",
                    0.8,
                    trigger=scene.sentence.token_of.get(each.mention),
                )


def _under(scene: Scene) -> Iterator[Claim]:
    """Yield "she developed X and Y on Z"."""
    for event, treatment, between in scene.neighbours():
        stopped = event.type in CONDITIONS and treatment.type in MEDICINES
        if stopped and (_MADE_STOP.fullmatch(between) or _REASON.fullmatch(between)):
            for each in scene.members(event, CONDITIONS):
                place = scene.sentence.token_of.get(each.mention)
                yield claim(treatment, _HAS, each, "surface/harm-stopped", 0.8, trigger=place)
            continue
        if event.type in MEDICINES and treatment.type in CONDITIONS and _HELD_BACK.fullmatch(between):
            yield claim(event, _HAS, treatment, "surface/held-back", 0.85)
            continue
        if event.type not in CONDITIONS or treatment.type not in MEDICINES or not _UNDER.fullmatch(between):
            continue
        members = scene.members(event, CONDITIONS)
        if _HAD.search(scene.before(members[0])) is None:
            continue
        for each in members:
            place = scene.sentence.token_of.get(each.mention)
            for one in scene.members(treatment, MEDICINES):
                yield claim(one, _HAS, each, "surface/harm-under", 0.8, trigger=place)
