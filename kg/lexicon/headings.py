"""MeSH records for diseases, signs and substances that no mapping gives one, by the names that both print.

Mappings leave gaps: a heading may be mapped to the sign alone where an ontology has the disease, too, to the
gene of a hormone and not to the drug, or to nothing at all. A record is noted as an equivalent of a disease,
sign or substance, which lends no names and makes nothing one (rule 6 of `kg.lexicon.identity`),

1. where both have the same label, or, but not of a substance,
2. where the label of the concept is a name (a heading or an entry term) of one record, or, of a disease of
   MONDO that has no record yet, its label is a name of none and its exact synonyms are names of one, or
3. where the record is mapped to nothing, and its label is an exact synonym of one disease of MONDO.

Names agree when their keys do, a name that MeSH turns round for its index turned back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from kg.lexicon.identity import Identity, namespace
from kg.lexicon.keys import key
from kg.lexicon.sources.mesh import turn
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

_CONDITIONS = frozenset((EntityType.DISEASE, EntityType.PHENOTYPE))
_SUBSTANCES = frozenset((EntityType.DRUG, EntityType.DRUG_CLASS))
_RECORDS = "mesh"
#: Namespaces whose labels are taken at their word, and the one whose exact synonyms are.
_TAKEN = frozenset(("mondo", "hp", "symp"))
_TAKEN_SUBSTANCES = frozenset(("drugbank", "chebi"))
_EXACT = "mondo"
_NAMES = frozenset((Status.LABEL, Status.EXACT))


def with_headings(identity: Identity, entries: Iterable[Entry]) -> Identity:
    """Return `identity` with the records of MeSH among `entries` noted for what is called like them there.

    `entries` are those of all sources, each under the identifier that its source gives it.
    """
    entries = list(entries)
    substances = _of_substances(identity, [entry for entry in entries if entry.type in _SUBSTANCES])
    entries = [entry for entry in entries if entry.type in _CONDITIONS]
    records = [entry for entry in entries if namespace(entry.curie) == _RECORDS]
    labelled: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for record in records:
        labelled[key(turn(record.label))].add(record.curie)
        for _, name in record.names:
            named[key(turn(name))].add(record.curie)
    concepts = [e for e in entries if namespace(e.curie) in _TAKEN and identity.of(e.curie) == e.curie]
    found: dict[str, set[str]] = defaultdict(set)
    for entry in concepts:
        known = {c for c in identity.equivalents.get(entry.curie, ()) if namespace(c) == _RECORDS}
        found[entry.curie] |= _found(entry, labelled, named, known) - known
    mapped = {curie for others in identity.equivalents.values() for curie in others}
    for curie, heading in _unmapped(concepts, labelled, mapped):
        found[curie].add(heading)
    for curie, heading in substances:
        found[curie].add(heading)
    equivalents = dict(identity.equivalents)
    for curie, more in found.items():
        if more:
            equivalents[curie] = tuple(sorted({*equivalents.get(curie, ()), *more}))
    return replace(identity, equivalents=equivalents)


def _of_substances(identity: Identity, entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return the substances whose label only one record has, with that record.

    Each is called by its label alone: a salt or a form of it may be a name of a record and another thing.
    """
    entries = list(entries)
    labelled: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if namespace(entry.curie) == _RECORDS:
            labelled[key(turn(entry.label))].add(entry.curie)
    found = []
    for entry in entries:
        same = labelled.get(key(entry.label), ())
        is_concept = namespace(entry.curie) in _TAKEN_SUBSTANCES and identity.of(entry.curie) == entry.curie
        if is_concept and len(same) == 1:
            (record,) = same
            if record not in identity.equivalents.get(entry.curie, ()):
                found.append((entry.curie, record))
    return found


def _unmapped(
    concepts: Iterable[Entry], labelled: Mapping[str, Collection[str]], mapped: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the disease whose exact synonym is the label of a record that is mapped to nothing."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in concepts:
        if namespace(entry.curie) == _EXACT:
            for name in _names(entry):
                owners[name].add(entry.curie)
    for name, records in labelled.items():
        free = [record for record in records if record not in mapped]
        if len(free) == len(records) == len(owners.get(name, ())) == 1:
            yield from ((curie, free[0]) for curie in owners[name])


def _names(entry: Entry) -> set[str]:
    """Return the keys of the label and the exact synonyms."""
    return {key(name) for status, name in entry.names if status in _NAMES}


def _found(
    entry: Entry,
    labelled: Mapping[str, Collection[str]],
    named: Mapping[str, Collection[str]],
    known: Collection[str],
) -> set[str]:
    """Return the record of a concept by its names: none, or one."""
    label = key(entry.label)
    same = set(labelled.get(label, ()))
    if len(same) == 1:
        return same
    by_label = set(named.get(label, ()))
    if known or by_label or namespace(entry.curie) != _EXACT:
        return by_label if len(by_label) == 1 else set()
    by_synonym = {curie for name in _names(entry) for curie in named.get(name, ())}
    return by_synonym if len(by_synonym) == 1 else set()
