"""A gazetteer: which words of a sentence stand in a name that some vocabulary lists, and of what type.

It is a hint to the recogniser, not a recogniser: the network learns how far each type of list can be
believed. Names are kept as 40-bit hashes only, sorted, each with a bit for each type, so that a million of
them take a few megabytes and no time to load; one word in half a million is taken for a name that it is not.
A name is looked up without regard to case, signs, spaces and the plural of its last word; a short one (up to
five letters and digits) with regard to case, since "CAN" and "was" are not the same as their look-alikes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.lexicon.keys import GREEK, singular
from kg.nlp.words.spelling import find_words

#: What a name in the lists may be, in the order of the bits.
TYPES = (
    "gene", "disease", "phenotype", "chemical", "anatomy",
    "cell", "cell line", "process", "species", "procedure",
)  # fmt: skip
FEATURES = 3 * len(TYPES)
"""Features of a word: for each type whether a name of that type begins, goes on or ends with it."""
_LONGEST = 8
_SHORT = 5
_PRIME = 1099511628211
_MASK = (1 << 64) - 1
_CASED = 0x9E3779B97F4A7C15
_DROPPED = 24

Hashes = NDArray[np.uint64]


@lru_cache(maxsize=131072)
def _hash(word: str) -> tuple[int, int]:
    """Return a polynomial hash of `word`, and the factor that shifts what stands before it."""
    value, power = 0, 1
    for byte in word.encode():
        value = (value * _PRIME + byte + 1) & _MASK
        power = (power * _PRIME) & _MASK
    return value, power


@lru_cache(maxsize=131072)
def _forms(word: str) -> tuple[int, int, int, int, int, int]:
    """Return hash and factor of a word in lower case, of its singular, and as it is written."""
    low = word.lower().translate(GREEK)
    return (*_hash(low), *_hash(singular(low)), *_hash(word))


def name_hash(name: str) -> int | None:
    """Return the hash under which `name` is listed; None where it has no letter, or too many words.

    >>> name_hash("Ewing sarcomas") == name_hash("ewing-sarcoma"), name_hash("CAN") == name_hash("can")
    (True, False)
    """
    words = [name[a:b] for a, b in find_words(name) if name[a].isalnum()]
    if not words or len(words) > _LONGEST or not any(c.isalpha() for c in name):
        return None
    if sum(map(len, words)) <= _SHORT:
        return (_hash("".join(words))[0] ^ _CASED) >> _DROPPED
    forms = [word.lower().translate(GREEK) for word in words]
    return _hash("".join([*forms[:-1], singular(forms[-1])]))[0] >> _DROPPED


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Sorted hashes of names, and for each the bits of its types."""

    hashes: Hashes
    kinds: NDArray[np.uint16]

    @classmethod
    def build(cls, names: Iterable[tuple[str, str]]) -> Gazetteer:
        """Make a gazetteer of (name, type) pairs."""
        bits: dict[int, int] = {}
        for name, kind in names:
            value = name_hash(name)
            if value is not None:
                bits[value] = bits.get(value, 0) | 1 << TYPES.index(kind)
        order = sorted(bits)
        return cls(np.array(order, dtype=np.uint64), np.array([bits[v] for v in order], dtype=np.uint16))

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """Read a file that `save` wrote.

        Raises:
            ModelError: the file is missing or is not one of these.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                return cls(np.cumsum(stored["steps"], dtype=np.uint64), stored["kinds"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(f"{path}: not a gazetteer: {error}") from error

    def save(self, path: Path) -> None:
        """Write the differences between neighbouring hashes, and the types, as a compressed ``.npz``."""
        steps = np.diff(self.hashes, prepend=np.uint64(0)).astype(np.uint64)
        np.savez_compressed(path, steps=steps, kinds=self.kinds)

    def features(self, sentences: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return the features of all words of `sentences`, one row a word, sentence after sentence."""
        flat = [word for sentence in sentences for word in sentence]
        found = np.zeros((len(flat), FEATURES), dtype=np.float32)
        sentence_of = np.repeat(np.arange(len(sentences)), [len(s) for s in sentences])
        places = np.array([i for i, word in enumerate(flat) if word[0].isalnum()], dtype=np.int64)
        if not len(places) or not len(self.hashes):
            return found
        forms = np.array([_forms(flat[i]) for i in places], dtype=np.uint64)
        lengths = np.array([len(flat[i]) for i in places])
        home = sentence_of[places]
        count = len(places)
        plain = np.zeros(count, dtype=np.uint64)
        cased = np.zeros(count, dtype=np.uint64)
        size = np.zeros(count, dtype=np.int64)
        matches: list[tuple[int, int, int]] = []
        for n in range(1, min(_LONGEST, count) + 1):
            rows = count - n + 1
            last = forms[n - 1 :]
            whole = plain[:rows] * last[:, 3] + last[:, 2]
            as_is = cased[:rows] * last[:, 5] + last[:, 4]
            total = size[:rows] + lengths[n - 1 :]
            key = np.where(total <= _SHORT, as_is ^ np.uint64(_CASED), whole) >> np.uint64(_DROPPED)
            at = np.searchsorted(self.hashes, key)
            at[at == len(self.hashes)] = 0
            near = places[n - 1 :] - places[:rows] <= 2 * (n - 1)
            hit = (self.hashes[at] == key) & near & (home[:rows] == home[n - 1 :])
            matches += [(int(i), n, int(self.kinds[at[i]])) for i in np.flatnonzero(hit)]
            plain[:rows] = plain[:rows] * last[:, 1] + last[:, 0]
            cased[:rows] = as_is
            size[:rows] = total
        _mark(found, matches, places)
        return found


def _mark(found: NDArray[np.float32], matches: list[tuple[int, int, int]], places: NDArray[np.int64]) -> None:
    """Mark the words of the matches, longer ones first; of overlapping ones of a type the first stays."""
    for start, n, kinds in sorted(matches, key=lambda m: (-m[1], m[0])):
        first, last = int(places[start]), int(places[start + n - 1])
        for kind in range(len(TYPES)):
            if not kinds >> kind & 1:
                continue
            base = 3 * kind
            if found[first : last + 1, base : base + 3].any():
                continue
            found[first, base] = 1
            found[first + 1 : last, base + 1] = 1
            found[last, base + 2] = 1
