"""The reading of one document, and the graph assembled from many."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.assertion import Assertion, Evidence, Outcome, Qualifier
from kg.model.concept import Candidate, Concept, Grounding
from kg.model.document import Document, Span
from kg.model.mention import Certainty, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one document; assembling needs nothing else.

    `concepts` holds every concept that a grounding, an assertion or an outcome names.
    """

    document: Document
    groundings: tuple[Grounding, ...]
    concepts: tuple[Concept, ...]
    assertions: tuple[Assertion, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """One claim with all its evidence: one per (subject, predicate, object, polarity, qualifiers).

    `key` is the content-derived local name (no evidence in it), `certainty` the strongest of the
    evidence, `belief` in [0, 1] from independent works, `conflicts` the keys of associations that say
    the opposite.
    """

    key: str
    subject: str
    predicate: str
    object: str
    polarity: Polarity
    qualifiers: tuple[Qualifier, ...]
    certainty: Certainty
    belief: float
    evidence: tuple[Evidence, ...]
    conflicts: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the text supports the bare triple: affirmed, and not merely an aim."""
        return self.polarity is Polarity.AFFIRMED and self.certainty is not Certainty.HYPOTHETICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedConcept:
    """A concept of the graph with every name the corpus used for it and the documents that mention it."""

    concept: Concept
    names: tuple[str, ...]
    documents: tuple[str, ...]
    """Keys of the documents, sorted; empty for an ancestor that no text mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundedWording:
    """One decision of the grounder in one document: what a wording means there, and why.

    All mentions with the same words (but for white space), concept and reasons are one; `key` is the
    content-derived local name, `text` the words at `span`, the first place, and `count` how many mentions
    there are. `score` and `margin` are None where no candidate was chosen; `runner_up` is the best one not
    taken.
    """

    key: str
    document: str
    text: str
    span: Span
    concept: str
    recogniser: str
    reason: str
    score: float | None
    margin: float | None
    runner_up: Candidate | None
    count: int

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError(f"wording of {len(self.text)} characters for a span of {len(self.span)}")
        if self.count < 1:
            raise ValueError(f"{self.text!r}: a wording without a mention")
        if self.margin is not None and (self.score is None or self.runner_up is None):
            raise ValueError(f"{self.text!r}: a margin without two candidates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made the graph: name and version of each part (no time, no machine)."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGraph:
    """The assembled graph, everything sorted by identifier."""

    documents: tuple[Document, ...]
    concepts: tuple[NamedConcept, ...]
    groundings: tuple[GroundedWording, ...]
    associations: tuple[Association, ...]
    outcomes: tuple[Outcome, ...]
    provenance: Provenance
