"""What series of patients and of tumors had, by the words alone: "40% carry X variants", "Y in 14"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import DISEASE, GENES, TREATMENTS, Participant, Scene

_ALTERED = GENES | {EntityType.VARIANT}
_STUDIED = "biolink:studied_to_treat"
_ASSOCIATED = "biolink:gene_associated_with_condition"
_COUNT = (
    r"(?:\d[\d.]* ?(?:%|per ?cent)|\d+ (?:of|out of) (?:the )?\d+|(?:one|two|three)[ -](?:third"
    r"|quarter|fifth|half)s?"
    r"|half|most|all|many|some|nearly all|the (?:vast )?majority|virtually all|(?:a|another) (?:[a-z]+ )?"
    r"(?:subset|fraction|proportion|minority|third|quarter))"
)
_CASES = r"(?:tumou?rs?|cases?|patients|people|samples|specimens|biopsies|lesions|individuals|those affected)"
#: Before an alteration: that a share of the cases has it.
_BEAR = re.compile(
    rf"\b{_COUNT}(?: of)?(?: (?:the|all|these|primary|tested|such))*(?: {_CASES})?"
    r" (?:bears?|carry|carries|harbou?rs?|contains?|ha(?:ve|s|d)|show(?:s|ed)?|express(?:es|ed)?|carried"
    r"|harbou?red|overexpress(?:es|ed)?) (?!(?:no|not|been)\b)(?:[\w-]+,? (?!(?:no|not|without"
    r"|lack\w*|wild)\b)){0,7}$",
    re.IGNORECASE,
)
#: Behind one: in how many cases it was found.
_FOUND_IN = re.compile(
    r"(?: (?:protein|mRNA|gene|mutations?|variants?|fusions?|rearrangements?|amplifications?|deletions?|loss"
    r"|(?:over)?expression|transcripts?))*(?:\s?\([^()]*\))? (?:(?:was|were|is|are)(?: also)?(?: [a-z]+ly)?"
    r" (?:over-?expressed|expressed|mutated|amplified|deleted|lost|rearranged|altered|positive|found"
    r"|detected|identified"
    rf"|present|seen|observed)|occur(?:s|red)?) in (?:\w+ )?{_COUNT}(?: of)?(?: (?:the|all|these|our"
    rf"|primary|tested|tumou?r|patient))*"
    rf"(?: {_CASES}(?! with\b)\b|(?= \(\d|[.,;]|\s*$))",
    re.IGNORECASE,
)
#: Behind a list of alterations: that they are the usual ones.
_USUAL = re.compile(
    r"(?:\s?\([^()]*\))?(?: (?:mutations?|alterations?|variants?|fusions?|amplifications?|deletions?))?"
    r" (?:(?:was|were|is|are)(?: among)?(?: the)?(?: genes?)?(?: [a-z]+)?"
    r" (?:most|more) (?:often|frequently|commonly|frequent|common)(?: (?:altered|mutated|affected|changed))?"
    r"|predominat(?:e|es|ed)|(?:are|were) also (?:seen|found|reported|described)|(?:was"
    r"|were) (?:recurrent(?:ly (?:altered|mutated))?|frequently (?:altered|mutated)))\b",
    re.IGNORECASE,
)
#: Behind one alteration of a list: its share; and what the list must say.
_SHARE = re.compile(
    r"(?: promoter| mutations?| loss| deletions?)?(?: \(\d[\d.]* ?%?| in \d[\d.]* ?%)", re.IGNORECASE
)
_CHANGE = re.compile(
    r" (?:(?:promoter|gene) )?(?:mutations?|loss|deletions?|amplifications?|fusions?|rearrangements?)"
    r"(?: \(\d| in \d)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:alter(?:ed|ations?)|mutat\w+|amplif\w+|delet\w+|rearrange\w+|variants?)\b", re.IGNORECASE
)
#: Before a disease in a list: how many people with it there were.
_NUMBER_WITH = re.compile(
    r"(?:\b\d+|\b(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten))(?: \(\d[\d.]* ?%\))?(?: patients?| children| adults)?"
    r" (?:with|had) $",
    re.IGNORECASE,
)
_WERE_TREATED = re.compile(
    r"\b(?:participants|patients|children|adults|people) (?:were |was |have been "
    r"|had been )?(?:treated|infused|dosed)\b",
    re.IGNORECASE,
)
#: Of a gene: that a tumor needs it.
_NEEDED = (
    r"(?:vulnerabilit(?:y|ies)|dependenc(?:y|ies)|(?:(?:therapeutic|druggable|actionable"
    r"|drug) )targets?|drivers?"
    r"|oncogenes?|tumou?r suppressors?)"
)
_SHOWN = re.compile(
    r"\b(?:identif\w+|nominat\w+|reveal\w*|uncover\w*|validat\w+|establish\w*|point\w* to"
    r"|pinpoint\w*|implicat\w+)"
    r"(?: the)?(?: [\w-]+){0,2} $",
    re.IGNORECASE,
)
_AS_NEEDED = re.compile(
    rf"(?:\s?\([^()]*\))?(?: (?:was|were|is|are) \w+)? as (?:an?|the|key|new"
    rf"|novel)(?: [\w-]+,?){{0,3}} {_NEEDED}\b",
    re.IGNORECASE,
)
_IS_NEEDED = re.compile(
    rf"(?:\s?\([^()]*\))? (?:is|are|represents?|constitutes?|emerged as|was|were)(?: thus| therefore| also)?"
    rf" (?:an?|the)(?: [\w-]+,?){{0,3}} {_NEEDED} (?:in|of|for)\b",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    r"(?: cells?| cell lines?| tumou?rs?)?(?: (?:is|are|was|were))?(?: [a-z]+ly)?"
    r" (?:depend(?:s|ed|ent)? (?:up)?on|addicted to|rel(?:y|ies|ied) (?:up)?on)(?: the)?(?: [\w-]+){0,2} ",
    re.IGNORECASE,
)
#: Behind a treatment in a list: how many were given it.
_IN_SOME = re.compile(
    r"(?: (?:alone|monotherapy))?(?: (?:in|for) (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?! (?:trials?|stud\w+|weeks?|months?|years?|days?|centres?|centers?|doses?|cycles?))"
    r"| \(n ?= ?\d+| \(\d+[);,])",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"\b(?:treat\w*|therap\w+|regimens?|received|given|underwent|management|managed|chemotherap\w+|agents?)\b",
    re.IGNORECASE,
)
_NO_RESPONSE = re.compile(
    r"\bno (?:(?:objective|complete|partial|tumou?r|clinical|confirmed|radiological|significant) )*"
    r"(?:responses?|remissions?|activity|antitumou?r (?:activity|effects?))"
    r"(?: (?:was|were) (?:seen|observed|recorded|noted|reported|achieved|documented)| occurred)?"
    r" (?:with|to|after|from|under|on) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)


def read_case_series(scene: Scene) -> Iterator[Claim]:
    """Yield what is told of counted cases of the disease at hand, and what its tumors are said to need."""
    topics = {p.concept: p for p in scene.around.topics}
    named = scene.of_type(EntityType.DISEASE)
    yield from _borne(scene, named)
    owners = {p.concept: p for p in named[::-1]} or topics
    if len(owners) == 1 and owners.keys() <= topics.keys():
        (topic,) = owners.values()
        yield from _given(scene, topic)
        yield from _unanswered(scene, topic)
    yield from _enrolled(scene, named)
    yield from _needed(scene, named or list(topics.values())[:1])


def _owner(scene: Scene, gene: Participant, named: list[Participant]) -> Participant | None:
    """Return the disease at hand, where no other is named in the clause of a gene."""
    offset = scene.sentence.span.start
    start = offset + scene.sentence.text.rfind(";", 0, gene.span.start - offset) + 1
    stop = scene.sentence.text.find(";", gene.span.end - offset)
    end = offset + stop if stop >= 0 else scene.sentence.span.end
    topics = {p.concept: p for p in scene.around.topics}
    here = {p.concept: p for p in named[::-1] if start <= p.span.start < end}
    beside = {p.concept: p for p in named if p.concept in topics}
    owners = here or (beside if len(beside) == 1 else {} if named and beside else topics)
    return next(iter(owners.values())) if len(owners) == 1 and owners.keys() <= topics.keys() else None


def _borne(scene: Scene, named: list[Participant]) -> Iterator[Claim]:
    genes = scene.of_type(*_ALTERED)
    shared = [p for p in genes if _SHARE.match(scene.behind(p))]
    listed = len(shared) > 1 and _CHANGED.search(scene.sentence.text) is not None
    told = False
    for gene in genes:
        last = scene.members(gene, _ALTERED)[-1]
        behind = scene.behind(last)
        found = _BEAR.search(scene.before(gene)) or _FOUND_IN.match(behind) or _USUAL.match(behind)
        # "X is found in 90% of cases and Y mutations in 30%"
        goes_on = told and gene in shared and _CHANGE.match(behind) is not None
        told = told or (found is not None and _CHANGED.search(scene.sentence.text) is not None)
        topic = _owner(scene, gene, named) if found or goes_on or (listed and gene in shared) else None
        if topic is not None:
            yield from _associated(scene, gene, topic, "surface/in-cases")


def _associated(scene: Scene, gene: Participant, disease: Participant, rule: str) -> Iterator[Claim]:
    for each in scene.members(gene, _ALTERED):
        place = scene.sentence.token_of.get(each.mention)
        sure = 0.8 * disease.confidence
        if scene.may_relate(each, disease):
            yield claim(each, _ASSOCIATED, disease, rule, sure, trigger=place)


def _given(scene: Scene, topic: Participant) -> Iterator[Claim]:
    """Yield treatments each of which some of the patients had: "X in 14 and Y in nine"."""
    if _CARE.search(scene.sentence.text) is None:
        return
    found = [
        p
        for p in scene.of_type(*TREATMENTS)
        if p.mention not in scene.past
        and any(_IN_SOME.match(scene.behind(q)) for q in (p, scene.members(p, TREATMENTS)[-1]))
    ]
    for each in found if len(found) > 1 else ():
        place = scene.sentence.token_of.get(each.mention)
        yield claim(each, _STUDIED, topic, "surface/given-to-some", 0.8 * topic.confidence, trigger=place)


def _enrolled(scene: Scene, diseases: list[Participant]) -> Iterator[Claim]:
    """Yield what the people had who were given the treatment at hand: "treated: 8 with X, 3 with Y"."""
    if scene.of_type(*TREATMENTS) or _WERE_TREATED.search(scene.sentence.text) is None:
        return
    for disease in diseases:
        if _NUMBER_WITH.search(scene.before(disease)):
            for treatment in scene.around.given:
                sure = 0.8 * treatment.confidence
                yield claim(treatment, _STUDIED, disease, "surface/treated-with-it", sure)


def _unanswered(scene: Scene, topic: Participant) -> Iterator[Claim]:
    for treatment in scene.of_type(*TREATMENTS):
        if _NO_RESPONSE.search(scene.before(treatment)):
            for each in scene.members(treatment, TREATMENTS):
                found = claim(each, _STUDIED, topic, "surface/no-response", 0.8 * topic.confidence)
                yield replace(found, polarity="denied")
            return


def _needed(scene: Scene, diseases: list[Participant]) -> Iterator[Claim]:
    """Yield genes that a screen or a study calls what a tumor depends on."""
    for gene in scene.of_type(*GENES):
        before, behind = scene.before(gene), scene.behind(gene)
        shown = _AS_NEEDED.match(behind) is not None and (
            "as" in behind[:4] or _SHOWN.search(before) is not None
        )
        if shown or _IS_NEEDED.match(behind):
            after = [p for p in diseases if p.mention < 0 or p.span.start > gene.span.end]
            for disease in (after or diseases)[:1]:
                yield from _associated(scene, gene, disease, "surface/dependency")
    for disease, gene, between in scene.neighbours():
        if disease.type in DISEASE and gene.type in GENES and _DEPENDS.fullmatch(between):
            yield from _associated(scene, gene, disease, "surface/depends-on")
