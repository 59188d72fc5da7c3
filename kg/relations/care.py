"""Readings of care that the words of a sentence do not bear out: what is prevented, tried in
animals alone, or told of how a treatment went.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.grammar import children
from kg.relations.harming import is_begun_for_another, is_factor, is_ill_effect, is_under_it
from kg.relations.plausibility import CARE
from kg.relations.scene import Scene

RETURN = re.compile(r"\b(?:metasta\w+|recurren\w+|relapse\w*|progression)\b", re.IGNORECASE)
# Words for work on animals and cells, and for people.
_BENCH = re.compile(
    r"\b(?:mice|mouse|rats?|murine|xenograft\w*|cell lines?|in vitro|in vivo|cultured|animals?|rabbits?|dogs?"
    r"|zebrafish|pre-?clinical\w*|(?:cancer|tumou?r|\w+oma|leuk[a]?emi[ac]) cells"
    r"|cell (?:viability|proliferation)|apoptosis|transfect\w*|knock-?down|siRNA|western blot\w*)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
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
# What is done lest those who are ill have attacks of it.
_OF_ATTACKS = re.compile(
    r"\b(?:long|short)[- ]term (?:prophyla\w+|prevention)|\b(?:prophyla\w+|prevent\w*"
    r"|prevention) (?:(?:of|against) )?"
    r"(?:the |further |acute )?(?:attacks|episodes|flares|crises|relapses?)\b",
    re.IGNORECASE,
)
_AVERTED = re.compile(
    r"\b(?:fewer|(?:less|lower(?:s|ed)?|reduc\w+|decreas\w+) (?:the )?(?:risk|incidence) of"
    r"(?! (?:the )?(?:recurren|relapse|progression|metasta|death|complication))|(?:chemo)?prophyla\w+"
    r"|chemoprevent\w*|prevent\w*"
    r"(?! (?:the |of |of the |further )?(?:recurren|relapse|progression|metasta|death|complication"
    r"|deteriorat|rejection|spread)))\b",
    re.IGNORECASE,
)
_TREATING = re.compile(r"\b(?:treat\w*|therap\w*|manag\w*|care)\b", re.IGNORECASE)
# Before a disease: that it is what something led to.
_BROUGHT = re.compile(
    r"(?<!-)\b(?:lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|caus(?:e|es|ed|ing)|induc(?:e|es|ed|ing)"
    r"|associated with) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
# Before a treatment: that its harm is told of.
_HARM_OF = re.compile(
    r"(?:toxic\w*(?: effects?)?|side effects?|adverse (?:effects?|events?|reactions?))"
    r" (?:of|from|with|due to|induced by) (?:[\w-]+ ){0,2}$"
    r"|\bcomplications?\b.{0,80}\b(?:after|following|during) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
# Words for how much of a substance is found in people.
_ASSAY = re.compile(
    r"\b(?:internal standard|chromatograph\w*|spectrometr\w*|simultaneous determination"
    r"|limits? of detection)\b",
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
        "frame/improve-outcome", "frame/refractory-to",
    )
)  # fmt: skip
_USELESS = frozenset(
    (
        "futile",
        "inactive",
        "inadequate",
        "inappropriate",
        "ineffective",
        "inefficacious",
        "unsuitable",
        "useless",
    )
)
_AMOUNTS = frozenset(
    (
        "activity", "amount", "concentration", "expression", "level", "metabolism", "phosphorylation",
        "pressure", "production", "rate", "release", "secretion", "weight",
    )
)  # fmt: skip
#: That nothing is known yet of something.
_UNTRIED = re.compile(
    r"\b(?:not|never|n[’']t)(?: (?!to\b)[\w-]+){0,3}? (?:studied|evaluated|investigated|tested|examined"
    r"|explored|assessed|defined|determined|clarified|addressed)\b|\bunder-?studied\b",
    re.IGNORECASE,
)
_FAILURES = frozenset({"failure", "inefficacy", "ineffectiveness", "lack", "absence"})
_FORETELLS = frozenset({"factor", "predictor", "marker", "biomarker", "determinant", "indicator", "risk"})
# Behind a finding: that it got better.
_RELIEVED = re.compile(
    r"(?: [\w-]+ly)? (?:improved|resolved|disappeared|subsided|abated|regressed|remitted)\b", re.IGNORECASE
)
_TIMED = re.compile(
    r"\b(?:before|prior to|after|until|while|during) (?:[\w-]+ ){0,3}(?:with|of|on) (?:[\w-]+ )?$",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(r"\b(?:while|when) (?:[\w-]+ )?$", re.IGNORECASE)
_AMONG = re.compile(r"\b(?:in|among) (?:[\w-]+ ){0,4}(?:with )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_MAY = frozenset({"can", "could", "may", "might"})
_HELPS = frozenset({"benefit", "delay", "extend", "help", "improve", "lengthen", "prolong", "work"})
_OF_USE = frozenset({"beneficial", "curative", "effective", "efficacious", "helpful", "successful", "useful"})
#: Rules by a noun for a treatment or its use.
_ABOUT_TREATMENT = frozenset({"frame/treatment-of", "frame/role-in"})
#: Nouns for what is done with a treatment, and what stands between them and its name.
_DOING = frozenset({"addition", "administration", "inclusion", "introduction", "use"})
_OF_IT = frozenset({"acl", "dobj", "pcomp", "pobj", "prep"})
_RUN = frozenset({"begin", "commence", "consist", "comprise", "include", "involve", "initiate", "start"})


def is_of_the_bench(sentences: Sequence[str]) -> bool:
    """Tell whether a text is about animals or cells: more than twice as many sentences name these."""
    bench = sum(_BENCH.search(text) is not None for text in sentences)
    people = sum(_PEOPLE.search(text) is not None for text in sentences)
    return bench > max(1, 2 * people)


def is_no_care(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is not said to be for the disease that a claim names."""
    if claim.predicate not in CARE:
        return False
    if any(test(scene, claim) for test in _TESTS):
        return True
    if claim.object.mention < 0:
        if claim.subject.concept in scene.around.culprits:
            return True
        if _HARM_OF.search(scene.before(claim.subject)) or _ASSAY.search(scene.sentence.text):
            return True
        near = (_near(scene, claim), *(h for h in scene.around.headings if not _TREATING.search(h)))
        return any(_PREVENTION.search(_OF_ATTACKS.sub("", words)) for words in near)
    if claim.subject.mention >= 0 and _AVERTED.search(scene.apart(claim.subject, claim.object)) is not None:
        return True
    before = scene.before(claim.object)
    return _is_named_in_passing(claim) and (
        _HARM_OF.search(scene.before(claim.subject)) is not None
        or _COUNTED.search(before) is not None
        or _BROUGHT.search(before) is not None
        or _CAME_OF.match(scene.behind(claim.object)) is not None
        or _VALUES.match(scene.behind(claim.object)) is not None
    )


