"""Which lines are headings and at which level; lists without bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.authors import mark_listed_authors
from kg.documents.drafts import (
    Draft,
    count_words,
    ends_sentence,
    following,
    is_affiliation,
    is_author_line,
    is_entry,
    is_heading_shape,
    is_intro,
    is_prose,
)
from kg.documents.vocabulary import Vocabulary
from kg.model import BlockKind

_CAPTION = re.compile(
    r"(?:Supplementary |Extended Data )?(?:Fig(?:ure|\.)?|Table|Scheme|Chart|Box|Panel)"
    r"\s?[A-Z]?\d{1,3}[A-Za-z]?\b\s*[.:|–-]"
)
_PICTURE = re.compile(r"(?:An?|The|Two|Three|Several) [a-z]")
_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\s+(?=[A-Z])")
#: The end of an item that others follow: "headache; or".
_OPEN_ITEM = re.compile(r";(?: (?:and|or))?$")
_LIST_WORDS = 15
#: "Cryotherapy. Extreme cold is used": a term with a sentence that says what it is.
_TERM = re.compile(r"[A-Z][\w’'/() -]{2,48}\. (?=[A-Z])")
# "Ablation – of small lesions": a term and what is said of it, of which several follow each other.
_GLOSSED = re.compile(r"[A-Z][\w’'/(), -]{2,48}(?: [–—]|:) [A-Za-z]")
#: A field that gives the name of a study, with which what is told of it begins.
_NAMED_STUDY = re.compile(r"(?:Study|Trial)(?: name| acronym| ID)?: (?=[^ ]*[A-Z\d-]{3})[A-Z][\w-]{2,20}")
_MENU_WORDS = 4
# "CT scan (CAT scan): A procedure that ..."
_DEFINES = re.compile(r"[A-Z][^.:;]{1,60}: [A-Z]")


def mark_front_matter(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Set authors, affiliations and menus aside, which stand between the top of the page and its text."""
    run: list[Draft] = []
    mark_listed_authors(drafts[:200])
    for draft in drafts[:200]:
        if not draft.open:
            if draft.kind is BlockKind.TITLE:
                # the first line of a text, apart from the next, is its subject and no menu
                alone = len(drafts) > 1 and drafts[1].piece.gap and run[:1] == [drafts[0]]
                _set_menu_aside(run[1:] if alone else run)
                run = []
            if draft.kind is BlockKind.HEADING and draft.piece.heading == 0:
                break
            continue
        if draft.is_item or draft.key in vocabulary.content_headings or is_entry(draft.words):
            break
        if is_author_line(draft.words):
            draft.become(BlockKind.METADATA, "authors")
        elif is_affiliation(draft.words):
            draft.become(BlockKind.METADATA, "affiliations")
        elif is_prose(draft.words) or is_intro(draft.words):
            break
        elif count_words(draft.words) <= _MENU_WORDS and not ends_sentence(draft.words):
            run.append(draft)


def _set_menu_aside(run: Sequence[Draft]) -> None:
    """A run of short lines above the title is the menu of the site."""
    for draft in run:
        if draft.open:
            draft.become(BlockKind.FURNITURE, "menu")


