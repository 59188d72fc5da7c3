"""MONDO, UBERON and CL from the wheel ``cellxgene-ontology-guide`` (one zstd-packed JSON an ontology)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import LexiconError
from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "cellxgene-ontology-guide"
#: MONDO keeps qualities of diseases ("rare", "acquired") beside the diseases; they are no diseases.
_NOT_DISEASES = ("MONDO:0021125",)


def load(wheel: Wheel, member: str) -> Mapping[str, Any]:
    """Return an ontology file of the wheel as a mapping of CURIE to record.

    Raises:
        LexiconError: the package zstandard is not installed.
    """
    try:
        import zstandard
    except ImportError as error:
        raise LexiconError("compiling needs the package zstandard: pip install zstandard") from error
    raw = zstandard.ZstdDecompressor().stream_reader(wheel.read(member)).read()
    data: Mapping[str, Any] = json.loads(raw)
    return data


def latest(wheel: Wheel, ontology: str) -> tuple[str, str]:
    """Return member name and version of the newest file of `ontology` ("MONDO", "UBERON", "CL")."""
    info = json.loads(wheel.read("cellxgene_ontology_guide/data/ontology_info.json"))
    versions = {
        entry["ontologies"][ontology]["version"]
        for entry in info.values()
        if ontology in entry.get("ontologies", {})
    }
    version = max(versions, key=lambda text: [int(n) for n in re.findall(r"\d+", text)])
    return f"cellxgene_ontology_guide/data/{ontology}-ontology-{version}.json.zst", version


def entries(
    records: Mapping[str, Any], prefix: str, kind: EntityType, exact: Mapping[str, tuple[str, ...]]
) -> Iterator[Entry]:
    """Yield the living concepts of one ontology with labels, synonyms and direct superclasses."""
    for curie, record in records.items():
        ancestors: Mapping[str, int] = record.get("ancestors", {})
        if not curie.startswith(prefix + ":") or record.get("deprecated") or not record.get("label"):
            continue
        if any(top in ancestors or top == curie for top in _NOT_DISEASES):
            continue
        names = [(Status.LABEL, record["label"])]
        names += [(Status.EXACT, name) for name in record.get("synonyms", ())]
        parents = sorted(a for a, depth in ancestors.items() if depth == 1 and a.startswith(prefix + ":"))
        yield Entry(
            curie=public(curie),
            type=kind,
            names=tidy(names),
            parents=tuple(public(parent) for parent in parents),
            exact=exact.get(public(curie), ()),
        )
