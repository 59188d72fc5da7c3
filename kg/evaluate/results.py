"""What was measured of grounding, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from kg.evaluate.end_to_end import ConceptScore
from kg.evaluate.figures import Figures, Share

_PLACES = 4


def as_json(
    found: Iterable[Figures],
    concepts: Iterable[ConceptScore] = (),
    *,
    part: str,
    packs: Iterable[tuple[str, str]],
    notes: Mapping[str, str],
) -> dict[str, Any]:
    """Return figures as JSON values, with versions of `packs` and a note on each system that needs one.

    Beside the counts of a share stands its rate (0 to 1, null of nothing).
    """
    return {
        "part": part,
        "packs": dict(packs),
        "notes": dict(notes),
        "grounding": [_figures(each) for each in found],
        "concepts": [_concepts(each) for each in concepts],
    }


def _concepts(score: ConceptScore) -> dict[str, Any]:
    rates = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return asdict(score) | {name: round(rate, _PLACES) for name, rate in rates.items()}


def _figures(figures: Figures) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in asdict(figures):
        value = getattr(figures, name)
        if isinstance(value, Share):
            values[name] = _share(value)
        elif name == "namespaces":
            values[name] = {prefix: _share(share) for prefix, share in value}
        else:
            values[name] = round(value, _PLACES) if isinstance(value, float) else value
    return values


def _share(share: Share) -> dict[str, Any]:
    rate = share.rate
    return {"right": share.right, "of": share.of, "rate": None if rate is None else round(rate, _PLACES)}
