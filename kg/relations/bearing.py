"""Readings that the words of a sentence do not bear out, by predicate: what a verb must have for its object,
what stands between, what a denial holds for.
"""

from __future__ import annotations

import re

from kg.model import BlockKind, EntityType
from kg.relations.agency import is_misread
from kg.relations.claim import Claim
from kg.relations.fillers import fill
from kg.relations.grammar import children, governing_verb
from kg.relations.plausibility import CARE
from kg.relations.presentation import is_before
from kg.relations.scene import GENES, TREATMENTS, Participant, Scene
from kg.relations.signs import HARM

#: What only the section's topic gives is less sure than this.
_FROM_TOPIC = 0.8
#: Nouns for what a treatment achieves.
_RESULTS = frozenset(
    (
        "activity", "benefit", "control", "cure", "effect", "efficacy", "function", "improvement", "index",
        "outcome", "outlook", "prognosis", "quality", "rate", "recovery", "reduction", "regression", "relief",
        "remission", "resolution", "response", "result", "score", "shrinkage", "stabilization", "success",
        "survival", "symptom", "time", "toxicity", "safety", "tolerability", "decrease", "increase", "change",
        "promise", "potential", "life", "effectiveness", "advantage", "superiority", "regrowth", "disease",
        "healing", "complete", "suppression", "reversal",
    )
)  # fmt: skip
#: Verbs that say less than that something was achieved: what, their object tells.
_ACHIEVE = frozenset(
    (
        "improve", "prolong", "extend", "lengthen", "induce", "produce", "achieve", "yield", "show",
        "demonstrate", "double",
    )
)  # fmt: skip
#: Verbs by which a treatment comes to an activity or a response.
_HAS_ACTIVITY = _ACHIEVE | frozenset(
    (
        "have", "exhibit", "display", "exert", "elicit", "possess", "retain", "report", "see", "observe",
        "confirm", "provide", "result", "lead", "maintain", "lack", "be", "associate", "give", "get",
        "include", "fail", "reach", "obtain", "note", "bring", "cause", "trigger", "lose", "offer", "suggest",
    )
)  # fmt: skip
# Before "response" or "activity": that it is one of the body and none of a disease to its treatment.
_BODILY = frozenset(
    (
        "immune", "inflammatory", "pain", "contractile", "enzyme", "enzymatic", "stress", "hormonal",
        "antibody", "cellular", "hypersensitivity", "physiological", "transcriptional", "receptor", "motor",
        "locomotor", "kinase", "promoter", "luciferase", "catalytic", "oral", "binding", "electrical",
        "t-cell",
        "cell", "behavioral", "behavioural", "nervous", "sympathetic", "unfolded", "damage", "acute-phase",
        "exaggerated", "pressor", "allergic",
    )
)  # fmt: skip
# Before an illness: that what became of it was good, so that it is what was treated.
_BETTER = re.compile(
    r"\b(?:improv\w+|remission|recover\w+|resol\w+|respons\w+|regress\w+|treat\w*|manag\w*|cure[ds]?|control\w*"
    r"|success\w*|reliev\w*|relief|prevent\w*|reduc\w+|reversal|efficacy|effective\w*|surviv\w*|outcomes?"
    r"|persist\w*|ameliorat\w*|alleviat\w*|attenuat\w*|decreas\w+|protect\w*|inhibit\w*|suppress\w*)\b",
    re.IGNORECASE,
)
# Before an illness: that people had it, or that it is what the study is in.
_HAVE = re.compile(
    r"\b(?:patients?|children|adults|women|men|man|woman|boys?|girls?|infants?|people|subjects?|rats?|mice"
    r"|cases?|individuals|animals|models?|volunteers|those) (?:[\w-]+ ){0,2}?(?:with|who had|having|of"
    r"|suffering"
    r" from) (?:[^,;.()]{0,60} )?$",
    re.IGNORECASE,
)
# Behind a substance: that it is measured, or that it is the body's own.
_MEASURED = re.compile(
    r"[- ](?:requirements?|consumption|levels?|concentrations?|clearance|secretion|sensitivity|resistance"
    r"|release"
    r"|production|synthesis|content|signal(?:l?ing)|metabolism|uptake|accumulation|excretion|deficien\w+"
    r"|depletion|deprivation|withdrawal|expression|mRNA|turnover|overflow|efflux|influx|generation|formation|biosynthesis|intolerance)\b",
    re.IGNORECASE,
)
# Behind a substance: a bound of what is measured.
_BOUNDED = re.compile(r"\s*(?:level\s*)?[<>≤≥]")
_REACTS = re.compile(
    r"[-–‑](?:sensitive|dependent|gated|activated|stimulated|responsive|regulated|insensitive|binding|inducible)\b",
    re.IGNORECASE,
)
_WORSE = re.compile(
    r"\b(?:worse|aggressive|resistant|prone|likel\w+|suscepti\w+|sever\w+|malignan\w+|vulnerable)\b",
    re.IGNORECASE,
)
# Before a disease: that people had it once; and words for a test by what may provoke it.
_HISTORY = re.compile(r"\bhistory of (?:an? )?(?:[\w/-]+ ){0,3}$", re.IGNORECASE)
_PROVOKED = re.compile(
    r"\b(?:oral|drug) (?:challenge|provocation)|\bchallenge (?:tests?|procedure)", re.IGNORECASE
)
# Before a treatment: that another is given beside it.
_BESIDE = re.compile(r"\b(?:adjuvant|adjunct\w*|addition|added) to (?:[\w-]+ (?:and )?){0,2}$", re.IGNORECASE)
_DONE_BY = re.compile(r"\b(?:induced|caused|provoked|precipitated|due|secondary)\b", re.IGNORECASE)
_PERSON = frozenset(
    (
        "patient", "man", "woman", "boy", "girl", "child", "infant", "neonate", "newborn", "baby", "male",
        "female", "adolescent", "adult", "case", "person", "individual", "he", "she", "subject", "proband",
    )
)  # fmt: skip
_OR_NOT = re.compile(r"\bwith (?:or|and) without (?:[\w-]+ ){0,2}$", re.IGNORECASE)
_PROPERTY = re.compile(
    r"[- ](?:potential|propert\w+|capacity|activit(?:y|ies)|status|defen[cs]es?|enzymes?)\b", re.I
)
# Before a substance: that it is what an effect is upon.
_UPON = re.compile(
    r"\b(?:effects?|influence|impact|actions?)\b.*\bon (?:the )?(?:[\w-]+ ){0,2}$", re.IGNORECASE
)
# Before a treatment: that it is only when something else was done.
_WHEN = re.compile(r"\b(?:after|following|before|prior to|during|post)[- ](?:[\w-]+ )?$", re.IGNORECASE)
_LESS = re.compile(r"\b(?:reduc\w+|lower\w*|decreas\w+|less|protect\w*|diminish\w*|smaller)\b", re.IGNORECASE)
_BUT_NOT = re.compile(r"\bbut (?:not|neither)\b", re.IGNORECASE)
_NOT_BUT = re.compile(
    r"\bnot\b[^.;]{3,80}?,? but (?:rather )?(?=(?:by|with|of|to|for|from|after)\b)", re.IGNORECASE
)
_SURGICAL = frozenset(
    (
        "intraoperative", "perioperative", "postoperative", "surgical", "operative", "obstetric",
        "disease", "late",
    )
)  # fmt: skip
_GIVEN = frozenset(
    (
        "biolink:treats", "biolink:studied_to_treat", "biolink:in_clinical_trials_for",
        "biolink:has_adverse_event", "kgo:compared_with", "kgo:targets", "biolink:ameliorates_condition",
    )
)  # fmt: skip
# Below a verb of finding: that what was there is gone.
_GONE = frozenset({"disappear", "vanish", "resolve", "clear", "lose", "cease"})


