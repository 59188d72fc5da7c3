"""Annotation schemes: which head of the recogniser learns which types of which corpora.

The file ``pipelines/models/entities.toml`` says it; this module reads it and lays the tags of all heads out
in one row of outputs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import ConfigError
from kg.nlp.entities.recogniser import GRAPH
from kg.nlp.entities.tags import tag_count

__all__ = ["GRAPH", "Head", "corpora_of", "output_width", "read_schemes"]


class _Scheme(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    corpora: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    scheme: tuple[_Scheme, ...]
    graph: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One row of tags: its scheme, the types it tells apart, the corpora that teach it and where it stands.

    `learns` gives for each corpus the types of that corpus, each with the index of the type it stands for.
    `offset` is the head's first column in the output of the network.
    """

    scheme: str
    types: tuple[str, ...]
    learns: Mapping[str, Mapping[str, int]]
    offset: int

    @property
    def columns(self) -> slice:
        """The columns of the head's tags."""
        return slice(self.offset, self.offset + tag_count(len(self.types)))


def read_schemes(path: Path) -> tuple[Head, ...]:
    """Return all heads in order: those of the schemes as written, then one for each type of the graph.

    Raises:
        ConfigError: the file cannot be read or does not have the form described in it.
    """
    try:
        file = _File(**tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigError(f"{path}: {error}") from error
    rows: list[tuple[str, tuple[str, ...], dict[str, dict[str, int]]]] = []
    for scheme in file.scheme:
        for types in scheme.heads:
            index = {name: i for i, name in enumerate(types)}
            rows.append((scheme.name, types, dict.fromkeys(scheme.corpora, index)))
    for name, sources in file.graph.items():
        learns: dict[str, dict[str, int]] = {}
        for source in sources:
            corpus, _, kind = source.partition(":")
            learns.setdefault(corpus, {})[kind] = 0
        rows.append((GRAPH, (name,), learns))
    heads, offset = [], 0
    for scheme_name, types, taught in rows:
        heads.append(Head(scheme=scheme_name, types=types, learns=taught, offset=offset))
        offset += tag_count(len(types))
    return tuple(heads)


def output_width(heads: tuple[Head, ...]) -> int:
    """Return how many columns all heads have together."""
    return heads[-1].columns.stop if heads else 0


def corpora_of(heads: tuple[Head, ...]) -> tuple[str, ...]:
    """Return the corpora that teach any head, sorted."""
    return tuple(sorted({corpus for head in heads for corpus in head.learns}))
