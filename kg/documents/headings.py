"""Which lines are headings, which the title, and at which level; lists without bullets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from kg.documents.drafts import (
    Draft,
    count_words,
    ends_sentence,
    following,
    has_text_below,
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
_MENU_WORDS = 4
_LONGEST_TITLE = 320
_HEAD_LINES = 8
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
# "CT scan (CAT scan): A procedure that ..."
_DEFINES = re.compile(r"[A-Z][^.:;]{1,60}: [A-Z]")


def mark_title(drafts: Sequence[Draft], vocabulary: Vocabulary, titles: Collection[str]) -> None:
    """Choose the title among the lines above the first text, and set its other copies aside.

    `titles` are keys (`key_of`) of titles that the metadata of the page gives. A line that repeats, that
    the metadata name, or that stands right above the text is preferred to the first of a menu.
    """
    if any(d.kind is BlockKind.TITLE for d in drafts):
        return
    first = [d for d in drafts if d.piece.heading == 1 and not d.is_set_aside]
    if len(first) == 1 and first[0].key not in vocabulary.content_headings:
        first[0].become(BlockKind.TITLE)
        return
    top = _top(drafts, vocabulary)
    keys = [drafts[i].key for i in top]
    twice = _said_twice(drafts)
    spoken = _spoken(drafts)
    best: tuple[int, int] | None = None
    for place, index in enumerate(top):
        draft = drafts[index]
        about = _is_about(draft, spoken)
        long_title = about and draft.piece.gap and count_words(draft.words) > _MENU_WORDS
        if not (_can_be_title(drafts, index, vocabulary) or (long_title and _is_phrase(draft))):
            continue
        single = count_words(draft.words) < 2 and keys.count(draft.key) < 2 and draft.key not in titles
        if single and not about:
            continue
        again = keys.count(draft.key) > 1 or draft.words in twice
        score = 4 * (draft.key in titles) + 3 * again + 2 * (draft.piece.heading == 1)
        score += 2 * any(_same_subject(draft.key, key) for key in keys[place + 1 :] if key != draft.key)
        score += 3 * about
        score += 2 * has_text_below(drafts, index, vocabulary, within=12)
        below = drafts[index + 1]
        score += 2 * (draft.piece.gap and below.piece.gap and not draft.piece.heading)
        score += vocabulary.has_content_word(draft.key)
        score += (count_words(draft.words) > _MENU_WORDS) + (place == 0)
        if best is None or score > best[0]:
            best = (score, index)
    if best is None or best[0] < 2:
        return
    chosen = drafts[best[1]]
    chosen.become(BlockKind.TITLE)
    for index in top:
        draft = drafts[index]
        same = draft.words == chosen.words or draft.key == chosen.key != ""
        if same and draft is not chosen and draft.piece.heading == 0:
            draft.become(BlockKind.METADATA, "title again")


def _is_kind_of_work(drafts: Sequence[Draft], index: int) -> bool:
    """Tell whether a word such as "Case report" says what the page is: it stands above the title and no
    text.
    """
    below = next((d for d in drafts[index + 1 : index + 3] if not d.is_set_aside), None)
    return (
        index < _HEAD_LINES
        and below is not None
        and not (below.is_item or is_prose(below.words) or is_intro(below.words))
        and count_words(below.words) > _MENU_WORDS
        and below.piece.gap
    )


def _same_subject(one: str, other: str) -> bool:
    """Tell whether a later line says most of an earlier one again, as the heading below a title does."""
    long_words = {word for word in other.split() if len(word) > 4}
    return len(long_words) >= 3 and 2 * len(long_words & set(one.split())) >= len(long_words)


def _spoken(drafts: Sequence[Draft]) -> frozenset[str]:
    """Return the longer words of the running text."""
    text = (d.words for d in drafts if not d.is_set_aside and not d.is_item and is_prose(d.words))
    return frozenset(word for words in text for word in _LONG_WORD.findall(words.casefold()))


def _is_about(draft: Draft, spoken: frozenset[str]) -> bool:
    """Tell whether most of the longer words of a line come again in the text: what a page is called, it
    speaks of.
    """
    words = set(_LONG_WORD.findall(draft.words.casefold()))
    return bool(words) and 2 * len(words & spoken) >= len(words)


def _is_phrase(draft: Draft) -> bool:
    """Tell whether a line is one unfinished phrase, and neither the names of people nor a run of choices."""
    words = draft.words
    named = is_author_line(words) or is_affiliation(words) or is_intro(words)
    return len(words) <= _LONGEST_TITLE and not ends_sentence(words) and " | " not in words and not named


def _said_twice(drafts: Sequence[Draft]) -> frozenset[str]:
    """Return the longer lines that stand more than once near the top: a page that gives the citation of its
    work names the work again below it.
    """
    counts = Counter(d.words for d in drafts[:60] if not d.is_item and count_words(d.words) > _MENU_WORDS)
    return frozenset(words for words, number in counts.items() if number > 1)


def _top(drafts: Sequence[Draft], vocabulary: Vocabulary) -> list[int]:
    """Return the undecided lines above the first text."""
    found: list[int] = []
    twice = _said_twice(drafts)
    for index, draft in enumerate(drafts[:200]):
        if draft.kind is BlockKind.HEADING and draft.piece.heading:
            found.append(index)
            continue
        if not draft.open:
            if draft.kind in (
                BlockKind.PARAGRAPH,
                BlockKind.LIST_ITEM,
                BlockKind.TABLE_ROW,
                BlockKind.HEADING,
            ):
                break
            continue
        later = bool(found)
        if draft.is_item or (
            draft.key in vocabulary.content_headings and not _is_kind_of_work(drafts, index)
        ):
            break
        if draft.words in twice:
            found.append(index)
            continue
        asks = draft.words.endswith("?") and is_heading_shape(draft.words, vocabulary)
        if later and ((is_prose(draft.words) and not asks) or is_intro(draft.words)):
            break
        found.append(index)
        if is_prose(draft.words) and not is_heading_shape(draft.words, vocabulary):
            break
    return found


def _can_be_title(drafts: Sequence[Draft], index: int, vocabulary: Vocabulary) -> bool:
    draft = drafts[index]
    words = draft.words
    if len(words) > _LONGEST_TITLE or is_intro(words) or index + 1 == len(drafts):
        return False
    if is_author_line(words) or is_affiliation(words):
        return False
    if is_heading_shape(words, vocabulary) or words in _said_twice(drafts):
        return True
    # a title may end in a full stop, if it is one phrase above much longer text
    below = next(
        (
            d
            for d in following(drafts, index)
            if not (d.is_set_aside or is_author_line(d.words) or is_affiliation(d.words))
        ),
        None,
    )
    if ". " in words or count_words(words) > 35 or below is None:
        return False
    if not ends_sentence(words):
        # nor need one that opens the text be short: "Complete response to X in Y: a case report"
        opens = all(d.is_set_aside for d in drafts[:index])
        return opens and ends_sentence(below.words) and len(below.words) > 2 * len(words)
    if not draft.piece.gap:
        return False
    if not vocabulary.verbs.isdisjoint(words.casefold().split()) and not words.endswith("?"):
        return False
    return below.key in vocabulary.content_headings or len(below.words) > 2 * len(words)


def mark_front_matter(drafts: Sequence[Draft], vocabulary: Vocabulary) -> None:
    """Set authors, affiliations and menus aside, which stand between the top of the page and its text."""
    run: list[Draft] = []
    for draft in drafts[:200]:
        if not draft.open:
            if draft.kind is BlockKind.TITLE:
                _set_menu_aside(run)
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
    if not is_heading_shape(words, vocabulary) or (is_intro(words) and below.is_item):
        return False
    if _is_picture(drafts, index):
        return False
    above = drafts[index - 1] if index else None
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
    return short and is_heading_shape(draft.words, vocabulary) and is_prose(below.words)


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
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        opens = draft.kind is BlockKind.HEADING or (draft.open and is_intro(draft.words))
        end = index + 1
        if opens:
            intro = draft.kind is not BlockKind.HEADING and end < len(drafts) and not drafts[end].piece.gap
            while end < len(drafts) and _is_bare_item(drafts[end], first=end == index + 1, sentence=intro):
                end += 1
            if end - index > 2 and not drafts[index + 2].piece.gap:
                for item in drafts[index + 1 : end]:
                    item.become(BlockKind.LIST_ITEM)
        index = max(end - 1, index + 1)


def _is_bare_item(draft: Draft, *, first: bool, sentence: bool) -> bool:
    """Tell whether a line can be an item; a `sentence` and a term with what it means only right below an
    introduction.
    """
    defines = sentence and _DEFINES.match(draft.words) is not None
    return (
        draft.open
        and (first or not draft.piece.gap)
        and (count_words(draft.words) <= 15 or defines)
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
