"""The training material of the recogniser: which sentences of which corpora, and in which batches."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.corpora import AnnotatedText, corpus_file, read_corpus
from kg.nlp.words.gazetteer import Gazetteer
from kg.training.schemes import Head, corpora_of
from kg.training.sentences import TaggedSentence, tag_row

#: Corpora that are measured; none of their development texts may be trained on under another name.
MEASURED = (
    "bc5cdr", "ncbi_disease", "jnlpba", "bionlp13cg", "craft", "medmentions", "biored", "bc2gm", "ebm_nlp",
)  # fmt: skip
#: Share of the sentences without any mention that is kept, where a corpus has many.
_EMPTY = {"bc2gm": 0.5, "bioid_cellline": 0.08, "linnaeus": 0.1, "seth": 0.4, "species800": 0.4}
#: A corpus most of whose texts another one has, with the same annotation.
_AGAIN = {"drugprot": "chemprot"}
_ONLY_DEV = "medmentions"
"""Its training part is not to be had: the first nine tenths of its development part stand for it."""
_WORDS_A_BATCH = 1400
_SENTENCES_A_BATCH = 64


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to train on, with the gazetteer's features of its words (bytes, 0 or 1)."""

    sentence: TaggedSentence
    hints: NDArray[np.uint8]


def part_rows(folder: Path, corpus: str, part: str) -> list[AnnotatedText]:
    """Return the rows of a part; of the corpus that has no training part, the share that stands for it.

    Raises:
        TrainingError: the part is missing or damaged.
    """
    if corpus != _ONLY_DEV or part not in ("train", "dev"):
        return list(read_corpus(folder, corpus, part))
    rows = list(read_corpus(folder, corpus, "dev"))
    edge = len(rows) * 9 // 10
    return rows[:edge] if part == "train" else rows[edge:]


def training_rows(
    folder: Path, heads: Sequence[Head], *, with_dev: bool = False
) -> Mapping[str, list[AnnotatedText]]:
    """Return the rows to train on by corpus.

    What is in the development part of a measured corpus is left out of every corpus. `with_dev` takes the
    development parts for training as well: for the weights that are shipped, after all choices are made.

    Raises:
        TrainingError: a corpus is missing or damaged.
    """
    held: set[str] = set()
    if not with_dev:
        for corpus in MEASURED:
            held |= {row.work for row in part_rows(folder, corpus, "dev")}
    found: dict[str, list[AnnotatedText]] = {}
    for corpus in corpora_of(tuple(heads)):
        rows = part_rows(folder, corpus, "train")
        if with_dev and corpus_file(folder, corpus, "dev").is_file():
            rows += part_rows(folder, corpus, "dev")
        found[corpus] = [row for row in rows if row.work not in held]
    for corpus, first in _AGAIN.items():
        known = {row.work for row in found.get(first, ())}
        found[corpus] = [row for row in found.get(corpus, ()) if row.work not in known]
    return found


def prepare(
    rows: Sequence[AnnotatedText], heads: Sequence[Head], gazetteer: Gazetteer, *, seed: int = 0
) -> list[Example]:
    """Return the sentences of `rows` with their features.

    Sentences without mentions are thinned out where a corpus has many.
    """
    draw = random.Random(seed)  # noqa: S311
    found = []
    for row in rows:
        sentences = list(tag_row(row, heads))
        sentences = [
            s
            for s in sentences
            if any(any(tags) for _, tags in s.tags) or draw.random() < _EMPTY.get(row.corpus, 1)
        ]
        if not sentences:
            continue
        features = gazetteer.features([s.forms for s in sentences]).astype(np.uint8)
        at = 0
        for sentence in sentences:
            found.append(Example(sentence, features[at : at + len(sentence.words)]))
            at += len(sentence.words)
    return found


def batches(examples: Mapping[str, Sequence[Example]], *, seed: int) -> Iterator[list[Example]]:
    """Yield batches of one corpus each, of sentences of like length, all corpora mixed, in random order."""
    draw = random.Random(seed)  # noqa: S311
    made: list[list[Example]] = []
    for corpus in sorted(examples):
        order = list(examples[corpus])
        draw.shuffle(order)
        order.sort(key=lambda e: len(e.sentence.words) // 6)
        group: list[Example] = []
        for example in order:
            widest = (
                max(len(example.sentence.words), *(len(e.sentence.words) for e in group), 1) if group else 0
            )
            if group and ((len(group) + 1) * widest > _WORDS_A_BATCH or len(group) == _SENTENCES_A_BATCH):
                made.append(group)
                group = []
            group.append(example)
        if group:
            made.append(group)
    draw.shuffle(made)
    yield from made


def targets(group: Sequence[Example]) -> dict[int, NDArray[np.int64]]:
    """Return for each head that the batch teaches the tags, (sentences, words), -100 for padding."""
    width = max(len(e.sentence.words) for e in group)
    found: dict[int, NDArray[np.int64]] = defaultdict(
        lambda: np.full((len(group), width), -100, dtype=np.int64)
    )
    for row, example in enumerate(group):
        for head, tags in example.sentence.tags:
            found[head][row, : len(tags)] = tags
    return dict(found)
