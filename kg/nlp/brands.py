"""Trade names that a text gives to a drug: "FABULEXA (fabulimab-tkvz)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from kg.model import Abbreviation, Span
from kg.nlp.common_words import common_words
from kg.nlp.stem import without_suffix

#: A trade name, perhaps with its sign, and the first name in the bracket behind it.
_TRADE = re.compile(
    r"(?<![\w-])(?P<trade>[A-Z]{5,14}|[A-Z][a-z]{4,13})(?P<sign>[®™]| ?\((?:R|TM)\))? ?"
    r"\((?P<name>[a-z]{6,}(?:-[a-z]{4})?(?: [a-z]{6,}){0,2})(?=[),;])"
)


def find_brands(
    texts: Sequence[str],
    offsets: Sequence[int],
    *,
    is_drug: Callable[[str], bool],
    is_known: Callable[[str], bool],
) -> Iterable[Abbreviation]:
    """Yield for each trade name that stands before the name of a drug in brackets the pair of both.

    `is_drug` tells whether a name is that of a drug, `is_known` whether a word means something already.

    >>> text = "FABULEXA (fabulimab-tkvz) injection; Patients (fabulimab) and Fabulexa\u00ae (fabulimab)"
    >>> found = find_brands([text], [0], is_drug=lambda n: n == "fabulimab", is_known=lambda w: False)
    >>> [(a.short, a.long) for a in found]
    [('FABULEXA', 'fabulimab'), ('Fabulexa', 'fabulimab')]
    """
    for text, offset in zip(texts, offsets, strict=True):
        for match in _TRADE.finditer(text):
            trade, name = match["trade"], without_suffix(match["name"])
            signed = match["sign"] is not None
            plain = trade.lower() in common_words() or is_known(trade)
            if not is_drug(name) or (plain and not signed) or trade.lower() == name:
                continue
            start = match.start("name")
            yield Abbreviation(
                short=trade,
                long=name,
                short_span=Span(start=match.start("trade"), end=match.end("trade")).shift(offset),
                long_span=Span(start=start, end=start + len(name)).shift(offset),
            )
