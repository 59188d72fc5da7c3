"""What on a page is not the work: single lines by their words, and zones by the heading above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.drafts import (
    Draft,
    count_words,
    ends_sentence,
    has_text_below,
    is_citation,
    is_heading_shape,
    is_intro,
    is_prose,
    is_reference,
)
from kg.documents.vocabulary import LONGEST_CUE, Vocabulary, Zone, key_of
from kg.model import BlockKind

_SHORT = 260
"""Up to so many characters one cue makes a line furniture; above, the line must begin with it or have two."""
_BEGINNING = 40
_TITLE_WORDS = 3
"""A line of so many words, blank lines around it, is a title rather than an entry of a menu."""
_KEY_VALUE = re.compile(r"([^\W\d_][\w /'’&-]{1,40}?)\s*[:：]\s*(?=\S)|([^\W\d_][\w /'’&-]{1,40}?)\s*[:：]$")
_BIBTEX = re.compile(r"@[A-Za-z]{3,20}\s*\{")
_RIS = re.compile(
    r"(?:TY|ER|AU|TI|T1|JO|PY|DO|UR|SP|EP|VL|IS|AB|KW|SN|PB|N1|ID|A1|JF|Y1|DA|L1|L2|LA|AN)  ?- ?"
)
_PAGE_NUMBER = re.compile(
    r"(?:(?P<before>\d{1,4}) )?(?P<text>\D.*?)(?(before)| (?:[Pp]age )?(?P<behind>\d{1,4})(?: of \d+)?)"
)
#: Where a page stands among others of its site: "Health > Cancers > Rare cancers".
_CRUMBS = re.compile(r"[A-Z][^.:>›»|]{1,60}(?: [>›»] [A-Z][^.:>›»|]{1,80})+")
#: The sections of a page in one line: "Causes — Diagnosis — Treatment — Outlook — References".
_JUMPS = re.compile(r"[A-Z][\w ,&/’'?-]{1,40}(?: [—–·•] [A-Z][\w ,&/’'?-]{1,40}){4,}")
#: Where the pages of a site are found by their first letter: "Drugs: A B C D".
_LETTERS = re.compile(r"(?:[A-Z][\w ,-]{0,40}:? )?(?:[A-Z](?:[ |·•,/-]+|$)){8,}(?:[\w#-]{0,5}|[A-Z]\w+)")
_RUNNING_WORDS, _RUNNING_LETTERS = 3, 15
#: What leads to another work of the same site; the line below has its title.
_NEIGHBOUR = re.compile(
    r"(?:next|previous|prev|newer|older|earlier|later) "
    r"(?:article|paper|post|story|page|entry|chapter|abstract)s?(?: in .{3,40})?"
)
_RUN_IN_REFERENCES = re.compile(r"(?:references?|sources?|bibliography|citations?):\s", re.IGNORECASE)
_LONGEST_ENTRY = 120
"""Lines after which a BibTeX entry that never closes is given up."""


def mark_lines(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Decide the lines that tell by their own words that they are furniture, metadata or a reference."""
    _mark_entries(drafts)
    _mark_running_heads(drafts)
    _mark_neighbours(drafts, vocabulary)
    eaten: Draft | None = None
    for index, draft in enumerate(drafts):
        if not draft.open:
            continue
        if eaten is not None and draft.is_item and _below(eaten, draft):
            draft.become(BlockKind.FURNITURE, eaten.reason)
            continue
        eaten = None
        if _is_control(drafts, index):
            draft.become(BlockKind.FURNITURE, drafts[index - 1].reason)
            continue
        if vocabulary.names.match(draft.words[:60]) and not draft.is_item:
            draft.become(BlockKind.PARAGRAPH)
            continue
        reason = _furniture(draft, vocabulary)
        if reason:
            draft.become(BlockKind.FURNITURE, reason)
            eaten = draft if is_intro(draft.words) else None
        elif _is_metadata(draft, vocabulary):
            draft.become(BlockKind.METADATA, "key and value")
        elif _RUN_IN_REFERENCES.match(draft.words) and is_citation(draft.words):
            draft.become(BlockKind.REFERENCE, "reference list")
        elif is_reference(draft.words) and (draft.is_item or _among_references(drafts, index)):
            draft.become(BlockKind.REFERENCE, "reference")


