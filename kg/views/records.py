"""What a view draws: the records of a dataset, gathered, checked and put in order."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from kg.errors import GraphError, NotFoundError
from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, OutcomeRecord


class RecordSource(Protocol):
    """Anything that gives records: the dataset of a build, or records made by hand."""

    def documents(self) -> Iterable[DocumentRecord]:
        """Give the documents."""

    def concepts(self) -> Iterable[ConceptRecord]:
        """Give the concepts."""

    def associations(self) -> Iterable[AssociationRecord]:
        """Give the associations with their evidence."""

    def outcomes(self) -> Iterable[OutcomeRecord]:
        """Give the numeric results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records of one view, each kind sorted by IRI, so that the same graph gives the same page."""

    documents: tuple[DocumentRecord, ...] = ()
    concepts: tuple[ConceptRecord, ...] = ()
    associations: tuple[AssociationRecord, ...] = ()
    outcomes: tuple[OutcomeRecord, ...] = ()

    def degrees(self) -> Counter[str]:
        """Return the number of associations at each concept, by IRI; a loop counts once."""
        count: Counter[str] = Counter()
        for association in self.associations:
            count.update({association.subject, association.object})
        return count


def collect(source: RecordSource | Records) -> Records:
    """Gather the records of `source`, sorted by IRI.

    Raises:
        GraphError: an association names a concept, or an evidence a document, that is not there.
    """
    if isinstance(source, Records):
        given = source
    else:
        given = Records(
            documents=tuple(source.documents()),
            concepts=tuple(source.concepts()),
            associations=tuple(source.associations()),
            outcomes=tuple(source.outcomes()),
        )
    records = Records(
        documents=tuple(sorted(given.documents, key=lambda record: record.iri)),
        concepts=tuple(sorted(given.concepts, key=lambda record: record.iri)),
        associations=tuple(sorted(given.associations, key=lambda record: record.iri)),
        outcomes=tuple(sorted(given.outcomes, key=lambda record: record.iri)),
    )
    _check(records)
    return records


def _check(records: Records) -> None:
    concepts = {concept.iri for concept in records.concepts}
    documents = {document.iri for document in records.documents}
    for association in records.associations:
        for end in (association.subject, association.object):
            if end not in concepts:
                raise GraphError(f"association {association.iri} names a concept that is not there: {end}")
    said = [*(each.evidence for each in records.associations), *(each.evidence for each in records.outcomes)]
    for pieces in said:
        for evidence in pieces:
            if evidence.document not in documents:
                raise GraphError(f"evidence {evidence.iri} names a document that is not there")


def find_concept(records: Records, name: str) -> ConceptRecord:
    """Return the concept that goes by `name`: its CURIE, IRI, label or another name, in any case.

    Of several, a CURIE or IRI comes before a label and a label before another name; then the one with
    more associations.

    Raises:
        NotFoundError: no concept goes by that name; the message suggests the nearest names.
    """
    wanted = _fold(name)
    degrees = records.degrees()
    found: list[tuple[int, int, str, ConceptRecord]] = []
    for concept in records.concepts:
        if wanted in (_fold(concept.curie), _fold(concept.iri)):
            rank = 0
        elif wanted == _fold(concept.label):
            rank = 1
        elif any(wanted == _fold(other) for other in concept.names):
            rank = 2
        else:
            continue
        found.append((rank, -degrees[concept.iri], concept.iri, concept))
    if found:
        return min(found, key=lambda entry: entry[:3])[3]
    names = sorted({each for concept in records.concepts for each in (concept.label, *concept.names)})
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    hint = f"; did you mean {' or '.join(repr(each) for each in near)}?" if near else ""
    raise NotFoundError(f"nothing in the graph is called {name!r}{hint}")


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
