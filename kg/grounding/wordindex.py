"""A search for names by the roots of their words: what to weigh where no list has a name as it is written.

The index holds the names of all packs that have one of some types. It is made when it is first asked, which
takes two seconds. A name is as similar as the words that both have weigh among all words of both (the
coefficient of Dice 1945, each word weighed by how rare it is); words that stand for each other count for less
than the same word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.grounding.kinds import tells
from kg.grounding.related import Related, bundled_related
from kg.grounding.roots import root, split
from kg.lexicon import Lexicon, Status, Term
from kg.lexicon.pack import Pack
from kg.model import EntityType

#: A word that stands for another counts for so much and its share more, at most the last.
_OTHER_WORD, _MOST_OTHER = 0.5, 0.9
#: What a root that no name has weighs, as a share of the rarest.
_UNKNOWN = 0.7
#: So many names are looked at for the concepts asked for; less similar ones are none.
_LOOKED_AT, _LEAST = 300, 0.15
#: Parts of a compound have at least so many letters.
_PART = 4


#: How the names of the packs begin that annotators' names are in.
ANNOTATED = "annotated"

#: Types whose names are searched for by their words.
BY_WORDS = frozenset((EntityType.DISEASE, EntityType.PHENOTYPE))


@dataclass(frozen=True, slots=True)
class Like:
    """A name that is like another, with its concept, and how similar it is in (0, 1]."""

    term: Term
    similarity: float


class WordIndex:
    """The names of some types by the roots of their words."""

    def __init__(self, lexicon: Lexicon, related: Related, types: Collection[EntityType]) -> None:
        """Prepare to index the names that `lexicon` has for concepts of `types`."""
        self.lexicon, self.types = lexicon, frozenset(types)
        self._related = related
        self.words = lru_cache(maxsize=8192)(self._words)
        self._search = lru_cache(maxsize=4096)(self._find)
        self.weight = lru_cache(maxsize=8192)(self._weight)
        self.others = lru_cache(maxsize=8192)(self._others)

    def search(self, name: str, most: int) -> tuple[Like, ...]:
        """Return the `most` concepts with a name that is like `name`, the most similar first.

        A concept may come twice: with a name that a source has, and with one that annotators gave.
        """
        return self._search(name, most)

    def _weight(self, root: str) -> float:
        """Return how much a root tells: the logarithm of how rare it is among the names."""
        return self._table.weights.get(root, _UNKNOWN * self._table.highest * tells(root))

    def _others(self, root: str) -> tuple[tuple[str, float], ...]:
        """Return the root and those that stand for it with how much each counts in (0, 1]."""
        related = self._related.get(root, {}).items()
        return (root, 1.0), *((other, min(_MOST_OTHER, _OTHER_WORD + share)) for other, share in related)

    def children(self, curie: str) -> int:
        """Return how many concepts stand right below a concept."""
        return self._table.children.get(curie, 0)

    def _words(self, name: str) -> tuple[str, ...]:
        """Return the roots of a name; a compound that no name has is parted where both parts are known."""
        found: list[str] = []
        for word in split(name):
            one = root(word)
            found += (one,) if one in self._table.postings else self._parts(word)
        return tuple(dict.fromkeys(found))

    def _parts(self, word: str) -> tuple[str, ...]:
        known = self._table.postings
        for at in range(_PART, len(word) - _PART + 1):
            second = root(word[at:])
            if second in known:
                for first in (word[: at - 1] if word[at - 1] in "aio" else word[:at], word[:at]):
                    if root(first) in known:
                        return root(first), second
        return (root(word),)

    def _find(self, name: str, most: int) -> tuple[Like, ...]:
        table = self._table
        if not table.names:
            return ()
        shared = np.zeros(len(table.names), dtype=np.float32)
        total = 0.0
        for one in self.words(name):
            weight = self.weight(one)
            total += weight
            got = np.zeros_like(shared)
            for other, share in self.others(one):
                places = table.postings.get(other)
                if places is not None:
                    value = np.float32(share * (weight + table.weights[other]) / 2)
                    got[places] = np.maximum(got[places], value)
            shared += got
        if not total:
            return ()  # a name of signs and words that say nothing
        similarity = 2 * shared / (total + table.totals)
        found: dict[tuple[str, bool], Like] = {}
        for place in _highest(similarity):
            if len(found) == most:
                break
            curie, other, status, source = table.names[place]
            mark = curie, bool(place >= table.annotated)
            if mark not in found:
                term = self._term(curie, other, status, source)
                found[mark] = Like(term, min(float(similarity[place]), 1.0))
        return tuple(found.values())

    def _term(self, curie: str, name: str, status: Status, source: str) -> Term:
        known = self.lexicon.concept(curie)
        assert known is not None  # its name was in a pack
        return Term(curie=curie, type=known.type, label=known.label, name=name, status=status, source=source)

    @cached_property
    def _table(self) -> _Table:
        packs = self.lexicon.packs()
        annotated = [pack for pack in packs if pack.header.name.startswith(ANNOTATED)]
        return _table_of([pack for pack in packs if pack not in annotated], annotated, self.types)


def _highest(similarity: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the places of the names that are looked at, the most similar first, the first of equals."""
    like = np.flatnonzero(similarity >= _LEAST)
    order = np.argsort(-similarity[like], kind="stable")
    return np.asarray(like[order[:_LOOKED_AT]], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class _Table:
    """Names with their concepts, and where each root stands; the last names, from `annotated` on, are those
    that annotators gave.
    """

    names: list[tuple[str, str, Status, str]]
    annotated: int
    totals: NDArray[np.float32]
    postings: Mapping[str, NDArray[np.int32]]
    weights: Mapping[str, float]
    highest: float
    children: Mapping[str, int]


class _Numbers(dict[str, int]):
    """Numbers of roots by the words that have them."""

    def __init__(self) -> None:
        super().__init__()
        self.of_root: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self[word] = self.of_root.setdefault(root(word), len(self.of_root))
        return number


def _table_of(sources: Sequence[Pack], annotated: Sequence[Pack], types: Collection[EntityType]) -> _Table:
    """Index the names of `sources` and after them those of `annotated`."""
    names: list[tuple[str, str, Status, str]] = []
    numbers = _Numbers()
    found: list[int] = []
    lengths: list[int] = []
    seen: set[tuple[str, str]] = set()
    edges: set[tuple[str, str]] = set()
    count = 0
    for group in (sources, annotated):
        count = len(names)
        for pack in group:
            source = pack.header.name
            for entry in pack.entries_of(types):
                curie = entry.curie
                edges.update([(parent, curie) for parent in entry.parents])
                for status, name in entry.names:
                    lower = name.lower()
                    if (curie, lower) not in seen:
                        seen.add((curie, lower))
                        own = {numbers[word] for word in split(lower)}
                        found += own
                        lengths.append(len(own))
                        names.append((curie, name, status, source))
    roots = list(numbers.of_root)
    ids = np.array(found, dtype=np.int32)
    where = np.repeat(np.arange(len(names), dtype=np.int32), lengths)
    order = np.argsort(ids, kind="stable")
    counts = np.bincount(ids, minlength=len(roots))
    highest = math.log(len(names) + 1)
    weights = (highest - np.log(counts)) * np.array([tells(each) for each in roots])
    totals = np.bincount(where, weights=weights[ids], minlength=len(names))
    return _Table(
        names=names,
        annotated=count,
        totals=totals.astype(np.float32),
        postings=dict(zip(roots, np.split(where[order], np.cumsum(counts)[:-1]), strict=True)),
        weights=dict(zip(roots, weights.tolist(), strict=True)),
        highest=highest,
        children=Counter(parent for parent, _ in edges),
    )


@lru_cache(maxsize=1)
def index_of(lexicon: Lexicon) -> WordIndex:
    """Return the index of the diseases and phenotypes of a lexicon, made once."""
    return WordIndex(lexicon, bundled_related(), BY_WORDS)
