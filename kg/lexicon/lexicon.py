"""The lexicon: all packs together, and what can be asked of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.compose import compose
from kg.lexicon.coordinate import coordinated
from kg.lexicon.curated import BY_HAND, read_curated
from kg.lexicon.keys import key
from kg.lexicon.pack import CONCEPTS, Pack, read_pack
from kg.lexicon.rules import Rules, read_rules
from kg.lexicon.scan import Match, find
from kg.lexicon.term import Status, Term
from kg.model import Concept, EntityType
from kg.resources import data_dir

CURATED = "curated.tsv"
#: Packs in the order in which they are believed; one not named here comes last.
_ORDER = (
    "curated", "mondo", "hgnc", "drugbank", "famplex", "uberon", "cl", "hp", "maxo", "doid", "ncit", "mesh",
    "go", "symp",
)  # fmt: skip
#: Where one of these has a name, any other namespace that has it, too, is meant: a disease, not its sign.
_SECOND_CHOICE = ("hp:", "symp:", "mesh:", "ncit:")
_STATUS_ORDER = {status: rank for rank, status in enumerate(
    (Status.LABEL, Status.CURATED, Status.EXACT, Status.LAYPERSON, Status.ABBREVIATION, Status.ALIAS,
     Status.ADJECTIVE, Status.FORMER, Status.RELATED, Status.NARROW, Status.BROAD)
)}  # fmt: skip


class Lexicon:
    """Names and concepts of all packs in a folder.

    >>> lexicon = Lexicon.load()
    >>> lexicon.terms("Ewing sarcomas")[0].label
    'Ewing sarcoma'
    >>> lexicon.is_gene("c-kit") == lexicon.is_gene("KIT")
    True
    """

    def __init__(self, packs: Sequence[Pack], rules: Rules) -> None:
        """Join `packs`, the most trusted first."""
        self._packs = tuple(packs)
        self._rules = rules
        self._keys: frozenset[str] = frozenset().union(*(pack.keys for pack in packs))
        self._sorted: list[str] = []
        self._by_key = lru_cache(maxsize=16384)(self._look_up)
        self._spelled = lru_cache(maxsize=16384)(self._look_up_all)

    @classmethod
    def load(cls, folder: Path | None = None, *, extra: Sequence[Path] = ()) -> Lexicon:
        """Read the packs of `folder`, by default those that come with the package.

        `extra` are more tables in the format of the curated supplement; they are believed before all
        others, the first of them most.

        Raises:
            LexiconError: the folder has no packs, or one of them is damaged.
        """
        home = data_dir("ontologies") / "lexicons" if folder is None else folder
        tables = sorted(home.glob(f"*{CONCEPTS}"))
        if not tables:
            raise LexiconError(f"no lexicon packs in {home}; run `kg lexicon compile`")
        packs = [read_pack(path) for path in tables]
        if (home / CURATED).is_file():
            packs.append(read_curated(home / CURATED))
        packs.sort(key=lambda pack: _rank(pack.header.name))
        return cls([*(read_curated(path) for path in extra), *packs], read_rules(home))

    def terms(self, name: str) -> tuple[Term, ...]:
        """Return every name that is spelled like `name` but for habits of spelling, the likeliest first.

        Curated names come first, then labels before synonyms before aliases, then packs in their order.
        """
        return self._by_key(key(name))

    def _look_up(self, of_name: str) -> tuple[Term, ...]:
        """Return the terms of a key, one a concept."""
        best: dict[str, Term] = {}
        for term in self._spelled(of_name):
            best.setdefault(term.curie, term)
        return tuple(best.values())

    def _look_up_all(self, of_name: str) -> tuple[Term, ...]:
        """Return the terms of a key with every spelling, the likeliest first."""
        if of_name not in self._keys:
            return ()
        found: list[tuple[tuple[int, int, int, str], Term]] = []
        for rank, pack in enumerate(self._packs):
            curated = pack.header.command == BY_HAND
            for term in pack.terms(of_name):
                standing = 0 if curated else 2 if term.curie.startswith(_SECOND_CHOICE) else 1
                found.append(((standing, _STATUS_ORDER[term.status], rank, term.curie), term))
        found.sort(key=lambda pair: pair[0])
        return tuple(self._as_first_named(term) for _, term in found)

    def _as_first_named(self, term: Term) -> Term:
        """Return the term with label and type of the most trusted pack, as packs lend each other names."""
        for pack in self._packs:
            line = pack.concepts.get(term.curie)
            if line is not None:
                kind, _, _, label = line.split("\t", 4)[:4]
                return replace(term, type=EntityType(kind), label=label.partition(":")[2])
        return term

    def concept(self, curie: str) -> Concept | None:
        """Return the concept `curie` with the names of all packs that have it, or None."""
        entries = [entry for pack in self._packs if (entry := pack.entry(curie))]
        if not entries:
            return None
        first = entries[0]
        names = dict.fromkeys(name for entry in entries for _, name in entry.names)
        return Concept(
            curie=curie,
            label=first.label,
            type=first.type,
            synonyms=tuple(sorted(name for name in names if name != first.label)),
            exact=tuple(sorted({match for entry in entries for match in entry.exact})),
            parents=tuple(sorted({parent for entry in entries for parent in entry.parents})),
            grounded=not curie.startswith("bkg:"),
        )

    def ancestors(self, curie: str) -> Iterator[str]:
        """Yield every superclass of `curie` once, the nearest first, in the order of CURIEs at each depth."""
        seen = {curie}
        level = [curie]
        while level:
            above: set[str] = set()
            for member in level:
                for pack in self._packs:
                    entry = pack.entry(member)
                    above.update(entry.parents if entry else ())
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

    def scan(self, text: str, words: Sequence[tuple[int, int]]) -> list[Match]:
        """Find names in `text`, the longest from the left; `words` are the spans of its tokens.

        A match is ``(start, end, terms)``, the likeliest term first. A name may begin or end within a
        hyphenated token ("HER2-positive"), and one that shares its last word with a later one
        ("gastric and ovarian cancers") covers the words that stand there. What case, length and the stop
        list forbid is not found.
        """
        matches = find(text, words, lambda name: self._spelled(key(name)), self._has_prefix, self._rules)
        return coordinated(text, matches, self.terms, self._rules)

    def is_stopped(self, name: str, kind: EntityType) -> bool:
        """Tell whether the stop list keeps `name` from being read as a thing of type `kind`."""
        return self._rules.is_stopped(name, kind)

    def _has_prefix(self, beginning: str) -> bool:
        """Whether some key begins so."""
        if not self._sorted:
            self._sorted = sorted(self._keys)
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

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


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _same_standing(term: Term, best: Term) -> bool:
    return (term.is_curated, term.status) == (best.is_curated, best.status)
