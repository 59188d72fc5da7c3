"""Legends: the short forms of a table or a figure, one after the other, each with what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.nlp.alignment import align
from kg.nlp.short_form import is_good, may_be_short

#: "SF, long form;", "SF: long form;" or "SF = long form," up to where the next one begins.
_ENTRY = re.compile(
    r"(?:(?<=^)|(?<=[;.:,(*] )|(?<=^[*†‡§]))(?P<short>(?![A-Z]?[a-z]{3,}\b)[A-Za-z0-9α-ω][\w’'.+/&-]{0,14})"
    r"(?P<sign>,| ?[=:]| [–—-]) (?P<long>[A-Za-z0-9α-ω][^;=\n]{2,110}?)"
    r"(?=\s*(?:;|\.?\s*$|\.\s|\)|, [A-Za-z0-9α-ω][\w’'.+/&-]{0,14} ?[=:] ))"
)
_FEWEST = 2

Place = tuple[int, int]


def legend_pairs(text: str) -> Iterator[tuple[Place, Place]]:
    """Yield where the short forms of the legend in `text` stand, and what each stands for.

    The letters of two and of half of all must fit; the others are believed then ("XRT, radiotherapy").

    >>> text = "ATC, anaplastic thyroid cancer; BTC, biliary tract cancer; NR, not reached."
    >>> [(text[a:b], text[c:d]) for (a, b), (c, d) in legend_pairs(text)]
    [('ATC', 'anaplastic thyroid cancer'), ('BTC', 'biliary tract cancer'), ('NR', 'not reached')]
    """
    if ";" not in text and "=" not in text and text.count(":") < _FEWEST:
        return
    found, fitting = [], 0
    for match in _ENTRY.finditer(text):
        short, long = match["short"], match["long"]
        if may_be_short(short, quoted=False) and len(long) > len(short):
            best = align(short, long, anchored=True)
            fitting += best is not None and is_good(best, short)
            found.append((match.span("short"), match.span("long")))
    if fitting >= max(_FEWEST, len(found) / 2):
        yield from found