def is_unborne(scene: Scene, claim: Claim) -> bool:
    """Tell whether the words do not bear a claim out."""
    rule = claim.rule
    if is_misread(scene, claim):
        return True
    if claim.predicate in _GIVEN and (_is_of_amount(scene, claim) or _is_what_reacts(scene, claim)):
        return True
    if claim.predicate == "biolink:has_phenotype":
        return is_before(scene) or _is_of_one(scene, claim) or _is_of_treatment(scene, claim)
    if claim.predicate == "biolink:contraindicated_in":
        return claim.object.mention < 0
    if claim.predicate == "biolink:has_adverse_event" and _is_own_illness(scene, claim):
        return True
    if claim.predicate in CARE and (
        (rule != "frame/treat-verb" and _HISTORY.search(scene.before(claim.object)) is not None)
        or _PROVOKED.search(scene.sentence.text) is not None
        or (claim.object.mention < 0 and _BESIDE.search(scene.before(claim.subject)) is not None)
    ):
        return True
    if rule in ("frame/improve-outcome", "frame/activity-shown", "frame/efficacy-noun"):
        return _is_no_result(scene, claim)
    if rule in ("frame/treatment-of", "frame/treatment-made-of"):
        return _is_of_a_group(scene, claim)
    if rule == "frame/risk-of":
        return _is_lowered(scene, claim)
    if rule in ("frame/diagnose-verb", "frame/supports-diagnosis"):
        return _is_of_a_role(scene, claim)
    if rule == "frame/worsens":
        return _lemma(scene, claim) in ("make", "render") and _WORSE.search(scene.sentence.text) is None
    if rule in ("name/in", "name/in-words") and claim.predicate in CARE:
        before = scene.before(claim.subject)
        return _WHEN.search(before) is not None or _UPON.search(before) is not None
    if rule == "frame/found-in":
        return _is_gone(scene, claim) or _is_doer(scene, claim)
    if rule == "frame/located" and claim.subject.mention < 0 and scene.of_type(*TREATMENTS):
        return True  # "X was stopped, because it damaged the liver"
    if rule == "name/harm-after":
        return _is_illness(scene, claim)
    if rule in ("name/of", "name/in"):
        return claim.predicate == "biolink:diagnoses" and scene.has_verb and not _is_title(scene)
    if rule == "frame/specific-for":
        return _is_of_another(scene, claim.subject)
    if rule == "frame/toxicity-of":
        return _is_surgical(scene, claim)
    return False


