"""Readings about genes and processes that the words of a sentence do not bear out: whether a gene is what
acts, what is acted on, and under which conditions.
"""

from __future__ import annotations

import re

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.grammar import governing_verb
from kg.relations.scene import GENES, MEDICINES, Participant, Scene

#: Claims of which gene acts on what are not worth making of a gene that is hardly known: of those that were
#: judged, two of five were right where a symbol's grounding was less sure than this.
_MOLECULAR = frozenset({"biolink:affects", "biolink:causes", "biolink:contributes_to"})
_OF_CAUSE = frozenset({"biolink:causes", "biolink:contributes_to", "biolink:gene_associated_with_condition"})
_SYMBOLS = frozenset({EntityType.GENE, EntityType.GENE_FAMILY})
_LEAST_SURE = 0.45
#: The same of which gene goes with a disease: of those, one of three was right.
_OF_DISEASE = frozenset(
    {"biolink:gene_associated_with_condition", "kgo:dysregulated_in", "biolink:biomarker_for"}
)
# Around a change in an animal or in cells: that it was told for these conditions alone.
_CONDITION = re.compile(
    r"\b(?:lacking|deficien\w+|absence of|knock(?:ed)?[- ]?(?:out|down)|null|mutant|mutated|without|depleted"
    r"|silenc\w+|presence of|pre-?treat\w*|blocked by|in contrast|unless|alone|dominant[- ]negative|s[ih]RNA"
    r"|inactive|defective|only (?:when|if|in)|inhibitors?)\b|-/-|\(-/-\)",
    re.IGNORECASE,
)
# Behind a name: that it only set off or marks what is spoken of.
_SET_OFF = re.compile(
    r"(?:\s?\([^()]{1,15}\))?[-–‑](?:induced|stimulated|evoked|elicited|triggered|dependent|independent|mediated|driven|responsive"
    r"|sensitive|resistant|regulated|treated|activated|challenged|primed|inducible)\b",
    re.IGNORECASE,
)
# Before a process: that it goes wrong, so that it is disturbed and not brought about.
_DISTURBED = re.compile(
    r"\b(?:defective|impaired|abnormal|aberrant|reduced|decreased|disturbed|disrupted|deficient|loss of"
    r"|lack of"
    r"|inhibition of|defects? in|impairment of|absence of|altered|incomplete|failure of) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
# Behind a process: that it stops.
_ARREST = re.compile(
    r"[- ](?:arrest|inhibition|block(?:ade)?|suppression|defects?|impairment)\b", re.IGNORECASE
)
# Before a gene: that it is missing, or before a change of it.
_MISSING = re.compile(
    r"\b(?:loss|lack|absence|knock(?:out|down|-out|-down)|silencing|depletion|deletion|inhibition|deficiency"
    r"|inactivation|suppression|blockade|ablation|down-?regulation|reductions?|decreases?)"
    r" (?:(?:of|in) (?:[\w-]+ ){0,3})?$",
    re.IGNORECASE,
)
# That it is not known what something seen in patients does.
_LEFT_OPEN = re.compile(
    r"\b(?:causal (?:role|link|relation(?:ship)?)|causality|causation|pathogenicity"
    r"|(?:clinical )?significance)\b"
    r"[^.;]{0,30}\b(?:not (?:yet )?(?:been )?(?:shown|proven|proved|established|demonstrated|confirmed|known)"
    r"|unproven|uncertain|unclear|unknown|remains? to be|doubtful)\b",
    re.IGNORECASE,
)
_MISSING_BEHIND = re.compile(
    r"[- ](?:loss|deficien\w+|knock-?(?:out|down)|silencing|depletion|deletion|inhibition|inactivation|null"
    r"|ablation|blockade|suppression|down-?regulation)\b|-/-|\(-/-\)",
    re.IGNORECASE,
)
# Behind genes: that something is meant that acts on them.
_AGENT = re.compile(
    r"[- ](?:[a-z]+ )?(?:inhibitors?|antagonists?|agonists?|blockers?|degraders?|antibod(?:y|ies)"
    r"|ligands?)\b",
    re.IGNORECASE,
)
_IN_CELLS = re.compile(r"[- ](?:[\w-]+ )?(?:cells?|\w+cytes?|\w+blasts?|cell lines?)\b", re.IGNORECASE)
_GOES_WITH = frozenset({"associate", "link", "correlate", "relate"})
_BELOW = re.compile(r"\b(?:to|with|in|by|from|at|on|into|onto|under)(?: the| an?)? $", re.IGNORECASE)
#: Nouns by which a gene is part of what another does.
_PARTS = frozenset({"mediator", "component", "role", "require", "participate", "involve", "implicate"})
_NEAR = 40
"""Characters behind a drug in which a word for a target counts."""
_AIMED = re.compile(r"(?<!\bby )\btarget", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:changes?|decline|decreases?|elevation|increases?|loss|reduction|rise) (?:in|of)\b", re.I
)
_AMOUNT = (
    r"(?:expression|transcription|m?RNA|production|secretion|release|synthesis|levels?|accumulation"
    r"|induction|phosphorylation|acetylation|ubiquitination|methylation|degradation|abundance|stability)"
)
_AMOUNT_BEHIND = re.compile(
    rf"(?:\s?\([^()]{{1,20}}\))?(?:[- ](?:alpha|beta|gamma))?[- ](?:(?:and|or) [\w-]+ )?"
    rf"(?:(?:steady-state|basal|serum|plasma|surface|gene|protein|m?RNA) )*(?:{_AMOUNT})\b",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    rf"\b(?:{_AMOUNT}) of (?:[\w-]+ )?$|\w-(?:elicited|evoked|induced|stimulated) (?:[\w-]+ )?$",
    re.IGNORECASE,
)


