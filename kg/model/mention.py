"""Mentions: spans of a document read as an entity type, and the words around that change their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kg.model.document import Span


class EntityType(Enum):
    """What kind of thing a mention or a concept is. The values are stable names used in data files."""

    GENE = "gene"
    """A gene or its product."""
    GENE_FAMILY = "gene family"
    FUSION = "fusion"
    VARIANT = "variant"
    DISEASE = "disease"
    PHENOTYPE = "phenotype"
    """A sign, symptom, finding or adverse event."""
    DRUG = "drug"
    """One substance or product, also a named cell therapy product."""
    DRUG_CLASS = "drug class"
    """A class of drugs: PARP inhibitor, antibody-drug conjugate."""
    CELL_THERAPY = "cell therapy"
    """A kind of therapy made of cells: CAR-T, TCR-T, TIL."""
    THERAPY = "therapy"
    """A therapeutic procedure or modality: surgery, radiotherapy, chemotherapy, a regimen."""
    DIAGNOSTIC = "diagnostic"
    """An imaging, biopsy, laboratory or molecular procedure."""
    ANATOMY = "anatomy"
    CELL = "cell"
    CELL_LINE = "cell line"
    PROCESS = "process"
    """A biological process or pathway."""
    TRIAL = "trial"
    AGENCY = "agency"
    """A body that licenses medicines."""
    ORGANIZATION = "organization"
    MEASURE = "measure"
    """An outcome measure: objective response rate, overall survival."""
    SPECIES = "species"
    POPULATION = "population"

    @property
    def is_treatment(self) -> bool:
        """Whether a thing of this type can treat a disease."""
        return self in (EntityType.DRUG, EntityType.DRUG_CLASS, EntityType.CELL_THERAPY, EntityType.THERAPY)


class Polarity(Enum):
    """Whether a text affirms or denies what is said."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(Enum):
    """How sure a text is of what it says; an aim or a question is hypothetical."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    HYPOTHETICAL = "hypothetical"

    @property
    def rank(self) -> int:
        """3 for asserted, 2 for hedged, 1 for hypothetical."""
        return {Certainty.ASSERTED: 3, Certainty.HEDGED: 2, Certainty.HYPOTHETICAL: 1}[self]


class CueKind(Enum):
    """What a cue does to the words in its scope."""

    NEGATION = "negation"
    HEDGE = "hedge"
    AIM = "aim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that negates, hedges or makes an aim of what lies in its scope (document offsets)."""

    kind: CueKind
    span: Span
    scope: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span read as an entity type.

    `recogniser` names what found it ("lexicon", "fusion", "abbreviation", "stem", ...). `hints` are
    CURIEs that the recogniser already knows it to mean, best first (a fusion's partners in order, the
    concepts of a lexicon name); `name` is the text to ground by when it is not the text itself (the
    long form of an abbreviation).
    """

    span: Span
    text: str
    type: EntityType
    recogniser: str
    name: str = ""
    hints: tuple[str, ...] = ()

    @property
    def lookup(self) -> str:
        """The text to ground this mention by."""
        return self.name or self.text

    @property
    def whole(self) -> str:
        """The text as a name: of one that shares a part with another ("2" in "IDH1/2", "gastric" in "gastric
        and ovarian cancers") the name with that part.
        """
        shares = self.recogniser == "series" or self.name.lower().startswith(f"{self.text.lower()} ")
        return self.name if shares else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form and the long form that the document gives for it, once, with both places."""

    short: str
    long: str
    short_span: Span
    long_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, bounds and comparator, and the exact words it was read from.

    `unit` is a UCUM code from a closed list ("%", "mo", "a", "wk", "d", "h", "mg", "mg/m2", "cm", ...)
    or "1" for a plain count. `kind` is one of "percent", "duration", "age", "dose", "length", "count",
    "probability" (a p value), "ratio" (a hazard ratio). Zero is a value: nothing tests the truth of it.
    """

    span: Span
    text: str
    value: Decimal
    unit: str
    kind: str
    comparator: str = "="
    """One of ``=``, ``<``, ``<=``, ``>``, ``>=``, ``~``."""
    lower: Decimal | None = None
    upper: Decimal | None = None
