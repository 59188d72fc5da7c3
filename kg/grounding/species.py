"""Species that a text is about: the words that name them, and the manner in which symbols are written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

HUMAN = "ncbitaxon:9606"
#: Words that tell which species a text is about, by its taxon: its names, what only its members are called,
#: strains, and cell lines that everybody knows.
_SPECIES = {
    HUMAN: r"humans?|patients?|m[ae]n|wom[ae]n|child(?:ren)?|infants?|boys?|girls?|affected famil(?:y|ies)"
    r"|subjects?|volunteers?|participants?|Homo sapiens|persons?|people|individuals?|probands?|cohorts?"
    r"|donors?|adults|HeLa|HEK[- ]?293T?|MCF-?7|HUVECs?|Jurkat|THP-1|LNCaP|HepG2|U2OS|A549|Caco-2|SH-SY5Y",
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
#: Mice that carry tissue of people, antibodies, and what a gene is called after: no words for a species.
_HOSTS = re.compile(
    r"\b(?:nude|athymic|SCID|NSG|NOD[-/ ]SCID|immunodeficient|xenograft\w*)(?: nude)?[- ]"
    r"(?:mouse|mice|rats?)\b|\b(?:mouse|mice|murine) xenografts?\b"
    r"|\b(?:mouse|rat|rabbit|goat) (?:anti-|monoclonal|polyclonal)|\bhomolog(?:ue)?s? \([^()]*",
    re.IGNORECASE,
)
#: Diseases and other words of texts about people, and what is grown from them.
_CLINICAL = re.compile(
    r"\b(?:cancers?|\w*carcinomas?|leuka?emias?|lymphomas?|\w*sarcomas?|melanomas?|gliomas?|\w*blastomas?"
    r"|tumou?rs?|metasta\w+|clinical\w*|xenograft\w*|prognos\w+|diagnos\w+|syndromes?|therap\w+|polymorphisms?|hospital\w*|surviv\w+)\b",
    re.IGNORECASE,
)
_PATTERNS = {taxon: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for taxon, words in _SPECIES.items()}
#: A title ends here at the latest.
_TITLE = 400
#: Letters of a usual abstract, by which longer texts are measured.
_ABSTRACT = 1500
_LONGEST_SYMBOL = 12


@lru_cache(maxsize=256)
def species_words(text: str) -> tuple[tuple[int, str], ...]:
    """Return where each word for a species begins, with its taxon, in the order of the text."""
    if not text:
        return ()
    hosts = [match.span() for match in _HOSTS.finditer(text)]
    found = sorted(
        (match.start(), taxon)
        for taxon, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in hosts)
    )
    return tuple(found)


def clinical_words(text: str) -> float:
    """Return the logarithm of 1 and the words of texts about people, as many as an abstract would have."""
    return math.log1p(len(_CLINICAL.findall(text)) * min(1.0, _ABSTRACT / max(len(text), 1)))


def title_end(text: str) -> int:
    """Return where the title of a document ends: at its first line, else at its first sentence."""
    line = text.find("\n")
    return line if 0 <= line < _TITLE else max(text.find(". "), 0)


def manner(symbols: Iterable[str]) -> float:
    """Return from -1 to 1 in which manner the symbols of a text are written: as human ones or as a mouse's.

    >>> manner(["Kit", "Pten", "Trp53"]) > 0 > manner(["KIT", "PTEN"])
    True
    """
    styles = [style for symbol in symbols if (style := style_of(symbol))]
    return sum(1 if style == _SMALL else -1 for style in styles) / (len(styles) + 1)


_CAPITALS, _SMALL = "capitals", "one capital"


def style_of(symbol: str) -> str:
    """Return how the letters of a short symbol are written, as far as that tells a species.

    >>> style_of("Kit"), style_of("KIT"), style_of("kit")
    ('one capital', 'capitals', '')
    """
    bare = "".join(c for c in symbol if c.isalpha())
    if len(bare) < 2 or len(symbol) > _LONGEST_SYMBOL:
        return ""
    if bare.isupper():
        return _CAPITALS
    return _SMALL if bare[0].isupper() and bare[1:].islower() else ""
