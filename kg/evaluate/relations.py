"""Measures reading of relations on documents whose relations people have marked: by type, and by pair."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, fields
from typing import Any

from kg.evaluate.groups import group
from kg.evaluate.marked import RelationCorpus
from kg.evaluate.parsed import ParsedDocument, identifiers
from kg.evaluate.score import Counts
from kg.model import Assertion, Polarity, Span

PAIR = "(pair)"
"""The name of the figures that ask only whether two things are related."""
ALL = "(all types)"

End = int | str
Pair = tuple[End, str, End]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A relation that was read: its ends as concepts and as places, its type as the corpus calls it."""

    subject: str
    subject_span: Span
    type: str
    object: str
    object_span: Span
    sentence: Span
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationScore(Counts):
    """Counts for a type of relation: `right` of the `found` ones, `covered` of the `wanted` ones.

    >>> score = RelationScore(corpus="a", type="b", found=4, right=3, wanted=6, covered=3)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.75, 0.5, 0.6)
    """

    corpus: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A relation that was read and is not marked, or is marked and was not read, with its sentence."""

    corpus: str
    document: str
    fault: str
    type: str
    subject: str
    object: str
    extractor: str
    confidence: float
    sentence: str


Extractor = Callable[[ParsedDocument, RelationCorpus], Iterable[Found]]
"""What is measured: gives the relations of a document, by the names that the corpus has for them."""


def from_assertions(assertions: Iterable[Assertion], corpus: RelationCorpus) -> Iterator[Found]:
    """Yield the affirmed assertions that answer to a type of relation of a corpus."""
    for each in assertions:
        kind = corpus.answers.get(each.predicate)
        if kind is not None and each.polarity is Polarity.AFFIRMED:
            evidence = each.evidence
            yield Found(
                subject=each.subject,
                subject_span=evidence.subject,
                type=kind,
                object=each.object,
                object_span=evidence.object,
                sentence=evidence.span,
                extractor=evidence.extractor,
                confidence=evidence.confidence,
            )


@dataclass
class _Tally:
    found: int = 0
    right: int = 0
    wanted: int = 0
    covered: int = 0


@dataclass
class _Count:
    corpus: RelationCorpus
    tallies: dict[str, _Tally] = field(default_factory=dict)

    def add(self, name: str, predicted: Mapping[Pair, frozenset[Pair]], gold: Collection[Pair]) -> None:
        """Count predictions, each with the marked pairs that it may mean, against the marked ones."""
        tally = self.tallies.setdefault(name, _Tally())
        met = set().union(*predicted.values()) if predicted else set()
        tally.found += len(predicted)
        tally.right += sum(bool(meant & set(gold)) for meant in predicted.values())
        tally.wanted += len(gold)
        tally.covered += len(met & set(gold))


def measure_relations(
    documents: Sequence[ParsedDocument],
    corpus: RelationCorpus,
    extract: Extractor,
) -> tuple[list[RelationScore], list[Fault]]:
    """Return scores by type, over all types and by pair, and what was wrong or missed.

    In pairs of documents a concept stands for the identifiers that the corpus calls it by.
    """
    count = _Count(corpus)
    faults: list[Fault] = []
    for document in documents:
        gold = _gold(document, corpus)
        read = _read(document, corpus, extract(document, corpus))
        predicted = {key: meant for key, (meant, _) in read.items()}
        by_key = {key: found[0] for key, (_, found) in read.items()}
        for kind in corpus.relations:
            count.add(
                kind,
                {key: meant for key, meant in predicted.items() if key[1] == kind},
                {pair for pair in gold if pair[1] == kind},
            )
        count.add(ALL, predicted, gold)
        count.add(PAIR, _untyped(predicted), {_bare(pair) for pair in gold})
        faults += _wrong(document, predicted, by_key, gold)
        faults += _missed(document, gold - set().union(*predicted.values()) if predicted else gold)
    scores = [
        RelationScore(
            corpus=corpus.name,
            type=name,
            found=tally.found,
            right=tally.right,
            wanted=tally.wanted,
            covered=tally.covered,
        )
        for name, tally in count.tallies.items()
        if tally.wanted or tally.found
    ]
    return scores, faults


def judged(
    document: ParsedDocument, corpus: RelationCorpus, found: Iterable[Found]
) -> Iterator[tuple[Found, bool]]:
    """Yield each relation that the corpus has an opinion on, and whether it is marked."""
    gold = _gold(document, corpus)
    for meant, same in _read(document, corpus, found).values():
        for each in same:
            yield each, bool(meant & gold)


def scores_as_json(
    scores: Mapping[str, Iterable[RelationScore]], *, part: str, mentions: str
) -> dict[str, Any]:
    """Return scores by what read, as JSON values."""
    rows = [
        {"by": name}
        | asdict(each)
        | {rate: round(getattr(each, rate), 4) for rate in ("precision", "recall", "f1")}
        for name, found in scores.items()
        for each in found
    ]
    return {"part": part, "mentions": mentions, "relations": rows}


def faults_as_tsv(faults: Mapping[str, Iterable[Fault]]) -> str:
    """Return what was wrong or missed as a table with tabs; it holds sentences of the corpora."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(("by", *(each.name for each in fields(Fault))))
    for name, found in faults.items():
        for each in found:
            writer.writerow([name, *(" ".join(str(cell).split()) for cell in astuple(each))])
    return stream.getvalue()


