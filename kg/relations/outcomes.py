"""Numeric results: a measure, its value, and what, in whom and in which trial it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import Document, EntityType, Outcome, Quantity, Span
from kg.relations.claim import Claim, claim
from kg.relations.details import detailed
from kg.relations.fillers import fill
from kg.relations.modality import read_modality
from kg.relations.result import Result, number_evidence
from kg.relations.scene import TREATMENTS, Participant, Scene
from kg.relations.timepoints import find_timepoint, is_timepoint

RESULT_KINDS = frozenset({"percent", "duration", "ratio"})
_STATISTICS = (
    ("median", re.compile(r"\bmedian\b", re.IGNORECASE)),
    ("mean", re.compile(r"\bmean\b|\baverage\b", re.IGNORECASE)),
    ("hazard ratio", re.compile(r"\bhazard ratios?\b|\bHR\b")),
    ("odds ratio", re.compile(r"\bodds ratios?\b|\bOR\b")),
    ("rate ratio", re.compile(r"\brate ratios?\b")),
    ("risk ratio", re.compile(r"\brisk ratios?\b|\brelative risks?\b|\bRR\b")),
)
# The value of the arm that got no treatment of its own is no result of the study drug.
_CONTROL = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:with|for|on|in|under|receiving)\s+(?:the\s+)?"
    r"(?P<arm>placebo|controls?\b|observation|no treatment|comparator)",
    re.IGNORECASE,
)
#: Behind a value: that it is of what was given together, as named before.
_COMBINED = re.compile(r"\s*(?:with|for|in|on) the (?:combination|doublet|triplet|regimen)\b(?! of\b)")
_NEXT = re.compile(
    r"\b(?:proceed\w*|went on|bridg\w+|switch\w*|cross(?:ed)? over|subsequent(?:ly)?|later)\b"
    r"(?: [\w-]+){0,4} $",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\b(?:field|area|landscape|treatment) of\s+$", re.IGNORECASE)
_EFFICACY = re.compile(
    r"respon|survival|progression|remission|control|benefit|cure|\b(?:ORR|OS|PFS)\b", re.IGNORECASE
)
_RATIO_NAME = re.compile(
    r"(?:hazard|odds|risk|rate) ratios?|relative risks?|[as]?HR|[a]?OR|RR", re.IGNORECASE
)
#: Measures of how many people have a disease; `kg.relations.epidemiology` reads them.
FREQUENCIES = re.compile(r"(?:[\w-]+ )*(?:incidences?|prevalences?)(?: rates?)?", re.IGNORECASE)
# What a length of time is a result of; of all else it is when or how long something was done.
_LASTING = re.compile(
    r"surviv|duration|\btime\b|interval|-free\b|\b(?:m?OS|m?PFS|[DERM]FS|TT[PFR]|D[Oo]R)\b", re.IGNORECASE
)
_SCORED = re.compile(r"quality of life|\bQoL|efficacy|safety", re.IGNORECASE)
_NAMED_CAUSE = re.compile(r"-(?:induced|associated|related|mediated)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"\b(?P<arm>placebo|controls?)\b", re.IGNORECASE)
# "M was raised in some, and N was 96%": the number is of N.
_NEW_CLAUSE = re.compile(r"\b(?:was|were|is|are)\b.*\band [\w -]+ (?:was|were|is|are)\b", re.IGNORECASE)
_LISTED = re.compile(r",? (?:and|or) |, |/", re.IGNORECASE)
_ANSWERED = re.compile(
    r"\b(?:response|remission|disease control|clinical benefit|[OCD][RCB]R)\b", re.IGNORECASE
)
#: Between a value and the disease of those that it is of.
_OF_THOSE = re.compile(
    r"\s?(?:\([^()]*\)\s?)?(?:in|for|of|among) (?:(?:the )?(?:patients|those|people|participants|adults"
    r"|children) with )?(?:the )?(?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
#: From a share of people to what they had of a measure: "27 of 30 (90%) achieved a complete remission".
_REACHED = re.compile(
    r"\)?,? (?:of (?:these|them|those|whom|patients|the patients|all patients|participants)"
    r" )?(?:patients |participants )?"
    r"(?:achieved|attained|reached|had|obtained|experienced|showed|were in|were|maintained|entered) "
    r"(?:an? |the )?(?:[\w-]+ ){0,3}",
    re.IGNORECASE,
)
#: Before the first and behind it: that a measure went from one value to another.
_ROSE = re.compile(
    r"\b(?:lengthened|rose|raised|raising|increased|increasing|improved|improving|prolonged|extended"
    r"|went up|fell|dropped"
    r"|decreased|reduced|shortened|declined|changed)\b[^.;,]{0,60}? from (?:a median of )?$",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:\s?\([^()]*\))? to\b")
_STRENGTH = re.compile(r" (?:was|were|by|solution|gel|cream|ointment)\b", re.IGNORECASE)
_BY = re.compile(r"\bby (?:about |approximately |up to |nearly )?$", re.IGNORECASE)
_PEOPLE = re.compile(r"(?:[\w-]+ )?ages?\b.*|.*\b(?:sex|male|female)\b.*ratio", re.IGNORECASE)


def read_outcomes(scene: Scene, document: Document, section: str) -> list[Result]:
    """Return a result for each quantity that belongs to a measure named in the sentence, with its details."""
    return detailed(scene, list(_results(scene, document, section)))


def _results(scene: Scene, document: Document, section: str) -> Iterator[Result]:
    """Yield the results: a quantity belongs to the nearest measure before it in the same clause, or to the
    one right after it ("a 39 % response rate"). A measure takes one value, in a list of arms one each.
    """
    measures = [p for p in scene.of_type(EntityType.MEASURE) if not _is_of_disease(p)]
    quantities = [q for q in scene.sentence.quantities if q.kind in RESULT_KINDS]
    if not measures or not quantities:
        return
    general = _about(scene)
    population = _population(scene, general)
    trial = scene.around.trial
    ends = [q.span.start for q in quantities]
    aligned = _respectively(scene, quantities)
    at_hand = population is not None and any(population.concept == t.concept for t in scene.around.topics)
    last: tuple[Participant, Quantity] | None = None
    for measure, quantity in _pairs(scene, measures, quantities):
        edge = min((e for e in ends if e > quantity.span.end), default=scene.sentence.span.end)
        control = _CONTROL.match(_words(scene, quantity.span.end, edge))
        shared = aligned.get(quantity.span)
        about = [] if control else [shared] if shared else _arm(scene, quantity, edge) or general
        if (
            about is general
            and last is not None
            and last[0] is measure
            and is_against(scene, last[1], quantity)
        ):
            about = [p for p in scene.of_type(*TREATMENTS) if p.mention in scene.comparators]
            control = None if about else _CONTROLS.search(scene.sentence.text)
        last = measure, quantity
        own = _own_population(scene, quantity, edge) or (population if at_hand else None)
        if own is not None and not about and control is None and _ANSWERED.search(measure.text):
            about = list(scene.around.given)
        among = own or population
        _, certainty = read_modality(scene, None, measure, measure)
        measured = _measured(scene, measures, measure)
        outcome = Outcome(
            measure=measured.concept,
            statistic=_statistic(scene, measure, quantity),
            value=quantity.value,
            unit=quantity.unit,
            comparator=quantity.comparator,
            value_text=quantity.text,
            about=tuple(sorted({p.concept for p in about})),
            population=among.concept if among else "",
            trial=trial.concept if trial else "",
            lower=quantity.lower,
            upper=quantity.upper,
            timepoint=find_timepoint(scene, quantity, quantities),
            arm=re.sub(r"s$", "", control["arm"].lower()) if control else "",
            evidence=number_evidence(
                scene,
                document,
                measure=measured.span,
                number=quantity.span,
                section=section,
                certainty=certainty,
                extractor="outcome/measure-value",
                confidence=0.85,
            ),
        )
        yield Result(outcome=outcome, about=tuple(about), population=among)


def read_studied(scene: Scene, results: Iterable[Result]) -> Iterator[Claim]:
    """Yield what results imply: a treatment with a result in a population was studied in it."""
    measures = {p.concept: p.text for p in scene.of_type(EntityType.MEASURE)}
    for result in results:
        if result.population is None or not _EFFICACY.search(measures.get(result.outcome.measure, "")):
            continue
        for treatment in result.about:
            yield claim(treatment, "biolink:studied_to_treat", result.population, "outcome/studied", 0.75)


def _respectively(scene: Scene, quantities: list[Quantity]) -> dict[Span, Participant]:
    """Return which treatment each value belongs to in "25% and 10% for A and B, respectively"."""
    if not _has_order(scene):
        return {}
    for group in dict.fromkeys(scene.groups.get(p.mention, ()) for p in scene.of_type(*TREATMENTS)):
        members = [p for i in group if (p := scene.participants[i]) is not None]
        if len(members) > 1 and len(members) == len(quantities):
            return {q.span: p for q, p in zip(quantities, members, strict=True)}
    return {}


def _pairs(
    scene: Scene, measures: list[Participant], quantities: list[Quantity]
) -> Iterator[tuple[Participant, Quantity]]:
    taken: set[int] = set()
    for quantity in quantities:
        before = [m for m in measures if m.span.end <= quantity.span.start]
        behind = [m for m in measures if m.span.start >= quantity.span.end]
        after = [m for m in behind if m.span.start - quantity.span.end <= 12]
        chosen = None
        if _ROSE.search(_words(scene, scene.sentence.span.start, quantity.span.start)) and _TO.match(
            _words(scene, quantity.span.end, quantity.span.end + 8)
        ):
            continue  # "rose from 7 to 9 months": what it was before
        reached = next(
            (m for m in behind[:1] if _REACHED.fullmatch(_words(scene, quantity.span.end, m.span.start))),
            None,
        )
        if reached is not None and quantity.kind == "percent":
            chosen = reached
        elif before and _connects(_words(scene, before[-1].span.end, quantity.span.start)):
            chosen = before[-1]
        elif after and not re.search(r"[,;]", _words(scene, quantity.span.end, after[0].span.start)):
            chosen = after[0]
        if chosen is None or is_timepoint(scene, quantity) or is_strength(scene, quantity):
            continue
        if quantity.kind == "duration" and _LASTING.search(chosen.text) is None:
            continue
        if quantity.kind == "percent" and _SCORED.search(chosen.text) is not None:
            continue
        if chosen in before and (listed := _listed(scene, measures, chosen)):
            same = [q for q in quantities if q.kind == quantity.kind and q.span.start >= chosen.span.end]
            if len(same) % len(listed) == 0 and (_has_order(scene) or len(same) == len(listed)):
                yield listed[same.index(quantity) % len(listed)], quantity
                continue
        if chosen.mention in taken and quantity.kind in ("percent", "duration"):
            between = _words(scene, chosen.span.end, quantity.span.start)
            edge = min(
                (q.span.start for q in quantities if q.span > quantity.span), default=quantity.span.end + 80
            )
            listed_by = re.search(r"\b(?:and|vs\.?|versus|compared)\b", between)
            own = _own_population(scene, quantity, edge) or _arm(scene, quantity, edge)
            if listed_by is None and not own:
                continue
        taken.add(chosen.mention)
        yield chosen, quantity


def _has_order(scene: Scene) -> bool:
    return "respectively" in scene.sentence.text.lower()


def _listed(scene: Scene, measures: list[Participant], last: Participant) -> list[Participant]:
    """Return the list of measures that ends with `last` ("DFS and OS were 53% and 58%"), nothing where it is
    alone.
    """
    found = [last]
    for measure in reversed(measures[: measures.index(last)]):
        if not _LISTED.fullmatch(scene.between(measure, found[0])):
            break
        found.insert(0, measure)
    return found if len(found) > 1 else []


def _connects(words: str) -> bool:
    """Tell whether what stands between a measure and a number keeps them in one clause."""
    return (
        len(words) <= 90
        and not re.search(r"[;.]\s|\b(?:although|whereas|while|who|which|aged)\b", words)
        and not _NEW_CLAUSE.search(words)
    )


def _words(scene: Scene, start: int, end: int) -> str:
    offset = scene.sentence.span.start
    return scene.sentence.text[max(0, start - offset) : max(0, end - offset)]


def _statistic(scene: Scene, measure: Participant, quantity: Quantity) -> str:
    near = _words(scene, min(measure.span.start, quantity.span.start) - 45, quantity.span.end)
    for name, pattern in _STATISTICS:
        if pattern.search(near) and (name != "median" or quantity.kind == "duration"):
            return name
    if quantity.kind == "percent":
        return "change" if _BY.search(scene.sentence.text[: _start(scene, quantity)]) else "proportion"
    return "ratio" if quantity.kind == "ratio" else "value"


def _start(scene: Scene, quantity: Quantity) -> int:
    return quantity.span.start - scene.sentence.span.start


def is_strength(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether a percentage is the strength of a solution: "5% dextrose", "lidocaine 2% solution"."""
    behind = _words(scene, quantity.span.end, quantity.span.end + 12)
    return quantity.kind == "percent" and any(
        p.span.start == quantity.span.end + 1
        or (p.span.end + 1 == quantity.span.start and _STRENGTH.match(behind) is not None)
        for p in scene.of_type(*TREATMENTS)
    )


