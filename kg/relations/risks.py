"""What raises the risk of a disease, or brings it about, from outside: a virus, a substance, a treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import DISEASE, Participant, Scene

#: A disease, a virus, a substance, a treatment or a finding that may bring about a disease.
EXPOSURES = frozenset(
    (
        EntityType.DISEASE, EntityType.SPECIES, EntityType.DRUG, EntityType.THERAPY, EntityType.PHENOTYPE,
        EntityType.GENE, EntityType.VARIANT,
    )
)  # fmt: skip
RISK = "risk/factor"
"""The rule: what raises a risk may well be what people had before, such as a radiotherapy."""

#: What people do or meet that is called a risk even where it only "is associated with" a disease.
_HABIT = re.compile(
    r"smok|tobacco|alcohol|sun\b|sunlight|ultraviolet|radiation|radiotherapy|asbestos|obesity|infection|immunosuppress"
    r"|virus|pesticide|vinyl chloride|dioxin",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r" (?:is|are|has been|have been) (?:[a-z]+ly )?(?:associated|linked) (?:with|to) (?:the development"
    r" of |(?:an )?increased"
    r" (?:risk|incidence) of )?(?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
#: Before what people do: that a disease goes with it.
_LINKED_WITH = re.compile(
    r"\b(?:linked|associated|related|tied|attribut(?:ed|able)) (?:with|to) (?:(?:the|an?|heavy|prolonged"
    r"|chronic"
    r"|cigarette|tobacco|current|former|long-term|history of|exposure to) )*$",
    re.IGNORECASE,
)
#: Before two things: that the one has nothing to do with the other.
_NO_LINK = re.compile(
    r"\bno (?:[a-z]+ )?(?:association|link|relation(?:ship)?|connection)s? (?:(?:(?:was|were|has been"
    r"|have been|is)"
    r" )?(?:found|seen|shown|known|reported|established) )?between (?:the )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
#: Behind what was done to people: that it is behind some of the cases.
_ACCOUNTS = re.compile(
    r"(?: therapy| exposure)? (?:accounts?|is responsible) for (?:about |up to |roughly )?(?:\d[\d.–-]*"
    r" ?%|(?:a|one) \w+) of "
    r"(?:all )?(?:cases|tumou?rs)\b",
    re.IGNORECASE,
)
_OUTER = frozenset({EntityType.SPECIES, EntityType.DRUG})
#: Of what lives, what infects.
_INFECTS = re.compile(
    r"vir(?:us|uses|al)\b|\b[A-Z]{2,3}(?:Py)?V\b|bacter|pylori|fluke|schistosom|sinensis|viverrini",
    re.IGNORECASE,
)
_BINOMIAL = re.compile(r"[A-Z][a-z]{3,} [a-z]{4,}")
_FACTOR = (
    r"(?:(?:(?!not\b|no\b|never\b)[\w-]+ ){0,3}risk factors?|co-?factors?"
    r"|predisposing (?:factors?|conditions?)"
    r"|(?:(?!and\b|or\b|but\b|that\b|which\b|who\b|it\b)[\w-]+ ){0,2}causes"
    r"|(?:leading|main|major|(?:most )?common(?:est)?|principal|chief|usual) (?:cause|trigger))"
)
#: "Risk factors (for X) include A, exposure to B and C"; what is found comes behind.
_LISTED = re.compile(
    rf"\b(?:{_FACTOR}|(?:possible |common |known |usual )?(?:triggers|precipitants|precipitating factors))\b"
    rf"(?P<of>[^.;:]{{0,80}}?)\s*(?:\b(?:include|includes|are|is|comprise|were|such as)\b|:)\s",
    re.IGNORECASE,
)
#: "A and B are risk factors (for X)"; what is found comes before.
_SAID = re.compile(
    rf"\b(?:is|are|was|were|remains?)\b(?: (?!not\b|no\b|and\b|but\b)[\w-]+){{0,3}}?"
    rf" (?:an? |the )?{_FACTOR}\b"
    r"|\b(?:has|have) been (?:[a-z]+ly )?(?:implicated|identified|proposed|recogni[sz]ed"
    r"|suggested|described) as "
    r"(?:an? )?(?:possible |potential |likely )?(?:triggers?|causes?|risk factors?)\b",
    re.IGNORECASE,
)
#: "X is caused by B", "X is linked to infection with B".
_CAUSED = re.compile(
    r"\b(?:caused by|attribut(?:ed|able) to|due to|(?:linked|related|associated) (?:to|with))"
    r" (?:(?:an? |the |long-term |prior |previous |earlier |chronic |clonal )*"
    r"(?:infection|exposure|integration|contact|use)s? (?:with|by|to|of) )?(?:(?:an?"
    r"|the) )?(?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_ABOVE_ALL = re.compile(
    r"(?:\s?\([^()]*\))?,? (?:above all|especially|in particular|particularly|mainly|chiefly|mostly|most"
    r" often"
    r"|notably|predominantly|usually)(?: by)?(?: (?:the )?(?:types?|strains?))? ",
    re.IGNORECASE,
)
_EXPOSED = re.compile(r"\b(?:infection|exposure|integration|contact)s?\b", re.IGNORECASE)
#: What factors and causes may be of that is no disease: "the main causes of death".
_NO_DISEASE = re.compile(
    r"\b(?:of|for) (?:the )?(?:[\w-]+ ){0,2}?(?:deaths?|mortality|morbidity|disability|dying|fail\w+"
    r"|admissions?|discontinu\w+|withdraw\w+|concern|delays?)\b",
    re.IGNORECASE,
)
#: Between a disease and what is said to have caused it.
_BESIDE = re.compile(
    r"[\s,]*(?:\([^()]*\))?\s*(?:(?:that|which|tumou?rs?|cases?|is|are|was|were|often|most|[a-z]+ly)\s+){0,4}"
)
#: Those who have the disease at hand, before what is said to have caused it.
_CASES = re.compile(
    r"\b(?:cases|tumou?rs|cancers)\b[^.;,]{0,40}$|^it (?:is|may be) (?:[a-z]+ly )?$", re.IGNORECASE
)
#: From a disease that opens a sentence, by what it is, to what is said to have caused it.
_IS_KIND = re.compile(
    r"(?: ?\([^()]*\))? is an? [^.;]{3,120}? (?:that|which) (?:[^.;]{3,80} and )?is (?:(?!not\b)[a-z]+ )?",
    re.IGNORECASE,
)
#: What is said with the name of what infects.
_INFECTION = re.compile(r"(?:chronic |persistent )?infections?", re.IGNORECASE)
#: A relative clause in which something is called a risk, and what may stand between it and a name.
_RELATIVE = re.compile(r",? (?:which|that)(?: [\w-]+)? ?$", re.IGNORECASE)
_BRACKET = re.compile(r"(?: \([^()]*\))?")
#: Before a condition: that a disease arises on its ground, by itself or as an example.
_SETTING = re.compile(
    r"\b(?:aris(?:e|es|ing)|occurs?|occurring|develops?|developing|seen|found|diagnosed) "
    r"(?:in the (?:setting|context) of|as (?:a )?part of|in association with|against a background of)"
    r" (?:(?:an?|the) )?(?:(?:[\w-]+ ){0,3}(?:syndromes?|conditions?|disorders?)"
    r"(?:,? such as|,? including|:|,? (?:most |especially |notably )+(?:often|commonly)?) )?$",
    re.IGNORECASE,
)
#: From what people do or have to the disease of which it is said to be no cause.
_REFUTED = re.compile(
    r"(?:,? (?:(?:and|or|nor) )?(?!(?:and|or|nor|has|have|is|are|does|do|did)\b)[a-z-]{3,20}(?:"
    r" [a-z-]{3,20})?){0,3}"
    r"(?: (?:(?:has|have) not been (?:shown|found|proven|proved) to |(?:does|do|did) not (?:seem to "
    r"|appear to )?"
    r"|(?:is|are) not (?:known|thought|believed|shown) to )"
    r"(?:(?:increase|raise|affect|change) (?:the |an? |one's |your |a person's )?(?:risk|chance"
    r"|likelihood)s? of "
    r"|cause )(?:getting |developing )?"
    r"| (?:(?:is|are) not|(?:has|have) not been) (?:linked|associated|tied|related) (?:to|with) "
    r"| (?:has|have|had|bears?) no (?:known |proven |clear )?(?:relation(?:ship)?|link|association"
    r"|connection) (?:with|to) "
    r"| (?:is|are) not (?:considered )?(?:an? )?(?:known |established |proven )?(?:risk factors?"
    r"|causes?) (?:of|for) )",
    re.IGNORECASE,
)
#: Before a risk: what it is no risk for, or that it is asked.
UNPROVEN = re.compile(
    r"\b(?:without|no|lacking) (?:any |convincing |firm |good )?(?:proof|evidence)\b|\bunproven\b"
    r"|\bnot (?:yet )?(?:been )?(?:proven|proved|confirmed|established)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:no|not|unknown|without|unclear)\b[^,;]*$", re.IGNORECASE)


def read_risks(scene: Scene) -> Iterator[Claim]:
    """Yield what the sentence calls a risk factor or a cause of a disease, from outside its cells.

    The disease is the one that the sentence names as what the risk is for, else the one the text is about.
    """
    if scene.sentence.text.rstrip().endswith("?") or UNPROVEN.search(scene.sentence.text):
        return
    yield from _factors(scene)
    yield from _causes(scene)
    yield from _refuted(scene)
    yield from _settings(scene)
    yield from _linked(scene)


def _linked(scene: Scene) -> Iterator[Claim]:
    """Yield "Smoking is strongly associated with D"."""
    for left, right, between in scene.neighbours():
        exposed = left.type in EXPOSURES and _HABIT.search(left.text) is not None
        if exposed and right.type is EntityType.DISEASE and _LINKED.fullmatch(between):
            yield from risk_claims(scene, scene.members(left, EXPOSURES), [right])
    for each in scene.of_type(EntityType.PHENOTYPE, EntityType.THERAPY):
        told = _LINKED_WITH.search(scene.before(each)) if _HABIT.search(each.text) else None
        edge = scene.sentence.span.start + (told.start() if told else 0)
        before = [p for p in scene.of_type(EntityType.DISEASE) if told and p.span.end <= edge]
        opens = [p for p in before if p.span.start == scene.sentence.span.start]
        if told and not DENIED.search(scene.before(each)[: told.start()]):
            owners = opens or before[-1:] or list(scene.around.topics)
            yield from risk_claims(scene, scene.members(each, EXPOSURES), owners)
    yield from _unlinked(scene)
    for each in scene.of_type(*EXPOSURES - {EntityType.GENE, EntityType.VARIANT}):
        if _HABIT.search(each.text) and _ACCOUNTS.match(scene.behind(each)):
            yield from risk_claims(scene, [each], list(scene.around.topics))


def _unlinked(scene: Scene) -> Iterator[Claim]:
    """Yield a denial of "no association between D and smoking", whichever of the two is named first."""
    for left, right, between in scene.neighbours():
        told = _NO_LINK.search(scene.before(left))
        if told is None or between.strip() not in ("and", "and the"):
            continue
        pair = (left, right) if right.type is EntityType.DISEASE else (right, left)
        factor, disease = pair
        if disease.type is EntityType.DISEASE and factor.type in EXPOSURES - {
            EntityType.GENE,
            EntityType.VARIANT,
        }:
            cue = next((i for i, t in enumerate(scene.sentence.tokens) if t.lemma == "no"), None)
            for each in risk_claims(scene, [factor], [disease]):
                yield replace(each, polarity="denied", trigger=cue)


def _settings(scene: Scene) -> Iterator[Claim]:
    """Yield the conditions on whose ground a disease arises: "Some arise in the setting of X"."""
    for factor in scene.of_type(EntityType.DISEASE):
        told = _SETTING.search(scene.before(factor))
        if told is None:
            continue
        edge = scene.sentence.span.start + told.start()
        owners = [p for p in scene.of_type(EntityType.DISEASE) if p.span.end <= edge]
        listed = told.group().rstrip().endswith(":")
        factors = [
            p
            for p in (scene.of_type(EntityType.DISEASE) if listed else scene.members(factor, DISEASE))
            if p.mention >= factor.mention
        ]
        yield from risk_claims(scene, factors, owners[:1] or list(scene.around.topics))


def _refuted(scene: Scene) -> Iterator[Claim]:
    """Yield a denial of what is said to be no cause: "X has not been shown to increase the risk of Y"."""
    for left, right, between in scene.neighbours():
        exposed = left.type in EXPOSURES - {EntityType.GENE, EntityType.VARIANT}
        if not exposed or right.type is not EntityType.DISEASE or not _REFUTED.fullmatch(between):
            continue
        denied = next(
            i
            for i, t in enumerate(scene.sentence.tokens)
            if t.start >= left.span.end and t.lemma in ("not", "no")
        )
        for each in risk_claims(scene, scene.members(left, EXPOSURES), [right]):
            yield replace(each, polarity="negated", trigger=denied)


def _factors(scene: Scene) -> Iterator[Claim]:
    text, offset = scene.sentence.text, scene.sentence.span.start
    for match in _LISTED.finditer(text):
        if DENIED.search(text[: match.start()]) or _NO_DISEASE.search(match["of"]):
            continue
        named = _between(scene, match.start() + offset, match.end() + offset)
        factors = [p for p in scene.of_type(*EXPOSURES) if p.span.start >= match.end() + offset]
        yield from risk_claims(scene, factors, named or list(scene.around.topics))
        return
    for said in _SAID.finditer(text):
        # a semicolon parts what is said of one from what is said of another
        first = text.rfind("; ", 0, said.start()) + 1
        last = text.find("; ", said.end())
        last = len(text) if last < 0 else last
        if DENIED.search(text[first : said.start()]) or _NO_DISEASE.match(text[said.end() :].lstrip()):
            continue
        diseases = [
            p
            for p in scene.of_type(EntityType.DISEASE)
            if said.end() <= p.span.start - offset and p.span.end - offset <= last
        ][:1]
        factors = [
            p
            for p in scene.of_type(*EXPOSURES)
            if first <= p.span.start - offset
            and p.span.end - offset <= said.start()
            and _INFECTION.fullmatch(p.text) is None
        ]
        relative = _RELATIVE.search(text, first, said.start())
        if relative is not None:
            # "X keeps Y from Z, which is a risk factor": said of Z alone
            near = [p for p in factors if _BRACKET.fullmatch(text, p.span.end - offset, relative.start())]
            factors = [p for each in near for p in scene.members(each, EXPOSURES)]
        yield from risk_claims(scene, factors, diseases or list(scene.around.topics))


def _causes(scene: Scene) -> Iterator[Claim]:
    for each in scene.of_type(*_OUTER):
        told = _CAUSED.search(scene.before(each))
        infects = _INFECTS.search(each.text) or _BINOMIAL.fullmatch(each.text)
        if each.type is EntityType.SPECIES and infects is None:
            continue
        if told is None or (each.type is EntityType.DRUG and not _EXPOSED.search(told.group())):
            continue
        edge = scene.sentence.span.start + told.start()
        before = [p for p in scene.of_type(EntityType.DISEASE) if p.span.end <= edge]
        start = before[-1].span.end - scene.sentence.span.start if before else told.start()
        opens = [p for p in before[:1] if p.span.start == scene.sentence.span.start]
        said = opens and _IS_KIND.fullmatch(scene.before(each)[len(opens[0].span) : told.start()])
        if not said and not _BESIDE.fullmatch(scene.before(each), start, told.start()):
            continue  # "death of D cells caused by X"
        vague = _CASES.search(scene.before(each), 0, told.start()) is not None or any(
            p.span.end <= edge for p in scene.vague.values()
        )
        diseases = (opens if said else before[-1:]) or (list(scene.around.topics) if vague else [])
        causes = scene.members(each, _OUTER)
        # "caused by X, above all Y"
        causes += [
            other
            for one, other, between in scene.neighbours()
            if one == causes[-1] and other.type is each.type and _ABOVE_ALL.fullmatch(between)
        ]
        yield from risk_claims(scene, causes, diseases, predicate="biolink:causes")


def _between(scene: Scene, start: int, end: int) -> list[Participant]:
    return [p for p in scene.of_type(EntityType.DISEASE) if start <= p.span.start and p.span.end <= end]


def risk_claims(
    scene: Scene,
    factors: list[Participant],
    diseases: list[Participant],
    *,
    predicate: str = "biolink:contributes_to",
) -> Iterator[Claim]:
    """Yield the claim of each factor for each disease."""
    for factor in factors:
        for disease in diseases:
            if factor.concept != disease.concept:
                yield Claim(
                    subject=factor,
                    predicate=predicate,
                    object=disease,
                    rule=RISK,
                    confidence=0.85 * disease.confidence,
                    trigger=scene.sentence.token_of.get(factor.mention),
                )
