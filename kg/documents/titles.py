"""Which line of a page is the title of the work: of those above the text the one that the text is about."""

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
    is_heading_shape,
    is_intro,
    is_prose,
)
from kg.documents.vocabulary import Vocabulary
from kg.model import BlockKind

_MENU_WORDS = 4
_LONGEST_TITLE = 320
_HEAD_LINES = 8
_MOST = 0.5
"""Share of its longer words that a title has in common with the text at least."""
#: In a question: that it is about what the title names, and no title: "How is it treated?".
_OF_IT = re.compile(r"\b(?:it|this|they|them|these)\b", re.IGNORECASE)
#: The end of the name of an organisation.
_WHOSE_SITE = re.compile(
    r"(?:\b(?:University|Hospital|Clinic|Foundation|Library|Institute|Society|Association)|"
    r"\b(?:Cancer|Medical|Health|Care|Heart|Eye) (?:Cent(?:er|re)|Program(?:me)?|Network))$"
)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


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
        about = _share(draft, spoken)
        long_title = about >= _MOST and draft.piece.gap and count_words(draft.words) > _MENU_WORDS
        if not (_can_be_title(drafts, index, vocabulary) or (long_title and _is_phrase(draft))):
            continue
        single = count_words(draft.words) < 2 and keys.count(draft.key) < 2 and draft.key not in titles
        asked = place == 0 and drafts[index + 1].words.endswith("?")
        if single and about < _MOST and not asked:
            continue
        again = keys.count(draft.key) > 1 or draft.words in twice
        score = 4 * (draft.key in titles) + 3 * again + 2 * (draft.piece.heading == 1)
        score += 2 * any(_same_subject(draft.key, key) for key in keys[place + 1 :] if key != draft.key)
        score += int(4 * about) if about >= _MOST else 0
        score += 2 * has_text_below(drafts, index, vocabulary, within=12)
        below = drafts[index + 1]
        score += 2 * (draft.piece.gap and below.piece.gap and not draft.piece.heading)
        score += vocabulary.has_content_word(draft.key)
        score -= 4 * (_WHOSE_SITE.search(draft.words) is not None)
        score -= 4 * (" | " in draft.words)  # the site and the section that the page stands in
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


def _is_menu_bar(drafts: Sequence[Draft], index: int) -> bool:
    """Tell whether a row with bars near the top is no row of a table but the choices of the site."""
    around = (*drafts[max(0, index - 1) : index], *drafts[index + 1 : index + 2])
    alone = all(d.kind is not BlockKind.TABLE_ROW for d in around)
    return drafts[index].kind is BlockKind.TABLE_ROW and alone and index < _HEAD_LINES


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


def _share(draft: Draft, spoken: frozenset[str]) -> float:
    """Return the share of the longer words of a line that come again in the text: what a page is called, it
    speaks of. In [0, 1].
    """
    words = set(_LONG_WORD.findall(draft.words.casefold()))
    return len(words & spoken) / len(words) if words else 0.0


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
            if _is_menu_bar(drafts, index):
                continue
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
        if later and asks and _OF_IT.search(draft.words):
            break
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
