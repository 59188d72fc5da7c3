"""Fits what reads relations of substances and genes from the words of a sentence in order.

    python -m kg.training.sequences --corpora DIR --out pipelines/models/relations --work DIR

For the evaluation alone, beside the head of its name. Five folds by publication choose how much it has to
say; the networks of the folds are kept, and speak together of a text that is new to all of them.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import TrainingError
from kg.evaluate.corpora import corpus_file, read_corpus
from kg.evaluate.sequence import (
    COLUMNS,
    PAD,
    PLACES,
    SEQUENCE,
    UNKNOWN,
    Network,
    Table,
    encode,
    stem,
    together,
)
from kg.files import replace_file
from kg.pipeline.reader import DocumentReader
from kg.pipeline.settings import load_settings
from kg.relations.learned.model import Floats, feature_ids, pack, softmax
from kg.training.convolution import Shape, fit_network
from kg.training.logistic import Bools, temperature
from kg.training.relation_data import Example, read_plans
from kg.training.relations import FOLDS, balance, fold_of, held_back, read_examples, train_head
from kg.training.word_vectors import word_vectors

HEAD = "drug-gene"
_WORKS = 2
"""A word counts that at least so many publications have."""
_SHARES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
Names = tuple[Mapping[str, int], ...]


def names_of(found: Iterable[Example]) -> Names:
    """Return the rows of the tables: what at least two publications have."""
    works: list[dict[str, set[str]]] = [defaultdict(set) for _ in COLUMNS]
    for example in found:
        for step in example.steps:
            for table, name in zip(works, step, strict=True):
                table[name].add(example.work)
            if step[0].isalpha():
                works[0][stem(step[0])].add(example.work)
    *tables, _ = (
        {
            name: at
            for at, name in enumerate(
                [PAD, UNKNOWN, *sorted(n for n, which in table.items() if n != PAD and len(which) >= _WORKS)]
            )
        }
        for table in works
    )
    places = [PAD, *map(str, range(PLACES)), UNKNOWN]
    return (*tables, {name: at for at, name in enumerate(places)})


def training_texts(folder: Path, held: Iterable[str]) -> Iterator[str]:
    """Yield each text of the training parts of all corpora once, without publications that are held back."""
    seen, held = set(), frozenset(held)
    for file in sorted(folder.iterdir()):
        if not corpus_file(folder, file.name, "train").is_file():
            continue
        try:
            for row in read_corpus(folder, file.name, "train"):
                if row.work not in held and row.text not in seen:
                    seen.add(row.text)
                    yield row.text
        except TrainingError:
            continue


def start_vectors(texts: Iterable[str], names: Mapping[str, int], width: int) -> Table:
    """Return for each word the vector that networks begin with, for a stem the mean of its words; by chance
    where texts tell nothing.
    """
    found = word_vectors(texts, names, width)
    of_stem: dict[int, list[int]] = defaultdict(list)
    for name, at in names.items():
        if name.isalpha() and stem(name) in names and found[at].any():
            of_stem[names[stem(name)]].append(at)
    for at, words in of_stem.items():
        found[at] = found[words].mean(axis=0)
    unknown = ~found.any(axis=1)
    found[unknown] = np.random.default_rng(0).standard_normal((int(unknown.sum()), width)) * 0.1
    return found


def train(folder: Path, out: Path, *, work: Path | None = None, shape: Shape | None = None) -> dict[str, Any]:
    """Train the networks, write them into `out`, and return what the folds say of them.

    Raises:
        TrainingError: a corpus is missing or damaged.
    """
    shape = shape or Shape()
    plan = read_plans(out)[HEAD]
    parser = DocumentReader(load_settings(), learned=False)
    found = read_examples(folder, parser, [plan], work=work, in_order=True)[HEAD]
    allowed = np.array([[label in e.allowed for label in plan.labels] for e in found])
    folds = np.array([fold_of(e.work) for e in found])
    head = train_head(plan, found)
    heads = np.array([head.unseen(e.work).probabilities(feature_ids(e.features)) for e in found])
    names = names_of(found)
    rows = [encode(names, e.steps) for e in found]
    words = start_vectors(training_texts(folder, held_back(folder)), names[0], shape.widths[0])

    sums = np.zeros(allowed.shape)
    networks = []
    for fold in range(FOLDS):
        rest = np.flatnonzero(folds != fold)
        taken = [rows[i] for i in rest]
        network = fit_network(taken, allowed[rest], names, words, shape=shape, seed=fold)
        networks.append(network)
        for at in np.flatnonzero(folds == fold):
            sums[at] = network.sums(rows[at])
    about = weighed(sums, heads, allowed)
    about |= {"labels": plan.labels, "publications": len({e.work for e in found})}
    write_networks(networks, about, out)
    return about


def weighed(sums: Floats, heads: Floats, allowed: Bools) -> dict[str, Any]:
    """Return how much networks have to say beside the head: `sums` are theirs of publications new to them,
    `heads` its probabilities of such. By share of the say also how good both together are.
    """
    heat = temperature(sums, allowed)
    by_share = {share: balance(together(heads, softmax(sums / heat), share), allowed) for share in _SHARES}
    share = max(by_share, key=lambda each: by_share[each][1]["f1"])
    return {
        "command": "python -m kg.training.sequences",
        "head": HEAD,
        "temperature": round(heat, 4),
        "share": share,
        "balance": by_share[share][0],
        "folds": {str(each): scores for each, (_, scores) in by_share.items()},
    }


def write_networks(networks: Sequence[Network], about: Mapping[str, Any], out: Path) -> None:
    """Write networks as `kg.evaluate.sequence.load_sequence` reads them, a byte each value."""
    arrays: dict[str, Any] = {}
    scales = []
    for at, each in enumerate(networks):
        parts = [*each.vectors, each.filters, each.filter_bias, each.weights, each.bias]
        packed = [pack(part.reshape(-1, 1).astype(np.float64)) for part in parts]
        for number, (part, (small, _)) in enumerate(zip(parts, packed, strict=True)):
            arrays[f"{at} {number}"] = small.reshape(part.shape)
        scales.append([scale for _, (scale,) in packed])
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    replace_file(out / f"{SEQUENCE}.npz", stream.getvalue())
    values = {**about, "names": [list(each) for each in networks[0].names], "scales": scales}
    replace_file(out / f"{SEQUENCE}.json", (json.dumps(values, indent=0) + "\n").encode())


def main() -> None:
    """Fit and write the networks."""
    parser = argparse.ArgumentParser(description="Train what reads relations from words in order.")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder that has heads.toml")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep parsed texts here, to use them again")
    args = parser.parse_args()
    about = train(args.corpora, args.out, work=args.work)
    sys.stdout.write(json.dumps(about["folds"], indent=1) + "\n")


if __name__ == "__main__":
    main()
