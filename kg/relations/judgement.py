"""What a claim is worth in its sentence: whether it is meant, affirmed or denied, and by which predicate."""

from __future__ import annotations

import re

from kg.model import BlockKind, Certainty, Polarity
from kg.relations.advice import is_advised_against, is_stopped
from kg.relations.agency import is_conditional, is_indirect, is_of_risk, is_turned
from kg.relations.bearing import is_elsewhere, is_unborne
from kg.relations.care import is_disparaged, is_no_care, is_no_failure, is_trial_of_it
from kg.relations.claim import Claim
from kg.relations.comparison import is_of_both_arms
from kg.relations.harming import is_denied_beside, is_harm_of_another
from kg.relations.listing import LABEL
from kg.relations.modality import is_absent, is_none, is_of_some, read_modality
from kg.relations.plausibility import CARE, Plausibility
from kg.relations.risks import RISK
from kg.relations.scene import Scene

_STUDIED = re.compile(
    r"\b(?:phase (?:[1-4]|I{1,3}V?)\b|trials?\b|(?<!our )(?<!this )(?<!present )stud(?:y|ies)\b"
    r"(?! of choice| suggest| show| indicate| demonstrate| reveal| support| provide| report)|evaluat\w+"
    r"|investigat\w+|enroll\w*|cohort|randomi[sz]\w+|(?:in|of) \d+ (?:[\w-]+ ){0,2}patients)",
    re.IGNORECASE,
)
_CLINICAL = re.compile(r"\bphase (?:[1-4]|I{1,3}V?)\b|\bclinical trials?\b", re.IGNORECASE)
_TRIAL = re.compile(rf"{_CLINICAL.pattern}|\btrials?\b|\benroll\w*|\brandomi[sz]\w+", re.IGNORECASE)
_NO_FAILURES = frozenset({"frame/deed", "frame/study-verb", "frame/study-noun", "outcome/studied"})
_LEVELS = {"biolink:treats": "biolink:in_clinical_trials_for"}
#: Rules by which a treatment acts on something, be it directly or not.
_ACTING = frozenset({"frame/target-verb", "surface/target-verb", "frame/inhibitor-of"})
#: What a trial is of is a fact while its result is still an aim.
_STUDIES = frozenset({"kgo:studies", "kgo:studies_condition"})
_DESIGN = _STUDIES | {"biolink:in_clinical_trials_for"}
_FAILED = re.compile(
    r"\bfail(?:ed|s|ure)?\b|\bdid not (?:\w+ ){0,2}(?:improve|prolong|extend|increase|reduce|meet|reach|show"
    r"|demonstrate)|\bno (?:[\w-]+ ){0,3}(?:difference|improvement|benefit|advantage|gain"
    r"|responses?|activity|effect)\b",
    re.IGNORECASE,
)
_PROVISOS = frozenset({"if", "unless", "when", "where", "once", "until"})


def judge(
    scene: Scene, claim: Claim, doubts: Plausibility, subject: str, object_: str
) -> tuple[Polarity, Certainty] | None:
    """Return polarity and certainty of a claim, or None where its words do not bear it out.

    `doubts` are the rules of what cannot be meant, `subject` and `object_` the labels of its concepts.
    """
    if claim.rule == "fusion/partner":
        polarity, certainty = Polarity.AFFIRMED, Certainty.ASSERTED
    else:
        polarity, certainty = read_modality(
            scene,
            claim.trigger,
            claim.subject,
            claim.object,
            polarity=claim.polarity,
            standing=_is_standing(scene, claim),
        )
        if polarity is Polarity.NEGATED and (
            doubts.is_no_denial(scene, claim, subject, object_)
            or is_conditional(scene, claim)
            or _is_proviso(scene, claim)
            or is_elsewhere(scene, claim)
            or is_no_failure(scene, claim)
            or is_denied_beside(scene, claim)
            or (claim.predicate not in CARE and is_of_some(scene, claim.object))
        ):
            return None
        if is_advised_against(scene, claim) or is_disparaged(scene, claim):
            polarity = Polarity.NEGATED
        if (
            doubts.is_implausible(scene, claim, subject, object_)
            or (polarity is Polarity.AFFIRMED and is_stopped(scene, claim))
            or is_unborne(scene, claim)
            or _is_beside(scene, claim)
            or is_no_care(scene, claim)
            or is_harm_of_another(scene, claim)
        ):
            return None
        if claim.predicate == "kgo:compared_with":
            if claim.rule == "frame/compare-verb" and is_of_both_arms(scene, claim):
                return None
            # A comparison was made whatever came of it.
            polarity = Polarity.AFFIRMED
        if is_absent(scene, claim.trigger, claim.object):
            return None
        if polarity is Polarity.NEGATED and claim.rule in _NO_FAILURES:
            # What was not studied is not known to fail, nor what has no median yet.
            return None
        if polarity is Polarity.NEGATED and claim.rule.startswith("trial/"):
            if claim.predicate not in _STUDIES or not _FAILED.search(scene.sentence.text):
                return None
            # A trial has studied what failed in it.
            polarity = Polarity.AFFIRMED
        past = claim.subject.mention in scene.past and not _is_standing(scene, claim)
        if past and claim.rule != RISK:
            return None
    if certainty is Certainty.HYPOTHETICAL and claim.predicate in _DESIGN and scene.around.trial is not None:
        certainty = Certainty.ASSERTED
    return polarity, certainty


