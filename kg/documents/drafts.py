"""Drafts: pieces on their way to blocks, and what the shape of their words tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.documents.pieces import Piece
from kg.documents.vocabulary import RULED, Vocabulary, key_of
from kg.model import BlockKind

_WORD = re.compile(r"\S+")
_TERMINAL = re.compile(r"[.!?…][\"”’')\]]*$")
_CAPITAL = re.compile(r"[A-Z0-9À-ÞΑ-Ω(\"“‘']")
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[^\W\d_])(?![a-zà-ÿ])")
_FULL_STOP = re.compile(r"[a-z]{3}[)\]”\"]?[.!?]\s")
_ENTRY = re.compile(
    r"(?=[A-Z0-9-]*[A-Z])(?:[A-Z0-9]{2,12}|[A-Z][A-Za-z]{1,12}[A-Z0-9])"
    r"(?:[-/ ]?[A-Z0-9]{1,8}){0,2}:\s+(?=[A-Z0-9])"
)
_NAME = re.compile(
    r"(?:(?:[A-Z][\w’'‐-]*\.?|de|la|van|von|der|den|del|di|da|dos|el|al|le|bin|ter)[ ]?){1,5}"
    r"(?:,? ?(?:MD|PhD|MBBS|MSc?|MPH|DO|RN|FRCP|Dr|Jr|III?|PharmD)\.?)*[\d*†‡§,#⁰¹²³⁴-⁹()\[\] a-d]*$"
)
_AUTHOR_LINE = re.compile(r"^(?:by|authors?|written by)\b:?\s*", re.IGNORECASE)
_AFFILIATION = re.compile(
    r"\b(?:Department|Division|School|Faculty|Institute|Institut|University|Université|Universität|Hospital|"
    r"Hôpital|College|Cent(?:er|re)|Clinic|Laboratory|Inc|Ltd|GmbH)\b"
)
_REFERENCE = re.compile(
    r"^(?:\S+ ){0,3}?[A-Z][\w’'‐-]+,? (?:[A-Z]{1,3}|[A-Z]\.(?: ?-?[A-Z]\.){0,2})"
    r"[,.;&].{10,}?\(?\b(?:19|20)\d\d\b"
)


@dataclass(slots=True)
class Draft:
    """A piece with what has been decided about it so far; `kind` None means nothing yet."""

    piece: Piece
    words: str
    key: str
    kind: BlockKind | None
    level: int = 0
    reason: str = ""

    @property
    def open(self) -> bool:
        """Whether the kind is still to be decided."""
        return self.kind is None

    @property
    def is_item(self) -> bool:
        """Whether the piece has a bullet or a number in front."""
        return self.piece.marker in ("bullet", "number")

    @property
    def is_set_aside(self) -> bool:
        """Whether the piece was found not to be read."""
        return self.kind is not None and not self.kind.is_read

    def become(self, kind: BlockKind, reason: str = "", *, level: int = 0) -> None:
        """Decide the kind."""
        self.kind, self.reason, self.level = kind, reason, level


def draft(text: str, piece: Piece) -> Draft:
    """Return the draft of `piece`."""
    words = text[piece.start : piece.end]
    key = key_of(words) if len(words) <= 200 else ""
    return Draft(piece, words, key, piece.kind, piece.heading, piece.reason)


def following(drafts: Sequence[Draft], index: int) -> Iterator[Draft]:
    """Yield the drafts behind `index` without copying them."""
    for place in range(index + 1, len(drafts)):
        yield drafts[place]


def count_words(words: str, limit: int = 60) -> int:
    """Return the number of words, counting no further than `limit`."""
    return len(words.split(None, limit)) if words else 0


def ends_sentence(words: str) -> bool:
    """Tell whether the words end as a sentence does."""
    return _TERMINAL.search(words[-6:]) is not None


def is_prose(words: str) -> bool:
    """Tell whether the words are running text: a sentence of some length, or very many words.

    >>> is_prose("Most of these tumours arise in the kidney."), is_prose("Kidney tumours")
    (True, False)
    """
    number = count_words(words)
    return number >= 25 or (number >= 6 and ends_sentence(words))


def is_intro(words: str) -> bool:
    """Tell whether the words announce what follows."""
    return words.endswith((":", ":*", ":**", "："))


def is_entry(words: str) -> bool:
    """Tell whether a line is the entry of a study: a short name, a colon and a title.

    >>> is_entry("RELAY-2: Lorlatinib in Adults with Inflammatory Tumors"), is_entry("Note: see below")
    (True, False)
    """
    match = _ENTRY.match(words[:60])
    if match is None or (ends_sentence(words) and not words.endswith("?")):
        return False
    return 3 <= count_words(words[match.end() :]) <= 40


def is_heading_shape(words: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a line has the shape of a heading, wherever it stands."""
    words = words.strip(RULED) if words.startswith(RULED[:1] * 3) else words
    if not words or len(words) > 200 or "://" in words:
        return False
    first = words.lstrip("*_ ")[:1]
    if not _CAPITAL.match(first) and not (first.isalpha() and words[1:2].isupper()):
        return False
    if first.isdigit() and not _SECTION_NUMBER.match(words) and not is_entry(words):
        return False
    number = count_words(words)
    if words.endswith("?"):
        return number <= 22
    if words[-1] in ".;,!…" or "; " in words or _FULL_STOP.search(words):
        return False
    if vocabulary.values.search(words) or vocabulary.names.match(words):
        return False
    if words.endswith(":"):
        return number <= 4 and vocabulary.verbs.isdisjoint(words.casefold().rstrip(":").split())
    if not any(c.isalpha() for c in words):
        return False
    long_words = [w for w in words.split() if len(w) > 3 and w[0].isalpha()]
    titled = sum(w[0].isupper() for w in long_words)
    if long_words and 5 * titled >= 3 * len(long_words):
        return number <= 25
    return number <= 12 and (number <= 4 or vocabulary.verbs.isdisjoint(words.casefold().split()))


