"""Which corpora grounding is measured on, and what their types are to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import EntityType

_GENE = EntityType.GENE
_DISEASE = EntityType.DISEASE
_DRUG = EntityType.DRUG
_SPECIES = EntityType.SPECIES
_VARIANT = EntityType.VARIANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of mentions that a corpus gives identifiers for: its types, and the one they are read as.

    `by_species` keeps the genes of people apart from those of other species.
    """

    name: str
    types: frozenset[str]
    type: EntityType
    by_species: bool = False


def _kind(name: str, kind: EntityType, *types: str, by_species: bool = False) -> Kind:
    return Kind(name=name, types=frozenset(types), type=kind, by_species=by_species)


#: The kinds of each corpus, in the order in which they are reported.
CORPORA: Mapping[str, tuple[Kind, ...]] = {
    "bc5cdr": (_kind("disease", _DISEASE, "Disease"), _kind("chemical", _DRUG, "Chemical")),
    "ncbi_disease": (_kind("disease", _DISEASE, "Disease"),),
    "gnormplus": (_kind("gene", _GENE, "Gene", by_species=True),),
    "nlm_gene": (_kind("gene", _GENE, "Gene", by_species=True),),
    "biored": (
        _kind("gene", _GENE, "GeneOrGeneProduct", by_species=True),
        _kind("disease", _DISEASE, "DiseaseOrPhenotypicFeature"),
        _kind("chemical", _DRUG, "ChemicalEntity"),
        _kind("species", _SPECIES, "OrganismTaxon"),
        _kind("variant", _VARIANT, "SequenceVariant"),
        _kind("cell line", EntityType.CELL_LINE, "CellLine"),
    ),
    "hpo_gsc": (_kind("phenotype", EntityType.PHENOTYPE, "HumanPhenotype"),),
    "craft": (
        _kind("anatomy", EntityType.ANATOMY, "UBERON"),
        _kind("cell", EntityType.CELL, "CL"),
        _kind("chemical", _DRUG, "CHEBI"),
        _kind("disease", _DISEASE, "MONDO"),
        _kind("species", _SPECIES, "NCBITaxon"),
    ),
    "species800": (_kind("species", _SPECIES, "Species"),),
    "linnaeus": (_kind("species", _SPECIES, "Species"),),
    "cancermine": (_kind("gene", _GENE, "gene"), _kind("disease", _DISEASE, "cancer")),
    "civicmine": (_kind("gene", _GENE, "gene"), _kind("disease", _DISEASE, "cancer")),
    "bioid_cellline": (_kind("cell line", EntityType.CELL_LINE, "CellLine"),),
    "pgr": (
        _kind("gene", _GENE, "Gene"),
        _kind("phenotype", EntityType.PHENOTYPE, "HumanPhenotype"),
    ),
    "tmvar3": (
        _kind(
            "variant", _VARIANT, "SNP", "DNAMutation", "ProteinMutation", "OtherMutation", "AcidChange",
            "DNAAllele", "ProteinAllele",
        ),
        _kind("gene", _GENE, "Gene", by_species=True),
        _kind("disease", _DISEASE, "Disease"),
        _kind("species", _SPECIES, "Species"),
    ),
}  # fmt: skip
