"""Statements, results and sentences as the pages show them: every word ready, every link made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import GraphError
from kg.explorer.marking import Piece, marked_quote, stands_in_quote
from kg.explorer.site import Site
from kg.query.wording import in_words
from kg.store.records import AssociationRecord, ConceptRecord, EvidenceRecord, OutcomeRecord
from kg.views.wording import details, result_in_words, role_in_words

#: What certainty means, in words.
CERTAINTY = {
    "asserted": "stated as a fact",
    "hedged": "stated with caution (may, could, suggests)",
    "hypothetical": "only an aim, a question or a plan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A concept in a sentence: its label, its type, where its page is."""

    label: str
    type: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A piece of evidence: the quote in pieces, where it stands, who read it how.

    `absent` are (role, words) of participants that are named outside of the quote; `copies` counts the
    places with the same words in other copies of the document.
    """

    pieces: tuple[Piece, ...]
    absent: tuple[tuple[str, str], ...]
    document: str
    document_path: str
    place: str
    section: str
    certainty: str
    extractor: str
    confidence: float
    copies: int
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An association in words."""

    iri: str
    path: str
    subject: Thing
    words: str
    object: Thing
    negated: bool
    certainty: str
    certainty_words: str
    belief: float
    works: int
    qualifiers: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A numeric result in words: `value` with its interval.

    `details` are (heading, words) of what else is told of it; `versus` is what the value is set against;
    `others` are (value, place of its sentence) of results of the trial that cannot hold beside this one.
    """

    measure: Thing
    value: str
    statistic: str
    about: tuple[Thing, ...]
    population: Thing | None
    trial: Thing | None
    versus: tuple[Thing, ...]
    details: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]


def thing(site: Site, iri: str) -> Thing:
    """Return a concept as it is shown in a sentence."""
    concept: ConceptRecord | None = site.concepts.get(iri)
    return Thing(
        label=concept.label if concept else iri,
        type=concept.type if concept else "",
        path=site.concept_path(iri),
    )


def statement(site: Site, association: AssociationRecord) -> Statement:
    """Return an association in words, with all its sentences."""
    return Statement(
        iri=association.iri,
        path=site.association_path(association.iri),
        subject=thing(site, association.subject),
        words=in_words(association.predicate, negated=association.negated),
        object=thing(site, association.object),
        negated=association.negated,
        certainty=association.certainty,
        certainty_words=CERTAINTY.get(association.certainty, association.certainty),
        belief=association.belief,
        works=len({site.documents[one.document].work or one.document for one in association.evidence}),
        qualifiers=tuple((role_in_words(role), value) for role, value in association.qualifiers),
        sentences=sentences(site, association.evidence),
        conflicts=tuple(iri for iri in association.conflicts if iri in site.associations),
    )


def sentences(site: Site, evidence: Iterable[EvidenceRecord]) -> tuple[Sentence, ...]:
    """Return pieces of evidence, the most confident first; copies of one work that say the same are one."""
    found: dict[tuple[str, str, int, int], EvidenceRecord] = {}
    copies: Counter[tuple[str, str, int, int]] = Counter()
    for one in evidence:
        work = site.documents[one.document].work or one.document
        words = " ".join(one.quote.split())
        key = (work, words, one.subject_start - one.start, one.object_start - one.start)
        copies[key] += 1
        found.setdefault(key, one)
    ordered = sorted(found.items(), key=lambda item: (-item[1].confidence, item[1].document, item[1].start))
    return tuple(_sentence(site, one, copies[key]) for key, one in ordered)


def _sentence(site: Site, one: EvidenceRecord, copies: int) -> Sentence:
    record = site.documents[one.document]
    absent = []
    for role, start, end in (
        ("subject", one.subject_start, one.subject_end),
        ("object", one.object_start, one.object_end),
    ):
        if not stands_in_quote(one, start, end):
            absent.append((role, _words(site, one.document, start, end)))
    title = record.title or record.source
    return Sentence(
        pieces=marked_quote(one),
        absent=tuple(absent),
        document=title,
        document_path=site.document_path(one.document),
        place=site.document_path(one.document, start=one.start, end=one.end),
        section=one.section if one.section != title else "",
        certainty=CERTAINTY.get(one.certainty, one.certainty),
        extractor=one.extractor,
        confidence=one.confidence,
        copies=copies,
        iri=one.iri,
    )


def _words(site: Site, document: str, start: int, end: int) -> str:
    try:
        return site.dataset.text(document)[start:end]
    except GraphError:
        if not site.changed:
            raise
        # somebody has added a document without its text
        return "…"


def result(site: Site, outcome: OutcomeRecord) -> Result:
    """Return a numeric result in words."""
    others = [site.outcomes[iri] for iri in outcome.conflicts if iri in site.outcomes]
    return Result(
        measure=thing(site, outcome.measure),
        value=result_in_words(outcome),
        statistic=outcome.statistic,
        about=tuple(thing(site, iri) for iri in outcome.about),
        population=thing(site, outcome.population) if outcome.population else None,
        trial=thing(site, outcome.trial) if outcome.trial else None,
        versus=tuple(thing(site, iri) for iri in outcome.versus),
        details=details(outcome),
        others=tuple((result_in_words(each), site.path_of(each.iri) or "") for each in others),
        sentences=sentences(site, outcome.evidence),
    )
