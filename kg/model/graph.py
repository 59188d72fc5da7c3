"""The reading of one document, and the graph assembled from many."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.assertion import Assertion, Evidence, Outcome, Qualifier
from kg.model.concept import Concept, Grounding
from kg.model.document import Document
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
class Provenance:
    """What made the graph: name and version of each part (no time, no machine)."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGraph:
    """The assembled graph, everything sorted by identifier."""

    documents: tuple[Document, ...]
    concepts: tuple[NamedConcept, ...]
    associations: tuple[Association, ...]
    outcomes: tuple[Outcome, ...]
    provenance: Provenance
