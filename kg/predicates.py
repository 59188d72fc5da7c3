"""The predicates that reading can produce, from the table that rules, shapes, wordings and legend share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.model import EntityType
from kg.resources import data_dir

TABLE = "schema.toml"

Types = frozenset[EntityType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that a predicate is read from, and the labels of its two ends."""

    text: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A predicate (CURIE): what may stand on either side, how it reads in words, what it means.

    `affirmed` and `denied` are the middle of an English sentence, `inverse` is the same read from the object;
    `legend` names the group of predicates that it belongs to. `example` is None where no one sentence says
    such a thing (a list of drugs, a field of a registry).
    """

    curie: str
    subject: Types
    object: Types
    affirmed: str
    denied: str
    inverse: str
    legend: str
    meaning: str
    example: Example | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicates:
    """All predicates by CURIE, the groups of entity types that their table names, and those of the legend.

    The last of the `legend` is for predicates that the table does not know.
    """

    by_curie: dict[str, Predicate]
    groups: dict[str, Types]
    legend: tuple[str, ...]


def read_predicates(path: Path) -> Predicates:
    """Read a table of predicates.

    Raises:
        ConfigError: the table does not parse, lacks a part, or names an unknown group or type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        groups = {name: types_of(names, {}) for name, names in data["groups"].items()}
        legend = tuple(data["legend"]["groups"])
        rows = {curie: _predicate(curie, row, groups, legend) for curie, row in data["predicate"].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"{path.name}: {type(error).__name__}: {error}") from error
    return Predicates(by_curie=rows, groups=groups, legend=legend)


@cache
def bundled_predicates() -> Predicates:
    """Return the predicates of the table that comes along."""
    return read_predicates(data_dir("ontologies") / "relations" / TABLE)


def types_of(names: list[str], groups: dict[str, Types]) -> Types:
    """Return the entity types that names of types and groups mean.

    Raises:
        ConfigError: a name is neither.
    """
    found: set[EntityType] = set()
    for name in names:
        if name in groups:
            found |= groups[name]
        else:
            try:
                found.add(EntityType(name))
            except ValueError as error:
                raise ConfigError(
                    f"relation schema: {name!r} is neither a group nor an entity type"
                ) from error
    return frozenset(found)


def _predicate(
    curie: str, row: dict[str, Any], groups: dict[str, Types], legend: tuple[str, ...]
) -> Predicate:
    affirmed, denied = row["words"]
    if row["legend"] not in legend:
        raise ValueError(f"{curie} stands under {row['legend']!r}, which the legend does not have")
    return Predicate(
        curie=curie,
        subject=types_of(row["subject"], groups),
        object=types_of(row["object"], groups),
        affirmed=affirmed,
        denied=denied,
        inverse=row["inverse"],
        legend=row["legend"],
        meaning=row["meaning"],
        example=Example(**row["example"]) if "example" in row else None,
    )