def is_elsewhere(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is of what stands behind "but not" alone ("binds A and B, but not C" denies
    nothing of A), or before "but": "not caused by A, but by B".
    """
    for match in _NOT_BUT.finditer(scene.sentence.text):
        place = scene.sentence.span.start + match.end()
        if max(claim.subject.span.start, claim.object.span.start) >= place:
            return True
    for match in _BUT_NOT.finditer(scene.sentence.text):
        place = scene.sentence.span.start + match.end()
        named = [p for p in scene.participants if p is not None and p.span.start >= place]
        listed = scene.groups.get(named[0].mention, (named[0].mention,)) if named else ()
        meant = {p.mention for p in named if p.mention in listed}
        if claim.subject.mention not in meant and claim.object.mention not in meant:
            return True
    return False


def _is_of_one(scene: Scene, claim: Claim) -> bool:
    """Tell whether it is told what one patient had, which is no mark of the diseases he has: "A man with D
    presented with X".
    """
    if claim.trigger is None or claim.rule not in ("frame/symptom-verb", "frame/suffer-from"):
        return False
    tokens = scene.sentence.tokens
    if tokens[claim.trigger].tag not in ("VBD", "VBN"):
        return False
    return any(
        tokens[i].tag in ("NN", "NNP") and tokens[i].lemma.rpartition(" ")[2] in _PERSON
        for i in children(scene.sentence, claim.trigger, "nsubj", "nsubjpass")
    )


def _is_of_treatment(scene: Scene, claim: Claim) -> bool:
    """Tell whether complications are said to be of a treatment, or whether only who is meant is told: "with
    or without symptoms".
    """
    if claim.trigger is None or claim.rule != "frame/symptom-of":
        return False
    sentence = scene.sentence
    place = sentence.tokens[claim.trigger].start - sentence.span.start
    if claim.subject.mention < 0 and any(HARM.search(h) for h in scene.around.headings[:1]):
        return True
    return _OR_NOT.search(sentence.text[:place]) is not None or any(
        fill(scene, noun, TREATMENTS)
        for prep in children(sentence, claim.trigger, "prep")
        if sentence.tokens[prep].text.lower() == "of"
        for noun in children(sentence, prep, "pobj")
    )


def _is_own_illness(scene: Scene, claim: Claim) -> bool:
    """Tell whether a harm is what the treated have: "treats the symptoms associated with D"; or whether a
    property of a substance is spoken of: "due to its antioxidant potential".
    """
    if _PROPERTY.match(scene.behind(claim.subject)):
        return True
    if claim.rule != "frame/harm-with" or claim.trigger is None:
        return False
    token = scene.sentence.tokens[claim.trigger]
    return token.dep == "acl" and scene.sentence.token_of.get(claim.subject.mention) != token.head


def _is_what_reacts(scene: Scene, claim: Claim) -> bool:
    """Tell whether a substance only tells which thing is meant, by what it does to it: "ATP-sensitive"."""
    return claim.predicate != "biolink:has_adverse_event" and any(
        p.type in TREATMENTS and _REACTS.match(scene.behind(p)) for p in (claim.subject, claim.object)
    )


def _is_of_a_role(scene: Scene, claim: Claim) -> bool:
    """Tell whether a test confirms what something does, and no disease ("the role of X was confirmed by"), or
    people were examined and not said to be found ill ("patients were evaluated by X").
    """
    if claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    examined = claim.object.mention < 0 and tokens[claim.trigger].lemma in ("assess", "evaluate")
    if examined and any(
        tokens[i].lemma in scene.words.persons
        for i in children(scene.sentence, claim.trigger, "nsubjpass", "dobj")
    ):
        return True
    return any(
        tokens[i].lemma in _RESULTS or tokens[i].lemma in ("role", "expression", "mechanism", "action")
        for i in children(scene.sentence, claim.trigger, "nsubjpass", "dobj")
    )


def _lemma(scene: Scene, claim: Claim) -> str:
    return "" if claim.trigger is None else scene.sentence.tokens[claim.trigger].lemma


def _is_lowered(scene: Scene, claim: Claim) -> bool:
    """Tell whether a risk is said to be less: "associated with a reduction in risk"."""
    if claim.trigger is None:
        return False
    place = scene.sentence.tokens[claim.trigger].start - scene.sentence.span.start
    return _LESS.search(scene.sentence.text[max(0, place - 50) : place]) is not None


def _is_title(scene: Scene) -> bool:
    return scene.around.kind in (BlockKind.TITLE, BlockKind.HEADING)


def _is_no_result(scene: Scene, claim: Claim) -> bool:
    """Tell whether a verb is told of something other than what a treatment achieves against a disease."""
    if claim.trigger is None:
        return False
    sentence, tokens = scene.sentence, scene.sentence.tokens
    token = tokens[claim.trigger]
    if claim.rule == "frame/improve-outcome":
        if token.lemma in ("act", "work"):
            # "acts as a carrier of stones" tells of no use against them
            return any(tokens[c].text.lower() == "as" for c in children(sentence, claim.trigger, "prep"))
        if token.lemma not in _ACHIEVE:
            return False
        direct = list(children(sentence, claim.trigger, "dobj", "nsubjpass", "attr", "xcomp", "ccomp"))
        return bool(direct) and not any(_is_result(scene, i) for i in direct)
    if any(
        (p := scene.at_token.get(c)) is not None and p.type in GENES
        for c in children(sentence, claim.trigger, "compound", "amod", "nmod")
    ):
        return True  # "it reduced the activity of a kinase"
    words = {tokens[c].text.lower() for c in children(sentence, claim.trigger, "amod", "compound", "nmod")}
    if words & _BODILY:
        return True
    if claim.rule == "frame/activity-shown":
        verb = governing_verb(sentence, claim.trigger)
        return verb is None or tokens[verb].lemma not in _HAS_ACTIVITY
    return False


def _is_result(scene: Scene, index: int) -> bool:
    """Tell whether a token is a measure, a noun for a result, or leads to one."""
    tokens = scene.sentence.tokens
    token = tokens[index]
    if token.mention >= 0:
        return scene.sentence.mentions[token.mention].type is EntityType.MEASURE or (
            token.lemma in _RESULTS or tokens[index].text.lower().rstrip("s") in _RESULTS
        )
    return (
        token.lemma in _RESULTS
        or token.pos in ("VERB", "AUX", "ADJ", "NUM")
        or any(
            tokens[c].lemma in _RESULTS
            for c in (*scene.sentence.children[index], *sorted(scene.sentence.subtree(index)))
        )
    )


def _is_of_a_group(scene: Scene, claim: Claim) -> bool:
    """Tell whether "control" and the like only say which group is meant: "the control group"."""
    if claim.trigger is None:
        return False
    token = scene.sentence.tokens[claim.trigger]
    if token.lemma == "control":
        return (
            token.dep in ("compound", "amod", "nmod") or token.tag == "NNS" or claim.confidence < _FROM_TOPIC
        )
    return False


def _is_gone(scene: Scene, claim: Claim) -> bool:
    if claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    return any(tokens[c].lemma in _GONE for c in children(scene.sentence, claim.trigger, "xcomp", "ccomp"))


def _is_doer(scene: Scene, claim: Claim) -> bool:
    """Tell whether a gene does to something else what others undergo: "G inactivates H in the cells"."""
    if claim.trigger is None or any(True for _ in children(scene.sentence, claim.trigger, "auxpass")):
        return False
    token = scene.sentence.tokens[claim.trigger]
    objects = children(scene.sentence, claim.trigger, "dobj")
    return token.tag in ("VB", "VBZ", "VBP", "VBG") and any(True for _ in objects)


def _is_illness(scene: Scene, claim: Claim) -> bool:
    """Tell whether what stands before "after X" is what people had: "improvement of a patient with D after
    X".
    """
    if _DONE_BY.search(scene.between(claim.object, claim.subject)):
        return False
    before = scene.before(claim.object)
    return _HAVE.search(before) is not None or _BETTER.search(before[-80:]) is not None


def is_measured(scene: Scene, participant: Participant) -> bool:
    """Tell whether it is how much there is of a substance that is spoken of, and not its use."""
    behind = scene.behind(participant)
    return participant.type in TREATMENTS and (
        _MEASURED.match(behind) is not None or _BOUNDED.match(behind) is not None
    )


def _is_of_amount(scene: Scene, claim: Claim) -> bool:
    """Tell whether it is the amount of a treatment that is spoken of, or of what it is compared with."""
    return is_measured(scene, claim.subject) or (
        claim.predicate == "kgo:compared_with" and is_measured(scene, claim.object)
    )


def _is_of_another(scene: Scene, participant: Participant) -> bool:
    """Tell whether a participant is only joined to what a word is said of."""
    token = scene.sentence.token_of.get(participant.mention)
    return token is not None and scene.sentence.tokens[token].dep == "conj"


def _is_surgical(scene: Scene, claim: Claim) -> bool:
    """Tell whether complications are those of an operation or a disease."""
    tokens = scene.sentence.tokens
    return claim.trigger is not None and any(
        word in _SURGICAL
        for c in (claim.trigger, *children(scene.sentence, claim.trigger, "amod", "compound"))
        for word in tokens[c].text.lower().split()
    )
