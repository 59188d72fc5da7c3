"""What makes a disease likelier, commoner or come again: "X raises the risk of Y", "X sets off attacks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.risks import DENIED, EXPOSURES, UNPROVEN, risk_claims
from kg.relations.scene import CONDITIONS, DISEASE, TREATMENTS, Participant, Scene

#: "X increases the risk of Y", what stands between the parts of it.
_RAISES = re.compile(
    r"\b(?:increases?d?|raises?d?|elevates?d?|carr(?:y|ies|ied)|poses?) (?:an? |the )?(?:[\w-]+ ){0,2}?"
    r"(?:risks?|chances?|odds|likelihood) (?:of|for) ",
    re.IGNORECASE,
)
#: From a disease to what people have in whom it is more common.
_COMMONER = re.compile(
    r"(?: (?:is|are|also|much|far|even|may be|can be|occurs?|develops?|arises?|appears?|seen|found))+ "
    r"(?:more|most|unusually|especially|particularly) (?:common|often|frequent|frequently|commonly|likely)"
    r"(?: to (?:occur|develop|appear|be found))? (?:in|among) (?:[\w-]+ ){0,2}?"
    r"(?:people|patients|children|adults|persons|individuals|those|men|women) (?:with|who have) "
    r"(?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
_PEOPLE_WITH = re.compile(
    r"\b(?:people|patients|children|adults|those|men|women|individuals|anyone|everyone) (?:with|who have)"
    r"(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
_LIKELIER = re.compile(
    r"(?: infection)? (?:are|is|have|has)(?! not\b)(?: [\w-]+){0,5}? (?:more likely to (?:get"
    r"|have|develop|fall ill with|contract)"
    r"|(?:likely|prone) to (?:get|develop)|(?:at|an?) (?:[\w-]+ )?(?:higher|increased|greater"
    r"|high|raised) (?:risk|chance) (?:of|for)"
    r"(?: getting| developing)?)(?: (?:an?|the))? ",
    re.IGNORECASE,
)
#: A state that a name is held for which is also that of a treatment.
_STATE = re.compile(r"immuno-?suppression$", re.IGNORECASE)
#: Behind a disease whose risk something raises: what is set against that, and what is said of it.
_BUT = re.compile(r",? (?:whereas|while|but|unlike|although) (?:[\w-]+ ){0,2}", re.IGNORECASE)
_DO_NOT = re.compile(r"[^.;,]{0,40}? (?:do|does|did) not\b(?! (?:seem|appear) to lower)", re.IGNORECASE)
_OWN_WORDS = re.compile(
    r"(?: ?\([^()]*\))?(?: (?:may|can|could|might|will|does not|did not|also|treatment|therapy|use|slightly"
    r"|significantly|further))* ",
    re.IGNORECASE,
)
#: Between a harm and the kinds of it.
_KINDS = re.compile(r",? (?:including|such as|like|mostly|mainly|especially) (?:[\w-]+ )?", re.IGNORECASE)
#: "X raises the risk", of the disease at hand.
_RAISES_HERE = re.compile(
    r"\b(?:increases?|raises?) (?:the |one's |your )?(?:[\w-]+ )?(?:risks?|chances?|odds|likelihood)"
    r"(?=[.,;]|$| and\b| as\b| by\b| \()",
    re.IGNORECASE,
)
_SO_DO = re.compile(r",? (?:and |as |just as )?(?:so )?do(?:es)? ", re.IGNORECASE)
_FEW_WORDS = re.compile(r"(?:(?!no\b|not\b)[\w-]+ ){0,3}")
#: "Attacks are provoked by X"; what is found comes behind.
_SETS_OFF = re.compile(
    r"\b(?:attacks?|episodes?|flares?|crises|crisis|exacerbations?|relapses?|symptoms?|it)"
    r" (?:is|are|can be|may be)(?: [a-z]+ly| often| sometimes| commonly)?"
    r" (?:provoked|triggered|precipitated|brought on|set off|induced) by ",
    re.IGNORECASE,
)
#: "X and Y may provoke attacks"; what is found comes before.
_SETS_IT_OFF = re.compile(
    r" (?:(?:can|may|often|also|sometimes|both|all|are|is|known|to|a common|common) )*"
    r"(?:provokes?|triggers?|precipitates?|brings? on|sets? off|induces?) (?:an? |the |severe |acute |new )*"
    r"(?:attacks?|episodes?|flares?|flare-ups|crises|crisis|exacerbations?|relapses?)(?! of\b)",
    re.IGNORECASE,
)
#: Behind a disease: that it is behind a share of the cases of the one at hand.
_MAKES_UP = re.compile(
    r" (?:accounts? for|is responsible for|underlies|is the cause (?:of|in))"
    r" (?:about |up to |around |some |more than |over |nearly |almost )*"
    r"(?:\d[\d.–-]* ?%|half|most|(?:a|one|two) (?:third|quarter)s?|the majority|many)"
    r"(?: of)?(?: all| the)? (?:cases|patients)\b",
    re.IGNORECASE,
)
#: From a microbe to a disease: that it has been seen before it.
_SEEN_BEFORE = re.compile(
    r"(?: virus| infections?)* (?:has|have) (?:also )?been (?:linked|tied|connected) (?:to|with) (?:the )?",
    re.IGNORECASE,
)
#: How many characters may stand before the first words of a sentence.
_OPENS = 15


def read_raised(scene: Scene) -> Iterator[Claim]:
    """Yield what the sentence says to raise a risk, to go with more cases, or to set a disease off."""
    if scene.sentence.text.rstrip().endswith("?") or UNPROVEN.search(scene.sentence.text):
        return
    yield from _raised(scene)
    yield from _raised_here(scene)
    yield from _commoner(scene)
    yield from _likelier(scene)
    yield from _set_off(scene)


def _with_kinds(scene: Scene, harms: list[Participant]) -> list[Participant]:
    """Return harms with those that are named as kinds of the last: "second cancers, including X and Y"."""
    after = [p for p in scene.of_type(*CONDITIONS) if p.span.start > harms[-1].span.end][:1]
    if after and _KINDS.fullmatch(scene.between(harms[-1], after[0])):
        return harms + [p for p in scene.members(after[0], CONDITIONS) if p not in harms]
    return harms


def _commoner(scene: Scene) -> Iterator[Claim]:
    """Yield what people have in whom a disease is more common: "X is commoner in people with Y"."""
    for owner, factor in product(scene.of_type(*CONDITIONS), scene.of_type(*DISEASE)):
        if owner.span < factor.span and _COMMONER.fullmatch(scene.between(owner, factor)):
            yield from risk_claims(scene, scene.members(factor, DISEASE), [owner])


def _raised_by_habits(scene: Scene, told: re.Match[str]) -> Iterator[Claim]:
    """Yield what no frame has for a subject: habits and microbes, "smoking increases the risk of Y"."""
    text, offset = scene.sentence.text, scene.sentence.span.start
    diseases = [p for p in scene.of_type(EntityType.DISEASE) if p.span.start - offset >= told.end()][:1]
    if not diseases or _FEW_WORDS.fullmatch(text[told.end() : diseases[0].span.start - offset]) is None:
        return
    first = max(text.rfind(mark, 0, told.start()) for mark in (";", ":", "."))
    clause = text[first + 1 : told.start()]
    if DENIED.search(clause):
        return
    factors = [
        p
        for p in scene.of_type(EntityType.PHENOTYPE, EntityType.SPECIES, EntityType.THERAPY)
        if first < p.span.start - offset and p.span.end - offset <= told.start()
        if p.type is not EntityType.THERAPY or _STATE.search(p.text)
    ]
    behind = scene.behind(diseases[0])
    for other in scene.of_type(*EXPOSURES - {EntityType.GENE, EntityType.VARIANT}):
        spared = _BUT.fullmatch(scene.between(diseases[0], other)) if other.span > diseases[0].span else None
        denied = _DO_NOT.match(scene.behind(other)) if spared else None
        if denied:
            place = offset + len(scene.sentence.text) - len(behind)
            cue = next(
                (
                    i
                    for i, t in enumerate(scene.sentence.tokens)
                    if t.start >= place and t.lemma in ("not", "n't")
                ),
                None,
            )
            for each in risk_claims(scene, scene.members(other, EXPOSURES), diseases):
                yield replace(each, polarity="denied", trigger=cue)
    # illnesses only of the list that ends right before: "X, Y and hepatitis raise the risk"
    ill = [
        p
        for p in scene.of_type(EntityType.DISEASE)
        if first < p.span.start - offset and p.span.end - offset <= told.start()
    ]
    if ill and (not factors or ill[-1].span > factors[-1].span):
        factors = scene.members(ill[-1], EXPOSURES)
    if factors and _OWN_WORDS.fullmatch(text[factors[-1].span.end - offset : told.start()]):
        for disease in diseases:
            yield from risk_claims(scene, factors, [disease])


def _raised_here(scene: Scene) -> Iterator[Claim]:
    """Yield what raises the risk of the disease at hand: "X raises the risk, and so does Y"."""
    text, offset = scene.sentence.text, scene.sentence.span.start
    topics = list({p.concept: p for p in scene.around.topics}.values())
    told = _RAISES_HERE.search(text)
    if told is None or len(topics) != 1 or DENIED.search(text[: told.start()]):
        return
    before = [p for p in scene.of_type(*EXPOSURES) if p.span.end - offset <= told.start()]
    if not before or _OWN_WORDS.fullmatch(text[before[-1].span.end - offset : told.start()]) is None:
        return
    factors = [p for p in scene.members(before[-1], EXPOSURES) if p.type not in TREATMENTS]
    also = _SO_DO.match(text, told.end())
    after = [p for p in scene.of_type(*EXPOSURES) if also and p.span.start - offset == also.end()]
    factors += [m for p in after for m in scene.members(p, EXPOSURES) if m.type not in TREATMENTS]
    yield from risk_claims(scene, factors, topics)


def _likelier(scene: Scene) -> Iterator[Claim]:
    """Yield "People with X are likelier to get Y"."""
    types = {EntityType.SPECIES, EntityType.DISEASE, EntityType.PHENOTYPE}
    for left, right, between in scene.neighbours():
        told = left.type in types and right.type is EntityType.DISEASE
        if told and _PEOPLE_WITH.search(scene.before(left)) and _LIKELIER.fullmatch(between):
            yield from risk_claims(scene, [left], [right])


def _set_off(scene: Scene) -> Iterator[Claim]:
    """Yield what brings on attacks of the disease at hand, or makes up its cases."""
    text, offset = scene.sentence.text, scene.sentence.span.start
    topics = list({p.concept: p for p in scene.around.topics}.values())
    told = _SETS_OFF.search(text)
    if len(topics) == 1 and told is not None and not DENIED.search(text[: told.start()]):
        named = [p for p in scene.of_type(EntityType.DISEASE) if p.span.end - offset <= told.end()]
        factors = [p for p in scene.of_type(*EXPOSURES) if p.span.start - offset >= told.end()]
        members = [p for f in factors[:1] for p in scene.members(f, EXPOSURES) if p.mention >= f.mention]
        if {p.concept for p in named} <= {topics[0].concept}:
            yield from risk_claims(scene, members, topics)
    for factor in scene.of_type(*EXPOSURES) if len(topics) == 1 else ():
        if _SETS_IT_OFF.match(scene.behind(factor)):
            listed = [p for p in scene.members(factor, EXPOSURES) if p.mention <= factor.mention]
            yield from risk_claims(scene, listed, topics)
    for cause, disease, between in scene.neighbours():
        if disease.type is EntityType.DISEASE and _SEEN_BEFORE.fullmatch(between):
            virus = cause.type is EntityType.SPECIES or between.startswith(" virus")
            yield from risk_claims(scene, scene.members(cause, EXPOSURES) if virus else [], [disease])
    for cause in scene.of_type(EntityType.DISEASE):
        share = _MAKES_UP.match(scene.behind(cause))
        if len(topics) == 1 and share is not None and len(scene.before(cause)) < _OPENS:
            yield from risk_claims(scene, [cause], topics, predicate="biolink:causes")


def _raised(scene: Scene) -> Iterator[Claim]:
    """Yield harm of a treatment: "X may increase the risk of Y"."""
    text, offset = scene.sentence.text, scene.sentence.span.start
    for match in _RAISES.finditer(text):
        yield from _raised_by_habits(scene, match)
        before = [p for p in scene.of_type(*TREATMENTS) if p.span.end - offset <= match.start()]
        harms = [p for p in scene.of_type(*CONDITIONS) if p.span.start - offset >= match.end()][:1]
        if not before or not harms:
            continue
        if _OWN_WORDS.fullmatch(text[before[-1].span.end - offset : match.start()]) is None:
            continue
        if _FEW_WORDS.fullmatch(text[match.end() : harms[0].span.start - offset]) is None:
            continue
        for harm in _with_kinds(scene, scene.members(harms[0], CONDITIONS)):
            for treatment in scene.members(before[-1], TREATMENTS):
                yield Claim(
                    subject=treatment,
                    predicate="biolink:has_adverse_event",
                    object=harm,
                    rule="risk/raised",
                    confidence=0.85,
                    trigger=scene.sentence.token_of.get(harm.mention),
                )
