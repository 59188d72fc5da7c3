"""What a document tells about its mentions as a whole: its species, and what its plain names mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon, key
from kg.lexicon.keys import FUNCTION_WORDS
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
    are the document's own explanations of its short forms.
    """

    species: Mapping[str, float] = field(default_factory=dict)
    places: Sequence[tuple[int, str]] = ()
    certain: Mapping[str, int] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)

    def long_form(self, mention: Mention) -> str:
        """Return what the document says that a mention stands for; empty where it says nothing."""
        return "" if mention.name else self.long_forms.get(mention.text, "")

    def name(self, mention: Mention) -> str:
        """Return the name of a mention in full: its long form, or with the short forms in it written out."""
        long_form = self.long_form(mention)
        if long_form or mention.type not in DISEASES or " " not in mention.lookup:
            return long_form or mention.lookup
        return _WORD.sub(lambda word: self.long_forms.get(word.group(), word.group()), mention.lookup)

    def nearest_species(self, span: Span) -> str:
        """Return the species that a word close to a mention names: the last one before it, else the next."""
        at = bisect_left(self.places, (span.start, ""))
        if at and span.start - self.places[at - 1][0] <= _BEFORE:
            return self.places[at - 1][1]
        if at < len(self.places) and self.places[at][0] - span.end <= _BEHIND:
            return self.places[at][1]
        return ""


#: Types whose short forms may stand for another mention of the document that explains none of them.
DISEASES = (EntityType.DISEASE, EntityType.PHENOTYPE)
_WORD = re.compile(r"\b[^\W_]{2,}\b")
_SHORT_FORM = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]s?")
#: A word for a species so many letters before a mention is about it; so many behind it, too.
_BEFORE, _BEHIND = 250, 60
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
    _add_short_forms(long_forms, mentions)
    if not text:
        text = "\n".join(mention.text for mention in mentions)
    places = sorted(
        (match.start(), taxon) for taxon, pattern in _PATTERNS.items() for match in pattern.finditer(text)
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
    return Context(
        species={taxon: count / total for taxon, count in sorted(counts.items())},
        places=places,
        certain=certain,
        long_forms=long_forms,
    )


def _add_short_forms(long_forms: dict[str, str], mentions: Sequence[Mention]) -> None:
    """Add short forms that nothing explains and that the letters of one disease of the text spell."""
    found = dict.fromkeys(m.lookup for m in mentions if m.type in DISEASES and not m.name)
    for short in found:
        if short not in long_forms and _SHORT_FORM.fullmatch(short):
            full = {key(name): name for name in reversed(found) if _spells(short.removesuffix("s"), name)}
            if len(full) == 1:
                long_forms[short] = next(iter(full.values()))


def _spells(short: str, name: str) -> bool:
    """Tell whether the letters of `short` stand in `name`, each first letter of a word among them.

    >>> _spells("ICH", "intracerebral hemorrhage"), _spells("IH", "intracerebral injury")
    (True, False)
    """
    words = [word.lower() for word in _WORD.findall(name) if word not in FUNCTION_WORDS]
    if not 1 < len(words) <= len(short):
        return False
    pattern = "".join(f"({'.*?'.join(part)}).*? " for part in _parted(short.lower(), words))
    return bool(pattern) and re.fullmatch(pattern, " ".join(words) + " ") is not None


def _parted(short: str, words: Sequence[str]) -> list[str]:
    """Return the letters of `short` that fall to each word by its first letter; empty where they do not."""
    parts: list[str] = []
    for letter in short:
        if len(parts) < len(words) and words[len(parts)][0] == letter:
            parts.append(letter)
        elif parts:
            parts[-1] += letter
    return parts if len(parts) == len(words) and sum(map(len, parts)) == len(short) else []
