"""Measures what a whole reading finds: the concepts of a text, against those that people annotated in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.documents import read_bytes
from kg.evaluate.catalogue import CORPORA
from kg.evaluate.gold import GoldDocument, read_documents
from kg.evaluate.score import Counts
from kg.evaluate.systems import Answer
from kg.evaluate.truth import Truth
from kg.grounding.candidates import type_factor
from kg.lexicon import Lexicon
from kg.model import Concept, Document, EntityType, Reading
from kg.progress import Progress, SilentProgress


class Reader(Protocol):
    """Reads documents, as `kg.pipeline.reader.DocumentReader` does."""

    @property
    def lexicon(self) -> Lexicon:
        """The names it grounds by."""
        ...

    def read(self, document: Document) -> Reading:
        """Return all that a document says."""
        ...


_ALONE = (EntityType.CELL_LINE, EntityType.CELL, EntityType.ANATOMY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptScore(Counts):
    """How the concepts found in `documents` documents agree with those annotated there, by kind.

    `found` counts pairs of document and concept, `right` those of them that mean an annotated one; `wanted`
    counts pairs of document and annotated concept, `covered` those of them that were found. Two concepts
    that mean the same annotated one are both right and cover it once.

    >>> score = ConceptScore(corpus="a", kind="gene", documents=1, found=4, right=3, wanted=6, covered=3)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.75, 0.5, 0.6)
    """

    corpus: str
    kind: str
    documents: int


def measure_concepts(
    reader: Reader,
    folder: Path,
    corpora: Iterable[str],
    *,
    part: str,
    kinds: Sequence[str] = (),
    limit: int | None = None,
    progress: Progress | None = None,
) -> list[ConceptScore]:
    """Return the scores of the concepts that `reader` finds in a part of `corpora`, each kind by itself.

    Concepts that no public source has do not count as found, nor do those of types that the corpus does not
    mark. `kinds` are those of the catalogue (default: all), `limit` is the largest number of documents of a
    corpus (default: all).

    Raises:
        TrainingError: a corpus is damaged.
    """
    documents = {
        corpus: list(read_documents(folder, corpus, part, kinds=kinds, abbreviations=False))[:limit]
        for corpus in corpora
    }
    every = [document for group in documents.values() for document in group]
    truth = Truth(reader.lexicon, {curie for d in every for m in d.mentions for curie in m.gold})
    progress = progress or SilentProgress()
    progress.start(len(every), "reading")
    scores = []
    try:
        for corpus, group in documents.items():
            types = {k.name: k.type for k in CORPORA[corpus] if not kinds or k.name in kinds}
            counts = {kind: [0, 0, 0, 0] for kind in types}
            for document in group:
                concepts = _concepts(reader, document)
                for kind, tally in counts.items():
                    for place, value in enumerate(_compare(document, concepts, kind, types, truth)):
                        tally[place] += value
                progress.advance(item=corpus)
            scores += [_score(corpus, kind, len(group), tally) for kind, tally in counts.items()]
            if len(counts) > 1:
                together = [sum(column) for column in zip(*counts.values(), strict=True)]
                scores.append(_score(corpus, "all", len(group), together))
    finally:
        progress.finish()
    return scores


def _concepts(reader: Reader, document: GoldDocument) -> list[Concept]:
    """Return the concepts that a document's mentions were grounded to, sorted by CURIE."""
    found: dict[str, Concept] = {}
    for read in read_bytes(document.text.encode(), source=f"{document.name}.txt", format="text"):
        reading = reader.read(read)
        named = {grounding.concept for grounding in reading.groundings}
        found.update((c.curie, c) for c in reading.concepts if c.curie in named)
    return [found[curie] for curie in sorted(found)]


def _compare(
    document: GoldDocument,
    concepts: Iterable[Concept],
    kind: str,
    types: Mapping[str, EntityType],
    truth: Truth,
) -> tuple[int, int, int, int]:
    """Return how many concepts of a kind were found, right, wanted and covered in one document."""
    gold = sorted({curie for each in document.mentions if each.kind == kind for curie in each.gold})
    answers = [
        Answer(curie=concept.curie, label=concept.label)
        for concept in concepts
        if _kind_of(concept, types) == kind and (concept.grounded or concept.type is EntityType.VARIANT)
    ]
    right = sum(truth.is_right(answer, gold) for answer in answers)
    covered = sum(any(truth.is_right(answer, [curie]) for answer in answers) for curie in gold)
    return len(answers), right, len(gold), covered


def _kind_of(concept: Concept, types: Mapping[str, EntityType]) -> str | None:
    """Return the kind of a concept: the one of its type, else the first of a type akin to it.

    A corpus that marks cell lines, cells or places marks just these, so nothing is akin to them here.
    """
    fits = {
        kind: 0.0 if wanted in _ALONE and wanted is not concept.type else type_factor(wanted, concept.type)
        for kind, wanted in types.items()
    }
    best = max(fits, key=lambda kind: fits[kind], default=None)
    return best if best is not None and fits[best] else None


def _score(corpus: str, kind: str, documents: int, tally: Sequence[int]) -> ConceptScore:
    found, right, wanted, covered = tally
    return ConceptScore(
        corpus=corpus,
        kind=kind,
        documents=documents,
        found=found,
        right=right,
        wanted=wanted,
        covered=covered,
    )
