"""The names of all packs as one table on disk, from which each peer makes what it needs."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.truth import entries
from kg.lexicon import Lexicon, Status
from kg.model import EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of one concept."""

    curie: str
    type: EntityType
    source: str
    status: Status
    label: str
    name: str


def digest(lexicon: Lexicon) -> str:
    """Return sixteen digits that change whenever a pack does."""
    rows = "\n".join("\t".join(row) for row in lexicon.versions())
    return hashlib.sha256(rows.encode()).hexdigest()[:16]


def names_table(lexicon: Lexicon, work: Path) -> Path:
    """Return the table of names in the folder `work`, written unless it is there from the same packs."""
    path = work / f"names-{digest(lexicon)}.tsv.gz"
    if path.is_file():
        return path
    work.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with gzip.open(beside, "wt", encoding="utf-8", compresslevel=3, newline="\n") as table:
            for source, entry in entries(lexicon):
                for status, name in entry.names:
                    cells = (entry.curie, entry.type.value, source, status.value, entry.label, name)
                    table.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def read_names(table: Path) -> Iterator[Name]:
    """Yield the names of a table, those of the most trusted pack first."""
    with gzip.open(table, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            curie, kind, source, status, label, name = line.rstrip("\n").split("\t")
            yield Name(
                curie=curie,
                type=EntityType(kind),
                source=source,
                status=Status(status),
                label=label,
                name=name,
            )
