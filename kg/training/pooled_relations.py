"""Fits what judges the pairs of whole documents from what the trained reader says of their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from kg.evaluate.marked import RelationCorpus, relation_corpora
from kg.evaluate.parsed import ParsedDocument, identifiers
from kg.evaluate.pooled import key, pooled_features, proposals
from kg.model import Assertion
from kg.relations import RelationReader, load_schema
from kg.relations.learned.model import NONE, Floats, Head, softmax
from kg.training.logistic import Bools, best_threshold, fit

_RIDGE = 8.0
_LEAST = 5
_FOLDS = 5
_PAIRS = 20
"""Fewer related pairs are too few to learn from."""

Row = tuple[str, dict[str, float], frozenset[str]]


def train_pooled(
    documents: Mapping[tuple[str, bool], Sequence[ParsedDocument]], heads: Callable[[str], Sequence[Head]]
) -> dict[str, dict[str, Any]]:
    """Return by name what was learned, as JSON values; `heads` gives those without a publication.

    `documents` has those of a corpus with the marked mentions (False) and with ours (True). All pairs of a
    corpus are believed from one probability on, whatever their kinds: the best F1 over all of them asks for
    the same odds everywhere, not for the best F1 of each.
    """
    schema = load_schema()
    found: dict[str, dict[str, Any]] = {}
    for (corpus, own), group in documents.items():
        about = relation_corpora()[corpus]
        wanted = sum(len({frozenset((x.subject, x.object)) for x in each.marked.links}) for each in group)
        for rules in (False, True):
            rows: dict[tuple[str, str], list[Row]] = {pair: [] for pair in sorted(about.pairs)}
            for document in group:
                assertions: Sequence[Assertion] = ()
                if rules:
                    reader = RelationReader(schema, document.concept)
                    assertions, _ = reader.read(document.annotated, document.groundings)
                said = proposals(document, heads(document.marked.work))
                for pair, taken in rows.items():
                    for one, other, features in pooled_features(document, pair, said, assertions):
                        taken.append((document.marked.work, features, types_of(document, one, other)))
            learned = {
                pair: learn_pairs(about, taken)
                for pair, taken in rows.items()
                if sum(bool(types) for _, _, types in taken) >= _PAIRS
            }
            if learned:
                chance, right = (np.concatenate([part[at] for _, *part in learned.values()]) for at in (0, 1))
                threshold = best_threshold(chance, right, wanted)
                for pair, (values, *_) in learned.items():
                    found[key(corpus, pair, rules=rules, own=own)] = values | {"threshold": threshold}
    return found


def types_of(document: ParsedDocument, one: str, other: str) -> frozenset[str]:
    """Return the types of relation that a document has between two concepts of marked identifiers."""
    ends = identifiers(one), identifiers(other)
    return frozenset(
        link.type
        for link in document.marked.links
        if (link.subject in ends[0] and link.object in ends[1])
        or (link.subject in ends[1] and link.object in ends[0])
    )


def learn_pairs(about: RelationCorpus, rows: Sequence[Row]) -> tuple[dict[str, Any], Floats, Bools]:
    """Return what pairs of two kinds teach, as JSON values without a threshold; for each pair how probably it
    is related at all, by what the other folds of publications teach; and whether it is.
    """
    labels = (NONE, *(kind for kind in about.relations if any(kind in types for _, _, types in rows)))
    allowed = np.array([[kind in types for kind in labels] for _, _, types in rows])
    allowed[:, 0] = ~allowed.any(axis=1)
    counts = Counter(name for _, features, _ in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    table = _table([features for _, features, _ in rows], names)
    works = sorted({work for work, _, _ in rows})
    fold = {work: at % _FOLDS for at, work in enumerate(works)}
    folds = np.array([fold[work] for work, _, _ in rows])
    chance = np.zeros(len(rows))
    for at in range(_FOLDS):
        weights, bias = fit(table[folds != at], allowed[folds != at], ridge=_RIDGE)
        chance[folds == at] = 1 - softmax(table[folds == at] @ weights + bias)[:, 0]
    weights, bias = fit(table, allowed, ridge=_RIDGE)
    values = {
        "labels": labels,
        "bias": [round(float(x), 4) for x in bias],
        "weights": {
            name: [round(float(x), 3) for x in row] for name, row in zip(names, weights, strict=True)
        },
    }
    return values, chance, ~allowed[:, 0]


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
