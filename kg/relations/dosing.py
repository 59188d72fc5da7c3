"""How a treatment is given in the words of one sentence: dose, route, schedule and duration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Qualifier, Quantity
from kg.relations.scene import TREATMENTS, Participant, Scene

_UNITS = {
    "mg/m2": "mg/m2", "g/m2": "g/m2", "mg/kg": "mg/kg", "ug/kg": "ug/kg", "10*6/kg": "x 10^6/kg",
    "[IU]/m2": "IU/m2", "mg/d": "mg", "mg": "mg", "ug": "ug", "g": "g", "Gy": "Gy", "cGy": "cGy",
    "MBq": "MBq", "GBq": "GBq", "[IU]": "IU",
}  # fmt: skip
"""Units (UCUM) in which a treatment is given, as they are written here; a level in blood is none of them."""
_GIVEN = (
    r"(?:was|were|is|are|be|been|being|has|had|given|administered|received|dosed|taken|used|started|initiated"
    r"|delivered|infused|injected|intravenous(?:ly)?|oral(?:ly)?|subcutaneous(?:ly)?|by|mouth|IV|PO|SC|i\.v\."
    r"|p\.o\.|infusions?|injections?|tablets?|capsules?|monotherapy|therapy|treatment|alone|at|as|a|an|the"
    r"|of|to|total|daily|weekly|single|standard|starting|initial|recommended|fixed|flat|approved|maximum"
    r"|maximal|tolerated|cumulative|doses?|dosage|patients|usual|low|high|oral|once|twice|fractions?)"
)
_BEHIND = re.compile(rf"[\s,(\[:]*(?:{_GIVEN}[\s,(\[:-]+)*", re.IGNORECASE)
_IN_FRONT = re.compile(
    r"\)?\s+(?:(?:of|once|twice|daily|weekly|per day|a day|oral|intravenous|doses?)\s+)*", re.IGNORECASE
)
_END = re.compile(
    r"[.;:](?:\s|$)|,\s+(?!and \d)(?:and|with|plus|or|followed|then|but|while|whereas|which|who)\b"
    r"|\b(?:followed|follow-up|versus|vs|compared|than|showed|result\w*|report\w*|respon\w+|surviv\w+|median"
    r"|after|before|until|when|who|which|plus|combined|in combination|had|did"
    r"|(?:was|were)(?! (?:given|administered)))\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+(?:[-–]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_TIMES = r"(?:once|twice|thrice|(?:three|four|two|\d) times)"
_SCHEDULE = re.compile(
    rf"\b{_TIMES}(?:[ -](?:a|per|every|each))?[ -](?:daily|day|weekly|week|monthly|month)\b"
    rf"|\bevery (?:other )?(?:{_NUMBER}[ -])?(?:hours?|days?|weeks?|months?)\b"
    r"|\bq ?\d+ ?(?:weeks?|wks?|w|days?|d|hours?|h)\b"
    r"|\bdays? \d+(?:\s?(?:, and|,|and|to|through|[-–])\s?\d+)*(?: of (?:a|each|every) \d+-day cycles?)?"
    r"|\b(?:daily|weekly|bi-?weekly|monthly|per day|a day|per week|a week)\b|\b(?:bid|tid|qd)\b|\bb\.i\.d\.",
    re.IGNORECASE,
)
_ROUTES = (
    ("oral", re.compile(r"\b(?:oral(?:ly)?|by mouth|per os|p\.o\.)|\bPO\b")),
    ("intravenous", re.compile(r"\b(?:intravenous(?:ly)?|i\.v\.)|\bIV\b|\biv\b")),
    ("subcutaneous", re.compile(r"\b(?:subcutaneous(?:ly)?|s\.c\.)|\bSC\b")),
    ("intramuscular", re.compile(r"\bintramuscular(?:ly)?\b|\bIM\b")),
    ("intraperitoneal", re.compile(r"\bintraperitoneal(?:ly)?\b|\bi\.p\.")),
    ("intrathecal", re.compile(r"\bintrathecal(?:ly)?\b")),
    ("intravitreal", re.compile(r"\bintravitreal(?:ly)?\b")),
    ("intranasal", re.compile(r"\bintranasal(?:ly)?\b")),
    ("topical", re.compile(r"\btopical(?:ly)?\b")),
    ("inhaled", re.compile(r"\binhal(?:ed|ation)\b")),
)
_ROUTE_BEFORE = re.compile(
    r"\b(oral|intravenous|subcutaneous|intramuscular|intrathecal|topical|inhaled|intravitreal|intranasal)\s+$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\bfor (?:up to |at least |a total of |a maximum of )?({_NUMBER}[ -](?:days?|weeks?|months?|years?"
    r"|cycles?|courses?))\b(?!-)",
    re.IGNORECASE,
)
_WORDS = {w: str(n) for n, w in enumerate(("one", "two", "three", "four", "five", "six", "seven"), start=1)}
_WORDS |= {"eight": "8", "nine": "9", "ten": "10", "twelve": "12"}
_LONGEST = 90  # characters behind a dose in which its schedule stands


def read_dosing(scene: Scene, treatment: Participant) -> Iterator[Qualifier]:
    """Yield dose, route, schedule and duration of a treatment.

    A dose belongs to the treatment right before it, else to the one right behind it. Of a treatment with
    several doses (escalation, one for each age) nothing is told: which of them goes with a claim is unknown.
    """
    if treatment.mention < 0:
        return
    own = [q for q in _doses(scene) if (p := _owner(scene, q)) is not None and p.mention == treatment.mention]
    if len({(q.value, q.upper, q.unit) for q in own}) > 1 or any(_goes_on(scene, q) for q in own):
        return
    route = _ROUTE_BEFORE.search(scene.before(treatment))
    if own:
        dose = own[0]
        yield Qualifier(role="dose", value=_amount(dose))
        tail = _tail(scene, max(dose.span.end, treatment.span.end))
        offset = scene.sentence.span.start
        start, end = min(dose.span.start, treatment.span.end), max(dose.span.end, treatment.span.start)
        words = f"{scene.sentence.text[start - offset : end - offset]} {tail}"
    else:
        lead = _BEHIND.match(scene.behind(treatment))
        tail = _tail(scene, treatment.span.end + (lead.end() if lead else 0))
        stated = _SCHEDULE.match(tail) or _DURATION.match(tail)
        words = f"{lead.group() if lead else ''}{tail}" if stated else ""
    if schedule := _schedule(words):
        yield Qualifier(role="schedule", value=schedule)
    if (lasting := _DURATION.search(words)) is not None:
        yield Qualifier(role="duration", value=_digits(lasting.group(1).lower().replace("-", " ")))
    routes = {name for name, pattern in _ROUTES if pattern.search(words)}
    if route is not None:
        routes.add(route.group(1).lower())
    if len(routes) == 1:
        yield Qualifier(role="route", value=routes.pop())


def _doses(scene: Scene) -> list[Quantity]:
    return [q for q in scene.sentence.quantities if q.kind == "dose" and q.unit in _UNITS]


def _owner(scene: Scene, dose: Quantity) -> Participant | None:
    """Return the treatment that a dose is of."""
    offset, text = scene.sentence.span.start, scene.sentence.text
    before = [p for p in scene.of_type(*TREATMENTS) if p.span.end <= dose.span.start]
    if before and _BEHIND.fullmatch(text[before[-1].span.end - offset : dose.span.start - offset]):
        return before[-1]
    after = [p for p in scene.of_type(*TREATMENTS) if p.span.start >= dose.span.end]
    if after and _IN_FRONT.fullmatch(text[dose.span.end - offset : after[0].span.start - offset]):
        return after[0]
    return None


def _goes_on(scene: Scene, dose: Quantity) -> bool:
    """Tell whether a dose is the first of several: "400 mg or 800 mg"."""
    behind = scene.sentence.text[dose.span.end - scene.sentence.span.start :]
    return (
        re.match(r"(?: daily)?\s*(?:,|or|to|and|/)\s*(?:or |and )?\d+(?:\.\d+)? ?(?:mg|g|Gy)\b", behind)
        is not None
    )


def _tail(scene: Scene, start: int) -> str:
    """Return what stands behind a dose as far as it can tell how the dose is given."""
    offset = scene.sentence.span.start
    stops = [p.span.start for p in scene.of_type(*TREATMENTS)] + [q.span.start for q in _doses(scene)]
    stop = min((s for s in stops if s > start), default=scene.sentence.span.end)
    text = scene.sentence.text[start - offset : min(stop, start + _LONGEST) - offset]
    end = _END.search(text)
    return text if end is None else text[: end.start()]


def _amount(dose: Quantity) -> str:
    """Return a dose in one spelling: "75 mg/m2", "100-200 mg"."""
    numbers = [dose.value] if dose.upper is None or dose.upper == dose.value else [dose.value, dose.upper]
    return f"{'-'.join(format(n.normalize(), 'f') for n in numbers)} {_UNITS[dose.unit]}"


def _schedule(words: str) -> str:
    """Return the schedule of `words` in one spelling, "" where there is none.

    >>> _schedule("once a day"), _schedule("q3w"), _schedule("on days 1 and 8 every three weeks")
    ('once daily', 'every 3 weeks', 'days 1 and 8 every 3 weeks')
    """
    found = [_spelled(match.group().lower()) for match in _SCHEDULE.finditer(words)]
    several = [one for one in dict.fromkeys(found) if one != "daily" or len(set(found)) == 1]
    return " ".join(several[:2])


def _spelled(schedule: str) -> str:
    text = {
        "bid": "twice daily",
        "b.i.d.": "twice daily",
        "tid": "three times daily",
        "qd": "once daily",
    }.get(schedule, schedule)
    short = re.fullmatch(r"q ?(\d+) ?(w|d|h)\w*", text)
    if short is not None:
        unit = {"w": "weeks", "d": "days", "h": "hours"}[short.group(2)]
        text = f"every {short.group(1)} {unit}"
    text = re.sub(r"[ -](?:a|per|every|each) day$|[ -]day$", " daily", text)
    text = re.sub(r"[ -](?:a|per|every|each) week$", " weekly", text)
    text = re.sub(r"^(?:per|a) day$", "daily", text)
    text = re.sub(r"^(?:per|a) week$", "weekly", text)
    return " ".join(_digits(text).split())


def _digits(text: str) -> str:
    return " ".join(_WORDS.get(word, word) for word in text.split(" "))
