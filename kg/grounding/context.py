"""What a document tells about its mentions as a whole: its species, and what its plain names mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.model import Abbreviation, EntityType, Mention, Span

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

    `species` has the share of each species among the words that name one, `places` where each of these words
    stands; `certain` counts by CURIE the mentions whose whole, long name means one concept only; `long_forms`
    are the document's own explanations of its short forms; `names` are the long names of a type, sorted.
    """

    species: Mapping[str, float] = field(default_factory=dict)
    places: Sequence[tuple[int, str]] = ()
    certain: Mapping[str, int] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[EntityType, Sequence[str]] = field(default_factory=dict)

    def long_form(self, mention: Mention) -> str:
        """Return what the document says that a mention stands for; empty where it says nothing."""
        return "" if mention.name else self.long_forms.get(mention.text, "")

    def spelled_out(self, mention: Mention) -> list[str]:
        """Return the long names of its type that an unexplained short form can be short for."""
        if mention.type not in _SHORTENED or self.long_form(mention):
            return []
        return [name for name in self.names.get(mention.type, ()) if is_short_for(mention.text, name)]

    def nearest_species(self, span: Span) -> str:
        """Return the species that a word close to a mention names: the last one before it, else the next."""
        at = bisect_left(self.places, (span.start, ""))
        if at and span.start - self.places[at - 1][0] <= _BEFORE:
            return self.places[at - 1][1]
        if at < len(self.places) and self.places[at][0] - span.end <= _BEHIND:
            return self.places[at][1]
        return ""


def is_short_for(short: str, name: str) -> bool:
    """Tell whether `short`, mostly capitals, has letters of `name` in their order, its first among them.

    >>> is_short_for("MTX", "methotrexate"), is_short_for("CPA", "cyproterone acetate")
    (True, True)
    >>> is_short_for("MTX", "paclitaxel"), is_short_for("taxol", "taxol A")
    (False, False)
    """
    letters = "".join(c for c in short if c.isalnum())
    if not 0 < len(letters) <= _LONGEST_SHORT or sum(map(str.isupper, letters)) * 2 <= len(letters):
        return False
    rest = iter(name.lower())
    return name[:1].lower() == letters[0].lower() and all(letter in rest for letter in letters.lower())


#: A word for a species so many letters before a mention is about it; so many behind it, too.
_BEFORE, _BEHIND = 250, 60
#: Names of so many letters that have one meaning are taken to have it here.
_LONG = 7
#: Types whose names texts shorten as they like; symbols of genes have lists of their own.
_SHORTENED = frozenset((EntityType.DRUG,))
_LONGEST_SHORT = 5


def context_of(
    text: str, mentions: Iterable[Mention], abbreviations: Iterable[Abbreviation], lexicon: Lexicon
) -> Context:
    """Return the context of a document; without its text the mentions themselves have to tell."""
    mentions = list(mentions)
    long_forms: dict[str, str] = {}
    for abbreviation in abbreviations:
        long_forms.setdefault(abbreviation.short, abbreviation.long)
    if not text:
        text = "\n".join(mention.text for mention in mentions)
    places = sorted(
        (match.start(), taxon) for taxon, pattern in _PATTERNS.items() for match in pattern.finditer(text)
    )
    counts = Counter(taxon for _, taxon in places)
    total = len(places)
    certain: Counter[str] = Counter()
    names: dict[EntityType, set[str]] = {}
    for mention in mentions:
        name = long_forms.get(mention.text, mention.lookup)
        if len(name) >= _LONG:
            names.setdefault(mention.type, set()).add(name.lower())
        if len(name) >= _LONG or mention.type is EntityType.SPECIES:
            curies = {term.curie for term in lexicon.terms(name)}
            if len(curies) == 1:
                certain[curies.pop()] += 1
    return Context(
        species={taxon: count / total for taxon, count in sorted(counts.items())},
        places=places,
        certain=certain,
        long_forms=long_forms,
        names={kind: sorted(found) for kind, found in names.items()},
    )
