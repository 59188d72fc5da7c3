"""All that a dataset tells about one concept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from pyoxigraph import NamedNode, QuerySolutions

from kg.errors import NotFoundError
from kg.query.catalogue import NamedQuery
from kg.query.wording import in_words
from kg.store import Dataset
from kg.store.names import name_key
from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, OutcomeRecord

#: How many names to suggest for one that is not found.
SUGGESTIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeGroup:
    """The associations of a concept that say the same thing in the same direction, the surest first.

    `outgoing`: the concept is their subject, else their object; `words` is the predicate in English.
    """

    predicate: str
    negated: bool
    outgoing: bool
    words: str
    associations: tuple[AssociationRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPage:
    """One concept with its edges and numbers; `labels` names every concept that they mention, by IRI."""

    concept: ConceptRecord
    groups: tuple[EdgeGroup, ...]
    outcomes: tuple[OutcomeRecord, ...]
    same_as: tuple[str, ...]
    """CURIEs of the same concept in other ontologies."""
    partners: tuple[str, ...]
    """IRIs of the genes that a fusion joins, 5' first; empty for all else."""
    fusions: tuple[str, ...]
    """IRIs of the fusions that a gene is a partner of."""
    kinds: tuple[str, ...]
    """IRIs of the direct subclasses."""
    labels: dict[str, str]
    titles: dict[str, str]
    """Title of each document, or its file name, by IRI."""


def resolve(dataset: Dataset, name: str) -> tuple[ConceptRecord, ...]:
    """Return the concepts that go by `name`: a label, a synonym or a CURIE, in any case and punctuation.

    More than one where a name is ambiguous. A concept whose name merely contains `name` is suggested, not
    returned: a person who asks for "sarcoma" does not mean "synovial sarcoma".

    Raises:
        NotFoundError: nothing goes by this name; the text suggests names that are spelled alike.
    """
    wanted = name_key(name)
    exact = [c for c in dataset.find(name) if wanted in {name_key(n) for n in _names(c)}]
    if exact:
        labelled = [c for c in exact if wanted in (name_key(c.label), name_key(c.curie), name_key(c.iri))]
        return tuple(sorted(labelled or exact, key=lambda c: c.curie))
    near = suggest(dataset, name)
    hint = f"; did you mean {' / '.join(near)}?" if near else ""
    raise NotFoundError(f"nothing in the graph is called {name!r}{hint}")


def resolve_document(dataset: Dataset, name: str) -> tuple[DocumentRecord, ...]:
    """Return the documents that go by `name`: file name, title, IRI, or the DOI, PMID or CURIE of the work.

    Case does not count. A work names all its copies.

    Raises:
        NotFoundError: no document goes by this name; the text suggests some that are spelled alike.
    """
    wanted = name.strip().casefold()
    found, known = [], {}
    for document in dataset.documents():
        work = document.work.casefold()
        names = (document.source, PurePath(document.source).name, document.title, document.iri, work)
        if wanted and wanted in {n.casefold() for n in (*names, work.partition(":")[2])}:
            found.append(document)
        known[document.source.casefold()] = document.source
        known[document.title.casefold()] = document.title
    if found:
        return tuple(found)
    near = [known[key] for key in difflib.get_close_matches(wanted, sorted(known), n=SUGGESTIONS, cutoff=0.5)]
    hint = f"; did you mean {' / '.join(near)}?" if near else ""
    raise NotFoundError(f"no document goes by {name!r}{hint}")


def suggest(dataset: Dataset, name: str) -> tuple[str, ...]:
    """Return up to `SUGGESTIONS` labels whose names hold `name` or are spelled like it, the nearest first."""
    names: dict[str, str] = {}
    for concept in dataset.concepts():
        for known in _names(concept):
            names.setdefault(name_key(known), concept.label)
    wanted = name_key(name)
    holding = sorted((key for key in names if wanted and wanted in key), key=lambda key: (len(key), key))
    alike = difflib.get_close_matches(wanted, sorted(names), n=SUGGESTIONS, cutoff=0.6)
    return tuple(dict.fromkeys(names[key] for key in (*alike, *holding)))[:SUGGESTIONS]


def bound(dataset: Dataset, query: NamedQuery, values: Mapping[str, str]) -> str:
    """Return a prepared question as SPARQL, its parameters bound to what `values` name in `dataset`.

    Raises:
        QueryError: an unknown parameter, or a value that is no number.
        NotFoundError: a name that the graph does not know.
    """
    return query.bind(
        values,
        resolve=lambda name: tuple(c.iri for c in resolve(dataset, name)),
        resolve_document=lambda name: tuple(d.iri for d in resolve_document(dataset, name)),
    )


def describe(dataset: Dataset, concept: ConceptRecord) -> ConceptPage:
    """Return the page of `concept`: groups by direction and predicate, affirmed before denied."""
    groups: dict[tuple[bool, str, bool], list[AssociationRecord]] = {}
    for association in dataset.associations():
        if association.subject == concept.iri:
            groups.setdefault((False, association.predicate, association.negated), []).append(association)
        elif association.object == concept.iri:
            groups.setdefault((True, association.predicate, association.negated), []).append(association)
    outcomes = [o for o in dataset.outcomes() if concept.iri in (*o.about, o.population, o.trial, o.measure)]
    fusions = fusion_partners(dataset)
    return ConceptPage(
        concept=concept,
        groups=tuple(
            EdgeGroup(
                predicate=predicate,
                negated=negated,
                outgoing=not incoming,
                words=in_words(predicate, negated=negated),
                associations=tuple(sorted(members, key=lambda a: (-a.belief, a.iri))),
            )
            for (incoming, predicate, negated), members in sorted(groups.items())
        ),
        outcomes=tuple(sorted(outcomes, key=lambda o: (o.measure, o.iri))),
        same_as=tuple(dataset.iris.contract(iri) or iri for iri in concept.exact),
        partners=fusions.get(concept.iri, ()),
        fusions=tuple(fusion for fusion, genes in fusions.items() if concept.iri in genes),
        kinds=tuple(sorted(c.iri for c in dataset.concepts() if concept.iri in c.parents)),
        labels={c.iri: c.label for c in dataset.concepts()},
        titles={d.iri: d.title or d.source for d in dataset.documents()},
    )


def fusion_partners(dataset: Dataset) -> dict[str, tuple[str, str]]:
    """Return the two partner genes of each fusion, 5' first, all by IRI, sorted."""
    answer = dataset.query(
        "SELECT ?fusion ?five ?three "
        "WHERE { ?fusion kgo:fivePrimePartner ?five ; kgo:threePrimePartner ?three }"
    )
    found: dict[str, tuple[str, str]] = {}
    if isinstance(answer, QuerySolutions):
        for fusion, five, three in answer:
            if all(isinstance(term, NamedNode) for term in (fusion, five, three)):
                found[fusion.value] = (five.value, three.value)
    return dict(sorted(found.items()))


def _names(concept: ConceptRecord) -> Iterable[str]:
    return (concept.label, *concept.names, concept.curie, concept.curie.partition(":")[2], concept.iri)
