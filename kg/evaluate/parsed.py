"""Marked documents as the relation stage takes them: with the marked mentions, or with those we find."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.evaluate.marked import MarkedDocument, read_marked
from kg.files import replace_file
from kg.model import Candidate, Concept, Document, EntityType, Grounding, Mention
from kg.nlp.sentence import AnnotatedDocument
from kg.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A marked document with its sentences, what each of their mentions means, and those concepts."""

    marked: MarkedDocument
    annotated: AnnotatedDocument
    groundings: tuple[Grounding, ...]
    concepts: Mapping[str, Concept]

    def concept(self, curie: str) -> Concept:
        """Return a concept; one that nothing here means has its CURIE for a label."""
        found = self.concepts.get(curie)
        return found or Concept(curie=curie, label=curie, type=EntityType.PROCESS, grounded=False)


class Parser(Protocol):
    """Annotates and grounds documents, as `kg.pipeline.reader.DocumentReader` does."""

    def annotate(self, document: Document, *, marked: Iterable[Mention] | None = None) -> AnnotatedDocument:
        """Return the sentences of a document, with marked mentions or our own."""
        ...

    def ground(self, annotated: AnnotatedDocument) -> tuple[tuple[Grounding, ...], Mapping[str, Concept]]:
        """Return what the mentions of a document mean, and those concepts."""
        ...


def read_parsed(
    folder: Path,
    corpus: str,
    part: str,
    parser: Parser,
    *,
    own: bool,
    limit: int | None = None,
    work: Path | None = None,
    progress: Progress | None = None,
) -> list[ParsedDocument]:
    """Return the documents of a part, parsed with the marked mentions or, with `own`, with ours.

    Parsed texts are kept in `work` and taken from there the next time: pickles, to be cleared when code
    changes, and to be read from a folder of one's own alone.

    Raises:
        TrainingError: the part is missing or damaged.
    """
    kept = None if work is None else work / f"{corpus}.{part}.{'own' if own else 'gold'}.pickle"
    if kept is not None and kept.is_file():
        found: list[ParsedDocument] = pickle.loads(kept.read_bytes())  # noqa: S301  # written here, by this very function
        return found[:limit]
    found = []
    for marked in list(read_marked(folder, corpus, part))[:limit]:
        found.append(parse(marked, parser, own=own))
        if progress is not None:
            progress.advance(item=corpus)
    if kept is not None and limit is None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        replace_file(kept, pickle.dumps(found))
    return found


def parse(marked: MarkedDocument, parser: Parser, *, own: bool) -> ParsedDocument:
    """Return a document parsed with the marked mentions or, with `own`, with ours."""
    annotated = parser.annotate(marked.document, marked=None if own else marked.mentions)
    if own:
        groundings, concepts = parser.ground(annotated)
    else:
        groundings, concepts = _as_marked(marked, annotated)
    return ParsedDocument(marked=marked, annotated=annotated, groundings=groundings, concepts=concepts)


def _as_marked(
    marked: MarkedDocument, annotated: AnnotatedDocument
) -> tuple[tuple[Grounding, ...], dict[str, Concept]]:
    """Return for each mention of the sentences the concept that stands for its marked identifiers.

    Without identifiers each mention is a thing of its own.
    """
    ids = dict(zip(marked.mentions, marked.ids, strict=True))
    groundings: list[Grounding] = []
    concepts: dict[str, Concept] = {}
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            curie = "|".join(ids[mention]) or f"local:{mention.span.start}-{mention.span.end}"
            chosen = Candidate(
                curie=curie,
                label=mention.text,
                type=mention.type,
                name=mention.text,
                score=1.0,
                reasons=("marked",),
            )
            groundings.append(Grounding(mention=mention, concept=curie, chosen=chosen, candidates=(chosen,)))
            concepts.setdefault(curie, Concept(curie=curie, label=mention.text, type=mention.type))
    return tuple(groundings), concepts
