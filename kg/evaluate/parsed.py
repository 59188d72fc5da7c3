"""Marked documents as the relation stage takes them: with the marked mentions, or with those we find."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Protocol

from kg.evaluate.groups import group
from kg.evaluate.marked import MarkedDocument, read_marked, relation_corpora
from kg.files import replace_file
from kg.model import Candidate, Concept, Document, EntityType, Grounding, Mention, Span
from kg.nlp.sentence import AnnotatedDocument
from kg.progress import Progress

JOINT = " "
"""Between identifiers that a concept has together: none holds one, while those of variants hold "|"."""


class Mentions(Enum):
    """Whose mentions a document is parsed with."""

    MARKED = "marked"
    """Those that people marked."""
    OURS = "ours"
    """Those that our recogniser finds by the rules of the corpus; where it has not learned these, `GRAPH`."""
    GRAPH = "graph"
    """Those that the graph is built from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A marked document with its sentences, what each of their mentions means, and those concepts.

    `names` has what the corpus calls concepts of ours, identifiers joined by `JOINT`; None where concepts are
    the marked ones and called so. `wider` has pairs of these names of which the second is of something wider.
    """

    marked: MarkedDocument
    annotated: AnnotatedDocument
    groundings: tuple[Grounding, ...]
    concepts: Mapping[str, Concept]
    names: Mapping[str, str] | None = None
    wider: frozenset[tuple[str, str]] = frozenset()

    def concept(self, curie: str) -> Concept:
        """Return a concept; one that nothing here means has its CURIE for a label."""
        found = self.concepts.get(curie)
        return found or Concept(curie=curie, label=curie, type=EntityType.PROCESS, grounded=False)

    @property
    def is_own(self) -> bool:
        """Whether the mentions are those that we find."""
        return self.names is not None

    def name(self, curie: str) -> str:
        """Return what the corpus calls a concept; the CURIE of one that it has no name for."""
        return curie if self.names is None else self.names.get(curie, curie)

    def has_name(self, curie: str) -> bool:
        """Tell whether the corpus has a name for a concept."""
        return self.names is None or curie in self.names


def identifiers(name: str) -> frozenset[str]:
    """Return the identifiers that the name of a concept in a corpus is made of."""
    return frozenset(name.split(JOINT))


class Parser(Protocol):
    """Annotates and grounds documents, as `kg.pipeline.reader.DocumentReader` does."""

    def annotate(self, document: Document, *, marked: Iterable[Mention] | None = None) -> AnnotatedDocument:
        """Return the sentences of a document, with marked mentions or our own."""
        ...

    def recognise(self, document: Document, scheme: str) -> list[tuple[Span, str]]:
        """Return the mentions that the recogniser finds by a scheme, with their types there."""
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
    mentions: Mentions,
    limit: int | None = None,
    work: Path | None = None,
    progress: Progress | None = None,
) -> list[ParsedDocument]:
    """Return the documents of a part, parsed with `mentions`.

    Parsed texts are kept in `work` and taken from there the next time: pickles, to be cleared when code
    changes, and to be read from a folder of one's own alone.

    Raises:
        TrainingError: the part is missing or damaged.
    """
    kept = None if work is None else work / f"{corpus}.{part}.{mentions.value}.pickle"
    if kept is not None and kept.is_file():
        found: list[ParsedDocument] = pickle.loads(kept.read_bytes())  # noqa: S301  # written here, by this very function
        return found[:limit]
    found = []
    for marked in list(read_marked(folder, corpus, part))[:limit]:
        found.append(parse(marked, parser, mentions))
        if progress is not None:
            progress.advance(item=corpus)
    if kept is not None and limit is None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        replace_file(kept, pickle.dumps(found))
    return found


def parse(marked: MarkedDocument, parser: Parser, mentions: Mentions) -> ParsedDocument:
    """Return a document parsed with `mentions`; its concepts have no names in the corpus yet."""
    if mentions is Mentions.MARKED:
        annotated = parser.annotate(marked.document, marked=marked.mentions)
        groundings, concepts = _as_marked(marked, annotated)
        return ParsedDocument(marked=marked, annotated=annotated, groundings=groundings, concepts=concepts)
    annotated = parser.annotate(marked.document)
    groundings, known = parser.ground(annotated)
    graph = ParsedDocument(
        marked=marked, annotated=annotated, groundings=groundings, concepts=known, names={}
    )
    scheme = relation_corpora()[marked.corpus].scheme
    return _by_scheme(graph, parser, scheme) if mentions is Mentions.OURS and scheme else graph


def _by_scheme(graph: ParsedDocument, parser: Parser, scheme: str) -> ParsedDocument:
    """Return a document with the mentions that the recogniser finds by a scheme.

    One that the graph has at the same place means there what it means in the graph, whose other mentions
    (species, cell lines) tell more; one that is not known means what the graph has within it.
    """
    marked = graph.marked
    types = relation_corpora()[marked.corpus].types
    longs = {a.short: a.long for a in graph.annotated.abbreviations}
    known = {(g.mention.span, group(graph.concept(g.concept).type)): g for g in graph.groundings}
    found = []
    for span, kind in parser.recognise(marked.document, scheme):
        if kind not in types:
            continue
        same = known.get((span, group(types[kind])))
        text = span.of(marked.document.text)
        found.append(
            same.mention
            if same
            else Mention(span=span, text=text, type=types[kind], name=longs.get(text, ""), recogniser="model")
        )
    annotated = parser.annotate(marked.document, marked=found)
    groundings, concepts = parser.ground(annotated)
    return merged(replace(graph, annotated=annotated, groundings=groundings, concepts=concepts), graph)


def merged(ours: ParsedDocument, graph: ParsedDocument) -> ParsedDocument:
    """Return `ours` with what `graph` says that its mentions mean, where it knows better."""
    concepts = {**graph.concepts, **ours.concepts}
    at: dict[str, list[Grounding]] = {}
    for each in graph.groundings:
        at.setdefault(group(graph.concept(each.concept).type), []).append(each)
    groundings = []
    for each in ours.groundings:
        span, kind = each.mention.span, group(ours.concept(each.concept).type)
        better = next((g for g in at.get(kind, ()) if g.mention.span == span), None)
        if better is None and each.chosen is None:
            inside = [g for g in at.get(kind, ()) if g.chosen and g.mention.span.overlaps(span)]
            better = inside[-1] if len(inside) == 1 else None
        groundings.append(each if better is None else replace(better, mention=each.mention))
    return replace(ours, groundings=tuple(groundings), concepts=concepts)


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
            curie = JOINT.join(ids[mention]) or f"local:{mention.span.start}-{mention.span.end}"
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
