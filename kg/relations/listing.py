"""What pages on one disease list without a verb of having, and what they say it has nothing to do with:
"Complications: X, Y", "Rarer are X and Y", "There is no link between X and Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import BlockKind, CueKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.risks import EXPOSURES, risk_claims
from kg.relations.scene import CONDITIONS, TREATMENTS, Participant, Scene
from kg.relations.signs import HARM, SECTION, TUMOR

#: A label before findings, and one that needs a heading to say so.
LABEL = re.compile(
    r"(?:(?:other|main|common|typical|usual|early|late|possible) )?"
    r"(?:(?:signs|symptoms?)(?: and (?:signs|symptoms))?|complications?|(?:clinical )?(?:features|findings)"
    r"|manifestations|complaints)\s?: ",
    re.IGNORECASE,
)
_SHORT_LABEL = re.compile(
    r"(?:others?|(?:less |more |very )?(?:common|frequent|usual)|uncommon|rare(?:ly|r)?|sometimes|later?"
    r"|early|first|also)\s?: ",
    re.IGNORECASE,
)
#: Before findings, in a section on them: that an illness opens with them, or that they are seldom.
_COURSE = re.compile(
    r"\b(?:phase|stage|illness|disease|attack|condition|infection|onset|it)s? "
    r"(?:(?:may|can|often|usually|typically|commonly|then|mostly) )*"
    r"(?:(?:begins?|starts?|opens?|sets? in|comes? on)(?: [a-z]+ly)? with|brings?(?: on)?|is marked by"
    r"|consists? of) (?:[\w-]+ ){0,3}$"
    r"|^(?:(?:rarer|rare|less common|less frequent|uncommon|more common|commoner|also common|also seen"
    r"|more unusual)(?: (?:signs|findings|symptoms|features|complications))? are) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"\b(?:if|unless|treated|given|instead|unlike|mistaken|confused)\b", re.IGNORECASE)
#: From a disease to the gene at fault: "is caused by a fault in a gene called G".
_FAULT = re.compile(
    r"(?:\s?\([^()]*\))? (?:(?:is|are|can be|may be)(?: [a-z]+ly| most often| mostly)? )?"
    r"(?:caused by|due to|the result of) (?:an? |the )?(?:(?:inherited|genetic|single|small) )?"
    r"(?:faults?|errors?|mistakes?|misprints?|changes?|mutations?|defects?|variants?|spelling mistakes?)"
    r" (?:in|of) (?:(?:an?|one|the|both copies of (?:a|the)) (?:single )?(?:gene,? )?"
    r"(?:(?:that is |which is )?(?:called|named|known as) )?(?:the )?)?",
    re.IGNORECASE,
)
#: Before two things of which it is said that one has nothing to do with the other.
_NO_LINK = re.compile(
    r"\bno (?:(?:known|proven|clear|established|convincing|consistent|causal) )*"
    r"(?:link|association|connection|correlation|relation(?:ship)?)s?"
    r"(?: (?:has|have) been (?:found|shown|seen|established|proven)| (?:was|is|were) (?:found|known|seen))?"
    r" between $",
    re.IGNORECASE,
)
_AND = re.compile(r"(?: [\w-]+)? and (?:(?!no\b|not\b)[\w-]+ ){0,3}", re.IGNORECASE)
_UNRELATED = re.compile(
    r"(?:\s?\([^()]*\))? (?:(?:is|are) not|(?:has|have) not been|(?:does|do) not (?:seem|appear) to be) "
    r"(?:related|linked|tied|connected) to (?:(?:drinking|eating|using|smoking|having|taking|the|a|an) )*",
    re.IGNORECASE,
)


def read_listing(scene: Scene) -> Iterator[Claim]:
    """Yield findings behind a label or an opening, the gene at fault, and denials of a link."""
    yield from _faults(scene)
    yield from _denied_links(scene)
    topics = {p.concept: p for p in scene.around.topics}
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
    if len(topics) != 1 or scene.around.kind not in kinds:
        return
    for each in (*_labelled(scene), *_coming(scene)):
        for topic in topics.values():
            if each.concept != topic.concept and not TUMOR.search(each.text):
                yield claim(
                    topic,
                    "biolink:has_phenotype",
                    each,
                    "section/listing",
                    0.7 * topic.confidence,
                    trigger=scene.sentence.token_of.get(each.mention),
                )


def _in_clinical_part(scene: Scene) -> bool:
    words = scene.around.headings[:1]
    return any(SECTION.search(h) and not HARM.search(h) for h in words)


def _labelled(scene: Scene) -> list[Participant]:
    """Return what follows a label of findings in words that make no clause."""
    text = scene.sentence.text
    told = LABEL.match(text) or (_SHORT_LABEL.match(text) if _in_clinical_part(scene) else None)
    around = " ".join(scene.around.headings[:1])
    if told is None or scene.has_verb or scene.of_type(*TREATMENTS) or HARM.search(f"{around} {text}"):
        return []
    edge = scene.sentence.span.start + told.end()
    return [p for p in scene.of_type(*CONDITIONS) if p.span.start >= edge]


def _coming(scene: Scene) -> list[Participant]:
    """Return the findings with which the disease sets in, or that are told to be seldom."""
    if not _in_clinical_part(scene) or _CONDITIONAL.search(scene.sentence.text):
        return []
    if any(cue.kind is CueKind.NEGATION for cue in scene.sentence.cues):
        return []
    for first in scene.of_type(*CONDITIONS):
        if _COURSE.search(scene.before(first)):
            return [p for p in scene.members(first, CONDITIONS) if p.mention >= first.mention]
    return []


def _faults(scene: Scene) -> Iterator[Claim]:
    for disease, gene, between in scene.neighbours():
        if disease.type is EntityType.DISEASE and gene.type is EntityType.GENE and _FAULT.fullmatch(between):
            for each in scene.members(gene, {EntityType.GENE}):
                if each.mention >= gene.mention:
                    yield claim(
                        each,
                        "biolink:causes",
                        disease,
                        "surface/fault-in",
                        0.85,
                        trigger=scene.sentence.token_of.get(each.mention),
                    )


def _denied_links(scene: Scene) -> Iterator[Claim]:
    topics = {p.concept for p in scene.around.topics}
    for left, right, between in scene.neighbours():
        apart = _NO_LINK.search(scene.before(left)) and _AND.fullmatch(between)
        unrelated = left.type is EntityType.DISEASE and _UNRELATED.fullmatch(between)
        if not apart and not unrelated:
            continue
        turned = left.type is EntityType.DISEASE and (
            right.type is not EntityType.DISEASE
            or (left.concept in topics and not TUMOR.search(right.text))
            or (TUMOR.search(left.text) is not None and not TUMOR.search(right.text))
        )
        factor, disease = (right, left) if turned else (left, right)
        if factor.type not in EXPOSURES or disease.type is not EntityType.DISEASE:
            continue
        denied = next(
            (i for i, t in enumerate(scene.sentence.tokens) if t.text.lower() in ("no", "not")), None
        )
        for each in risk_claims(scene, [factor], [disease]):
            yield replace(each, polarity="negated", trigger=denied)
