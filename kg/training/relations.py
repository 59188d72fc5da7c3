"""Trains the reader of relations that stands beside the rules.

    python -m kg.training.relations --corpora DIR --out pipelines/models/relations --work DIR
    python -m kg.training.relations --corpora DIR --out pipelines/models/relations --work DIR --documents

For each head of ``heads.toml`` a multinomial logistic regression is fitted to the pairs of marked mentions
in the training parts of its corpora; publications that any development part has are left out. Five folds by
publication calibrate the probabilities and set from which probability on the graph believes a claim: where at
least 85 of 100 pairs of other publications were right. For the evaluation alone, pairs of whole documents
are judged by what the heads say of publications new to them, with the marked mentions and with ours;
``--documents`` fits these judges alone, to the heads as they are; only those that whole documents taught are
fitted in folds again.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from kg.evaluate.corpora import corpus_file
from kg.evaluate.crosswalk import LEARNED, Crosswalk, learn
from kg.evaluate.marked import read_marked, relation_corpora
from kg.evaluate.parsed import Mentions, ParsedDocument, Parser, read_parsed
from kg.evaluate.pooled import POOLED
from kg.files import replace_file
from kg.pipeline.reader import DocumentReader
from kg.pipeline.settings import load_settings
from kg.progress import progress_on
from kg.relations.learned.model import (
    ABOUT,
    ARRAYS,
    ClaimRule,
    Floats,
    Head,
    feature_ids,
    load_heads,
    pack,
    softmax,
)
from kg.training.logistic import Bools, best_threshold, fit, temperature
from kg.training.pooled_relations import train_pooled
from kg.training.relation_data import Example, HeadPlan, examples, read_plans

FOLDS = 5
PRECISION = 0.85
_WORKS = 3
"""A feature counts that at least so many publications have."""
_FOUND = 25
"""So many pairs must be found for a threshold to be believed."""
_BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_SMALL = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A head, the same fitted to all folds but one, and how right its probabilities are on that one.

    `reliability` has for each tenth of probability how many labels were given it, what they were given on the
    average, and which share was right. `works` are the publications that it was fitted to.
    """

    head: Head
    folds: tuple[Head, ...]
    works: frozenset[str]
    reliability: tuple[tuple[int, float, float], ...]
    scores: dict[str, float]

    def unseen(self, work: str) -> Head:
        """Return the head as fitted without a publication."""
        return self.folds[fold_of(work)] if work in self.works else self.head


def fold_of(work: str) -> int:
    """Return the fold of a publication: the same on every machine."""
    return zlib.crc32(work.encode()) % FOLDS


def train_head(plan: HeadPlan, found: Sequence[Example]) -> Trained:
    """Return what `found` teaches; the examples are those of one head."""
    allowed = np.array([[label in e.allowed for label in plan.labels] for e in found])
    folds = np.array([fold_of(e.work) for e in found])
    sums = np.zeros(allowed.shape)
    parts = []
    for fold in range(FOLDS):
        rest = [e for e, where in zip(found, folds, strict=True) if where != fold]
        head = fitted(plan, rest, allowed[folds != fold])
        parts.append(head)
        for at in np.flatnonzero(folds == fold):
            sums[at] = np.log(head.probabilities(feature_ids(found[at].features)))
    heat = temperature(sums, allowed)
    chances = softmax(sums / heat)
    best, scores = balance(chances, allowed)
    about: dict[str, Any] = {
        "temperature": round(heat, 4),
        "balance": best,
        "claims": tuple(_claims(plan, chances, allowed)),
        "about": plan.about,
    }
    whole = fitted(plan, found, allowed)
    return Trained(
        head=replace(whole, **about),
        folds=tuple(replace(head, **about) for head in parts),
        works=frozenset(e.work for e in found),
        reliability=tuple(_reliability(chances, allowed)),
        scores=scores,
    )


def fitted(plan: HeadPlan, found: Sequence[Example], allowed: Bools) -> Head:
    """Return a head fitted to examples, without what next to nothing weighs."""
    works: dict[str, set[str]] = defaultdict(set)
    for example in found:
        for name in example.features:
            works[name].add(example.work)
    names = sorted(name for name, which in works.items() if len(which) >= _WORKS)
    column = {name: at for at, name in enumerate(names)}
    rows = [[column[name] for name in e.features if name in column] for e in found]
    starts = np.cumsum([0, *map(len, rows)])
    places = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    table = csr_matrix((np.ones(len(places)), places, starts), shape=(len(found), len(names)))
    weights, bias = fit(table, allowed, ridge=plan.ridge)
    heavy = np.abs(weights).max(axis=1) >= _SMALL
    ids = feature_ids(names)[heavy]
    order = np.unique(ids, return_index=True)[1]
    small, scale = pack(weights[heavy][order])
    return Head(
        name=plan.name,
        pair=plan.pair,
        labels=plan.labels,
        features=ids[order],
        weights=small * np.array(scale),
        bias=bias,
    )


