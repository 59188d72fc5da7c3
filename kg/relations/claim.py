"""What a rule proposes, before it is checked, qualified and turned into an assertion."""

from __future__ import annotations

from dataclasses import dataclass

from kg.relations.scene import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Subject, predicate and object as one rule reads them.

    `trigger` is the token that carries the claim (None where the layout does), `polarity` "negated" or
    "affirmed" where the trigger itself settles it, "denied" where the rule has read the denial with its cue,
    `rule` the rule's name, `confidence` in [0, 1] how often the construction means this.
    """

    subject: Participant
    predicate: str
    object: Participant
    rule: str
    confidence: float
    trigger: int | None = None
    polarity: str = ""


def claim(
    subject: Participant,
    predicate: str,
    object_: Participant,
    rule: str,
    confidence: float,
    *,
    trigger: int | None = None,
) -> Claim:
    """Return a claim; `trigger` is the token whose cues settle it."""
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object_,
        rule=rule,
        confidence=confidence,
        trigger=trigger,
    )
