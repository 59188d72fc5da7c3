"""The ranker: how probable it is that a concept is what a mention means.

For each group of types a conditional logit (McFadden 1974) over the concepts that were found and the answer
that none of them is meant, with the features of `kg.grounding.features`, fitted to mentions that people have
grounded (`kg.training.ranker`). The probabilities of the concepts of a mention and of none add up to 1. The
weights are data: ``pipelines/models/grounding/weights.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from kg.errors import LexiconError
from kg.resources import data_dir

WEIGHTS = "weights.json"


class Ranker:
    """Weighs features."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        """Take the weights of each group of types."""
        self._weights = weights

    @classmethod
    def load(cls, folder: Path | None = None) -> Ranker:
        """Read the weights that come with the package, or those in `folder`.

        Raises:
            LexiconError: they are missing or damaged.
        """
        path = (folder or data_dir("pipelines") / "models" / "grounding") / WEIGHTS
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            weights = {
                str(group): {str(name): float(weight) for name, weight in rows.items()}
                for group, rows in data["weights"].items()
            }
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise LexiconError(f"{path}: weights of the ranker cannot be read ({error})") from error
        return cls(weights)

    def knows(self, group: str) -> bool:
        """Tell whether a group of types has weights."""
        return group in self._weights

    def probabilities(
        self, group: str, concepts: Sequence[Mapping[str, float]], none: Mapping[str, float]
    ) -> list[float]:
        """Return the probability of each concept, given its features and those of the answer "none".

        A feature that was never seen counts as nothing.

        >>> ranker = Ranker({"gene": {"same": 2.0, "kin": -1.0, "none": 0.0}})
        >>> [round(p, 2) for p in ranker.probabilities("gene", [{"same": 1.0}, {"kin": 1.0}], {"none": 1.0})]
        [0.84, 0.04]
        """
        weights = self._weights.get(group, {})
        sums = [
            sum(weights.get(name, 0.0) * value for name, value in values.items())
            for values in (*concepts, none)
        ]
        highest = max(sums)
        chances = [math.exp(total - highest) for total in sums]
        whole = sum(chances)
        return [chance / whole for chance in chances[:-1]]


@cache
def bundled_ranker() -> Ranker:
    """Return the ranker with the weights that come with the package, read once.

    Raises:
        LexiconError: they are missing or damaged.
    """
    return Ranker.load()
