"""Words that set a treatment beside a disease without being for it: "X is a risk factor for D",
"deleterious effects of X in D", "D during X therapy", "protective effect of X against the harm of Y in D".
"""

from __future__ import annotations

import re

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.grammar import children
from kg.relations.scene import TREATMENTS, Scene

#: What a thing is for a disease that it may bring.
_BRINGING = frozenset(
    {"cause", "concern", "factor", "hazard", "issue", "problem", "risk", "threat", "trigger"}
)
#: Before a number: that it tells of people, and not of how a treatment is to be given.
_SUMMED = frozenset({"average", "cumulative", "mean", "median", "total"})
_ILL = frozenset(
    (
        "adverse", "damaging", "deleterious", "detrimental", "harmful", "injurious", "toxic", "undesirable",
        "untoward", "unwanted",
    )
)  # fmt: skip
#: Before a name: that what follows is of something else than it.
_AFTER = re.compile(r"\b(?:after|during|following) (?:[\w-]+ )?$", re.IGNORECASE)
_NONE_AFTER = re.compile(
    r"\b(?:absence|lack) of [^.;]{3,80}? (?:after|during|following|with) [^.;]*$", re.IGNORECASE
)
_ILL_EFFECT_OF = re.compile(
    rf"\b(?:{'|'.join(sorted(_ILL))}) (?:effects?|impact|influence) of (?:[\w-]+ ){{0,2}}$", re.IGNORECASE
)
#: What is not cured but brought, or probed in the body by a substance.
_CAUSING = frozenset({"aetiological", "causal", "causative", "etiologic", "etiological", "pathogenic"})
_PROBED = frozenset(
    ("airway", "bronchial", "endothelial", "microvascular", "vascular", "vasodilator", "vasodilatory")
)
_SHIELDING = frozenset({"preventive", "prophylactic", "protective"})
#: From a disease that opens a title to the treatment under which it came.
_UNDER = re.compile(
    r"(?: \([^()]*\))? (?:(?:during|under|following)"
    r"|with (?:concurrent|concomitant|chronic|prolonged|long-term))"
    r" (?:(?!for\b|and\b|in\b)[\w-]+ ){0,3}(?:[\w-]+ (?:and|or) )?$",
    re.IGNORECASE,
)
_ONLY_KIND = re.compile(r"(?:[\w-]+ ){0,2}$")
#: Between a treatment and a finding: that it was begun for this one.
_BEGUN_FOR = re.compile(
    r"\b(?:started|begun|added|initiated|given|commenced|instituted|prescribed|administered)"
    r" (?:because of|due to|owing to|on account of) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
#: In a heading: that something is to be prevented.
_PREVENTING = re.compile(r"\b(?:prophyla\w+|prevent\w*)\b")
#: A treatment that the sentence names by words of its own.
_OWN_TREATMENT = re.compile(
    r"\b(?:treatment|therapy|management) of (?:(?!with\b)[\w-]+ ){1,4}with"
    r" (?!it\b|the\b|this\b|these\b|both\b|study\b)\w",
    re.IGNORECASE,
)
#: Before what a drug brings: that people without it are meant.
_THOSE_WITHOUT = re.compile(
    r"\b(?:patients?|people|persons?|subjects?|individuals|participants?|those|wom[ae]n|m[ae]n|children|adults)\b"
    r"[^.;]*\bwithout (?:[\w-]+ )?$",
    re.IGNORECASE,
)


def is_factor(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is called what may bring a disease, or only a number of it is told: "X is a
    further factor for people with D", "the median dose of X was 20 mg for D".
    """
    if claim.rule != "frame/be-for" or claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    if any(tokens[i].lemma in _BRINGING for i in children(scene.sentence, claim.trigger, "attr")):
        return True
    return any(
        tokens[word].text.lower() in _SUMMED
        for noun in children(scene.sentence, claim.trigger, "nsubj")
        for word in children(scene.sentence, noun, "amod", "compound")
    )


def is_ill_effect(scene: Scene, claim: Claim) -> bool:
    """Tell whether the effect of a treatment in a disease is a bad one, or is wanted against something else
    than it: "the protective effect of X against the harm of Y in D".
    """
    if claim.rule == "name/in-words":
        return _ILL_EFFECT_OF.search(scene.before(claim.subject)) is not None
    if claim.rule not in ("frame/efficacy-noun", "frame/role-in") or claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    kinds = {tokens[i].text.lower() for i in children(scene.sentence, claim.trigger, "amod", "compound")}
    told = tokens[claim.trigger].text.lower()
    if kinds & (_ILL | _CAUSING) or (told in ("response", "responses") and kinds & _PROBED):
        return True
    if told in ("tolerability", "tolerance") and scene.before(claim.object).endswith("-induced "):
        return True
    against = [
        prep
        for prep in children(scene.sentence, claim.trigger, "prep")
        if tokens[prep].text.lower() in ("against", "on")
    ]
    place = scene.sentence.token_of.get(claim.object.mention)
    return bool(kinds & _SHIELDING and against) and not any(
        place in scene.sentence.subtree(prep) for prep in against
    )


def is_under_it(scene: Scene, claim: Claim) -> bool:
    """Tell whether a title names a disease by the treatment under which it came: "D during X therapy"."""
    told = (
        claim.rule in ("frame/treatment-of", "name/in-words")
        and min(claim.subject.mention, claim.object.mention) >= 0
    )
    if not told or scene.has_verb or not claim.object.span < claim.subject.span:
        return False
    return (
        _ONLY_KIND.match(scene.before(claim.object)) is not None
        and _UNDER.match(scene.between(claim.object, claim.subject)) is not None
    )


def is_begun_for_another(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment was begun for a finding that the sentence names, and not for the disease at
    hand: "X was added because of itching".
    """
    if claim.object.mention >= 0 or claim.subject.mention < 0:
        return False
    return any(
        claim.subject.span.end <= p.span.start and _BEGUN_FOR.search(scene.between(claim.subject, p))
        for p in scene.of_type(EntityType.PHENOTYPE, EntityType.DISEASE)
    )


def is_harm_of_another(scene: Scene, claim: Claim) -> bool:
    """Tell whether a harm is none of a treatment named before: the sentence names a treatment of its own, or
    a heading says that the event, in full or by the first letters of its words, is to be prevented.
    """
    if claim.predicate != "biolink:has_adverse_event" or claim.subject.mention >= 0:
        return False
    if _OWN_TREATMENT.search(scene.sentence.text):
        return True
    name = claim.object.text.lower()
    for heading in scene.around.headings:
        words = heading.lower()
        letters = "".join(word[0] for word in re.findall(r"\w+", words))
        if _PREVENTING.search(words) and (name in words or (len(name) > 2 and name in letters)):
            return True
    return False


def is_denied_beside(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is only of which people are meant, of an event under a treatment and not of its
    use, or of the harm of what was given first: "patients without X-induced E", "absence of E after X for D",
    "Y helped after X without side effects".
    """
    before = scene.before(claim.subject)
    if claim.rule == "name/for":
        return _NONE_AFTER.search(before) is not None
    if claim.rule == "frame/toxicity-of":
        first = scene.of_type(*TREATMENTS)[:1]
        return bool(first) and first[0].span < claim.subject.span and _AFTER.search(before) is not None
    return claim.rule == "name/induced" and _THOSE_WITHOUT.search(before) is not None
