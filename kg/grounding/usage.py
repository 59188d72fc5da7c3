"""How annotators use names of diseases and phenotypes: in how many texts a name was given to which concept.

A name that sources give to one concept, annotators may give to another: their vocabulary draws the line
elsewhere, or usage does. Counted are the texts of the training parts of corpora (`kg.training.usage`). The
table is data: ``pipelines/models/grounding/usage.tsv``. The ranker weighs the counts (`kg.training.ranker`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from kg.errors import LexiconError
from kg.lexicon import key
from kg.model import EntityType
from kg.resources import data_dir

TABLE = "usage.tsv"
#: Types whose uses are counted.
COUNTED = frozenset((EntityType.DISEASE, EntityType.PHENOTYPE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """The texts in which a name was annotated, and those of each concept by its CURIE.

    A text counts for every concept of ours that is an annotated one.
    """

    texts: int
    by_concept: Mapping[str, int]

    def features(self, curie: str) -> dict[str, float]:
        """Return what the uses say for a concept: the share of texts, and how many there are.

        >>> Uses(texts=4, by_concept={"mondo:1": 3}).features("mondo:1")["used"]
        0.75
        """
        own = self.by_concept.get(curie, 0)
        if not own:
            return {"used otherwise": math.log1p(self.texts)}
        return {"used": own / self.texts, "used, texts": math.log1p(own)}


class Used(Protocol):
    """How annotators used names, and how often they meant a concept."""

    def of(self, name: str, kind: EntityType) -> Uses | None:
        """Return how a name was used for things of a type; None where no annotated text has it."""
        ...

    def times(self, curie: str) -> int:
        """Return the texts that use a name for a concept, added up over its names."""
        ...


class Usage:
    """The uses of names, by type and key."""

    def __init__(self, uses: Mapping[tuple[EntityType, str], Uses]) -> None:
        """Take the uses of each type and key of a name."""
        self._uses = uses
        self._times: Counter[str] = Counter()
        for each in uses.values():
            self._times.update(each.by_concept)

    @classmethod
    def load(cls, folder: Path | None = None) -> Usage:
        """Read the table that comes with the package, or the one in `folder`.

        Raises:
            LexiconError: it is missing or a line is damaged.
        """
        path = (folder or data_dir("pipelines") / "models" / "grounding") / TABLE
        found: dict[tuple[EntityType, str], Uses] = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: cannot be read ({error})") from error
        for number, line in enumerate(lines, start=1):
            if line and not line.startswith("#"):
                try:
                    kind, name, texts, concepts = line.split("\t")
                    pairs = (pair.split("=") for pair in concepts.split())
                    by_concept = {curie: int(count) for curie, count in pairs}
                    found[EntityType(kind), name] = Uses(texts=int(texts), by_concept=by_concept)
                except ValueError as error:
                    raise LexiconError(f"{path.name}:{number}: not type, key, texts, concepts") from error
        return cls(found)

    def of(self, name: str, kind: EntityType) -> Uses | None:
        """Return how a name was used for things of a type; None where no annotated text has it.

        >>> Usage({}).of("sarcoma", EntityType.DISEASE) is None
        True
        """
        return self._uses.get((kind, key(name)))

    def times(self, curie: str) -> int:
        """Return the texts that use a name for a concept, added up over its names.

        >>> Usage({}).times("mondo:1")
        0
        """
        return self._times[curie]


def as_table(uses: Iterable[tuple[EntityType, str, Uses]]) -> str:
    """Return the lines of a table, sorted."""
    rows = (
        "\t".join(
            (
                kind.value,
                name,
                str(each.texts),
                " ".join(f"{curie}={count}" for curie, count in sorted(each.by_concept.items())),
            )
        )
        for kind, name, each in uses
    )
    return "".join(f"{row}\n" for row in sorted(rows))


@cache
def bundled_usage() -> Usage:
    """Return the table that comes with the package, read once.

    Raises:
        LexiconError: it is missing or damaged.
    """
    return Usage.load()