def is_no_failure(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is of something that happened under a treatment, and not of its use: "A did not
    differ with X therapy", "X had no effect on the level of E".
    """
    if claim.predicate in CARE and _UNTRIED.search(scene.sentence.text):
        return True
    if claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    if claim.rule == "frame/efficacy-noun":
        return tokens[claim.trigger].lemma == "effect" and any(
            tokens[noun].lemma in _AMOUNTS
            for prep in children(scene.sentence, claim.trigger, "prep")
            if tokens[prep].text.lower() == "on"
            for noun in children(scene.sentence, prep, "pobj")
        )
    aside = claim.object.mention < 0 or _is_named_in_passing(claim)
    prep = tokens[claim.trigger].head
    return (
        claim.rule == "frame/treatment-of"
        and aside
        and tokens[claim.trigger].dep == "pobj"
        and tokens[tokens[prep].head].lemma not in _FAILURES
    )


def is_disparaged(scene: Scene, claim: Claim) -> bool:
    """Tell whether a noun for a treatment is denied to be of use: "an inactive treatment", "therapy with X
    does not improve".
    """
    if claim.predicate not in CARE or claim.trigger is None:
        return False
    sentence, tokens = scene.sentence, scene.sentence.tokens
    if any(tokens[c].lemma in _USELESS for c in children(sentence, claim.trigger, "amod")):
        return True
    trigger = tokens[claim.trigger]
    above = trigger
    while above.dep in _OF_IT and above.lemma not in _DOING:
        above = tokens[above.head]
    if above.lemma in _DOING:
        trigger = above  # "addition of X to the treatment of D did not help"
    verbs = (trigger.head, *children(sentence, trigger.head, "xcomp"))
    said = (c for verb in verbs for c in children(sentence, verb, "acomp"))
    return (
        claim.rule in _ABOUT_TREATMENT
        and trigger.dep == "nsubj"
        and (
            any(tokens[verb].lemma in _HELPS for verb in verbs)
            or any(tokens[adjective].lemma in _OF_USE for adjective in said)
        )
        and any(True for verb in verbs for _ in children(sentence, verb, "neg"))
    )


def is_trial_of_it(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is only tried against a disease where the words could also be those of care:
    in animals or cells, or where it is told how the treatment of some people went.
    """
    if claim.predicate != "biolink:treats":
        return False
    if scene.around.bench and (claim.object.mention < 0 or _BENCH.search(scene.sentence.text) is not None):
        return _PEOPLE.search(scene.sentence.text) is None
    if claim.rule not in _ABOUT_TREATMENT:
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
    """Tell whether a clause tells how a treatment went or may go, and not which one it was: "therapy with X
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
        tokens[c].tag == "VBD" or tokens[c].lemma in _MAY
        for c in children(sentence, trigger.head, "aux", "auxpass")
    )
    said = scene.sentence.token_of.get(claim.subject.mention, -1)
    return past and said not in {
        t for c in children(sentence, trigger.head, "attr", "dobj") for t in sentence.subtree(c)
    }


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


def _is_foretold(scene: Scene, claim: Claim) -> bool:
    """Tell whether a disease only foretells how a treatment goes: "D is a predictor of poor outcome of X"."""
    if claim.rule != "frame/efficacy-noun" or claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    return claim.object.span < claim.subject.span and any(
        tokens[i].lemma in _FORETELLS and tokens[i].dep in ("attr", "conj", "pobj", "dobj")
        for i in scene.sentence.ancestors(claim.trigger)
    )


def _is_of_finding(scene: Scene, claim: Claim) -> bool:
    """Tell whether it is said which finding a treatment was for, and not the disease at hand: "after X, her
    cough improved".
    """
    return claim.object.mention < 0 and any(
        _RELIEVED.match(scene.behind(p)) is not None for p in scene.of_type(EntityType.PHENOTYPE)
    )


def _is_judged(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is only said to be thought of in some way: "the operation was considered a
    success".
    """
    return (
        claim.rule == "frame/used-for"
        and claim.trigger is not None
        and scene.sentence.tokens[claim.trigger].lemma == "consider"
        and any(True for _ in children(scene.sentence, claim.trigger, "oprd", "attr"))
    )


def _is_timed(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment only says when a disease is to be treated: "treat D before therapy with X"."""
    told = claim.rule in _GIVEN_TO and claim.object.mention >= 0
    if not told or not claim.object.span < claim.subject.span:
        return False
    return _TIMED.search(scene.between(claim.object, claim.subject)) is not None


_TESTS = (
    _is_timed,
    _is_of_cells,
    _is_named_by,
    _is_beside,
    _is_of_whom,
    _is_foretold,
    _is_of_finding,
    _is_judged,
    is_begun_for_another,
    is_factor,
    is_ill_effect,
    is_under_it,
)
