"""A document as it is shown: its text cut at sentences and mentions, and what they are evidence for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.explorer.marking import Label, Piece, pieces
from kg.explorer.site import Claim, Site
from kg.explorer.statements import Result, Statement, Thing, result, statement, thing
from kg.rdf import vocabulary as v
from kg.store.records import AssociationRecord, DocumentRecord, OutcomeRecord

_MENTIONS = f"""
SELECT ?start ?end ?concept WHERE {{
  ?node {v.GROUNDING_OF} ?concept ; {v.WAS_DERIVED_FROM} ?document ; {v.START} ?start ; {v.END} ?end .
  VALUES ?document {{ %s }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a document; `concept` where they name one, `first` where only its first mention is known."""

    text: str
    concept: Thing | None
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that belong to the same sentences of evidence; `opens` and `closes` those that begin or end here.

    Sentences go by their number, from 1. `found`: the run belongs to the line that the reader looks for.
    """

    words: tuple[Words, ...]
    inside: tuple[int, ...]
    found: bool
    opens: tuple[int, ...]
    closes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of evidence and all that it is evidence for."""

    number: int
    start: int
    end: int
    statements: tuple[Statement, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, cut into runs; joined, their words are its text."""

    runs: tuple[Run, ...]
    said: tuple[Said, ...]


def reading(site: Site, document: DocumentRecord, line: tuple[int, int] | None = None) -> Reading:
    """Return `document` with its sentences of evidence, in the order in which they stand.

    `line` (start, end) is a place that the reader looks for besides.

    Raises:
        GraphError: the build does not hold the text.
    """
    text = site.dataset.text(document.iri)
    places: dict[tuple[int, int], dict[str, Claim]] = defaultdict(dict)
    labels = set(_first_mentions(site, document.iri))
    for claim in site.said:
        for evidence in claim.evidence:
            if evidence.document != document.iri:
                continue
            places[evidence.start, evidence.end][claim.iri] = claim
            subject = claim.subject if isinstance(claim, AssociationRecord) else claim.measure
            places_of = [(subject, evidence.subject_start, evidence.subject_end)]
            if isinstance(claim, AssociationRecord):
                places_of.append((claim.object, evidence.object_start, evidence.object_end))
            labels |= {Label(start=a, end=b, kind="mention", name=iri) for iri, a, b in places_of}
    if line is not None:
        labels.add(Label(start=line[0], end=line[1], kind="line", name=""))
    numbers = {place: number for number, place in enumerate(sorted(places), start=1)}
    for (start, end), number in numbers.items():
        labels.add(Label(start=start, end=end, kind="sentence", name=str(number)))
    said = tuple(
        Said(
            number=number,
            start=place[0],
            end=place[1],
            statements=tuple(
                statement(site, claim)
                for claim in places[place].values()
                if isinstance(claim, AssociationRecord)
            ),
            results=tuple(
                result(site, claim) for claim in places[place].values() if isinstance(claim, OutcomeRecord)
            ),
        )
        for place, number in numbers.items()
    )
    return Reading(runs=_runs(site, text, labels, said), said=said)


def _first_mentions(site: Site, document: str) -> list[Label]:
    answer = site.dataset.query(_MENTIONS % NamedNode(document))
    found = []
    if isinstance(answer, QuerySolutions):
        for start, end, concept in answer:
            if isinstance(start, Literal) and isinstance(end, Literal) and isinstance(concept, NamedNode):
                place = (int(start.value), int(end.value))
                found.append(Label(start=place[0], end=place[1], kind="first", name=concept.value))
    return found


def _runs(site: Site, text: str, labels: set[Label], said: tuple[Said, ...]) -> tuple[Run, ...]:
    starts, ends = defaultdict(list), defaultdict(list)
    for one in said:
        starts[one.start].append(one.number)
        ends[one.end].append(one.number)
    runs = []
    for (inside, found), group in groupby(pieces(text, labels), key=_place_of):
        members = list(group)
        start = members[0].start
        end = members[-1].start + len(members[-1].text)
        words = []
        for label, same in groupby(members, key=_mention_in):
            words.append(
                Words(
                    text="".join(piece.text for piece in same),
                    concept=thing(site, label.name) if label and label.name in site.concepts else None,
                    first=label is not None and label.kind == "first",
                )
            )
        runs.append(
            Run(
                words=tuple(words),
                inside=tuple(int(number) for number in inside),
                found=found,
                opens=tuple(starts[start]),
                closes=tuple(ends[end]),
            )
        )
    return tuple(runs)


def _place_of(piece: Piece) -> tuple[tuple[str, ...], bool]:
    return piece.named("sentence"), bool(piece.named("line"))


def _mention_in(piece: Piece) -> Label | None:
    """Return the mention that a piece belongs to: of several the longest, a fusion rather than its genes."""
    mentions = [label for label in piece.labels if label.kind in ("mention", "first")]
    return min(mentions, key=lambda m: (m.start - m.end, m.kind != "mention", m.name), default=None)
