"""Counts how annotators use names of diseases and phenotypes.

    python -m kg.training.usage --corpora DIR --out pipelines/models/grounding/usage.tsv

A text of the training parts counts once for a name, by its key, and for each of our concepts that is an
annotated one: a name to which annotators give two headings ("haemorrhagic myocarditis") counts for both.
A short form counts as what the text says that it stands for. Only names and counts are kept.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.evaluate.gold import GoldDocument
from kg.evaluate.truth import Truth
from kg.files import replace_file
from kg.grounding.usage import COUNTED, Used, Uses, as_table
from kg.lexicon import Lexicon, key
from kg.model import EntityType
from kg.training.annotated import mark_of, read_training

_LONGEST = 60
_HEAD = (
    "# How annotators use names: type, key of the name, texts, texts of each concept.\n"
    "# source: the training parts of corpora (CARD.md names them); licence: facts, names and counts only\n"
    "# command: python -m kg.training.usage\n"
)

Named = tuple[EntityType, str]


class Counts:
    """The texts that use a name, and those that use it for a concept."""

    def __init__(self, documents: Iterable[GoldDocument], truth: Truth) -> None:
        """Count `documents`; `truth` tells which of our concepts the annotated ones are."""
        self._texts: dict[Named, set[str]] = defaultdict(set)
        self._uses: dict[Named, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._times: Counter[str] = Counter()
        self._times_in: Counter[tuple[str, str]] = Counter()
        for document in documents:
            mark, long_forms = mark_of(document), document.long_forms
            for each in document.mentions:
                name = long_forms.get(each.mention.text, each.mention.lookup)
                if each.mention.type in COUNTED and each.gold and len(name) <= _LONGEST:
                    named = each.mention.type, key(name)
                    self._texts[named].add(mark)
                    for curie in truth.owners(each.gold):
                        is_new = mark not in self._uses[named][curie]
                        self._uses[named][curie].add(mark)
                        self._times[curie] += is_new
                        self._times_in[curie, mark] += is_new

    def without(self, mark: str) -> Used:
        """Return the uses in other texts than the one with a mark."""
        return _Without(self, mark)

    def times(self, curie: str, *, without: str = "") -> int:
        """Return the other texts than `without` that use a name for a concept, added up over its names."""
        return self._times[curie] - self._times_in[curie, without]

    def of(self, name: str, kind: EntityType, *, without: str = "") -> Uses | None:
        """Return the uses of a name in other texts than `without`; None where there are none."""
        return self._uses_of((kind, key(name)), without)

    def all(self) -> Iterator[tuple[EntityType, str, Uses]]:
        """Yield type, key and uses of every name."""
        for kind, name in self._texts:
            uses = self._uses_of((kind, name), "")
            if name and uses is not None and uses.by_concept:
                yield kind, name, uses

    def _uses_of(self, named: Named, without: str) -> Uses | None:
        texts = self._texts.get(named, set()) - {without}
        if not texts:
            return None
        counts = {curie: len(found - {without}) for curie, found in self._uses.get(named, {}).items()}
        return Uses(texts=len(texts), by_concept={curie: n for curie, n in counts.items() if n})


class _Without:
    """The uses in other texts than one."""

    def __init__(self, counts: Counts, mark: str) -> None:
        self._counts, self._mark = counts, mark

    def of(self, name: str, kind: EntityType) -> Uses | None:
        return self._counts.of(name, kind, without=self._mark)

    def times(self, curie: str) -> int:
        return self._counts.times(curie, without=self._mark)


def main() -> None:
    """Count and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="packs (default: those that come along)")
    args = parser.parse_args()
    lexicon = Lexicon.load(args.packs)
    documents = read_training(args.corpora)
    truth = Truth(lexicon, {curie for d in documents for m in d.mentions for curie in m.gold})
    replace_file(args.out, (_HEAD + as_table(Counts(documents, truth).all())).encode())


if __name__ == "__main__":
    main()
