"""What a tumor stains for, as findings of a pathologist list it: "Immunohistochemistry: A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import Participant, Scene
from kg.relations.signs import TUMOR

_STAINED = frozenset({EntityType.GENE, EntityType.GENE_FAMILY})
#: The words that open the list: those of the method, and a colon, "for" or "with" behind them.
_METHOD = re.compile(
    r"\bcells (?:[a-z]+ ){0,2}(?:stain|label)s?\b(?! (?:negativ|not))[^.;:]{0,30}? (?:for|with) "
    r"|\b(?:immuno-?histochem\w+|immuno-?phenotyp\w+|immuno-?profile|immuno-?stain\w*|immunoreactiv\w+|IHC)\b"
    r"[^.;:]{0,60}?(?::|\b(?:for|with)\b)\s"
    r"|\b(?:positive|immunopositive|immunoreactive|reactive|stained|staining|positivity"
    r"|reactivity) (?:[a-z]+ )?for\s"
    r"|\b(?:tumou?r|neoplastic|lesional|spindle|malignant|epithelioid|round|mast|plasma|leuka?emic|lymphoma"
    r"|myeloma|sarcoma|carcinoma|atypical|large) cells (?:strongly |diffusely |also )?"
    r"(?:expressed|showed expression of)\s",
    re.IGNORECASE,
)
#: What says that it is tissue which was looked at.
_TISSUE = re.compile(
    r"cells?\b|cytes\b|blasts\b|biops|histolog|patholog|specimen|immuno|curett|tissue|tumou?r|lesion|mass\b|stain"
    r"|microscop|smear|resect",
    re.IGNORECASE,
)
#: What follows is lacking, or of another tumor.
_LACKING = re.compile(
    r"\b(?:negativ\w+|not|no|without|absen\w+|lack\w*|loss|lost|non-?reactive|exclud\w+|unlike|rather than"
    r"|differential)\b|[.;]\s",
    re.IGNORECASE,
)
#: Behind the last of several markers: that they were found.
_WERE_POSITIVE = re.compile(
    r"(?: (?:immuno)?(?:stain\w*|reactivity))? (?:was|were) (?:(?:strongly|diffusely|focally"
    r"|uniformly|both|all) )*"
    r"(?:immuno-?)?positive\b(?! for\b| in\b)",
    re.IGNORECASE,
)
#: Before markers: that a test for them found nothing.
_NEGATIVE_FOR = re.compile(
    r"\b(?:(?:immuno-?)?negative|non-?reactive|unreactive|negativity) for (?:both )?$"
    r"|\b(?:did|do|does) not (?:express|stain for|label for|react with) $",
    re.IGNORECASE,
)
#: Before a list of markers: that cells are looked at for them.
_LOOKS_FOR = re.compile(
    r"\b(?:look(?:s|ed)?|check(?:s|ed)?|test(?:s|ed)?|search(?:es|ed)?|stain(?:s|ed|ing)?) (?:[\w-]+"
    r" ){0,3}?for"
    r" (?:[\w-]+ ){0,3}?(?:proteins?|markers?|antigens?|molecules?),? (?:such as|like|called|including|named"
    r"|for example) (?:the )?$",
    re.IGNORECASE,
)
#: Behind a list of markers: that they are what a tumor is told by.
_ARE_PROFILE = re.compile(
    r"(?:\s?\([^()]*\))?,? (?:are|is|remains?|make up|form|constitutes?|represent) (?:the |an? )?"
    r"(?:(?!no\b|not\b)[\w-]+ ){0,3}(?:immuno-?phenotype|immuno-?profile|(?:marker|antigen) (?:profile"
    r"|pattern))\b"
    r"|(?:\s?\([^()]*\))? (?:are|is|remain) (?:the |an? )?(?:(?!no\b|not\b)[\w-]+ ){0,2}diagnostic"
    r" markers?\b",
    re.IGNORECASE,
)
#: Behind a list of markers: the same.
_WERE_NEGATIVE = re.compile(
    r"(?: (?:stains?|staining|reactivity))? (?:was|were|is|are) (?:(?:both|all|uniformly|consistently) )*"
    r"(?:immuno-?)?(?:negative|non-?reactive)\b(?! for\b)",
    re.IGNORECASE,
)
#: Behind a marker: in how many of the tumors it was found; behind a further one the share alone.
_COUNT = r"(?:all|most|\d+|two|three|four|five|six|seven|eight|nine|ten|half|nearly all|the majority)\b"
_EXPRESSED_IN = re.compile(
    rf"(?:\s?\([^()]*\))? (?:was|were|is|are) (?:[a-z]+ly )?(?:expressed|positive|co-?expressed) in {_COUNT}",
    re.IGNORECASE,
)
_ALSO_IN = re.compile(rf"(?: (?:focally|diffusely|weakly|strongly|variably))? in {_COUNT}", re.IGNORECASE)
_WILD = re.compile(r"\bwild[- ]type $", re.IGNORECASE)
_LACKED = re.compile(
    r"\s*(?:\(-\)|-(?=[,;.\s]|$)|(?:was |were |is |are |being )?(?:negative|absent|lost)\b)", re.IGNORECASE
)


#: From a marker to the cells on which it is.
_ON_CELLS = re.compile(
    r"(?:\s?\([^()]*\))? (?:sits|is (?:found|present|displayed|expressed|carried)|appears) on (?:the )?"
    r"(?:(?:outside|surface) of )?(?:(?:most|nearly all|the|many|all) )?",
    re.IGNORECASE,
)


def read_stains(scene: Scene) -> Iterator[Claim]:
    """Yield the markers that a sentence lists behind the name of the method, for the disease at hand.

    A sentence that names a disease itself is left to the syntax.
    """
    text, offset = scene.sentence.text, scene.sentence.span.start
    yield from _profile(scene)
    for left, right, between in scene.neighbours():
        cells = (
            left.type in _STAINED and right.type is EntityType.DISEASE and " cells" in scene.behind(right)[:7]
        )
        if cells and _ON_CELLS.fullmatch(between):
            yield _stained(scene, left, right)
    named = [
        p for p in scene.of_type(EntityType.DISEASE) if not scene.around.case or not TUMOR.search(p.text)
    ]
    if named or len(scene.around.topics) != 1:
        return
    yield from _expressed(scene)
    yield from _positive(scene)
    yield from _negative(scene)
    method = _METHOD.search(text)
    if method is None or _TISSUE.search(text) is None:
        return
    lacking = _LACKING.search(text, method.end())
    edge = offset + (lacking.start() if lacking is not None else len(text))
    topic = scene.around.topics[0]
    for marker in scene.of_type(*_STAINED):
        if not method.end() + offset <= marker.span.start < edge or _LACKED.match(scene.behind(marker)):
            continue
        if _WILD.search(scene.before(marker)):
            continue
        yield _stained(scene, marker, topic)


def _positive(scene: Scene) -> Iterator[Claim]:
    """Yield the markers of "X and Y were positive.", of the disease at hand."""
    for last in scene.of_type(*_STAINED):
        if _WERE_POSITIVE.match(scene.behind(last)):
            for marker in scene.members(last, _STAINED):
                yield _stained(scene, marker, scene.around.topics[0])


def _negative(scene: Scene) -> Iterator[Claim]:
    """Yield a denial for each marker of "negative for X and Y", of the disease at hand."""
    for last in scene.of_type(*_STAINED):
        if _WERE_NEGATIVE.match(scene.behind(last)) and _TISSUE.search(scene.sentence.text):
            for marker in scene.members(last, _STAINED):
                yield _lacking(scene, marker)
    for first in scene.of_type(*_STAINED):
        if _NEGATIVE_FOR.search(scene.before(first)) and _TISSUE.search(scene.sentence.text):
            for marker in scene.members(first, _STAINED):
                if marker.mention >= first.mention:
                    yield _lacking(scene, marker)


def _lacking(scene: Scene, marker: Participant) -> Claim:
    found = _stained(scene, marker, scene.around.topics[0])
    return replace(found, polarity="denied", rule="stains/lacking")


def _expressed(scene: Scene) -> Iterator[Claim]:
    """Yield "X was expressed in 11 of 14, Y in all", of the disease at hand."""
    told = _METHOD.search(scene.sentence.text) is not None
    for marker in scene.of_type(*_STAINED):
        behind = scene.behind(marker)
        now = _EXPRESSED_IN.match(behind) is not None
        for each in scene.members(marker, _STAINED) if now else [marker]:
            if now or (told and _ALSO_IN.match(behind)):
                yield _stained(scene, each, scene.around.topics[0])
        told = told or now


def _profile(scene: Scene) -> Iterator[Claim]:
    """Yield the markers of "X and Y are the immunophenotype of D" and of "looks for markers such as X"."""
    named = scene.of_type(EntityType.DISEASE)
    for marker in scene.of_type(*_STAINED):
        members = scene.members(marker, _STAINED)
        last = members[-1]
        if members[0] != marker:
            continue
        told = _ARE_PROFILE.match(scene.behind(last))
        if told is None and _LOOKS_FOR.search(scene.before(marker)) is None:
            continue
        behind = [p for p in named if told and p.span.start > last.span.end]
        topics = {p.concept: p for p in scene.around.topics}
        owners = behind[:1] or (list(topics.values()) if len(topics) == 1 else [])
        for each in members if owners else ():
            yield _stained(scene, each, owners[0])


def _stained(scene: Scene, marker: Participant, topic: Participant) -> Claim:
    return Claim(
        subject=marker,
        predicate="biolink:biomarker_for",
        object=topic,
        rule="surface/stains",
        confidence=0.8 * topic.confidence,
        trigger=scene.sentence.token_of.get(marker.mention),
    )
