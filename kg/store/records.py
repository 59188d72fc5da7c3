"""What is read back from a dataset that follows the RDF contract: plain records for views, exports, analysis.

IRIs are full strings; predicates are CURIEs (``biolink:treats``, ``kgo:targets``).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document of the dataset. Empty strings: not known.

    `source` is the file name, `work` the CURIE of the publication.
    """

    iri: str
    title: str
    source: str
    work: str
    date: str = ""
    journal: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """A quote in a document; offsets count characters of the document text, half-open."""

    iri: str
    document: str
    quote: str
    start: int
    end: int
    subject_start: int
    subject_end: int
    object_start: int
    object_end: int
    section: str
    certainty: str
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRecord:
    """A concept with all its names, the label first.

    `type` is the value of an EntityType, `biolink` the CURIE of its class.
    """

    iri: str
    curie: str
    label: str
    names: tuple[str, ...]
    type: str
    biolink: str
    grounded: bool
    exact: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """IRIs of the documents that mention it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationRecord:
    """An edge with its evidence.

    `qualifiers` are (role, label or words) pairs, `conflicts` IRIs of associations.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    negated: bool
    certainty: str
    belief: float
    qualifiers: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceRecord, ...]
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecord:
    """A numeric result; see `kg.model.Outcome` for what the fields mean.

    `measure`, `about`, `versus`, `population`, `trial` are IRIs (empty where the text gives none),
    `conflicts` those of results that cannot hold beside this one.
    """

    iri: str
    measure: str
    statistic: str
    value: float
    unit: str
    comparator: str
    value_text: str
    about: tuple[str, ...]
    population: str
    trial: str
    lower: float | None
    upper: float | None
    timepoint: str
    evidence: tuple[EvidenceRecord, ...]
    arm: str = ""
    interval: str = ""
    versus: tuple[str, ...] = ()
    versus_value: float | None = None
    p_value: float | None = None
    p_comparator: str = ""
    sample_size: int | None = None
    grade: str = ""
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundingRecord:
    """What the words of one document were taken to mean, and why.

    `concept` and `runner_up` are IRIs (the runner-up's empty where nothing else was weighed; the dataset
    need not describe it), `start` and `end` the first place of the words, in characters, half-open. `score`
    is None where no candidate was chosen, `margin` where there is no second one.
    """

    iri: str
    document: str
    text: str
    start: int
    end: int
    concept: str
    recogniser: str
    reason: str
    score: float | None
    margin: float | None
    runner_up: str
    runner_up_label: str
    count: int
