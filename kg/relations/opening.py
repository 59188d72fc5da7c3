"""Findings and kinds that a page on one disease tells by where they stand: in the first words of a sentence
of its clinical part, or of its definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, CueKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, Participant, Scene
from kg.relations.signs import SECTION, TUMOR

#: How many characters before a list of findings are too many for the list to open a sentence.
_FEW = 30
#: Behind findings that open a sentence: that something is told of them as of what those have who are ill.
_TOLD = re.compile(
    r"(?:\s?\([^()]*\))?(?:, (?:which|whose|a|an|the)\b[^.;]{3,60},)?"
    r"(?: (?:of|in|at) (?:the )?[\w-]+(?: [\w-]+)?)?"
    r"(?: (?:may|can|might|often|sometimes|rarely|occasionally|also|usually|frequently|commonly|typically))*"
    r" (?:is|are|be|occurs?|develops?|appears?|affects?|involves?|leads?|causes?|begins?|starts?|presents?"
    r"|follows?|progress(?:es)?|precedes?|results?|ensues?|predominates?|lasts?|takes?|worsens?|shows?)\b"
    r"(?! (?:not|absent|caused|due|treated|managed|rarely treated|excluded|ruled|distinguished|mistaken"
    r"|differentiated|different|by|a risk factor|a cause|defined|classified|divided|diagnosed|thought|said"
    r"|unaffected|normal|spared|preserved|after (?:treatment|surgery))\b)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:(?:disease )?definition|summary|overview|description|what is|general discussion)\b", re.I
)
#: What opens a definition that is no whole sentence: "A rare, inherited".
_RARE = re.compile(r"(?:an?|the) (?:(?!of\b|in\b|with\b)[\w,-]+ ){0,8}$", re.IGNORECASE)
_MARKED_BY = re.compile(
    r"\b(?:characteri[sz]ed|marked|dominated|defined|manifest(?:ed|ing)) (?:clinically )?by\b|\bwith\b"
)


def read_opening(scene: Scene) -> Iterator[Claim]:
    """Yield the findings that open a sentence of the clinical part, and what a definition says of the only
    disease that the text is about.
    """
    topics = {p.concept: p for p in scene.around.topics}
    if len(topics) != 1 or scene.around.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    topic = next(iter(topics.values()))
    headings = scene.around.headings[:1]
    if any(SECTION.search(h) for h in headings):
        yield from _findings(scene, topic)
    elif any(_DEFINITION.search(h) for h in headings) or scene.around.first:
        yield from _definition(scene, topic)


def _findings(scene: Scene, topic: Participant) -> Iterator[Claim]:
    found = scene.of_type(*CONDITIONS)
    if not found or len(scene.before(found[0])) > _FEW or found[0].concept == topic.concept:
        return
    members = [p for p in scene.members(found[0], CONDITIONS) if p.mention >= found[0].mention]
    denied = any(
        c.kind is CueKind.NEGATION and c.span.start < members[-1].span.end + 20 for c in scene.sentence.cues
    )
    if denied or _TOLD.match(scene.behind(members[-1])) is None:
        return
    for each in members:
        if not TUMOR.search(each.text) and each.concept != topic.concept:
            yield claim(
                topic,
                "biolink:has_phenotype",
                each,
                "section/opening",
                0.65 * topic.confidence,
                trigger=scene.sentence.token_of.get(each.mention),
            )


def _definition(scene: Scene, topic: Participant) -> Iterator[Claim]:
    """Yield "A rare disorder of X, characterized by Y", of what the page is about."""
    text, named = scene.sentence.text, scene.of_type(EntityType.DISEASE)
    told = _MARKED_BY.search(text)
    if scene.has_verb or told is None:
        return
    edge = scene.sentence.span.start + told.start()
    for kind in named[:1]:
        if kind.span.end <= edge and _RARE.fullmatch(scene.before(kind)) and kind.concept != topic.concept:
            yield claim(topic, "biolink:subclass_of", kind, "section/definition", 0.8 * topic.confidence)
    opens = _RARE.match(text) is not None or text[:2].lower() in ("a ", "an")
    for finding in scene.of_type(*CONDITIONS):
        if (
            opens
            and finding.span.start > edge
            and not TUMOR.search(finding.text)
            and finding.concept != topic.concept
        ):
            yield claim(
                topic, "biolink:has_phenotype", finding, "section/definition", 0.75 * topic.confidence
            )