def is_misread(scene: Scene, claim: Claim) -> bool:
    """Tell whether the words do not bear out what a claim says of genes or processes."""
    rule = claim.rule
    if claim.predicate in _MOLECULAR and any(
        p.type in _SYMBOLS and p.sure < _LEAST_SURE for p in (claim.subject, claim.object)
    ):
        return True
    if claim.predicate in _OF_DISEASE and claim.subject.type in _SYMBOLS and claim.subject.sure < _LEAST_SURE:
        return True
    if claim.predicate in _OF_CAUSE and _LEFT_OPEN.search(scene.behind(claim.subject)) is not None:
        return True
    if rule == "frame/involved-in" and claim.object.type in GENES and _lemma(scene, claim) in _PARTS:
        return True
    if rule in ("frame/change-of", "reader/gene-disease"):
        return _is_by_drug(scene, claim)
    if claim.predicate == "biolink:affects":
        below = rule.startswith("surface/") and _stands_below(scene, claim.subject)
        return below or _is_set_off(scene, claim) or _is_acted_on(scene, claim.subject)
    return claim.predicate == "biolink:causes" and _is_disturbed(scene, claim)


def is_indirect(scene: Scene, claim: Claim) -> bool:
    """Tell whether a drug is said to act on what it need not bind: how much there is of a gene's product, a
    change of that, or what cells do.
    """
    return _is_about_amount(scene, claim) or _is_about_process(scene, claim) or _is_about_change(scene, claim)


def _is_about_amount(scene: Scene, claim: Claim) -> bool:
    """Tell whether a drug is said to act on how much there is of a gene's product: it affects the gene, and
    need not bind what it makes.
    """
    if claim.object.type not in GENES:
        return False
    listed = scene.members(claim.object, GENES) or [claim.object]
    return (
        _AMOUNT_BEHIND.match(scene.behind(listed[-1])) is not None
        or _AMOUNT_BEHIND.match(scene.behind(claim.object)) is not None
        or _AMOUNT_BEFORE.search(scene.before(listed[0])) is not None
    )


def _is_about_change(scene: Scene, claim: Claim) -> bool:
    """Tell whether a drug is said to act on a change of a gene's product: "X inhibited the decrease in G"."""
    if claim.object.type not in GENES or claim.trigger is None:
        return False
    place = scene.sentence.tokens[claim.trigger].end - scene.sentence.span.start
    return _CHANGE.search(scene.before(claim.object)[place:]) is not None


def _is_about_process(scene: Scene, claim: Claim) -> bool:
    """Tell whether a drug is said to slow or stop what cells do, which is nothing that it could bind: a
    process is its target only where the text says so.
    """
    if claim.object.type is not EntityType.PROCESS or claim.trigger is None:
        return False
    behind = scene.behind(claim.subject)
    return (
        not scene.sentence.tokens[claim.trigger].lemma.startswith("target")
        and _AIMED.search(behind[:_NEAR]) is None
    )


def is_conditional(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial holds for certain cells or animals alone: "in cells lacking G, X failed to
    induce Y".
    """
    return claim.predicate in ("biolink:affects", "kgo:targets") and (
        _CONDITION.search(scene.sentence.text) is not None
    )


def is_turned(scene: Scene, claim: Claim) -> bool:
    """Tell whether it is the lack of a gene that promotes a process: the gene affects it, and which way is
    left open.
    """
    return (
        claim.subject.type in GENES
        and claim.object.type is EntityType.PROCESS
        and (
            _MISSING.search(scene.before(claim.subject)) is not None
            or _MISSING_BEHIND.match(scene.behind(claim.subject)) is not None
            or _DISTURBED.search(scene.before(claim.object)) is not None
            or _ARREST.match(scene.behind(claim.object)) is not None
        )
    )


def _is_by_drug(scene: Scene, claim: Claim) -> bool:
    """Tell whether a gene's change in cells of a disease is what a drug did to them."""
    first = min(claim.subject.span, claim.object.span)
    given = any(p.span.end <= first.start for p in scene.of_type(*MEDICINES))
    return given and _IN_CELLS.match(scene.behind(claim.object)) is not None


def is_of_risk(scene: Scene, claim: Claim) -> bool:
    """Tell whether a gene only goes with a risk: "levels of X were associated with susceptibility to D"."""
    if claim.rule != "frame/risk-of" or claim.trigger is None or claim.subject.type not in GENES:
        return False
    verb = governing_verb(scene.sentence, claim.trigger)
    return verb is not None and scene.sentence.tokens[verb].lemma in _GOES_WITH


def _lemma(scene: Scene, claim: Claim) -> str:
    return "" if claim.trigger is None else scene.sentence.tokens[claim.trigger].lemma


def _stands_below(scene: Scene, participant: Participant) -> bool:
    """Tell whether a name before a verb is the object of a preposition: "binding of A to B increases C"."""
    return _BELOW.search(scene.before(participant)) is not None


def _is_set_off(scene: Scene, claim: Claim) -> bool:
    """Tell whether a participant only names what set something off: "X raised insulin-stimulated uptake"."""
    return any(p.mention >= 0 and _SET_OFF.match(scene.behind(p)) for p in (claim.subject, claim.object))


def _is_acted_on(scene: Scene, gene: Participant) -> bool:
    """Tell whether a gene stands in a list that names what acts on them: "G and H inhibitors"."""
    last = scene.members(gene, GENES)[-1]
    return gene.type in GENES and _AGENT.match(scene.behind(last)) is not None


def _is_disturbed(scene: Scene, claim: Claim) -> bool:
    return (
        claim.object.type is EntityType.PROCESS and _DISTURBED.search(scene.before(claim.object)) is not None
    )
