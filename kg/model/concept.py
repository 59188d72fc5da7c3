"""Concepts: things with an identifier in a public namespace, and how a mention came to mean one."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.mention import EntityType, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing with a CURIE.

    `curie` is ``prefix:identifier`` with the Bioregistry's lower-case prefix (``mondo:0019373``,
    ``hgnc:3508``); what no ontology knows has one in the project's own namespace
    (``bkg:fusion/EWSR1--WT1``, ``bkg:concept/drug/onc201``) and, unless it is composed of grounded parts
    as a fusion is, `grounded` False. `exact` are equivalent CURIEs from curated mappings, `parents` the
    direct superclasses. `partners` holds the two partner genes of a fusion, 5' first.
    """

    curie: str
    label: str
    type: EntityType
    synonyms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    grounded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A concept that a mention could mean: score in [0, 1] and the reasons for it, in words."""

    curie: str
    label: str
    type: EntityType
    name: str
    """The name of the concept that matched."""
    score: float
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score of {self.curie} out of range: {self.score}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """What a mention was decided to mean.

    `concept` is the CURIE in the graph: a public one, or one of our own where `chosen` is None.
    `candidates` are all that were weighed, best first.
    """

    mention: Mention
    concept: str
    chosen: Candidate | None
    candidates: tuple[Candidate, ...] = ()

    @property
    def runner_up(self) -> Candidate | None:
        """The best candidate that was not taken, None where nothing else was weighed."""
        return next((other for other in self.candidates if other.curie != self.concept), None)

    @property
    def margin(self) -> float | None:
        """By how much the chosen candidate scores above the runner-up, to four decimals.

        None where nothing was chosen or nothing else was weighed; negative where something other than the
        score decided.
        """
        if self.chosen is None or self.runner_up is None:
            return None
        return round(self.chosen.score - self.runner_up.score, 4)

    @property
    def reason(self) -> str:
        """Why the mention means the concept, in words; for a concept of our own, why no public one does."""
        if self.chosen is not None:
            return "; ".join(self.chosen.reasons)
        name = self.mention.lookup
        stands = f"{self.mention.text!r} stands for {name!r}; " if name != self.mention.text else ""
        best = self.runner_up
        if best is None:
            return f"{stands}nothing fits: no name in the lexicons is {name!r}"
        return (
            f"{stands}nothing fits: the nearest is {best.label} ({best.curie}), "
            f"which scores only {best.score:.2f}"
        )
