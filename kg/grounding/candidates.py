"""Candidates: the concepts that a name could mean for a mention of some type, and how each was come by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from kg.grounding.gene_names import ligand, respelled
from kg.grounding.induced import names_if_induced
from kg.grounding.members import members
from kg.grounding.rewrites import Way, extended, lessened, nouns, shorter_names, trimmed
from kg.grounding.roots import root, roots, split
from kg.grounding.species import HUMAN
from kg.lexicon import FORMULAS, Lexicon, Term
from kg.model import EntityType

#: Types between which sources draw the line differently; any other pair of types is a contradiction.
_KIN = (
    frozenset((EntityType.DISEASE, EntityType.PHENOTYPE, EntityType.PROCESS)),  # inflammation, carcinogenesis
    frozenset((EntityType.DRUG, EntityType.DRUG_CLASS, EntityType.CELL_THERAPY, EntityType.THERAPY)),
    frozenset((EntityType.GENE, EntityType.GENE_FAMILY)),
    frozenset((EntityType.CELL, EntityType.CELL_LINE, EntityType.ANATOMY)),
    frozenset((EntityType.AGENCY, EntityType.ORGANIZATION)),
    frozenset((EntityType.THERAPY, EntityType.DIAGNOSTIC)),
)
KIN_FACTOR = 0.9


def type_factor(wanted: EntityType, given: EntityType) -> float:
    """Return 1 for the same type, less for its kin, 0 for a contradiction."""
    if wanted is given:
        return 1.0
    return KIN_FACTOR if any(wanted in kin and given in kin for kin in _KIN) else 0.0


#: Types of which lists name more of other species than of people.
_GENES = (EntityType.GENE, EntityType.GENE_FAMILY)
#: People, mouse and rat: their genes need no mention of the species, and lend their names to orthologues.
_LENDERS = frozenset((HUMAN, "ncbitaxon:10090", "ncbitaxon:10116"))
_USUAL = _LENDERS | {""}
#: Names of which it is remembered what was found: those of some hundred documents on one matter.
_REMEMBERED = 16384


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A term that a form of a name led to: the form, how it came about, and that in words.

    `similarity` is 1 but for approximate matches; `namesake` is the species of the orthologue whose name it
    is, where the gene itself has no such name.
    """

    term: Term
    name: str
    way: Way
    why: tuple[str, ...] = ()
    similarity: float = 1.0
    namesake: str = ""


def is_enough(found: Iterable[Found], wanted: EntityType) -> bool:
    """Tell whether no further way to a name need be tried: something was found, of a gene one of people."""
    if wanted in _GENES:
        return any(each.term.type is wanted and each.term.taxon in ("", HUMAN) for each in found)
    return any(True for _ in found)


@lru_cache(maxsize=_REMEMBERED)
def letters(text: str) -> str:
    """Return the letters and digits of a name, which tell spellings apart that are more than habits."""
    return "".join(c for c in text if c.isalnum())


class Approximate(Protocol):
    """An approximate search: names that are like a name."""

    @property
    def way(self) -> Way:
        """The way to a name that it goes."""
        ...

    def nearest(self, name: str, wanted: EntityType) -> Iterable[tuple[Term, float]]:
        """Return terms with their similarity in (0, 1], the most similar first."""
        ...