def _gold(document: ParsedDocument, corpus: RelationCorpus) -> frozenset[Pair]:
    links = document.marked.links
    return frozenset(_ordered((link.subject, link.type, link.object), corpus) for link in links)


def _read(
    document: ParsedDocument, corpus: RelationCorpus, found: Iterable[Found]
) -> dict[Pair, tuple[frozenset[Pair], list[Found]]]:
    """Return what was read by key: the pairs of marked ends that it may mean, and all places that say it."""
    ends = _ends(document, corpus)
    read: dict[Pair, tuple[frozenset[Pair], list[Found]]] = {}
    for each in found:
        if _is_judged(each, document, corpus):
            key = _ordered(_key(each, document, corpus), corpus)
            meant, same = read.get(key, (frozenset(), []))
            may = {
                _ordered((one, each.type, other), corpus)
                for one in ends(each.subject, each.subject_span)
                for other in ends(each.object, each.object_span)
            }
            read[key] = (meant | may, [*same, each])
    return read


def _untyped(predicted: Mapping[Pair, frozenset[Pair]]) -> dict[Pair, frozenset[Pair]]:
    found: dict[Pair, frozenset[Pair]] = {}
    for key, meant in predicted.items():
        bare = _bare(key)
        found[bare] = found.get(bare, frozenset()) | {_bare(pair) for pair in meant}
    return found


def _bare(pair: Pair) -> Pair:
    return pair[0], PAIR, pair[2]


def _key(found: Found, document: ParsedDocument, corpus: RelationCorpus) -> Pair:
    if corpus.by_document:
        return document.name(found.subject), found.type, document.name(found.object)
    return found.subject_span.start, found.type, found.object_span.start


def _ordered(pair: Pair, corpus: RelationCorpus) -> Pair:
    if corpus.ordered or str(pair[0]) <= str(pair[2]):
        return pair
    return pair[2], pair[1], pair[0]


def _is_judged(found: Found, document: ParsedDocument, corpus: RelationCorpus) -> bool:
    """Tell whether the corpus marks relations of these types and, for mentions, within this sentence."""
    types = group(document.concept(found.subject).type), group(document.concept(found.object).type)
    if types not in corpus.pairs and types[::-1] not in corpus.pairs:
        return False
    return corpus.by_document or (
        found.sentence.contains(found.subject_span) and found.sentence.contains(found.object_span)
    )


def _ends(document: ParsedDocument, corpus: RelationCorpus) -> Callable[[str, Span], frozenset[End]]:
    """Return what gives for a concept, or for its place, the marked ends of relations that it means."""
    if corpus.by_document:
        return lambda concept, span: identifiers(document.name(concept))
    same = _repeats(document)
    marked = document.marked.mentions

    def at(concept: str, span: Span) -> frozenset[End]:
        kind = group(document.concept(concept).type)
        places = {i for i, m in enumerate(marked) if m.span.overlaps(span) and group(m.type) == kind}
        exact = {i for i in places if marked[i].span == span}
        return frozenset(j for i in exact or places for j in same.get(i, (i,)))

    return at


def _repeats(document: ParsedDocument) -> dict[int, tuple[int, ...]]:
    """Return for a marked mention itself and those that only repeat it in brackets."""
    place = {mention.span: i for i, mention in enumerate(document.marked.mentions)}
    found: dict[int, tuple[int, ...]] = {}
    for sentence in document.annotated.sentences:
        for index, target in enumerate(sentence.alias_of):
            ends = [place.get(sentence.mentions[i].span) for i in (target, index)]
            if index != target and ends[0] is not None and ends[1] is not None:
                found[ends[0]] = (*found.get(ends[0], (ends[0],)), ends[1])
    return found


def _wrong(
    document: ParsedDocument,
    predicted: Mapping[Pair, frozenset[Pair]],
    by_key: Mapping[Pair, Found],
    gold: Collection[Pair],
) -> Iterator[Fault]:
    text = document.marked.document.text
    for key, meant in predicted.items():
        if not meant & set(gold):
            found = by_key[key]
            yield Fault(
                corpus=document.marked.corpus,
                document=document.marked.name,
                fault="wrong",
                type=found.type,
                subject=found.subject_span.of(text),
                object=found.object_span.of(text),
                extractor=found.extractor,
                confidence=found.confidence,
                sentence=found.sentence.of(text),
            )


def _missed(document: ParsedDocument, missed: Iterable[Pair]) -> Iterator[Fault]:
    marked = document.marked
    for one, kind, other in sorted(missed, key=str):
        places = [_places(document, end) for end in (one, other)]
        sentence = next(
            (
                s.text
                for s in document.annotated.sentences
                if all(any(s.span.contains(span) for span in spans) for spans in places)
            ),
            "",
        )
        names = [spans[0].of(marked.document.text) if spans else "" for spans in places]
        yield Fault(
            corpus=marked.corpus,
            document=marked.name,
            fault="missed" if sentence else "missed across sentences",
            type=kind,
            subject=names[0],
            object=names[1],
            extractor="",
            confidence=0.0,
            sentence=sentence,
        )


def _places(document: ParsedDocument, end: End) -> list[Span]:
    marked = document.marked
    if isinstance(end, int):
        return [marked.mentions[end].span]
    return [m.span for m, ids in zip(marked.mentions, marked.ids, strict=True) if end in ids]
