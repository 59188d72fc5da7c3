"""What two names have in common and what each has more, as numbers that the ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from kg.grounding.kinds import CONTENT, TROUBLE, kind_of
from kg.grounding.roots import head
from kg.grounding.wordindex import WordIndex

#: How well a word that says that something is wrong stands for another: "damage" for "disorder".
_TROUBLE = 0.6
#: Shares from which on a name is worth more than in proportion.
_STEPS = (0.5, 0.7, 0.85, 0.95)
_REMEMBERED = 16384


def overlap(name: str, other: str, index: WordIndex) -> dict[str, float]:
    """Return features of how well `other`, a name of a list, stands for `name`, which a text has.

    "covered" is the share of the words of `name` that `other` has or has words for, "filled" the share of
    those of `other` that are accounted for, both weighed by how rare a word is; "content covered" looks at
    words of content only. What is left over on either side is counted by its kind.
    """
    own, others = index.words(name), index.words(other)
    shares, backwards = _shares(own, others, index)
    values = {
        "covered": _weighed(own, shares, index),
        "filled": _weighed(others, backwards, index),
        "content covered": _weighed(own, shares, index, only=CONTENT),
        "content filled": _weighed(others, backwards, index, only=CONTENT),
    }
    values["covered and filled"] = values["covered"] * values["filled"]
    values["content covered and filled"] = values["content covered"] * values["content filled"]
    if values["covered and filled"] >= 1.0:
        values["same roots"] = 1.0
    values["head"] = _head(name, other, index)
    for side, words, found in (("mention", own, shares), ("name", others, backwards)):
        content = [
            (index.weight(w), s, w) for w, s in zip(words, found, strict=True) if kind_of(w) == CONTENT
        ]
        if content:
            values[f"rarest of the {side}"] = max(content)[1]
            values[f"last of the {side}"] = content[-1][1]
            if not any(share for _, share, _ in content):
                values[f"no content of the {side}"] = 1.0
    for least in _STEPS:
        values[f"covered, {least}"] = float(values["covered"] >= least)
        values[f"covered and filled, {least}"] = float(values["covered and filled"] >= least)
    for side, words, found in (("mention", own, shares), ("name", others, backwards)):
        for word, share in zip(words, found, strict=True):
            if not share:
                kind = kind_of(word)
                _add(values, f"{side} has more: {kind}", 1.0)
                if kind == CONTENT:
                    _add(values, f"{side} has more, weight", index.weight(word) / 10)
            elif share < 1.0:
                _add(values, "other trouble" if kind_of(word) == TROUBLE else "other words", 0.5)
    return {feature: value for feature, value in values.items() if value}


class Compared:
    """What names of concepts have in common with names of a text, remembered for those last asked for."""

    def __init__(self, index: WordIndex) -> None:
        """Compare by the words that `index` knows."""
        self._index = index
        self.overlap = lru_cache(maxsize=_REMEMBERED)(self._overlap)
        self.added = lru_cache(maxsize=_REMEMBERED)(self._added)

    def _overlap(self, name: str, curie: str, other: str) -> dict[str, float]:
        """Return features of how well `other`, a name of the concept `curie`, stands for `name`."""
        values = overlap(name, other, self._index)
        children = self._index.children(curie)
        if children:
            values["children"] = math.log1p(children)
        return values

    def _added(self, name: str, other: str) -> dict[str, float]:
        """Return the roots that `other` has and `name` has no word for, with what each weighs."""
        own = set(self._index.words(name))
        return {
            word: self._index.weight(word)
            for word in self._index.words(other)
            if not any(stands in own for stands, _ in self._index.others(word))
        }


def _add(values: dict[str, float], feature: str, value: float) -> None:
    values[feature] = values.get(feature, 0.0) + value


def _shares(own: Sequence[str], others: Sequence[str], index: WordIndex) -> tuple[list[float], list[float]]:
    """Return for each word of either name how well the other name accounts for it, in [0, 1]."""
    first, second = [0.0] * len(own), [0.0] * len(others)
    places = {word: at for at, word in enumerate(others)}
    for at, word in enumerate(own):
        stand_in = [*index.others(word)]
        if kind_of(word) == TROUBLE:
            stand_in += [(o, _TROUBLE) for o in others if kind_of(o) == TROUBLE and o != word]
        for other, share in stand_in:
            place = places.get(other)
            if place is not None:
                first[at] = max(first[at], share)
                second[place] = max(second[place], share)
    return first, second


def _weighed(words: Sequence[str], shares: Sequence[float], index: WordIndex, only: str = "") -> float:
    """Return the share of words that is accounted for; of no words nothing, and of no content everything."""
    pairs = [
        (index.weight(w), s) for w, s in zip(words, shares, strict=True) if not only or kind_of(w) == only
    ]
    whole = sum(weight for weight, _ in pairs)
    return sum(weight * share for weight, share in pairs) / whole if whole else float(bool(only))


def _head(name: str, other: str, index: WordIndex) -> float:
    """Return how well the heads of two names agree."""
    one, two = head(name), head(other)
    if kind_of(one) == kind_of(two) == TROUBLE:
        return 1.0 if one == two else _TROUBLE
    return max((share for stands, share in index.others(one) if stands == two), default=0.0)
