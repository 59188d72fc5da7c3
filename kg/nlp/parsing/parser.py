"""The parser as it is stored and run: tags and trees of sentences whose words have been read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from kg.errors import ModelError
from kg.nlp.parsing.forms import Forms
from kg.nlp.parsing.network import SyntaxNetwork
from kg.nlp.parsing.tokens import FLAGS
from kg.nlp.words.layers import Floats, read_arrays
from kg.nlp.words.stored import require

FILES = ARRAYS, NAMES = "arrays.npz", "names.json"
KINDS = ("tags", "labels", "norms", "treebanks")
"""What the file of names lists."""
ROOT, REST = "ROOT", "dep"
LONGEST = 300
"""Tokens; a longer sentence is parsed in parts, whose roots hang on that of the first."""


class ParsedToken(NamedTuple):
    """A token's tag, its head (a place in the sentence; its own for the root), and its label."""

    tag: str
    head: int
    label: str


def read_names(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of names of the parser in `folder`: its tags, labels, forms and treebanks.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        stated = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        return {kind: tuple(stated[kind]) for kind in KINDS}
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ModelError(f"{folder}: the parser is damaged: {error}") from error


class TreeParser:
    """Gives tokens tags and heads; the same states give the same tree, whatever came before."""

    def __init__(
        self, network: SyntaxNetwork, forms: Forms, *, tags: Sequence[str], labels: Sequence[str],
        treebanks: Sequence[str],
    ) -> None:  # fmt: skip
        self._network = network
        self._forms = forms
        self.tags, self.labels, self.treebanks = tuple(tags), tuple(labels), tuple(treebanks)

    @classmethod
    def load(cls, folder: Path, *, width: int) -> TreeParser:
        """Read a model from the files that training wrote, over words with states of `width` numbers.

        Raises:
            ModelError: a file is missing or damaged, or is of another network of words.
        """
        require(folder, FILES, "parser")
        names = read_names(folder)
        try:
            network = SyntaxNetwork(dict(read_arrays(folder / ARRAYS)), root=names["labels"].index(ROOT))
        except (ValueError, KeyError, TypeError, IndexError, OSError, EOFError, BadZipFile) as error:
            raise ModelError(f"{folder}: the parser is damaged: {error}") from error
        if network.counts != {kind: len(names[kind]) for kind in KINDS}:
            raise ModelError(f"{folder}: the parser is damaged: {NAMES} is of another one")
        if network.width_in != width + FLAGS:
            raise ModelError(f"{folder}: the parser was trained over another network of words")
        forms = Forms(names["norms"], network.endings)
        return cls(network, forms, tags=names["tags"], labels=names["labels"], treebanks=names["treebanks"])

    def parse(
        self, states: Floats, sentences: Sequence[Sequence[str]], *, treebank: str
    ) -> Iterator[list[ParsedToken]]:
        """Yield the tokens of each sentence; `sentences` are their forms, `states` those of all in order.

        Raises:
            ModelError: the parser has not learnt the habits of `treebank`.
        """
        if treebank not in self.treebanks:
            raise ModelError(f"the parser knows no treebank {treebank!r}, only {', '.join(self.treebanks)}")
        lengths = [len(each) for each in sentences]
        forms = np.array([self._forms.rows(form) for each in sentences for form in each], dtype=np.int64)
        parts = [min(LONGEST, length - first) for length in lengths for first in range(0, length, LONGEST)]
        read = self._network.read(states, forms, parts, treebank=self.treebanks.index(treebank))
        tags, heads, labels = read.tags.tolist(), read.heads.tolist(), read.labels.tolist()
        at = 0
        for length in lengths:
            tokens: list[ParsedToken] = []
            root: int | None = None
            for first in range(0, length, LONGEST):
                for own in range(min(LONGEST, length - first)):
                    head, label = first + heads[at + own], self.labels[labels[at + own]]
                    if heads[at + own] == own:
                        if root is None:
                            root = head
                        else:
                            head, label = root, REST
                    tokens.append(ParsedToken(self.tags[tags[at + own]], head, label))
                at += min(LONGEST, length - first)
            yield tokens
