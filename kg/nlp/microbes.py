"""Microbes by the two words of their names, where a list has these for something else."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Span

_BINOMIAL = re.compile(r"[A-Z][a-z]{3,} [a-z]{4,}")
_GENUS = re.compile(r"(?<![\w-])[A-Z][a-z]{3,} \Z")
_NAMED_AS_MICROBES = frozenset({EntityType.DRUG, EntityType.DISEASE})
#: Bacteria, viruses, fungi, flukes and tapeworms, apicomplexans.
_MICROBES = frozenset(f"ncbitaxon:{number}" for number in (2, 10239, 4751, 6157, 5794))


def as_microbe(mention: Mention, text: str, lexicon: Lexicon) -> Mention:
    """Return the mention of a medicine or an illness made a microbe's where that is what its name says:
    "Pseudomonas aeruginosa" is also a record of an allergen, "tuberculosis" an illness.
    """
    genus = _GENUS.search(text[: mention.span.start]) if mention.text.islower() else None
    if genus is not None and mention.type in _NAMED_AS_MICROBES:
        span = Span(start=genus.start(), end=mention.span.end)
        if any(t.type is EntityType.SPECIES for t in lexicon.all_terms(span.of(text))):
            mention = replace(mention, span=span, text=span.of(text))
    if mention.type not in _NAMED_AS_MICROBES or _BINOMIAL.fullmatch(mention.text) is None:
        return mention
    taxa = [t.curie for t in lexicon.all_terms(mention.text) if t.type is EntityType.SPECIES]
    microbes = tuple(t for t in taxa if _MICROBES & set(lexicon.ancestors(t)))
    if not microbes:
        return mention
    return replace(mention, type=EntityType.SPECIES, name="", hints=microbes)
