"""How often readings like a given one are right: what belief is made of.

The confidence of an extractor says how often its construction means what it is read as. Whether the
association is right depends on more: on what its two ends were taken for, and on the predicate. A logistic
regression of people's verdicts on these gives the probability (Platt, Probabilistic outputs for support
vector machines, 1999); it is fitted by ``kg.training.belief``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ConfigError
from kg.model import Evidence, Reading, Span
from kg.resources import data_dir

CALIBRATION = "calibration.json"
#: A claim that follows from how a name is made ("A::B" has the parts A and B): no reading to go wrong.
_BY_NAME = frozenset({"fusion/partner"})
#: Confidences and scores are taken within these bounds: nothing is read without doubt.
CONFIDENCES = (0.05, 0.97)
SCORES = (0.1, 0.97)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Weights of the logarithms of odds; `predicates` has what a predicate adds, nothing for an unknown one.

    >>> sure = Calibration(bias=0.0, confidence=1.0, grounding=0.0, unknown=0.0, predicates={"a:b": -1.0})
    >>> round(sure.chance("a:c", 0.9, 0.5), 2), round(sure.chance("a:b", 0.9, None), 2)
    (0.9, 0.77)
    """

    bias: float
    confidence: float
    grounding: float
    unknown: float
    """What is added where neither end has a score, as neither is in a lexicon."""
    predicates: Mapping[str, float] = field(default_factory=dict)

    def chance(self, predicate: str, confidence: float, score: float | None) -> float:
        """Return the probability that a reading is right.

        `confidence` is that of the extractor, `score` the lower one of those by which the two ends were
        grounded; both in [0, 1].
        """
        odds = self.bias + self.confidence * log_odds(confidence, CONFIDENCES)
        odds += self.unknown if score is None else self.grounding * log_odds(score, SCORES)
        return 1.0 / (1.0 + math.exp(-odds - self.predicates.get(predicate, 0.0)))


def log_odds(chance: float, bounds: tuple[float, float]) -> float:
    """Return the logarithm of the odds of a probability, kept within bounds."""
    low, high = bounds
    kept = min(max(chance, low), high)
    return math.log(kept / (1.0 - kept))


def calibration_folder() -> Path:
    """Return the folder of the calibration that comes along."""
    return data_dir("pipelines") / "models" / "belief"


def load_calibration(folder: Path | None = None) -> Calibration:
    """Read the calibration that comes along, or that of `folder`.

    Raises:
        ConfigError: the file is missing or damaged.
    """
    path = (folder or calibration_folder()) / CALIBRATION
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(
            bias=float(values["bias"]),
            confidence=float(values["confidence"]),
            grounding=float(values["grounding"]),
            unknown=float(values["unknown"]),
            predicates={name: float(weight) for name, weight in values["predicates"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path.name}: {type(error).__name__}: {error}") from error


class Chances:
    """The probabilities of the readings of a corpus; without a calibration they are the confidences."""

    def __init__(self, readings: Iterable[Reading], calibration: Calibration | None) -> None:
        self._calibration = calibration
        self._scores: dict[tuple[str, Span], float] = {
            (reading.document.key, grounding.mention.span): grounding.chosen.score
            for reading in readings
            for grounding in reading.groundings
            if grounding.chosen is not None
        }

    def of(self, predicate: str, evidence: Evidence) -> float:
        """Return the probability that a piece of evidence was read rightly as this predicate."""
        if self._calibration is None or evidence.extractor in _BY_NAME:
            return evidence.confidence
        ends = ((evidence.document, span) for span in (evidence.subject, evidence.object))
        score = min((self._scores[end] for end in ends if end in self._scores), default=None)
        return self._calibration.chance(predicate, evidence.confidence, score)
