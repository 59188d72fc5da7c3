"""How often an adverse event came with a treatment, and how severe: "grade 3 neutropenia in 45%"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import Document, EntityType, Outcome, Quantity
from kg.relations.claim import Claim, claim
from kg.relations.details import detailed
from kg.relations.modality import read_modality
from kg.relations.outcomes import is_against, is_strength
from kg.relations.result import Result, number_evidence
from kg.relations.scene import MEDICINES, TREATMENTS, Participant, Scene

_EVENTS = (EntityType.PHENOTYPE, EntityType.DISEASE)
_HARM = re.compile(
    r"\badverse|toxicit|side effects?|treatment-(?:related|emergent)|\bgrades?\b|\bwell tolerated"
    r"|tolerability"
    r"|\bsafety\b",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:treated with|receiving|who received|given|taking)\s+$",
    re.IGNORECASE,
)
_ARM_NAME = re.compile(r"[ -](?:treated )?(?:group|arm|cohort)\b", re.IGNORECASE)
_LEVEL = r"(?:[1-5]|I{1,3}V?|IV|V)"
_GRADE = re.compile(
    rf"\b[Gg]rades?[ -]?(?P<sign>≥ ?|>= ?)?(?P<low>{_LEVEL})"
    rf"(?:\s?(?P<to>[-–—/]|to|or|and)\s?(?:grades? )?(?P<high>{_LEVEL})\b"
    r"|\s?(?P<more>(?:\+|or (?:higher|greater|worse|above|more|more severe)|and (?:higher|above))))?"
    r"|(?P<before>≥ ?|>= ?)[Gg]rades?[ -]?(?P<least>[1-5])"
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
# From an event to its rate, and from a rate to the event.
_TO_RATE = re.compile(
    r"(?:\s?\([^()]{1,30}\))?(?:,? (?:of (?:any grade|all grades"
    r"|grades? [\w ≥-]{1,20}))?\s?)?(?:[\w, ]{0,30}?)"
    r"(?:(?:was|were|has been|had been|is|are) )?(?:[\w-]+ly )?"
    r"(?:occurred|occurring|developed|reported|observed|seen|noted|found|experienced|recorded|documented"
    r"|affect(?:ed|ing)|present|rates?(?: was| of)?)?"
    r"(?: (?:in|by|among|for|as|of|at|at a rate of|with a frequency of"
    r"|with an incidence of))?(?: \d+)?\s?[(\[:,=]?\s?"
    r"(?:\d+ ?[,;/] ?|n ?= ?\d+ ?[,;] ?|\d+(?: (?:of|out of) \d+)? (?:patients|participants"
    r"|subjects) ?[(\[])?",
    re.IGNORECASE,
)
_FROM_RATE = re.compile(
    r"\s?[)\]]?\s?(?:of (?:the |all )?(?:\d+ )?(?:[\w-]+ )?(?:patients|participants|subjects|people"
    r"|children|adults|cases)"
    r"(?: [\w-]+){0,4}? (?:had|developed|experienced|reported|suffered(?: from)?|showed|with)"
    r"|(?:had|developed|experienced|reported))(?: (?!no\b)[\w≥-]+){0,5} ",
    re.IGNORECASE,
)
_RATE_OF = re.compile(r"(?:incidence|rate|frequency|risk) of (?:[\w≥-]+ ){0,5}$", re.IGNORECASE)
_ARM = re.compile(
    r"\s*[)\]]?\s*(?:\([^()]*\)\s*)?(?:(?:of|in|for|among) (?:the )?(?:\d+ )?(?:patients|participants"
    r"|subjects|those"
    r"|children|adults"
    r"|people|women|men) )?(?:who (?:received|were given|were treated with)|treated with|assigned to|given"
    r"|taking|with|for|on|in the|in|under|receiving) (?:the )?(?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"\s*[)\]]?\s*(?:\([^()]*\)\s*)?(?:(?:of|in|for|among) (?:the )?(?:patients|participants|subjects"
    r"|those) )?"
    r"(?:with|for|on|in|under|receiving|treated with|given) (?:the )?(?P<arm>placebo|control|observation)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"[)\]]?(?: of (?:the |all )?(?:\w+ )?(?:patients|participants|subjects))?"
    r" (?:had|having|experienced|experiencing|developed|reported|with|were|at|as|being) (?:of )?",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"\b(?P<arm>placebo|controls?)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r" (?:body|increase|decrease|reduction|change|loss|gain|improvement|(?:of|from|above|below) baseline"
    r"|confidence)"
    r"|[- ]?CI\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:(?:attributable|excess|relative|absolute) risks?|difference|reduc\w+ by)\b[^.;]*$", re.IGNORECASE
)
#: Before a treatment: that it is what an event was treated with.
_MANAGED = re.compile(
    r"\b(?:managed|reversed|resolved|controlled|was treated) (?:successfully )?(?:with"
    r"|by)(?: [\w-]+){0,2} $",
    re.I,
)
#: How the frequency of an event is told where the words do not say that it is one.
_OCCURRED = re.compile(
    r"^[^.;,]{3,60} (?:occurred|developed|was reported) in (?:\d[\d.]* ?%|\d+ )", re.IGNORECASE
)
#: Before an event: that it is in a list of harms.
_LISTS_HARMS = re.compile(
    r"\b(?:adverse (?:events?|reactions?|effects?)|side effects?|toxicit(?:y|ies))\b[^.;]{0,60}?"
    r"\b(?:included?|including|were|was|are)\b",
    re.IGNORECASE,
)
#: Headings under which harm alone is told.
_SAFETY_SECTION = re.compile(
    r"\b(?:safety|tolerability|side effects?|adverse (?:events?|effects?|reactions?)|toxicit(?:y"
    r"|ies)|warnings?"
    r"|precautions)\b",
    re.IGNORECASE,
)
_LIMIT = 110  # characters between an event and its rate


def read_event_rates(scene: Scene, document: Document, section: str) -> list[Result]:
    """Return the rates of adverse events in the sentence, each about the treatment it was seen with.

    A rate belongs to the event right before it, in a list of groups also the ones after; else to the one
    that it opens ("45% of patients had X"). The sentence or its heading must speak of harm, or the patients
    be named by their treatment: how often a disease brings a finding is no rate of an adverse event.
    """
    rates = [q for q in scene.sentence.quantities if q.kind == "percent" and not _is_no_rate(scene, q)]
    events = [p for p in scene.of_type(*_EVENTS) if p.mention not in scene.past]
    if not rates or not events or not _is_harm(scene):
        return []
    return detailed(scene, list(_results(scene, document, section, events, rates)))


def read_harms(scene: Scene, rates: Iterable[Result]) -> Iterator[Claim]:
    """Yield what rates imply: a treatment after which an event was counted has it as an adverse event."""
    events = {p.concept: p for p in scene.of_type(*_EVENTS)}
    for result in rates:
        event = events.get(result.outcome.measure)
        if event is None or result.outcome.arm or result.outcome.value == 0:
            continue
        for treatment in result.about:
            told = _is_of_safety(scene) or _LISTS_HARMS.search(scene.before(event)) is not None
            if treatment.mention < 0 and event.type is EntityType.DISEASE and not told:
                continue  # what a treatment named elsewhere was to prevent may be counted, too
            yield claim(treatment, "biolink:has_adverse_event", event, "outcome/event-rate", 0.75)


def _results(
    scene: Scene, document: Document, section: str, events: list[Participant], rates: list[Quantity]
) -> Iterator[Result]:
    last: Participant | None = None
    for index, rate in enumerate(rates):
        edge = rates[index + 1].span.start if index + 1 < len(rates) else scene.sentence.span.end
        event = _event(scene, events, rate, rates[index - 1] if index else None)
        if event is None and last is not None and _is_next(scene, rates[index - 1], rate):
            between = (p for p in events if rates[index - 1].span.end <= p.span.start < rate.span.start)
            event = last if next(between, None) is None else None
        if event is None:
            last = None
            continue
        against = index > 0 and last is event and is_against(scene, rates[index - 1], rate)
        about, arm = _group(scene, rate, edge, event, against=against)
        last = event
        if not about and not arm:
            continue
        _, certainty = read_modality(scene, None, event, event)
        yield Result(
            about=about,
            population=None,
            outcome=Outcome(
                measure=event.concept,
                statistic="proportion",
                value=rate.value,
                unit=rate.unit,
                comparator=rate.comparator,
                value_text=rate.text,
                about=tuple(sorted({p.concept for p in about})),
                trial=scene.around.trial.concept if scene.around.trial else "",
                arm=arm,
                lower=rate.lower,
                upper=rate.upper,
                grade=_grade(scene, event, rate),
                evidence=number_evidence(
                    scene,
                    document,
                    measure=event.span,
                    number=rate.span,
                    section=section,
                    certainty=certainty,
                    extractor="outcome/event-rate",
                    confidence=0.8,
                ),
            ),
        )


def _is_harm(scene: Scene) -> bool:
    words = " ".join((scene.sentence.text, scene.around.intro, *scene.around.headings[:1]))
    given = scene.around.given or scene.around.medicine
    told = given and all(p.type in MEDICINES for p in given) and not scene.of_type(EntityType.DISEASE)
    if told and _OCCURRED.match(scene.sentence.text) is not None:
        return True
    return _HARM.search(words) is not None or any(
        _TREATED.search(scene.before(p)) or _ARM_NAME.match(scene.behind(p))
        for p in scene.of_type(*TREATMENTS)
    )


def _is_of_safety(scene: Scene) -> bool:
    """Tell whether a sentence stands in a section that tells of harm alone."""
    near = [h for h in scene.around.headings[:2] if "effic" not in h.lower()]
    return any(_SAFETY_SECTION.search(heading) for heading in near)


def _is_no_rate(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether a percentage counts no patients: a strength, a change, a difference of risks."""
    behind = _words(scene, quantity.span.end, quantity.span.end + 20)
    before = _words(scene, quantity.span.start - 80, quantity.span.start)
    return (
        is_strength(scene, quantity)
        or _CHANGE.match(behind) is not None
        or _DIFFERENCE.search(before) is not None
    )


