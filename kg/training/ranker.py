"""Fits the weights of the ranker of candidates to mentions that people have grounded.

    python -m kg.training.ranker --corpora DIR --out pipelines/models/grounding

Each candidate of each annotated mention of the training parts is one case: right or wrong. The weights of a
group of types are those of a logistic regression with a ridge penalty, found by Newton's method; equal cases
of one document count by the square root of their number, so that a word that a text repeats does not decide.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.gold import GoldDocument
from kg.evaluate.identifiers import comparable
from kg.evaluate.truth import Truth
from kg.files import replace_file
from kg.grounding import Grounder
from kg.grounding.candidates import Found
from kg.grounding.context import context_of
from kg.grounding.features import group_of
from kg.grounding.ranker import WEIGHTS, Ranker
from kg.lexicon import Lexicon, key
from kg.progress import progress_on
from kg.training.annotated import PACK_NAME, Support, read_training

_RIDGE = 1.0
_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A candidate of a mention: its features, whether it is right, and how much it counts."""

    group: str
    values: dict[str, float]
    right: bool
    count: float


def cases(
    documents: Iterable[GoldDocument], grounder: Grounder, lexicon: Lexicon, truth: Truth, support: Support
) -> Iterator[Case]:
    """Yield the candidates of all annotated mentions, those of equal mentions of a document once.

    A name of the pack ``annotated`` is a candidate only where other documents support it.
    """
    for document in documents:
        long_forms: dict[str, str] = {}
        for abbreviation in document.abbreviations:
            long_forms.setdefault(abbreviation.short, abbreviation.long)
        mentions = [each.mention for each in document.mentions]
        context = context_of(document.text, mentions, long_forms, lexicon)
        times = Counter((m.mention.lookup, m.mention.type, m.gold) for m in document.mentions if m.gold)
        seen = set()
        for each in document.mentions:
            mark = (each.mention.lookup, each.mention.type, each.gold)
            if not each.gold or mark in seen:
                continue
            seen.add(mark)
            right = {comparable(c) for c in truth.owners(each.gold)} | each.gold
            use = each.mention.type, key(long_forms.get(each.mention.text, each.mention.lookup))
            allowed = support.concept(use, without=f"{document.corpus}/{document.name}")
            found, values = grounder.found(each.mention, context, accept=_accepting(allowed))
            for one, value in zip(found, values, strict=True):
                if one.term.is_trusted:
                    continue
                yield Case(
                    group=group_of(each.mention.type),
                    values=value,
                    right=comparable(one.term.curie) in right,
                    count=math.sqrt(times[mark]),
                )


def _accepting(allowed: str | None) -> Callable[[Found], bool]:
    """Return what refuses names of the annotators but those for one concept."""
    return lambda one: one.term.source != PACK_NAME or comparable(one.term.curie) == allowed


def fit(found: Sequence[Case]) -> dict[str, float]:
    """Return the weights of a ridge logistic regression over cases, by feature, to four decimals."""
    names = sorted({name for case in found for name in case.values})
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(found), len(names)))
    for row, case in enumerate(found):
        for name, value in case.values.items():
            table[row, place[name]] = value
    right = np.array([case.right for case in found], dtype=float)
    count = np.array([case.count for case in found])
    weights = _newton(table, right, count)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _newton(
    table: NDArray[np.float64], right: NDArray[np.float64], count: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], _RIDGE)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (count * (chance - right)) + penalty * weights
        curve = (table * (count * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def train(folder: Path, lexicon: Lexicon) -> tuple[dict[str, dict[str, float]], dict[str, int]]:
    """Return the weights of each group, and how many cases each was fitted to.

    Raises:
        ConfigError, TrainingError: a corpus is missing or damaged.
    """
    documents = read_training(folder)
    truth = Truth(lexicon, {curie for d in documents for m in d.mentions for curie in m.gold})
    support = Support(documents, truth)
    grounder = Grounder(lexicon, ranker=Ranker({}))
    by_group: dict[str, list[Case]] = defaultdict(list)
    progress = progress_on(sys.stderr)
    progress.start(len(documents), "candidates")
    try:
        for document in documents:
            for case in cases([document], grounder, lexicon, truth, support):
                by_group[case.group].append(case)
            progress.advance(item=document.corpus)
    finally:
        progress.finish()
    groups = sorted(by_group.items())
    return {group: fit(found) for group, found in groups}, {group: len(found) for group, found in groups}


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of the ranker of candidates.")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="packs (default: those that come along)")
    args = parser.parse_args()
    weights, counts = train(args.corpora, Lexicon.load(args.packs))
    args.out.mkdir(parents=True, exist_ok=True)
    about = {"cases": counts, "command": "python -m kg.training.ranker", "weights": weights}
    replace_file(args.out / WEIGHTS, (json.dumps(about, indent=1, sort_keys=True) + "\n").encode())


if __name__ == "__main__":
    main()
