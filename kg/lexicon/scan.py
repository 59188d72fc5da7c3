"""Finding names in running text: the longest match from the left, over pieces of the text.

All runs of pieces, of many short texts as of one long one, are hashed and looked up at once
(`kg.lexicon.runs`, `kg.lexicon.index`); only what some pack has is looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.lexicon.compose import HEAD, TREATMENT, compose
from kg.lexicon.hashing import Hashes
from kg.lexicon.pieces import CHUNK, Marks, Pieces, Places
from kg.lexicon.runs import LONGEST, Hasher
from kg.lexicon.term import Term
from kg.model import EntityType

#: Start and end of a name in the text, and what it may mean, the likeliest first.
Match = tuple[int, int, tuple[Term, ...]]

#: Between two texts that are worked on at once: no name goes over so many breaks.
_BETWEEN = "\n" * 4
_HYPHENS = "-‐‑–—"
#: A rest of a hyphenated token that makes another thing of the name before it: MAGE-A3, IGF-1R, Bcl-2.
_CODE = re.compile(r"(?:[A-Z]{0,2}\d+[A-Za-z]?|[A-Za-z]|[α-ω]|alpha|beta|gamma|delta)(?![^\W_])")
_HYPHENED = re.compile(r"(\w+)[-‐‑–]$")
#: What stands before a name that may be hyphenated: the pattern above allows for a break at its end.
_BEFORE = frozenset("-‐‑–\n")
_BRACKETED = re.compile(rf"\s?\((?P<short>[\w-]{{2,12}})\)(?P<head>{HEAD.pattern})")
#: A word for the stage of a disease, with which some names of diseases begin.
_STAGED = re.compile(
    r"(?:metastatic|recurrent|advanced|refractory|relapsed|primary|locali[sz]ed)\s", re.IGNORECASE
)
#: Bits for the number of pieces of a run, less one.
_LENGTH_BITS = (LONGEST - 1).bit_length()
_NEGATING = frozenset(("non", "un", "pseudo", "extra"))


@dataclass(frozen=True, slots=True)
class _Runs:
    """A part of a text, where it begins in it, and where runs of it begin and end that a name may be."""

    text: str
    offset: int
    starts: Places
    ends: Places


class Scanner:
    """Finds the names of a lexicon."""

    def __init__(
        self,
        known: Callable[[Hashes, Marks], Places],
        admitted: Callable[[str], tuple[Term, ...]],
        terms: Callable[[str], tuple[Term, ...]],
    ) -> None:
        """Take what tells which hashes are those of keys, what words may mean in a text, and names by key."""
        self._known = known
        self._admitted = admitted
        self._terms = terms
        self._hasher = Hasher()

    def find(self, texts: Iterable[str]) -> Iterator[list[Match]]:
        """Yield for each text the names in it, from left to right, none overlapping another."""
        for whole in _by_text(self._runs(texts)):
            yield [match for each in whole for match in self._judged(each)]

    def occurrences(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
        """Yield for each text start and end of every run of words that is spelled like a name.

        Those that overlap are among them.
        """
        for whole in _by_text(self._runs(texts)):
            found: list[tuple[int, int]] = []
            for each in whole:
                starts, ends = each.starts + each.offset, each.ends + each.offset
                found += zip(starts.tolist(), ends.tolist(), strict=True)
            yield found

    def _runs(self, texts: Iterable[str]) -> Iterator[_Runs]:
        """Yield for each part of each text the runs of it that a name may be."""
        for batch in _batches(texts):
            pieces = Pieces(_BETWEEN.join([part for _, part in batch]))
            starts, ends = self._known_runs(pieces)
            if len(batch) == 1:
                yield _Runs(batch[0][1], batch[0][0], starts, ends)
                continue
            begin = first = 0
            for offset, part in batch:
                last = int(starts.searchsorted(begin + len(part)))
                yield _Runs(part, offset, starts[first:last] - begin, ends[first:last] - begin)
                first = last
                begin += len(part) + len(_BETWEEN)

    def _known_runs(self, pieces: Pieces) -> tuple[Places, Places]:
        """Return start and end of every run of pieces that a name may be, by its start, then its length."""
        found = []
        for at, hashes, marks in self._hasher.runs(pieces):
            lengths, firsts = np.divmod(self._known(hashes, marks), hashes.shape[1])
            found.append(firsts + at << _LENGTH_BITS | lengths)
        if not found:
            return pieces.starts, pieces.ends
        both = found[0] if len(found) == 1 else np.concatenate(found)
        both.sort()
        firsts = both >> _LENGTH_BITS
        return pieces.starts[firsts], pieces.ends[firsts + (both & (1 << _LENGTH_BITS) - 1)]

    def _judged(self, of_part: _Runs) -> Iterator[Match]:
        """Yield the longest names among the runs of a part of a text, from left to right."""
        text, offset = of_part.text, of_part.offset
        starts, ends = of_part.starts.tolist(), of_part.ends.tolist()
        behind = at = 0
        while at < len(starts):
            start, last = starts[at], at + 1
            while last < len(starts) and starts[last] == start:
                last += 1
            if start >= behind and _may_begin(text, start):
                match = self._longest(text, start, ends[at:last])
                if match is not None and _STAGED.match(text, start) and self._reaches(of_part, last, match):
                    match = None  # "metastatic squamous cell carcinoma of the skin": the place says more
                if match is not None:
                    begin, behind, terms = self._with_head(text, match)
                    yield begin + offset, behind + offset, terms
            at = last

    def _longest(self, text: str, start: int, ends: Sequence[int]) -> Match | None:
        """Return the longest name that begins at a place and has one of some ends."""
        for end in reversed(ends):
            if text[end : end + 1] == ")":  # "HLA-A(*)02", "interleukin (IL)"
                end = self._closed(text, start, end)
            if _may_end(text, end) and _is_whole(surface := text[start:end]):
                terms = self._admitted(surface)
                if terms:
                    return start, end, terms
        return None

    def _reaches(self, of_part: _Runs, at: int, match: Match) -> bool:
        """Tell whether a name that begins at the second word of `match`, with run `at`, reaches further."""
        starts, ends = of_part.starts.tolist(), of_part.ends.tolist()
        last = at
        while last < len(starts) and starts[last] == starts[at]:
            last += 1
        if at == last or starts[at] >= match[1] or max(ends[at:last]) <= match[1]:
            return False
        other = self._longest(of_part.text, starts[at], ends[at:last])
        return other is not None and other[1] > match[1]

    @staticmethod
    def _closed(text: str, start: int, end: int) -> int:
        """Return the end behind a bracket that a name opens."""
        return end + (text.count("(", start, end) > text.count(")", start, end))

    def _with_head(self, text: str, match: Match) -> Match:
        """Return the class of drugs that a name and the word behind it name, else the match itself.

        A short form in brackets may stand between: "histone deacetylase (HDAC) inhibitors".
        """
        start, end, kept = match
        bracket = _BRACKETED.match(text, end) if "(" in text[end : end + 2] else None
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


def _by_text(runs: Iterable[_Runs]) -> Iterator[list[_Runs]]:
    """Yield the parts of each text together."""
    whole: list[_Runs] = []
    for each in runs:
        if not each.offset and whole:
            yield whole
            whole = []
        whole.append(each)
    if whole:
        yield whole


def _batches(texts: Iterable[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the parts of texts, and where each begins in its text, as many as can be worked on at once."""
    batch: list[tuple[int, str]] = []
    room = CHUNK
    for text in texts:
        for offset, part in _parts(text):
            if batch and len(part) > room:
                yield batch
                batch, room = [], CHUNK
            batch.append((offset, part))
            room -= len(part) + len(_BETWEEN)
    if batch:
        yield batch


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
    # Inverted names ("carcinoma, fibrolamellar") are for indexes; in a text it is a list, and no name goes
    # on behind a semicolon.
    return ", " not in surface and "; " not in surface


def _may_begin(text: str, start: int) -> bool:
    if text[start] == "+":
        return False
    if text[max(0, start - 1) : start] not in _BEFORE:
        return True
    # A tokenizer may have split at the hyphen or not, so the text decides: "non-small", "extra-peritoneal".
    before = _HYPHENED.search(text, max(0, start - 12), start)
    return before is None or before.group(1).lower() not in _NEGATING


def _may_end(text: str, end: int) -> bool:
    return text[end : end + 1] not in _HYPHENS or end == len(text) or not _CODE.match(text, end + 1)
