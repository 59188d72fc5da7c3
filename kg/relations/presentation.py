"""With what people come to the doctor: of patients in general, and of one whose case is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, Participant, Scene

_PRESENT = re.compile(
    r"\b(?:patients?|children|adults|people|individuals|persons|cases|women|men|infants|they|it"
    r"|(?:type|stage|grade) (?:[IVX]{1,3}|\d)[a-z]?)\b"
    r"(?: [\w-]+){0,8}? (?:presents?(?: at (?:a|the) (?:median|mean) age of [\w ]{2,12})? with|live with"
    r"|complain of) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
#: How the text of a case tells what brought the person to the doctor.
_CASE = re.compile(
    r"\b(?:(?:(?:year|month|week|day)-old|old) (?:[\w-]+ ){0,4}?(?:boy|girl|man|woman|male|female"
    r"|child|infant|patient)"
    r"|the patient|our patient|s?he|who)\b[^.;]{0,90}?"
    r"(?:\bpresent(?:ed|ing)? (?:(?:to|at|in) [^.;]{3,60}? )?(?:with|for|because of)"
    r"|\b(?:complain(?:ed|ing)|evaluation) of"
    r"|\b(?:admitted|referred|seen|came)\b[^.;]{0,60}? (?:with|for|because of|after)"
    r"|\bnoticed|(?<=woman) with|(?<=man) with|(?<=boy) with|(?<=girl) with)"
    r"(?: (?!no\b|with(?:out)?\b|known\b|past\b|family\b|prior\b|previous\b)[\w/-]+){0,8}? $",
    re.IGNORECASE,
)
#: A share of those with a disease, and that they have something beside it.
_ALSO_HAVE = re.compile(
    r"\b(?:\d[\d.]*(?:[-–]\d+)? ?(?:%|percent|per cent)|half|(?:one|a|two|three) (?:third|quarter"
    r"|fifth|half)s?"
    r"|most|many|some|(?:nearly |almost )?all|(?:the|a) (?:majority|minority|proportion|subset)"
    r"|\d+ in \d+)(?: (?:of )?(?:all |the |these )?(?:(?:affected|mutation|gene) )?"
    r"(?:patients|people|cases|children|adults|individuals|those|women|men|survivors"
    r"|(?P<kin>carriers|families))|(?<!most)(?<!many)(?<!some)(?<!all)"
    r"(?= (?:will|may|eventually|go)\b))"
    r"(?P<of> (?:with|who have) [^.;,]{3,60}?)?(?: also| often| eventually| always| commonly| may| can| will"
    r"| go on to)*"
    r" (?:have|develop|suffer from|experience|are affected by)"
    r"(?: (?!no\b|not\b|had\b|been\b|a history\b|prior\b|previous\b|received\b)[\w-]+){0,3} $",
    re.IGNORECASE,
)
#: A second tumor is told of otherwise.
_TUMOR = re.compile(
    r"(?:omas?|tumou?rs?|cancers?|metasta\w+|malignan\w+|disease|leuka?emias?)$", re.IGNORECASE
)
#: That people had something before they fell ill.
_BEFORE_ILLNESS = re.compile(
    r"\b(?:have|has|had) (?:had|a history of) [^.;]{3,80}\b(?:in the )?(?:days|weeks|months|years)"
    r"(?: to (?:days|weeks|months|years))? (?:before|earlier|beforehand|previously|preceding)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:medical|family|past|surgical|known|remote)\b[^,;]*\bhistory\b|\bhistory of (?!present)", re.I
)
#: That something came while people were treated: it may be of the treatment.
_IN_CARE = re.compile(
    r"\b(?:cycles?|courses?|days?|weeks?|doses?|start|beginning) (?:\d+ )?of (?:[\w-]+ ){0,3}"
    r"(?:treatment|therapy|chemotherapy|infusion|transplantation)\b",
    re.IGNORECASE,
)
_LASTED = re.compile(
    r"(?:day|week|month|year)s?(?:'s?|-long)? history of\b|history of present", re.IGNORECASE
)


def is_before(scene: Scene) -> bool:
    """Tell whether it is told what people had before they fell ill: "had a cold in the weeks before"."""
    return _BEFORE_ILLNESS.search(scene.sentence.text) is not None


def read_presentation(scene: Scene) -> Iterator[Claim]:
    """Yield findings of "Patients often present with X", whose verb a parser takes for an adjective."""
    findings = scene.of_type(EntityType.PHENOTYPE)
    if not findings:
        return
    if _PRESENT.search(scene.before(findings[0])) is None:
        yield from _case(scene, findings)
        return
    named = [p for p in scene.of_type(EntityType.DISEASE) if p.span.end <= findings[0].span.start]
    for disease in named[:1] or scene.around.topics:
        for finding in scene.members(findings[0], {EntityType.PHENOTYPE}):
            yield claim(
                disease, "biolink:has_phenotype", finding, "surface/presents-with", 0.8 * disease.confidence
            )


def read_complications(scene: Scene) -> Iterator[Claim]:
    """Yield illnesses that some of those with a disease have beside it: "A third of patients"
    " with X have Y"."""
    for found in scene.of_type(EntityType.DISEASE):
        told = _ALSO_HAVE.search(scene.before(found))
        if told is None or (_TUMOR.search(found.text) and not told["kin"]) or found.mention in scene.past:
            continue  # of those who carry a gene, tumors are what the disease shows itself by
        edge = scene.sentence.span.start + told.start()
        owners = [p for p in scene.of_type(EntityType.DISEASE) if edge <= p.span.start < found.span.start]
        for owner in owners[:1] or (scene.around.topics if not told["of"] else ()):
            for each in scene.members(found, CONDITIONS):
                if each.concept != owner.concept and each.mention >= found.mention:
                    sure = 0.8 * owner.confidence
                    yield claim(owner, "biolink:has_phenotype", each, "surface/also-have", sure)
        return


def _case(scene: Scene, findings: Sequence[Participant]) -> Iterator[Claim]:
    """Yield with what a person came who turned out to have the disease that the text is about: "A man of 40
    years presented with X".
    """
    topics = scene.around.topics
    if len({t.concept for t in topics}) != 1 or scene.around.culprits:
        return  # of a case of harm it is told first what the treatment was for
    for finding in findings:
        before = scene.before(finding)
        past = _PAST.search(before) is not None and _LASTED.search(before) is None
        past = past or _IN_CARE.search(before) is not None
        if past or _CASE.search(before) is None:
            continue
        for each in scene.members(finding, CONDITIONS):
            if each.concept != topics[0].concept:
                yield claim(
                    topics[0],
                    "biolink:has_phenotype",
                    each,
                    "surface/case",
                    0.7 * topics[0].confidence,
                    trigger=scene.sentence.token_of.get(each.mention),
                )
        return
