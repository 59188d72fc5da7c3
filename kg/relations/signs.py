"""Findings of a disease as pages and reviews tell of them: "You may feel X", "X and Y are typical
of Z", "X is seen in 5%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, CueKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, TREATMENTS, Participant, Scene

#: Headings of the clinical part of a page on a disease.
SECTION = re.compile(
    r"\b(?:symptoms?|signs?|presentation|manifestations?"
    r"|clinical (?:features|picture|description|course|findings)"
    r"|complaints|when to suspect|how (?:does )?it shows?"
    r"|feel|notice|affects? (?:the body|people|you))\b",
    re.IGNORECASE,
)
_OTHER_SECTION = re.compile(
    r"\b(?:treat\w*|therap\w+|side effects?|adverse|causes?|risk|manag\w+|reliev\w+|when to)\b", re.IGNORECASE
)
#: "Common symptoms of X are"
_SYMPTOMS_ARE = re.compile(
    r"\b(?:(?:symptoms|signs|complaints|signs and symptoms)(?: (?:of|in) [^.;:]{2,60}?)?"
    r" (?:are|include|may be|can be|may include|can include|range from)"
    r"|(?:features|manifestations|findings|abnormalities|lesions|problems|involvement)"
    r" (?:(?:may |can |typically |often |usually )?(?:include|comprise|consists? of)"
    r"|(?:usually |often )?takes? the form of))\b(?! not\b| no\b| often\b| usually\b)",
    re.IGNORECASE,
)
#: Before a finding: that those who have the disease have it.
_YOU_HAVE = re.compile(
    r"\b(?:you|your child|(?:many |some |most |other )?(?:people|patients|children|adults|babies)"
    r"|they|others|(?:some|many|most|a few)(?= (?:may |can |also )?(?:feel|have|notice|get|experience"
    r"|develop)\b))"
    r"\b[^.;:]{0,40}?"
    r"\b(?:feel|have|notice|get|become|experience|develop|suffer|complain|look)s?\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|call|tell|ask|caused by|due to|without|instead|other than|rather than|treat\w*)\b",
    re.IGNORECASE,
)
#: Behind a list of findings, before the disease that they are findings of.
_TYPICAL_OF = re.compile(
    r" (?:is|are) (?:the |an? )?(?:[a-z]+ly )?(?:(?:most |very |fairly )?(?:typical"
    r"|characteristic|common|frequent|usual|classic\w*"
    r"|suggestive)|(?:(?:main|usual|typical|common|first|early|cardinal|classic\w*|leading|most common)"
    r" (?:symptoms?|signs?|features?|complaints?|findings?)))"
    r" (?:of|in|for)(?: (?:patients|people|those|children|adults) with)?(?: (?:the|most|active"
    r"|early|advanced))* "
    r"|,? (?:points?|may point) to ",
    re.IGNORECASE,
)
#: Behind a list of findings, before the disease in which they are, or are not.
_OCCURS_IN = re.compile(
    r" (?:(?:may|can|often|commonly|frequently|rarely|sometimes|also|typically|usually|do(?:es)? not) )*"
    r"(?:occurs?|develops?|(?:is|are) (?:not )?(?:(?:often|commonly|frequently|rarely|also|usually"
    r"|typically) )?"
    r"(?:seen|found|observed|present|absent|reported)) (?:almost only |only |mainly )?in "
    r"(?:(?:patients|people|children|adults|those|most|many|some|cases) )*(?:with |of )?(?:the )?",
    re.IGNORECASE,
)
_TYPICAL = re.compile(
    r" (?:can |may |often )?(?:impairs?|limits?|disturbs?|interferes? with|dominates?|spoils?) (?:the )?"
    r"(?:daily (?:life|activities)|quality of life|function|(?:clinical )?picture|mobility)\b|"
    r" (?:is|are) (?:also )?(?:[a-z]+ly )?(?:very |quite |fairly )?"
    r"(?:typical|characteristic|common|frequent|usual|classic|the rule)"
    r"(?: (?:too|as well|features?|findings?|signs?|symptoms?|complaints?|manifestations?))?"
    r"(?: (?:early|late)| (?:in|at|during) (?:this|the) (?:[\w-]+ ){0,2}"
    r"(?:phase|stage|form|onset|presentation))?"
    r"(?: (?:in|among) (?:(?:young|older|most|younger|adult) )?(?:infants|children|adults|men|women|boys"
    r"|girls|patients))?"
    r"(?=\s*$|[.;(]|, (?:and|but|while|whereas)\b)",
    re.IGNORECASE,
)
#: Behind a finding: that of all findings of the disease at hand it is the one seen most, or first.
_FOREMOST = re.compile(
    r"(?:\s?\([^()]*\))? (?:is|are) (?:often |usually )?(?:the |a |an |its )?"
    r"(?:(?:single|very|most|more|by far the most) )?"
    r"(?:hallmarks?|(?:common|frequent|typical|characteristic|usual|constant|first|earliest|main"
    r"|cardinal|leading"
    r"|dominant|presenting|classic|feared|dreaded)(?:est)?"
    r"(?: (?:presenting|clinical|physical|laboratory|early|first|focal|late))?"
    r" (?:sign|symptom|finding|feature|complaint|manifestation|complication|presentation"
    r"|abnormality|accompaniment)s?)"
    r"(?: (?:of the disease|of the condition|of the illness|in (?:these|most|many|affected|such|adult|young)"
    r" (?:patients|people|children|adults|cases)|in (?:patients|children|adults|infants)"
    r"|at (?:onset|presentation|diagnosis)))?(?=\s*$|[.;(]|,| and\b)",
    re.IGNORECASE,
)
#: Behind a finding, in a section on findings: that it comes, be it seldom.
_COMES = re.compile(
    r"(?:\s?\([^()]*\))?(?: (?:may|can|might|often|sometimes|rarely|occasionally|also|usually|frequently"
    r"|is|are|seen|found|present))*"
    r" (?:occurs?|develops?|appears?|follows?|seen|found|present|rare|uncommon|less common|less frequent"
    r"|unusual|common|frequent)"
    r"(?: (?:but|and) (?:serious|severe|important|typical))?"
    r"(?: (?:early|late|later|as well|too)| (?:in|at|during) [^.;,]{3,40})?"
    r"\s*(?=$|[.;(]|, (?:and|but|while|whereas)\b)",
    re.IGNORECASE,
)
#: Behind a list of findings: in how many of those with the disease they are.
_IN_SHARE = re.compile(
    r"(?:\s?\([^()]*\))?(?:, which [^.;,]{3,40},)?"
    r" (?:is|are|was|were|occurs?|develops?)(?: (?:also|often|seen|found"
    r"|present|reported|observed|noted|common))*"
    r" in (?:about |up to |around |some |approximately |roughly |nearly |almost |at least |more than |over )*"
    r"(?:\d[\d.]*(?:[-–]\d+)? ?%|half|(?:one|a|two) (?:third|quarter|fifth)s?|most|many"
    r"|the majority|a minority|(?:nearly |virtually )?all)"
    r"(?: of)?(?: (?:all|the|these|them|cases|patients|people|children|adults|women"
    r"|men|attacks|episodes))*(?= ?[.;,)]|$| and\b|\s?\[)",
    re.IGNORECASE,
)
#: Behind a further finding: the share alone.
_GOES_ON = re.compile(r"(?:\s?\([^()]*\))? in (?:about |nearly |up to )?(?:\d[\d.]* ?%|\d+\b)", re.IGNORECASE)
#: The same by a number of patients, where none of them were treated that the sentence could tell of.
_IN_NUMBER = re.compile(
    r"(?:\s?\([^()]*\))? (?:was|were)(?: (?:also|seen|found|present|reported|observed|noted|documented"
    r"|the (?:[a-z]+ ){0,2}(?:complaint|symptom|sign|finding|feature|manifestation|presentation)))*"
    r" in (?:\d+|two|three|four|five|six|seven|eight|nine|ten)(?: (?:of|out of) (?:the )?\d+)?"
    r"(?: \(\d[\d.]*%\))? (?:patients|cases|children|adults|women|men|infants)(?= ?[.;,)(]|$| and\b)",
    re.IGNORECASE,
)
#: Behind a list of findings, where a section tells how a disease shows: that people may get them.
_MAY_BE = re.compile(
    r" (?:may|can|might|could) (?:also |sometimes |rarely |occasionally )?(?:result|occur|develop|appear"
    r"|follow|arise"
    r"|ensue|be (?:present|seen|observed|noted|found|reported|the (?:first|only|presenting) (?:sign"
    r"|symptom)s?)"
    r"|be [a-z]+ing)(?= ?[.;,]|$| and\b| in (?:advanced|late|some|many|severe|early|most)\b)"
    r"| (?:is|are|may be) (?:(?:often|usually|sometimes) )?the (?:first|only|presenting|initial)"
    r" (?:findings?|signs?|symptoms?|complaints?)"
    r"| (?:is|are) (?:(?:often|usually|commonly|frequently|sometimes|also) )?(?:present|seen|reported"
    r"|noted|observed)"
    r"(?= ?[.;,]|$| and\b| at (?:presentation|diagnosis))",
    re.IGNORECASE,
)
#: Names of tumors, which are no signs of another disease.
TUMOR = re.compile(
    r"(?:omas?|tumou?rs?|neoplasms?|cancers?|metasta\w+|malignan\w+|leuka?emias?)$", re.IGNORECASE
)
#: At the start of a sentence: that those with the disease at hand have something.
_HAVE = re.compile(
    r"(?:(?:because|since|as) [^.;,]{3,60}, )?(?:(?:affected|untreated|young(?:er)?|older|most|many|some"
    r"|other|adult) )?(?:children|adults"
    r"|infants|babies"
    r"|newborns|neonates|patients|people|individuals|boys|girls|men|women)(?: with the (?:disease"
    r"|condition|disorder))?"
    r" (?:(?:may|can|often|usually|also|typically|commonly|frequently|classically) )*"
    r"(?:have|notice|report|develop|suffer from|experience|present with|show|complain of)\b(?! (?:had"
    r"|been|received|to)\b)",
    re.IGNORECASE,
)
#: How many characters before a list of findings are too many for the list to open a sentence.
_OPENING = 30
#: That what people have comes of a treatment.
HARM = re.compile(
    r"\b(?:side effects?|adverse|toxicit\w*|reactions?|warnings?|overdos\w+"
    r"|treated with|receiving|grade|trial|arm|recipients|taking)\b",
    re.IGNORECASE,
)


def read_signs(scene: Scene) -> Iterator[Claim]:
    """Yield the findings that the sentence says those have who have the disease at hand, or the one named."""
    yield from _in_section(scene)
    yield from _people_have(scene)
    yield from _listed(scene)
    yield from _typical(scene)
    yield from _typical_here(scene)
    yield from _may_be(scene)
    yield from _in_share(scene)


def _in_section(scene: Scene) -> Iterator[Claim]:
    around, text = scene.around, scene.sentence.text
    headings = around.headings[:1]
    told = any(SECTION.search(h) and not _OTHER_SECTION.search(h) for h in headings)
    topics = {p.concept: p for p in around.topics}
    if not told or len(topics) != 1 or around.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    denied = any(cue.kind is CueKind.NEGATION for cue in scene.sentence.cues)
    you = _YOU_HAVE.search(text)
    if denied or _CONDITIONAL.search(text):
        return
    found = [p for p in scene.of_type(*CONDITIONS) if p.concept not in topics and not TUMOR.search(p.text)]
    if you is None:
        found = [p for p in _coming(scene) if p.concept not in topics]
    else:
        edge = scene.sentence.span.start + you.end()
        if any(p.type is EntityType.DISEASE and p.span.start < edge for p in found):
            return
        found = [p for p in found if p.span.start >= edge]
    for topic in topics.values():
        for finding in found:
            yield _has(scene, topic, finding, "section/sign", 0.7)


def _coming(scene: Scene) -> list[Participant]:
    """Return the findings of "X and Y may occur", where no one else is said to have them."""
    for last in scene.of_type(*CONDITIONS):
        if _COMES.match(scene.behind(last)):
            found = _findings(scene, last)
            first = found[0] if found else last
            return found if len(scene.before(first)) < _OPENING else []
    return []


def _people_have(scene: Scene) -> Iterator[Claim]:
    """Yield "Children have X and Y", of the only disease that the text is about."""
    told = _HAVE.match(scene.sentence.text)
    topics = {p.concept: p for p in scene.around.topics}
    words = " ".join((scene.sentence.text, *scene.around.headings[:1]))
    if told is None or len(topics) != 1 or HARM.search(words) or scene.of_type(*TREATMENTS, EntityType.TRIAL):
        return
    if any(cue.kind is CueKind.NEGATION for cue in scene.sentence.cues) or _CONDITIONAL.search(words):
        return
    found = [p for p in scene.of_type(*CONDITIONS) if p.concept not in topics][:1]
    if not found or len(scene.before(found[0])) > told.end() + _OPENING:
        return
    for topic in topics.values():
        for each in scene.members(found[0], CONDITIONS):
            if not TUMOR.search(each.text) and each.concept not in topics:
                yield _has(scene, topic, each, "surface/people-have", 0.7)


def _listed(scene: Scene) -> Iterator[Claim]:
    """Yield all findings that a sentence lists as symptoms, also behind a clause about one of them."""
    told = _SYMPTOMS_ARE.search(scene.sentence.text)
    words = " ".join((scene.sentence.text, *scene.around.headings[:1]))
    if told is None or _OTHER_SECTION.search(scene.sentence.text) or HARM.search(words):
        return
    offset = scene.sentence.span.start
    cut = _CONDITIONAL.search(scene.sentence.text, told.end())
    edge = cut.start() if cut else len(scene.sentence.text)
    named = [
        p for p in scene.of_type(EntityType.DISEASE) if told.start() <= p.span.start - offset < told.end()
    ]
    for owner in named[:1] or scene.around.topics[:1]:
        for finding in scene.of_type(*CONDITIONS):
            if TUMOR.search(finding.text) or finding.concept == owner.concept:
                continue
            if told.end() <= finding.span.start - offset < edge:
                yield _has(scene, owner, finding, "surface/symptoms-are", 0.8)


def _typical(scene: Scene) -> Iterator[Claim]:
    for disease in scene.of_type(EntityType.DISEASE):
        before = [p for p in scene.of_type(*CONDITIONS) if p.span.end <= disease.span.start]
        if not before:
            continue
        between = scene.between(before[-1], disease)
        if _TYPICAL_OF.fullmatch(between) is None and (
            _OCCURS_IN.fullmatch(between) is None or HARM.search(scene.sentence.text)
        ):
            continue
        for finding in _findings(scene, before[-1]):
            for each in scene.members(disease, {EntityType.DISEASE}):
                if each.mention >= disease.mention:
                    yield _has(scene, each, finding, "surface/typical-of", 0.85)


def _typical_here(scene: Scene) -> Iterator[Claim]:
    """Yield "X and Y are typical.", of the disease at hand."""
    topics = {p.concept: p for p in scene.around.topics}
    for last in scene.of_type(*CONDITIONS):
        behind = scene.behind(last)
        if len(topics) == 1 and (_TYPICAL.match(behind) or _FOREMOST.match(behind)):
            for finding in _findings(scene, last):
                for topic in topics.values():
                    if finding.concept != topic.concept:
                        yield _has(scene, topic, finding, "surface/typical", 0.75)


def _may_be(scene: Scene) -> Iterator[Claim]:
    """Yield "X and Y may result", of the disease whose signs the section tells of."""
    near = scene.around.headings[:2]
    told = any(SECTION.search(h) for h in near) and not any(_OTHER_SECTION.search(h) for h in near)
    topics = {p.concept: p for p in scene.around.topics}
    if not told or len(topics) != 1:
        return
    for last in scene.of_type(*CONDITIONS):
        if _MAY_BE.match(scene.behind(last)):
            for finding in _findings(scene, last):
                for topic in topics.values():
                    if finding.concept != topic.concept:
                        yield _has(scene, topic, finding, "surface/may-be", 0.75)


def _in_share(scene: Scene) -> Iterator[Claim]:
    """Yield "X and Y are seen in 5%", of the disease whose patients the sentence tells of, or"
    " the one at hand."""
    if HARM.search(" ".join((scene.sentence.text, *scene.around.headings[:1]))):
        return
    for last in scene.of_type(*CONDITIONS):
        counted = not scene.around.given and _IN_NUMBER.match(scene.behind(last)) is not None
        if _IN_SHARE.match(scene.behind(last)) is None and not counted:
            continue
        found = _findings(scene, last)
        first = min((p.span.start for p in found), default=last.span.start)
        offset = scene.sentence.span.start
        # "X was present in 70%, Y in 60% and Z in 10%"
        found += [
            p
            for p in scene.of_type(*CONDITIONS)
            if p.span > last.span and _GOES_ON.match(scene.behind(p)) and not TUMOR.search(p.text)
        ]
        owners = [
            p
            for p in scene.of_type(EntityType.DISEASE)
            if p.span.end <= first
            and scene.sentence.text[: p.span.start - offset].endswith(("with ", "of ", "In ", "in "))
        ]
        for owner in owners[:1] or scene.around.topics[:1]:
            for finding in found:
                yield _has(scene, owner, finding, "surface/in-share", 0.75)
        return


def _findings(scene: Scene, last: Participant) -> list[Participant]:
    """Return a list of findings by its last member, without tumors."""
    members = scene.members(last, CONDITIONS)
    return [p for p in members if not TUMOR.search(p.text) and p.mention <= last.mention]


def _has(scene: Scene, disease: Participant, finding: Participant, rule: str, sure: float) -> Claim:
    place = scene.sentence.token_of.get(finding.mention)
    return claim(disease, "biolink:has_phenotype", finding, rule, sure * disease.confidence, trigger=place)