def _is_control(drafts: Sequence[Draft], index: int) -> bool:
    """Tell whether a line is one more setting of the page, which has its choices below: "Font size:"."""
    draft, before = drafts[index], drafts[max(0, index - 1)]
    setting = before.kind is BlockKind.FURNITURE and before.words.endswith(":") and not draft.piece.gap
    if not setting or count_words(draft.words) > _TITLE_WORDS or not draft.words.endswith(":"):
        return False
    below = drafts[index + 1 : index + 2]
    return not any(is_prose(each.words) or each.is_item for each in below)


def _below(intro: Draft, item: Draft) -> bool:
    return not intro.is_item or item.piece.indent > intro.piece.indent


def _among_references(drafts: Sequence[Draft], index: int) -> bool:
    around = (*drafts[max(0, index - 1) : index], *drafts[index + 1 : index + 2])
    return any(d.kind is BlockKind.REFERENCE or is_reference(d.words) for d in around)


def _mark_entries(drafts: Sequence[Draft]) -> None:
    """Mark BibTeX and RIS entries, from their first line to their last."""
    index = 0
    while index < len(drafts):
        words = drafts[index].words
        end = index
        if _BIBTEX.match(words):
            end = _end_of_bibtex(drafts, index)
        elif words.startswith("TY") and _RIS.match(words):
            end = index + 1
            while end < len(drafts) and _RIS.match(drafts[end].words):
                end += 1
        for draft in drafts[index:end]:
            draft.become(BlockKind.METADATA, "citation of this document")
        index = max(end, index + 1)


def _mark_running_heads(drafts: Sequence[Draft]) -> None:
    """Mark what stands at the top or the foot of each page: one line again and again, but for its number.

    The first may lack its number. What is shorter than a few words may as well count arms or stages.
    """
    pages: dict[str, list[tuple[Draft, int]]] = {}
    for draft in drafts:
        if draft.open and not draft.is_item and len(draft.words) <= _SHORT:
            line = " ".join(draft.words.split())
            match = _PAGE_NUMBER.fullmatch(line)
            text = match["text"] if match else line
            if count_words(text) >= _RUNNING_WORDS or len(text) >= _RUNNING_LETTERS:
                number = int(match["before"] or match["behind"]) if match else 0
                pages.setdefault(text, []).append((draft, number))
    for found in pages.values():
        numbers = [number for _, number in found if number]
        if len(found) > 1 and numbers and len(set(numbers)) == len(numbers) and numbers == sorted(numbers):
            for draft, _ in found:
                draft.become(BlockKind.FURNITURE, "running head")


