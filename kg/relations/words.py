"""The words that rules look for beside their triggers, from ``ontologies/relations/words.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kg.model import EntityType

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Noun lemmas by what they do in a noun phrase, and patterns of names that say too little.

    `transparent` nouns lead to the thing in their phrase; `persons` have a disease or get a treatment;
    `cases` are those of the section's disease; `diseases` and `treatments` refer back when definite.
    """

    transparent: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    diseases: frozenset[str] = frozenset()
    treatments: frozenset[str] = frozenset()
    generic: tuple[tuple[str, re.Pattern[str]], ...] = ()
    turning: re.Pattern[str] = _NOTHING
    """Words that turn a direction round: "loss", "degradation"."""
    turned_before: re.Pattern[str] = _NOTHING
    """The same at the end of what stands before a name: "loss of "."""
    turned_behind: re.Pattern[str] = _NOTHING
    """The same at the start of what stands behind a name, and that it set something off: "-induced"."""

    def is_generic(self, kind: EntityType, name: str) -> bool:
        """Tell whether `name` names a kind of thing and no thing in particular: "the tumor", "treatment"."""
        group = "treatment" if kind.is_treatment else kind.value
        return any(key == group and pattern.fullmatch(name) is not None for key, pattern in self.generic)


def read_words(data: dict[str, Any]) -> Words:
    """Return the words of a parsed file.

    Raises:
        KeyError: a list is missing.
        re.error: a pattern is malformed.
    """
    nouns = data["nouns"]
    turning = "|".join(data["direction"]["turning"])
    setting_off = "|".join(data["direction"]["setting_off"])
    return Words(
        transparent=frozenset(nouns["transparent"]),
        persons=frozenset(nouns["persons"]),
        cases=frozenset(nouns["cases"]),
        diseases=frozenset(nouns["diseases"]),
        treatments=frozenset(nouns["treatments"]),
        generic=tuple(
            (group, re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE))
            for group, rows in sorted(data["generic"].items())
        ),
        turning=re.compile(rf"\b(?:{turning})\b", re.IGNORECASE),
        turned_before=re.compile(
            rf"\b(?:{turning})(?: (?:of|in|from))?(?: [\w-]+){{0,2}}[ -]$", re.IGNORECASE
        ),
        turned_behind=re.compile(
            rf"[- ](?:(?:gene|protein|m?RNA|promoter|expression) )?(?:{turning}|{setting_off})\b",
            re.IGNORECASE,
        ),
    )
