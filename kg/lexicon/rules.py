"""What a name must look like in running text to be taken for what the lexicon says.

A symbol of few letters, or one that is also a word, means its gene only as it is written officially; a
stop list, derived from annotated texts, names the words that are no mention however they are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.keys import GREEK, key, respelled
from kg.lexicon.term import Status, Term
from kg.model import EntityType

STOP = "stop.tsv"
_GENES = (EntityType.GENE, EntityType.GENE_FAMILY)
_UNOFFICIAL = (Status.ALIAS, Status.FORMER)
_SYMBOLS = (Status.LABEL, *_UNOFFICIAL, Status.ABBREVIATION)
_SEPARATORS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
#: Words that begin no name but often stand before a letter or number that would complete one ("at 10").
_FUNCTION_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "be", "by", "for", "is", "of", "on", "or", "the", "to", "was")
)
#: Shorter names that no authority prefers are mostly something else: lab shorthand, units, other acronyms.
_SHORT_UNOFFICIAL = 3
#: Variants of drug names this short are codes and abbreviations ("sam-e", "gn-rh"), seldom the drug.
_SHORT_DRUG = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The stop list: key of a name to the types it must not be read as, ``*`` for all.

    A name that the list writes with "=" before it is stopped in this very spelling only.
    """

    stop: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def admits(self, term: Term, surface: str) -> bool:
        """Tell whether `surface`, the words of the text, may be read as `term`.

        A curated name is trusted but for case: it may be short and on the stop list.
        """
        curated = term.is_curated
        if not curated and (self.is_stopped(surface, term.type) or not _has_standing(term, surface)):
            return False
        if not _breaks_agree(term.name, surface):
            return False
        letters = _letters(surface)
        name = _letters(term.name)
        if len(letters) <= 2:
            return curated and letters == name
        if letters == name:
            return True
        if _is_abbreviation(term.name) or (term.type in _GENES and term.status in _SYMBOLS):
            if curated and len(letters) > 3 and "-" in surface:
                return True
            return _same_symbol(letters, name, surface, plural=curated or term.type is not EntityType.GENE)
        return True

    def is_stopped(self, name: str, kind: EntityType) -> bool:
        """Tell whether `name` is on the stop list for a type: too general, or mostly something else."""
        stopped = self.stop.get(key(name), frozenset()) | self.stop.get(f"={name}", frozenset())
        return "*" in stopped or kind.value in stopped


def _has_standing(term: Term, surface: str) -> bool:
    """Whether a name that nobody curated is sure enough to be read wherever it stands."""
    letters = _letters(surface)
    if surface.split()[0] in _FUNCTION_WORDS or term.status in (Status.BROAD, Status.NARROW):
        return False
    if term.status is Status.RELATED and term.source != "go":
        return False
    if len(letters) <= _SHORT_UNOFFICIAL:
        # Of acronyms this short only approved symbols of genes are unique; lower-case nouns may be short.
        return letters.islower() if term.type not in _GENES else term.status is Status.LABEL
    if term.type is EntityType.DRUG and term.status is not Status.LABEL:
        return len(letters) > _SHORT_DRUG
    return True


def _letters(text: str) -> str:
    """Return letters and digits, Greek letters by name."""
    return _SEPARATORS.sub("", text.translate(GREEK))


def _breaks_agree(name: str, surface: str) -> bool:
    """Whether every blank of the text falls where the name has a break, too ("B7 H3", not "the in").

    A bracket of the text has to be one of the name: in "antigen receptor (CAR-T cells)" it begins another.
    An ending or a spelling that a key leaves out ("Wernicke's", "behaviour") moves no break.
    """
    name, surface = respelled(name), respelled(surface)
    if "(" in surface and not _offsets(surface, r"[()]") <= _offsets(name, r"[()]"):
        return False
    if not any(c.isspace() for c in surface):
        return True
    return _offsets(surface, r"\s+") <= _offsets(name, r"[\W_]+")


def _offsets(text: str, separator: str) -> set[int]:
    """Return how many letters and digits stand before each separator that is not the first or last."""
    found: set[int] = set()
    for match in re.finditer(separator, text):
        before = sum(len(word) for word in _WORD.findall(text[: match.start()]))
        found.add(before)
    return found


def _is_abbreviation(name: str) -> bool:
    """Whether a name is written in capitals for a reason: GIST, MPNST, NSCLC, but not a whole title."""
    return len(name) <= 8 and sum(c.isupper() for c in name) >= 2 and " " not in name


def _same_symbol(letters: str, name: str, surface: str, *, plural: bool) -> bool:
    """Whether two spellings of a symbol differ by less than what makes it another word.

    Three letters or fewer must agree in case, as must what the text writes in two words; longer ones may
    differ when a digit shows that no ordinary word is meant, or when only the plural s is small ("GISTs").
    """
    if plural and letters.endswith("s") and letters[:-1] == name:
        return True
    return len(letters) > 3 and any(c.isdigit() for c in letters) and " " not in surface


def read_rules(folder: Path) -> Rules:
    """Read the stop list of a folder of packs; a folder without one stops nothing.

    Raises:
        LexiconError: a line does not have its three columns.
    """
    path = folder / STOP
    if not path.is_file():
        return Rules()
    stop: dict[str, frozenset[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith(("#", "name\t")):
            continue
        fields = line.split("\t")
        if len(fields) != 3:
            raise LexiconError(f"{path.name}:{number}: {len(fields)} columns, expected 3")
        of_name = fields[0] if fields[0].startswith("=") else key(fields[0])
        stop[of_name] = stop.get(of_name, frozenset()) | frozenset(fields[1].split("|"))
    return Rules(stop=stop)
