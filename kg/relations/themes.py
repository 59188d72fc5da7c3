"""What a document, a section and the sentences before one are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import BlockKind, Document, EntityType
from kg.relations.care import RETURN
from kg.relations.scene import TREATMENTS, Participant, Scene

# A title with one of these names a disease as what happened, not as what the text is about treating.
_HARM_TITLE = re.compile(
    r"\b(?:\w+-)?induced\b|\b(?:associated with|related to|after|following|due to|secondary to)\b"
    r"|toxic|\b(?:adverse|complicat)",
    re.IGNORECASE,
)
# An opening with one of these and without one of those tells of harm alone.
_HARM_ALONE = re.compile(
    r"\b(?:adverse|toxic|side|untoward) (?:[\w-]+ )?(?:effects?|events?|reactions?)\b|\btoxicit(?:y|ies)\b",
    re.IGNORECASE,
)
_BENEFIT = re.compile(
    r"\b(?:efficac\w+|effective\w*|responses?|activity|benefits?|outcomes?|surviv\w+|trial|phase)\b", re.I
)
# A title with one of these names a disease that is to be averted, or that people have whom another threatens.
_PREVENTION_TITLE = re.compile(r"\b(?:prophyla\w+|prevent\w*|chemoprevent\w*)\b", re.IGNORECASE)
# A sentence that tells what befell people on treatment.
_BEFELL = re.compile(
    r"\b(?:occurred|developed|experienced|toxicit\w+|adverse|side effects?|grades? [1-5]|complications?)\b",
    re.IGNORECASE,
)
#: Where a report says what was found in the end.
_DIAGNOSED = re.compile(
    r"(?:(?:final|patholog\w+|histolog\w+|discharge|principal|primary|definitive|integrated"
    r"|surgical pathology) )+diagnosis",
    re.IGNORECASE,
)
# Words beside the names of a heading that says no more than what a page is about.
_FEW = 3
#: Words of the title of a guide that say what kind of text it is and for whom.
_OF_A_GUIDE = frozenset(
    (
        "guideline", "guidelines", "guide", "summary", "overview", "consensus", "statement", "management",
        "diagnosis", "treatment", "clinical", "practice", "of", "in", "for", "the", "adults", "children",
        "adult", "childhood", "patients", "people",
    )
)  # fmt: skip
#: How often a text names at least the drug that it is about.
_OFTEN = 3
#: Headings that a page has at least, and sentences at most among which it names what it is about.
_SECTIONS, _OPENING = 2, 6
#: Behind a disease: that it is said what it is.
_DEFINED = re.compile(
    r"(?:,? ?\([^()]*\))?(?:, (?:or|also called|also known as) [^,]{2,40},)? (?:is|are) (?:an?|the|one of)\b"
)
#: In a heading: where, or how widely, people have the disease that the text is about.
_PART = re.compile(
    r"(?:(?:single|multi)[- ]?(?:system|organ|focal)|isolated|metastatic|advanced|bone|skin|lung|liver"
    r"|brain|eye|nodal|CNS|skeletal"
    r"|pulmonary|hepatic|cutaneous|ocular|visceral|pituitary|[ -])+ (?:disease|disorder|lesion"
    r"|involvement)s?",
    re.IGNORECASE,
)
#: That a drug is named for what it is not, or no longer.
_CONTRASTED = re.compile(
    r"\b(?:unlike|contrast|contrary|resist\w+|refractory|fail\w*|before|after|previous\w*|prior|not|no|without"
    r"|withdr[ae]w\w*|stopp\w+|instead|rather)\b",
    re.IGNORECASE,
)
#: With these a sentence goes on about what the one before is about.
_GOES_ON = frozenset({"It", "They"})
_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.? )?((?:For|In|If|With)\b)?[^:.;]{3,140}:\s")


def _meets_return(participant: Participant) -> bool:
    return RETURN.search(participant.text) is not None


def find_theme(document: Document, scenes: Sequence[Scene]) -> tuple[Participant, ...]:
    """Return the disease that the whole document is about: of its title, else the one it names by far the
    most.
    """
    titles = [s for s in scenes if document.blocks[s.sentence.block].kind is BlockKind.TITLE]
    above = [s for s in scenes[:1] if titles and s.sentence.span < titles[0].sentence.span and not s.has_verb]
    above = [s for s in above if diseases_of(s) and len(s.sentence.tokens) <= _FEW]
    named = any(diseases_of(s) for s in titles)
    for scene in (*(() if named else above), *(titles or scenes[:1])):
        found, opening = diseases_of(scene), scene.sentence.text
        harmed = titles and _HARM_TITLE.search(opening)
        if found and (harmed or _PREVENTION_TITLE.search(opening)):
            return ()
        if found and (titles or above):
            return found if len({p.concept for p in found}) == 1 else ()
    told = [
        found
        for s in scenes
        if _DIAGNOSED.fullmatch(document.section(s.sentence.block).rstrip(": ")) and not s.has_verb
        if (found := diseases_of(s))
    ]
    if told and not any(diseases_of(s) for s in titles) and len({p.concept for p in told[0]}) == 1:
        return told[0][:1]
    opening = () if any(diseases_of(s) for s in titles) else _opening(document, scenes)
    if opening:
        return opening
    counts = Counter(p.concept for s in scenes for p in diseases_of(s))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ()
    return next((p,) for s in scenes for p in diseases_of(s) if p.concept == ranked[0][0])


def _opening(document: Document, scenes: Sequence[Scene]) -> tuple[Participant, ...]:
    """Return the disease with which a page of several sections opens below its title: that of a line without
    a verb, or the one that the first sentence with any says what it is.
    """
    if sum(block.kind is BlockKind.HEADING for block in document.blocks) < _SECTIONS:
        return ()
    for scene in scenes[:_OPENING]:
        found = diseases_of(scene)
        if not found:
            continue
        opens = found[0].span.start == scene.sentence.span.start
        defined = opens and _DEFINED.match(scene.behind(found[0])) is not None
        named = not scene.has_verb and len({p.concept for p in found}) == 1
        return found[:1] if defined or named else ()
    return ()


def label_diseases(scene: Scene) -> tuple[Participant, ...]:
    """Return the diseases of a label before a colon: "For X: …", "X of high risk: …"; empty where there
    is none.
    """
    match = _LABEL.match(scene.sentence.text)
    if match is None:
        return ()
    edge = scene.sentence.span.start + match.end()
    verbs = any(t.end <= edge and t.tag in ("VBD", "VBP", "VBZ", "MD") for t in scene.sentence.tokens)
    if verbs and match.group(1) is None:
        return ()
    found = (p for p in scene.of_type(EntityType.DISEASE) if p.span.end < edge)
    return tuple(p for p in found if p.mention not in scene.generic)


def find_medicine(scenes: Sequence[Scene]) -> tuple[Participant, ...]:
    """Return the drug that a whole text is about, as the leaflet of one is: that it names the most, be it two
    times in three or, where the first line names no other, one in three.
    """
    named = [p for s in scenes for p in s.of_type(EntityType.DRUG) if p.mention not in s.past | s.comparators]
    ranked = Counter(p.concept for p in named).most_common(1)
    if not ranked or ranked[0][1] < _OFTEN:
        return ()
    titled = {p.concept for p in scenes[0].of_type(EntityType.DRUG)} == {ranked[0][0]}
    if 3 * ranked[0][1] < (1 if titled else 2) * len(named):
        return ()
    return next((outside(p, 0.75, "theme"),) for p in named if p.concept == ranked[0][0])


def find_topics(
    levels: list[list[Scene]],
    here: list[Scene],
    theme: tuple[Participant, ...],
    before: Sequence[Scene] = (),
) -> tuple[Participant, ...]:
    """Return the disease of the nearest introduction or heading, else of the sentence before, else of the
    text. Of the several diseases of a heading it is the one that was named last among them, if one was.
    """
    for distance, scenes in enumerate(levels):
        if distance == 0 and len(scenes) > 1 and scenes[-1].sentence.text.rstrip().endswith(":"):
            # "A is common. Its signs are:" what introduces a list tells what it is of, if anything does
            last = diseases_of(scenes[-1])
            above = [p for each in levels[1:] for s in each for p in diseases_of(s)]
            scenes = scenes[-1:] if last or above else scenes
        found = [p for s in scenes for p in diseases_of(s) if not (theme and _PART.fullmatch(p.text))]
        concepts = {p.concept for p in found}
        named = len(concepts) == 2 and len(scenes) == 1 and _only_names(scenes[0])
        if found and (len(concepts) == 1 or (distance == 0 and len(concepts) <= 3) or named):
            meant = _last_of(concepts, before, scenes[0].sentence.block) if len(concepts) > 1 else concepts
            unique = {p.concept: p for p in reversed(found) if p.concept in meant}
            factor = max(0.7, 0.95 - 0.07 * distance)
            return tuple(outside(p, factor, "heading") for p in unique.values())
        if found:
            break
    aside = bool(here) and _BEFELL.search(here[-1].sentence.text) is not None
    subject = [
        p
        for p in find_subjects(here)
        if p.type is EntityType.DISEASE and not aside and not (theme and _meets_return(p))
    ]
    if subject:
        return tuple(replace(p, confidence=0.8) for p in subject)
    return tuple(outside(p, 0.8, "theme") for p in theme)


def _last_of(concepts: set[str], before: Sequence[Scene], heading: int) -> set[str]:
    """Return which of the diseases of a heading the nearest sentence under it speaks of, all if none does."""
    for scene in reversed(before):
        if scene.sentence.block == heading:
            break
        if named := {p.concept for p in diseases_of(scene)} & concepts:
            return named
    return concepts


def _only_names(scene: Scene) -> bool:
    """Tell whether a heading is two diseases and hardly a word more: "Chordoma and chondrosarcoma", but not
    "Chordoma and other bone tumors".
    """
    words = [
        word
        for t in scene.sentence.tokens
        if t.mention < 0 and t.text.isalpha() and (word := t.text.lower()) not in _OF_A_GUIDE
    ]
    return len(words) <= _FEW and "and" in words and "other" not in words


def find_subjects(here: list[Scene], headed: tuple[Participant, ...] = ()) -> tuple[Participant, ...]:
    """Return what the sentence before this one in the same block is about: its first participants; failing
    those, what the block is `headed` by.
    """
    for scene in reversed(here):
        present = [p for p in scene.participants if p is not None]
        opening = scene.sentence.tokens[0].text if scene.sentence.tokens else ""
        if opening in _GOES_ON and (headed or scene is not here[0]):
            continue  # it goes on about what the sentence before is about
        if present:
            members = scene.groups.get(present[0].mention, (present[0].mention,))
            return tuple(outside(p, 0.85, "coreference") for p in present if p.mention in members)
    return headed


def names_one_drug(scene: Scene) -> bool:
    """Tell whether a sentence names one drug and no other treatment, neither as past nor for a contrast."""
    named = {p.concept: p for p in scene.of_type(*TREATMENTS - {EntityType.DRUG_CLASS})}
    drug = next(iter(named.values()), None)
    return (
        len(named) == 1
        and drug is not None
        and drug.type is EntityType.DRUG
        and drug.mention not in scene.past | scene.comparators
        and _CONTRASTED.search(scene.sentence.text) is None
    )


def find_headed(
    document: Document, above: Sequence[int], levels: Sequence[list[Scene]]
) -> tuple[Participant, ...]:
    """Return the treatments that a heading right above a block names and nothing else: "Cladribine"."""
    if not above or document.blocks[above[0]].kind is not BlockKind.HEADING or len(levels[0]) != 1:
        return ()
    scene = levels[0][0]
    named = [p for p in scene.participants if p is not None]
    words = sum(t.text.isalpha() and t.mention < 0 and t.pos != "CCONJ" for t in scene.sentence.tokens)
    if not named or words or any(p.type not in TREATMENTS for p in named):
        return ()
    return tuple(outside(p, 0.9, "heading") for p in named)


def diseases_of(scene: Scene) -> tuple[Participant, ...]:
    """Return the diseases that a sentence names, without words for any tumor or illness.

    In a heading the name in brackets right behind one is another name of it: "Hodgkin disease (lymphoma)".
    """
    found = [p for p in scene.of_type(EntityType.DISEASE) if p.mention not in scene.generic]
    if scene.has_verb:
        return tuple(found)
    again = {
        other.mention
        for one, other in pairwise(found)
        if scene.between(one, other) == " (" and scene.behind(other).startswith(")")
    }
    return tuple(p for p in found if p.mention not in again)


def outside(participant: Participant, confidence: float, via: str) -> Participant:
    """Return the participant as seen from another sentence."""
    return replace(participant, mention=-1, confidence=confidence * participant.confidence, via=via)


def is_harm(scene: Scene) -> bool:
    """Tell whether a sentence tells that something else brought the first disease about that it names, or,
    where it names none, of harm alone.
    """
    text, diseases = scene.sentence.text, diseases_of(scene)
    harm = _HARM_TITLE.search(text)
    if not diseases:
        return _HARM_ALONE.search(text) is not None and _BENEFIT.search(text) is None
    if harm is None:
        return False
    offset = scene.sentence.span.start
    return diseases[0].span.end - offset <= harm.start() or diseases[0].span.start - offset == harm.end() + 1
