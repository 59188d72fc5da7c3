"""What a document tells about its mentions as a whole: its species, and what its plain names mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.model import EntityType, Mention

HUMAN = "ncbitaxon:9606"
#: Words that tell which species a text is about, by its taxon.
_SPECIES = {
    HUMAN: r"humans?|patients?|m[ae]n|wom[ae]n|child(?:ren)?|infants?|boys?|girls?|famil(?:y|ies)|subjects?"
    r"|volunteers?|participants?|Homo sapiens|persons?|people|individuals?|probands?|cohorts?",
    "ncbitaxon:10090": r"mouse|mice|murine|Mus musculus|knockout|transgenic|C57BL/6J?|BALB/c",
    "ncbitaxon:10116": r"rats?|Rattus norvegicus|Sprague[- ]Dawley|Wistar",
    "ncbitaxon:7227": r"Drosophila(?: melanogaster)?|D\. melanogaster|fl(?:y|ies)|fruit fl(?:y|ies)",
    "ncbitaxon:7955": r"zebrafish|Danio rerio",
    "ncbitaxon:6239": r"C\. elegans|Caenorhabditis elegans|nematodes?|worms?",
    "ncbitaxon:559292": r"yeasts?|Saccharomyces cerevisiae|S\. cerevisiae",
    "ncbitaxon:8355": r"Xenopus(?: laevis)?",
    "ncbitaxon:9031": r"chick(?:en)?s?|Gallus gallus",
    "ncbitaxon:9913": r"bovine|cows?|cattle",
}
_PATTERNS = {taxon: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for taxon, words in _SPECIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a document before its mentions are decided on.

    `species` has the share of each species among the words that name one; `certain` counts by CURIE the
    mentions whose whole, long name means one concept only; `long_forms` are the document's own explanations
    of its short forms.
    """

    species: Mapping[str, float] = field(default_factory=dict)
    certain: Mapping[str, int] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)


#: Names of so many letters that have one meaning are taken to have it here.
_LONG = 7


def context_of(
    text: str, mentions: Iterable[Mention], long_forms: Mapping[str, str], lexicon: Lexicon
) -> Context:
    """Return the context of a document; without its text the mentions themselves have to tell."""
    mentions = list(mentions)
    if not text:
        text = "\n".join(mention.text for mention in mentions)
    counts = {taxon: len(pattern.findall(text)) for taxon, pattern in _PATTERNS.items()}
    total = sum(counts.values())
    certain: Counter[str] = Counter()
    for mention in mentions:
        name = long_forms.get(mention.text, mention.lookup)
        if len(name) >= _LONG or mention.type is EntityType.SPECIES:
            curies = {term.curie for term in lexicon.terms(name)}
            if len(curies) == 1:
                certain[curies.pop()] += 1
    return Context(
        species={taxon: count / total for taxon, count in counts.items() if count},
        certain=certain,
        long_forms=long_forms,
    )
