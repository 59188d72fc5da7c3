"""Kinds of words in names: what says what a thing is, how it stands, or that something is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.grounding.roots import root

CONTENT, TROUBLE, CODE, MODIFIER = "content", "trouble", "number", "modifier"
#: Letters and figures that tell subtypes apart are no longer.
_CODE_LENGTH = 2
#: How much a word of a kind tells, as a share of what content as rare as it does.
_TELLS = {CONTENT: 1.0, "growth": 0.8, CODE: 0.7, "risk": 0.7}
_TELLS_LITTLE = 0.4


@cache
def _kinds() -> Mapping[str, str]:
    with Path(__file__).with_name("rewrites.toml").open("rb") as file:
        data = tomllib.load(file)
    found: dict[str, str] = {}
    for kind, words in data["left_over"].items():
        for word in words:  # of two words with one root the first counts: syndrome, syndromic
            found.setdefault(root(word), kind)
    return {root(word): MODIFIER for word in data["modifiers"]} | found


def kind_of(word: str) -> str:
    """Return the kind of a root, by the table ``left_over`` of ``rewrites.toml``.

    >>> kind_of("syndrom"), kind_of("2"), kind_of("kidn")
    ('trouble', 'number', 'content')
    """
    if not word.isalpha() or len(word) <= _CODE_LENGTH:
        return CODE
    return _kinds().get(word, CONTENT)


def tells(word: str) -> float:
    """Return in (0, 1] how much a root tells for its kind."""
    return _TELLS.get(kind_of(word), _TELLS_LITTLE)
