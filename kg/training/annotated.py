"""Names that annotators of texts gave to concepts and that no source has: the packs ``annotated*``.

    python -m kg.training.annotated --corpora DIR --out ontologies/lexicons

A name is taken where at least two documents of the training parts use it, nearly all of them for one
concept, and where the packs do not lead to that concept by the name already. Names of diseases and phenotypes
that only one document has are in a pack of their own, ``annotated-once``. Only names are kept, none of the
texts. A heading of MeSH that has been replaced since then is in no source any more; where annotators used
it for names that lead to one concept, it is kept as an equivalent of that concept. The names are for mentions
that something else has found, and the ranker weighs them (`kg.training.ranker`, which asks `Support` what a
document would see that had not been counted).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from kg.evaluate.gold import GoldDocument, choose_corpora, read_documents
from kg.evaluate.identifiers import comparable
from kg.evaluate.truth import Truth
from kg.lexicon import Entry, Lexicon, Status, key
from kg.lexicon.identity import PREFERENCE
from kg.lexicon.keys import stem_key
from kg.lexicon.pack import Header, write_pack
from kg.model import EntityType

PACK_NAME = "annotated"
ONCE = "annotated-once"
PACKS = (PACK_NAME, ONCE)
#: Types whose names one document is enough for, so that a ranker may weigh them.
_ONCE_TYPES = (EntityType.DISEASE, EntityType.PHENOTYPE)
#: Corpora that people annotated by whole documents; the others annotate pairs, or programs helped.
CORPORA = (
    "bc5cdr", "ncbi_disease", "gnormplus", "nlm_gene", "biored", "hpo_gsc", "craft", "species800",
    "bioid_cellline", "tmvar3",
)  # fmt: skip
_LEAST = 2
_LEAST_SHORT = 3
_SHORT = 3
_SHARE = 0.75
_LONGEST = 40
#: Identifiers of the namespace that replaces some now and then.
_REPLACED = re.compile(r"mesh:[CD]\d+")
#: Letters by which a text is known.
_BEGINNING = 120
_WORD = re.compile(r"\w+")

Use = tuple[EntityType, str]


class Support:
    """How many documents use a name for a concept: documents by type, key of the name and concept."""

    def __init__(self, documents: Iterable[GoldDocument], truth: Truth) -> None:
        """Count `documents`; `truth` tells which of our concepts the annotated ones are."""
        self._uses: dict[Use, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._names: dict[Use, str] = {}
        for document in documents:
            short = {abbreviation.short for abbreviation in document.abbreviations}
            for each in document.mentions:
                name = each.mention.lookup
                if len(each.gold) != 1 or name in short or len(name) > _LONGEST:
                    continue
                use = each.mention.type, key(name)
                self._names.setdefault(use, " ".join(name.split()))
                owners = truth.owners(each.gold)
                if owners:
                    self._uses[use][_chosen(name, owners, truth)].add(mark_of(document))

    def concept(self, use: Use, *, without: str = "") -> tuple[str, str] | None:
        """Return the concept that documents use a name for, that of `without` not counted, and the pack that
        holds such names; None where they are too few or disagree.
        """
        counts = {curie: len(found - {without}) for curie, found in self._uses.get(use, {}).items()}
        total = sum(counts.values())
        if not total:
            return None
        best = max(sorted(counts), key=lambda curie: counts[curie])
        if counts[best] < _SHARE * total:
            return None
        if counts[best] >= (_LEAST_SHORT if len(use[1]) <= _SHORT else _LEAST):
            return best, PACK_NAME
        return (best, ONCE) if use[0] in _ONCE_TYPES and len(use[1]) > _SHORT else None

    def names(self, pack: str) -> Iterator[tuple[str, str]]:
        """Yield name and concept of each name that belongs into a pack, sorted."""
        for use in sorted(self._uses, key=lambda use: (use[1], use[0].value)):
            found = self.concept(use)
            if found is not None and found[1] == pack:
                yield self._names[use], found[0]


def mark_of(document: GoldDocument) -> str:
    """Return what tells a text from others, the same in every corpus that has it."""
    return stem_key(document.text[:_BEGINNING])


def _chosen(name: str, owners: Collection[str], truth: Truth) -> str:
    """Return the owner whose label has most words of the name, then one that is not below another, then the
    one of the preferred namespace.
    """
    words = set(_WORD.findall(name.lower()))

    def rank(curie: str) -> tuple[int, bool, int, str]:
        prefix = curie.partition(":")[0]
        shared = len(words & set(_WORD.findall(truth.label_of(curie).lower())))
        place = PREFERENCE.index(prefix) if prefix in PREFERENCE else len(PREFERENCE)
        is_below = truth.relation(curie, set(owners) - {curie}) == "narrower"
        return -shared, is_below, place, curie

    return min(owners, key=rank)


def replaced(documents: Iterable[GoldDocument], truth: Truth, lexicon: Lexicon) -> dict[str, set[str]]:
    """Return by concept the identifiers of the past that annotators used for its names.

    A name counts that is the label or an exact name of one concept of its type; nearly all documents that use
    an identifier for such names have to agree, each by the concept that it means most often.
    """
    uses: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        for each in document.mentions:
            if len(each.gold) != 1 or truth.is_known(each.gold):
                continue
            (past,) = each.gold
            name = document.long_forms.get(each.mention.text, each.mention.lookup)
            meant = {
                term.curie
                for term in lexicon.all_terms(name)
                if term.type is each.mention.type and term.status in (Status.LABEL, Status.EXACT)
            }
            if _REPLACED.fullmatch(past) and len(meant) == 1:
                uses[past, f"{document.corpus}/{document.name}"][meant.pop()] += 1
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for (past, _), concepts in uses.items():
        votes[past][max(sorted(concepts), key=lambda curie: concepts[curie])] += 1
    found: dict[str, set[str]] = defaultdict(set)
    for past, concepts in votes.items():
        best = max(sorted(concepts), key=lambda curie: concepts[curie])
        if concepts[best] >= _SHARE * concepts.total():
            found[best].add(past)
    return found


def entries(
    support: Support, lexicon: Lexicon, pack: str, past: Mapping[str, Iterable[str]] | None = None
) -> Iterator[Entry]:
    """Yield the concepts of a pack that have names which the packs of `lexicon` lack, with those names.

    `past` are identifiers to keep as equivalents, by the CURIE of the concept.
    """
    found: dict[str, set[str]] = {curie: set() for curie in past or ()}
    for name, curie in support.names(pack):
        if not any(comparable(term.curie) == curie for term in lexicon.all_terms(name)):
            found.setdefault(_spelled(curie), set()).add(name)
    for curie, names in sorted(found.items()):
        known = lexicon.concept(curie)
        if known is not None:
            rows = tuple((Status.RELATED, name) for name in sorted(names))
            yield Entry(
                curie=known.curie,
                type=known.type,
                names=((Status.LABEL, known.label), *rows),
                exact=tuple(sorted((past or {}).get(curie, ()))),
                taxon=lexicon.taxon(known.curie),
            )


def _spelled(curie: str) -> str:
    """Return a CURIE as the packs spell it."""
    return curie.replace("cellosaurus:", "cellosaurus:CVCL_") if curie.startswith("cellosaurus:") else curie


def read_training(folder: Path) -> list[GoldDocument]:
    """Return the documents of the training parts.

    Raises:
        ConfigError, TrainingError: a corpus is missing or damaged.
    """
    names, _ = choose_corpora(folder, CORPORA, "train")
    return [document for name in names for document in read_documents(folder, name, "train")]


def main() -> None:
    """Write the packs."""
    parser = argparse.ArgumentParser(description="Write the packs of names that annotators gave.")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="packs (default: those that come along)")
    args = parser.parse_args()
    lexicon = Lexicon.load(args.packs, without=PACKS)
    documents = read_training(args.corpora)
    truth = Truth(lexicon, {curie for d in documents for m in d.mentions for curie in m.gold})
    support = Support(documents, truth)
    past = replaced(documents, truth, lexicon)
    for pack in PACKS:
        header = Header(
            name=pack,
            source=f"names in the training parts of {', '.join(CORPORA)}",
            version="1",
            date="2026-11",
            licence="facts from public corpora; names only",
            command="python -m kg.training.annotated --corpora DIR --out DIR",
            searched=False,
        )
        write_pack(args.out, header, entries(support, lexicon, pack, past if pack == PACK_NAME else None))


if __name__ == "__main__":
    main()