def balance(chances: Floats, allowed: Bools) -> tuple[float, dict[str, float]]:
    """Return the threshold with the best F1 of labels, and that F1 with its precision and recall."""
    chance, right, known = _first(chances, allowed)
    chance = np.where(known, chance, 0.0)
    wanted = int((~allowed[:, 0]).sum())
    threshold = best_threshold(chance, right, wanted)
    taken = chance >= threshold
    hits, count = int(right[taken].sum()), int(taken.sum())
    return threshold, {
        "f1": round(2 * hits / (count + wanted), 4),
        "precision": round(hits / max(count, 1), 4),
        "recall": round(hits / wanted, 4),
    }


def _first(chances: Floats, allowed: Bools) -> tuple[Floats, Bools, Bools]:
    """Return for each example the probability of its likeliest relation, whether that is right, and whether
    that is known: a corpus says nothing of labels that it does not teach.
    """
    best = chances[:, 1:].argmax(axis=1) + 1
    rows = np.arange(len(chances))
    possible = allowed[rows, best]
    return chances[rows, best], possible & ~allowed[:, 0], ~(possible & allowed[:, 0])


def _claims(plan: HeadPlan, chances: Floats, allowed: Bools) -> Iterator[ClaimRule]:
    """Yield the claims that are right often enough from some probability on."""
    for predicate, labels in plan.claims:
        columns = [plan.labels.index(label) for label in labels]
        possible = allowed[:, columns].any(axis=1)
        known = ~(possible & allowed[:, 0])
        chance, right = chances[known][:, columns].sum(axis=1), possible[known]
        order = np.argsort(-chance, kind="stable")
        share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
        good = np.flatnonzero((share >= PRECISION) & (np.arange(len(order)) >= _FOUND - 1))
        if len(good):
            yield ClaimRule(
                predicate=predicate,
                labels=labels,
                threshold=max(plan.least, round(float(chance[order][good[-1]]) + 5e-5, 4)),
            )


def _reliability(chances: Floats, allowed: Bools) -> Iterator[tuple[int, float, float]]:
    chance, right, known = _first(chances, allowed)
    chance, right = chance[known], right[known]
    for low, high in pairwise(_BINS):
        inside = (chance >= low) & ((chance < high) | (high == 1.0))
        count = int(inside.sum())
        if count:
            yield count, round(float(chance[inside].mean()), 3), round(float(right[inside].mean()), 3)


def read_examples(
    folder: Path, parser: Parser, plans: Iterable[HeadPlan], *, work: Path | None, in_order: bool = False
) -> dict[str, list[Example]]:
    """Return the examples of each head from the training parts, without publications of development parts;
    with their words `in_order` where that is asked for.

    A publication that several corpora of a head have is learned from the first of them alone.

    Raises:
        TrainingError: a corpus is missing or damaged.
    """
    plans = list(plans)
    taught = list(dict.fromkeys(corpus for plan in plans for corpus in plan.teachers))
    held = held_back(folder)
    found: dict[str, list[Example]] = defaultdict(list)
    seen: dict[str, set[str]] = defaultdict(set)
    progress = progress_on(sys.stderr)
    progress.start(len(taught), "corpora")
    try:
        for corpus in taught:
            rows = [
                example
                for document in training_documents(folder, corpus, parser, held, work=work)
                for example in examples(document, plans, in_order=in_order)
                if example.work not in seen[example.head]
            ]
            for example in rows:
                found[example.head].append(example)
            for example in rows:
                seen[example.head].add(example.work)
            progress.advance(item=corpus)
    finally:
        progress.finish()
    return found


def of_documents(plans: Mapping[str, HeadPlan]) -> dict[str, HeadPlan]:
    """Return the heads that some corpus with relations of whole documents teaches."""
    corpora = relation_corpora()
    return {
        name: plan
        for name, plan in plans.items()
        if any(corpora[corpus].by_document for corpus in plan.teachers)
    }


