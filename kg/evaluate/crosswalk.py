"""What the makers of a corpus would have called a concept of ours.

They took identifiers from one vocabulary for each kind of thing (MeSH and OMIM, NCBI Gene); ours are of many.
A concept of ours is called there, by the first of these that says anything:

1. what training parts taught: how most of their publications call what we call so (`LEARNED`); a family of
   proteins goes there by one member, of whatever species the text is about;
2. the mappings of the packs, and an identifier of the past that a corpus has for it; where they lead to the
   second vocabulary of its kind alone, its label as in 3 as well;
3. its label: where just one other concept of its kind that is called so has an equivalent there;
4. for diseases and signs, the nearest broader concept that has one: so the guidelines of the corpora, and the
   rules of MeSH, tell indexers to do where the vocabulary has no heading.

What is marked in a document decides only two things: variants are compared by their change, and an identifier
that no pack knows (MeSH has since replaced many of its supplementary ones) stands for the concept that its
marked names name, besides what that is called today.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.evaluate.groups import group
from kg.evaluate.identifiers import comparable, curie_of, identifier_of, namespace
from kg.evaluate.parsed import JOINT, ParsedDocument, identifiers
from kg.evaluate.truth import entries
from kg.evaluate.variants import forms, gold_forms
from kg.grounding.species import HUMAN
from kg.lexicon import Lexicon
from kg.lexicon.term import Status
from kg.model import Concept, EntityType

LEARNED = "crosswalk.json"
#: The vocabularies of the corpora, by kind, the preferred first.
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "disease": ("mesh", "omim"),
    "drug": ("mesh",),
    "gene": ("ncbigene",),
}
_WIDENED = frozenset({"disease"})
_STEPS = 12
_FAR = 60
_WORKS = 2
_SHARE = 0.6
_TAUGHT = frozenset({"disease", "drug"})
#: The species besides people whose genes stand for families: mice and rats.
_RODENTS = ("ncbitaxon:10090", "ncbitaxon:10116")
_NAMES = frozenset({Status.LABEL, Status.EXACT, Status.CURATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What corpora call a concept: one CURIE or, where mappings leave it open, several; `via` says how
    that is known.
    """

    curies: tuple[str, ...]
    via: str


class Crosswalk:
    """Tells what corpora call concepts of ours, by the packs of one lexicon."""

    def __init__(
        self, lexicon: Lexicon, documents: Iterable[ParsedDocument], learned: Mapping[str, str] | None = None
    ) -> None:
        """Go through all packs once. `learned` has by CURIE of ours that of the corpora; `documents` are
        looked at for marked identifiers that no pack knows.
        """
        self._lexicon = lexicon
        self.learned = learned or {}
        self._same: dict[str, set[str]] = {}
        texts = _texts(documents)
        wanted = {prefix for prefixes in VOCABULARIES.values() for prefix in prefixes}
        for _, entry in entries(lexicon):
            names = {comparable(c) for c in (entry.curie, *entry.exact)}
            found = {c for c in names if namespace(c) in wanted}
            if found:
                self._same.setdefault(comparable(entry.curie), set()).update(found)
            for curie in names & texts.keys():
                del texts[curie]
        self._former = self._replaced(texts)
        self._ours: dict[str, set[str]] = {}
        for ours, found in self._same.items():
            for curie in found:
                self._ours.setdefault(curie, set()).add(ours)

    def _replaced(self, texts: Mapping[str, tuple[str, set[str]]]) -> dict[str, str]:
        """Return by CURIE of ours the identifier of the past that it goes by in a corpus."""
        found = {}
        for old, (kind, names) in sorted(texts.items()):
            meant = {
                term.curie
                for name in names
                for term in self._lexicon.terms(name)
                if group(term.type) == kind and term.status in _NAMES
            }
            if kind in VOCABULARIES and len(meant) == 1:
                found[meant.pop()] = old
        return found

    def teach(self, learned: Mapping[str, str]) -> None:
        """Add to what was learned."""
        self.learned = {**self.learned, **learned}

    def called(self, concept: Concept) -> Called | None:
        """Return what corpora call a concept; None where they have no name for it, as far as is known."""
        kind = group(concept.type)
        prefixes = VOCABULARIES.get(kind)
        if prefixes is None:
            return None
        if concept.curie in self.learned:
            return Called(curies=self._in_species(self.learned[concept.curie]), via="learned")
        found = self._equivalents(concept.curie, prefixes)
        if found and concept.grounded and namespace(found[0]) != prefixes[0]:
            # the preferred vocabulary may have it under a record that nothing maps to ours
            found = tuple(dict.fromkeys((*self._by_label(concept, kind, prefixes[:1]), *found)))
        if concept.curie in self._former:
            found = (*found, self._former[concept.curie])
        if found:
            return Called(curies=found, via="mapping")
        if not concept.grounded:
            return None
        found = self._by_label(concept, kind, prefixes)
        if found:
            return Called(curies=found, via="label")
        if kind in _WIDENED:
            for _, above in zip(range(_STEPS), self._lexicon.ancestors(concept.curie), strict=False):
                found = self._equivalents(above, prefixes)
                if found:
                    return Called(curies=found, via="broader")
        return None

    def _in_species(self, curie: str) -> tuple[str, ...]:
        """Return an identifier and, of a gene of people, those of the same gene in rodents."""
        if namespace(curie) not in VOCABULARIES["gene"]:
            return (curie,)
        others = [found for taxon in _RODENTS for found in self._of_species(curie, taxon)]
        return tuple(dict.fromkeys((curie, *others)))

    def of_people(self, curie: str) -> str:
        """Return the gene of people that descends from the same gene, where that is one; else the same."""
        found = self._of_species(curie, HUMAN)
        return found[0] if len(found) == 1 else curie

    def _of_species(self, curie: str, taxon: str) -> list[str]:
        return [
            same
            for ours in sorted(self._ours.get(curie, ()))
            for other in self._lexicon.orthologs(ours, taxon)
            for same in self._equivalents(other, VOCABULARIES["gene"])
        ]

    def _equivalents(self, curie: str, prefixes: Iterable[str]) -> tuple[str, ...]:
        same = self._same.get(comparable(curie), set())
        for prefix in prefixes:
            found = sorted(c for c in same if namespace(c) == prefix)
            if found:
                return tuple(found)
        return ()

    def _by_label(self, concept: Concept, kind: str, prefixes: Iterable[str]) -> tuple[str, ...]:
        found = {
            same
            for term in self._lexicon.terms(concept.label)
            if term.curie != concept.curie and group(term.type) == kind and term.status in _NAMES
            if (same := self._equivalents(term.curie, prefixes))
        }
        return found.pop() if len(found) == 1 else ()

    def name(self, document: ParsedDocument) -> ParsedDocument:
        """Return a document that knows what the corpus calls its concepts, and which of them are wider."""
        if not document.is_own:
            return replace(document, wider=self._wider(document.concepts))
        names = {}
        changes = _changes(document)
        for curie, concept in document.concepts.items():
            if group(concept.type) == "variant":
                meant = sorted(i for i, change in changes.items() if forms(concept.label) & change)
            else:
                called = self.called(concept)
                meant = [identifier_of(c) for c in called.curies] if called else []
            if meant:
                names[curie] = JOINT.join(meant)
            elif group(concept.type) == "variant":
                # One that the corpus knows or not: its words say what has changed.
                names[curie] = curie
        return replace(document, names=names, wider=self._wider(names.values()))

    def _wider(self, names: Iterable[str]) -> frozenset[tuple[str, str]]:
        """Return the pairs of names of which the second is of something wider."""
        curies = {name: {c for i in identifiers(name) if (c := curie_of(i))} for name in set(names)}
        above = {
            name: {
                same
                for curie in meant
                for ours in self._ours.get(curie, (curie,))
                for _, wide in zip(range(_FAR), self._lexicon.ancestors(ours), strict=False)
                for same in (wide, *self._same.get(wide, ()))
            }
            - meant
            for name, meant in curies.items()
        }
        return frozenset(
            (one, other)
            for one, wide in above.items()
            for other, meant in curies.items()
            if one != other and wide & meant
        )


