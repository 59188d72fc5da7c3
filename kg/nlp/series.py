"""Genes whose symbols share a stem that is written once: "IDH1/2", "CDK4/6", "NTRK1/2/3", "MAGE-A3/A6",
"FGFR1,2,3".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg.model import EntityType, Mention, Span

#: How the end of a symbol may look; what follows a slash looks the same.
_ENDS = tuple(re.compile(form) for form in (r"[A-Z]\d{1,2}$", r"\d{1,2}$", r"[A-Z]$"))
#: Letters and signs of the shortest stem that two symbols share.
_STEM = 2
_MEMBER = re.compile(r"(?:/(?P<end>[A-Z]?\d{1,2}|[A-Z])|,(?P<number>\d))(?!\w)")


def gene_series(
    mentions: Sequence[Mention], text: str, is_gene: Callable[[str], str | None]
) -> Iterator[Mention]:
    """Yield the genes behind each gene of `mentions` of whose symbols `text` writes only the ends.

    Each is grounded by its whole symbol, which `is_gene` must know; where it does not know one ("grade
    3/4"), the series ends. Spans are places in `text`.
    """
    for mention in mentions:
        if mention.type is not EntityType.GENE:
            continue
        at = mention.span.end
        while (follower := _MEMBER.match(text, at)) is not None:
            group = "end" if follower["end"] else "number"
            symbol = _completed(mention.text, follower[group])
            if symbol is None or is_gene(symbol) is None:
                break
            yield Mention(
                span=Span(start=follower.start(group), end=follower.end()),
                text=follower[group],
                type=EntityType.GENE,
                recogniser="series",
                name=symbol,
            )
            at = follower.end()


def _completed(symbol: str, end: str) -> str | None:
    """Return `symbol` with another end of the same form.

    >>> _completed("IDH1", "2"), _completed("MAGE-A3", "A6"), _completed("TP53", "B")
    ('IDH2', 'MAGE-A6', None)
    """
    for form in _ENDS:
        own = form.search(symbol)
        if own is not None and own.start() >= _STEM and form.match(end):
            return symbol[: own.start()] + end
    return None
