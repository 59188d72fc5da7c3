"""Frames: claims read from the syntax around a trigger word, as ``schema.toml`` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.predicates import Types
from kg.relations.claim import Claim
from kg.relations.fillers import fill
from kg.relations.grammar import children, passive_subject, word_class
from kg.relations.plausibility import CARE
from kg.relations.scene import GENES, TREATMENTS, Participant, Scene
from kg.relations.schema import Frame, Schema
from kg.relations.slots import find

#: Frames that a treatment named in full triggers by its last word.
_OF_TREATMENTS = frozenset({"treatment-of", "treatment-made-of"})
_CARE = ("treat", "therap", "management", "standard", "option", "care", "surgery", "surgical")
# What stands behind these words is what happened to people, not what they were treated for.
_AFTERMATH = re.compile(
    r"\b(?:after|following|during|(?:consequence|result|complication)s? of|develop\w*|induced|caused by"
    r"|related to|associated with|due to|who"
    r"|secondary to)\b",
    re.IGNORECASE,
)
# Before a piece of advice: that it is against harm by another treatment.
_HARM_BEFORE = re.compile(r"\b(?:side effects?|adverse (?:events?|effects?|reactions?)|toxicit\w+)\b", re.I)
# Behind a disease: that people who get it are counted.
_COUNTED = re.compile(
    r"[- ](?:incidence|risk|rates?|mortality|prevention|screening|deaths?)\b", re.IGNORECASE
)
#: What a treatment is for whatever the disease is, and for how long.
_FOR_CARE = frozenset(
    (
        "consolidation", "day", "duration", "hour", "indication", "induction", "intent", "line",
        "maintenance", "metastasis", "minute", "month", "palliation", "period", "purpose", "relapse",
        "stage", "week", "year",
    )
)  # fmt: skip
#: What a noun may be said to be of without its being for something else than the disease at hand.
_NO_AIM = TREATMENTS | {EntityType.DISEASE, EntityType.POPULATION, EntityType.SPECIES}
_EXPERIMENTAL = frozenset(
    ("treatment", "therapy", "control", "approach", "agent", "activity", "response", "treat", "efficacy")
)
_BRINGS = frozenset(
    (
        "affect",
        "alter",
        "cause",
        "change",
        "decrease",
        "increase",
        "induce",
        "influence",
        "lead",
        "produce",
        "result",
    )
)
_BENCH = re.compile(
    r"\b(?:cells?|cell lines?|in vitro|cultures?|rats?|mice|mouse|dogs?|rabbits?|guinea pigs?|phosphorylation"
    r"|mRNA"
    r"|apopto\w+|receptors?)\b",
    re.IGNORECASE,
)
_REASONS = frozenset({"as", "because", "since", "although", "though", "whereas", "while"})
_ADVICE = frozenset({"recommend", "indicate", "prefer", "advise", "warrant", "reserve", "consider"})
_CELLULAR = frozenset(
    (
        "differentiation", "proliferation", "lineage", "surface", "cell", "stem", "stemness", "epithelial",
        "mesenchymal", "inflammatory", "apoptotic", "apoptosis", "endothelial", "microsatellite", "genetic",
    )
)  # fmt: skip
_DIAGNOSIS = (
    "diagnos", "workup", "work-up", "biopsy", "imaging", "detect", "staging", "evaluation", "test",
    "investigations",
)  # fmt: skip


#: Verbs of what care against complaints is to do, and what complaints are.
_AGAINST = frozenset(
    (
        "alleviate", "avoid", "control", "curb", "ease", "limit", "lower", "manage", "mitigate", "prevent",
        "reduce", "relieve", "treat",
    )
)  # fmt: skip
_FINDINGS = frozenset({EntityType.PHENOTYPE})
#: Places of which not the first that is filled counts but all: "by X in 2011 and by Y in 2012".
_MANY = frozenset({"clause", "agent"})
_ALTERED = GENES | {EntityType.VARIANT}


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
    whole = which in scene.generic or lemma == "metastasis" or mention.type is EntityType.MEASURE
    return frames if whole else tuple(f for f in frames if f.name in _OF_TREATMENTS)


def _read(scene: Scene, trigger: int, frame: Frame) -> Iterator[Claim]:
    subjects, near = _look(scene, trigger, frame.subject, frame.subject_types, frame)
    if not subjects:
        return
    objects, place = _look(scene, trigger, frame.object, frame.object_types, frame)
    if frame.predicate in CARE and _has_other_purpose(scene, trigger):
        objects = [p for p in objects if p.mention >= 0]
    for subject in subjects:
        for object_ in objects:
            if not scene.may_relate(subject, object_):
                continue
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
                polarity=frame.polarity,
            )


def _has_other_purpose(scene: Scene, trigger: int) -> bool:
    """Tell whether a treatment is said to be given against some complaint, and so not for the disease that
    the section is about: "X is given to all patients to prevent Y".
    """
    tokens = scene.sentence.tokens
    return any(
        tokens[verb].tag == "VB"
        and tokens[verb].lemma in _AGAINST
        and any(fill(scene, o, _FINDINGS) for o in children(scene.sentence, verb, "dobj"))
        for verb in children(scene.sentence, trigger, "xcomp", "advcl", "ccomp")
    )


def _look(
    scene: Scene, trigger: int, places: tuple[str, ...], types: Types, frame: Frame
) -> tuple[list[Participant], str]:
    """Return the participants in the first of `places` that holds any, and that place."""
    for place in places:
        if place == "recent":
            found = _recent_treatment(scene, trigger, types)
        elif place.startswith("topic"):
            # "dysregulation of X": what it is of is the other side
            other = places is frame.object and "of" in frame.subject
            told = not other and _says_of_what(scene, trigger)
            found = [] if told else _topic(scene, trigger, place, types)
        else:
            found = []
            for token in find(scene.sentence, trigger, place):
                filled = fill(scene, token, types, people=frame.people)
                found += [p for p in filled if p not in found]
                if found and place not in _MANY:
                    break
        if found:
            return found, place
    return [], ""


def _recent_treatment(scene: Scene, trigger: int, types: Types) -> list[Participant]:
    """Return the treatment last spoken of: before the trigger in the sentence, else before the sentence."""
    tokens, words = scene.sentence.tokens, scene.words
    for noun in (
        o for c in children(scene.sentence, trigger, "prep") for o in children(scene.sentence, c, "pobj")
    ):
        other = tokens[noun].mention < 0 and tokens[noun].pos in ("NOUN", "PROPN")
        if tokens[tokens[noun].head].text.lower() in ("of", "from", "to") and (
            other and tokens[noun].lemma not in words.treatments | words.persons | words.transparent
        ):
            return []  # "a complication of anesthesia"
    start = tokens[trigger].start
    before = [
        p
        for p in scene.participants
        if p is not None and p.type in types and p.type.is_treatment and p.span.end <= start
    ]
    if before:
        members = scene.groups.get(before[-1].mention, ())
        return [p for p in before if p.mention in members]
    around = scene.around.given or scene.around.treatments[:1]
    return [replace(p, confidence=0.8 * p.confidence) for p in around if p.type in types]


def _topic(scene: Scene, trigger: int, place: str, types: Types) -> list[Participant]:
    """Return the disease the section is about, where the sentence itself names none."""
    if EntityType.DISEASE not in types or _is_of_the_bench(scene, trigger):
        return []
    labels = {p.span for p in scene.around.topics} if scene.around.labelled else set()
    itself = scene.sentence.tokens[trigger].mention
    named = [p for p in scene.of_type(EntityType.DISEASE) if p.span not in labels and p.mention != itself]
    named = [p for p in named if not (_is_in_side_clause(scene, trigger, p) or _is_complaint(scene, p))]
    if place == "topic-if-measure" and not any(
        scene.sentence.mentions[scene.sentence.tokens[o].mention].type is EntityType.MEASURE
        for o in children(scene.sentence, trigger, "dobj")
        if scene.sentence.tokens[o].mention >= 0
    ):
        return []
    if named:
        # Another clause names it: "X is active in D, but Y remains the preferred agent".
        alone = place in ("topic", "topic-if-approved")
        alone = alone and {p.mention for p in named} <= set(scene.groups.get(named[0].mention, ()))
        start = scene.sentence.tokens[trigger].start - scene.sentence.span.start
        alone = alone and not _AFTERMATH.search(scene.sentence.text[:start])
        alone = alone and not any(_COUNTED.match(scene.behind(p)) for p in named)
        return [replace(p, confidence=0.75 * p.confidence) for p in named] if alone else []
    if (place == "topic-label" and not labels) or _names_people(scene, trigger):
        return []
    if scene.sentence.tokens[trigger].lemma == "marker" and _is_of_cells(scene, trigger):
        return []
    words = " ".join((scene.around.intro, scene.sentence.text, *scene.around.headings[:1])).lower()
    advice = scene.sentence.tokens[trigger].lemma in _ADVICE
    if place == "topic-if-care" and not advice and not any(w in words for w in _CARE):
        return []
    if place == "topic-if-care" and (_is_for_something(scene, trigger) or _is_after_harm(scene, trigger)):
        return []
    if place == "topic-if-diagnosis" and (
        scene.sentence.tokens[trigger].lemma in ("detect", "identify")
        or not any(w in words for w in _DIAGNOSIS)
        or _finds_else(scene, trigger)
    ):
        return []
    if place == "topic-if-patients":
        subjects = list(passive_subject(scene.sentence, trigger)) + list(
            children(scene.sentence, trigger, "nsubj", "dobj")
        )
        subjects += [o for name in ("in", "among") for o in find(scene.sentence, trigger, name)]
        if not any(scene.sentence.tokens[s].lemma in scene.words.persons for s in subjects):
            return []
    if place == "topic-if-approved" and not (
        scene.of_type(EntityType.AGENCY) or any(find(scene.sentence, trigger, n) for n in ("for", "in"))
    ):
        return []
    return [p for p in scene.around.topics if p.type in types]


def _says_of_what(scene: Scene, trigger: int) -> bool:
    """Tell whether a noun has a phrase that says what it is of, and that is no disease: "a marker of cell
    growth", "a complication of anesthesia".
    """
    tokens, words = scene.sentence.tokens, scene.words
    if word_class(tokens[trigger]) != "noun":
        return False
    vague = words.persons | words.cases | words.diseases | words.treatments | words.transparent | _FOR_CARE
    for prep in children(scene.sentence, trigger, "prep"):
        if tokens[prep].text.lower() not in ("of", "against"):
            continue
        for noun in children(scene.sentence, prep, "pobj"):
            named = scene.at_token.get(noun)
            plain = tokens[noun].mention < 0 and tokens[noun].lemma not in vague
            if (plain and tokens[noun].pos in ("NOUN", "PROPN")) or (
                named is not None and named.type not in _NO_AIM
            ):
                return True
    return False


def _is_of_the_bench(scene: Scene, trigger: int) -> bool:
    """Tell whether what was treated are cells or animals, in which a disease is not cared for."""
    token = scene.sentence.tokens[trigger]
    lemma = token.lemma.rpartition(" ")[2].removesuffix("s")
    if token.dep == "nsubj" and scene.sentence.tokens[token.head].lemma in _BRINGS:
        return True  # "the treatment led to changes in the eye"
    if lemma == "agent" and not any(t.lemma in scene.words.persons for t in scene.sentence.tokens):
        return True  # "the most potent agent" of what was tried in a dish
    return lemma in _EXPERIMENTAL and _BENCH.search(scene.sentence.text) is not None


def _is_for_something(scene: Scene, trigger: int) -> bool:
    """Tell whether it is said what a treatment is for, in words that name no disease known to us: "is used
    for recurrent effusions".
    """
    tokens, words = scene.sentence.tokens, scene.words
    said = (tokens[o] for name in ("for", "against") for o in find(scene.sentence, trigger, name))
    vague = words.persons | words.cases | words.diseases | words.treatments | words.transparent | _FOR_CARE
    return any(
        token.pos == "NOUN" and token.mention < 0 and token.lemma not in vague and token.tag != "CD"
        for token in said
    )


def _is_after_harm(scene: Scene, trigger: int) -> bool:
    """Tell whether what is advised follows from the harm that another treatment does: "its side effects
    include X, so Y is given".
    """
    start = scene.sentence.tokens[trigger].start - scene.sentence.span.start
    return _HARM_BEFORE.search(scene.sentence.text[:start]) is not None


def _is_in_side_clause(scene: Scene, trigger: int, disease: Participant) -> bool:
    """Tell whether a disease is named only where a reason or a contrast is given, apart from the trigger:
    "X is not indicated, since spread is rare except in D".
    """
    tokens = scene.sentence.tokens
    place = scene.sentence.token_of.get(disease.mention)
    above = list(scene.sentence.ancestors(place)) if place is not None else []
    around = {trigger, *scene.sentence.ancestors(trigger)}
    spared = place is not None and tokens[place].dep == "dobj" and tokens[place].head not in around
    if (
        spared
        and place is not None
        and tokens[tokens[place].head].lemma in _AGAINST | {"minimize", "minimise"}
    ):
        return True  # "X is active, minimizing D"
    return any(
        tokens[i].dep == "advcl"
        and i not in around
        and tokens[i].head in around
        and any(tokens[c].text.lower() in _REASONS for c in children(scene.sentence, i, "mark", "advmod"))
        for i in above
    )


def _is_complaint(scene: Scene, disease: Participant) -> bool:
    """Tell whether a disease is named in a list of complaints, as one of them."""
    listed = (scene.participants[i] for i in scene.groups.get(disease.mention, ()))
    return any(p is not None and p.type is EntityType.PHENOTYPE for p in listed)


def _is_of_cells(scene: Scene, trigger: int) -> bool:
    """Tell whether a marker marks what cells do or are and no disease: "differentiation markers"."""
    return any(
        scene.sentence.tokens[c].lemma in _CELLULAR
        for c in children(scene.sentence, trigger, "compound", "amod", "nmod")
    )


def _finds_else(scene: Scene, trigger: int) -> bool:
    """Tell whether a verb says what is found, and that is no case of a disease: "detects its expression"."""
    words = scene.words
    known = words.diseases | words.cases | words.transparent
    sentence = scene.sentence
    return any(
        sentence.tokens[noun].lemma not in known or scene.at_token.keys() & sentence.subtree(noun)
        for noun in children(sentence, trigger, "dobj")
    )


def _is_any_tumor(scene: Scene, noun: int) -> bool:
    """Tell whether what people have is an alteration, or a tumour that only an alteration tells apart."""
    return scene.sentence.tokens[noun].mention in scene.generic or bool(fill(scene, noun, _ALTERED))


def _names_people(scene: Scene, trigger: int) -> bool:
    """Tell whether the words behind a trigger say which people are meant: "in patients with gout", but not
    "in patients with a mutation of G".
    """
    tokens = scene.sentence.tokens
    return any(
        tokens[noun].lemma in scene.words.persons
        and any(
            tokens[c].text.lower() == "with"
            and not any(_is_any_tumor(scene, o) for o in children(scene.sentence, c, "pobj"))
            for c in children(scene.sentence, noun, "prep")
        )
        for noun in range(trigger + 1, len(tokens))
    )
