"""Words that a line break cuts in two: "neph-" at the end of a line and "ritis" at the start of the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.nlp.common_words import common_words

_BREAK = re.compile(
    r"(?<![\w-])(?P<left>[A-Za-z]*[a-z])(?P<cut>[-\u2010\u00ad](?:[ \t]*\n[ \t]*| ))"
    r"(?P<right>[a-z]+)(?![\w-])"
)
_WORD = re.compile(r"[A-Za-z]+")


def words_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that stand whole in some of the `texts`, in small letters."""
    return frozenset(
        match.group().lower() for text in texts for match in _WORD.finditer(_BREAK.sub(" ", text))
    )


def join_broken(text: str, whole: Collection[str]) -> tuple[str, tuple[int, ...]]:
    """Return `text` with the words that line breaks cut in two joined again, and where each of its characters
    stands in `text`; no places where nothing was joined.

    A hyphen that belongs to the word stays: both parts of it are words, and the whole is none, neither of
    the language nor among those that stand `whole` in the document. Where the break itself is lost ("neph-
    rectomy" on one line), a part that is a word keeps the hyphen, too: "drug- induced", "pre- and".

    >>> join_broken("a large neph-\\nrectomy specimen", ())[0]
    'a large nephrectomy specimen'
    >>> join_broken("a long-\\nterm effect", ())
    ('a long-\\nterm effect', ())
    """
    cuts = [
        m.span("cut")
        for m in _BREAK.finditer(text)
        if _is_one_word(m["left"].lower(), m["right"], whole, line="\n" in m["cut"])
    ]
    if not cuts:
        return text, ()
    places: list[int] = []
    at = 0
    for start, end in cuts:
        places += range(at, start)
        at = end
    places += range(at, len(text))
    return "".join(text[i] for i in places), tuple(places)


def _is_one_word(left: str, right: str, whole: Collection[str], *, line: bool) -> bool:
    joined, known = left + right, common_words()
    if joined in whole or joined in known:
        return True
    words = (left in known or left in whole) + (right in known or right in whole)
    return words < 2 if line else words == 0
