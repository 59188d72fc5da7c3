"""The other side of a relation where a sentence leaves it out: the disease at hand, the last treatment."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import EntityType
from kg.predicates import Types
from kg.relations.aims import AGAINST, is_for_something
from kg.relations.fillers import fill
from kg.relations.grammar import children, governing_verb, passive_subject
from kg.relations.scene import GENES, OTHER_CLAUSE, Participant, Scene
from kg.relations.slots import find

_CARE = (
    "treat", "therap", "management", "standard", "option", "care", "surgery", "surgical", "second line",
    "first line", "prophyla",
)  # fmt: skip
# What stands behind these words is what happened to people, not what they were treated for.
_AFTERMATH = re.compile(
    r"\b(?:after|following|during|(?:consequence|result|complication)s? of|develop\w*|induced|caused by"
    r"|related to|associated with|due to|who"
    r"|secondary to)\b",
    re.IGNORECASE,
)
# Before a disease: that a treatment carries a risk of it, or that another turns into it.
_RISKED = re.compile(
    r"\b(?:risks? (?:of|for)|(?:progress|transform|evolv|convert)\w* (?:in)?to) (?:[\w-]+ ){0,3}$", re.I
)
# Before a disease: that it only is why something else cannot be given.
_REASON = re.compile(
    r"\b(?:because of|owing to|on account of|for fear of|contraindicated (?:by|in)"
    r"|in (?:the )?(?:case|event) of)"
    r" (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
# Before a disease: that what is said is not so of it.
_SET_APART = re.compile(r"\bunlike (?:(?:in|with|most|other|the) )*(?:[\w-]+ ){0,3}$", re.I)
# That a test is done for something else than the disease at hand.
ONLY_TO = re.compile(
    r"\b(?:only|solely|just|mainly|merely) to (?:make sure|be sure|exclude|rule out)\b"
    r"|\bto (?:exclude|rule out) (?:other|another|alternative)\b",
    re.IGNORECASE,
)
# Before a piece of advice: that it is against harm by another treatment.
_HARM_BEFORE = re.compile(r"\b(?:side effects?|adverse (?:events?|effects?|reactions?)|toxicit\w+)\b", re.I)
# Behind a disease: that people who get it are counted.
_COUNTED = re.compile(
    r"[- ](?:incidence|risk|rates?|mortality|prevention|screening|deaths?)\b", re.IGNORECASE
)
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
#: What agents are called only where people are cared for.
_OF_LINES = frozenset({"salvage", "first-line", "second-line", "line", "standard", "preferred", "licensed"})
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
_ALTERED = GENES | {EntityType.VARIANT}


def recent_treatment(scene: Scene, trigger: int, types: Types) -> list[Participant]:
    """Return the treatment last spoken of: before the trigger in the sentence, else before the sentence."""
    tokens, words = scene.sentence.tokens, scene.words
    if tokens[trigger].lemma == "complication" and not scene.around.given and scene.around.topics:
        return []  # those of the disease that the text is about
    for noun in (
        o for c in children(scene.sentence, trigger, "prep") for o in children(scene.sentence, c, "pobj")
    ):
        other = tokens[noun].mention < 0 and tokens[noun].pos in ("NOUN", "PROPN")
        if tokens[tokens[noun].head].text.lower() in ("of", "from", "to") and (
            other
            and (
                tokens[noun].lemma not in words.treatments | words.persons | words.transparent
                or any(_is_named(scene, c) for c in children(scene.sentence, noun, "compound"))
            )
        ):
            return []  # "a complication of anesthesia", "of steroid therapy"
    if _is_of_unnamed(scene, trigger):
        return []
    start = tokens[trigger].start
    before = [
        p
        for p in scene.participants
        if p is not None and p.type in types and p.type.is_treatment and p.span.end <= start
    ]
    if before:
        members = scene.groups.get(before[-1].mention, ())
        return [p for p in before if p.mention in members]
    around = scene.around.given or scene.around.treatments[:1] or scene.around.medicine
    return [replace(p, confidence=0.8 * p.confidence) for p in around if p.type in types]


def _is_of_unnamed(scene: Scene, trigger: int) -> bool:
    """Tell whether a treatment that the lexicons do not know is said to do it: "treatment with hypnotics
    has side effects".
    """
    verb, sentence = governing_verb(scene.sentence, trigger), scene.sentence
    return verb is not None and any(
        sentence.tokens[noun].mention < 0 and sentence.tokens[noun].lemma not in scene.words.treatments
        for subject in children(sentence, verb, "nsubj")
        for prep in children(sentence, subject, "prep")
        if sentence.tokens[prep].text.lower() == "with"
        for noun in children(sentence, prep, "pobj")
    )


def _is_named(scene: Scene, index: int) -> bool:
    """Tell whether a noun before another says which is meant, and is no mention of ours."""
    token, words = scene.sentence.tokens[index], scene.words
    vague = words.treatments | words.persons | words.transparent | words.diseases
    return token.mention < 0 and token.pos in ("NOUN", "PROPN") and token.lemma not in vague


def topic_at_hand(scene: Scene, trigger: int, place: str, types: Types) -> list[Participant]:
    """Return the disease the section is about, where the sentence itself names none."""
    if EntityType.DISEASE not in types or _is_of_the_bench(scene, trigger):
        return []
    if scene.sentence.tokens[trigger].lemma == "marker" and _is_of_cells(scene, trigger):
        return []
    labels = {p.span for p in scene.around.topics} if scene.around.labelled else set()
    itself = scene.sentence.tokens[trigger].mention
    named = [p for p in scene.of_type(EntityType.DISEASE) if p.span not in labels and p.mention != itself]
    named = [p for p in named if not (_is_in_side_clause(scene, trigger, p) or _is_complaint(scene, p))]
    beside = (_RISKED, _SET_APART, _REASON)
    named = [p for p in named if not any(words.search(scene.before(p)) for words in beside)]
    start = scene.sentence.tokens[trigger].start
    owned = any(
        scene.sentence.tokens[c].text.lower() in ("its", "their")
        for c in children(scene.sentence, trigger, "poss", "nmod")
    )
    if owned and any(p.span.end <= start for p in scene.of_type(EntityType.DISEASE, EntityType.PHENOTYPE)):
        return []  # "Y follows surgery; its treatment is X": that of what the sentence tells of
    if place == "topic-if-measure" and not _acts_on_measure(scene, trigger):
        return []
    if named:
        # Another clause names it: "X is active in D, but Y remains the preferred agent".
        alone = place in ("topic", "topic-if-approved")
        alone = alone and {p.mention for p in named} <= set(scene.groups.get(named[0].mention, ()))
        start = scene.sentence.tokens[trigger].start - scene.sentence.span.start
        alone = alone and not _AFTERMATH.search(scene.sentence.text[:start])
        alone = alone and not any(_COUNTED.match(scene.behind(p)) for p in named)
        return [replace(p, confidence=0.75 * p.confidence, via=OTHER_CLAUSE) for p in named] if alone else []
    if (place == "topic-label" and not labels) or _names_people(scene, trigger):
        return []
    words = " ".join((scene.around.intro, scene.sentence.text, *scene.around.headings[:1])).lower()
    advice = scene.sentence.tokens[trigger].lemma in _ADVICE
    cared = words + " ".join(scene.around.headings[1:2]).lower()
    if place == "topic-if-care" and not advice and not any(w in cared for w in _CARE):
        return []
    if place == "topic-if-care" and (is_for_something(scene, trigger) or _is_after_harm(scene, trigger)):
        return []
    if place == "topic-if-diagnosis" and (
        scene.sentence.tokens[trigger].lemma in ("detect", "identify")
        or scene.sentence.tokens[trigger].dep == "pcomp"  # "was investigated by performing X"
        or not any(w in words for w in _DIAGNOSIS)
        or _finds_else(scene, trigger)
    ):
        return []
    if place == "topic-if-patients":
        subjects = list(passive_subject(scene.sentence, trigger)) + list(
            children(scene.sentence, trigger, "nsubj", "dobj")
        )
        subjects += [o for name in ("in", "among") for o in find(scene.sentence, trigger, name)]
        if not any(_is_people(scene, s) for s in subjects):
            return []
    if place == "topic-if-approved" and not (
        scene.of_type(EntityType.AGENCY) or any(find(scene.sentence, trigger, n) for n in ("for", "in"))
    ):
        return []
    return [p for p in scene.around.topics if p.type in types]


def _acts_on_measure(scene: Scene, trigger: int) -> bool:
    """Tell whether the object of a verb is a measure: "improves survival", "improves survival rates"."""
    sentence = scene.sentence
    objects = list(children(sentence, trigger, "dobj"))
    named = [*objects, *(c for o in objects for c in children(sentence, o, "compound", "nmod"))]
    return any(
        sentence.mentions[sentence.tokens[i].mention].type is EntityType.MEASURE
        for i in named
        if sentence.tokens[i].mention >= 0
    )


def _is_people(scene: Scene, index: int) -> bool:
    """Tell whether a noun means people, or a number stands for some of them: "six received X"."""
    token = scene.sentence.tokens[index]
    return token.lemma in scene.words.persons or (token.tag == "CD" and token.mention < 0)


def _is_of_the_bench(scene: Scene, trigger: int) -> bool:
    """Tell whether what was treated are cells or animals, in which a disease is not cared for."""
    token = scene.sentence.tokens[trigger]
    lemma = token.lemma.rpartition(" ")[2].removesuffix("s")
    if token.dep == "nsubj" and scene.sentence.tokens[token.head].lemma in _BRINGS:
        return True  # "the treatment led to changes in the eye"
    if lemma == "agent" and not any(
        t.lemma in scene.words.persons or t.text.lower() in _OF_LINES for t in scene.sentence.tokens
    ):
        return True  # "the most potent agent" of what was tried in a dish
    return lemma in _EXPERIMENTAL and _BENCH.search(scene.sentence.text) is not None


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
        and tokens[tokens[place].head].lemma in AGAINST | {"minimize", "minimise"}
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
        or ((p := scene.at_token.get(c)) is not None and p.type is EntityType.CELL)
        for c in children(scene.sentence, trigger, "compound", "amod", "nmod")
    )


def _finds_else(scene: Scene, trigger: int) -> bool:
    """Tell whether a verb says what is found, and that is no case of a disease: "detects its expression"."""
    words = scene.words
    known = words.diseases | words.cases | words.transparent
    sentence = scene.sentence
    if ONLY_TO.search(sentence.text):
        return True
    return any(
        sentence.tokens[noun].lemma not in known or scene.at_token.keys() & sentence.subtree(noun)
        for noun in children(sentence, trigger, "dobj")
    )


def _is_any_tumor(scene: Scene, noun: int) -> bool:
    """Tell whether what people have is an alteration, or a tumour that only an alteration tells apart."""
    token = scene.sentence.tokens[noun]
    plain = token.mention < 0 and token.lemma in scene.words.diseases
    return plain or token.mention in scene.generic or bool(fill(scene, noun, _ALTERED))


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