def is_author_line(words: str) -> bool:
    """Tell whether a line is a list of at least two personal names.

    >>> is_author_line("Ada Lovelace, Alan Turing"), is_author_line("Surgery, Drugs and Rest")
    (True, False)
    """
    words = words[:1500].replace("**", "")
    labelled = _AUTHOR_LINE.match(words)
    rest = words[labelled.end() :] if labelled else words
    parts = [
        p.strip()
        for p in re.split(r",(?!\s*(?:MD|PhD)\b)|;|&|\band\b|•|·", rest.rstrip(". "))
        if p.strip(" .0123456789*†")
    ]
    if not parts:
        return False
    named = [p for p in parts if p in ("et al", "others") or is_name(p)]
    if labelled:
        return 2 * len(named) >= len(parts)
    return len(parts) >= 2 and 5 * len(named) >= 4 * len(parts)


def is_numbered_name(words: str) -> bool:
    """Tell whether a line is one personal name with the number or sign of an address behind it.

    >>> is_numbered_name("Ada M Lovelace1,"), is_numbered_name("Stage 2"), is_numbered_name("Wilms Tumor")
    (True, False, False)
    """
    name = words.rstrip(",; ")
    return re.search(r"[^\W\d_][\d*†‡§⁰¹²³⁴-⁹]+(?:,[\d*†‡§]+)*$", name) is not None and is_name(name)


def is_name(part: str) -> bool:
    """Tell whether words are one personal name, a title or number behind it included.

    >>> is_name("Ada M Lovelace"), is_name("of the kidney")
    (True, False)
    """
    words = part.split()
    return 2 <= len(words) <= 6 and len(part) <= 50 and _NAME.fullmatch(part) is not None


def is_affiliation(words: str) -> bool:
    """Tell whether a line is the address of an author."""
    if len(words) > 1500 or _AFFILIATION.search(words) is None:
        return False
    return words.count(",") >= 2 and not re.search(r"\b(?:we|was|were|is|are|has|have)\b", words)


def is_reference(words: str) -> bool:
    """Tell whether a piece is an entry of a reference list: name, initials, a year.

    >>> is_reference("Doe J, Roe R. On rare tumours. J Rare 2019; 3:1-9.")
    True
    """
    return _REFERENCE.match(words[:600]) is not None and not re.match(r"(?:The|In|Of|A|An|We) ", words)


def is_citation(words: str) -> bool:
    """Tell whether a line cites a work in any of the usual styles."""
    head = words[:600]
    return (
        is_reference(head)
        or re.search(r"\bdoi\.org/10\.|\bdoi: ?10\.|\bet al\.|\(\d{4}\)\. ", head) is not None
    )


def has_text_below(drafts: Sequence[Draft], index: int, vocabulary: Vocabulary, *, within: int = 6) -> bool:
    """Tell whether text to be read follows below the line `index`, past lines that are set aside."""
    for below in drafts[index + 1 : index + 1 + within]:
        if below.is_set_aside or (
            below.open and (is_author_line(below.words) or is_affiliation(below.words))
        ):
            continue
        if below.is_item or is_prose(below.words) or is_intro(below.words):
            return True
        return below.kind is BlockKind.TABLE_ROW or below.key in vocabulary.content_headings
    return False
