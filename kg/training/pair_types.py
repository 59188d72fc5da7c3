"""Fits what tells the types of related pairs of whole documents.

python -m kg.training.pair_types --corpora DIR --out pipelines/models/relations --work DIR
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from kg.evaluate.marked import RelationCorpus, relation_corpora
from kg.evaluate.pair_types import TYPES, head_name, shared_wordings, type_features, wordings_of
from kg.evaluate.parsed import ParsedDocument
from kg.pipeline.reader import DocumentReader
from kg.pipeline.settings import load_settings
from kg.relations.learned.features import KINDS
from kg.relations.learned.model import feature_ids
from kg.training.pooled_relations import types_of
from kg.training.relation_data import Example, HeadPlan
from kg.training.relations import FOLDS, Trained, fitted, fold_of, held_back, training_documents, write

_RIDGE = 15.0
_PAIRS = 20
"""Fewer related pairs are too few to learn from."""


def train_types(documents: Iterable[ParsedDocument], corpus: RelationCorpus) -> Iterator[Trained]:
    """Yield a head for each pair of kinds that has enough related pairs of several types.

    `documents` are those of a training part, with the marked mentions.
    """
    found: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for document in documents:
        for pair, example in _related(document, corpus):
            found[pair].append(example)
    for pair, rows in sorted(found.items()):
        labels = tuple(kind for kind in corpus.relations if any(kind in row.allowed for row in rows))
        if len(rows) >= _PAIRS and len(labels) > 1:
            name = head_name(corpus.name, pair)
            yield _learned(HeadPlan(name=name, pair=pair, labels=labels, teachers={}, ridge=_RIDGE), rows)


def _related(document: ParsedDocument, corpus: RelationCorpus) -> Iterator[tuple[tuple[str, str], Example]]:
    """Yield the related pairs of a document that share a sentence, by their kinds."""
    kinds = {
        document.name(g.concept): KINDS.get(document.concept(g.concept).type) for g in document.groundings
    }
    shared = shared_wordings(document, corpus.pairs)
    done = set()
    for one, other in shared:
        pair = kinds[one], kinds[other]
        types = types_of(document, one, other)
        if types and pair in corpus.pairs and frozenset((one, other)) not in done:
            done.add(frozenset((one, other)))
            yield (
                pair,
                Example(
                    head=head_name(corpus.name, pair),
                    corpus=corpus.name,
                    work=document.marked.work,
                    features=tuple(type_features(wordings_of(shared, one, other))),
                    allowed=types,
                ),
            )


def _learned(plan: HeadPlan, rows: list[Example]) -> Trained:
    allowed = np.array([[label in row.allowed for label in plan.labels] for row in rows])
    folds = np.array([fold_of(row.work) for row in rows])
    right = 0
    for fold in range(FOLDS):
        rest, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        head = fitted(plan, [rows[at] for at in rest], allowed[rest])
        right += sum(
            bool(allowed[at, head.probabilities(feature_ids(rows[at].features)).argmax()]) for at in held
        )
    return Trained(
        head=fitted(plan, rows, allowed),
        folds=(),
        works=frozenset(row.work for row in rows),
        reliability=(),
        scores={
            "pairs": len(rows),
            "right": round(right / len(rows), 4),
            "commonest": round(float(allowed.mean(axis=0).max()), 4),
        },
    )


def typed_corpora() -> list[RelationCorpus]:
    """Return the corpora that mark relations of several types by document."""
    return [about for about in relation_corpora().values() if about.by_document and len(about.relations) > 1]


def main() -> None:
    """Fit and write the heads."""
    parser = argparse.ArgumentParser(description="Train what tells types of relations of whole documents.")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of what was trained")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep parsed texts here, to use them again")
    args = parser.parse_args()
    reader = DocumentReader(load_settings(), learned=False)
    held = held_back(args.corpora)
    found = [
        each
        for corpus in typed_corpora()
        for each in train_types(
            training_documents(args.corpora, corpus.name, reader, held, work=args.work), corpus
        )
    ]
    (args.out / TYPES).mkdir(exist_ok=True)
    write(found, args.out / TYPES, command="python -m kg.training.pair_types")


if __name__ == "__main__":
    main()
