"""When an answer is right: the concept itself, or one that a lexicon says is the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.evaluate.identifiers import comparable, namespace
from kg.evaluate.systems import Answer
from kg.evaluate.variants import forms, gold_forms
from kg.evaluate.vocabulary import Vocabulary
from kg.lexicon import Lexicon
from kg.lexicon.term import Entry

_HUMAN = "ncbitaxon:9606"


def entries(lexicon: Lexicon) -> Iterator[tuple[str, Entry]]:
    """Yield every concept of every pack with the name of the pack; the only place that goes through them."""
    for pack in lexicon.packs():
        for entry in pack.entries():
            yield pack.header.name, entry


class Truth:
    """Judges answers, by the equivalents that the packs of one lexicon give."""

    def __init__(self, lexicon: Lexicon, wanted: Collection[str]) -> None:
        """Look `wanted`, the concepts that may be right, up in all packs once."""
        self._lexicon = lexicon
        self._owners: dict[str, set[str]] = {}
        self._labels: dict[str, str] = {}
        self._human: set[str] = set()
        self._exact: dict[str, frozenset[str]] = {}
        self._ancestors: dict[str, frozenset[str]] = {}
        for _, entry in entries(lexicon):
            human = entry.taxon == _HUMAN or entry.curie.startswith("hgnc:")
            for name in (entry.curie, *entry.exact):
                curie = comparable(name)
                if curie in wanted:
                    self._owners.setdefault(curie, set()).add(comparable(entry.curie))
                    self._labels.setdefault(curie, entry.label)
                    if human:
                        self._human.add(curie)

    def is_right(self, answer: Answer, gold: Collection[str]) -> bool:
        """Tell whether an answer names one of `gold`, or a concept that is the same as one of them.

        Variants are compared by their change: `kg.evaluate.variants` says how.
        """
        if not answer.curie:
            return False
        curie = comparable(answer.curie)
        if curie.startswith("bkg:variant/") and forms(answer.label) & gold_forms(gold):
            return True
        return any(
            right == curie or curie in self._owners.get(right, ()) or right in self._same(answer.curie)
            for right in gold
        )

    def is_filed(self, answer: Answer, gold: Collection[str], vocabulary: Vocabulary | None = None) -> bool:
        """Tell whether an answer is right, or too fine for the vocabulary of `gold`, which files it there.

        That is so where the answer has no identifier in that vocabulary (the namespace of `gold`, of which
        `vocabulary` tells what annotators could choose), and the nearest of its superclasses that have one
        have one of `gold`.
        """
        if self.is_right(answer, gold):
            return True
        return bool(answer.curie) and any(
            self._filed(answer.curie, prefix, vocabulary) & set(gold)
            for prefix in {namespace(each) for each in gold}
        )

    def _filed(self, curie: str, prefix: str, vocabulary: Vocabulary | None) -> set[str]:
        """Return the identifiers of the nearest superclasses that have any; none for who has one itself."""

        def own(each: str) -> set[str]:
            return {
                same
                for same in {comparable(each), *self._same(each)}
                if namespace(same) == prefix and (vocabulary is None or vocabulary.has(same))
            }

        if own(curie):
            return set()
        seen, level = {curie}, {curie}
        while level:
            concepts = (self._lexicon.concept(each) for each in level)
            level = {parent for each in concepts if each is not None for parent in each.parents} - seen
            found = {identifier for each in level for identifier in own(each)}
            if found:
                return found
            seen |= level
        return set()

    def _same(self, curie: str) -> frozenset[str]:
        if curie not in self._exact:
            concept = self._lexicon.concept(curie)
            same = () if concept is None else concept.exact
            self._exact[curie] = frozenset(comparable(each) for each in same)
        return self._exact[curie]

    def is_known(self, gold: Collection[str]) -> bool:
        """Tell whether some pack has one of `gold`, by itself or as an equivalent.

        A variant that is given by its change needs no pack.
        """
        named = any(kind != "RS" for _, kind, _, _, _ in gold_forms(gold))
        return named or any(curie in self._owners for curie in gold)

    def is_named(self, words: str, gold: Collection[str]) -> bool:
        """Tell whether some pack has `words` as a name of one of `gold`, but for habits of spelling."""
        owners = self.owners(gold)
        return any(comparable(term.curie) in owners for term in self._lexicon.terms(words))

    def is_human(self, gold: Collection[str]) -> bool:
        """Tell whether one of these genes is a human one, as far as the packs tell."""
        return any(curie in self._human for curie in gold)

    def owners(self, gold: Collection[str]) -> frozenset[str]:
        """Return the concepts of ours that mean one of `gold`."""
        return frozenset().union(*(self._owners.get(curie, set()) for curie in gold))

    def relation(self, curie: str, others: Collection[str]) -> str:
        """Return "wider" where a concept is above one of `others`, "narrower" where it is below, else ""."""
        if any(curie in self._above(other) for other in others):
            return "wider"
        return "narrower" if self._above(curie) & set(others) else ""

    def _above(self, curie: str) -> frozenset[str]:
        if curie not in self._ancestors:
            self._ancestors[curie] = frozenset(self._lexicon.ancestors(curie))
        return self._ancestors[curie]

    def label_of(self, curie: str) -> str:
        """Return the label of one of our concepts, as `owners` spells it; empty for an unknown one."""
        concept = self._lexicon.concept(curie)
        return "" if concept is None else concept.label

    def label(self, curie: str) -> str:
        """Return a name of a concept that may be right; empty where no pack has it."""
        return self._labels.get(curie, "")
