"""Dictionaries: a name means its concept if it is written as a pack has it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import spacy
from spacy.matcher import PhraseMatcher

from kg.evaluate.peers.names import Name
from kg.evaluate.peers.system import Found


class Dictionary:
    """The names of the packs, letter by letter."""

    def __init__(self, names: Iterable[Name], *, lower: bool = False) -> None:
        """Hold `names`, without regard to case if `lower`."""
        self._lower = lower
        self._entries: dict[str, list[tuple[int, str, str, str]]] = {}
        for each in names:
            entry = (each.status.rank, each.curie, each.label, f"{each.status.value} name in {each.source}")
            self._entries.setdefault(self._form(each.name), []).append(entry)

    def _form(self, name: str) -> str:
        return name.lower() if self._lower else name

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def look_up(self, name: str) -> list[Found]:
        """Return the concepts of a name: labels before synonyms, then in the order of the packs."""
        best: dict[str, Found] = {}
        for _, curie, label, reason in sorted(self._entries.get(self._form(name), ()), key=lambda e: e[0]):
            best.setdefault(curie, Found(curie=curie, label=label, score=1.0, reason=reason))
        return list(best.values())

    def find(self, names: Sequence[str]) -> list[list[Found]]:
        """Return the concepts of each name."""
        return [self.look_up(name) for name in names]


class Matcher:
    """spaCy's `PhraseMatcher`, on which its `EntityRuler` stands, on lower-case words.

    The ruler itself keeps a `Doc` for each name, several gigabytes for a million, and finds the same.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        """Hold `names`; takes about a minute a million."""
        self._dictionary = Dictionary(names, lower=True)
        self._nlp = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        for name in self._dictionary:
            self._matcher.add(name, [self._nlp.make_doc(name)])

    def find(self, names: Sequence[str]) -> list[list[Found]]:
        """Return the concepts of the names that match the whole of each."""
        return [self._whole(name) for name in names]

    def _whole(self, name: str) -> list[Found]:
        doc = self._nlp.make_doc(name)
        whole = [match for match, start, end in self._matcher(doc) if (start, end) == (0, len(doc))]
        found = [each for match in whole for each in self._dictionary.look_up(self._nlp.vocab.strings[match])]
        return list({each.curie: each for each in found}.values())
