"""Fits the weights of the ranker of concepts to mentions that people have grounded.

    python -m kg.training.ranker --corpora DIR --out pipelines/models/grounding

Each annotated mention of the training parts is a choice among the concepts that its name leads to and none of
them. The weights of a group of types maximise the likelihood of right choices with a ridge penalty
(conditional logit, by L-BFGS); any of several right concepts will do. Equal mentions of a document count by
the square root of their number, so that a word that a text repeats does not decide.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.evaluate.gold import GoldDocument
from kg.evaluate.identifiers import comparable
from kg.evaluate.truth import Truth
from kg.files import replace_file
from kg.grounding import Grounder
from kg.grounding.candidates import Found
from kg.grounding.context import context_of
from kg.grounding.features import group_of, nothing
from kg.grounding.ranker import WEIGHTS, Ranker
from kg.lexicon import Lexicon, key
from kg.model import EntityType
from kg.progress import progress_on
from kg.training.annotated import PACKS, Support, mark_of, read_training
from kg.training.usage import Counts

Floats = NDArray[np.float64]

_RIDGE = 1.0
_STEPS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A mention: the features of each concept and of none, which of them are right, how much it counts."""

    group: str
    options: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    count: float


def choices(
    document: GoldDocument,
    grounder: Grounder,
    lexicon: Lexicon,
    truth: Truth,
    support: Support,
    counts: Counts,
) -> Iterator[Choice]:
    """Yield the choices of a document, equal mentions once; a name that leads nowhere leaves none.

    A name of the packs ``annotated*`` stands as other documents support it, and is used as in these.
    """
    used = counts.without(mark_of(document))
    mentions = [each.mention for each in document.mentions]
    context = context_of(document.text, mentions, document.abbreviations, lexicon)
    times = Counter((m.mention.lookup, m.mention.type, m.gold) for m in document.mentions)
    seen = set()
    for each in document.mentions:
        mark = (each.mention.lookup, each.mention.type, each.gold)
        if mark in seen:
            continue
        seen.add(mark)
        right = {comparable(curie) for curie in truth.owners(each.gold)} | each.gold
        view = _seeing(support, each.mention.type, mark_of(document))
        weighed = grounder.weighed(each.mention, context, seen=view, used=used)
        if weighed:
            fits = [comparable(one.found.term.curie) in right for one in weighed]
            yield Choice(
                group=group_of(each.mention.type),
                options=(*(one.values for one in weighed), nothing(weighed, surface=each.mention.text)),
                right=(*fits, not any(fits)),
                count=math.sqrt(times[mark]),
            )


def _seeing(support: Support, kind: EntityType, without: str) -> Callable[[Found], Found | None]:
    """Return what gives a name of annotators the standing that it has without the document `without`."""

    def see(one: Found) -> Found | None:
        if one.term.source not in PACKS:
            return one
        found = support.concept((kind, key(one.term.name)), without=without)
        if found is None or found[0] != comparable(one.term.curie):
            return None
        return replace(one, term=replace(one.term, source=found[1]))

    return see


def fit(found: Sequence[Choice]) -> dict[str, float]:
    """Return the weights that make the right choices likeliest, by feature, to four decimals."""
    names = sorted({name for choice in found for values in choice.options for name in values})
    place = {name: at for at, name in enumerate(names)}
    rows, columns, data, starts = [], [], [], [0]
    for choice in found:
        for values in choice.options:
            for name, value in values.items():
                rows.append(starts[-1])
                columns.append(place[name])
                data.append(value)
            starts[-1] += 1
        starts.append(starts[-1])
    table = csr_matrix((data, (rows, columns)), shape=(starts[-1], len(names)))
    right = np.array([fits for choice in found for fits in choice.right])
    count = np.array([choice.count for choice in found])
    first = np.cumsum([0, *(len(choice.options) for choice in found)])[:-1]
    loss = _Loss(table, right, count, first)
    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return {name: round(float(weight), 4) for name, weight in zip(names, result.x, strict=True)}


class _Loss:
    """The penalised negative log likelihood of the right choices, and its gradient."""

    def __init__(self, table: Any, right: NDArray[np.bool_], count: Floats, first: NDArray[np.int64]) -> None:
        self._table, self._right, self._count, self._first = table, right, count, first
        self._sizes = np.diff([*first, len(right)])

    def __call__(self, weights: Floats) -> tuple[float, Floats]:
        sums = self._table @ weights
        highest = np.repeat(np.maximum.reduceat(sums, self._first), self._sizes)
        chances = np.exp(sums - highest)
        whole = np.add.reduceat(chances, self._first)
        fitting = np.add.reduceat(np.where(self._right, chances, 0.0), self._first)
        count = np.repeat(self._count, self._sizes)
        value = -float(np.sum(self._count * np.log(fitting / whole))) + _RIDGE / 2 * float(weights @ weights)
        given = np.where(self._right, chances / np.repeat(fitting, self._sizes), 0.0)
        slope = self._table.T @ (count * (chances / np.repeat(whole, self._sizes) - given))
        return value, slope + _RIDGE * weights


def train(
    folder: Path, lexicon: Lexicon, groups: Collection[str] = ()
) -> tuple[dict[str, dict[str, float]], dict[str, int]]:
    """Return the weights of each of `groups` (default: all), and how many choices each was fitted to.

    Raises:
        ConfigError, TrainingError: a corpus is missing or damaged.
    """
    documents = read_training(folder)
    truth = Truth(lexicon, {curie for d in documents for m in d.mentions for curie in m.gold})
    support, counts = Support(documents, truth), Counts(documents, truth)
    grounder = Grounder(lexicon, ranker=Ranker({}))
    by_group: dict[str, list[Choice]] = defaultdict(list)
    progress = progress_on(sys.stderr)
    progress.start(len(documents), "candidates")
    try:
        for document in documents:
            for choice in choices(document, grounder, lexicon, truth, support, counts):
                by_group[choice.group].append(choice)
            progress.advance(item=document.corpus)
    finally:
        progress.finish()
    chosen = sorted((group, found) for group, found in by_group.items() if not groups or group in groups)
    return {group: fit(found) for group, found in chosen}, {group: len(found) for group, found in chosen}


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of the ranker of candidates.")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="packs (default: those that come along)")
    parser.add_argument(
        "--group", nargs="+", default=[], metavar="NAME", help="fit these only, and keep the others"
    )
    args = parser.parse_args()
    weights, counts = train(args.corpora, Lexicon.load(args.packs), args.group)
    path = args.out / WEIGHTS
    path.parent.mkdir(parents=True, exist_ok=True)
    before = json.loads(path.read_text(encoding="utf-8")) if args.group and path.is_file() else {}
    about = {
        "choices": before.get("choices", {}) | counts,
        "command": "python -m kg.training.ranker",
        "weights": before.get("weights", {}) | weights,
    }
    replace_file(path, (json.dumps(about, indent=1, sort_keys=True) + "\n").encode())


if __name__ == "__main__":
    main()
