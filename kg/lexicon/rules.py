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
from kg.lexicon.keys import key
from kg.lexicon.term import Status, Term
from kg.model import EntityType

STOP = "stop.tsv"
_SYMBOLS = (Status.LABEL, Status.ALIAS, Status.FORMER, Status.ABBREVIATION)
_COMPACT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The stop list: key of a name to the types it must not be read as, ``*`` for all."""

    stop: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def admits(self, term: Term, surface: str) -> bool:
        """Tell whether `surface`, the words of the text, may be read as `term`."""
        curated = term.source == "curated"
        stopped = self.stop.get(key(surface), frozenset())
        if not curated and ("*" in stopped or term.type.value in stopped):
            return False
        letters = _COMPACT.sub("", surface)
        name = _COMPACT.sub("", term.name)
        if len(letters) <= 2:
            return curated and letters == name
        if letters == name:
            return True
        if _is_abbreviation(name) or (term.type is EntityType.GENE and term.status in _SYMBOLS):
            return _same_symbol(letters, name)
        return True


def _is_abbreviation(name: str) -> bool:
    """Whether a name is written in capitals for a reason: GIST, MPNST, NSCLC, but not a whole title."""
    return len(name) <= 8 and sum(c.isupper() for c in name) >= 2 and " " not in name


def _same_symbol(letters: str, name: str) -> bool:
    """Whether two spellings of a symbol differ by less than what makes it another word.

    Three letters or fewer must agree in case; longer ones may differ when a digit shows that no
    ordinary word is meant, or when only the plural s is small ("GISTs").
    """
    if letters.endswith("s") and letters[:-1] == name:
        return True
    return len(letters) > 3 and any(c.isdigit() for c in letters)


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
        of_name = key(fields[0])
        stop[of_name] = stop.get(of_name, frozenset()) | frozenset(fields[1].split("|"))
    return Rules(stop=stop)
