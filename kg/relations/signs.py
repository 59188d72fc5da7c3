"""Findings of a disease as pages and reviews tell of them: "You may feel X", "X and Y are typical
of Z", "X is seen in 5%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, CueKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, Participant, Scene

_SECTION = re.compile(
    r"\b(?:symptoms?|signs?|presentation|manifestations?|clinical (?:features|picture|description)|complaints"
    r"|feel|notice)\b",
    re.IGNORECASE,
)
_OTHER_SECTION = re.compile(
    r"\b(?:treat\w*|therap\w+|side effects?|adverse|causes?|risk|manag\w+|reliev\w+|when to)\b", re.IGNORECASE
)
#: "Common symptoms of X are"
_SYMPTOMS_ARE = re.compile(
    r"\b(?:symptoms|signs|complaints|signs and symptoms)(?: (?:of|in) [^.;:]{2,60}?)?"
    r" (?:are|include|may be|can be|may include|can include|range from)\b(?! not\b| no\b| often\b"
    r"| usually\b)",
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
    r" (?:is|are) (?:[a-z]+ly )?(?:typical|characteristic|common|frequent|usual|classic|the rule)"
    r"(?: (?:in|among) (?:(?:young|older|most|younger|adult) )?(?:infants|children|adults|men|women|boys"
    r"|girls|patients))?\.?",
    re.IGNORECASE,
)
#: Behind a list of findings: in how many of those with the disease they are.
_IN_SHARE = re.compile(
    r"(?:\s?\([^()]*\))? (?:is|are|was|were|occurs?|develops?)(?: (?:also|often|seen|found"
    r"|present|reported|observed|noted|common))*"
    r" in (?:about |up to |around |some |approximately |roughly |nearly |almost |at least )*"
    r"(?:\d[\d.]*(?:[-–]\d+)? ?%|half|(?:one|a|two) (?:third|quarter|fifth)s?|most|many"
    r"|the majority|nearly all)"
    r"(?: of)?(?: (?:all|the|these|them|cases|patients|people|children|adults|women"
    r"|men))*(?= ?[.;,)]|$| and\b|\s?\[)",
    re.IGNORECASE,
)
#: The same by a number of patients, where none of them were treated that the sentence could tell of.
_IN_NUMBER = re.compile(
    r"(?:\s?\([^()]*\))? (?:was|were)(?: (?:also|seen|found|present|reported|observed|noted|documented))*"
    r" in (?:\d+|two|three|four|five|six|seven|eight|nine|ten)(?: (?:of|out of) (?:the )?\d+)?"
    r"(?: \(\d[\d.]*%\))? (?:patients|cases|children|adults|women|men)(?= ?[.;,)(]|$| and\b)",
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
_TUMOR = re.compile(r"(?:omas?|tumou?rs?|cancers?|metasta\w+|malignan\w+|leuka?emias?)$", re.IGNORECASE)
_HARM = re.compile(
    r"\b(?:side effects?|adverse|toxicit|treated with|receiving|grade|trial|arm|recipients|taking)\b",
    re.IGNORECASE,
)


def read_signs(scene: Scene) -> Iterator[Claim]:
    """Yield the findings that the sentence says those have who have the disease at hand, or the one named."""
    yield from _in_section(scene)
    yield from _listed(scene)
    yield from _typical(scene)
    yield from _typical_here(scene)
    yield from _may_be(scene)
    yield from _in_share(scene)


def _in_section(scene: Scene) -> Iterator[Claim]:
    around, text = scene.around, scene.sentence.text
    headings = around.headings[:1]
    told = any(_SECTION.search(h) and not _OTHER_SECTION.search(h) for h in headings)
    topics = {p.concept: p for p in around.topics}
    if not told or len(topics) != 1 or around.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    denied = any(cue.kind is CueKind.NEGATION for cue in scene.sentence.cues)
    you = _YOU_HAVE.search(text)
    if denied or you is None or _CONDITIONAL.search(text) or scene.of_type(EntityType.DISEASE):
        return
    for topic in topics.values():
        for finding in scene.of_type(EntityType.PHENOTYPE):
            if finding.span.start - scene.sentence.span.start >= you.end():
                yield _has(scene, topic, finding, "section/sign", 0.7)


def _listed(scene: Scene) -> Iterator[Claim]:
    """Yield all findings that a sentence lists as symptoms, also behind a clause about one of them."""
    told = _SYMPTOMS_ARE.search(scene.sentence.text)
    if told is None or _OTHER_SECTION.search(scene.sentence.text) or _HARM.search(scene.sentence.text):
        return
    offset = scene.sentence.span.start
    cut = _CONDITIONAL.search(scene.sentence.text, told.end())
    edge = cut.start() if cut else len(scene.sentence.text)
    named = [
        p for p in scene.of_type(EntityType.DISEASE) if told.start() <= p.span.start - offset < told.end()
    ]
    for owner in named[:1] or scene.around.topics[:1]:
        for finding in scene.of_type(EntityType.PHENOTYPE):
            if told.end() <= finding.span.start - offset < edge:
                yield _has(scene, owner, finding, "surface/symptoms-are", 0.8)


def _typical(scene: Scene) -> Iterator[Claim]:
    for disease in scene.of_type(EntityType.DISEASE):
        before = [p for p in scene.of_type(*CONDITIONS) if p.span.end <= disease.span.start]
        if not before:
            continue
        between = scene.between(before[-1], disease)
        if _TYPICAL_OF.fullmatch(between) is None and (
            _OCCURS_IN.fullmatch(between) is None or _HARM.search(scene.sentence.text)
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
        if len(topics) == 1 and _TYPICAL.fullmatch(scene.behind(last)):
            for finding in _findings(scene, last):
                for topic in topics.values():
                    if finding.concept != topic.concept:
                        yield _has(scene, topic, finding, "surface/typical", 0.75)


def _may_be(scene: Scene) -> Iterator[Claim]:
    """Yield "X and Y may result", of the disease whose signs the section tells of."""
    near = scene.around.headings[:2]
    told = any(_SECTION.search(h) for h in near) and not any(_OTHER_SECTION.search(h) for h in near)
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
    if _HARM.search(" ".join((scene.sentence.text, *scene.around.headings[:1]))):
        return
    for last in scene.of_type(*CONDITIONS):
        counted = not scene.around.given and _IN_NUMBER.match(scene.behind(last)) is not None
        if _IN_SHARE.match(scene.behind(last)) is None and not counted:
            continue
        found = _findings(scene, last)
        first = min((p.span.start for p in found), default=last.span.start)
        offset = scene.sentence.span.start
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
    return [p for p in members if not _TUMOR.search(p.text) and p.mention <= last.mention]


def _has(scene: Scene, disease: Participant, finding: Participant, rule: str, sure: float) -> Claim:
    place = scene.sentence.token_of.get(finding.mention)
    return claim(disease, "biolink:has_phenotype", finding, rule, sure * disease.confidence, trigger=place)
