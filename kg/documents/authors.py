"""Who wrote a work and where they work, where the names stand one on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.drafts import (
    Draft,
    count_words,
    is_affiliation,
    is_author_line,
    is_name,
    is_numbered_name,
    is_prose,
)
from kg.model import BlockKind

#: So many names one below the other, each with the number of its address, are authors.
_AUTHORS = 2
#: The number of an address on a line of its own, as pages have it that lose the raised figures.
_MARK = re.compile(r"[\d*†‡§#,; ]{1,12}")
_JOINING = frozenset(("by", "and", "&", ","))
_MOST_WORDS = 30


def mark_listed_authors(drafts: Sequence[Draft]) -> None:
    """Set authors aside that stand one on a line, each with the number of the address, and the addresses."""
    begin = 0
    while begin < len(drafts):
        end = begin
        while end < len(drafts) and drafts[end].open and is_numbered_name(drafts[end].words):
            end += 1
        if end - begin >= _AUTHORS:
            while end < len(drafts) and drafts[end].open and is_affiliation(drafts[end].words):
                end += 1
            _set_aside(drafts[begin:end])
        elif parted := _parted(drafts, begin):
            _set_aside(drafts[begin:parted])
            end = parted
        begin = max(end, begin + 1)


def _parted(drafts: Sequence[Draft], begin: int) -> int:
    """Return the end of a run of names and addresses whose numbers have lines of their own; 0 where none
    begins.
    """
    end, names, marks = begin, 0, 0
    while end < len(drafts):
        draft = drafts[end]
        words = draft.words
        if is_prose(words) and not is_affiliation(words):
            break
        if _MARK.fullmatch(words):
            marks += 1
        elif draft.open and (is_name(words.rstrip(",; ")) or is_author_line(words)):
            names += 1
        elif not (words.lower() in _JOINING or (marks and _is_address(draft))):
            break
        end += 1
    return end if names and marks >= _AUTHORS else 0


def _is_address(draft: Draft) -> bool:
    return draft.open and count_words(draft.words) <= _MOST_WORDS and is_affiliation(draft.words)


def _set_aside(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        if draft.open:
            draft.become(BlockKind.METADATA, "affiliations" if is_affiliation(draft.words) else "authors")
