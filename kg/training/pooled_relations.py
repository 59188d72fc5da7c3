"""Fits what judges the pairs of whole documents from what the trained reader says of their sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.evaluate.company import company
from kg.evaluate.marked import RelationCorpus, relation_corpora
from kg.evaluate.parsed import ParsedDocument, identifiers
from kg.evaluate.pooled import DocumentPair, key, pooled_features, proposals
from kg.relations import RelationReader, load_schema
from kg.relations.learned.model import NONE, Floats, Head, softmax
from kg.training.logistic import Bools, best_threshold, fit

_RIDGE = 60.0
_LEAST = 5
_FOLDS = 5
_PAIRS = 20
"""Fewer related pairs are too few to learn from."""
_MARKED = "marked"
"""What tells pairs of marked mentions from those of ours, where both teach."""

Kinds = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A pair of concepts of the publication `work`, and the types of relation that it has."""

    work: str
    pair: DocumentPair
    types: frozenset[str]


def train_pooled(
    documents: Mapping[tuple[str, bool], Sequence[ParsedDocument]], heads: Callable[[str], Sequence[Head]]
) -> dict[str, dict[str, Any]]:
    """Return by name what was learned, as JSON values; `heads` gives those without a publication.

    `documents` has those of a corpus with the marked mentions (False) and with ours (True). Pairs of ours are
    few and often of a wrong thing; the marked ones teach beside them.

    All pairs of a corpus are believed from one probability on, whatever their kinds: the best F1 over all of
    them asks for the same odds everywhere, not for the best F1 of each.
    """
    found: dict[str, dict[str, Any]] = {}
    for corpus in dict.fromkeys(name for name, _ in documents):
        about = relation_corpora()[corpus]
        beside: dict[tuple[bool, Kinds], list[Row]] = {}
        for own in (False, True):
            group = documents[corpus, own]
            wanted = sum(
                len({(frozenset((x.subject, x.object)), x.type) for x in each.marked.links}) for each in group
            )
            taken = _rows(about, group, heads)
            for rules in (False, True):
                learned = {
                    pair: learn_pairs(about, rows, beside.get((rules, pair), ()))
                    for (ruled, pair), rows in taken.items()
                    if ruled == rules and sum(bool(row.types) for row in rows) >= _PAIRS
                }
                if learned:
                    chance = np.concatenate([each for _, each, _ in learned.values()])
                    right = np.concatenate([each for _, _, each in learned.values()])
                    threshold = best_threshold(chance, right, wanted)
                    for pair, (values, *_) in learned.items():
                        found[key(corpus, pair, rules=rules, own=own)] = values | {"threshold": threshold}
            beside = taken
    return found


def _rows(
    about: RelationCorpus, group: Iterable[ParsedDocument], heads: Callable[[str], Sequence[Head]]
) -> dict[tuple[bool, Kinds], list[Row]]:
    """Return the pairs of documents by whether the rules count and by kinds."""
    schema = load_schema()
    rows: dict[tuple[bool, Kinds], list[Row]] = {
        (rules, pair): [] for rules in (False, True) for pair in sorted(about.pairs)
    }
    for document in group:
        assertions, _ = RelationReader(schema, document.concept).read(document.annotated, document.groundings)
        said = proposals(document, heads(document.marked.work))
        for (rules, pair), taken in rows.items():
            for each in pooled_features(document, pair, said, assertions if rules else ()):
                types = types_of(document, each.one, each.other)
                taken.append(Row(work=document.marked.work, pair=each, types=types))
    return rows


def types_of(document: ParsedDocument, one: str, other: str) -> frozenset[str]:
    """Return the types of relation that a document has between two concepts of marked identifiers."""
    ends = identifiers(one), identifiers(other)
    return frozenset(
        link.type
        for link in document.marked.links
        if (link.subject in ends[0] and link.object in ends[1])
        or (link.subject in ends[1] and link.object in ends[0])
    )


def learn_pairs(
    about: RelationCorpus, rows: Sequence[Row], beside: Sequence[Row] = ()
) -> tuple[dict[str, Any], Floats, Bools]:
    """Return what pairs of two kinds teach, as JSON values without a threshold; for each of `rows` how
    likely its likeliest type is, by what the other folds of publications teach; and whether that is right.

    Pairs `beside` teach, too, known by a feature of their own. Where a corpus has one type of relation
    alone, pairs are judged again among the others of their document; of several types there are too few to
    learn that.
    """
    count = len(rows)
    both = [*rows, *beside]
    labels = (NONE, *(kind for kind in about.relations if any(kind in row.types for row in both)))
    allowed = np.array([[kind in row.types for kind in labels] for row in both])
    allowed[:, 0] = ~allowed.any(axis=1)
    works = sorted({row.work for row in both})
    fold = {work: at % _FOLDS for at, work in enumerate(works)}
    folds = np.array([fold[row.work] for row in both])
    features = [dict(row.pair.features) for row in rows]
    features += [{**row.pair.features, _MARKED: 1.0} for row in beside]
    alone, chances = _fitted(features, allowed, folds)
    values = {"labels": labels, "alone": alone}
    if len(about.relations) == 1:
        more = [*_company(rows, chances[:count]), *_company(beside, chances[count:])]
        values["among"], chances = _fitted(
            [a | b for a, b in zip(features, more, strict=True)], allowed, folds
        )
    likeliest = chances[:count, 1:].argmax(axis=1) + 1
    at = np.arange(count)
    return values, chances[at, likeliest], allowed[at, likeliest]


def _company(rows: Sequence[Row], chances: Floats) -> list[dict[str, float]]:
    """Return how each pair compares with the others of its publication."""
    at: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        at[row.work].append(place)
    found: list[dict[str, float]] = [{} for _ in rows]
    for places in at.values():
        ends = [(rows[i].pair.one, rows[i].pair.other) for i in places]
        related = [1 - float(chances[i, 0]) for i in places]
        for place, more in zip(places, company(ends, related), strict=True):
            found[place] = more
    return found


def _fitted(
    rows: Sequence[Mapping[str, float]], allowed: Bools, folds: NDArray[np.int64]
) -> tuple[dict[str, Any], Floats]:
    """Return weights as JSON values, and what the other folds say of each row."""
    counts = Counter(name for features in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    table = _table(rows, names)
    chances = np.zeros(allowed.shape)
    for at in range(_FOLDS):
        weights, bias = fit(table[folds != at], allowed[folds != at], ridge=_RIDGE)
        chances[folds == at] = softmax(table[folds == at] @ weights + bias)
    weights, bias = fit(table, allowed, ridge=_RIDGE)
    values = {
        "bias": [round(float(x), 4) for x in bias],
        "weights": {
            name: [round(float(x), 3) for x in row] for name, row in zip(names, weights, strict=True)
        },
    }
    return values, chances


def _table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Any:
    column = {name: at for at, name in enumerate(names)}
    cells = [
        (at, column[name], value)
        for at, row in enumerate(rows)
        for name, value in row.items()
        if name in column
    ]
    where, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (where, columns)), shape=(len(rows), len(names)))
