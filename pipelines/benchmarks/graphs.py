"""Graphs made up for measuring views: topics with hubs and leaves, some statements hedged or denied."""

from __future__ import annotations

import random

from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, EvidenceRecord
from kg.views import Records

_KINDS = (
    "gene",
    "drug",
    "disease",
    "phenotype",
    "anatomy",
    "fusion",
    "trial",
    "cell",
    "process",
    "cell therapy",
)
_PREDICATES = ("biolink:affects", "biolink:treats", "biolink:associated_with", "biolink:interacts_with")
_CERTAINTIES = ("asserted",) * 8 + ("hedged", "hypothetical")
_OWN_TOPIC = 0.85
"""Share of statements that stay within a topic."""
_BY_DEGREE = 0.7
"""Share of objects chosen the more often the more statements they have already: this makes hubs."""
_DOCUMENTS = 50


def made_up(size: int, degree: int, *, seed: int = 1) -> Records:
    """Return a graph of `size` concepts and about `degree` statements for each, by `seed`."""
    draw = random.Random(seed)  # noqa: S311  # not for secrets
    documents = tuple(_document(i) for i in range(_DOCUMENTS))
    topics = max(1, size // 120)
    shares = [(number + 1) ** -0.7 for number in range(topics)]
    topic_of = draw.choices(range(topics), shares, k=size)
    concepts = tuple(_concept(i, documents[i % _DOCUMENTS].iri) for i in range(size))
    members: list[list[int]] = [[] for _ in range(topics)]
    ends: list[list[int]] = [[] for _ in range(topics)]
    everywhere: list[int] = []
    associations: list[AssociationRecord] = []
    for i, topic in enumerate(topic_of):
        for _ in range(degree):
            if members[topic] and draw.random() < _OWN_TOPIC:
                other = draw.choice(ends[topic] if draw.random() < _BY_DEGREE else members[topic])
            elif everywhere:
                other = draw.choice(everywhere)
            else:
                continue
            everywhere += (i, other)
            ends[topic].append(other)
            document = documents[draw.randrange(_DOCUMENTS)].iri
            associations.append(_association(len(associations), concepts[i], concepts[other], document, draw))
        members[topic].append(i)
        ends[topic].append(i)
    return Records(documents=documents, concepts=concepts, associations=tuple(associations))


def _document(number: int) -> DocumentRecord:
    return DocumentRecord(
        iri=f"https://example.org/d/{number:03d}",
        title=f"Made up text {number}",
        source=f"{number}.txt",
        work="",
        date="2024",
    )


def _concept(number: int, document: str) -> ConceptRecord:
    kind = _KINDS[number % len(_KINDS)]
    label = f"{kind} number {number}"
    return ConceptRecord(
        iri=f"https://example.org/c/{number:06d}",
        curie=f"bkg:c/{number:06d}",
        label=label,
        names=(label, f"{kind[0].upper()}{number}"),
        type=kind,
        biolink="biolink:NamedThing",
        grounded=number % 4 != 0,
        documents=(document,),
    )


def _association(
    number: int, subject: ConceptRecord, object: ConceptRecord, document: str, draw: random.Random
) -> AssociationRecord:
    predicate = draw.choice(_PREDICATES)
    quote = f"In a made-up study {subject.label} changed what is known of {object.label}, it was said."
    start = 200 * number
    places = [start + quote.index(each.label) for each in (subject, object)]
    certainty = draw.choice(_CERTAINTIES)
    evidence = EvidenceRecord(
        iri=f"https://example.org/e/{number:06d}",
        document=document,
        quote=quote,
        start=start,
        end=start + len(quote),
        subject_start=places[0],
        subject_end=places[0] + len(subject.label),
        object_start=places[1],
        object_end=places[1] + len(object.label),
        section="Results",
        certainty=certainty,
        extractor="made up",
        confidence=0.8,
    )
    return AssociationRecord(
        iri=f"https://example.org/a/{number:06d}",
        subject=subject.iri,
        predicate=predicate,
        object=object.iri,
        negated=draw.random() < 0.04,
        certainty=certainty,
        belief=round(draw.uniform(0.3, 0.95), 2),
        qualifiers=(),
        evidence=(evidence,),
    )