def _words(scene: Scene, start: int, end: int) -> str:
    offset = scene.sentence.span.start
    return scene.sentence.text[max(0, start - offset) : max(0, end - offset)]


def _event(
    scene: Scene, events: list[Participant], rate: Quantity, previous: Quantity | None
) -> Participant | None:
    """Return the event that a rate is of; none where the `previous` rate stands between the two."""
    before = [p for p in events if p.span.end <= rate.span.start]
    if before and (previous is None or previous.span.start < before[-1].span.end):
        words = _words(scene, before[-1].span.end, rate.span.start)
        measures = [m for m in scene.of_type(EntityType.MEASURE) if m.span.start >= before[-1].span.end]
        taken = any(m.span.end <= rate.span.start for m in measures)
        if len(words) <= _LIMIT and not taken and _TO_RATE.fullmatch(words):
            return before[-1]
    after = [p for p in events if p.span.start >= rate.span.end]
    if after and _FROM_RATE.fullmatch(_words(scene, rate.span.end, after[0].span.start)):
        return after[0]
    return None


def _is_next(scene: Scene, one: Quantity, other: Quantity) -> bool:
    """Tell whether a rate is that of the next group for the same event: "in 6% with A and in 2% with B"."""
    words = _words(scene, one.span.end, other.span.start)
    return len(words) <= _LIMIT and re.search(r"\b(?:and|vs|versus|compared with|than)\b", words) is not None


