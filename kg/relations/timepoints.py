"""When a result was measured, and that a length of time is only when."""

from __future__ import annotations

import re

from kg.model import Quantity
from kg.relations.scene import Scene

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WHEN = rf"(\d+(?:\.\d+)?|{'|'.join(_COUNTED)})"
_TIMEPOINT = re.compile(
    rf"\b(?:at|after)\s+{_WHEN}[\s-]*(years?|months?|weeks?|days?)\b|\b{_WHEN}[\s-](year|month|week|day|(?<=-)yr|(?<=-)y|(?<=-)mo|(?<=-)wk)\b",
    re.IGNORECASE,
)


def is_timepoint(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether a duration is when something was measured, not what was: "at 12 months", "5-year
    survival".
    """
    before = _words(scene, scene.sentence.span.start, quantity.span.start)
    if quantity.kind == "duration" and re.search(
        r"-(?:years?|yrs?|y|months?|mos?|mo|weeks?|wk|days?)$", quantity.text
    ):
        return True
    if quantity.kind == "duration" and re.search(
        r"\b(?:at|after|over|within|for|every|first|of follow-up of)\s+$", before
    ):
        return True
    after = _words(scene, quantity.span.end, quantity.span.end + 12)
    return quantity.kind == "duration" and bool(
        re.match(r"[\s-]*(?:of follow|follow-up|survival|overall|rates?\b)", after)
    )


def find_timepoint(scene: Scene, quantity: Quantity, quantities: list[Quantity]) -> str:
    """Return the time a proportion holds at, as ISO 8601 duration, empty where the text gives none.

    Of several times it is the last one before the value; where they are listed apart from as many values
    ("at 1 and 2 years 80% and 60%, respectively") they go together in order.
    """
    if quantity.kind != "percent":
        return ""
    times = list(_TIMEPOINT.finditer(scene.sentence.text))
    if not times:
        return ""
    shares = [q for q in quantities if q.kind == "percent"]
    start = quantity.span.start - scene.sentence.span.start
    before = [t for t in times if t.end() <= start]
    listed = len(shares) == len(times) and "respectively" in scene.sentence.text.lower()
    match = times[shares.index(quantity)] if listed else before[-1] if before else times[0]
    number, unit = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
    if number.lower() in _COUNTED:
        number = str(_COUNTED.index(number.lower()) + 1)
    return f"P{number}{unit[0].upper()}"


def _words(scene: Scene, start: int, end: int) -> str:
    offset = scene.sentence.span.start
    return scene.sentence.text[max(0, start - offset) : max(0, end - offset)]
