"""Frames: claims read from the syntax around a trigger word, as ``schema.toml`` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.predicates import Types
from kg.relations.aims import has_other_purpose, says_of_what
from kg.relations.claim import Claim
from kg.relations.fillers import fill
from kg.relations.grammar import children, word_class
from kg.relations.plausibility import CARE
from kg.relations.scene import Participant, Scene
from kg.relations.schema import Frame, Schema
from kg.relations.slots import find
from kg.relations.unsaid import recent_treatment, topic_at_hand

#: Frames that a treatment named in full triggers by its last word.
_OF_TREATMENTS = frozenset({"treatment-of", "treatment-made-of"})
#: Places of which not the first that is filled counts but all: "by X in 2011 and by Y in 2012".
_MANY = frozenset({"clause", "agent"})
_SUBJECTS = frozenset({"subj", "psubj"})
_SINGULAR = ("is", "was", "has")


#: Headings of what care does to people, not the disease.
_OF_CARE = re.compile(
    r"\b(?:side effects?|late effects?|after (?:treatment|surgery)|adverse|toxicit\w+)\b", re.IGNORECASE
)


def read_frames(scene: Scene, schema: Schema) -> Iterator[Claim]:
    """Yield the claims of all frames whose trigger is in the sentence, in order of the triggers."""
    for index, token in enumerate(scene.sentence.tokens):
        if token.mention >= 0:
            frames = _mention_frames(scene, index, schema)
        else:
            frames = schema.frames.get((word_class(token), token.lemma), ())
        if _is_connective(scene, index):
            continue
        for frame in frames:
            yield from _read(scene, index, frame)


def _before_apposition(scene: Scene, trigger: int, found: list[Participant]) -> list[Participant]:
    """Return those of a list that an apposition is said of: of "A, an inhibitor of X, and B" A alone."""
    noun = scene.sentence.tokens[trigger]
    if noun.dep != "appos":
        return found
    before = [p for p in found if p.mention < 0 or p.span.end <= noun.start]
    return before or found


def _is_of_one(scene: Scene, trigger: int) -> bool:
    """Tell whether a relative clause says by its verb that it is of one thing: "A, which has X, and B"."""
    verb = scene.sentence.tokens[trigger]
    if verb.dep != "relcl":
        return False
    helpers = children(scene.sentence, trigger, "aux", "auxpass")
    return verb.tag == "VBZ" or any(scene.sentence.tokens[i].text.lower() in _SINGULAR for i in helpers)


def _is_connective(scene: Scene, index: int) -> bool:
    """Tell whether a noun is only part of a preposition: "in response to", "in addition to"."""
    tokens = scene.sentence.tokens
    return (
        0 < index < len(tokens) - 1
        and tokens[index - 1].text.lower() == "in"
        and tokens[index + 1].text.lower() == "to"
    )


def _mention_frames(scene: Scene, index: int, schema: Schema) -> tuple[Frame, ...]:
    """Return the frames of a mention that is a trigger itself by its last word: "radiation therapy",
    "diagnosis".
    """
    which = scene.sentence.tokens[index].mention
    mention = scene.sentence.mentions[which]
    last = mention.text.split()[-1].lower()
    lemma = last[:-1] if last.endswith("s") and not last.endswith(("ss", "is", "us")) else last
    lemma = lemma[:-2] + "y" if lemma.endswith("ie") else lemma
    lemma = last[:-2] + "is" if last.endswith(("stases", "gnoses")) else lemma
    frames = schema.frames.get(("noun", lemma), ())
    # "MRI is the preferred imaging for X"
    said = mention.type is EntityType.DIAGNOSTIC and scene.sentence.tokens[index].dep == "attr"
    whole = which in scene.generic or lemma == "metastasis" or mention.type is EntityType.MEASURE or said
    return frames if whole else tuple(f for f in frames if f.name in _OF_TREATMENTS)


def _read(scene: Scene, trigger: int, frame: Frame) -> Iterator[Claim]:
    subjects, near = _look(scene, trigger, frame.subject, frame.subject_types, frame)
    if not subjects:
        return
    objects, place = _look(scene, trigger, frame.object, frame.object_types, frame)
    if near.startswith("topic") and frame.predicate == "biolink:has_phenotype":
        if any(_OF_CARE.search(heading) for heading in scene.around.headings[:1]):
            return  # what is told there comes of what was done
        if {p.mention for p in subjects} <= {p.mention for p in objects}:
            # "X, the usual complaint, comes late": what the sentence names is the complaint itself
            subjects = list(scene.around.topics)
    if frame.predicate in CARE and has_other_purpose(scene, trigger):
        objects = [p for p in objects if p.mention >= 0]
    if frame.predicate in CARE:
        objects = list(_those_at_hand(scene, objects))
    at_hand = {p.concept for p in scene.around.topics}
    named = {p.concept for p in scene.participants if p is not None}
    for subject in subjects:
        for object_ in objects:
            if not scene.may_relate(subject, object_):
                continue
            if near == place == "gov" and _joined(scene, subject, object_):
                continue  # "X and Y have results": what both do is nothing between them
            if frame.predicate == "biolink:has_adverse_event" and object_.concept in at_hand - named:
                continue  # "X can set off attacks" of the disease at hand
            confidence = 0.9 * min(subject.confidence, object_.confidence)
            if place.startswith("topic") or near.startswith("topic"):
                confidence *= 0.85
            yield Claim(
                subject=subject,
                predicate=frame.predicate,
                object=object_,
                rule=f"frame/{frame.name}",
                confidence=confidence,
                trigger=trigger,
                polarity=frame.polarity or ("negated" if _is_prefixed(scene, trigger) else ""),
            )


def _those_at_hand(scene: Scene, diseases: list[Participant]) -> Iterator[Participant]:
    """Yield the diseases, for "metastatic disease" that which the text is about: care is for it when it has
    spread.
    """
    for disease in diseases:
        if disease.mention in scene.generic and scene.around.topics:
            yield from (
                replace(p, confidence=0.85 * p.confidence, via="coreference") for p in scene.around.topics
            )
        else:
            yield disease


def _joined(scene: Scene, one: Participant, other: Participant) -> bool:
    """Tell whether a participant is joined to another: "X and Y"."""
    first, second = (scene.sentence.token_of.get(p.mention) for p in (one, other))
    if first is None or second is None:
        return False
    tokens = scene.sentence.tokens
    return (tokens[second].dep, tokens[second].head) == ("conj", first)


def _is_prefixed(scene: Scene, trigger: int) -> bool:
    """Tell whether a prefix that is a token of its own denies the trigger: "non-responsive"."""
    before = [t.text.lower() for t in scene.sentence.tokens[max(0, trigger - 2) : trigger]]
    return len(before) == 2 and before[0] == "non" and before[1] in ("-", "‐", "‑", "–")


def _look(
    scene: Scene, trigger: int, places: tuple[str, ...], types: Types, frame: Frame
) -> tuple[list[Participant], str]:
    """Return the participants in the first of `places` that holds any, and that place."""
    for place in places:
        if place == "recent":
            found = recent_treatment(scene, trigger, types)
        elif place.startswith("topic"):
            # "dysregulation of X": what it is of is the other side
            other = places is frame.object and "of" in frame.subject
            told = not other and says_of_what(scene, trigger)
            found = [] if told else topic_at_hand(scene, trigger, place, types)
        else:
            found = []
            for token in find(scene.sentence, trigger, place):
                filled = fill(scene, token, types, people=frame.people)
                if place == "cop":
                    filled = _before_apposition(scene, trigger, filled)
                if place in _SUBJECTS and _is_of_one(scene, trigger):
                    which = scene.sentence.tokens[token].mention
                    filled = [p for p in filled if p.mention == which >= 0] or filled
                found += [p for p in filled if p not in found]
                if found and place not in _MANY:
                    break
        if found:
            return found, place
    return [], ""