class Candidates:
    """Finds what a name could mean, from the likeliest ways to the most daring."""

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        substitutes: Callable[[str], Iterable[tuple[str, str]]] | None = None,
        approximate: Approximate | None = None,
        by_words: Approximate | None = None,
    ) -> None:
        """Look up in `lexicon`; `substitutes` yields forms of a name with another word, and the change in
        words; `approximate` is asked when nothing else finds anything, `by_words` always.
        """
        self._lexicon = lexicon
        self._substitutes = substitutes
        self._approximate = approximate
        self._by_words = by_words
        self._of = lru_cache(maxsize=_REMEMBERED)(self._find)
        self._ways = (
            self._as_written, self._trimmed, self._respelled, self._rewritten, self._modified, self._similar,
        )  # fmt: skip

    def of(
        self,
        name: str,
        wanted: EntityType,
        *,
        species: Collection[str] = (),
        seen: Callable[[Found], Found | None] = lambda found: found,
    ) -> list[Found]:
        """Return the terms of types that `wanted` does not contradict; of one concept and pack the best.

        A later way is taken only where the earlier ones found nothing, or of a gene only what is of other
        species; `seen` says how each name is seen, and which is not: always the same of the same name, since
        what was found is remembered. A gene is of people, of a rodent or of one of `species`; the name of one
        leads to its orthologues, too.
        """
        return list(self._of(name, wanted, frozenset(species), seen))

    def induced(
        self, name: str, wanted: EntityType, *, seen: Callable[[Found], Found | None] = lambda found: found
    ) -> list[Found]:
        """Return what lists call `name` where a drug has brought it about; `seen` is as in `of`."""
        why = ("a drug has brought it about in this document",)
        for form in names_if_induced(name):
            if found := _seen(self._looked_up(form, Way.INDUCED, why), wanted, seen):
                return found
        return []

    def _find(
        self,
        name: str,
        wanted: EntityType,
        species: frozenset[str],
        seen: Callable[[Found], Found | None],
    ) -> list[Found]:
        found: list[Found] = []
        for way in self._ways:
            new = _seen(way(name, wanted), wanted, seen)
            if wanted in _GENES:
                new = [*new, *self._orthologues(new, {HUMAN, *species})]
                new = [f for f in new if f.term.taxon in _USUAL or f.term.taxon in species]
            found += new
            if is_enough(found, wanted):
                break
        found += _seen(self._members(name, wanted), wanted, seen)
        found += _seen(self._lessened(name, wanted), wanted, seen)
        known = {each.term.curie for each in found}
        like = _seen(self._like(name, wanted, self._by_words), wanted, seen)
        found += [each for each in like if each.term.curie not in known]
        return _once(found)

    def _orthologues(self, found: Sequence[Found], species: set[str]) -> Iterator[Found]:
        """Yield the orthologues in `species` of genes that were found, where a species has but one."""
        known = {each.term.curie for each in found}
        for each in found:
            if each.term.taxon not in _LENDERS:
                continue
            for taxon in sorted(species - {each.term.taxon}):
                curies = self._lexicon.orthologs(each.term.curie, taxon)
                concept = self._lexicon.concept(curies[0]) if len(curies) == 1 else None
                if concept is None or concept.curie in known:
                    continue
                known.add(concept.curie)
                yield replace(
                    each,
                    term=replace(
                        each.term, curie=concept.curie, label=concept.label, type=concept.type, taxon=taxon
                    ),
                    why=(*each.why, f"a name of its orthologue {each.term.label}"),
                    namesake=each.term.taxon,
                )

    def _as_written(self, name: str, wanted: EntityType) -> Iterator[Found]:
        yield from self._looked_up(name, Way.SAME)
        for term in self._lexicon.loose_terms(name):
            yield Found(term=term, name=name, way=Way.LOOSE, why=("the same words in another order",))

    def _trimmed(self, name: str, wanted: EntityType) -> Iterator[Found]:
        for form in trimmed(name, wanted):
            found = self._looked_up_loosely(form, Way.TRIMMED)
            if any(type_factor(wanted, f.term.type) for f in found):
                yield from found
                return

    def _looked_up_loosely(self, form: str, way: Way) -> list[Found]:
        """Return what `form` names, else what its words name in another order."""
        why = (f"read as {form!r}",)
        return list(self._looked_up(form, way, why)) or [
            Found(term=term, name=form, way=way, why=why) for term in self._lexicon.loose_terms(form)
        ]

    def _respelled(self, name: str, wanted: EntityType) -> Iterator[Found]:
        if wanted not in _GENES:
            return
        for spelling in respelled(name):
            for form in (spelling, *trimmed(spelling, wanted)):
                found = self._looked_up_loosely(form, Way.RESPELLED)
                if any(type_factor(wanted, f.term.type) for f in found):
                    yield from found
                    return
        if symbol := ligand(name):
            why = (f"read as {symbol!r}",)
            yield from filter(self._is_receptor, self._looked_up(symbol, Way.RESPELLED, why))

    def _is_receptor(self, found: Found) -> bool:
        """Tell whether one of the names of a gene says that it is a receptor."""
        concept = self._lexicon.concept(found.term.curie)
        return concept is not None and any(
            "receptor" in n.lower() for n in (concept.label, *concept.synonyms)
        )

    def _rewritten(self, name: str, wanted: EntityType) -> Iterator[Found]:
        for noun in nouns(name, wanted):
            yield from self._looked_up(noun, Way.ADJECTIVE, (f"adjective of {noun!r}",))
        for form in extended(name, wanted):
            why = (f"read as {form!r}",)
            yield from self._looked_up(form, Way.EXTENDED, why)
        if self._substitutes is not None:
            for form, change in self._substitutes(name):
                yield from self._looked_up(form, Way.REPLACED, (change,))
                for term in self._lexicon.loose_terms(form):
                    yield Found(term=term, name=form, way=Way.REPLACED, why=(change,))

    def _modified(self, name: str, wanted: EntityType) -> Iterator[Found]:
        for shorter, dropped in shorter_names(name):
            why = (f"without the modifier {dropped!r}",)
            found = list(self._looked_up(shorter, Way.MODIFIED, why))
            # what a list names a gene may be that of another species
            if wanted in _GENES or not any(type_factor(wanted, f.term.type) for f in found):
                found += [
                    replace(f, name=shorter, way=Way.MODIFIED, why=(*why, *f.why))
                    for f in self._rewritten(shorter, wanted)
                ]
            if any(type_factor(wanted, f.term.type) for f in found):
                yield from found
                return

    def _members(self, name: str, wanted: EntityType) -> Iterator[Found]:
        if wanted in (EntityType.DISEASE, EntityType.PHENOTYPE):
            for place, form in enumerate(members(name)):
                why = (f"{form!r} is one of several that are named together",)
                for found in (*self._as_written(form, wanted), *self._trimmed(form, wanted)):
                    yield replace(
                        found,
                        name=form,
                        way=Way.MEMBER,
                        why=(*why, *found.why),
                        similarity=1.0 / (1 + place),
                    )

    def _lessened(self, name: str, wanted: EntityType) -> Iterator[Found]:
        for form in lessened(name, wanted):
            found = list(self._looked_up(form, Way.LESSENED, (f"read as {form!r}",)))
            if any(type_factor(wanted, each.term.type) for each in found):
                yield from found
                return

    def _similar(self, name: str, wanted: EntityType) -> Iterator[Found]:
        yield from self._like(name, wanted, self._approximate)

    def _like(self, name: str, wanted: EntityType, search: Approximate | None) -> Iterator[Found]:
        if search is not None:
            for term, similarity in search.nearest(name, wanted):
                yield Found(
                    term=term,
                    name=name,
                    way=search.way,
                    why=(f"{similarity:.2f} similar to {term.name!r}{_unsaid(name, term.name)}",),
                    similarity=similarity,
                )

    def _looked_up(self, form: str, way: Way, why: tuple[str, ...] = ()) -> Iterator[Found]:
        for term in self._lexicon.all_terms(form):
            # In formulas case tells one from another: Co, CO.
            if term.source == FORMULAS and letters(term.name) != letters(form):
                continue
            yield Found(term=term, name=form, way=way, why=why)


def _unsaid(name: str, other: str) -> str:
    """Return in words what `name` says and `other` does not say so; empty where it says all."""
    said = set(roots(other))
    unsaid = [word for word in split(name) if root(word) not in said]
    return f", which does not say {' '.join(unsaid)!r}" if unsaid else ""


def _seen(found: Iterable[Found], wanted: EntityType, seen: Callable[[Found], Found | None]) -> list[Found]:
    """Return how those terms are seen whose type `wanted` does not contradict."""
    fitting = (seen(each) for each in found if type_factor(wanted, each.term.type))
    return [each for each in fitting if each is not None]


def _once(found: Iterable[Found]) -> list[Found]:
    """Return the first of each concept and pack."""
    kept: dict[tuple[str, str], Found] = {}
    for each in found:
        kept.setdefault((each.term.curie, each.term.source), each)
    return list(kept.values())
