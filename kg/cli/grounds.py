"""Why words were read as a concept: from the readings that a build keeps."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.model import Grounding
from kg.pipeline.cache import ReadingCache


def grounding_reasons(folder: Path, curie: str) -> list[dict[str, object]]:
    """Return one entry per wording and decision, the most frequent first: text, times, because, runner_up.

    Empty where the build keeps no readings, or none mentions the concept.

    Raises:
        GraphError: a kept reading is damaged.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for reading in ReadingCache(folder).all():
        for grounding in reading.groundings:
            if grounding.concept == curie:
                counts[grounding.mention.text, _because(grounding), _runner_up(grounding)] += 1
    return [
        {"text": text, "times": times, "because": because, "runner_up": runner_up}
        for (text, because, runner_up), times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _because(grounding: Grounding) -> str:
    chosen = grounding.chosen
    if chosen is None:
        return f"found by {grounding.mention.recogniser}; in no lexicon"
    reasons = ", ".join(chosen.reasons)
    return f"found by {grounding.mention.recogniser}; {reasons} (score {chosen.score:.2f})"


def _runner_up(grounding: Grounding) -> str:
    others = [c for c in grounding.candidates if c.curie != grounding.concept]
    if not others:
        return ""
    return f"{others[0].label} ({others[0].curie}, score {others[0].score:.2f})"
