"""Names that a short form in brackets interrupts: "gastrointestinal (GI) tract"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg.lexicon import Term

#: The bracket, with the space before it, between two words of a name.
_SHORT_FORM = re.compile(r"(?<=[a-z])(?P<cut> \((?P<short>[A-Za-z][A-Za-z-]{1,6})\))(?= [a-z])")
_BEFORE = 60


def interrupted_names(
    text: str, scan: Callable[[str], Sequence[tuple[int, int, tuple[Term, ...]]]]
) -> Iterator[tuple[int, int, tuple[Term, ...]]]:
    """Yield the names on both sides of a short form in brackets: start, end, and the terms of the name
    without it. `scan` finds the names in a text.
    """
    for match in _SHORT_FORM.finditer(text):
        begin, (left, right) = max(0, match.start() - _BEFORE), match.span("cut")
        initials = {word[:1].lower() for word in re.split(r"[\s-]+", text[begin:left])}
        if match["short"][0].lower() not in initials:
            continue
        rest = f"{text[begin:left]}{text[right : right + _BEFORE]}"
        for start, end, terms in scan(rest):
            if begin + start < left < begin + end:
                yield begin + start, begin + end + right - left, terms