def _is_of_disease(measure: Participant) -> bool:
    """Tell whether a measure is no result of a treatment but says who has a disease."""
    return any(pattern.fullmatch(measure.text) for pattern in (FREQUENCIES, _PEOPLE))


def _measured(scene: Scene, measures: list[Participant], measure: Participant) -> Participant:
    """Return what a ratio compares, where a measure is only the name of a ratio: "hazard ratio for death".

    It is the measure right behind "for", else the one before.
    """
    if _RATIO_NAME.fullmatch(measure.text) is None:
        return measure
    others = [m for m in measures if _RATIO_NAME.fullmatch(m.text) is None]
    for other in others:
        if re.fullmatch(r"(?: \([^)]*\))? for (?:the )?", scene.between(measure, other)):
            return other
    before = [m for m in others if m.span.end <= measure.span.start]
    return before[-1] if before else measure


def _about(scene: Scene) -> list[Participant]:
    """Return the treatments a result is about: those of the sentence that are no comparator, else of the
    section.
    """
    here = [
        p
        for p in scene.of_type(*TREATMENTS)
        if p.mention not in scene.comparators
        and p.mention not in scene.past
        and not _is_later(scene, p)
        and _NAMED_CAUSE.match(scene.behind(p)) is None
    ]
    if here:
        first = here[0]
        members = scene.groups.get(first.mention, (first.mention,))
        named = [p for p in here if p.type is EntityType.DRUG]
        return (
            [p for p in here if p.mention in members]
            if not named
            else [p for p in named if p.mention in scene.groups.get(named[0].mention, (named[0].mention,))]
        )
    meant = [
        p
        for token, word in enumerate(scene.sentence.tokens)
        if word.dep in ("nsubj", "nsubjpass") and word.text.lower() == "it"
        for p in fill(scene, token, TREATMENTS)
    ]
    if meant or scene.of_type(EntityType.DISEASE):
        return meant
    return list(scene.around.given)


