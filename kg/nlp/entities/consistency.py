"""One sense per text: a short form means everywhere what its long form means where it is defined.

The network reads a sentence at a time, and a bare "A-T" does not tell it what "ataxia-telangiectasia (A-T)"
tells of all of them (one sense per discourse, Gale et al. 1992). Definitions are found among the mentions
themselves, by the letters of the short form (Schwartz and Hearst 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_IN_BRACKETS = re.compile(r"[(\[]\s?(?P<short>[^\W_](?:[^()\[\]\s,;]{0,12}[^\W_])?)\s?[)\],;]")
_BEFORE_BRACKET = re.compile(r"(?<![^\s(])(?P<short>[^\W_](?:[^()\[\]\s,;]{0,12}[^\W_])?)\s?[(\[]\s?$")
_DERIVED = 0.75
"""How sure a reading is, at most, that follows from another."""


class Reading(NamedTuple):
    """A mention as one head reads it: characters, half-open, type and confidence."""

    start: int
    end: int
    type: str
    confidence: float


def settle(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of one head in `text`, the short forms that it defines read like the long ones.

    >>> text = "Ataxia-telangiectasia (A-T) is rare. A-T cells die."
    >>> [text[r.start : r.end] for r in settle(text, [Reading(0, 21, "disease", 0.9)])]
    ['Ataxia-telangiectasia', 'A-T', 'A-T']
    """
    found = {(r.start, r.end): r for r in readings}
    for short, reading in _definitions(text, readings):
        sure = min(reading.confidence, _DERIVED)
        for match in re.finditer(rf"(?<![^\W_]){re.escape(short)}(?![^\W_])", text):
            place = match.span()
            if place in found:
                found[place] = found[place]._replace(type=reading.type)
            elif not any(a < place[1] and place[0] < b for a, b in found):
                found[place] = Reading(*place, reading.type, sure)
    return sorted(found.values())


def agrees(short: str, long: str) -> bool:
    """Tell whether the letters and digits of `short` stand in `long` in order, the first at a word's start.

    >>> agrees("DSRCT", "desmoplastic small round cell tumor"), agrees("PTX", "paclitaxel")
    (True, True)
    >>> agrees("OS", "tumor")
    False
    """
    letters = [c for c in short.lower() if c.isalnum()]
    low = long.lower()
    at = len(low)
    for index in range(len(letters) - 1, -1, -1):
        at = low.rfind(letters[index], 0, at)
        while index == 0 and at > 0 and low[at - 1].isalnum():
            at = low.rfind(letters[0], 0, at)
        if at < 0:
            return False
    return len(letters) > 1


def _definitions(text: str, readings: Sequence[Reading]) -> Iterator[tuple[str, Reading]]:
    """Yield each short form that a bracket defines, with the reading of its long form."""
    for reading in sorted(readings):
        long = text[reading.start : reading.end]
        behind = reading.end + (text[reading.end : reading.end + 1] == " ")
        after = _IN_BRACKETS.match(text, behind)
        before = _BEFORE_BRACKET.search(text, max(0, reading.start - 20), reading.start)
        for match in (after, before if text[reading.end : reading.end + 1] in (")", "]", ";", ",") else None):
            if match is not None and len(match["short"]) < len(long) and agrees(match["short"], long):
                yield match["short"], reading
