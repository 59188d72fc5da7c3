"""How the words of a search and the names of a graph are compared."""

from __future__ import annotations

import re
import unicodedata

#: A search is cut off here, characters and words: what is longer is no name and no phrase.
MAX_CHARACTERS = 200
MAX_WORDS = 16

_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """Return `text` fit to be stored, as long as before: lone surrogates and NUL become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words that are looked for, at most `MAX_WORDS`, folded.

    >>> words_of('EWSR1::WT1 "fusion" AND (')
    ('ewsr1', 'wt1', 'fusion', 'and')
    """
    folded = unicodedata.normalize("NFKC", clean(text[:MAX_CHARACTERS])).casefold()
    return tuple(_WORD.findall(folded)[:MAX_WORDS])


def all_of(words: tuple[str, ...], *, open_end: bool = False) -> str:
    """Return the FTS5 expression for rows that hold all `words`; with `open_end` the last may go on.

    Every word is quoted, so none is ever an operator (https://www.sqlite.org/fts5.html, section 3.1).

    >>> all_of(("near", "lung"), open_end=True)
    '"near" "lung"*'
    """
    return " ".join(f'"{word}"' for word in words) + ("*" if open_end and words else "")


def trigrams(key: str) -> tuple[str, ...]:
    """Return all runs of three characters, each once, in their order.

    >>> trigrams("ewsr1")
    ('ews', 'wsr', 'sr1')
    """
    return tuple(dict.fromkeys(key[i : i + 3] for i in range(len(key) - 2)))


def slips(word: str) -> int:
    """Return how many slips of the pen a word of this length may have: 0 below four letters, 2 from eight."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(one: str, other: str, *, most: int) -> int:
    """Return the number of slips between two words, `most` + 1 where it is more.

    A slip is a letter more, less or changed, or two neighbours swapped (Damerau 1964, Commun ACM
    7:171, in the restricted form). A digit is never a slip: TP53 and TP63 are two genes.

    >>> distance("pazopnaib", "pazopanib", most=2), distance("tp53", "tp63", most=1)
    (1, 2)
    """
    if abs(len(one) - len(other)) > most or _digits(one) != _digits(other):
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def _digits(word: str) -> str:
    return "".join(c for c in word if c.isdigit())


def slips_between(wanted: tuple[str, ...], name: str) -> int | None:
    """Return the slips after which every word of `wanted` is a word of `name`; None where there is no way.

    >>> slips_between(("synovail",), "synovial sarcoma"), slips_between(("lung",), "synovial sarcoma")
    (1, None)
    """
    words = words_of(name)
    total = 0
    for word in wanted:
        most = slips(word)
        near = min((distance(word, other, most=most) for other in words), default=most + 1)
        if near > most:
            return None
        total += near
    return total if total <= 2 else None
