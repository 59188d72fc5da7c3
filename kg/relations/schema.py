"""The relation schema: predicates with what may stand on either side, and frames that express them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.model import EntityType
from kg.predicates import TABLE, Predicate, Types, read_predicates, types_of
from kg.relations.plausibility import TABLE as DOUBTS
from kg.relations.plausibility import Plausibility, read_plausibility
from kg.relations.words import Words, read_words
from kg.resources import data_dir


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A trigger and the places of its participants; ``schema.toml`` tells the names of the places."""

    name: str
    predicate: str
    lemmas: frozenset[tuple[str, str]]
    """Pairs of word class ("verb", "noun", "adjective") and lemma."""
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_types: Types
    object_types: Types
    people: bool
    """Whether a noun for people leads to the disease they have."""
    polarity: str
    """"negated" or "affirmed" where the trigger itself settles it, empty where its cues do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """All predicates by CURIE, the frames by word class and lemma of their trigger, the words around, and
    the rules of what cannot be meant.
    """

    predicates: dict[str, Predicate]
    frames: dict[tuple[str, str], tuple[Frame, ...]]
    words: Words
    plausibility: Plausibility
    directions: dict[str, dict[str, str]]
    """By name of a frame, which of its lemmas mean that the object is "increased" or "decreased"."""

    def fits(self, predicate: str, subject: EntityType, object_: EntityType) -> bool:
        """Tell whether things of these types may stand on either side of `predicate`."""
        rule = self.predicates[predicate]
        return subject in rule.subject and object_ in rule.object


def load_schema(folder: Path | None = None) -> Schema:
    """Read ``schema.toml``, ``words.toml`` and ``plausibility.toml``.

    Raises:
        ConfigError: a file does not parse, or names an unknown group, type or predicate.
    """
    folder = folder or data_dir("ontologies") / "relations"
    table = read_predicates(folder / TABLE)
    predicates, groups = table.by_curie, table.groups
    frames: dict[tuple[str, str], list[Frame]] = {}
    directions: dict[str, dict[str, str]] = {}
    for row in _read(folder / TABLE).get("frame", ()):
        frame = _frame(row, predicates, groups)
        if meant := _directions(row):
            directions[frame.name] = meant
        for key in sorted(frame.lemmas):
            frames.setdefault(key, []).append(frame)
    try:
        words = read_words(_read(folder / "words.toml"))
    except (KeyError, re.error) as error:
        raise ConfigError(f"words.toml: {error}") from error
    try:
        plausibility = read_plausibility(_read(folder / DOUBTS), predicates)
    except KeyError as error:
        raise ConfigError(f"{DOUBTS}: {error} is missing") from error
    return Schema(
        predicates=predicates,
        frames={key: tuple(rows) for key, rows in frames.items()},
        words=words,
        plausibility=plausibility,
        directions=directions,
    )


def _directions(row: dict[str, Any]) -> dict[str, str]:
    """Return which way the object of a frame goes, by lemma.

    Raises:
        ConfigError: a lemma is no trigger of the frame, or means both ways.
    """
    up, down = row.get("increases", ()), row.get("decreases", ())
    triggers = {lemma for key in ("verbs", "nouns", "adjectives") for lemma in row.get(key, ())}
    for lemma in sorted({*up, *down}):
        if lemma not in triggers or (lemma in up and lemma in down):
            raise ConfigError(f"{TABLE}: frame {row['name']!r} gives {lemma!r} no one direction")
    return dict.fromkeys(up, "increased") | dict.fromkeys(down, "decreased")


def _frame(row: dict[str, Any], predicates: dict[str, Predicate], groups: dict[str, Types]) -> Frame:
    rule = predicates.get(row["predicate"])
    if rule is None:
        raise ConfigError(f"{TABLE}: frame {row['name']!r} has the unknown predicate {row['predicate']!r}")
    if EntityType.DISEASE in rule.subject:
        usual = rule.subject - groups["exposure"]
    else:
        usual = rule.subject - ({EntityType.CELL} if EntityType.DRUG in rule.subject else set())
    classes = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
    return Frame(
        name=row["name"],
        predicate=rule.curie,
        lemmas=frozenset((word, lemma) for key, word in classes.items() for lemma in row.get(key, ())),
        subject=tuple(row["subject"]),
        object=tuple(row["object"]),
        subject_types=types_of(row["subject_types"], groups) if "subject_types" in row else usual,
        object_types=types_of(row["object_types"], groups) if "object_types" in row else rule.object,
        people=row.get("people", True),
        polarity=row.get("polarity", ""),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.name}: {error}") from error
