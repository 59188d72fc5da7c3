"""Reads how two mentions are related from the words of their sentence in order: a small convolution network.

The heads of the trained reader weigh features one by one; this sees each word with its neighbours, and words
that are used alike as alike. For the evaluation alone, beside the head of its name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ConfigError
from kg.model import EntityType
from kg.nlp.sentence import Sentence
from kg.relations.learned.features import KINDS, first_of_list
from kg.relations.learned.model import Floats, softmax
from kg.relations.learned.propose import Proposal

SEQUENCE = "sequence"
LEFT, BETWEEN, RIGHT, PATH = range(4)
PLACES = 4
"""Before the two, between them, behind them, and on the way between them in the syntax tree."""
PAD, UNKNOWN = "", "(unknown)"
COLUMNS = ("word", "label", "from a", "from b", "place")
"""What is known of each word: a table of vectors for each."""

Table = NDArray[np.float32]
Steps = list[tuple[str, str, str, str, str]]

_PLAIN = re.compile(r"[A-Za-z][a-z'-]*|[A-Z]{1,4}|[^\w\s]+")
_AROUND = 5
_HALF = 20
"""Of more words between only so many at either end are read."""
_FAR = (0, 1, 2, 3, 4, 6, 9, 14, 22)
_STEM = 5
_LEAST = 1e-9


def steps(sentence: Sentence, types: Sequence[EntityType], one: int, other: int) -> Steps:
    """Return what is known of the words around mentions `one` and `other` and of those on the way.

    No word of a mention is told, nor of anything that looks like a name.
    """
    a, b = sentence.token_of[one], sentence.token_of[other]
    left, right = min(a, b), max(a, b)
    ends = {a: "@A", b: "@B"}
    words = [ends.get(i) or _word(sentence, types, i) for i in range(len(sentence.tokens))]
    near = [*range(max(0, left - _AROUND), min(len(words), right + 1 + _AROUND))]
    if right - left > 2 * _HALF:
        near = [i for i in near if i <= left + _HALF or i >= right - _HALF]
    found = [
        (
            words[i],
            sentence.tokens[i].dep,
            _distance(i - a),
            _distance(i - b),
            str(LEFT if i < left else RIGHT if i > right else BETWEEN),
        )
        for i in near
    ]
    found.append((PAD, PAD, PAD, PAD, PAD))
    found += [(words[i], label, PAD, PAD, str(PATH)) for i, label in _path(sentence, a, b)]
    return found


def _word(sentence: Sentence, types: Sequence[EntityType], index: int) -> str:
    token = sentence.tokens[index]
    if token.mention >= 0:
        return "@" + KINDS.get(types[token.mention], "thing")
    if _PLAIN.fullmatch(token.text):
        return token.text.lower()
    return "#" if any(c.isdigit() for c in token.text) else "*"


def _distance(steps: int) -> str:
    far = max(n for n in _FAR if n <= abs(steps))
    return f"{'-' if steps < 0 else '+'}{far}"


def _path(sentence: Sentence, a: int, b: int) -> Iterator[tuple[int, str]]:
    """Yield the words on the way from one end to the other, each with its label and whether it goes up."""
    heads = first_of_list(sentence, a), first_of_list(sentence, b)
    if heads[0] == heads[1]:
        heads = a, b
    ways = [[end, *sentence.ancestors(end)] for end in heads]
    joint = next((i for i in ways[0] if i in ways[1]), None)
    if joint is None:
        return
    up, down = (way[: way.index(joint)] for way in ways)
    yield from ((a if i == heads[0] else i, f"{sentence.tokens[i].dep}>") for i in up)
    yield {heads[0]: a, heads[1]: b}.get(joint, joint), "top"
    yield from ((b if i == heads[1] else i, f"<{sentence.tokens[i].dep}") for i in reversed(down))


@dataclass(frozen=True, kw_only=True)
class Network:
    """What was learned: vectors of what is known of words, filters over three neighbours, and what the
    highest answer of each filter at each place says for each label.

    `names` has for each of `COLUMNS` the rows of its table; `vectors` the tables; `filters` is
    (3 x width, filters), `weights` (places x filters, labels).
    """

    names: tuple[Mapping[str, int], ...]
    vectors: tuple[Table, ...]
    filters: Table
    filter_bias: Table
    weights: Table
    bias: Table

    def encode(self, found: Steps) -> NDArray[np.int64]:
        """Return the rows of the tables that steps stand for; a word that is not known counts as its stem."""
        return encode(self.names, found)

    def sums(self, rows: NDArray[np.int64]) -> Floats:
        """Return the sum for each label, given rows as `encode` returns them."""
        inputs = np.concatenate([t[rows[:, at]] for at, t in enumerate(self.vectors)], axis=1)
        answers = np.maximum(neighbours(inputs[None])[0] @ self.filters + self.filter_bias, 0)
        where = rows[:, -1]
        highest = [
            answers[where == place].max(axis=0) if (where == place).any() else np.zeros(answers.shape[1])
            for place in range(1, PLACES + 1)
        ]
        result: Floats = (np.concatenate(highest) @ self.weights + self.bias).astype(np.float64)
        return result


def encode(names: Sequence[Mapping[str, int]], found: Steps) -> NDArray[np.int64]:
    """Return a row for each step and a column for each of `COLUMNS`: places in tables of these names."""
    words, *others = names
    return np.array(
        [
            [
                words.get(step[0], words.get(stem(step[0]), words[UNKNOWN])),
                *(table.get(name, table[UNKNOWN]) for table, name in zip(others, step[1:], strict=True)),
            ]
            for step in found
        ],
        dtype=np.int64,
    )


def stem(word: str) -> str:
    """Return what words of one family share."""
    return f"{word[:_STEM]}~"


def neighbours(inputs: Table) -> Table:
    """Return inputs (examples, words, width) with those of the words before and behind beside each."""
    padded = np.pad(inputs, ((0, 0), (1, 1), (0, 0)))
    return np.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], axis=2)


@dataclass(frozen=True, kw_only=True)
class SecondReader:
    """Several networks beside the head `head`: the mean of their sums, at a `temperature`, with `share` of
    the say; `balance` is the least probability of a label that gives the best F1 with both.
    """

    head: str
    labels: tuple[str, ...]
    networks: tuple[Network, ...]
    temperature: float
    share: float
    balance: float

    def judged(self, proposal: Proposal, sentence: Sentence, types: Sequence[EntityType | None]) -> Proposal:
        """Return a proposal as both see it, with the balance of both; one of another head as it is."""
        if proposal.head.name != self.head:
            return proposal
        shown = [kind or mention.type for kind, mention in zip(types, sentence.mentions, strict=True)]
        found = steps(sentence, shown, proposal.one, proposal.other)
        sums = np.mean([each.sums(each.encode(found)) for each in self.networks], axis=0)
        chances = together(proposal.chances, softmax(sums / self.temperature), self.share)
        return replace(proposal, head=replace(proposal.head, balance=self.balance), chances=chances)


def together(ours: Floats, theirs: Floats, share: float) -> Floats:
    """Return the weighted geometric mean of probabilities, `share` being the say of `theirs`."""
    return softmax((1 - share) * np.log(ours + _LEAST) + share * np.log(theirs + _LEAST))


def load_sequence(folder: Path) -> SecondReader:
    """Return what training wrote into `folder`.

    Raises:
        ConfigError: a file is missing or damaged.
    """
    try:
        about: dict[str, Any] = json.loads((folder / f"{SEQUENCE}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{SEQUENCE}.npz") as arrays:
            names = tuple({name: at for at, name in enumerate(each)} for each in about["names"])
            networks = tuple(_network(names, arrays, scales, at) for at, scales in enumerate(about["scales"]))
        return SecondReader(
            head=about["head"],
            labels=tuple(about["labels"]),
            networks=networks,
            temperature=about["temperature"],
            share=about["share"],
            balance=about["balance"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{folder}: the second reader is damaged: {error}") from error


def _network(names: tuple[Mapping[str, int], ...], arrays: Any, scales: Sequence[float], at: int) -> Network:
    parts = [
        arrays[f"{at} {part}"].astype(np.float32) * np.float32(scale) for part, scale in enumerate(scales)
    ]
    count = len(COLUMNS)
    filters, filter_bias, weights, bias = parts[count:]
    return Network(
        names=names,
        vectors=tuple(parts[:count]),
        filters=filters,
        filter_bias=filter_bias,
        weights=weights,
        bias=bias,
    )
