"""The words that the entity recogniser sees, and what of their spelling it sees.

Words are finer than spaCy's tokens: every sign stands alone, so that "EWSR1-positive" is three words and each
boundary that annotators draw falls between two of them (more than 99 % do, in the corpora trained on). They
are the basic tokens of BERT (Devlin et al. 2019), so that both tiers of the model share them.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_DIGITS = re.compile(r"\d")
_LONGEST = 40
"""Characters of a word that are looked at: a longer one is a sequence or a link."""


class Spelling(NamedTuple):
    """What the recogniser sees of a word's spelling; the same for every occurrence of the word."""

    norm: str
    """Lower case, each digit as 0."""
    shape: str
    """Upper-case, lower-case letters and digits as X, x and 0, runs cut to three."""
    grams: tuple[str, ...]
    """The runs of 2 to 5 characters of the lower-cased word between "<" and ">" (Bojanowski et al. 2017)."""


def find_words(text: str) -> list[tuple[int, int]]:
    """Return start and end of every word of `text`.

    >>> text = "p53- B7-H3"
    >>> [text[a:b] for a, b in find_words(text)]
    ['p53', '-', 'B7', '-', 'H3']
    """
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def spell(word: str) -> Spelling:
    """Return what is seen of `word`.

    >>> spell("Bcl2").shape, spell("Bcl2").norm
    ('Xxx0', 'bcl0')
    """
    word = word[:_LONGEST]
    low = word.lower()
    return Spelling(norm=_DIGITS.sub("0", low), shape=_shape(word), grams=_grams(f"<{low}>"))


def bucket(text: str, size: int) -> int:
    """Return the row, 0 to `size` - 1, that `text` shares with others in a table: a hash of its bytes."""
    return zlib.crc32(text.encode()) % size


def _shape(word: str) -> str:
    found: list[str] = []
    for char in word:
        if char.isdigit():
            kind = "0"
        elif char.isalpha():
            kind = "X" if char.isupper() else "x"
        else:
            kind = char
        if found[-3:] != [kind] * 3:
            found.append(kind)
    return "".join(found[:12])


def _grams(word: str) -> tuple[str, ...]:
    return tuple(word[i : i + n] for n in (2, 3, 4, 5) for i in range(max(1, len(word) - n + 1)))
