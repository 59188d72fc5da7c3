"""Alignment of a short form with the words it may stand for.

Each letter of the short form, from the left, is found in the words of the candidate, in order; a letter that
begins a word is worth more than one inside it (the strategies of Ab3P, Sohn et al. 2008, in one dynamic
programme), a word that gives no letter costs, a preposition or an article less than others.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIRST = 2.0
"""A letter that begins a word."""
_PART = 1.6
"""A letter that begins a part of a word, behind a hyphen or a change of case."""
_NEXT = 1.0
"""A letter right behind the one matched before."""
_INSIDE = 0.3
"""Any other letter inside a word that has already given one."""
_DEEP = -0.6
"""A letter inside a word that has given none so far."""
_SKIP = -1.2
"""A word that gives no letter."""
_SKIP_SMALL = -0.1
_SMALL = _set("of the a an and in for to by with on or at from de la du der und & via per as")
# Words that begin no name: a long form that starts with one is cut.
_NEVER_FIRST = _SMALL | _set(
    "is are was were be been being has have had this that these those which who whose it its their our "
    "we such using called termed named known than into between through during after before both each "
    "any all some most many other not no also only can may will should would could but if so then "
    "because while when where"
)
_WORD = re.compile(r"\S+")
_NUMERAL = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
}
_NUMERALS = re.compile(rf"\b(?:{'|'.join(_NUMERAL)})(?=[\s-])", re.IGNORECASE)


class Alignment(NamedTuple):
    """Where the long form begins in the candidate, and how good the alignment is (about 2 for each
    letter)."""

    start: int
    score: float


def align(short: str, candidate: str, *, anchored: bool = False) -> Alignment | None:
    """Return the best alignment of `short` with the last words of `candidate`, None where there is none.

    The long form begins with the word that gives the first letter and ends where the candidate does.
    `anchored`: it must begin where the candidate begins.

    >>> align("OGS", "a rare case of osteogenic sarcoma")
    Alignment(start=15, score=4.3)
    """
    letters = [c.lower() for c in short if c.isalnum()]
    if len(letters) > 2 and letters[-1] == "s" and short[-1] == "s" and short[-2].isupper():
        plural = align(short[:-1], candidate, anchored=anchored)
        if plural is not None and candidate.rstrip().endswith(("s", "ae", "i", "a")):
            return Alignment(plural.start, plural.score + _INSIDE)
    words = [(m.start(), m.group()) for m in _WORD.finditer(candidate)]
    limit = min(len(letters) + 5, len(letters) * 2)
    best: Alignment | None = None
    for begin in range(len(words) - 1, max(-1, len(words) - 1 - limit), -1):
        start, word = words[begin]
        offset = len(word) - len(word.lstrip("\"'“”‘’«("))
        if word.lower().strip("\"'“”‘’«(") in _NEVER_FIRST:
            continue
        if anchored and begin:
            continue
        score = _score(letters, candidate[start:], offset)
        if score is not None and (best is None or score > best.score):
            best = Alignment(start + offset, round(score, 2))
        for part in re.finditer(r"(?<=[A-Za-z])[-/](?=[A-Za-z])", word):
            if anchored:
                break
            inner = _score(letters, candidate[start + part.end() :], 0)
            if inner is not None and (best is None or inner - 0.5 > best.score):
                best = Alignment(start + part.end(), round(inner - 0.5, 2))
    return best


def _score(letters: list[str], long: str, offset: int) -> float | None:
    """Return the score of the best alignment whose first letter is the one at `offset` of `long`, None
    without one."""
    low = _NUMERALS.sub(lambda m: _NUMERAL[m.group().lower()] + m.group()[1:].lower(), long).lower()
    if not letters or offset >= len(low) or low[offset] != letters[0]:
        return None
    kinds = _kinds(long)
    words = [(m.start(), m.end()) for m in _WORD.finditer(long)]
    word_at = [0] * len(long)
    for i, (start, end) in enumerate(words):
        word_at[start:end] = [i] * (end - start)
    cost = [_SKIP_SMALL if low[s:e].strip(",") in _SMALL else _SKIP for s, e in words]
    until = [0.0]
    for each in cost:
        until.append(until[-1] + each)
    row: dict[int, float] = {offset: _FIRST}
    for letter in letters[1:]:
        following: dict[int, float] = {}
        for at, char in enumerate(low):
            if char != letter or not char.isalnum():
                continue
            options = [
                score + _step(kinds, word_at, until, before, at)
                for before, score in row.items()
                if before < at
            ]
            if options:
                following[at] = max(options)
        row = following
    ends = [score + until[len(words)] - until[word_at[at] + 1] for at, score in row.items()]
    return max(ends, default=None)


def _step(kinds: str, word_at: list[int], until: list[float], before: int, at: int) -> float:
    """Return what matching the letter at `at` is worth when the one before was matched at `before`."""
    one, other = word_at[before], word_at[at]
    skipped = until[other] - until[one + 1] if other > one else 0.0
    if kinds[at] == "W":
        return _FIRST + skipped
    if kinds[at] == "P":
        return _PART + skipped
    if at == before + 1:
        return _NEXT
    return (_INSIDE if one == other else _DEEP) + skipped


def _kinds(long: str) -> str:
    """Return for each character W (begins a word), P (begins a part of one) or a dot."""
    found = []
    for at, char in enumerate(long):
        left = long[at - 1] if at else " "
        if not char.isalnum():
            found.append(".")
        elif left.isspace() or left in "\"'“”‘’«([":
            found.append("W")
        elif (
            not left.isalnum()
            or (char.isupper() and left.islower())
            or (char.isdigit() and not left.isdigit())
        ):
            found.append("P")
        else:
            found.append(".")
    return "".join(found)
