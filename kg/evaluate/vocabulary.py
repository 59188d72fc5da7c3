"""The identifiers that the annotators of a corpus had to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.corpora import corpus_file
from kg.evaluate.gold import GoldDocument, read_documents
from kg.evaluate.identifiers import comparable, namespace

#: MeSH numbers its headings in the order in which it takes them in.
_HEADING = re.compile(r"mesh:D0*(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The namespaces that a corpus names concepts by, and the number of the youngest heading of MeSH in it.

    A younger heading was not there when the corpus was made: haemorrhagic cystitis has had one of its own
    since 2023.
    """

    namespaces: frozenset[str]
    youngest: int

    @classmethod
    def of(cls, documents: Iterable[GoldDocument]) -> Vocabulary:
        """Return what `documents`, the part of a corpus for training, show of it."""
        found = {curie for document in documents for each in document.mentions for curie in each.gold}
        numbers = [int(match[1]) for match in map(_HEADING.fullmatch, found) if match]
        return cls(namespaces=frozenset(map(namespace, found)), youngest=max(numbers, default=0))

    def has(self, curie: str) -> bool:
        """Tell whether annotators could choose an identifier.

        >>> old = Vocabulary(namespaces=frozenset(("mesh", "omim")), youngest=66126)
        >>> old.has("mesh:D003556"), old.has("mesh:D000096722"), old.has("mondo:0006032")
        (True, False, False)
        """
        heading = _HEADING.fullmatch(curie)
        return namespace(curie) in self.namespaces and (heading is None or int(heading[1]) <= self.youngest)

    def has_any(self, curies: Iterable[str]) -> bool:
        """Tell whether annotators could choose one of some identifiers of a concept."""
        return any(self.has(comparable(curie)) for curie in curies)


def read_vocabulary(folder: Path, corpus: str) -> Vocabulary | None:
    """Return the vocabulary of a corpus by its part for training; None where it has no such part.

    Raises:
        TrainingError: the part is damaged.
    """
    if not corpus_file(folder, corpus, "train").is_file():
        return None
    return Vocabulary.of(read_documents(folder, corpus, "train", abbreviations=False))