def _mark_neighbours(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Mark the links to the next and the previous work, each with the title below it."""
    for place, draft in enumerate(drafts):
        if draft.open and not draft.is_item and _NEIGHBOUR.fullmatch(draft.key):
            draft.become(BlockKind.FURNITURE, "other works")
            below = drafts[place + 1 : place + 2]
            for title in below:
                known = title.key in vocabulary.content_headings or _NEIGHBOUR.fullmatch(title.key)
                if title.open and not title.piece.gap and not known and not title.piece.heading:
                    title.become(BlockKind.FURNITURE, "other works")


def _end_of_bibtex(drafts: Sequence[Draft], index: int) -> int:
    depth = 0
    for end in range(index, min(len(drafts), index + _LONGEST_ENTRY)):
        words = drafts[end].words
        depth += words.count("{") - words.count("}")
        if depth <= 0:
            return end + 1
    return index + 1


def _furniture(draft: Draft, vocabulary: Vocabulary) -> str:
    """Return why a line is furniture, empty where it is not."""
    words = draft.words
    if len(words) > _SHORT:
        return _long_furniture(words, vocabulary)
    # a line that is just a heading of the work is one, whatever else it might be
    if draft.key in vocabulary.content_headings or draft.key in vocabulary.zone_of_key:
        return ""
    if any(form.fullmatch(words) for form in (_CRUMBS, _JUMPS, _LETTERS)):
        return "navigation"
    return next((cue.reason for cue in vocabulary.cues if cue.matches(words, draft.key)), "")


def _long_furniture(words: str, vocabulary: Vocabulary) -> str:
    head = words[: LONGEST_CUE // 2]
    key = key_of(words)
    for cue in vocabulary.cues:
        if cue.starts and key.startswith(cue.starts):
            return cue.reason
        places = list(cue.places(head))
        if places and (len(places) > 1 or places[0] <= _BEGINNING) and len(words) <= 3 * LONGEST_CUE:
            return cue.reason
    return ""


def _is_metadata(draft: Draft, vocabulary: Vocabulary) -> bool:
    words = draft.words
    parts = [key_of(part) for part in words.split("|")] if len(words) <= _SHORT else []
    if parts and vocabulary.metadata_alone.issuperset(parts) and not draft.is_item:
        return True
    if len(words) > 1200:
        return False
    match = _KEY_VALUE.match(words[:60])
    if match is not None:
        return key_of(match.group(1) or match.group(2)) in vocabulary.metadata_keys
    return len(words) <= _SHORT and vocabulary.metadata_pattern.search(words) is not None


def mark_zones(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Decide the blocks below headings such as "References", "Similar articles" or "Cookies".

    A zone ends where the next one opens, at a heading of the work (how sure that must be depends on the
    zone), and, where markup gives levels, at any heading of the same or a higher level.
    """
    zone: Zone | None = None
    level = 0
    begun = False
    for index, draft in enumerate(drafts):
        opened = _opened(draft, vocabulary)
        begun = begun or (
            zone is None
            and draft.kind in (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
            and (draft.is_item or is_prose(draft.words))
        )
        if opened is not None and zone is not None and zone.name == "navigation" and _is_entry(draft):
            draft.become(zone.kind, zone.reason)
            continue
        if opened is not None and opened.prose and not begun and not draft.piece.heading:
            # above all text, "Publications" or "Contact" is a word of the menu
            draft.become(BlockKind.FURNITURE, "menu")
            continue
        if opened is not None and not (zone is not None and draft.piece.heading > level > 0):
            zone, level = opened, draft.piece.heading
            if draft.kind is None or draft.kind is BlockKind.HEADING:
                if zone.kind is BlockKind.REFERENCE:
                    draft.become(BlockKind.HEADING, level=draft.piece.heading)
                else:
                    draft.become(BlockKind.FURNITURE, zone.reason)
            continue
        if zone is None:
            continue
        if _closes(drafts, index, zone, level, vocabulary):
            zone = None
            continue
        if draft.open or draft.kind in (
            BlockKind.HEADING,
            BlockKind.PARAGRAPH,
            BlockKind.LIST_ITEM,
            BlockKind.TABLE_ROW,
        ):
            draft.become(zone.kind, zone.reason)


def _opened(draft: Draft, vocabulary: Vocabulary) -> Zone | None:
    if draft.is_item or not draft.key or count_words(draft.words) > 12:
        return None
    if draft.kind not in (None, BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.METADATA):
        return None
    if draft.kind is BlockKind.FURNITURE and draft.reason.startswith("markup"):
        return None
    if ends_sentence(draft.words) and not draft.words.endswith("?"):
        return None
    return vocabulary.zone(draft.key)


def _is_entry(draft: Draft) -> bool:
    """Tell whether a line within a table of contents is one of its entries: close to the last, numbered."""
    return not draft.piece.gap and draft.piece.heading == 0 and draft.words[:1].isdigit()


def _closes(drafts: Sequence[Draft], index: int, zone: Zone, level: int, vocabulary: Vocabulary) -> bool:
    """Tell whether the line `index` ends `zone`, which a heading of `level` (0: by guess) opened."""
    draft = drafts[index]
    if draft.piece.heading:
        return draft.piece.heading <= level or (level == 0 and draft.key in vocabulary.content_headings)
    if draft.piece.marker == "label":
        return True
    if draft.is_item or level:
        return False
    if draft.key in vocabulary.content_headings and not ends_sentence(draft.words.rstrip("?")):
        return _is_firm(drafts, index, zone, vocabulary)
    if is_prose(draft.words):
        return not zone.prose and draft.open and not is_citation(draft.words)
    if zone.until == "exact" or not draft.open or not is_heading_shape(draft.words, vocabulary):
        return False
    if zone.until == "words" and not vocabulary.has_content_word(draft.key):
        return False
    if zone.kind is BlockKind.REFERENCE and is_reference(draft.words):
        return False
    if not zone.prose and draft.piece.gap and count_words(draft.words) >= _TITLE_WORDS:
        below = drafts[index + 1] if index + 1 < len(drafts) else None
        if below is not None and below.piece.gap and vocabulary.has_content_word(draft.key):
            return True
    return has_text_below(drafts, index, vocabulary)


def _is_firm(drafts: Sequence[Draft], index: int, zone: Zone, vocabulary: Vocabulary) -> bool:
    """Tell whether a line that could be a heading of the work is one, and no entry of a list of contents."""
    if zone.kind is BlockKind.REFERENCE:
        return has_text_below(drafts, index, vocabulary)
    if zone.prose or drafts[index].piece.gap:
        return True
    below = drafts[index + 1] if index + 1 < len(drafts) else None
    return (
        below is not None and below.open and (below.is_item or is_prose(below.words) or is_intro(below.words))
    )
