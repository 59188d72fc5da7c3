"""Assertions: what one place of one text claims, with the exact words that claim it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.model.document import Span
from kg.model.mention import Certainty, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One place that says something: ``document.text[span.start:span.end] == quote``.

    `document` is the key of the document (`Document.key`). `subject` and `object` are where the
    participants stand; where one of them is named outside the quote (a heading, a list introduction,
    an antecedent) the span lies there. `confidence` in [0, 1] is that of the extractor in this reading.
    """

    document: str
    span: Span
    quote: str
    subject: Span
    object: Span
    section: str
    certainty: Certainty
    extractor: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence out of range: {self.confidence}")
        if len(self.quote) != len(self.span):
            raise ValueError(f"quote of {len(self.quote)} characters for a span of {len(self.span)}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Qualifier:
    """A condition under which an assertion holds: role ("trial", "line", "population", "biomarker", "stage",
    "comparator", "phase", "regimen", "date", "agency", "dose", "route", "schedule", "duration") and value, a
    CURIE where `is_concept`, else words. The role "direction" says what becomes of the object: "increased" or
    "decreased"."""

    role: str
    value: str
    is_concept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Subject, predicate and object (CURIEs; the predicate's from the schema, such as ``biolink:treats``)."""

    subject: str
    predicate: str
    object: str
    polarity: Polarity
    evidence: Evidence
    qualifiers: tuple[Qualifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One numeric result of a study: one value of one measure.

    `measure` is a concept (of the rate of an adverse event, the event); `about`, `population` and `trial` are
    concepts or empty strings; `comparator` is one of ``= < <= > >= ~``; `unit` a UCUM code ("%", "mo", "1").
    `evidence.subject` marks the measure, `evidence.object` the value.

    `arm` is "control" or the like where the value is that of people who got no treatment of their own.
    `interval` says what `lower` and `upper` are: "95% CI", "range", "IQR". `versus` and `versus_value` are
    what the value is set against, and the value there. `p_value` is that of the comparison, `p_comparator`
    how it stands to the number; `sample_size` the people of whom it is the result; `grade` the severity of
    an adverse event (CTCAE): "3", "3-4", ">=3".
    """

    measure: str
    statistic: str
    value: Decimal
    unit: str
    comparator: str
    value_text: str
    evidence: Evidence
    about: tuple[str, ...] = ()
    population: str = ""
    trial: str = ""
    arm: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None
    timepoint: str = ""
    interval: str = ""
    versus: tuple[str, ...] = ()
    versus_value: Decimal | None = None
    p_value: Decimal | None = None
    p_comparator: str = ""
    sample_size: int | None = None
    grade: str = ""
