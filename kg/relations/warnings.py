"""Harm as those who advise on a drug tell of it: a boxed warning for X, second line only because of X and Y,
benefit at the price of X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, MEDICINES, TREATMENTS, Participant, Scene

#: Before a harm: that an agency or a maker warns of it.
_WARNED = re.compile(
    r"\b(?:(?:boxed|black[- ]box|safety) warnings?|warnings?) (?:[a-z]+ed )?(?:for|of|about|on"
    r"|regarding|concerning)"
    r" (?:the )?(?:(?:increased )?risks? of )?(?:(?!no\b|not\b)[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
#: Before a harm: what a benefit is paid with.
_PRICE = re.compile(
    r"\bat the (?:price|cost|expense) of (?:(?:more|added|greater|higher|increased|considerable"
    r"|severe|frequent"
    r"|some|its) )*(?:(?:rates?|risks?) of )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
#: From a drug to the first of its harms: that it is used less for them.
_HELD_BACK = re.compile(
    r" (?:(?:is|are|was|were|be|been|should|has|have|can|may|must|now|only|often|usually|mostly"
    r"|seldom|rarely|largely"
    r"|generally|therefore|not|no|longer|never|use|of|its) )*"
    r"(?:used|recommended|reserved|limited|restricted|avoided|discouraged|withdrawn|stopped|abandoned|given"
    r"|preferred|advised|offered|second[- ]line|less suitable)\b"
    r"(?P<how>[^.;]{0,60}?) (?:because of|owing to|due to|on account of|for fear of) "
    r"(?:(?:the|an?|its|their|increased|higher|possible|severe|frequent|concerns about|risks? of) )*",
    re.IGNORECASE,
)
#: Words by which a use is held back.
_LESS = re.compile(
    r"\b(?:only|not|no longer|never|seldom|rarely|reserved|limited|restricted|avoided|discouraged|withdrawn"
    r"|stopped|abandoned|second[- ]line|less)\b",
    re.IGNORECASE,
)


def read_warnings(scene: Scene) -> Iterator[Claim]:
    """Yield the harm of a drug that is warned of, that its benefit is paid with, or for which it is held
    back. The drug is the one that the sentence names before it, else the one that the text is about.
    """
    harms = scene.of_type(*CONDITIONS)
    for harm in harms:
        before = scene.before(harm)
        if _WARNED.search(before) or _PRICE.search(before):
            yield from _harmed(scene, _drugs(scene, harm), harm, "surface/warned")
            break
    for drug in scene.of_type(*MEDICINES):
        first = next((p for p in harms if p.span.start > drug.span.end), None)
        if first is None or drug.mention in scene.past:
            continue
        told = _HELD_BACK.fullmatch(scene.between(drug, first))
        if told is not None and _LESS.search(told.group()):
            yield from _harmed(scene, scene.members(drug, MEDICINES), first, "surface/held-back")
            return


def _drugs(scene: Scene, harm: Participant) -> list[Participant]:
    """Return the treatments of the only list that stands before a harm, else those that "it" means, else the
    drug that the text is about.
    """
    edge = harm.span.start
    named = [p for p in scene.of_type(*TREATMENTS) if p.span.end <= edge and p.mention not in scene.past]
    if named:
        members = scene.members(named[0], TREATMENTS)
        return members if len(members) == len(named) else []
    if scene.sentence.text.startswith(("It ", "They ")):
        return [p for p in scene.around.subjects if p.type in TREATMENTS]
    return list(scene.around.medicine)


def _harmed(scene: Scene, drugs: list[Participant], harm: Participant, rule: str) -> Iterator[Claim]:
    topics = {t.concept for t in scene.around.topics}
    for each in scene.members(harm, CONDITIONS):
        if each.concept in topics and each.type is EntityType.DISEASE:
            continue
        for drug in drugs:
            place = scene.sentence.token_of.get(each.mention)
            found = claim(drug, "biolink:has_adverse_event", each, rule, 0.8 * drug.confidence, trigger=place)
            yield replace(found, polarity="affirmed")  # what is denied is the use
