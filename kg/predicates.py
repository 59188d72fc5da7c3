"""The predicates that reading can produce, from the one table that rules, wordings and papers share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.model import EntityType
from kg.resources import data_dir

TABLE = "predicates.toml"

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

    `affirmed` and `denied` are the middle of an English sentence; `example` is None where no one sentence
    says such a thing (a list of drugs, a field of a registry).
    """

    curie: str
    subject: Types
    object: Types
    affirmed: str
    denied: str
    meaning: str
    example: Example | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicates:
    """All predicates by CURIE, and the groups of entity types that their table names."""

    by_curie: dict[str, Predicate]
    groups: dict[str, Types]


def read_predicates(path: Path) -> Predicates:
    """Read a table of predicates.

    Raises:
        ConfigError: the table does not parse, lacks a part, or names an unknown group or type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        groups = {name: types_of(names, {}) for name, names in data["groups"].items()}
        rows = {curie: _predicate(curie, row, groups) for curie, row in data["predicate"].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"{path.name}: {type(error).__name__}: {error}") from error
    return Predicates(by_curie=rows, groups=groups)


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


def as_document(predicates: Predicates) -> str:
    """Return the table as a page for people, in Markdown."""
    lines = [
        "# What the graph can say",
        "",
        f"Made from `{TABLE}` by `python -m kg.predicates`; a test checks that it is up to date.",
        "",
        "| predicate | says | from | to | means | read from |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for each in predicates.by_curie.values():
        ends = (
            ", ".join(sorted(kind.value for kind in side)) or "a result"
            for side in (each.subject, each.object)
        )
        example = f"*{each.example.text}*" if each.example else ""
        cells = (f"`{each.curie}`", each.affirmed, *ends, each.meaning, example)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _predicate(curie: str, row: dict[str, Any], groups: dict[str, Types]) -> Predicate:
    affirmed, denied = row["words"]
    return Predicate(
        curie=curie,
        subject=types_of(row["subject"], groups),
        object=types_of(row["object"], groups),
        affirmed=affirmed,
        denied=denied,
        meaning=row["meaning"],
        example=Example(**row["example"]) if "example" in row else None,
    )


def main() -> None:
    """Write the page beside the table."""
    from kg.files import replace_file

    folder = data_dir("ontologies") / "relations"
    replace_file(folder / "README.md", as_document(read_predicates(folder / TABLE)).encode())


if __name__ == "__main__":
    main()
