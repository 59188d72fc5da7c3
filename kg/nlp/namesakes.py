"""Diseases and genes of one name: NF1, VHL and MEN1 are short for both, and the words around tell which."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.lexicon import Term
from kg.model import EntityType, Span

_CHANGE_OF = re.compile(
    r"\b(?:loss|deletions?|mutations?|inactivation|variants?|alterations?|expression) (?:of|in) (?:the )?"
    r"(?:both )?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"[ -](?:genes?|mutations?|variants?|deletions?|inactivation|loss|protein|mRNA|alleles?|locus)\b",
    re.IGNORECASE,
)
_REACH = 40


def names_gene(text: str, span: Span, terms: Callable[[str], Sequence[Term]]) -> bool:
    """Tell whether the short form of a disease at `span` of `text` stands for the gene of that name there:
    "loss of NF1", "VHL mutations".

    `terms` gives what a name may mean.
    """
    before = _CHANGE_OF.search(text, max(0, span.start - _REACH), span.start)
    if before is None and _CHANGED.match(text, span.end) is None:
        return False
    return any(term.type is EntityType.GENE for term in terms(span.of(text)))
