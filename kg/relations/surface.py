"""Claims read from the words alone, where general parsers go wrong: "drug X prolonged survival"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import TREATMENTS, Participant, Scene

# Taken for a participle by the parser when no determiner follows: "X prolonged survival".
_IMPROVED = re.compile(
    r"\s+(?:has|have|had|also|significantly|markedly|did not|does not|\s)*(?:demonstrated\s+|shown\s+"
    r"|showed\s+)?"
    r"(?:an?\s+)?(?:significantly\s+)?(?:improved?|prolong(?:ed|s)?|extend(?:ed|s)?|increas(?:ed|es?)|longer|better"
    r"|superior|achieved|produced|yielded|induced)\s+(?:an?\s+|the\s+)?(?:median\s+)?$",
    re.IGNORECASE,
)


def read_surface(scene: Scene) -> Iterator[Claim]:
    """Yield that a treatment was studied for a disease where it is said to have changed an outcome measure.

    The disease is the one of the sentence, if it names one list only, else the one it is about.
    """
    measures = scene.of_type(EntityType.MEASURE)
    if not measures:
        return
    diseases = scene.of_type(EntityType.DISEASE) or [*scene.around.topics]
    lists = {scene.groups.get(p.mention, (p.mention,)) for p in diseases if p.mention >= 0}
    if not diseases or len(lists) > 1:
        return
    offset = scene.sentence.span.start
    for treatment in scene.of_type(*TREATMENTS):
        if treatment.mention in scene.comparators:
            continue
        for measure in measures:
            between = scene.sentence.text[treatment.span.end - offset : measure.span.start - offset]
            if measure.span.start > treatment.span.end and _IMPROVED.fullmatch(between):
                for disease in diseases:
                    yield _studied(scene, treatment, disease)


def _studied(scene: Scene, treatment: Participant, disease: Participant) -> Claim:
    return Claim(
        subject=treatment,
        predicate="biolink:studied_to_treat",
        object=disease,
        rule="surface/changed-measure",
        confidence=0.85 * disease.confidence,
        trigger=scene.sentence.token_of.get(treatment.mention),
    )
