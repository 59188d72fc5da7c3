"""Exact matches between identifiers: SSSOM files of MONDO, and the curated mappings of Biomappings (CC0)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.lexicon.sources.names import public
from kg.lexicon.sources.obo import read_text
from kg.lexicon.sources.wheel import Wheel

PACKAGE = "biomappings"
#: Namespaces of the packs and of what users join with; others are left out of what we ship.
_WANTED = frozenset(
    (
        "mondo", "doid", "mesh", "ncit", "orphanet.ordo", "oncotree", "efo", "hp", "chebi", "drugbank", "go",
        "uberon", "cl", "maxo", "symp", "hgnc",
    )
)  # fmt: skip
_SPELLED = {"orphanet": "orphanet.ordo", "ordo": "orphanet.ordo", "msh": "mesh"}


def sssom(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, predicate and object of each row, comments skipped."""
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("predicate_modifier"):
            continue
        yield row["subject_id"], row["predicate_id"], row["object_id"]


def exact_matches(biomappings: Wheel, ontologies: Path | None) -> dict[str, tuple[str, ...]]:
    """Return the equivalents of each CURIE, in both directions, sorted.

    `ontologies` is a folder that holds ``mondo/*.sssom.tsv*``; without it only Biomappings are read.
    OncoTree is a cross-reference in MONDO's own words, one to one, and read as such.
    """
    pairs = list(sssom(biomappings.read("biomappings/resources/positive.sssom.tsv").decode("utf-8")))
    for path in sorted((ontologies / "mondo").glob("*.sssom.tsv*")) if ontologies else ():
        pairs.extend(sssom(read_text(path)))
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, target in pairs:
        if predicate not in ("skos:exactMatch", "oboInOwl:hasDbXref"):
            continue
        left, right = _curie(subject), _curie(target)
        if left and right and left.split(":")[0] != right.split(":")[0]:
            found[left].add(right)
            found[right].add(left)
    return {curie: tuple(sorted(matches)) for curie, matches in found.items()}


def _curie(text: str) -> str:
    curie = public(text)
    prefix, _, local = curie.partition(":")
    prefix = _SPELLED.get(prefix, prefix)
    return f"{prefix}:{local}" if prefix in _WANTED else ""
