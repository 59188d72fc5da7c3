"""Terms: one name of one concept, as a lexicon gives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kg.model import EntityType

#: How the names of packs begin that a user adds to those that come along.
OWN = "own/"


class Status(Enum):
    """How a name stands to its concept. The values are what the data files say."""

    LABEL = "label"
    EXACT = "exact"
    RELATED = "related"
    BROAD = "broad"
    """A name of something wider, of which the concept is one kind."""
    NARROW = "narrow"
    """A name of something that is one kind of the concept."""
    FORMER = "former"
    """A symbol or name that the naming authority has replaced."""
    ALIAS = "alias"
    ABBREVIATION = "abbreviation"
    ADJECTIVE = "adjective"
    """An adjective that points to a place: hepatic, retroperitoneal."""
    LAYPERSON = "layperson"
    CURATED = "curated"
    """Added by this project."""

    @property
    def rank(self) -> int:
        """How late a name of this standing is believed, from 0.

        >>> Status.LABEL.rank < Status.EXACT.rank < Status.FORMER.rank
        True
        """
        return _RANKS[self]


_RANKS = {status: rank for rank, status in enumerate(
    (Status.LABEL, Status.CURATED, Status.EXACT, Status.LAYPERSON, Status.ABBREVIATION, Status.ALIAS,
     Status.ADJECTIVE, Status.FORMER, Status.RELATED, Status.NARROW, Status.BROAD)
)}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One name of one concept: `source` is its pack (``mondo``, ``curated``, ``curated/own``, ...).

    `taxon` is the species of a gene or a cell line as a CURIE (``ncbitaxon:9606``), empty where none is
    meant.
    """

    curie: str
    type: EntityType
    label: str
    name: str
    status: Status
    source: str
    taxon: str = ""

    @property
    def is_curated(self) -> bool:
        """Whether people chose this name: one of the supplement, or of a table that a user added."""
        return self.source.startswith("curated")

    @property
    def is_trusted(self) -> bool:
        """Whether the name is curated or of a pack that a user added: believed before all others."""
        return self.source.startswith(("curated", OWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A concept with all its names, as a source gives it and a pack stores it.

    `names` holds the label first, with `Status.LABEL`. `parents` and `exact` are CURIEs, `taxon` is the one
    of the species that a gene or a cell line is of.
    """

    curie: str
    type: EntityType
    names: tuple[tuple[Status, str], ...]
    parents: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    taxon: str = ""

    @property
    def label(self) -> str:
        """The preferred name."""
        return self.names[0][1]
