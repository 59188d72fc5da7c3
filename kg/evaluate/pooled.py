"""Judges pairs of a whole document, as corpora mark them, from what the trained reader says of sentences.

The graph has no use for it: there every claim needs a sentence that says it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kg.evaluate.company import company
from kg.evaluate.parsed import ParsedDocument
from kg.model import Assertion, EntityType, Grounding
from kg.nlp.sentence import Sentence
from kg.relations.learned.features import KINDS
from kg.relations.learned.model import Floats, Head, softmax
from kg.relations.learned.propose import Proposal, propose

POOLED = "pooled.json"
_STEPS = (-4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
_SHARES = (0.3, 0.6, 0.99)
_SURE = (0.2, 0.4, 0.6, 0.8, 0.9, 0.97)
_SHORT = 4
_APART = -7.0
"""Where two share no sentence."""
_GAPS = (-4.0, -2.0, -1.0, -0.3, 0.0, 0.3, 1.0, 2.0, 4.0)
_HALF = 0.5
"""Sums of logarithms are halved, so that the penalty on weights bears on all features alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPair:
    """Two concepts of a document, and the features of them as a pair."""

    one: str
    other: str
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A multinomial logistic regression over named features."""

    weights: Mapping[str, Floats]
    bias: Floats

    def chances(self, features: Mapping[str, float]) -> Floats:
        """Return the probability of each label."""
        sums = self.bias.copy()
        for name, value in features.items():
            if name in self.weights:
                sums += value * self.weights[name]
        return softmax(sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """What was learned of the pairs of two kinds in the documents of a corpus; `labels` begin with "none".

    `alone` judges a pair by itself; `among`, where there is any, again with how it compares with the others
    of its document. A pair is believed to be related where its likeliest label but "none" has the probability
    `threshold`.
    """

    labels: tuple[str, ...]
    alone: Weights
    among: Weights | None
    threshold: float

    def chances(self, pairs: Sequence[DocumentPair]) -> list[Floats]:
        """Return for all pairs of two kinds of one document the probability of each label."""
        first = [self.alone.chances(each.features) for each in pairs]
        if self.among is None:
            return first
        beside = company([(each.one, each.other) for each in pairs], [1 - float(each[0]) for each in first])
        return [
            self.among.chances({**each.features, **more}) for each, more in zip(pairs, beside, strict=True)
        ]


def load_pooled(folder: Path) -> dict[str, Pooled]:
    """Return what training wrote, by corpus, pair and whether rules count ("bc5cdr drug disease rules")."""
    rows = json.loads((folder / POOLED).read_text(encoding="utf-8"))
    return {
        name: Pooled(
            labels=tuple(row["labels"]),
            alone=_weights(row["alone"]),
            among=_weights(row["among"]) if "among" in row else None,
            threshold=row["threshold"],
        )
        for name, row in rows.items()
    }


def _weights(row: Mapping[str, Any]) -> Weights:
    return Weights(
        weights={feature: np.array(values) for feature, values in row["weights"].items()},
        bias=np.array(row["bias"]),
    )


def key(corpus: str, pair: tuple[str, str], *, rules: bool, own: bool) -> str:
    """Return the name of what was learned for a pair of kinds in a corpus, with marked mentions or ours."""
    return " ".join((corpus, *pair, *(("rules",) if rules else ()), *(("own",) if own else ())))


@dataclass
class _Things:
    """Where the concepts of a document stand: sentences by concept, and kinds."""

    sentences: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, str] = field(default_factory=dict)
    marks: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    count: int = 0

    def most(self, kind: str) -> int:
        return max((len(s) for c, s in self.sentences.items() if self.kinds[c] == kind), default=1)

    def of(self, kind: str) -> list[str]:
        return [c for c in self.sentences if self.kinds[c] == kind]


def named_sentences(
    document: ParsedDocument,
) -> Iterator[tuple[int, Sentence, list[EntityType | None], list[str]]]:
    """Yield each sentence with its index, and of its mentions the types as grounded, None for those that only
    repeat another, and what the corpus calls them.
    """
    groundings = iter(document.groundings)
    for at, sentence in enumerate(document.annotated.sentences):
        meant = [next(groundings).concept for _ in sentence.mentions]
        types = [
            document.concept(curie).type if not sentence.alias_of or sentence.alias_of[i] == i else None
            for i, curie in enumerate(meant)
        ]
        yield at, sentence, types, [document.name(curie) for curie in meant]


def proposals(
    document: ParsedDocument, heads: Sequence[Head]
) -> dict[tuple[str, str], list[tuple[int, Proposal]]]:
    """Return what `heads` say of the pairs of concepts of a document, each with the index of its sentence."""
    found: dict[tuple[str, str], list[tuple[int, Proposal]]] = defaultdict(list)
    for at, sentence, types, concepts in named_sentences(document):
        for each in propose(sentence, types, heads, first=at == 0):
            if concepts[each.one] != concepts[each.other]:
                found[concepts[each.one], concepts[each.other]].append((at, each))
    return found


def pooled_features(
    document: ParsedDocument,
    pair: tuple[str, str],
    said: Mapping[tuple[str, str], Sequence[tuple[int, Proposal]]],
    assertions: Iterable[Assertion],
) -> Iterator[DocumentPair]:
    """Yield the pairs of concepts of two kinds, each with its features.

    `said` are the proposals, `assertions` what the rules read (nothing, where they are not to count).
    """
    things = _things(document)
    rules: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for each in assertions:
        rules[document.name(each.subject), document.name(each.object)].append(each)
    best = _best(said)
    sums = _strengths(said)
    firsts, others = things.of(pair[0]), things.of(pair[1])
    for one in firsts:
        for other in others:
            if one == other or (pair[0] == pair[1] and firsts.index(one) > others.index(other)):
                continue
            rows = [*said.get((one, other), ())]
            if pair[0] == pair[1]:
                rows += said.get((other, one), ())
            found = dict.fromkeys(_places(things, pair, one, other, {at for at, _ in rows}), 1.0)
            for side, concept in (("a", one), ("b", other)):
                found |= dict.fromkeys((f"{mark} {side}" for mark in things.marks[concept]), 1.0)
            found |= _sums([each for _, each in rows])
            for (concept, head, label), value in best.items():
                if concept in (one, other):
                    side = "a" if concept == one else "b"
                    found[f"best {side} {head} {label} {bool(rows)}"] = value * _HALF
            found |= _ruled(rules, one, other)
            found |= dict.fromkeys(_rivals(sums, one, other), 1.0)
            found |= dict.fromkeys(_kin(document, sums, things, one, other), 1.0)
            yield DocumentPair(one=one, other=other, features=found)


def _things(document: ParsedDocument) -> _Things:
    things = _Things(count=len(document.annotated.sentences))
    groundings = iter(document.groundings)
    sure: dict[str, float] = {}
    for at, sentence in enumerate(document.annotated.sentences):
        for _ in sentence.mentions:
            grounding = next(groundings)
            curie = grounding.concept
            concept, kind = document.name(curie), KINDS.get(document.concept(curie).type)
            if kind is not None and document.has_name(curie):
                things.sentences[concept].append(at)
                things.kinds[concept] = kind
                if document.is_own:
                    things.marks[concept] |= set(_marks(grounding))
                    score = grounding.chosen.score if grounding.chosen else 0.0
                    sure[concept] = max(sure.get(concept, 0.0), score)
    for concept, score in sure.items():
        things.marks[concept].add(f"sure {sum(score >= edge for edge in _SURE)}")
    return things


def _marks(grounding: Grounding) -> Iterator[str]:
    """Yield what one of our mentions says of how much it is to be trusted."""
    mention = grounding.mention
    yield f"by {mention.recogniser}"
    if grounding.chosen:
        yield f"as {grounding.chosen.type.value}"
        yield f"of {grounding.chosen.curie.partition(':')[0]}"
    if len(mention.text) > _SHORT:
        yield "long"


def _places(things: _Things, pair: tuple[str, str], one: str, other: str, both: set[int]) -> Iterator[str]:
    """Yield what the places of two concepts in a document say: how often, how near, how central."""
    near = bool(both)
    places = things.sentences[one], things.sentences[other]
    yield f"both {min(len(both), 4)}"
    if not near:
        distance = min(abs(i - j) for i in places[0] for j in places[1])
        yield f"distance {min(distance, 4)}"
    tops = []
    for side, kind, where in zip("ab", pair, places, strict=True):
        most, peers = things.most(kind), len(things.of(kind))
        yield f"count {side} {min(len(where), 5)}"
        share = sum(len(where) / most > edge for edge in _SHARES)
        yield f"share {side} {share} {min(peers, 4)}"
        if peers == 1:
            yield f"only {side} {near}"
        tops.append(len(where) == most)
    yield f"tops {tops} {near}"
    yield f"title {0 in places[0]} {0 in places[1]} {near}"
    yield f"end {max(places[0]) >= things.count - 2} {max(places[1]) >= things.count - 2} {near}"
    if 0 in both:
        yield "title both"


def _log_odds(proposal: Proposal) -> Floats:
    chances = np.maximum(proposal.chances, 1e-6)
    odds: Floats = np.log(chances[1:] / chances[0])
    return odds


def _sums(rows: Sequence[Proposal]) -> dict[str, float]:
    """Return how sure the reader is of each label in the surest sentence, on the average and in any."""
    found: dict[str, float] = {}
    by_head: dict[str, list[Proposal]] = defaultdict(list)
    for each in rows:
        by_head[each.head.name].append(each)
    for name, group in by_head.items():
        odds = np.array([_log_odds(each) for each in group])
        for at, label in enumerate(group[0].head.labels[1:]):
            highest = float(odds[:, at].max())
            found[f"highest {name} {label}"] = highest * _HALF
            found[f"mean {name} {label}"] = float(odds[:, at].mean()) * _HALF
            found[f"any {name} {label}"] = float(np.log1p(np.exp(odds[:, at])).sum()) * _HALF
            found[f"step {name} {label} {sum(highest > step for step in _STEPS)}"] = 1.0
    return found


def _best(
    said: Mapping[tuple[str, str], Sequence[tuple[int, Proposal]]],
) -> dict[tuple[str, str, str], float]:
    """Return how sure the reader is that a concept stands in a relation with anything, by head and label."""
    found: dict[tuple[str, str, str], float] = {}
    for ends, rows in said.items():
        for _, each in rows:
            for label, odds in zip(each.head.labels[1:], _log_odds(each), strict=True):
                for end in ends:
                    place = end, each.head.name, label
                    found[place] = max(found.get(place, -9.0), float(odds))
    return found


def _strengths(
    said: Mapping[tuple[str, str], Sequence[tuple[int, Proposal]]],
) -> dict[frozenset[str], float]:
    """Return for pairs of concepts that share a sentence how sure any head is that they are related."""
    found: dict[frozenset[str], float] = {}
    for ends, rows in said.items():
        for _, each in rows:
            pair, sure = frozenset(ends), float(np.logaddexp.reduce(_log_odds(each)))
            found[pair] = max(found.get(pair, sure), sure)
    return found


def _rivals(sums: Mapping[frozenset[str], float], one: str, other: str) -> Iterator[str]:
    """Yield how the two compare, as a pair, with the pairs that either makes with others."""
    mine = sums.get(frozenset((one, other)), _APART)
    for side, end in (("a", one), ("b", other)):
        others = [value for pair, value in sums.items() if end in pair and pair != {one, other}]
        if others:
            gap = mine - max(others)
            yield f"ahead {side} {sum(gap > step for step in _GAPS)}"
            yield f"rank {side} {min(sum(value > mine for value in others), 4)}"
        else:
            yield f"no rival {side} {mine > _APART}"


def _kin(
    document: ParsedDocument, sums: Mapping[frozenset[str], float], things: _Things, one: str, other: str
) -> Iterator[str]:
    """Yield whether the document has something narrower or wider than either of the two, and which of them is
    the surer to be related.
    """
    mine = sums.get(frozenset((one, other)), _APART)
    for side, end, partner in (("a", one, other), ("b", other, one)):
        for name, kin in (
            ("narrower", [n for n, wide in document.wider if wide == end]),
            ("wider", [wide for n, wide in document.wider if n == end]),
        ):
            there = [each for each in kin if each in things.kinds and each != partner]
            if there:
                yield f"{name} {side}"
                best = max(sums.get(frozenset((each, partner)), _APART) for each in there)
                yield f"{name} {side} {'surer' if best > mine else 'less'} {best > _APART}"


def _ruled(rules: Mapping[tuple[str, str], Sequence[Assertion]], one: str, other: str) -> dict[str, float]:
    """Return what the rules say of the pair, and of either of the two with others."""
    found: dict[str, float] = {}
    for each in (*rules.get((one, other), ()), *rules.get((other, one), ())):
        name = f"rule {each.predicate} {each.polarity.value}"
        found[name] = 1.0
        found[f"sure {name}"] = max(found.get(f"sure {name}", 0.0), each.evidence.confidence)
        found[f"{name} {each.evidence.extractor.partition('/')[0]}"] = 1.0
    near = Counter(
        f"near {'a' if ends[0] == one else 'b'} {each.predicate}"
        for ends, group in rules.items()
        if (ends[0] == one) != (ends[1] == other)
        for each in group
    )
    return found | dict.fromkeys(near, 1.0)
