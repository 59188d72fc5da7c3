"""The ranker: how probable it is that a candidate is what a mention means.

A logistic regression for each group of types over the features of `kg.grounding.features`, fitted to mentions
that people have grounded (`kg.training.ranker`), so that a score of 0.8 means that about four in five such
candidates are right. The weights are data: ``pipelines/models/grounding/weights.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
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

    def probability(self, group: str, values: Mapping[str, float]) -> float:
        """Return the probability in (0, 1) that a candidate with these features is right.

        A group without weights of its own, and a feature that was never seen, count as nothing: 0.5 at
        the end.

        >>> ranker = Ranker({"gene": {"bias": 1.0, "kin": -2.0}})
        >>> round(ranker.probability("gene", {"bias": 1.0, "kin": 1.0}), 3)
        0.269
        """
        weights = self._weights.get(group, {})
        total = sum(weights.get(name, 0.0) * value for name, value in values.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
