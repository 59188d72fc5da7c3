"""The training material of the parser: which tags and labels it learns, and sentences as it will see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.parsing.forms import Forms
from kg.nlp.parsing.parser import REST, ROOT
from kg.nlp.parsing.tokens import Cover, cover
from kg.nlp.words.gazetteer import Gazetteer
from kg.nlp.words.spelling import find_words, spell
from kg.training.conllu import Tree
from kg.training.entity_data import Example
from kg.training.sentences import TaggedSentence
from kg.training.treebanks import TREEBANKS

ENDINGS = 2000
"""Rows that endings share."""
UNKNOWN = -100
"""Stands for a tag that is not learnt."""


@dataclass(frozen=True, slots=True)
class Names:
    """The tags, labels and forms that are told apart; a rare label is learnt as "dep"."""

    tags: tuple[str, ...]
    labels: tuple[str, ...]
    norms: tuple[str, ...]
    """Forms in lower case, digits as 0, that have a row of their own."""

    @classmethod
    def of(cls, trees: Iterable[Tree], *, least: int = 20, least_form: int = 3) -> Names:
        """Return the names that stand in `trees`.

        Labels are taken that do so at least `least` times, forms that do so at least `least_form` times.
        """
        tags: Counter[str] = Counter()
        labels: Counter[str] = Counter()
        norms: Counter[str] = Counter()
        for tree in trees:
            tags.update(word.tag for word in tree.words)
            labels.update(word.label for word in tree.words)
            norms.update(spell(word.form).norm for word in tree.words)
        kept = {label for label, count in labels.items() if count >= least} | {ROOT, REST}
        forms = (norm for norm, count in norms.items() if count >= least_form)
        return cls(tuple(sorted(tags)), tuple(sorted(kept)), tuple(sorted(forms)))


@dataclass(frozen=True, slots=True)
class TreeExample(Example):
    """A sentence of a treebank: the network's words, which of them each token touches, and its tree.

    `forms` are rows of the tables of forms and endings.

    `tags` and `labels` are places in the `Names`, `heads` tokens of the sentence, a root its own;
    `treebank` is a place in `kg.training.treebanks.TREEBANKS`.
    """

    cover: Cover
    forms: tuple[tuple[int, int], ...]
    tags: NDArray[np.int64]
    heads: NDArray[np.int64]
    labels: NDArray[np.int64]
    treebank: int


def written(tree: Tree) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a sentence, and start and end of its words in it."""
    text, places = "", []
    for word in tree.words:
        places.append((len(text), len(text) + len(word.form)))
        text += word.form + " " * word.space
    return text, places


def tree_examples(
    trees: Sequence[Tree], treebank: str, names: Names, gazetteer: Gazetteer
) -> list[TreeExample]:
    """Return an example for each tree, each read for itself, as the parser is given sentences."""
    tags = {tag: i for i, tag in enumerate(names.tags)}
    labels = {label: i for i, label in enumerate(names.labels)}
    forms = Forms(names.norms, ENDINGS)
    found = []
    for number, tree in enumerate(trees):
        text, tokens = written(tree)
        words = find_words(text)
        sentence = TaggedSentence(corpus=treebank, row=str(number), text=text, words=tuple(words), tags=())
        found.append(
            TreeExample(
                sentence,
                gazetteer.features([sentence.forms]).astype(np.uint8),
                cover(words, tokens),
                tuple(forms.rows(word.form) for word in tree.words),
                np.array([tags.get(w.tag, UNKNOWN) for w in tree.words]),
                np.array([w.head for w in tree.words]),
                np.array([labels.get(w.label, labels[REST]) for w in tree.words]),
                TREEBANKS.index(treebank),
            )
        )
    return found
