"""For whom an agency lets a drug be used, as news tell of it: "grants accelerated approval of X for adults
with Y", "expands the label of X to include Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import DISEASE, MEDICINES, Scene

#: Before a drug: that it is let in.
_LET_IN = re.compile(
    r"\b(?:approv(?:al|es?|ed|ing)|authori[sz](?:ation|es?|ed|ing)|licen[cs](?:e|es|ed|ing)|clearance|clear(?:s|ed)"
    r"|(?:(?<!open[- ])(?<!off[- ])label|indications?))(?: status)?(?: (?:for|of|to))?(?: the)?"
    r"(?: (?!no\b|not\b|against\b)[\w-]+){0,3} $",
    re.IGNORECASE,
)
#: Before a drug: that it is not yet, or no longer, let in.
_NOT_YET = re.compile(
    r"\b(?:seek\w*|sought|request\w*|support\w*|fil(?:ed|ing)|submi\w+|await\w*|pending|potential|possible|towards?"
    r"|refus\w+|declin\w+|reject\w+|withdr[ae]w\w*|revok\w+|no|not|without|before|if|denied|appl(?:y|ied|ication)\w*"
    r"|consider\w*|recommend\w*|review\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
#: From the drug to the disease of those who may have it.
_FOR = re.compile(
    r"(?:[®™]|\s?\([^()]{2,60}\))*(?: (?:tablets?|capsules?|injection))?,?(?: [^.;,]{0,40}?)?"
    r" (?:for|to treat|to include|as an? (?:[\w-]+ ){0,3}(?:treatment|therapy|option) (?:for|of))"
    r"(?! (?:use )?in combination)(?:,? (?!previously\b|not\b|without\b|no\b|except\b)[\w-]+,?){0,12} $",
    re.IGNORECASE,
)


#: That an approval is no more, and the end of the words before a drug that tell of an approval.
_TAKEN_BACK = re.compile(
    r"\b(?:withdr[ae]wn?|withdrawing|revok(?:ed?|ing)|rescind(?:ed|ing)?|suspend(?:ed|ing)|removed?)\b",
    re.IGNORECASE,
)
_APPROVAL_OF = re.compile(
    r"\b(?:indications?|approval|authori[sz]ation|licence|license)(?: (?:of|for))?(?: the)? $", re.IGNORECASE
)


def read_approvals(scene: Scene) -> Iterator[Claim]:
    """Yield the diseases for which the sentence says that a drug before them was approved, or for which it
    says that an approval was taken back.
    """
    yield from _taken_back(scene)
    for drug in scene.of_type(*MEDICINES):
        before = scene.before(drug)
        if _LET_IN.search(before) is None or _NOT_YET.search(before):
            continue
        disease = next((p for p in scene.of_type(EntityType.DISEASE) if p.span.start > drug.span.end), None)
        if disease is None or _FOR.fullmatch(scene.between(drug, disease)) is None:
            continue
        for each in scene.members(disease, DISEASE):
            place = scene.sentence.token_of.get(drug.mention)
            yield claim(drug, "kgo:approved_for", each, "surface/approval", 0.85, trigger=place)


def _taken_back(scene: Scene) -> Iterator[Claim]:
    told = _TAKEN_BACK.search(scene.sentence.text)
    if told is None:
        return
    edge = scene.sentence.span.start + told.start()
    drugs = [p for p in scene.of_type(*MEDICINES) if _APPROVAL_OF.search(scene.before(p))]
    named = {p.concept: p for p in scene.of_type(EntityType.DISEASE) if p.span.start < edge}
    diseases = list(named.values()) or list(scene.around.topics)
    if len(drugs) != 1 or len(diseases) != 1:
        return
    place = scene.sentence.token_of.get(drugs[0].mention)
    found = claim(drugs[0], "kgo:approved_for", diseases[0], "surface/taken-back", 0.8, trigger=place)
    yield replace(found, polarity="negated")
