"""Mentions of what the lexicon lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.lexicon import Term
from kg.model import EntityType, Mention, Span

_TUMOR = re.compile(r"(?:omas?|tumou?rs?|cancers?|neoplasms?|leuka?emias?)\b", re.IGNORECASE)


def mention_of_terms(span: Span, text: str, terms: Sequence[Term]) -> Mention:
    """Return the lexicon mention; its type is that of the best term, its hints all terms of that type.

    A tumor is a disease also where a phenotype ontology has the name. What shares its last word with a later
    name ("gastric" in "gastric and ovarian cancers") is looked up with that word.
    """
    best = terms[0].type
    if best is EntityType.PROCESS and any(t.type is EntityType.PHENOTYPE and t.source == "hp" for t in terms):
        best = EntityType.PHENOTYPE  # "muscle atrophy": who has it is more often told than how it comes about
    if best is EntityType.PHENOTYPE and _TUMOR.search(span.of(text)):
        best = EntityType.DISEASE
    hints = tuple(dict.fromkeys(t.curie for t in terms if t.type is best))
    surface = span.of(text)
    whole = next((t.name for t in terms if t.type is best), "")
    # "histone deacetylase (HDAC) inhibitor" goes by the name that has no bracket
    spelled = whole.lower().startswith(f"{surface.lower()} ") or ("(" in surface and "(" not in whole)
    name = whole if spelled else ""
    return Mention(span=span, text=surface, type=best, recogniser="lexicon", name=name, hints=hints)
