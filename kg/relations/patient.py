"""The case of one person: which sentences tell it, what was found on examination and by imaging, and what
was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import BlockKind, Document, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, DISEASE, TREATMENTS, Participant, Scene
from kg.relations.signs import TUMOR

#: How a text begins to tell of one person.
_PERSON = re.compile(
    r"\b(?:\d{1,3}|[a-z]+)[- ](?:years?|months?|weeks?|days?|yr)[- ]old\b[^.;]{0,60}?"
    r"\b(?:man|woman|boy|girl|male|female|patient|child|infant|neonate|teenager|gentleman|lady"
    r"|student|worker|farmer|teacher)\b"
    r"|\b(?:man|woman|boy|girl|child) (?:aged|of) \d{1,3}\b",
    re.IGNORECASE,
)
_CASE_HEAD = re.compile(
    r"(?:\d+\.? )?(?:case(?: (?:reports?|presentation|description|summary|history|\d+))?|patient(?: \d+)?"
    r"|(?:patient|clinical) (?:history|presentation|information|findings|course)|presentation of (?:the"
    r" )?case"
    r"|(?:treatment|therapy|management|intervention|diagnos\w+|outcome)s?(?: and (?:follow-?up|outcome"
    r"|course))?"
    r"|(?:outcome and )?follow-?up|investigations?|differential diagnosis|examination|imaging|patholog\w+"
    r"|diagnostic assessment|therapeutic intervention)\b",
    re.IGNORECASE,
)
_NO_CASE_HEAD = re.compile(
    r"(?:\d+\.? )?(?:discussion|conclusions?|introduction|background|comments?|references|literature"
    r"|review|learning points?|objectives?|methods?)\b",
    re.IGNORECASE,
)
#: In a sentence behind the case: that it is spoken of what is known in general.
_LEAVES = re.compile(
    r"\b(?:this|our|the present) (?:case|report|observation)s? (?:highlights?|shows?|illustrates?"
    r"|underlines?|underscores?|suggests?|demonstrates?|adds?|is the)\b|\bto (?:our|the best of our)"
    r" knowledge\b"
    r"|\b(?:reported|published|described) (?:cases|in the literature)\b|\bthe literature\b",
    re.IGNORECASE,
)
#: Before a disease: that the person was found to have it.
_DIAGNOSIS = re.compile(
    r"\b(?:(?:final |definite |definitive |histological |pathological )?diagnosis (?:of|was)"
    r"|diagnosed (?:with|as(?: having)?|to have)) (?:an? )?(?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
#: Who had it, or what showed it.
_HE = (
    r"(?:s?he|who|(?:the|our|this|index) (?:patient|boy|girl|man|woman|child|infant|neonate|baby)"
    r"|(?:man|woman|boy|girl|male|female|patient|child|infant|student|teenager|gentleman|lady))"
)
_LOOKED_AT = (
    r"(?:examinations?|inspection|palpation|auscultation|imaging|CT|MRI|MRCP|PET\S*|radiographs?|X-rays?|films?"
    r"|ultraso\w+|sonograph\w*|echocardiogra\w+|\w*scop(?:y|ies)|laborator\w+|(?:blood|laboratory) tests?"
    r"|work-?up|scans?|scintigra\w+|tomogra\w+|mammogra\w+|angiogra\w+|investigations?|assessment|counts?|smear"
    r"|urinalysis|electrocardiogra\w+|ECG|tests?|findings|surgery|laparotomy|evaluation)"
)
_TOLD = re.compile(
    rf"\b(?:{_HE}\b[^.;:]{{0,60}}?\b(?:(?:first |had |also |then |initially |has |recently )*(?:had|has"
    r"|presented (?:to [^.;]{3,40} )?with|complained of|reported|noticed|noted|described|mentioned"
    r"|suffered from|experienced)"
    r"|was (?:referred|admitted|seen|evaluated|found|hospitalised|hospitalized) (?:[^.;]{0,50}? )?"
    r"(?:with|for|because of|to have|after)|with)"
    rf"|{_LOOKED_AT}\b[^.;:]{{0,60}}?\b(?:showed|shows|shown|revealed|reveals|disclosed|demonstrated|found"
    r"|identified|detected|confirmed|documented|noted|uncovered|depicted|was (?:notable|remarkable"
    r"|significant)"
    r" for|there (?:was|were))"
    r"|there (?:was|were)|(?:years?|months?|weeks?|days?)(?:-long)? history of)\s",
    re.IGNORECASE,
)
#: Between the teller and a finding: that it was not found, or not of the disease.
_NOT_FOUND = re.compile(
    r"\b(?:no|not|neither|nor|without|denied|absen\w+|negative|normal|unremarkable|unaffected|resol\w+"
    r"|disappear\w+|free of|improv\w+|excluded|ruled out|unlike|resembl\w+|mimick\w*|suspected"
    r"|misdiagnos\w+|differential|relief|family|father|mother|brother|sister)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:(?:medical|family|past|surgical|known|remote|personal|previous|prior)\b[^.;]*\bhistory"
    r"|past [a-z ]*history|years? (?:earlier|before|previously|prior)|previously(?! (?:healthy|well"
    r"|fit)\b)|comorbidit\w+"
    r"|(?<!day )(?<!days )(?<!week )(?<!weeks )(?<!month )(?<!months )(?<!year )(?<!years )(?<!-month )"
    r"(?<!long )history of(?! present))\b",
    re.IGNORECASE,
)
#: That it came after treatment had begun.
_ON_TREATMENT = re.compile(
    r"\b(?:after|during|following|on|since|under|while) (?:[\w-]+ ){0,5}?(?:treatment|therapy"
    r"|chemotherapy|cycles?"
    r"|surgery|resection|radiotherapy|transplant\w*|dose|infusion)\b|\bpost-?operative|\btoxicit|\badverse"
    r"|\bside effects?|\bcomplicat\w+|\bgrade \d|\bfollow-?up\b|\brelaps\w+|\brecur\w+",
    re.IGNORECASE,
)
#: Between imaging and an organ: what was seen there.
_LESION = (
    r"(?:mass(?:es)?|(?:pseudo)?tumou?rs?|lesions?|nodules?|deposits?|infiltrat\w+|involvement|metastas[ie]s|growth"
    r"|foci|focus|implants?|thickening|enlargement)"
)
_LESION_IN = re.compile(
    rf"\b{_LESION}\b(?! (?:on|for)\b)[^.;,]{{0,40}}?\b(?:of|in|within|at|involving|from|arising from"
    rf"|affecting|to|on"
    r"|replacing|encasing|throughout)(?: (?:the|both|his|her|right|left|upper|lower|anterior|posterior|distal"
    r"|proximal|lateral|medial))* $",
    re.IGNORECASE,
)
_LESION_BEHIND = re.compile(rf" {_LESION}\b", re.IGNORECASE)
#: Around a treatment: that the person was given it.
_GIVEN = re.compile(
    r"\b(?:(?:was|were|been) (?:then |subsequently |initially |first |successfully "
    r"|again )*(?:treated|started|placed|commenced|managed|switched|put)"
    r" (?:with|on|to)|switch(?:ed)? to|received|underwent|was given|were given|(?:was )?offered|began"
    r"|initiated"
    r"|commenced|treatment with|therapy with|(?:treatment|therapy|chemotherapy) (?:consisted of"
    r"|comprised|included))(?: (?!no\b|not\b|placebo\b)[\w/-]+,?){0,6} $",
    re.IGNORECASE,
)
_WAS_GIVEN = re.compile(
    r"(?:\s?\([^()]*\))?(?: [^.;,]{0,40})? (?:was|were)(?: (?:then|therefore|subsequently|initially|first))*"
    r" (?:started|begun|initiated|commenced|administered|given|added|instituted|introduced|performed"
    r"|carried out)\b",
    re.IGNORECASE,
)
#: Behind a treatment: that it was for something beside the tumor.
_FOR_ELSE = re.compile(
    r"[^.;]{0,40}? (?:for|to (?:control|treat|relieve|prevent|manage|correct)|because of|against)\b",
    re.IGNORECASE,
)
#: Medicines that people with any illness are given.
_SUPPORT = re.compile(
    r"antibiotic|analges|opioid|steroid|predniso|dexameth|paracetamol|acetaminophen|morphine|antiemetic|heparin"
    r"|insulin|transfus|antihypertens|anticonvuls|vitamin|desmopress|levothyrox|hydrocort|omeprazole"
    r"|biopsy|vaccin|contrast",
    re.IGNORECASE,
)


def find_case(document: Document, scenes: Sequence[Scene]) -> frozenset[int]:
    """Return which of the scenes of a document tell the case of one person, by their place in order.

    It begins where a person is told of by age and ends where a heading or a sentence goes on to what is
    known in general; below a heading of the case it goes on.
    """
    told, found, heading = False, set(), -1
    for place, scene in enumerate(scenes):
        block = document.blocks[scene.sentence.block]
        text = scene.sentence.text.lstrip("#* ")
        above = block.parent if block.parent is not None else -1
        if (
            block.kind in (BlockKind.HEADING, BlockKind.TITLE)
            or above != heading
            or _NO_CASE_HEAD.match(text)
        ):
            head = document.section(scene.sentence.block) if above != heading else text
            if (
                _NO_CASE_HEAD.match(head.lstrip("#* "))
                or _NO_CASE_HEAD.match(text)
                or (told and not _CASE_HEAD.match(head))
            ):
                told = False
            heading = above
        if _PERSON.search(text):
            told = block.kind is not BlockKind.TITLE
        elif _LEAVES.search(text):
            told = False
        if told:
            found.add(place)
    return frozenset(found)


def find_diagnosis(scenes: Sequence[Scene], case: frozenset[int]) -> tuple[Participant, ...]:
    """Return the disease that the person of a case is told to have turned out to have; empty if none."""
    for place in sorted(case):
        for disease in scenes[place].of_type(EntityType.DISEASE):
            if disease.mention not in scenes[place].generic and _DIAGNOSIS.search(
                scenes[place].before(disease)
            ):
                return (disease,)
    return ()


def read_case(scene: Scene) -> Iterator[Claim]:
    """Yield what a sentence of a case tells: signs and places of its disease, and what was given for it."""
    topics = {p.concept: p for p in scene.around.topics}
    if not scene.around.case or len(topics) != 1 or scene.around.culprits:
        return
    (topic,) = topics.values()
    yield from _found(scene, topic)
    yield from _seen_in(scene, topic)
    yield from _treated(scene, topic)


def _found(scene: Scene, topic: Participant) -> Iterator[Claim]:
    told = _TOLD.search(scene.sentence.text)
    if told is None:
        return
    start = scene.sentence.span.start + told.end()
    for finding in scene.of_type(*CONDITIONS):
        if finding.span.start < start or finding.concept == topic.concept or TUMOR.search(finding.text):
            continue
        between = scene.sentence.text[told.start() : finding.span.start - scene.sentence.span.start]
        before = scene.before(finding)
        given = any(t.span.end <= finding.span.start for t in scene.of_type(*TREATMENTS))
        if given or _NOT_FOUND.search(between) or _HISTORY.search(before) or _ON_TREATMENT.search(before):
            continue
        place = scene.sentence.token_of.get(finding.mention)
        yield claim(
            topic, "biolink:has_phenotype", finding, "case/found", 0.7 * topic.confidence, trigger=place
        )


def _seen_in(scene: Scene, topic: Participant) -> Iterator[Claim]:
    told = _TOLD.search(scene.sentence.text)
    others = [p for p in scene.of_type(*DISEASE) if p.concept != topic.concept and not TUMOR.search(p.text)]
    if told is None or _ON_TREATMENT.search(scene.sentence.text):
        return
    start = scene.sentence.span.start + told.end()
    for organ in scene.of_type(EntityType.ANATOMY):
        if organ.span.start < start or any(p.span.contains(organ.span) for p in others):
            continue
        between = scene.sentence.text[told.start() : organ.span.start - scene.sentence.span.start]
        behind = _LESION_BEHIND.match(scene.behind(organ))
        if _NOT_FOUND.search(between) or not (_LESION_IN.search(between) or behind):
            continue
        for each in scene.members(organ, {EntityType.ANATOMY}):
            if each.mention >= organ.mention:
                sure = 0.7 * topic.confidence
                place = scene.sentence.token_of.get(organ.mention)
                yield claim(topic, "biolink:disease_has_location", each, "case/seen-in", sure, trigger=place)


def _treated(scene: Scene, topic: Participant) -> Iterator[Claim]:
    for treatment in scene.of_type(*TREATMENTS):
        if treatment.mention in scene.past or _SUPPORT.search(treatment.text):
            continue
        before, behind = scene.before(treatment), scene.behind(treatment)
        last = scene.members(treatment, TREATMENTS)[-1]
        if not (_GIVEN.search(before) or _WAS_GIVEN.match(scene.behind(last))) or _HISTORY.search(before):
            continue
        what = _FOR_ELSE.match(behind)
        if what and any(p.concept != topic.concept for p in scene.of_type(*CONDITIONS)):
            continue
        for each in scene.members(treatment, TREATMENTS):
            if not _SUPPORT.search(each.text):
                place = scene.sentence.token_of.get(each.mention)
                yield claim(
                    each,
                    "biolink:studied_to_treat",
                    topic,
                    "case/given",
                    0.7 * topic.confidence,
                    trigger=place,
                )