def held_back(folder: Path) -> frozenset[str]:
    """Return the publications that the development parts have."""
    return frozenset(
        document.work
        for corpus in relation_corpora()
        if corpus_file(folder, corpus, "dev").is_file()
        for document in read_marked(folder, corpus, "dev")
    )


def training_documents(
    folder: Path,
    corpus: str,
    parser: Parser,
    held: Iterable[str],
    *,
    mentions: Mentions = Mentions.MARKED,
    work: Path | None,
) -> list[ParsedDocument]:
    """Return the documents of a training part that are not held back."""
    held = frozenset(held)
    found = read_parsed(folder, corpus, "train", parser, mentions=mentions, work=work)
    return [document for document in found if document.marked.work not in held]


def write_pooled(
    trained: Sequence[Trained],
    folder: Path,
    out: Path,
    reader: DocumentReader,
    held: Iterable[str],
    *,
    work: Path | None,
) -> None:
    """Fit and write what judges pairs of whole documents, on what heads say of publications new to them, and
    what corpora call concepts of ours.
    """
    documents = {
        (corpus, mentions is Mentions.OURS): training_documents(
            folder, corpus, reader, held, mentions=mentions, work=work
        )
        for corpus, about in relation_corpora().items()
        if about.by_document and corpus_file(folder, corpus, "train").is_file()
        for mentions in (Mentions.MARKED, Mentions.OURS)
    }
    walk = Crosswalk(reader.lexicon, [each for group in documents.values() for each in group])
    walk.teach(learn([each for (_, own), group in documents.items() if own for each in group], walk))
    replace_file(out / LEARNED, (json.dumps(walk.learned, indent=0) + "\n").encode())
    named = {key: [walk.name(each) for each in group] for key, group in documents.items()}
    found = train_pooled(named, lambda publication: [each.unseen(publication) for each in trained])
    replace_file(out / POOLED, (json.dumps(found, separators=(",", ":")) + "\n").encode())


def write(trained: Iterable[Trained], out: Path, *, command: str = "python -m kg.training.relations") -> None:
    """Write the heads into a folder, as `kg.relations.learned.model.load_heads` reads them."""
    arrays: dict[str, Any] = {}
    about: dict[str, Any] = {}
    for each in trained:
        head = each.head
        small, scale = pack(head.weights)
        arrays |= {f"{head.name} features": head.features, f"{head.name} weights": small}
        about[head.name] = {
            "pair": head.pair,
            "labels": head.labels,
            "publications": len(each.works),
            "temperature": head.temperature,
            "balance": head.balance,
            "folds": each.scores,
            "claims": [
                {"predicate": c.predicate, "labels": c.labels, "threshold": c.threshold} for c in head.claims
            ],
            "about": head.about,
            "reliability": each.reliability,
            "bias": [round(float(x), 5) for x in head.bias],
            "scale": scale,
        }
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    replace_file(out / ARRAYS, stream.getvalue())
    text = json.dumps({"command": command, "heads": about}, indent=1)
    replace_file(out / ABOUT, (text + "\n").encode())


def train(
    folder: Path, out: Path, *, work: Path | None = None, documents_only: bool = False
) -> list[Trained]:
    """Train all heads of ``heads.toml`` in `out` and write them there, or what judges whole documents alone.

    Raises:
        ConfigError: only documents are to be judged, and `out` has no heads.
    """
    plans = read_plans(out)
    kept: list[Head] = []
    if documents_only:
        plans = of_documents(plans)
        kept = [head for head in load_heads(out) if head.name not in plans]
    parser = DocumentReader(load_settings(), learned=False)
    found = read_examples(folder, parser, plans.values(), work=work)
    trained = [train_head(plan, found[name]) for name, plan in plans.items() if found[name]]
    if not documents_only:
        write(trained, out)
    trained += [Trained(head=head, folds=(), works=frozenset(), reliability=(), scores={}) for head in kept]
    write_pooled(trained, folder, out, parser, held_back(folder), work=work)
    return trained


def main() -> None:
    """Fit and write the heads."""
    parser = argparse.ArgumentParser(description="Train the reader of relations.")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder that has heads.toml")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep parsed texts here, to use them again")
    parser.add_argument("--documents", action="store_true", help="fit only what judges whole documents")
    args = parser.parse_args()
    train(args.corpora, args.out, work=args.work, documents_only=args.documents)


if __name__ == "__main__":
    main()
