"""The kinds of things that tables of corpora tell apart."""

from __future__ import annotations

from kg.model import EntityType

_GROUPS = {
    EntityType.DRUG: "drug",
    EntityType.DRUG_CLASS: "drug",
    EntityType.CELL_THERAPY: "drug",
    EntityType.GENE: "gene",
    EntityType.GENE_FAMILY: "gene",
    EntityType.DISEASE: "disease",
    EntityType.PHENOTYPE: "disease",
    EntityType.VARIANT: "variant",
}


def group(kind: EntityType) -> str:
    """Return the tables' name for a type and those akin to it; empty for one they do not know."""
    return _GROUPS.get(kind, "")
