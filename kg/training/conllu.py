"""Treebanks in CoNLL-U, packed with gzip: their sentences as typed words."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.nlp.dependencies import Node

_DOCUMENT = re.compile(r"# (?:newdoc id|pmid) = (.+)")
_DIGIT = re.compile(r"\d")


class Word(NamedTuple):
    """A word of a treebank: lemma, Penn Treebank tag, governor (its own index for the root) and label.

    `space` tells whether a space follows it.
    """

    form: str
    lemma: str
    tag: str
    head: int
    label: str
    space: bool = True

    @property
    def node(self) -> Node:
        """The word as a part of its tree only."""
        return Node(self.form, self.tag, self.head, self.label)


class Tree(NamedTuple):
    """A sentence with its syntax, and the document it stands in."""

    document: str
    words: tuple[Word, ...]


def read_conllu(path: Path) -> Iterator[Tree]:
    """Yield the sentences of the treebank file at `path`, in order."""
    document, words = "", list[Word]()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line and words:
                yield Tree(document, tuple(words))
                words = []
            elif match := _DOCUMENT.match(line):
                document = match[1]
            elif line and not line.startswith("#"):
                words.append(_word(line.split("\t"), len(words)))
    if words:
        yield Tree(document, tuple(words))


def _word(fields: list[str], index: int) -> Word:
    form, lemma, tag, head, label = fields[1], fields[2], fields[4], int(fields[6]) - 1, fields[7]
    space = "SpaceAfter=No" not in fields[9]
    return Word(form, repair_lemma(lemma, form), tag, index if head < 0 else head, label, space)


def repair_lemma(lemma: str, form: str) -> str:
    """Return a lemma with the digits of its form, where the treebank wrote 0 for each of them.

    >>> repair_lemma("d0mit00", "D6Mit13")
    'd6mit13'
    >>> repair_lemma("mouse", "mice")
    'mouse'
    """
    digits = _DIGIT.findall(form)
    if not digits or lemma.count("0") != len(digits) or len(_DIGIT.findall(lemma)) != len(digits):
        return lemma
    rest = iter(digits)
    return "".join(next(rest) if char == "0" else char for char in lemma)
