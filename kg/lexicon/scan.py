"""Finding names in running text: the longest match from the left, over tokens and parts of tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.lexicon.compose import HEAD, compose
from kg.lexicon.keys import stem_key
from kg.lexicon.rules import Rules
from kg.lexicon.term import Term
from kg.model import EntityType

#: Start and end of a name in the text, and what it may mean, the likeliest first.
Match = tuple[int, int, tuple[Term, ...]]

MAX_WORDS = 9
#: Each part of a hyphenated word counts as a word, so names of nine words may have more pieces.
_MAX_PIECES = 14
_JOINT = re.compile(r"[-‐‑–—/]")
#: A rest of a hyphenated token that makes another thing of the name before it: MAGE-A3, IGF-1R, Bcl-2.
_CODE = re.compile(r"^(?:[A-Z]{0,2}\d+[A-Za-z]?|[A-Za-z]|[α-ω]|alpha|beta|gamma|delta)$")
_HYPHENED = re.compile(r"(\w+)[-‐‑–]$")
_NEGATING = frozenset(("non", "un", "pseudo", "extra"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token or the part of one between hyphens or slashes."""

    start: int
    end: int
    first: bool
    """Whether a token begins here."""
    last: bool
    """Whether a token ends here."""


def find(
    text: str,
    words: Sequence[tuple[int, int]],
    terms: Callable[[str], tuple[Term, ...]],
    has_prefix: Callable[[str], bool],
    rules: Rules,
) -> list[Match]:
    """Return the names in `text`, from left to right, none overlapping another."""
    pieces = _pieces(text, words)
    found: list[Match] = []
    at = 0
    while at < len(pieces):
        best = _longest(text, pieces, at, terms, has_prefix, rules)
        if best is None:
            at += 1
            continue
        at, match = best
        match = _with_head(text, match, terms)
        found.append(match)
        while at < len(pieces) and pieces[at].start < match[1]:
            at += 1
    return found


def _with_head(text: str, match: Match, terms: Callable[[str], tuple[Term, ...]]) -> Match:
    """Return the class of drugs that a gene and the word behind it name, else the match itself."""
    start, end, kept = match
    if kept[0].type not in (EntityType.GENE, EntityType.GENE_FAMILY):
        return match
    head = HEAD.match(text, end)
    if head is None:
        return match
    if text[max(0, start - 5) : start].lower() == "anti-":
        start -= 5
    composed = compose(text[start : head.end()], terms)
    return match if composed is None else (start, head.end(), (composed,))


def _pieces(text: str, words: Sequence[tuple[int, int]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for start, end in words:
        cuts = [start]
        for joint in _JOINT.finditer(text, start, end):
            cuts.extend((joint.start(), joint.end()))
        if text[end - 1] == "+" and end - start > 1:
            cuts.extend((end - 1, end - 1))
        cuts.append(end)
        parts = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]
        pieces.extend(_Piece(a, b, first=n == 0, last=n == len(parts) - 1) for n, (a, b) in enumerate(parts))
    return pieces


def _longest(
    text: str,
    pieces: Sequence[_Piece],
    at: int,
    terms: Callable[[str], tuple[Term, ...]],
    has_prefix: Callable[[str], bool],
    rules: Rules,
) -> tuple[int, Match] | None:
    """Return the longest name that begins with piece `at`, and the number of the piece behind it."""
    start = pieces[at].start
    if not _may_begin(text, pieces, at):
        return None
    best: tuple[int, Match] | None = None
    for stop in range(at, min(len(pieces), at + _MAX_PIECES)):
        end = pieces[stop].end
        surface = text[start:end]
        if _may_end(text, pieces, stop) and _is_whole(surface):
            kept: dict[str, Term] = {}
            for term in terms(surface):
                if rules.admits(term, surface):
                    kept.setdefault(term.curie, term)
            if kept:
                best = (stop + 1, (start, end, tuple(kept.values())))
        # The plural of the last word may take letters away, so the check leaves two out.
        beginning = stem_key(surface)
        if len(beginning) > 3 and not has_prefix(beginning):
            break
    return best


def _is_whole(surface: str) -> bool:
    """Whether a stretch of text ends like a name and closes the brackets that it opens."""
    if surface.count("(") != surface.count(")"):
        return False
    if ", " in surface:  # inverted names ("carcinoma, fibrolamellar") are for indexes; in a text it is a list
        return False
    return surface[-1].isalnum() or surface[-1] == "+" or surface[-1] == ")"


def _may_begin(text: str, pieces: Sequence[_Piece], at: int) -> bool:
    piece = pieces[at]
    if not text[piece.start].isalnum():
        return False
    # A tokenizer may have split at the hyphen or not, so the text decides: "non-small", "extra-peritoneal".
    before = _HYPHENED.search(text, max(0, piece.start - 12), piece.start)
    return before is None or before.group(1).lower() not in _NEGATING


def _may_end(text: str, pieces: Sequence[_Piece], stop: int) -> bool:
    piece = pieces[stop]
    if piece.last:
        return True
    after = pieces[stop + 1]
    rest = text[after.start : after.end]
    return text[piece.end] == "/" or not _CODE.match(rest)
