"""Readings that no sense can be made of, though their words and grammar fit."""

from __future__ import annotations

import re

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import GENES, MEDICINES, TREATMENTS, Scene

#: Predicates by which a treatment is for a disease.
CARE = frozenset({"biolink:treats", "biolink:studied_to_treat", "biolink:in_clinical_trials_for"})
_RETURN = re.compile(r"recurren|relapse|progression|death", re.IGNORECASE)
_TUMOR = re.compile(r"(?:omas?|tumou?rs?|cancers?|neoplasms?|leuk[a]?emias?)\b", re.IGNORECASE)
_SLOWED = re.compile(r"^growth (?:delay|inhibition|arrest)$", re.IGNORECASE)
_HARM = re.compile(
    r"\bgrades? [1-5]|toxic|treatment-related|\badverse|\b(?:after|following) (?:the )?(?:taking"
    r"|receiv|treat|admin|use|start)"
    r"|induced|\b(?:from|due to|by) (?:[\w-]+ ){0,2}(?:therap(?:y|ies)|treatments?|drugs?|medications?)\b",
    re.IGNORECASE,
)
_EXPOSED = re.compile(
    r"\b(?:after|following|during|due to|secondary to|caused by|because of|on|receiving|under)"
    r"(?: [\w-]+){0,9} $",
    re.IGNORECASE,
)
_SPREADS = re.compile(rf"{_TUMOR.pattern}|malignan|metasta|myeloma|carcino", re.IGNORECASE)
# Before a substance: that it is one of the body, whose amount is told.
_MEASURED = re.compile(
    r"\b(?:expression|levels?|concentrations?|production|release|secretion|synthesis|content|accumulation"
    r"|metabolism|excretion|uptake|role) of (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
# Before a disease: that it was there first. Between it and a drug: that the drug was given for it.
_HAD = re.compile(r"\b(?:history|treatment|management) of (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_CARED_FOR = re.compile(
    r"\b(?:(?:was|were|is|are|be|been) (?:[\w-]+ly )?(?:managed|treated|controlled|relieved|corrected"
    r"|reversed|followed) (?:with|by)|(?:resolved|responded) (?:with|to|on)|followed by)\b",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\b(?:versus|vs|compared|than)\b", re.IGNORECASE)
_PLUS = re.compile(r"\bplus\b|\+|\bwith\b|^\s?[-/]\s?$")
# Behind a gene: that something else is meant, which acts on it.
_AGENT = re.compile(
    r"[- ](?:[a-z]+ )?(?:inhibitors?|antagonists?|agonists?|blockers?|degraders?|antibod(?:y|ies))\b",
    re.IGNORECASE,
)
# Behind a substance: that it is kept from acting.
_TAKEN_AWAY = re.compile(
    r"[- ](?:blockade|deprivation|ablation|withdrawal|suppression|deficiency|depletion|receptors?)\b",
    re.IGNORECASE,
)
_ANTI = re.compile(r"\banti-?$", re.IGNORECASE)
_REGIMEN = re.compile(r"\b(?:regimens?|protocols?)$", re.IGNORECASE)
# Before a treatment: that what is told of another is not so of it.
_CONTRASTED = re.compile(r"\b(?:contrasts?|contrasting|differs?|differing|unlike|in contrast)\b.*$", re.I)
_GIVEN_UP = frozenset({"abandon", "decline", "discard", "dismiss", "refuse", "reject", "withdraw"})
_LISTED = re.compile(r",? (?:and|or) |, ", re.IGNORECASE)
_RARE = re.compile(
    r"\b(?:rare|uncommon|infrequent|unusual)(?:ly)? (?:events?|findings?|causes?|in|found|seen|detected"
    r"|observed|occur\w*|among)\b",
    re.IGNORECASE,
)
# What is given to people with a tumor, yet against something else.
_NOT_FOR_TUMORS = re.compile(
    r"\b(?:anti-?(?:retro)?viral|antibacterial|antibiotic|anti-?infective|antifungal|antiemetic|analgesi\w+"
    r"|hormone replacement|menopausal|estrogen replacement|prophyla\w+|\w*prevention)\b",
    re.IGNORECASE,
)
_INTERFERES = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bwithout) (?:[\w-]+ ){0,2}"
    r"(?:interfer|impair|compromis|reduc|diminish|attenuat|impede|hamper|weaken|decreas|antagoni[sz])\w* "
    r"(?:[\w-]+ ){0,4}(?:efficacy|activity|effects?|effectiveness|benefits?|potency|response)\b",
    re.IGNORECASE,
)
# Behind a drug: what it is for, where that is no time, number or circumstance.
_FOR = re.compile(
    r" for (?!(?:an?|the|at|up|more|about|over|both|all|each|its|their|\d|use"
    r"|\w+ (?:months?|weeks?|days?|years?|hours?|cycles?|doses?)"
    r"|treatment|management|comparison|example|instance|further|long|short|only)\b)"
    r"(?P<what>[a-z]{4,})",
)
_BRINGS_ABOUT = frozenset(
    {
        "induce", "inhibit", "suppress", "reduce", "promote", "enhance", "attenuate", "decrease", "increase",
        "lead", "result", "cause", "impair", "block", "abolish", "abrogate", "sensitize", "sensitise",
    }
)  # fmt: skip
# Behind a treatment: that it is measured against another, with which it stands level.
_NO_BETTER = re.compile(
    r"(?: [\w-]+){0,4} (?:not|no|never|failed to|fail to)(?: [\w-]+){0,4}? (?:superior|inferior|better|worse"
    r"|more|longer|higher|greater|outperform|surpass|differ\w*|improve on)\b",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(r"\bnot (?:yet |been |be )*(?:reached|evaluable|estimable)\b", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"\bno (?:[\w-]+ )?$", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"[\w ,/-]{0,60}\b(?:was|were|is|are|had been) (?:administered|given|used|received|included|added"
    r"|allowed|permitted)\b",
    re.IGNORECASE,
)


def is_implausible(scene: Scene, claim: Claim, subject: str, object_: str) -> bool:
    """Tell whether a claim cannot be meant; `subject` and `object_` are the labels of its concepts."""
    if claim.predicate in CARE:
        return (
            _names_cause(object_, subject)
            or _MEASURED.search(scene.before(claim.subject)) is not None
            or _TAKEN_AWAY.match(scene.behind(claim.subject)) is not None
            or _is_dropped(scene, claim)
            or (_NOT_FOR_TUMORS.search(subject) is not None and _TUMOR.search(object_) is not None)
            or _is_for_else(scene, claim)
        )
    if claim.predicate == "biolink:has_adverse_event":
        return _is_no_harm(claim, object_) or _was_there(scene, claim)
    if claim.predicate == "biolink:subclass_of":
        # A regimen is made of drugs: "the regimen is X (drug, drug, and drug)".
        return claim.subject.type is EntityType.DRUG and _REGIMEN.search(object_) is not None
    if claim.predicate == "kgo:compared_with":
        return _is_one_arm(scene, claim) or _MEASURED.search(scene.before(claim.subject)) is not None
    if claim.predicate == "kgo:dysregulated_in":
        return _is_experiment(scene, claim)
    if claim.predicate == "biolink:has_phenotype":
        return _is_harm(scene)
    if claim.predicate == "biolink:contributes_to":
        # Of people who have a disease it is told whose comes back; the disease is not the cause.
        return claim.subject.type is EntityType.DISEASE and _RETURN.search(object_) is not None
    if claim.predicate == "kgo:metastasizes_to":
        return _SPREADS.search(subject) is None
    if claim.predicate == "biolink:affects":
        agent = claim.subject.type in GENES and (
            _AGENT.match(scene.behind(claim.subject)) is not None
            or _ANTI.search(scene.before(claim.subject)) is not None
        )
        return agent or _is_listed(scene, claim)
    if claim.predicate == "biolink:gene_associated_with_condition":
        return _is_rare(scene, claim) or _ANTI.search(scene.before(claim.subject)) is not None
    return False


def _is_for_else(scene: Scene, claim: Claim) -> bool:
    """Tell whether a drug is said to be for something else: "a child with D, receiving X for pain"."""
    purpose = _FOR.match(scene.behind(claim.subject))
    if purpose is None or purpose["what"].lower().rstrip("s") in scene.words.persons:
        return False
    return claim.object.mention < 0 or claim.object.span.start < claim.subject.span.start


def _is_experiment(scene: Scene, claim: Claim) -> bool:
    """Tell whether a change is what people made, to see what it does: "downregulation of G in D cells
    induced death".
    """
    if claim.trigger is None:
        return False
    token = scene.sentence.tokens[claim.trigger]
    governs = token.dep == "nsubj" and scene.sentence.tokens[token.head].lemma in _BRINGS_ABOUT
    return governs and re.match(r"[- ](?:[\w-]+ )?cells?\b", scene.behind(claim.object)) is not None


def _is_dropped(scene: Scene, claim: Claim) -> bool:
    """Tell whether it is said in the same breath that a treatment was not given after all: "X was considered
    and rejected".
    """
    if claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    return any(
        tokens[c].dep == "conj" and tokens[c].lemma in _GIVEN_UP
        for c in scene.sentence.children[claim.trigger]
    )


def _is_listed(scene: Scene, claim: Claim) -> bool:
    """Tell whether the two are only named together: "the roles of X and Y"."""
    left, right = sorted((claim.subject, claim.object), key=lambda p: p.span)
    return (
        right.mention >= 0 and left.mention >= 0 and _LISTED.fullmatch(scene.between(left, right)) is not None
    )


def _was_there(scene: Scene, claim: Claim) -> bool:
    """Tell whether a finding was there before the drug, or the drug given for it."""
    if claim.object.mention < 0:
        return False
    behind = claim.subject.mention >= 0 and claim.object.span.end <= claim.subject.span.start
    cared = behind and _CARED_FOR.search(scene.between(claim.object, claim.subject)) is not None
    return cared or _HAD.search(scene.before(claim.object)) is not None


def _is_one_arm(scene: Scene, claim: Claim) -> bool:
    """Tell whether the two treatments are given together: "compared with X plus Y"."""
    left, right = sorted((claim.subject, claim.object), key=lambda p: p.span)
    together = right.mention >= 0 and right.mention in scene.groups.get(left.mention, ())
    return together and _PLUS.search(scene.between(left, right)) is not None


def _is_no_harm(claim: Claim, label: str) -> bool:
    """Tell whether an adverse event is none: the disease coming back, its growth delayed, or a tumor that
    people were treated for.
    """
    tumor = _TUMOR.search(label) is not None and not claim.rule.startswith(("name/induced", "layout"))
    return tumor or _RETURN.search(label) is not None or _SLOWED.search(label) is not None


def _names_cause(disease: str, treatment: str) -> bool:
    """Tell whether a disease is named by what brings it about: "heparin-induced thrombocytopenia"."""
    return re.search(rf"\b{re.escape(treatment)}[- ](?:induced|associated)\b", disease, re.I) is not None


def _is_harm(scene: Scene) -> bool:
    """Tell whether a finding is one of treatment, not of the disease: "Grade 3 X", "developed X after
    taking Y".
    """
    return _HARM.search(scene.sentence.text) is not None or any(
        _EXPOSED.search(scene.before(drug)) for drug in scene.of_type(*MEDICINES)
    )


def _is_rare(scene: Scene, claim: Claim) -> bool:
    """Tell whether an alteration is said to be hardly ever found: "mutations of X are rare events in Y"."""
    offset = scene.sentence.span.start
    places = [p.span for p in (claim.subject, claim.object) if p.mention >= 0]
    if not places:
        return False
    start, end = min(p.start for p in places) - offset, max(p.end for p in places) - offset
    return _RARE.search(scene.sentence.text[start:end]) is not None


def is_restrictive(scene: Scene, claim: Claim) -> bool:
    """Tell whether words only pick out which are meant: the trigger or a participant stands in a relative
    clause ("tumors that have not spread", "a regimen that did not include X"), or in words about people
    ("patients not receiving X").
    """
    if claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    index = claim.trigger
    while tokens[index].dep == "conj" and tokens[index].head != index:
        index = tokens[index].head
    above = list(scene.sentence.ancestors(claim.trigger))
    return (
        tokens[index].dep == "relcl"
        or any(
            tokens[i].dep in ("acl", "relcl") and tokens[tokens[i].head].lemma in scene.words.persons
            for i in above
        )
        or any(
            tokens[i].dep == "relcl" and i not in above
            for p in (claim.subject, claim.object)
            if p.mention >= 0
            for i in scene.sentence.ancestors(scene.sentence.token_of[p.mention])
        )
    )


def is_shared(scene: Scene, claim: Claim) -> bool:
    """Tell whether a treatment is given to both groups that a sentence compares: nothing is denied of A
    in "A plus B versus A plus placebo".
    """
    if claim.subject.mention < 0:
        return False
    again = [p for p in scene.of_type(*TREATMENTS) if p.concept == claim.subject.concept]
    return len(again) > 1 and _VERSUS.search(scene.between(again[0], again[-1])) is not None


def is_of_measure(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is about a measure: "X was not associated with survival in Y"."""
    return claim.predicate == "biolink:gene_associated_with_condition" and bool(
        scene.of_type(EntityType.MEASURE)
    )


def is_left_out(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial says that a treatment was no part of another: "no X was administered"."""
    first = next(iter(scene.members(claim.subject, TREATMENTS)), claim.subject)
    return (
        claim.predicate in CARE
        and _NOT_GIVEN.search(scene.before(first)) is not None
        and _LEFT_OUT.match(scene.behind(first)) is not None
    )


def is_of_interference(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is about what one treatment does to another: "X does not impair the effect
    of Y".
    """
    if claim.predicate not in CARE or claim.subject.mention < 0:
        return False
    return _INTERFERES.search(scene.sentence.text) is not None


def is_contrasted(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is of another treatment, with which this one is contrasted: "X failed, in
    contrast to Y".
    """
    others = (p for p in scene.of_type(*TREATMENTS) if p.span.end <= claim.subject.span.start)
    return (
        claim.predicate in CARE
        and next(others, None) is not None
        and _CONTRASTED.search(scene.before(claim.subject)) is not None
    )


def is_not_reached(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial is only of a number that is not there yet: "the median was not reached"."""
    return claim.predicate in CARE and _NOT_REACHED.search(scene.sentence.text) is not None


def is_of_comparison(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial says that a treatment is no better than another: "X was not superior to Y"."""
    return (
        claim.predicate in CARE
        and claim.subject.mention >= 0
        and _NO_BETTER.match(scene.behind(claim.subject)) is not None
        and bool(scene.comparators)
    )


#: Tests that tell whether a denial is of something else than the claim.
NO_DENIALS = (
    is_restrictive,
    is_shared,
    is_of_measure,
    is_left_out,
    is_of_interference,
    is_contrasted,
    is_of_comparison,
    is_not_reached,
)
