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
_PAIRS = 40
"""So many related pairs are too few to learn from."""

Row = tuple[str, dict[str, float], frozenset[str]]


def train_pooled(
    documents: Mapping[tuple[str, bool], Sequence[ParsedDocument]], heads: Callable[[str], Sequence[Head]]
) -> dict[str, dict[str, Any]]:
    """Return by name what was learned, as JSON values; `heads` gives those without a publication.

    `documents` has those of a corpus with the marked mentions (False) and with ours (True).
    """
    schema = load_schema()
    found = {}
    for (corpus, own), group in documents.items():
        about = relation_corpora()[corpus]
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
            for pair, taken in rows.items():
                if sum(bool(types) for _, _, types in taken) >= _PAIRS:
                    found[key(corpus, pair, rules=rules, own=own)] = _learned(about, taken)
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


def _learned(about: RelationCorpus, rows: Sequence[Row]) -> dict[str, Any]:
    labels = (NONE, *(kind for kind in about.relations if any(kind in types for _, _, types in rows)))
    allowed = np.array([[kind in types for kind in labels] for _, _, types in rows])
    allowed[:, 0] = ~allowed.any(axis=1)
    counts = Counter(name for _, features, _ in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    table = _table([features for _, features, _ in rows], names)
    works = sorted({work for work, _, _ in rows})
    fold = {work: at % _FOLDS for at, work in enumerate(works)}
    folds = np.array([fold[work] for work, _, _ in rows])
    chances = np.zeros(allowed.shape)
    for at in range(_FOLDS):
        weights, bias = fit(table[folds != at], allowed[folds != at], ridge=_RIDGE)
        chances[folds == at] = softmax(table[folds == at] @ weights + bias)
    weights, bias = fit(table, allowed, ridge=_RIDGE)
    return {
        "labels": labels,
        "threshold": _best_threshold(chances, allowed),
        "bias": [round(float(x), 4) for x in bias],
        "weights": {
            name: [round(float(x), 3) for x in row] for name, row in zip(names, weights, strict=True)
        },
    }


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


def _best_threshold(chances: Floats, allowed: Bools) -> float:
    """Return from which probability on the likeliest relation is to be believed for the best F1."""
    best = chances[:, 1:].argmax(axis=1) + 1
    chance, right = chances[np.arange(len(best)), best], allowed[np.arange(len(best)), best]
    return best_threshold(chance, right, int(allowed[:, 1:].sum()))
