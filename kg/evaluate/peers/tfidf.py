"""scispaCy's linker (Neumann et al. 2019) on our packs: candidates by TF-IDF of groups of characters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import ConfigError, LexiconError
from kg.evaluate.peers.names import Name
from kg.evaluate.peers.system import Found
from kg.grounding.approximate import candidate_generator

#: What scispaCy's `EntityLinker` has by default.
_NEIGHBOURS = 30
_THRESHOLD = 0.7


class Linker:
    """scispaCy's candidates and its choice.

    The nearest names are searched for exactly: the index that scispaCy builds finds most of them, takes hours
    to build for a million names, and the version that runs on current Pythons refuses to build it.
    """

    def __init__(self, names: Iterable[Name], base: Path) -> None:
        """Load the knowledge base `base` (JSON lines), made from `names` unless it is there.

        Raises:
            ConfigError: scispaCy's linker or scikit-learn is not installed.
        """
        if not base.is_file():
            _write(names, base)
        try:
            with base.open(encoding="utf-8") as lines:
                self._generator = candidate_generator(json.loads(line) for line in lines)
        except LexiconError as error:
            raise ConfigError(
                f"the peer scispacy is missing ({error}); run: pip install scispacy==0.6.2 nmslib-metabrainz"
            ) from error
        self._base = self._generator.kb

    def find(self, names: Sequence[str]) -> list[list[Found]]:
        """Return the concepts above scispaCy's threshold, by similarity."""
        return [self._linked(each) for each in self._generator(list(names), _NEIGHBOURS)]

    def _linked(self, candidates: Iterable[Any]) -> list[Found]:
        scored = [(max(each.similarities), each) for each in candidates]
        near = [pair for pair in scored if pair[0] > _THRESHOLD]
        return [
            Found(
                curie=each.concept_id,
                label=self._base.cui_to_entity[each.concept_id].canonical_name,
                score=round(float(score), 4),
                reason=f"similar to {each.aliases[int(np.argmax(each.similarities))]!r}",
            )
            for score, each in sorted(near, key=lambda pair: -pair[0])
        ]


def _write(names: Iterable[Name], base: Path) -> None:
    labels: dict[str, str] = {}
    aliases: dict[str, dict[str, None]] = {}
    for each in names:
        labels.setdefault(each.curie, each.label)
        aliases.setdefault(each.curie, {})[each.name] = None
    beside = base.with_name(f".{base.name}")
    with beside.open("w", encoding="utf-8") as lines:
        for curie, label in labels.items():
            entity = {"concept_id": curie, "canonical_name": label, "aliases": list(aliases[curie])}
            lines.write(json.dumps(entity | {"types": []}) + "\n")
    beside.replace(base)
