"""What raises the risk of a disease, or brings it about, from outside: a virus, a substance, a treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import CONDITIONS, DISEASE, TREATMENTS, Participant, Scene

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
    r"(?:(?:[\w-]+ ){0,3}risk factors?|co-?factors?|predisposing (?:factors?|conditions?)"
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
_OWN_WORDS = re.compile(
    r"(?: ?\([^()]*\))?(?: (?:may|can|could|might|will|does not|did not|also|treatment|therapy|use|slightly"
    r"|significantly|further))* ",
    re.IGNORECASE,
)
_FEW_WORDS = re.compile(r"(?:(?!no\b|not\b)[\w-]+ ){0,3}")
#: "Attacks are provoked by X"; what is found comes behind.
_SETS_OFF = re.compile(
    r"\b(?:attacks?|episodes?|flares?|crises|crisis|exacerbations?|relapses?|symptoms?|it)"
    r" (?:is|are|can be|may be)(?: [a-z]+ly| often| sometimes| commonly)?"
    r" (?:provoked|triggered|precipitated|brought on|set off|induced) by ",
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
_LINKED = re.compile(
    r"(?: virus| infections?)* (?:has|have) (?:also )?been (?:linked|tied|connected) (?:to|with) (?:the )?",
    re.IGNORECASE,
)
#: How many characters may stand before the first words of a sentence.
_OPENS = 15
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
    r"| (?:is|are) not (?:considered )?(?:an? )?(?:known |established |proven )?(?:risk factors?"
    r"|causes?) (?:of|for) )",
    re.IGNORECASE,
)
#: Before a risk: what it is no risk for, or that it is asked.
_UNPROVEN = re.compile(
    r"\b(?:without|no|lacking) (?:any |convincing |firm |good )?(?:proof|evidence)\b|\bunproven\b"
    r"|\bnot (?:yet )?(?:been )?(?:proven|proved|confirmed|established)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|unknown|without|unclear)\b[^,;]*$", re.IGNORECASE)


def read_risks(scene: Scene) -> Iterator[Claim]:
    """Yield what the sentence calls a risk factor or a cause of a disease, from outside its cells.

    The disease is the one that the sentence names as what the risk is for, else the one the text is about.
    """
    if scene.sentence.text.rstrip().endswith("?") or _UNPROVEN.search(scene.sentence.text):
        return
    yield from _factors(scene)
    yield from _causes(scene)
    yield from _raised(scene)
    yield from _commoner(scene)
    yield from _likelier(scene)
    yield from _refuted(scene)
    yield from _settings(scene)
    yield from _linked(scene)
    yield from _set_off(scene)


def _linked(scene: Scene) -> Iterator[Claim]:
    """Yield "Smoking is strongly associated with D"."""
    for left, right, between in scene.neighbours():
        exposed = left.type in EXPOSURES and _HABIT.search(left.text) is not None
        if exposed and right.type is EntityType.DISEASE and _LINKED.fullmatch(between):
            yield from _claims(scene, scene.members(left, EXPOSURES), [right])
    for each in scene.of_type(*EXPOSURES - {EntityType.GENE, EntityType.VARIANT}):
        if _HABIT.search(each.text) and _ACCOUNTS.match(scene.behind(each)):
            yield from _claims(scene, [each], list(scene.around.topics))


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
        yield from _claims(scene, factors, owners[:1] or list(scene.around.topics))


def _refuted(scene: Scene) -> Iterator[Claim]:
    """Yield a denial of what is said to be no cause: "X has not been shown to increase the risk of Y"."""
    for left, right, between in scene.neighbours():
        exposed = left.type in EXPOSURES - {EntityType.GENE, EntityType.VARIANT}
        if not exposed or right.type is not EntityType.DISEASE or not _REFUTED.fullmatch(between):
            continue
        denied = next(
            i for i, t in enumerate(scene.sentence.tokens) if t.start >= left.span.end and t.lemma == "not"
        )
        for each in _claims(scene, scene.members(left, EXPOSURES), [right]):
            yield replace(each, polarity="negated", trigger=denied)


def _factors(scene: Scene) -> Iterator[Claim]:
    text, offset = scene.sentence.text, scene.sentence.span.start
    for match in _LISTED.finditer(text):
        if _DENIED.search(text[: match.start()]) or _NO_DISEASE.search(match["of"]):
            continue
        named = _between(scene, match.start() + offset, match.end() + offset)
        factors = [p for p in scene.of_type(*EXPOSURES) if p.span.start >= match.end() + offset]
        yield from _claims(scene, factors, named or list(scene.around.topics))
        return
    for said in _SAID.finditer(text):
        # a semicolon parts what is said of one from what is said of another
        first = text.rfind("; ", 0, said.start()) + 1
        last = text.find("; ", said.end())
        last = len(text) if last < 0 else last
        if _DENIED.search(text[first : said.start()]) or _NO_DISEASE.match(text[said.end() :].lstrip()):
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
        yield from _claims(scene, factors, diseases or list(scene.around.topics))


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
        yield from _claims(scene, scene.members(each, _OUTER), diseases, predicate="biolink:causes")


def _commoner(scene: Scene) -> Iterator[Claim]:
    """Yield what people have in whom a disease is more common: "X is commoner in people with Y"."""
    for owner, factor in product(scene.of_type(*CONDITIONS), scene.of_type(*DISEASE)):
        if owner.span < factor.span and _COMMONER.fullmatch(scene.between(owner, factor)):
            yield from _claims(scene, scene.members(factor, DISEASE), [owner])


def _raised_by_habits(scene: Scene, told: re.Match[str]) -> Iterator[Claim]:
    """Yield what no frame has for a subject: habits and microbes, "smoking increases the risk of Y"."""
    text, offset = scene.sentence.text, scene.sentence.span.start
    diseases = [p for p in scene.of_type(EntityType.DISEASE) if p.span.start - offset >= told.end()][:1]
    if not diseases or _FEW_WORDS.fullmatch(text[told.end() : diseases[0].span.start - offset]) is None:
        return
    first = max(text.rfind(mark, 0, told.start()) for mark in (";", ":", "."))
    clause = text[first + 1 : told.start()]
    if _DENIED.search(clause):
        return
    factors = [
        p
        for p in scene.of_type(EntityType.PHENOTYPE, EntityType.SPECIES)
        if first < p.span.start - offset and p.span.end - offset <= told.start()
    ]
    if factors and _OWN_WORDS.fullmatch(text[factors[-1].span.end - offset : told.start()]):
        for disease in diseases:
            yield from _claims(scene, factors, [disease])


def _likelier(scene: Scene) -> Iterator[Claim]:
    """Yield "People with X are likelier to get Y"."""
    types = {EntityType.SPECIES, EntityType.DISEASE, EntityType.PHENOTYPE}
    for left, right, between in scene.neighbours():
        told = left.type in types and right.type is EntityType.DISEASE
        if told and _PEOPLE_WITH.search(scene.before(left)) and _LIKELIER.fullmatch(between):
            yield from _claims(scene, [left], [right])


def _set_off(scene: Scene) -> Iterator[Claim]:
    """Yield what brings on attacks of the disease at hand, or makes up its cases."""
    text, offset = scene.sentence.text, scene.sentence.span.start
    topics = list({p.concept: p for p in scene.around.topics}.values())
    told = _SETS_OFF.search(text)
    if len(topics) == 1 and told is not None and not _DENIED.search(text[: told.start()]):
        named = [p for p in scene.of_type(EntityType.DISEASE) if p.span.end - offset <= told.end()]
        factors = [p for p in scene.of_type(*EXPOSURES) if p.span.start - offset >= told.end()]
        members = [p for f in factors[:1] for p in scene.members(f, EXPOSURES) if p.mention >= f.mention]
        if {p.concept for p in named} <= {topics[0].concept}:
            yield from _claims(scene, members, topics)
    for cause, disease, between in scene.neighbours():
        if disease.type is EntityType.DISEASE and _LINKED.fullmatch(between):
            virus = cause.type is EntityType.SPECIES or between.startswith(" virus")
            yield from _claims(scene, scene.members(cause, EXPOSURES) if virus else [], [disease])
    for cause in scene.of_type(EntityType.DISEASE):
        share = _MAKES_UP.match(scene.behind(cause))
        if len(topics) == 1 and share is not None and len(scene.before(cause)) < _OPENS:
            yield from _claims(scene, [cause], topics, predicate="biolink:causes")


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
        for harm in scene.members(harms[0], CONDITIONS):
            for treatment in scene.members(before[-1], TREATMENTS):
                yield Claim(
                    subject=treatment,
                    predicate="biolink:has_adverse_event",
                    object=harm,
                    rule="risk/raised",
                    confidence=0.85,
                    trigger=scene.sentence.token_of.get(harm.mention),
                )


def _between(scene: Scene, start: int, end: int) -> list[Participant]:
    return [p for p in scene.of_type(EntityType.DISEASE) if start <= p.span.start and p.span.end <= end]


def _claims(
    scene: Scene,
    factors: list[Participant],
    diseases: list[Participant],
    *,
    predicate: str = "biolink:contributes_to",
) -> Iterator[Claim]:
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
