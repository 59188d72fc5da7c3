"""Marks of histones: a residue and what is bound to it, as in "H3K27me3"."""

from __future__ import annotations

import re

from kg.model import EntityType, Mention, Span

# after the notation of Turner (Nat Struct Mol Biol 2005;12:110)
_MARK = re.compile(
    r"(?<![\w-])(?:H(?:1|2[AB](?:\.[XZ])?|3(?:\.[13])?|4))[KRST]\d{1,3}(?:me[123]?|ac|ph|ub1?|cr|la)(?![a-z\d])"
)


def find_histone_marks(text: str) -> list[Mention]:
    """Return GENE mentions of the modified histones in `text`, in order; spans are offsets into it.

    >>> [m.text for m in find_histone_marks("loss of H3K27me3 and of H4K16ac, not H3K27M")]
    ['H3K27me3', 'H4K16ac']
    """
    return [
        Mention(
            span=Span(start=m.start(), end=m.end()),
            text=m.group(),
            type=EntityType.GENE,
            recogniser="histone",
        )
        for m in _MARK.finditer(text)
    ]
