"""The lexicon: all packs together, and what can be asked of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import tee
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.compose import LETTERS, compose
from kg.lexicon.coordinate import coordinated
from kg.lexicon.curated import BY_HAND, read_curated
from kg.lexicon.hashing import hash_all
from kg.lexicon.index import Index
from kg.lexicon.keys import key, loose_key
from kg.lexicon.orthologs import ORTHOLOGS, Orthologs, read_orthologs
from kg.lexicon.pack import PACK, Pack, named, read_pack
from kg.lexicon.rules import Rules, read_rules
from kg.lexicon.scan import Match, Scanner
from kg.lexicon.term import OWN, Status, Term
from kg.model import Concept, EntityType
from kg.resources import data_dir

CURATED = "curated.tsv"
#: The pack whose names are formulas: in them case tells one from another, Co from CO.
FORMULAS = "formulas"
#: Packs in the order in which they are believed; one not named here comes last.
_ORDER = (
    "curated", "mondo", "hgnc", "drugbank", "famplex", "uberon", "cl", "hp", "maxo", "doid", "ncit", "mesh",
    "go", "symp", "annotated", "annotated-once", "proteins", "ncbigene", "mesh-all", "mesh-terms", "chebi",
    "formulas", "unii", "efo", "rgd", "homologene", "hp-other", "ncbitaxon", "cellosaurus",
)  # fmt: skip
#: Where one of these has a name, any other namespace that has it, too, is meant: a disease, not its sign.
_SECOND_CHOICE = ("hp:", "symp:", "mesh:", "ncit:")
#: A small letter behind a capital, and a number: neither a gene of people nor a word.
_MIXED = re.compile(r"[A-Z][a-z].*\d")


class Lexicon:
    """Names and concepts of all packs in a folder.

    >>> lexicon = Lexicon.load()
    >>> lexicon.terms("Ewing sarcomas")[0].label
    'Ewing sarcoma'
    >>> lexicon.is_gene("c-kit") == lexicon.is_gene("KIT")
    True
    """

    def __init__(self, packs: Sequence[Pack], rules: Rules, orthologs: Orthologs | None = None) -> None:
        """Join `packs`, the most trusted first."""
        self._packs = tuple(packs)
        self._orthologs = orthologs or Orthologs()
        self._ranks = {pack.header.name: rank for rank, pack in enumerate(packs)}
        self._rules = rules
        self._index = Index(packs)
        self._by_key = lru_cache(maxsize=16384)(self._look_up)
        self._spelled = lru_cache(maxsize=16384)(self._look_up_all)
        self._concepts = lru_cache(maxsize=16384)(self._joined)
        self._scanner = Scanner(self._index.known, lru_cache(maxsize=65536)(self._admitted), self.terms)

    @classmethod
    def load(
        cls, folder: Path | None = None, *, extra: Sequence[Path] = (), without: Collection[str] = ()
    ) -> Lexicon:
        """Open the packs of `folder`, by default those that come with the package.

        `extra` are a user's own packs (``.pack``) or tables in the format of the curated supplement; they are
        believed before all others, the first of them most. The packs named in `without` stay closed.

        Raises:
            LexiconError: the folder has no packs, or one of them is damaged.
        """
        home = data_dir("ontologies") / "lexicons" if folder is None else folder
        files = sorted(home.glob(f"*{PACK}"))
        if not files:
            raise LexiconError(f"no lexicon packs in {home}; run `kg lexicon compile`")
        packs = [read_pack(path) for path in files if path.stem not in without]
        if (home / CURATED).is_file():
            packs.append(read_curated(home / CURATED))
        packs.sort(key=lambda pack: (_rank(pack.header.name), pack.header.name))
        return cls([*map(_read_own, extra), *packs], read_rules(home), read_orthologs(home / ORTHOLOGS))

    def terms(self, name: str) -> tuple[Term, ...]:
        """Return every name of a searched pack that is spelled like `name` but for habits of spelling.

        The likeliest comes first: curated names, then labels before synonyms before aliases, then packs in
        their order.
        """
        return self._by_key(key(name))

    def all_terms(self, name: str) -> tuple[Term, ...]:
        """Return as `terms` does the names of all packs, one for each concept and pack."""
        of_key = key(name)
        found: dict[tuple[str, str], Term] = {}
        others = self._sorted(of_key, self._index.places(of_key, searched=False))
        for term in (*self._spelled(of_key), *others):
            found.setdefault((term.curie, term.source), term)
        return tuple(found.values())

    def loose_terms(self, name: str) -> tuple[Term, ...]:
        """Return the names of all packs that have the words of `name` in whatever order."""
        of_key = loose_key(name)
        return tuple(self._sorted(of_key, self._index.loose_places(of_key), loosely=True))

    def known_keys(self, keys: Sequence[str]) -> list[str]:
        """Return those of `keys` that some pack may have, but for the chance of 32 bits."""
        hashes = hash_all(keys)
        return [one for one, found in zip(keys, self._index.anywhere(hashes), strict=True) if found]

    def _look_up(self, of_key: str) -> tuple[Term, ...]:
        """Return the terms of a key, one a concept."""
        best: dict[str, Term] = {}
        for term in self._spelled(of_key):
            best.setdefault(term.curie, term)
        return tuple(best.values())

    def _look_up_all(self, of_key: str) -> tuple[Term, ...]:
        """Return the terms of a key with every spelling in the searched packs, the likeliest first."""
        return tuple(self._sorted(of_key, self._index.places(of_key)))

    def _sorted(self, of_key: str, places: Iterable[int], *, loosely: bool = False) -> list[Term]:
        """Return the terms that the concepts at `places` have for a key, the likeliest first."""
        found: list[tuple[tuple[int, int, int, str], Term]] = []
        for place in places:
            pack, entry = self._index.at(place)
            curated = pack.header.command == BY_HAND
            for term in named(entry, of_key, pack.header.name, loosely=loosely):
                standing = 0 if curated else 2 if term.curie.startswith(_SECOND_CHOICE) else 1
                rank = self._ranks[pack.header.name]
                found.append(((standing, term.status.rank, rank, term.curie), term))
        found.sort(key=lambda pair: pair[0])
        return [self._as_first_named(term) for _, term in found]

    def _as_first_named(self, term: Term) -> Term:
        """Return the term with label and type of the most trusted pack, as packs lend each other names."""
        _, first = self._index.entries(term.curie)[0]
        if (first.type, first.label) == (term.type, term.label):
            return term
        return replace(term, type=first.type, label=first.label)

    def concept(self, curie: str) -> Concept | None:
        """Return the concept `curie` with the names of all packs that have it, or None."""
        return self._concepts(curie)

    def _joined(self, curie: str) -> Concept | None:
        entries = [entry for _, entry in self._index.entries(curie)]
        if not entries:
            return None
        first = entries[0]
        names = dict.fromkeys(name for entry in entries for _, name in entry.names)
        return Concept(
            curie=curie,
            label=first.label,
            type=first.type,
            synonyms=tuple(sorted(name for name in names if name != first.label)),
            exact=tuple(sorted({match for entry in entries for match in entry.exact} - {curie})),
            parents=tuple(sorted({parent for entry in entries for parent in entry.parents} - {curie})),
            grounded=not curie.startswith("bkg:"),
        )

    def taxon(self, curie: str) -> str:
        """Return the species that a gene or a cell line is of, as a CURIE; empty where none is known."""
        return next((entry.taxon for _, entry in self._index.entries(curie) if entry.taxon), "")

    def orthologs(self, curie: str, taxon: str) -> tuple[str, ...]:
        """Return the genes of a species that descend from the same gene as `curie`."""
        return self._orthologs.of(curie, taxon)

    def ancestors(self, curie: str) -> Iterator[str]:
        """Yield every superclass of `curie` once, the nearest first, in the order of CURIEs at each depth."""
        seen = {curie}
        level = [curie]
        while level:
            above = {
                parent
                for member in level
                for _, entry in self._index.entries(member)
                for parent in entry.parents
            }
            level = sorted(above - seen)
            seen.update(level)
            yield from level

    def compose(self, name: str) -> Term | None:
        """Return the class of drugs that `name` says by its target ("FGFR4 inhibitor"), or None."""
        return compose(name, self.terms)

    def is_gene(self, symbol: str) -> str | None:
        """Return the CURIE of the gene that `symbol` names, or None.

        A curated name wins, then the approved symbol, an alias and a former symbol; an alias of several
        genes that is no approved symbol names none of them.
        """
        terms = [term for term in self.terms(symbol) if term.curie.startswith("hgnc:")]
        if not terms:
            return None
        best = [term for term in terms if _same_standing(term, terms[0])]
        return terms[0].curie if len(best) == 1 else None

    def target(self, symbol: str) -> Term | None:
        """Return the gene, or the family of genes, that the name of a class of drugs says it acts on.

        A family wins over a gene that has its name only as an alias or had it once: an "HDAC inhibitor" acts
        on all of them. Two letters or fewer that a gene has only so are nearly always another's: a "D2
        antagonist" acts on the receptor of that name.
        """
        terms = self.terms(symbol)
        curie = self.is_gene(symbol)
        gene = next((term for term in terms if term.curie == curie), None)
        if gene is not None and gene.status not in (Status.ALIAS, Status.FORMER):
            return gene
        if gene is not None and len(symbol) <= LETTERS:
            return next(
                (term for term in self.terms(f"{symbol} receptor") if term.curie.startswith("hgnc:")), None
            )
        family = (t for t in terms if t.type is EntityType.GENE_FAMILY and t.status is Status.LABEL)
        return next(family, gene)

    def scan(self, text: str) -> list[Match]:
        """Find names of the searched packs in `text`, the longest from the left.

        A match is ``(start, end, terms)``, the likeliest term first. A name may begin or end within a
        hyphenated word ("HER2-positive"), and one that shares its last word with a later one
        ("gastric and ovarian cancers") covers the words that stand there. What case, length and the stop
        list forbid is not found.
        """
        return next(self.scan_all((text,)))

    def scan_all(self, texts: Iterable[str]) -> Iterator[list[Match]]:
        """Yield what `scan` finds in each of many texts, much faster where they are short."""
        texts, again = tee(texts)
        for text, found in zip(again, self._scanner.find(texts), strict=True):
            yield coordinated(text, found, self.terms, self._rules)

    def occurrences(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of every run of words that is spelled like a name of a searched pack.

        Runs may overlap, and no rule is asked whether such words are a mention: that is what `scan` does.
        """
        return next(self.occurrences_all((text,)))

    def occurrences_all(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
        """Yield what `occurrences` finds in each of many texts, much faster where they are short."""
        return self._scanner.occurrences(texts)

    def _admitted(self, surface: str) -> tuple[Term, ...]:
        """Return what the words of a text may mean, one term a concept."""
        kept: dict[str, Term] = {}
        for term in self._spelled(key(surface)):
            if self._rules.admits(term, surface):
                kept.setdefault(term.curie, term)
        found = tuple(kept.values())
        if found and found[0].type is EntityType.GENE and _MIXED.search(surface):
            return self._formula(surface, found[0].name) or found
        return found

    def _formula(self, surface: str, gene: str) -> tuple[Term, ...]:
        """Return the substance whose formula is spelled like `surface`, as the gene is not: CCl4."""
        if gene == surface:
            return ()
        terms = self.all_terms(surface)
        return tuple(term for term in terms if term.source == FORMULAS and term.name == surface)[:1]

    def is_stopped(self, name: str, kind: EntityType) -> bool:
        """Tell whether the stop list keeps `name` from being read as a thing of type `kind`."""
        return self._rules.is_stopped(name, kind)

    def versions(self) -> tuple[tuple[str, str], ...]:
        """Return name, and version with checksum, of each pack, sorted by name."""
        return tuple(
            sorted(
                (f"lexicon/{pack.header.name}", f"{pack.header.version} sha256:{pack.checksum}")
                for pack in self._packs
            )
        )

    def packs(self) -> tuple[Pack, ...]:
        """Return the packs, the most trusted first."""
        return self._packs


def _read_own(path: Path) -> Pack:
    """Read a user's own pack or table."""
    if path.suffix != PACK:
        return read_curated(path)
    pack = read_pack(path)
    pack.header = replace(pack.header, name=OWN + pack.header.name)
    return pack


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _same_standing(term: Term, best: Term) -> bool:
    return (term.is_curated, term.status) == (best.is_curated, best.status)
