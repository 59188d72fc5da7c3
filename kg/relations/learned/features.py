"""What a sentence says around two of its mentions, as named features.

No feature holds a word of a mention or of anything that looks like a name: the reader is to learn how
relations are worded, not which things are related.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from kg.model import CueKind, EntityType
from kg.nlp.sentence import Sentence

KINDS = {
    EntityType.DRUG: "drug",
    EntityType.DRUG_CLASS: "drug",
    EntityType.CELL_THERAPY: "drug",
    EntityType.GENE: "gene",
    EntityType.GENE_FAMILY: "gene",
    EntityType.FUSION: "gene",
    EntityType.DISEASE: "disease",
    EntityType.PHENOTYPE: "disease",
    EntityType.VARIANT: "variant",
}
"""The kinds of things that the reader relates; mentions of other types are only "thing" to it."""

_PLAIN = re.compile(r"[a-z][a-z'-]*|[^\w\s]+")
_SOUND = re.compile(r"[A-Za-z][a-z'-]*|[A-Z]+|[^\w\s]+")
_LONGEST_PATH = 6
_LONGEST_GAP = 14
_WINDOW = 3
_STEM = 5
_STEMMED = ("b", "p", "l", "r", "top", "a-", "b-")
_ORDERED = ("p", "top", "path", "deps", "full")
_NEAR = (1, 2, 3, 5, 8, 12, 20, 35)


class Wording:
    """A sentence made ready for the features of its pairs; `types` are those of its mentions as grounded."""

    def __init__(self, sentence: Sentence, types: Sequence[EntityType], *, first: bool = False) -> None:
        self._sentence = sentence
        self._types = types
        self._first = first
        self._words = [self._word(i) for i in range(len(sentence.tokens))]

    def _word(self, index: int) -> str:
        """Return the lemma of a token, of a mention its kind, of a name or number a sign for it."""
        token = self._sentence.tokens[index]
        if token.mention >= 0:
            return "@" + KINDS.get(self._types[token.mention], "thing")
        lemma = token.lemma.lower()
        if _PLAIN.fullmatch(lemma) and (index == 0 or _SOUND.fullmatch(token.text)):
            return lemma
        return "#" if any(c.isdigit() for c in lemma) else "*"

    @cached_property
    def _shared(self) -> list[str]:
        """The features that all pairs of the sentence have."""
        mentions = [t.mention for t in self._sentence.tokens if t.mention >= 0]
        kinds = Counter(KINDS.get(self._types[i], "thing") for i in mentions)
        found = [f"n {kind} {min(count, 4)}" for kind, count in kinds.items()]
        found += [f"s {word}" for word in dict.fromkeys(self._words) if word[0] not in "@#*"]
        if self._first:
            found.append("first")
        return found

    @cached_property
    def _above(self) -> list[list[int]]:
        """For each token itself and its governors, the nearest first."""
        return [[i, *self._sentence.ancestors(i)] for i in range(len(self._sentence.tokens))]

    def features(self, one: int, other: int) -> list[str]:
        """Return the features of the pair of mentions `one` and `other`, each once."""
        a, b = self._sentence.token_of[one], self._sentence.token_of[other]
        order = "ab" if a < b else "ba"
        found = [order, *self._shared]
        found += [f"type {side} {self._types[m].value}" for side, m in (("a", one), ("b", other))]
        found += self._between(a, b, order)
        found += self._around(a, b, order)
        found += self._path(a, b)
        found += self._cues(one, other)
        found += list(_stems(found))
        found += [f"{name} {order}" for name in found if name.partition(" ")[0] in _ORDERED]
        return list(dict.fromkeys(found))

    def _between(self, a: int, b: int, order: str) -> Iterator[str]:
        left, right = min(a, b) + 1, max(a, b)
        gap = self._words[left:right]
        yield f"gap {next((n for n in _NEAR if len(gap) <= n), 99)} {order}"
        others = Counter(word for word in gap if word[0] == "@")
        ends = (self._words[a], self._words[b])
        for side, end in zip("ab", ends, strict=True):
            yield f"between {side} {min(others[end], 3)}"
        yield f"between other {min(sum(n for w, n in others.items() if w not in ends), 3)}"
        if len(gap) <= 5:
            yield f"g {order} {' '.join(gap)}"
        for word in gap:
            yield f"b {word}"
            yield f"b {order} {word}"
        if len(gap) <= _LONGEST_GAP:
            for one, two in pairwise(gap):
                yield f"bb {order} {one} {two}"

    def _around(self, a: int, b: int, order: str) -> Iterator[str]:
        words = self._words
        for side, at in (("a", a), ("b", b)):
            before, after = words[max(0, at - 2) : at], words[at + 1 : at + 3]
            yield f"{side}- {before[-1] if before else '^'} {order}"
            yield f"{side}+ {after[0] if after else '$'} {order}"
            yield f"{side}-- {' '.join(before)}"
            yield f"{side}++ {' '.join(after)}"
        left, right = min(a, b), max(a, b)
        for word in words[max(0, left - _WINDOW) : left]:
            yield f"l {order} {word}"
        for word in words[right + 1 : right + 1 + _WINDOW]:
            yield f"r {order} {word}"

    def _path(self, a: int, b: int) -> Iterator[str]:
        tokens, words = self._sentence.tokens, self._words
        heads = first_of_list(self._sentence, a), first_of_list(self._sentence, b)
        if heads[0] == heads[1]:
            yield "listed together"
        else:
            yield from (
                f"listed {side}" for side, at, head in zip("ab", (a, b), heads, strict=True) if at != head
            )
            a, b = heads
        above = self._above[b]
        place = {token: i for i, token in enumerate(above)}
        up = []
        for token in self._above[a]:
            up.append(token)
            if token in place:
                break
        top = up[-1]
        if top not in place:
            yield "path none"
            return
        down = above[: place[top]][::-1]
        yield f"top {words[top]}" if top not in (a, b) else f"top {'a' if top == a else 'b'}"
        yield f"length {min(len(up) + len(down), 9)}"
        steps = [f"{tokens[t].dep}>" for t in up[:-1]]
        back = [f"<{tokens[t].dep}" for t in down]
        yield f"deps {' '.join((*steps, *back))}" if len(steps) + len(back) <= _LONGEST_PATH else "deps long"
        inner = [(t, "u") for t in up[1:-1]] + [(top, "t")] + [(t, "d") for t in down[:-1]]
        inner = [(t, side) for t, side in inner if t not in (a, b)]
        lemmas = [words[t] for t, _ in inner]
        if len(lemmas) <= _LONGEST_PATH - 2:
            yield f"path {' '.join(lemmas)} {len(steps)} {len(back)}"
            yield f"full {' '.join((*steps, *lemmas, *back))}"
        for t, side in inner:
            yield f"p {words[t]}"
            yield f"p{side} {words[t]} {tokens[t].dep}"
        for one, two in pairwise(lemmas):
            yield f"pp {one} {two}"
        for side, at in (("a", a), ("b", b)):
            head = tokens[at].head
            yield f"h{side} {tokens[at].dep} {words[head]}"
            yield f"h{side}d {tokens[at].dep} {tokens[head].dep}"
            for child in self._sentence.children[at][:6]:
                yield f"c{side} {words[child]} {tokens[child].dep}"
        on_path = {*up, *down}
        for t in (top, *(t for t, _ in inner)):
            for child in self._sentence.children[t][:10]:
                if child not in on_path:
                    yield f"k {words[child]} {tokens[child].dep}"

    def _cues(self, one: int, other: int) -> Iterator[str]:
        spans = [self._sentence.mentions[m].span for m in (one, other)]
        for cue in self._sentence.cues:
            inside = [cue.scope.contains(span) for span in spans]
            if any(inside):
                yield f"cue {cue.kind.value} {'both' if all(inside) else 'a' if inside[0] else 'b'}"
            elif cue.kind is CueKind.NEGATION:
                yield "cue negation elsewhere"


def first_of_list(sentence: Sentence, index: int) -> int:
    """Return the token that heads the coordination a token stands in."""
    tokens = sentence.tokens
    while tokens[index].dep == "conj" and tokens[index].head < index:
        index = tokens[index].head
    return index


def _stems(names: Sequence[str]) -> Iterator[str]:
    """Yield features of words again with only the first letters, which words of one family share."""
    for name in names:
        rest, _, word = name.rpartition(" ")
        if len(word) > _STEM and rest.partition(" ")[0] in _STEMMED:
            yield f"{rest} {word[:_STEM]}~"
