"""Readings of care that the words of a sentence do not bear out: what is prevented, tried in
animals alone, or told of how a treatment went.
"""

from __future__ import annotations

import re

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.grammar import children
from kg.relations.plausibility import CARE
from kg.relations.scene import Scene

RETURN = re.compile(r"\b(?:metasta\w+|recurren\w+|relapse\w*|progression)\b", re.IGNORECASE)
BENCH = re.compile(
    r"\b(?:mice|mouse|rats?|murine|xenograft\w*|cell lines?|in vitro|in vivo|cultured|animals?|rabbits?|dogs?"
    r"|zebrafish|pre-?clinical\w*)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\b(?:patients?|(?:wo)?men|(?:wo)?man|child(?:ren)?|adults?|infants?|boys?|girls?|volunteers?|participants?"
    r"|people|persons?|individuals|year[- ]old)\b",
    re.IGNORECASE,
)
# Behind a disease, and at its end: that its cells are meant.
_CELLS = re.compile(
    r"[- ](?:(?:cancer|tumou?r|carcinoma) )?(?:cells?|cell lines?|cultures?)\b", re.IGNORECASE
)
_IN_A_DISH = re.compile(r"\b(?:cells|cell lines?)$", re.IGNORECASE)
# What is done lest people fall ill; from a treatment to a disease: that it is to avert this one.
_PREVENTION = re.compile(r"\b(?:prophyla\w+|prevent\w*|chemoprevent\w*|vaccinat\w*)\b", re.IGNORECASE)
_AVERTED = re.compile(
    r"\b(?:(?:chemo)?prophyla\w+|chemoprevent\w*|prevent\w*"
    r"(?! (?:the |of |of the |further )?(?:recurren|relapse|progression|metasta|death|complication"
    r"|deteriorat|rejection|spread)))\b",
    re.IGNORECASE,
)
_TREATING = re.compile(r"\b(?:treat\w*|therap\w*|manag\w*|care)\b", re.IGNORECASE)
# Before a disease: that it is what something led to.
_BROUGHT = re.compile(
    r"\b(?:lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|caus(?:e|es|ed|ing)|induc(?:e|es|ed|ing)"
    r"|associated with) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
# Before a disease: that how often it comes is told, or that it came of the treatment.
_COUNTED = re.compile(
    r"\b(?:incidence|risk|rates?|frequency|prevalence|onset|time to|prevent\w*"
    r"|prophyla\w+ (?:of|for|against)) (?:of |to |for |against )?(?:an? |the )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
_CAME_OF = re.compile(r"\s*,? (?:[\w-]+ )?(?:complicat\w+|occurr\w+|appear\w+|emerg\w+)\b", re.IGNORECASE)
# Behind a disease: that a number of it is meant.
_VALUES = re.compile(r"[- ](?:values?|scores?|scales?|ratings?|index|levels?)\b", re.IGNORECASE)
# How many characters around a claim its words reach.
_REACH = 40
# A disease that is only named in the sentence is less sure than this.
_SAID = 0.8
#: Rules by the words for what is given to people, or brought about in them.
_GIVEN_TO = frozenset(
    (
        "frame/treat-verb", "frame/treatment-of", "frame/used-for", "frame/study-verb", "frame/removed-by",
        "frame/improve-outcome",
    )
)  # fmt: skip
_DURING = frozenset({"after", "before", "during", "on", "under", "with", "following", "by", "between"})
_MEANWHILE = re.compile(r"\b(?:while|when) (?:[\w-]+ )?$", re.IGNORECASE)
_AMONG = re.compile(r"\b(?:in|among) (?:[\w-]+ ){0,4}(?:with )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_RUN = frozenset({"begin", "commence", "consist", "comprise", "include", "involve", "initiate", "start"})


def is_no_care(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is not said to be for the disease that a claim names."""
    if claim.predicate not in CARE:
        return False
    if any(test(scene, claim) for test in (_is_of_cells, _is_named_by, _is_beside, _is_of_whom)):
        return True
    if claim.object.mention < 0:
        near = (_near(scene, claim), *(h for h in scene.around.headings if not _TREATING.search(h)))
        return any(_PREVENTION.search(words) for words in near)
    if claim.subject.mention >= 0 and _AVERTED.search(_between(scene, claim)) is not None:
        return True
    before = scene.before(claim.object)
    return _is_named_in_passing(claim) and (
        _COUNTED.search(before) is not None
        or _BROUGHT.search(before) is not None
        or _CAME_OF.match(scene.behind(claim.object)) is not None
        or _VALUES.match(scene.behind(claim.object)) is not None
    )


def is_no_failure(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is of something that happened under a treatment, and not of its use: "A did not
    differ from B with X therapy".
    """
    if claim.rule != "frame/treatment-of" or claim.object.mention >= 0 or claim.trigger is None:
        return False
    token = scene.sentence.tokens[claim.trigger]
    return token.dep == "pobj" and scene.sentence.tokens[token.head].text.lower() in _DURING


def is_trial_of_it(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is only tried against a disease where the words could also be those of care:
    in animals or cells, or where it is told how the treatment of some people went.
    """
    if claim.predicate != "biolink:treats":
        return False
    if scene.around.bench and (claim.object.mention < 0 or BENCH.search(scene.sentence.text) is not None):
        return PEOPLE.search(scene.sentence.text) is None
    if claim.rule != "frame/treatment-of":
        return False
    return _is_told_of(scene, claim) or (claim.object.mention < 0 and bool(scene.comparators))


def _near(scene: Scene, claim: Claim) -> str:
    """Return the words around what makes a claim and around its treatment."""
    offset = scene.sentence.span.start
    places = [claim.subject.span] if claim.subject.mention >= 0 else []
    start = min((p.start for p in places), default=scene.sentence.span.end)
    end = max((p.end for p in places), default=offset)
    if claim.trigger is not None:
        token = scene.sentence.tokens[claim.trigger]
        start, end = min(start, token.start), max(end, token.end)
    return scene.sentence.text[max(0, start - offset - _REACH) : end - offset + _REACH]


def _is_named_in_passing(claim: Claim) -> bool:
    """Tell whether a disease is only the one that the sentence names, apart from the words of the claim."""
    return claim.object.confidence < _SAID


def _is_told_of(scene: Scene, claim: Claim) -> bool:
    """Tell whether a clause in the past is about a treatment, and not about which one it was: "therapy with X
    was tolerable", but "the treatment was X".
    """
    if claim.trigger is None:
        return False
    sentence, tokens = scene.sentence, scene.sentence.tokens
    trigger = tokens[claim.trigger]
    verb = tokens[trigger.head]
    if trigger.dep not in ("nsubj", "nsubjpass") or verb.lemma in _RUN:
        return False
    past = verb.tag == "VBD" or any(
        tokens[c].tag == "VBD" for c in children(sentence, trigger.head, "aux", "auxpass")
    )
    said = scene.sentence.token_of.get(claim.subject.mention, -1)
    return past and said not in {
        t for c in children(sentence, trigger.head, "attr", "dobj") for t in sentence.subtree(c)
    }


def _between(scene: Scene, claim: Claim) -> str:
    left, right = sorted((claim.subject, claim.object), key=lambda p: p.span)
    return scene.between(left, right)


def _is_beside(scene: Scene, claim: Claim) -> bool:
    """Tell whether something is told to have happened while people were given a treatment, whatever for: "a
    man with D had a rash while receiving X".
    """
    if claim.rule != "frame/study-verb" or claim.trigger is None:
        return False
    place = scene.sentence.tokens[claim.trigger].start - scene.sentence.span.start
    return _MEANWHILE.search(scene.sentence.text[:place]) is not None


def _is_of_whom(scene: Scene, claim: Claim) -> bool:
    """Tell whether a disease is only that of the people in whom another is acted upon: "X reduces E in people
    with D".
    """
    if claim.rule != "frame/act-on-disease" or claim.trigger is None or claim.object.mention < 0:
        return False
    sentence = scene.sentence
    acted = [
        p
        for noun in children(sentence, claim.trigger, "dobj")
        if (p := scene.at_token.get(noun)) is not None and p.type is EntityType.DISEASE
    ]
    return any(
        p.concept != claim.object.concept
        and claim.object.mention not in scene.groups.get(p.mention, ())
        and _AMONG.search(scene.before(claim.object)) is not None
        and not RETURN.search(p.text)
        for p in acted
    )


def _is_of_cells(scene: Scene, claim: Claim) -> bool:
    """Tell whether what is treated are cells of a disease, in a dish, or any effect on them is meant."""
    if claim.rule == "frame/efficacy-noun":
        effect = claim.trigger is not None and scene.sentence.tokens[claim.trigger].lemma == "effect"
    else:
        effect = claim.rule in _GIVEN_TO
    behind, name = scene.behind(claim.object), claim.object.text
    return effect and (_CELLS.match(behind) is not None or _IN_A_DISH.search(name) is not None)


def _is_named_by(scene: Scene, claim: Claim) -> bool:
    """Tell whether a disease is named by the treatment that did it: "radiation retinopathy"."""
    return (
        0 <= claim.subject.mention < claim.object.mention
        and scene.between(claim.subject, claim.object) == " "
    )
