"""What can be measured of reading relations: the rules, the trained reader at its best F1, or both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.marked import RelationCorpus
from kg.evaluate.pair_types import PairTypes, load_types
from kg.evaluate.parsed import ParsedDocument
from kg.evaluate.pooled import Pooled, key, load_pooled, named_sentences, pooled_features, proposals
from kg.evaluate.relations import Extractor, Found, from_assertions
from kg.evaluate.sequence import load_sequence
from kg.model import Assertion, Span
from kg.relations import RelationReader, load_schema
from kg.relations.learned.features import KINDS
from kg.relations.learned.model import load_heads
from kg.relations.learned.propose import Proposal
from kg.resources import data_dir

RULES, READER, BOTH = "rules", "reader", "both"


def learned_folder() -> Path:
    """Return the folder of what was trained."""
    return data_dir("pipelines") / "models" / "relations"


def extractor(name: str, folder: Path) -> Extractor:
    """Return what reads by `RULES`, `READER` or `BOTH`; `folder` has what was trained.

    Raises:
        ConfigError: the schema or what was trained is damaged.
    """
    if name == RULES:
        return _Rules()
    return _Trained(folder, rules=_Rules() if name == BOTH else None)


class _Rules:
    def __init__(self) -> None:
        self._schema = load_schema()

    def assertions(self, document: ParsedDocument) -> tuple[Assertion, ...]:
        reader = RelationReader(self._schema, document.concept)
        return reader.read(document.annotated, document.groundings)[0]

    def __call__(self, document: ParsedDocument, corpus: RelationCorpus) -> Iterator[Found]:
        return from_assertions(self.assertions(document), corpus)


class _Trained:
    def __init__(self, folder: Path, *, rules: _Rules | None) -> None:
        self._heads = load_heads(folder)
        self._pooled = load_pooled(folder)
        self._types = load_types(folder)
        self._second = load_sequence(folder)
        self._rules = rules

    def __call__(self, document: ParsedDocument, corpus: RelationCorpus) -> Iterator[Found]:
        assertions = self._rules.assertions(document) if self._rules else ()
        said = proposals(document, self._heads)
        if corpus.by_document:
            yield from self._of_document(document, corpus, said, assertions)
            return
        ruled = {(f.subject_span, f.object_span): f for f in from_assertions(assertions, corpus)}
        sentences = {at: (sentence, types) for at, sentence, types, _ in named_sentences(document)}
        for rows in said.values():
            for at, first in rows:
                proposal = self._second.judged(first, *sentences[at])
                found = _of_mentions(document, corpus, at, proposal)
                if found is None:
                    continue
                # what the rules relate is related, and how the reader knows best
                rule = ruled.pop((found.subject_span, found.object_span), None)
                if rule is not None or found.confidence >= proposal.head.balance:
                    yield found
        yield from ruled.values()

    def _judge(self, corpus: RelationCorpus, pair: tuple[str, str], *, own: bool) -> Pooled | None:
        """Return what was learned of a pair of kinds: with the marked mentions, where nothing with ours."""
        rules = self._rules is not None
        names = [key(corpus.name, pair, rules=rules, own=each) for each in sorted({own, False}, reverse=True)]
        return next((self._pooled[name] for name in names if name in self._pooled), None)

    def _of_document(
        self,
        document: ParsedDocument,
        corpus: RelationCorpus,
        said: dict[tuple[str, str], list[tuple[int, Proposal]]],
        assertions: tuple[Assertion, ...],
    ) -> Iterator[Found]:
        places = _first_places(document)
        # Learned with the marked mentions; with ours it made the types no better.
        typed = PairTypes({} if document.is_own else self._types, document, corpus)
        for pair in sorted(corpus.pairs):
            judge = self._judge(corpus, pair, own=document.is_own)
            if judge is None:
                continue
            pairs = list(pooled_features(document, pair, said, assertions))
            for each, chances in zip(pairs, judge.chances(pairs), strict=True):
                judged = typed.judged(pair, (each.one, each.other), judge.labels, chances)
                likeliest = int(judged[1:].argmax()) + 1
                if judged[likeliest] >= judge.threshold:
                    rows = said.get((each.one, each.other)) or said.get((each.other, each.one))
                    subject, object_ = places[each.one], places[each.other]
                    at = rows[0][0] if rows else subject.sentence
                    yield Found(
                        subject=subject.concept,
                        subject_span=subject.span,
                        type=judge.labels[likeliest],
                        object=object_.concept,
                        object_span=object_.span,
                        sentence=document.annotated.sentences[at].span,
                        extractor="reader/document",
                        confidence=round(float(judged[likeliest]), 3),
                    )


def _of_mentions(
    document: ParsedDocument, corpus: RelationCorpus, at: int, proposal: Proposal
) -> Found | None:
    """Return what a head that a corpus listens to says of two mentions, in the corpus' own words."""
    head = proposal.head
    if head.name not in corpus.heads:
        return None
    labels = defaultdict(list)
    for label, kind in corpus.labels.items():
        labels[kind].append(label)
    kind, chance = max(((k, proposal.chance(ls)) for k, ls in labels.items()), key=lambda kc: kc[1])
    sentence = document.annotated.sentences[at]
    start = sum(len(s.mentions) for s in document.annotated.sentences[:at])
    return Found(
        subject=document.groundings[start + proposal.one].concept,
        subject_span=sentence.mentions[proposal.one].span,
        type=kind,
        object=document.groundings[start + proposal.other].concept,
        object_span=sentence.mentions[proposal.other].span,
        sentence=sentence.span,
        extractor=f"reader/{head.name}",
        confidence=round(chance, 3),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    concept: str
    span: Span
    sentence: int


def _first_places(document: ParsedDocument) -> dict[str, _Place]:
    """Return where what has a name in the corpus stands first."""
    found: dict[str, _Place] = {}
    groundings = iter(document.groundings)
    for at, sentence in enumerate(document.annotated.sentences):
        for mention in sentence.mentions:
            concept = next(groundings).concept
            place = _Place(concept=concept, span=mention.span, sentence=at)
            if KINDS.get(document.concept(concept).type) is not None:
                found.setdefault(document.name(concept), place)
    return found
