"""The values that flow through the stages: no input or output, no spaCy, no RDF."""

from kg.model.assertion import Assertion, Evidence, Outcome, Qualifier
from kg.model.concept import Candidate, Concept, Grounding
from kg.model.document import Block, BlockKind, Document, Metadata, Span, digest
from kg.model.graph import (
    Association,
    GroundedWording,
    KnowledgeGraph,
    NamedConcept,
    Provenance,
    Reading,
)
from kg.model.mention import (
    Abbreviation,
    Certainty,
    Cue,
    CueKind,
    EntityType,
    Mention,
    Polarity,
    Quantity,
)

__all__ = [
    "Abbreviation",
    "Assertion",
    "Association",
    "Block",
    "BlockKind",
    "Candidate",
    "Certainty",
    "Concept",
    "Cue",
    "CueKind",
    "Document",
    "EntityType",
    "Evidence",
    "GroundedWording",
    "Grounding",
    "KnowledgeGraph",
    "Mention",
    "Metadata",
    "NamedConcept",
    "Outcome",
    "Polarity",
    "Provenance",
    "Qualifier",
    "Quantity",
    "Reading",
    "Span",
    "digest",
]