def is_against(scene: Scene, one: Quantity, other: Quantity) -> bool:
    """Tell whether a value is that of the arm that the one before is measured against: "13 vs 11 months"."""
    return re.search(r"\b(?:vs|versus|compared)\b", _words(scene, one.span.end, other.span.start)) is not None


def _is_later(scene: Scene, treatment: Participant) -> bool:
    """Tell whether a treatment is what people went on to: "12 patients proceeded to X"."""
    return _NEXT.search(_words(scene, scene.sentence.span.start, treatment.span.start)) is not None


def _arm(scene: Scene, quantity: Quantity, edge: int) -> list[Participant]:
    """Return the treatments that a value is given for: "13 months with X versus 11 months with Y".

    `edge` is where the next value stands.
    """
    if _COMBINED.match(_words(scene, quantity.span.end, edge)) and len(scene.around.treatments) > 1:
        return list(scene.around.treatments)
    for treatment in scene.of_type(*TREATMENTS):
        if quantity.span.end <= treatment.span.start < edge and treatment.mention not in scene.past:
            between = _words(scene, quantity.span.end, treatment.span.start)
            if re.fullmatch(
                r"\s*(?:\([^)]*\)\s*)?(?:(?:of|in|for|among) (?:the )?(?:patients|participants|subjects"
                r"|those|children"
                r"|adults|people|women|men) )?(?:who (?:received|were given|were treated with)|treated with"
                r"|assigned to|given|taking|with|for|on|in the|in|under"
                r"|receiving)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}",
                between,
            ):
                members = scene.groups.get(treatment.mention, (treatment.mention,))
                return [p for p in scene.of_type(*TREATMENTS) if p.mention in members]
    return []


def _own_population(scene: Scene, quantity: Quantity, edge: int) -> Participant | None:
    """Return the disease that a value alone is given for: "15% in A and 4% in B"; `edge` is where the next
    value stands.
    """
    for disease in scene.of_type(EntityType.DISEASE):
        if quantity.span.end <= disease.span.start < edge:
            between = _words(scene, quantity.span.end, disease.span.start)
            return disease if _OF_THOSE.fullmatch(between) else None
    return None


def _population(scene: Scene, about: list[Participant]) -> Participant | None:
    """Return the disease nearest to the treatment, or to the start where no treatment is named; else the
    topic.
    """
    named = scene.of_type(EntityType.DISEASE)
    diseases = [p for p in named if not _FIELD.search(_words(scene, scene.sentence.span.start, p.span.start))]
    if diseases:
        anchor = about[0].span.start if about and about[0].mention >= 0 else scene.sentence.span.start
        return min(diseases, key=lambda p: abs(p.span.start - anchor))
    return scene.around.topics[0] if scene.around.topics else None
