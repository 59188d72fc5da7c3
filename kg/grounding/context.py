"""What a document tells about its mentions as a whole: its species, and what its plain names mean."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.grounding.codes import coded
from kg.grounding.induced import induced
from kg.grounding.roots import roots
from kg.grounding.species import HUMAN, clinical_words, manner, species_words, title_end
from kg.lexicon import Lexicon, key
from kg.lexicon.keys import FUNCTION_WORDS
from kg.model import Abbreviation, EntityType, Mention, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a document before its mentions are decided on.

    `species` has the share of each species among the words that name one, `places` where each of these words
    stands; `certain` counts by CURIE the mentions whose whole, long name means one concept only; `long_forms`
    are the document's own explanations of its short forms; `title` has the shares of the species that the
    title names, `clinical` how much the words are those of texts about people, `manner` how symbols are
    written (`kg.grounding.species`); `names` are the long names of a type, sorted. `words` are the roots of
    the words of a text on diseases, `induced` the keys of the names of what a drug has brought about there.
    """

    species: Mapping[str, float] = field(default_factory=dict)
    places: Sequence[tuple[int, str]] = ()
    certain: Mapping[str, int] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)
    title: Mapping[str, float] = field(default_factory=dict)
    clinical: float = 0.0
    manner: float = 0.0
    names: Mapping[EntityType, Sequence[str]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    induced: frozenset[str] = frozenset()

    @property
    def of_people(self) -> bool:
        """Whether at least half of the words for species mean people, or there are none."""
        return not self.species or self.species.get(HUMAN, 0.0) >= _HUMAN_SHARE

    def long_form(self, mention: Mention) -> str:
        """Return what the document says that a mention stands for; empty where it says nothing, or where the
        mention has its name in full.
        """
        return "" if mention.name else self.explained(mention)

    def explained(self, mention: Mention) -> str:
        """Return the long form that the document gives for the words of a mention; empty for none."""
        bare = _PHOSPHO.sub("", mention.text) if mention.type in _PROTEINS else mention.text
        one = bare[:-1] if _PLURAL.fullmatch(bare) else bare
        return next(
            (self.long_forms[form] for form in (mention.text, bare, one) if form in self.long_forms), ""
        )

    def name(self, mention: Mention) -> str:
        """Return the name of a mention in full: its long form, or with the short forms in it written out."""
        long_form = self.long_form(mention)
        if long_form or mention.type not in DISEASES or " " not in mention.lookup:
            return long_form or mention.lookup
        return _WORD.sub(lambda word: self.long_forms.get(word.group(), word.group()), mention.lookup)

    def spelled_out(self, mention: Mention) -> list[str]:
        """Return the long names of its type that an unexplained short form can be short for."""
        if mention.type not in _SHORTENED or self.long_form(mention):
            return []
        return [name for name in self.names.get(mention.type, ()) if is_short_for(mention.text, name)]

    def species_odds(self, taxon: str) -> float:
        """Return the logarithm of how often a species is named over how often others are."""
        count = sum(named == taxon for _, named in self.places)
        return math.log((count + 0.5) / (len(self.places) - count + 0.5))

    def species_before(self, mention: Mention) -> str:
        """Return the species named in a mention or its long form, or by the last word close before it."""
        for _, taxon in species_words(self.long_form(mention)):
            return taxon
        span = mention.span
        at = bisect_left(self.places, (span.end, ""))
        if at and span.start - self.places[at - 1][0] <= _CLOSE:
            return self.places[at - 1][1]
        return ""

    def species_around(self, span: Span) -> Mapping[str, float]:
        """Return the share of each species among the words around a mention, near ones counted most."""
        first = bisect_left(self.places, (span.start - _AROUND, ""))
        shares: dict[str, float] = defaultdict(float)
        for place, taxon in self.places[first : bisect_left(self.places, (span.end + _AROUND, ""))]:
            shares[taxon] += math.exp(-abs(place - span.start) / _FADING)
        total = sum(shares.values())
        return {taxon: share / total for taxon, share in shares.items()}


#: Types whose short forms may stand for another mention of the document that explains none of them.
DISEASES = (EntityType.DISEASE, EntityType.PHENOTYPE)
_PROTEINS = (EntityType.GENE, EntityType.GENE_FAMILY)
#: A protein with a phosphate is the protein: "p-MLC".
_PHOSPHO = re.compile(r"^(?:p|phospho)-")
#: Several of what a symbol stands for.
_PLURAL = re.compile(r"[A-Z][A-Z\d-]*[A-Z\d]s")
_WORD = re.compile(r"\b[^\W_]{2,}\b")
_SHORT_FORM = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]s?")
#: A symbol that ends with a number: a family, and which of its members.
_NUMBERED = re.compile(r"([A-Za-z]{2,6})-?(\d{1,2}[A-Z]?)")
#: A gene's approved symbol is that of people where at least so many of the words for species mean people.
_HUMAN_SHARE = 0.5
#: A word for a species that begins so few letters before a mention says whose gene it is.
_CLOSE = 30
#: How far from a mention such words count, and the distance at which they count a third.
_AROUND, _FADING = 600, 150
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
    _add_short_forms(long_forms, mentions)
    _add_members(long_forms, mentions, lexicon)
    for short, long in coded(text, mentions, lexicon):
        long_forms.setdefault(short, long)
    if not text:
        text = "\n".join(mention.text for mention in mentions)
    places = species_words(text)
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
    title = Counter(taxon for place, taxon in places if place < title_end(text))
    return Context(
        species={taxon: count / total for taxon, count in sorted(counts.items())},
        places=places,
        certain=certain,
        long_forms=long_forms,
        title={taxon: count / title.total() for taxon, count in title.items()},
        clinical=clinical_words(text),
        manner=manner(mention.text for mention in mentions if mention.type is EntityType.GENE),
        names={kind: sorted(found) for kind, found in names.items()},
        words=frozenset(roots(text)) if any(each.type in DISEASES for each in mentions) else frozenset(),
        induced=induced(text, mentions, long_forms, lexicon),
    )


def _add_short_forms(long_forms: dict[str, str], mentions: Sequence[Mention]) -> None:
    """Add short forms that nothing explains and that the letters of one disease of the text spell."""
    found = dict.fromkeys(m.lookup for m in mentions if m.type in DISEASES and not m.name)
    for short in found:
        if short not in long_forms and _SHORT_FORM.fullmatch(short):
            full = {key(name): name for name in reversed(found) if _spells(short.removesuffix("s"), name)}
            if len(full) == 1:
                long_forms[short] = next(iter(full.values()))


def _add_members(long_forms: dict[str, str], mentions: Iterable[Mention], lexicon: Lexicon) -> None:
    """Add the numbered members of a family of proteins that the text explains, where they are known so: with
    "toll-like receptors (TLRs)" TLR4 is toll-like receptor 4.
    """
    for mention in mentions:
        match = _NUMBERED.fullmatch(mention.text) if mention.type in _PROTEINS else None
        if match is None or mention.text in long_forms:
            continue
        stem, number = match.groups()
        long = long_forms.get(stem) or long_forms.get(f"{stem}s", "")
        full = f"{long.removesuffix('s')} {number}"
        if long and any(term.type in _PROTEINS for term in lexicon.all_terms(full)):
            long_forms[mention.text] = full


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
