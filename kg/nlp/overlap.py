"""One reading for each place: of mentions that overlap, the most specific stays."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Mention

# Recognisers whose form leaves little doubt go before those that only look a name up.
_RANK = {
    "fusion": 4,
    "variant": 3,
    "abbreviation": 3,
    "composition": 3,
    "trial": 3,
    "lexicon": 2,
    "head": 1,
    "stem": 1,
}


def resolve(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that stand when overlaps are resolved, sorted by place.

    A longer mention goes before a shorter one that it contains, else the recogniser of the higher rank,
    else the longer, else the earlier.
    """
    ordered = sorted(
        set(mentions),
        key=lambda m: (
            -len(m.span),
            -_RANK.get(m.recogniser, 0),
            m.span.start,
            m.type.value,
            m.hints,
            m.name,
        ),
    )
    kept: list[Mention] = []
    for mention in ordered:
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))
