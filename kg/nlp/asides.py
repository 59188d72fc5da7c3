"""Asides: brackets that repeat, cite or count, which the parser is better off without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Abbreviation, EntityType, Mention, Span

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
#: "(a kind of rash)": what the thing before the bracket is, in plain words.
_EXPLAINS = re.compile(r"(?:an?|the) (?!first\b|second\b|only\b)[a-z][\w-]*(?: [\w-]+)+", re.IGNORECASE)
_KEPT = frozenset({*(t for t in EntityType if t.is_treatment), EntityType.GENE, EntityType.DISEASE})
_QUOTES = "\"'“”‘’ "


def find_asides(
    text: str, mentions: Sequence[Mention], abbreviations: Sequence[Abbreviation], *, offset: int = 0
) -> tuple[list[Span], dict[int, int]]:
    """Return the bracketed spans to leave out of the parse, and which mention repeats which.

    `text` is a sentence that stands at `offset`; spans of mentions and of the result are document offsets.
    A bracket is left out when it holds no mention (a citation, a count, a p value), or when it only gives the
    mention before it another name: ``a sarcoma (SS)``, ``CD117 (c-kit)``, ``abdomen (belly)``. The second
    value maps the index of the repeating mention to the index of the repeated one.

    >>> find_asides("seen in 12 patients (24%).", [], [])[0]
    [Span(start=20, end=25)]
    """
    pairs = {(a.short_span, a.long_span) for a in abbreviations}
    names = {(a.short, a.long) for a in abbreviations}
    spans: list[Span] = []
    aliases: dict[int, int] = {}
    for match in _BRACKETS.finditer(text):
        span = Span(start=match.start() + offset, end=match.end() + offset)
        inside = [i for i, m in enumerate(mentions) if span.contains(m.span)]
        if not inside:
            # "poly(ADP-ribose) polymerase": the bracket is part of a name
            if not any(span.overlaps(m.span) for m in mentions):
                spans.append(span)
            continue
        before = [i for i, m in enumerate(mentions) if 0 <= span.start - m.span.end <= 1]
        if before and _EXPLAINS.match(match.group(1)) and not any(mentions[i].type in _KEPT for i in inside):
            spans.append(span)
            continue
        if len(inside) > 1 or not before:
            continue
        one, other = mentions[inside[0]], mentions[before[0]]
        whole = match.group(1).strip(_QUOTES) == one.text.strip(_QUOTES)
        same = (
            bool(set(one.hints) & set(other.hints))
            or (one.span, other.span) in pairs
            or (other.span, one.span) in pairs
            or (one.text, other.text) in names
            or (other.text, one.text) in names
        )
        if same and (whole or one.type is other.type):
            spans.append(span)
            aliases[inside[0]] = before[0]
    return spans, aliases
