"""What a section is about: tests that a page for patients names where it tells how a disease is found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, CueKind, EntityType
from kg.relations.claim import Claim
from kg.relations.scene import Scene
from kg.relations.unsaid import ONLY_TO

_FOUND = re.compile(
    r"\b(?:diagnos(?:ed|is|ing|tic)|tests?|investigations?|work-?up|found|find out|detected)\b", re.IGNORECASE
)
_TREATS = re.compile(
    r"\b(?:treat\w*|therap\w+|manage\w*|differential|follow-?up|screening|prevent\w*)\b", re.IGNORECASE
)
#: What is done with a test, or what it is to tell.
_DONE = re.compile(
    r"\b(?:(?:may|will|can|might|should) (?:also |then |first )?(?:order|arrange|take|have|need"
    r"|do|use|perform"
    r"|be (?:done|used|needed|ordered|performed))"
    r"|(?:shows?|tells?|sees?|finds? out|checks?|looks? (?:at|for)|helps?) (?:\w+ )?(?:how|where"
    r"|whether|if|what|the|for)"
    r"|(?:is|are) (?:usually |often |then |also )?(?:done|used|needed|ordered|performed|made))\b",
    re.IGNORECASE,
)
#: A test of something else: after treatment, of the heart before a drug.
_ELSE = re.compile(
    r"\b(?:before|during|after) (?:surgery|treatment|chemotherapy|therapy)\b|\bfollow-?up\b", re.IGNORECASE
)


#: Between a test and the disease in whose work-up it belongs.
_PART_OF = re.compile(
    r"(?:\s?\([^()]*\))? (?:should be|is|are|forms?|belongs? (?:to|in)|has become) (?:an? )?"
    r"(?:(?:(?:integral|standard|essential|routine|key|fixed) )?(?:part|component|element) of )?(?:the )?"
    r"(?:(?:diagnostic|initial|routine|histological) )?(?:work-?up|evaluation|assessment|diagnosis)"
    r" (?:of|in|for) "
    r"(?:(?!no\b|not\b)[\w-]+ ){0,4}",
    re.IGNORECASE,
)


def read_tests_of(scene: Scene) -> Iterator[Claim]:
    """Yield the test that is said to be a part of the work-up of a disease."""
    for left, right, between in scene.neighbours():
        told = left.type is EntityType.DIAGNOSTIC and right.type is EntityType.DISEASE
        if told and _PART_OF.fullmatch(between):
            yield Claim(
                subject=left,
                predicate="biolink:diagnoses",
                object=right,
                rule="surface/work-up",
                confidence=0.85,
                trigger=scene.sentence.token_of.get(left.mention),
            )


def read_section_tests(scene: Scene) -> Iterator[Claim]:
    """Yield that the tests of a section on diagnosis find the disease at hand: "You may need a CT scan".

    Only of one disease, in a sentence that names no other, denies nothing and asks nothing.
    """
    headings = scene.around.headings[:1]
    topics = scene.around.topics
    if (
        scene.around.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        or not any(_FOUND.search(h) and not _TREATS.search(h) for h in headings)
        or len(topics) != 1
        or scene.of_type(EntityType.DISEASE)
    ):
        return
    text = scene.sentence.text
    denied = any(cue.kind is CueKind.NEGATION for cue in scene.sentence.cues)
    if (
        denied
        or ONLY_TO.search(text)
        or text.rstrip().endswith("?")
        or _DONE.search(text) is None
        or _ELSE.search(text)
    ):
        return
    for test in scene.of_type(EntityType.DIAGNOSTIC):
        yield Claim(
            subject=test,
            predicate="biolink:diagnoses",
            object=topics[0],
            rule="section/test",
            confidence=0.7 * topics[0].confidence,
            trigger=scene.sentence.token_of.get(test.mention),
        )