def _group(
    scene: Scene, rate: Quantity, edge: int, event: Participant, *, against: bool
) -> tuple[tuple[Participant, ...], str]:
    """Return the treatments that a rate was seen with, and the arm where it is that of the controls.

    A rate that the one before is set `against` is that of the comparator, where no group is named with it.
    """
    behind = _words(scene, rate.span.end, edge)
    control = _CONTROL.match(behind)
    if control is not None:
        return (), control["arm"].lower()
    treatments = [
        p
        for p in scene.of_type(*TREATMENTS)
        if p.mention not in scene.past and not _MANAGED.search(scene.before(p))
    ]
    for treatment in treatments:
        if rate.span.end <= treatment.span.start < edge:
            if _ARM.fullmatch(_words(scene, rate.span.end, treatment.span.start)):
                return tuple(scene.members(treatment, TREATMENTS)), ""
            break
    if against:
        others = tuple(p for p in treatments if p.mention in scene.comparators)
        control = None if others else _CONTROLS.search(scene.sentence.text)
        return others, control["arm"].lower().removesuffix("s") if control else ""
    named = [p for p in treatments if p.mention not in scene.comparators]
    if named:
        group = scene.groups.get(named[0].mention, (named[0].mention,))
        # Two treatments of different lists: whose rate it is cannot be told.
        return (tuple(named), "") if all(p.mention in group for p in named) else ((), "")
    if not _LISTS_HARMS.search(scene.before(event)) and any(
        p is not event and p.type is EntityType.DISEASE for p in scene.of_type(*_EVENTS)
    ):
        return (), ""
    return scene.around.given or scene.around.medicine, ""


def _grade(scene: Scene, event: Participant, rate: Quantity) -> str:
    """Return the grade of an event: right behind the rate ("2% had grade 3"), between event and rate, right
    before the event, or the only one before it, which is of the whole list it stands in.
    """
    told = _TOLD.match(_words(scene, rate.span.end, scene.sentence.span.end))
    inside = _GRADE.match(told.string, told.end()) if told else None
    if inside is None and event.span.end <= rate.span.start:
        inside = _GRADE.search(_words(scene, event.span.end, rate.span.start))
    if inside is None:
        start = max(min(event.span.start, rate.span.start), event.span.start - 30)
        inside = _GRADE.search(_words(scene, start, event.span.start))
    if inside is None:
        before = list(_GRADE.finditer(_words(scene, scene.sentence.span.start, event.span.start)))
        if len({m.group() for m in before}) != 1:
            return ""
        inside = before[0]
    return _spelled(inside)


def _spelled(match: re.Match[str]) -> str:
    """Return a grade in one spelling: "3", "3-4", ">=3"."""
    if match["least"]:
        return f">={match['least']}"
    low = _ROMAN.get(match["low"], match["low"])
    if match["sign"] or match["more"]:
        return f">={low}"
    if match["high"]:
        return f"{low}-{_ROMAN.get(match['high'], match['high'])}"
    return low