def mark_headings(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Decide the headings that no markup tells, captions, and lists without bullets."""
    for index, draft in enumerate(drafts):
        if not draft.open:
            continue
        if draft.piece.heading:
            draft.become(BlockKind.HEADING, level=draft.piece.heading)
        elif _CAPTION.match(draft.words[:60]) and not draft.is_item:
            draft.become(BlockKind.CAPTION)
        elif _is_heading(drafts, index, vocabulary):
            draft.become(BlockKind.HEADING)
        elif draft.is_item:
            draft.become(BlockKind.LIST_ITEM)
    _mark_open_lists(drafts)
    _mark_bare_lists(drafts, vocabulary)
    for index, draft in enumerate(drafts):
        if draft.open:
            draft.become(BlockKind.CAPTION if _is_picture(drafts, index) else BlockKind.PARAGRAPH)


def _is_heading(drafts: Sequence[Draft], index: int, vocabulary: Vocabulary) -> bool:
    draft = drafts[index]
    below = next((d for d in following(drafts, index) if d.kind is not BlockKind.METADATA), None)
    if below is None:
        return draft.key in vocabulary.content_headings and not draft.is_item and index > 0
    if draft.is_item:
        return _is_numbered_heading(drafts, index, vocabulary)
    words = draft.words
    if draft.key in vocabulary.content_headings and not ends_sentence(words.rstrip("?")):
        return not (is_intro(words) and below.is_item)
    if is_entry(words) and (draft.piece.gap or below.piece.gap):
        return True
    if _NAMED_STUDY.fullmatch(words):
        return True
    if not is_heading_shape(words, vocabulary) or (is_intro(words) and below.is_item):
        return False
    if _is_picture(drafts, index):
        return False
    above = drafts[index - 1] if index else None
    if _is_numbered_section(words, below.words) and (
        above is None or draft.piece.gap or ends_sentence(above.words) or above.kind is BlockKind.HEADING
    ):
        return True
    headed = (
        above is not None and above.kind is BlockKind.HEADING and above.key in vocabulary.content_headings
    )
    if headed and not (below.is_item or is_prose(below.words) or is_intro(below.words)):
        # a short line between two headings is what the first is about
        return False
    if draft.piece.gap and below.piece.gap:
        return True
    closed = above is None or draft.piece.gap or ends_sentence(above.words) or above.is_item
    longer = is_prose(below.words) and len(below.words) > 1.5 * len(words)
    if words.endswith("?"):
        closed = closed or (above is not None and above.kind in (BlockKind.TITLE, BlockKind.HEADING))
        longer = is_prose(below.words) or is_intro(below.words)
    return closed and (longer or below.is_item or (draft.piece.gap and _starts_section(below, vocabulary)))


def _starts_section(below: Draft, vocabulary: Vocabulary) -> bool:
    return below.key in vocabulary.content_headings or is_intro(below.words)


def _is_numbered_heading(drafts: Sequence[Draft], index: int, vocabulary: Vocabulary) -> bool:
    """Tell whether "2. Results" is a heading: a short unindented line with running text, no item, around."""
    draft = drafts[index]
    if draft.piece.marker != "number" or draft.piece.indent or index + 1 == len(drafts):
        return False
    below = drafts[index + 1]
    above = drafts[index - 1] if index else None
    if below.is_item or below.piece.indent or (above is not None and above.piece.marker == "number"):
        return False
    short = count_words(draft.words) <= 8 and not is_intro(draft.words)
    told = is_prose(below.words) or (is_intro(below.words) and draft.piece.gap and below.piece.gap)
    return short and is_heading_shape(draft.words, vocabulary) and told


def _is_numbered_section(words: str, below: str) -> bool:
    """Tell whether a line with the shape of a heading bears the number of a section: "5.1 Liver damage", or
    "5 WARNINGS" right above "5.1 ...".
    """
    number = _SECTION.match(words)
    if number is None:
        return False
    return "." in number.group(1) or words.isupper() or below.startswith(f"{number.group(1)}.")


def _is_picture(drafts: Sequence[Draft], index: int) -> bool:
    """Tell whether a line is the description of a picture: "A ..." in lower case, unfinished, alone."""
    words = drafts[index].words
    if not _PICTURE.match(words) or ends_sentence(words) or is_intro(words) or len(words) > 200:
        return False
    below = drafts[index + 1] if index + 1 < len(drafts) else None
    rest = words.split()[1:]
    return (
        len(rest) >= 3
        and drafts[index].piece.gap
        and (below is None or below.piece.gap)
        and all(not w[0].isupper() for w in rest)
    )


def _mark_bare_lists(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Make items of runs of short lines without a blank line between, below an introduction or a heading."""
    _mark_glossed(drafts)
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        opens = draft.kind is BlockKind.HEADING or (draft.open and is_intro(draft.words))
        end = index + 1
        if draft.open and is_intro(draft.words):
            while end < len(drafts) and drafts[end].open and _TERM.match(drafts[end].words):
                end += 1
            if end - index > 2:
                for item in drafts[index + 1 : end]:
                    item.become(BlockKind.LIST_ITEM)
                index = end
                continue
            end = index + 1
        if opens:
            intro = draft.kind is not BlockKind.HEADING and end < len(drafts) and not drafts[end].piece.gap
            while end < len(drafts) and _is_bare_item(drafts[end], first=end == index + 1, sentence=intro):
                end += 1
            if end - index > 2 and not drafts[index + 2].piece.gap:
                for item in drafts[index + 1 : end]:
                    item.become(BlockKind.LIST_ITEM)
        index = max(end - 1, index + 1)


def _mark_glossed(drafts: Sequence[Draft]) -> None:
    """Make items of three lines or more that follow each other, each a term with what is said of it."""
    index = 0
    while index < len(drafts):
        end = index
        while end < len(drafts) and drafts[end].open and _GLOSSED.match(drafts[end].words):
            end += 1
        for item in drafts[index:end] if end - index > 2 else ():
            item.become(BlockKind.LIST_ITEM)
        index = max(end, index + 1)


def _mark_open_lists(drafts: Sequence[Draft]) -> None:
    """Make items of lines that end in a semicolon, with the one behind them, below an introduction."""
    for index, draft in enumerate(drafts):
        if not is_intro(draft.words) or draft.kind not in (None, BlockKind.HEADING, BlockKind.PARAGRAPH):
            continue
        end = index + 1
        while end < len(drafts) and drafts[end].open and _OPEN_ITEM.search(drafts[end].words[-8:]):
            end += 1
        last = end < len(drafts) and drafts[end].open and count_words(drafts[end].words) <= _LIST_WORDS
        for item in drafts[index + 1 : end + 1 if last else end] if end > index + 1 else ():
            item.become(BlockKind.LIST_ITEM)


def _is_bare_item(draft: Draft, *, first: bool, sentence: bool) -> bool:
    """Tell whether a line can be an item; a `sentence` and a term with what it means only right below an
    introduction.
    """
    defines = sentence and _DEFINES.match(draft.words) is not None
    return (
        draft.open
        and (first or not draft.piece.gap)
        and (count_words(draft.words) <= _LIST_WORDS or defines)
        and (sentence or not ends_sentence(draft.words))
        and not is_intro(draft.words)
        and draft.words[:1].isupper()
    )


def set_levels(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Give each heading a level: from markup, from its number, or guessed from the headings around it.

    A heading right above another stands a level higher; the ones below it are its own until the next such
    pair or a heading that by its words begins a section. The entry of a study is a level below
    its section, a label that runs into its text or ends in a colon a level below everything.
    """
    base, group, entry = 1, False, False
    marked = any(d.piece.heading for d in drafts)
    last = 0
    for index, draft in enumerate(drafts):
        if draft.kind is not BlockKind.HEADING:
            continue
        if draft.piece.heading:
            draft.level = last = draft.piece.heading
            entry = False
            continue
        if draft.piece.marker == "label" or is_intro(draft.words):
            draft.level = min((last or base) + 1, 9)
            continue
        if marked:
            draft.level = min(last + 1, 9) if last else base
            continue
        if is_entry(draft.words):
            draft.level = last + 1 if not entry else last
            last, entry = max(draft.level, 2), True
            draft.level = last
            continue
        below = _below_heading(drafts, index)
        if _number_depth(draft.words):
            draft.level = _number_depth(draft.words)
        elif (
            below is not None
            and below.kind is BlockKind.HEADING
            and not is_intro(below.words)
            and not is_entry(below.words)
        ):
            draft.level, group = base, True
        elif group and not draft.key.startswith(vocabulary.sections) and not draft.words.isupper():
            draft.level = base + 1
        else:
            draft.level, group = base, False
        last, entry = draft.level, False


def _below_heading(drafts: Sequence[Draft], index: int) -> Draft | None:
    """Return the first block to be read below a heading; None where it heads references."""
    for below in following(drafts, index):
        if below.kind is BlockKind.REFERENCE:
            return None
        if not below.is_set_aside:
            return below
    return None


def _number_depth(words: str) -> int:
    match = re.match(r"\d{1,2}((?:\.\d{1,2})+)\.?\s", words)
    return 1 + match.group(1).count(".") if match else 0