def _is_proviso(scene: Scene, claim: Claim) -> bool:
    """Tell whether a denial of care is only the case in which something else is done: "if X fails"."""
    if claim.predicate not in CARE or claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    verbs = (claim.trigger, *scene.sentence.ancestors(claim.trigger))
    return any(
        tokens[verb].dep == "advcl" and tokens[c].dep in ("mark", "advmod") and tokens[c].lemma in _PROVISOS
        for verb in verbs
        for c in scene.sentence.children[verb]
    )


def _is_beside(scene: Scene, claim: Claim) -> bool:
    """Tell whether one finding behind a label is taken for a sign of another: "Complications: X, Y"."""
    listed = claim.predicate == "biolink:has_phenotype" and claim.subject.mention >= 0
    return listed and not scene.has_verb and LABEL.match(scene.sentence.text) is not None


def _is_standing(scene: Scene, claim: Claim) -> bool:
    """Tell whether a claim is of a thing's nature, said in passing: what it targets, its kind, its place."""
    if claim.rule in ("name/induced", "name/place-of", "name/such-as", "name/title"):
        return True
    if claim.rule == "name/harm-after":
        # "It failed to reduce X after Y" denies the reduction; "no X after Y" denies the harm.
        return not is_none(scene, claim.object)
    if claim.predicate not in ("kgo:targets", "biolink:subclass_of"):
        return False
    return claim.trigger is None or scene.sentence.tokens[claim.trigger].dep in (
        "acl",
        "relcl",
        "amod",
        "appos",
    )


def predicate_of(scene: Scene, claim: Claim, polarity: Polarity) -> str:
    """Return the predicate, weakened where the words are those of a study and not of care."""
    if polarity is Polarity.NEGATED:
        return claim.predicate
    if claim.predicate in ("biolink:contributes_to", "biolink:causes") and is_turned(scene, claim):
        return "biolink:affects"
    if is_of_risk(scene, claim):
        return "biolink:gene_associated_with_condition"
    if claim.predicate == "kgo:targets" and claim.rule in _ACTING and is_indirect(scene, claim):
        return "biolink:affects"
    trial = scene.around.trial
    in_entry = trial is not None and (
        trial.via == "page" or scene.around.kind in (BlockKind.HEADING, BlockKind.TITLE)
    )
    around = _words_around(scene, claim)
    if in_entry or (not claim.rule.startswith("layout") and _STUDIED.search(around)):
        if claim.predicate == "biolink:treats" and not in_entry and not _TRIAL.search(around):
            return "biolink:studied_to_treat"
        return _LEVELS.get(claim.predicate, claim.predicate)
    if is_trial_of_it(scene, claim):
        return "biolink:studied_to_treat"
    if claim.predicate == "biolink:studied_to_treat" and _CLINICAL.search(around):
        return "biolink:in_clinical_trials_for"
    return claim.predicate


def _words_around(scene: Scene, claim: Claim) -> str:
    """Return the words from the first to the last part of a claim in the sentence, with a few on either
    side.
    """
    tokens = scene.sentence.tokens
    offset = scene.sentence.span.start
    places = [(p.span.start, p.span.end) for p in (claim.subject, claim.object) if p.mention >= 0]
    if claim.trigger is not None:
        places.append((tokens[claim.trigger].start, tokens[claim.trigger].end))
    if not places:
        return scene.sentence.text
    start = max(0, min(p[0] for p in places) - offset - 60)
    if claim.trigger is not None and tokens[claim.trigger].dep == "relcl":
        # "we studied X, which is used for D": what is studied is told outside of the clause
        start = max(start, tokens[min(scene.sentence.subtree(claim.trigger))].start - offset)
    return scene.sentence.text[start : max(p[1] for p in places) - offset + 30]
