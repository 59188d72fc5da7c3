"""The normal form of a sequence variant: what has changed where, and its one name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class ChangeKind(Enum):
    """What happened to a sequence; the values are the abbreviations of HGVS where it has one."""

    SUBSTITUTION = ">"
    DELETION = "del"
    INSERTION = "ins"
    DUPLICATION = "dup"
    INDEL = "delins"
    INVERSION = "inv"
    FRAMESHIFT = "fs"
    REPEAT = "repeat"
    """A number of copies of a short sequence."""
    ALLELE = "allele"
    """One state of a place, or the two of a genotype."""
    EXON = "exon"
    """Something that befell a whole exon; `Change.alternative` says what."""
    NUMBER = "rs"
    """A record of dbSNP; `Change.alternative` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sequence variant without its gene.

    `level` is the kind of reference sequence: ``p`` (protein), ``c``, ``g``, ``m``, ``n``, ``r`` as in HGVS,
    ``dna`` where a text gives bases but not the sequence that it counts on, empty where the letters can be
    amino acids as well as bases. `place` is a position, a range ``first_last``, or empty where none is said.
    `reference` and `alternative` are one-letter residues; of a stretch ``reference`` has the first and last
    residue (``E_A``). What was deleted, inserted or doubled is the alternative: residues, or a length ("13",
    "5.5kb"); of a frameshift it is the new residue and the way to the stop (``K*44``).

    >>> Change(kind=ChangeKind.SUBSTITUTION, level="p", place="600", reference="V", alternative="E").name
    'V600E'
    """

    kind: ChangeKind
    level: str = ""
    place: str = ""
    reference: str = ""
    alternative: str = ""

    @property
    def name(self) -> str:
        """The name in the notation of HGVS; protein changes have one-letter codes, as papers write them."""
        if self.kind is ChangeKind.NUMBER:
            return self.alternative
        if self.kind is ChangeKind.EXON:
            return f"exon {self.place} {self.alternative}"
        if self.kind is ChangeKind.REPEAT:
            return f"{self.alternative}[{self.reference or 'n'}]"
        prefix = f"{self.level}." if self.level in ("c", "g", "m", "n", "r") else ""
        if self.kind is ChangeKind.SUBSTITUTION:
            if self.level == "p" and not self.place:
                return f"p.{self.reference}>{self.alternative}"
            if self.level in ("p", "") and self.place:
                return f"{self.reference}{self.place}{self.alternative}"
            return f"{prefix}{self.place}{self.reference}>{self.alternative}"
        if self.kind is ChangeKind.FRAMESHIFT:
            residue, star, distance = self.alternative.partition("*")
            return f"{self.reference}{self.place}{residue}fs{star}{distance}"
        if self.kind is ChangeKind.ALLELE:
            return f"{prefix}{self.reference}{self.place}{self.alternative}"
        return prefix + self._event()

    def _event(self) -> str:
        """Return the name of a deletion, insertion, duplication, inversion or of several of these."""
        kind = self.kind.value
        if self.level == "p":
            first, _, last = self.reference.partition("_")
            start, bar, end = self.place.partition("_")
            place = f"{first}{start}{bar}{last}{end}"
            return f"{'' if first else 'p.'}{place}{kind}{self.alternative}"
        if self.kind is ChangeKind.INDEL and self.reference:
            return f"{self.place}del{self.reference}ins{self.alternative}"
        return f"{self.place}{kind}{self.alternative}"

    @property
    def slug(self) -> str:
        """The name as a part of an IRI: no sign that an IRI forbids, ``X`` for a stop.

        >>> Change(kind=ChangeKind.SUBSTITUTION, level="c", place="-34", reference="G", alternative="T").slug
        'c.-34G-T'
        """
        return re.sub(r"[^A-Za-z0-9._+-]+", "-", self.name.replace("*", "X")).strip("-")

    @property
    def is_placed(self) -> bool:
        """Whether it says where something changed."""
        return bool(self.place) or self.kind is ChangeKind.NUMBER
