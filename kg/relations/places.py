"""Where the disease at hand sits and where it spreads, by the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.relations.care import RETURN
from kg.relations.claim import Claim, claim
from kg.relations.scene import Scene

_AFFECTED = re.compile(
    r"^[^.;]{0,60}\b(?:is|are) (?:the )?(?:parts of the body |[\w-]+ )?(?:most|more) (?:often|commonly"
    r"|frequently)(?: \w+)? (?:affected|involved)\b"
    r"|^[^.;]{0,60}\b(?:is|are) (?:affected|involved) in (?:about |up to |nearly "
    r"|over )*(?:\d[\d.]* ?%|half|most|many"
    r"|nearly all|(?:a|one|two) thirds?)"
    r"|^[^.;]{0,60}\b(?:is|are) the (?:[\w-]+ ){1,2}(?:most|more) (?:often|commonly"
    r"|frequently) (?:affected|involved)\b",
    re.IGNORECASE,
)
#: Behind places: that they are where the disease at hand is usually found.
_WHERE = re.compile(
    r"[^.;:]{0,60}? (?:is|are) (?:the |an? )?(?:most )?(?:(?:usual|common(?:est)?|frequent|typical|main"
    r"|favou?red|predominant) )?"
    r"(?:places?|sites?|organs?|locations?) (?:where|in which|from which|to which) (?:it|they|the"
    r" (?:tumou?rs?"
    r"|disease|cancer)"
    r"|these tumou?rs|[A-Z]{2,}s?) (?:can |may |usually |often |first )*"
    r"(?:grows?|comes? back|recurs?|returns?|spreads?|starts?|occurs?|arises?|develops?|appears?|begins?"
    r"|(?:is|are) found)\b",
)
#: Before a place: that some of those with the disease at hand have it there.
_SOME_ARISE = re.compile(
    r"^(?:most|many|some|a few|others|the (?:majority|rest)|(?:about |around )?(?:half|a third|\d+ ?%)"
    r"|it|they|these tumou?rs|the (?:tumou?rs?|disease|lesions?)) "
    r"(?:of (?:them|these|the tumou?rs) )?(?:(?:usually|mostly|typically|often|most often|nearly always) )?"
    r"(?:arises?|occurs?|starts?|begins?|develops?|forms?|grows?"
    r"|(?:is|are) found) "
    r"(?:in|from|within|on) (?:the |an? )?"
    r"(?:(?:remnants?|lining|walls?|cells?|epithelium|surface|mucosa|nerves?|tissues?|glands?) (?:of|in)"
    r" (?:the )?)?$",
    re.IGNORECASE,
)
#: Before a place: that the tumors of a series were there, or how the tumor at hand shows itself.
_SEATED = re.compile(
    r"\b(?:tumou?rs?|lesions?|cases|masses|it|they) (?:(?:was|were|is|are) )?(?:[a-z]+ly )?"
    r"(?:centered|centred|located|situated|based|seated|epicent(?:er|re)d) (?:in|on|at|around|within)"
    r" (?:the |an? )?$"
    r"|\b(?:presents?|presented|shows? itself|showed itself|appears?|manifests?(?: itself)?) (?:[\w-]+"
    r" ){0,2}(?:as|with)"
    r" (?:(?:an?|the) )?(?:[\w-]+,? ){0,4}(?:mass(?:es)?|swellings?|lumps?|tumou?rs?|nodules?) (?:of|in"
    r"|on|at)"
    r" (?:an? |the )?$",
    re.IGNORECASE,
)
#: Before a place: that tumors of a series grew into it.
_INVADED = re.compile(
    r"\bwith (?:[\w-]+ )?(?:invasion|infiltration|extension|involvement|destruction) (?:of|into|to)"
    r" (?:the )?$",
    re.IGNORECASE,
)
_INVADED_TOO = re.compile(r" in (?:\d+|[a-z]+)(?: \([^()]*\))? and (?:of|into) (?:the )?", re.IGNORECASE)
#: Before a place: that the tumor spreads there; and between two places in order.
_SPREAD_IS = re.compile(
    r"\bsites? of (?:distant |h(?:a)?ematogenous )?(?:metastas[ie]s|spread|dissemination)\b[^.;]{0,30},"
    r" followed by (?:the )?$|"
    r"\b(?:spread|dissemination|metastas[ie]s) (?:is|are|occurs?) (?:[a-z]+ly |most often |first )?to"
    r" (?:the )?(?:[a-z]+ )?$",
    re.I,
)
_THEN = re.compile(
    r"(?: first)?,? (?:and )?(?:then|later|followed by|and (?:less|more) often) (?:to )?(?:the )?", re.I
)
#: Up to a place: that what spreads goes there.
_SPREAD = re.compile(
    r"\bmeta(?:static (?:disease|spread|lesions?)|stas[ie]s|stasi[sz]e[sd]?)\b,?"
    r"(?: (?:most|more|usually|typically|mainly|mostly|primarily|predominantly|often|frequently|commonly),?)*"
    r" (?:to|involving) (?:the )?$",
    re.IGNORECASE,
)


def read_spread_to(scene: Scene) -> Iterator[Claim]:
    """Yield where the disease at hand spreads: "Spread is to X first, then Y and Z"."""
    if any(not RETURN.search(p.text) for p in scene.of_type(EntityType.DISEASE)):
        return
    places = scene.of_type(EntityType.ANATOMY)
    first = next((p for p in places if _SPREAD_IS.search(scene.before(p))), None)
    if first is None:
        return
    found, last = scene.members(first, {EntityType.ANATOMY}), first
    for left, right, between in scene.neighbours():
        if left.span >= last.span and right.type is EntityType.ANATOMY and _THEN.fullmatch(between):
            found += [p for p in scene.members(right, {EntityType.ANATOMY}) if p not in found]
    for topic in scene.around.topics:
        for place in found:
            yield claim(topic, "kgo:metastasizes_to", place, "surface/spread-to", 0.8 * topic.confidence)


def read_affected(scene: Scene) -> Iterator[Claim]:
    """Yield the place of the disease at hand: "The knee is the joint most often affected"."""
    places = scene.of_type(EntityType.ANATOMY)
    if not places or any(not RETURN.search(p.text) for p in scene.of_type(EntityType.DISEASE)):
        return
    behind = scene.behind(places[0])
    told = _AFFECTED.search(behind) or _WHERE.match(behind) or _SOME_ARISE.search(scene.before(places[0]))
    seated = [p for p in places if _SEATED.search(scene.before(p)) or _INVADED.search(scene.before(p))]
    found = [m for p in (places[:1] if told else []) + seated for m in scene.members(p, {EntityType.ANATOMY})]
    for left, right, between in scene.neighbours():
        if left in found and right.type is EntityType.ANATOMY and _INVADED_TOO.fullmatch(between):
            found.append(right)
    for topic in scene.around.topics:
        for place in dict.fromkeys(found):
            yield claim(
                topic, "biolink:disease_has_location", place, "surface/affected", 0.8 * topic.confidence
            )


def read_spread(scene: Scene) -> Iterator[Claim]:
    """Yield where the tumor at hand spreads to: "most develop metastatic disease, usually to the liver"."""
    places = [p for p in scene.of_type(EntityType.ANATOMY) if _SPREAD.search(scene.before(p))]
    named = [p for p in scene.of_type(EntityType.DISEASE) if not RETURN.search(p.text)]
    if not places or named:
        return
    for topic in scene.around.topics:
        for place in scene.members(places[0], {EntityType.ANATOMY}):
            yield claim(topic, "kgo:metastasizes_to", place, "surface/spread", 0.8 * topic.confidence)
