"""What patient pages say a disease does to the body: organs that it attacks, and what a treatment puts
back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import TREATMENTS, Participant, Scene

_ORGANS = frozenset({EntityType.ANATOMY})
#: Before an organ: that what the disease consists of does it harm.
_ATTACKS = re.compile(
    r"\b(?:build-?ups?|deposits?|accumulation|accumulates?|inflammation|immune (?:system|cells|response)"
    r"|(?:auto)?antibod(?:y|ies)|white blood cells|parasites?|bacteri(?:a|um)|virus|worms?|larvae|toxins?"
    r"|crystals|(?:the|this) (?:disease|condition|disorder|illness|infection)|which|that|it)\b[^.;]{0,60}?"
    r"\b(?:damages?|attacks?|destroys?|injures?|harms?|inflames?|scars?|builds? up in|collects? in"
    r"|accumulates? in)"
    r" (?:(?:mistakenly|the|both|mainly|mostly|chiefly|especially|your|body's|own|lining|of|healthy"
    r"|small|large) ){0,5}$",
    re.IGNORECASE,
)
#: Before an organ: that the disease is told by what goes on there.
_IN_WHICH = re.compile(
    r"\b(?:disease|disorder|condition|illness|syndrome|infection) (?:in which|where|that makes)"
    r" (?:(?:the|your|one or both|both|an?) )?(?:(?:muscle|lining|wall|walls|part|parts) of (?:the )?)?$",
    re.IGNORECASE,
)
#: Between a disease and an organ: that the disease is what the organ suffers from.
_IS_OF = re.compile(
    r"(?:,? (?:\([^()]*\)|or [^,;.]{3,50}|also called [^,;.]{3,50}),?)? (?:is|means) (?:an? |the )?"
    r"(?:(?!no\b|not\b)[\w,-]+ ){0,4}?"
    r"(?:failure|inflammation|swelling|narrowing|blockage|scarring|hardening|degeneration|enlargement|thinning"
    r"|thickening|weakening|weakness|clouding|infection|infestation|underactivity|overactivity|disease"
    r"|disorder|condition) (?:of|that affects|affecting|involving|in) (?:(?:the|both|your|one or both) )*"
    r"(?:(?:small|large|inner|outer|lining of|linings of|muscles of|walls of|wall of) (?:the )?)*",
    re.IGNORECASE,
)
_IT = re.compile(r"(?:it|they)\b", re.IGNORECASE)
#: Behind a treatment: that it makes up for what the disease takes away.
_PUTS_BACK = re.compile(
    r"(?:\s?\([^()]*\))? (?:is|are|can|may|will|both)? ?(?:(?:used|given|needed|taken) to )?"
    r"(?:replaces?|suppl(?:y|ies)|provides?|substitutes?|restores?) (?:for )?(?:the |those |a )?"
    r"(?:missing|deficient|lacking|absent|defective|faulty|lost)"
    r" (?:[\w-]+ ){0,2}(?:enzymes?|hormones?|factors?|proteins?)\b",
    re.IGNORECASE,
)


def read_attacked(scene: Scene) -> Iterator[Claim]:
    """Yield the organs that a disease is said to harm, and the treatments said to make up for what it lacks.

    Both are read of the disease that the sentence names before, else of the only one that the text is about.
    """
    for organ in scene.of_type(EntityType.ANATOMY):
        before = scene.before(organ)
        if _ATTACKS.search(before) is None and _IN_WHICH.search(before) is None:
            continue
        told = _IN_WHICH.search(before) is not None
        if not told and _IT.match(scene.sentence.text) and _tells_of_treatment(scene):
            continue  # "It can harm the kidneys": what the sentence before tells of does
        owners = scene.of_type(EntityType.DISEASE)[:1] if told else []
        for disease in owners or _owners(scene, organ):
            for each in scene.members(organ, _ORGANS):
                if each.mention >= organ.mention:
                    yield claim(
                        disease,
                        "biolink:disease_has_location",
                        each,
                        "surface/attacks",
                        0.8 * disease.confidence,
                        trigger=scene.sentence.token_of.get(organ.mention),
                    )
        break
    for left, right, between in scene.neighbours():
        if left.type is EntityType.DISEASE and right.type in _ORGANS and _IS_OF.fullmatch(between):
            for each in scene.members(right, _ORGANS):
                yield claim(
                    left, "biolink:disease_has_location", each, "surface/is-of", 0.85 * left.confidence
                )
    for treatment in scene.of_type(*TREATMENTS):
        if _PUTS_BACK.match(scene.behind(treatment)) is None:
            continue
        for disease in _owners(scene, treatment):
            for each in scene.members(treatment, TREATMENTS):
                yield claim(
                    each,
                    "biolink:treats",
                    disease,
                    "surface/puts-back",
                    0.85 * disease.confidence,
                    trigger=scene.sentence.token_of.get(treatment.mention),
                )
        break


def _tells_of_treatment(scene: Scene) -> bool:
    """Tell whether the sentence before is about a treatment."""
    return any(p.type in TREATMENTS for p in scene.around.subjects)


def _owners(scene: Scene, place: Participant) -> list[Participant]:
    """Return the disease that the sentence names last before a place, else the only topic."""
    named = scene.of_type(EntityType.DISEASE)
    before = [p for p in named if p.span.end <= place.span.start]
    if named:
        return before[-1:]
    topics = {p.concept: p for p in scene.around.topics}
    return list(topics.values()) if len(topics) == 1 and not scene.of_type(*TREATMENTS - {place.type}) else []
