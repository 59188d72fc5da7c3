"""Training of the model for headings that lost their line (`kg.nlp.run_in`).

Examples are made of treebanks: each document as its paragraphs, where treebanks themselves have lost line
breaks, and once more with all its line breaks taken away, so that every heading is an example. Abstracts
without headings are examples of where nothing begins. The model is an averaged perceptron with a margin
(Freund and Schapire 1999; Collins 2002); features of fewer than `FEWEST` documents are left out, so that the
weights hold habits of writing and no documents.

Run as ``python -m kg.training.run_in craft.conllu.gz genia.conllu.gz --plain abstracts.jsonl.gz``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.nlp.run_in import Stretch, Weights, is_heading
from kg.nlp.sentences import split_sentences
from kg.training.sentence_scores import GoldDocument, GoldText, join_blocks, read_sources, read_treebank

Example = tuple[list[str], bool]

FEWEST = 3
"""Documents that a feature must occur in."""
_HEAD = """\
# Weights of the model for headings that stand before their text without a stop (kg/nlp/run_in.py).
# source: averaged perceptron over the training parts of CRAFT 5 (Verspoor et al. 2012, BMC Bioinformatics
#         13:207; CC BY 3.0) and GENIA (Tateisi et al. 2005; CC BY 3.0), with abstracts of BC5CDR, BioRED and
#         NCBI Disease as texts without such headings
# licence: CC BY 3.0; made by: python -m kg.training.run_in
# feature<TAB>weight; the sum of the weights decides
"""


def glue(document: GoldDocument) -> GoldText:
    """Return the document without its line breaks, a space in the place of each."""
    return join_blocks(document, between=" ")


def examples_of(gold: GoldText) -> Iterator[Example]:
    """Yield features and answer for each word of `gold` that a sentence may begin with behind no stop.

    >>> from kg.model import Span
    >>> text = "Results Mice were fed."
    >>> gold = GoldText(text=text, sentences=(Span(start=0, end=7), Span(start=8, end=22)))
    >>> [answer for _, answer in examples_of(gold)]
    [True]
    """
    starts = {span.start for span in gold.sentences}
    for span in split_sentences(gold.text, run_in=False):
        if is_heading(gold.text, span):
            continue
        stretch = Stretch(gold.text, span.start, span.end)
        begins = [0]
        for at in stretch.candidates():
            answer = stretch.start(at) in starts
            yield stretch.features(at, begins[-2:]), answer
            if answer:
                begins.append(at)


def keep_shared(documents: Sequence[Sequence[Example]], fewest: int = FEWEST) -> list[Example]:
    """Return the examples of all documents with those features only that `fewest` documents have."""
    seen = Counter(
        name for examples in documents for name in {name for features, _ in examples for name in features}
    )
    return [
        ([name for name in features if seen[name] >= fewest], answer)
        for examples in documents
        for features, answer in examples
    ]


def train(examples: Iterable[Example], *, rounds: int = 10, margin: float = 1.0, seed: int = 0) -> Weights:
    """Return the averaged weights after so many `rounds`; the same for the same examples and `seed`.

    >>> train([(["bias", "capital"], True), (["bias"], False)], rounds=2)["capital"] > 0
    True
    """
    rng = random.Random(seed)  # noqa: S311 - an order of examples, no secret
    weights: defaultdict[str, float] = defaultdict(float)
    totals: defaultdict[str, float] = defaultdict(float)
    order = list(examples)
    step = 1
    for _ in range(rounds):
        rng.shuffle(order)
        for features, answer in order:
            sign = 1.0 if answer else -1.0
            if sign * sum(weights.get(name, 0.0) for name in features) <= margin:
                for name in features:
                    weights[name] += sign
                    totals[name] += sign * step
            step += 1
    return {name: weights[name] - totals[name] / step for name in sorted(weights)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights learned from treebanks to standard output."""
    parser = argparse.ArgumentParser(description="Train the model for headings before their text.")
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument(
        "--plain", type=Path, nargs="*", default=[], help="abstracts without headings, JSON lines"
    )
    options = parser.parse_args(arguments)
    documents: list[list[Example]] = []
    for path in options.treebanks:
        for document in read_treebank(path):
            texts = [*document.blocks, glue(document)] if len(document.blocks) > 1 else document.blocks
            documents.append([example for text in texts for example in examples_of(text)])
    for path in options.plain:
        for text in read_sources(path).values():
            documents.append(list(examples_of(GoldText(text=text, sentences=()))))
    sys.stdout.write(_HEAD)
    for name, weight in train(keep_shared(documents)).items():
        if abs(weight) >= 0.05:
            sys.stdout.write(f"{name}\t{weight:.1f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
