"""What a document tells about its mentions as a whole: its species, and what its plain names mean."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.model import Abbreviation, EntityType, Mention, Span

HUMAN = "ncbitaxon:9606"
#: Words that tell which species a text is about, by its taxon: its names, what only its members are called,
#: strains, and cell lines that everybody knows.
_SPECIES = {
    HUMAN: r"humans?|patients?|m[ae]n|wom[ae]n|child(?:ren)?|infants?|boys?|girls?|famil(?:y|ies)|subjects?"
    r"|volunteers?|participants?|Homo sapiens|persons?|people|individuals?|probands?|cohorts?|donors?|adults?"
    r"|HeLa|HEK[- ]?293T?|MCF-?7|HUVECs?|Jurkat|THP-1|LNCaP|HepG2|U2OS|A549|Caco-2|SH-SY5Y|K562",
    "ncbitaxon:10090": r"mouse|mice|murine|Mus musculus|knockout|transgenic|C57BL/6[JN]?|BALB/c|MEFs?|129/Sv"
    r"|FVB|DBA/2J?|NIH[- ]?3T3|3T3-L1|C2C12|RAW ?264\.7|MC3T3(?:-E1)?",
    "ncbitaxon:10116": r"rats?|Rattus norvegicus|Sprague[- ]Dawley|Wistar|Long[- ]Evans|PC12|H9c2|INS-1",
    "ncbitaxon:7227": r"Drosophila(?: melanogaster)?|D\. melanogaster|fl(?:y|ies)|fruit fl(?:y|ies)",
    "ncbitaxon:7955": r"zebrafish|Danio rerio",
    "ncbitaxon:6239": r"C\. elegans|Caenorhabditis elegans|nematodes?|worms?",
    "ncbitaxon:559292": r"(?<!fission )yeasts?|Saccharomyces cerevisiae|S\. cerevisiae",
    "ncbitaxon:4896": r"fission yeasts?|Schizosaccharomyces pombe|S\. pombe",
    "ncbitaxon:3702": r"Arabidopsis(?: thaliana)?|A\. thaliana|thale cress",
    "ncbitaxon:8355": r"Xenopus(?: laevis)?",
    "ncbitaxon:9031": r"chick(?:en)?s?|Gallus gallus",
    "ncbitaxon:9913": r"bovine|cows?|cattle|Bos taurus",
}
#: Mice that carry tissue of people, and antibodies: no words for a species. Before `_PATTERNS`.
_HOSTS = re.compile(
    r"\b(?:nude|athymic|SCID|NSG|NOD[-/ ]SCID|immunodeficient|xenograft\w*)(?: nude)?[- ](?:mouse|mice|rats?)\b"
    r"|\b(?:mouse|mice|murine) xenografts?\b|\b(?:mouse|rat|rabbit|goat) (?:anti-|monoclonal|polyclonal)",
    re.IGNORECASE,
)
#: Diseases and other words of texts about people, and what is grown from them.
_CLINICAL = re.compile(
    r"\b(?:cancers?|\w*carcinomas?|leuka?emias?|lymphomas?|\w*sarcomas?|melanomas?|gliomas?|\w*blastomas?|tumou?rs?|metasta\w+|clinical\w*"
    r"|xenograft\w*|prognos\w+|diagnos\w+|syndromes?|therap\w+|polymorphisms?|hospital\w*|surviv\w+)\b",
    re.IGNORECASE,
)
_PATTERNS = {taxon: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for taxon, words in _SPECIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a document before its mentions are decided on.

    `species` has the share of each species among the words that name one, `places` where each of these words
    stands; `certain` counts by CURIE the mentions whose whole, long name means one concept only; `long_forms`
    are the document's own explanations of its short forms.
    """

    species: Mapping[str, float] = field(default_factory=dict)
    places: Sequence[tuple[int, str]] = ()
    certain: Mapping[str, int] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    title: Mapping[str, float] = field(default_factory=dict)
    small: float = 0.0
    clinical: float = 0.0

    @property
    def of_people(self) -> bool:
        """Whether at least half of the words for species mean people, or there are none."""
        return not self.species or self.species.get(HUMAN, 0.0) >= _HUMAN_SHARE

    def long_form(self, mention: Mention) -> str:
        """Return what the document says that a mention stands for; empty where it says nothing."""
        return "" if mention.name else self.long_forms.get(mention.text, "")

    def species_before(self, span: Span) -> str:
        """Return the species that a word in a mention, or else the last one close before it, names."""
        at = bisect_left(self.places, (span.end, ""))
        if at and span.start - self.places[at - 1][0] <= _CLOSE:
            return self.places[at - 1][1]
        return ""

    def species_around(self, span: Span) -> Mapping[str, float]:
        """Return the share of each species among the words around a mention, near ones counted most."""
        first = bisect_left(self.places, (span.start - _AROUND, ""))
        shares: Counter[str] = Counter()
        for place, taxon in self.places[first : bisect_left(self.places, (span.end + _AROUND, ""))]:
            shares[taxon] += math.exp(-abs(place - span.start) / _FADING)
        total = sum(shares.values())
        return {taxon: share / total for taxon, share in shares.items()}


#: A gene's approved symbol is that of people where at least so many of the words for species mean people.
_HUMAN_SHARE = 0.5
#: A word for a species that begins so few letters before a mention says whose gene it is.
_CLOSE = 30
#: How far from a mention such words count, and the distance at which they count a third.
_AROUND, _FADING = 600, 150
#: Names of so many letters that have one meaning are taken to have it here.
_LONG = 7


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
    hosts = [match.span() for match in _HOSTS.finditer(text)]
    places = sorted(
        (match.start(), taxon) for taxon, pattern in _PATTERNS.items() for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in hosts)
    )
    counts = Counter(taxon for _, taxon in places)
    total = len(places)
    certain: Counter[str] = Counter()
    for mention in mentions:
        name = long_forms.get(mention.text, mention.lookup)
        if len(name) >= _LONG or mention.type is EntityType.SPECIES:
            curies = {term.curie for term in lexicon.terms(name)}
            if len(curies) == 1:
                certain[curies.pop()] += 1
    styles = [style for m in mentions if m.type is EntityType.GENE and (style := style_of(m.text))]
    end = text.find("\n") if "\n" in text[:400] else text.find(". ")
    head = [taxon for place, taxon in places if place < end]
    return Context(
        counts=counts,
        clinical=math.log1p(len(_CLINICAL.findall(text))),
        title={taxon: head.count(taxon) / len(head) for taxon in head},
        small=sum(2*(style == "one capital")-1 for style in styles) / (len(styles)+1),
        species={taxon: count / total for taxon, count in sorted(counts.items())},
        places=places,
        certain=certain,
        long_forms=long_forms,
    )


def style_of(symbol: str) -> str:
    """Return how the letters of a short symbol are written, as far as that tells a species."""
    bare = "".join(c for c in symbol if c.isalpha())
    if len(bare) < 2 or len(symbol) > 12:
        return ""
    if bare.isupper():
        return "capitals"
    return "one capital" if bare[0].isupper() and bare[1:].islower() else ""
