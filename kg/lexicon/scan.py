"""Finding names in running text: the longest match from the left, over pieces of the text.

All runs of pieces are hashed and looked up at once (`kg.lexicon.pieces`, `kg.lexicon.index`); only what some
pack has is looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.compose import HEAD, TREATMENT, compose
from kg.lexicon.hashing import Hashes
from kg.lexicon.pieces import CHUNK, Hasher, Pieces, Places
from kg.lexicon.term import Term
from kg.model import EntityType

#: Start and end of a name in the text, and what it may mean, the likeliest first.
Match = tuple[int, int, tuple[Term, ...]]

_HYPHENS = "-‐‑–—"
#: A rest of a hyphenated token that makes another thing of the name before it: MAGE-A3, IGF-1R, Bcl-2.
_CODE = re.compile(r"(?:[A-Z]{0,2}\d+[A-Za-z]?|[A-Za-z]|[α-ω]|alpha|beta|gamma|delta)(?![^\W_])")
_HYPHENED = re.compile(r"(\w+)[-‐‑–]$")
_BRACKETED = re.compile(rf"\s?\((?P<short>[\w-]{{2,12}})\)(?P<head>{HEAD.pattern})")
_NEGATING = frozenset(("non", "un", "pseudo", "extra"))


class Scanner:
    """Finds the names of a lexicon."""

    def __init__(
        self,
        known: Callable[[Hashes], NDArray[np.bool_]],
        admitted: Callable[[str], tuple[Term, ...]],
        terms: Callable[[str], tuple[Term, ...]],
    ) -> None:
        """Take what tells whether a hash is one of a key, what words may mean in a text, and names by key."""
        self._known = known
        self._admitted = admitted
        self._terms = terms
        self._hasher = Hasher()

    def find(self, text: str) -> list[Match]:
        """Return the names in `text`, from left to right, none overlapping another."""
        found: list[Match] = []
        for offset, part in _parts(text):
            found += [(start + offset, end + offset, terms) for start, end, terms in self._find(part)]
        return found

    def occurrences(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of every run of words that is spelled like a name, those that overlap, too."""
        found: list[tuple[int, int]] = []
        for offset, part in _parts(text):
            pieces = Pieces(part)
            first, length = self._runs(pieces)
            starts, ends = pieces.starts[first] + offset, pieces.ends[first + length - 1] + offset
            found += zip(starts.tolist(), ends.tolist(), strict=True)
        return found

    def _find(self, text: str) -> list[Match]:
        """Return the names in a text that is short enough to be worked on at once."""
        pieces = Pieces(text)
        places, lengths = (found.tolist() for found in self._runs(pieces))
        found: list[Match] = []
        behind = at = 0
        while at < len(places):
            first, last = places[at], at
            while last < len(places) and places[last] == first:
                last += 1
            start = int(pieces.starts[first])
            if start >= behind and _may_begin(text, start):
                match = self._longest(pieces, first, lengths[at:last])
                if match is not None:
                    match = self._with_head(text, match)
                    found.append(match)
                    behind = match[1]
            at = last
        return found

    def _runs(self, pieces: Pieces) -> tuple[Places, Places]:
        """Return every run of pieces that a name may be: its first piece and its length, in this order."""
        runs = list(self._hasher.runs(pieces))
        if not runs:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        hits = np.flatnonzero(self._known(np.concatenate([hashes for _, _, hashes in runs])))
        firsts = np.concatenate([at for _, at, _ in runs])[hits]
        counts = np.repeat([length for length, _, _ in runs], [len(at) for _, at, _ in runs])[hits]
        order = np.argsort(firsts, kind="stable")
        return firsts[order], counts[order]

    def _longest(self, pieces: Pieces, first: int, lengths: Sequence[int]) -> Match | None:
        """Return the longest name that begins with a piece."""
        text, start = pieces.text, int(pieces.starts[first])
        for length in reversed(lengths):
            end = int(pieces.ends[first + length - 1])
            if end < len(text) and text[end] == ")":  # "HLA-A(*)02", "interleukin (IL)"
                end = self._closed(text, start, end)
            surface = text[start:end]
            if _may_end(text, end) and _is_whole(surface):
                terms = self._admitted(surface)
                if terms:
                    return start, end, terms
        return None

    @staticmethod
    def _closed(text: str, start: int, end: int) -> int:
        """Return the end behind a bracket that a name opens."""
        return end + (text.count("(", start, end) > text.count(")", start, end))

    def _with_head(self, text: str, match: Match) -> Match:
        """Return the class of drugs that a name and the word behind it name, else the match itself.

        A short form in brackets may stand between: "histone deacetylase (HDAC) inhibitors".
        """
        start, end, kept = match
        bracket = _BRACKETED.match(text, end)
        if bracket is not None:
            listed = self._terms(f"{bracket['short']}{bracket['head']}")
            classes = tuple(term for term in listed if term.type is EntityType.DRUG_CLASS)
            if classes:
                return start, bracket.end(), classes
            for name in (text[start:end], bracket["short"]):
                composed = compose(f"{name}{bracket['head']}", self._terms)
                if composed is not None:
                    return start, bracket.end(), (composed,)
        if kept[0].type not in (EntityType.GENE, EntityType.GENE_FAMILY):
            return match
        against = text[max(0, start - 5) : start].lower() == "anti-"
        head = HEAD.match(text, end) or (TREATMENT.match(text, end) if against else None)
        if head is None:
            return match
        if against:
            start -= 5
        composed = compose(text[start : head.end()], self._terms)
        return match if composed is None else (start, head.end(), (composed,))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in parts that are short enough to be worked on at once, cut at a blank."""
    at = 0
    while len(text) - at > CHUNK:
        end = text.rfind(" ", at + CHUNK // 2, at + CHUNK) + 1 or at + CHUNK
        yield at, text[at:end]
        at = end
    yield at, text[at:]


def _is_whole(surface: str) -> bool:
    """Whether a stretch of text ends like a name and closes the brackets that it opens."""
    if surface.count("(") != surface.count(")"):
        return False
    # Inverted names ("carcinoma, fibrolamellar") are for indexes; in a text it is a list.
    return ", " not in surface


def _may_begin(text: str, start: int) -> bool:
    if text[start] == "+":
        return False
    # A tokenizer may have split at the hyphen or not, so the text decides: "non-small", "extra-peritoneal".
    before = _HYPHENED.search(text, max(0, start - 12), start)
    return before is None or before.group(1).lower() not in _NEGATING


def _may_end(text: str, end: int) -> bool:
    return text[end : end + 1] not in _HYPHENS or end == len(text) or not _CODE.match(text, end + 1)
