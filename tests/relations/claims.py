"""What a text is read to claim, in a form that is short to write in a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kg.documents import read_bytes
from kg.model import Reading
from kg.pipeline.reader import DocumentReader

#: The name of a file of each kind: its ending decides how the layout is read.
FILES = {"plain": "note.txt", "page": "page.md"}


class Claim(NamedTuple):
    """Labels of the concepts, the predicate without its prefix, polarity and certainty."""

    subject: str
    predicate: str
    object: str
    polarity: str = "affirmed"
    certainty: str = "asserted"


class Result(NamedTuple):
    """One numeric result, as far as most tests care."""

    measure: str
    statistic: str
    value: str
    unit: str
    about: tuple[str, ...] = ()
    population: str = ""
    timepoint: str = ""


Claims = Callable[..., set[Claim]]
Results = Callable[[str], set[Result]]


def read_text(reader: DocumentReader, text: str, kind: str) -> Reading:
    """Return the reading of a text that was saved as a file of `kind`."""
    (document,) = read_bytes(text.encode(), source=FILES[kind])
    return reader.read(document)


def claims_of(reading: Reading) -> set[Claim]:
    """Return the claims of a reading, but for the parts of fusions, which every mention repeats."""
    labels = {concept.curie: concept.label for concept in reading.concepts}
    return {
        Claim(
            labels[a.subject],
            a.predicate.partition(":")[2],
            labels[a.object],
            a.polarity.value,
            a.evidence.certainty.value,
        )
        for a in reading.assertions
        if a.predicate != "biolink:has_part"
    }


def results_of(reading: Reading) -> set[Result]:
    """Return the numeric results of a reading."""
    labels = {concept.curie: concept.label for concept in reading.concepts}
    return {
        Result(
            labels[o.measure],
            o.statistic,
            str(o.value),
            o.unit,
            tuple(sorted(labels[c] for c in o.about)),
            labels.get(o.population, ""),
            o.timepoint,
        )
        for o in reading.outcomes
    }