def _texts(documents: Iterable[ParsedDocument]) -> dict[str, tuple[str, set[str]]]:
    """Return by marked identifier the kind of its mentions and what they say."""
    found: dict[str, tuple[str, set[str]]] = {}
    for document in documents:
        marked = document.marked
        for mention, ids in zip(marked.mentions, marked.ids, strict=True):
            for curie in filter(None, map(curie_of, ids)):
                found.setdefault(curie, (group(mention.type), set()))[1].add(mention.text)
    return found


def _changes(document: ParsedDocument) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return by identifier of a marked variant what it changes.

    The number of a dbSNP record does not tell; there the marked words do.
    """
    marked = document.marked
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for mention, ids in zip(marked.mentions, marked.ids, strict=True):
        if group(mention.type) != "variant":
            continue
        for identifier, curie in ((i, curie_of(i)) for i in ids):
            if curie is None:
                continue
            meant = found.get(identifier, frozenset()) | gold_forms([curie])
            alone = namespace(curie) == "dbsnp" and len(ids) == 1
            found[identifier] = meant | forms(mention.text) if alone else meant
    return found


def learn(documents: Iterable[ParsedDocument], walk: Crosswalk) -> dict[str, str]:
    """Return by CURIE of ours what corpora call it, where that is not what `walk` says.

    Where at least `_WORKS` publications have a mention of ours just where one with a single identifier is
    marked, and a share of `_SHARE` of them is in favour.
    """
    seen: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    concepts: dict[str, Concept] = {}
    for document in documents:
        marked = document.marked
        at = dict(zip(((m.span, group(m.type)) for m in marked.mentions), marked.ids, strict=True))
        for grounding in document.groundings:
            concept = document.concept(grounding.concept)
            kind = group(concept.type)
            ids = at.get((grounding.mention.span, kind), ())
            curie = curie_of(ids[0]) if len(ids) == 1 else None
            is_family = concept.type is EntityType.GENE_FAMILY
            if curie is not None and (kind in _TAUGHT or is_family):
                concepts[concept.curie] = concept
                seen[concept.curie][walk.of_people(curie) if is_family else curie].add(marked.work)
    found = {}
    for ours, by in sorted(seen.items()):
        best = max(sorted(by), key=lambda curie: len(by[curie]))
        every = len(set().union(*by.values()))
        called = walk.called(concepts[ours])
        is_new = called is None or called.curies != (best,)
        if is_new and len(by[best]) >= max(_WORKS, _SHARE * every):
            found[ours] = best
    return found


def name_all(documents: Sequence[ParsedDocument], lexicon: Lexicon, folder: Path) -> list[ParsedDocument]:
    """Return documents that know what their corpus calls their concepts, and which of these are wider;
    `folder` has what was trained.
    """
    walk = Crosswalk(lexicon, documents, load_learned(folder))
    return [walk.name(document) for document in documents]


def load_learned(folder: Path) -> dict[str, str]:
    """Return what training wrote: by CURIE of ours that of the corpora."""
    found: dict[str, str] = json.loads((folder / LEARNED).read_text(encoding="utf-8"))
    return found
