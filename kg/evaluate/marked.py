"""Documents whose mentions and relations people have marked, as the relation stage takes them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluate.corpora import AnnotatedText, corpus_file, read_corpus
from kg.evaluate.gold import RECOGNISER
from kg.model import Block, BlockKind, Document, EntityType, Mention, Metadata, Span, digest

_TABLE = Path(__file__).with_name("relation_types.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCorpus:
    """How a corpus annotates relations; the head of ``relation_types.toml`` says what each part means.

    `answers` has for a predicate the type of relation that it answers to, `labels` for a label of `heads`.
    `scheme` is the one by which our recogniser finds what the corpus marks; empty where it has learned none.
    """

    name: str
    by_document: bool
    ordered: bool
    types: Mapping[str, EntityType]
    pairs: frozenset[tuple[str, str]]
    relations: tuple[str, ...]
    answers: Mapping[str, str]
    labels: Mapping[str, str]
    heads: frozenset[str]
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A marked relation: `subject` and `object` are places of mentions in the document, or identifiers."""

    subject: int | str
    type: str
    object: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDocument:
    """A document with marked mentions, sorted by place, the identifiers of each, and marked relations."""

    corpus: str
    name: str
    work: str
    document: Document
    mentions: tuple[Mention, ...]
    ids: tuple[tuple[str, ...], ...]
    links: frozenset[Link]


@cache
def relation_corpora() -> dict[str, RelationCorpus]:
    """Return the corpora that relations are measured on, in the order in which they are reported."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        name: RelationCorpus(
            name=name,
            by_document=row["level"] == "document",
            ordered=row.get("ordered", True),
            types={theirs: EntityType(ours) for theirs, ours in row["types"].items()},
            pairs=frozenset((one, other) for one, other in row["pairs"]),
            relations=tuple(r["type"] for r in row["relation"]),
            answers={p: r["type"] for r in row["relation"] for p in r["predicates"]},
            labels={label: r["type"] for r in row["relation"] for label in r.get("labels", ())},
            heads=frozenset(row.get("heads", ())),
            scheme=row.get("scheme", ""),
        )
        for name, row in rows.items()
    }


def choose_relation_corpora(
    folder: Path, wanted: Iterable[str], part: str
) -> tuple[list[RelationCorpus], list[str]]:
    """Return the corpora to measure, in the order of the table, and the names of those that the folder lacks.

    Raises:
        ConfigError: there is no such folder, it has none of the corpora, or a wanted one is unknown.
    """
    known = relation_corpora()
    names = list(dict.fromkeys(wanted)) or list(known)
    for name in names:
        if name not in known:
            raise ConfigError(f"relations are not measured on {name!r}; choose from {', '.join(known)}")
    there = [known[name] for name in known if name in names and corpus_file(folder, name, part).is_file()]
    missing = [name for name in names if known[name] not in there]
    if not there or (list(wanted) and missing):
        raise ConfigError(f"{folder}: no part {part!r} of {', '.join(missing)}")
    return there, missing


def read_marked(folder: Path, corpus: str, part: str) -> Iterator[MarkedDocument]:
    """Yield the documents of a part that have a marked mention, rows with the same text as one.

    Raises:
        TrainingError: the part is missing or damaged.
    """
    about = relation_corpora()[corpus]
    rows: dict[tuple[str, str], list[AnnotatedText]] = {}
    for row in read_corpus(folder, corpus, part):
        rows.setdefault((row.work, row.text), []).append(row)
    for same in rows.values():
        found = marked_document(same, about.types, relations=about.relations)
        if found.mentions:
            yield found


def marked_document(
    rows: Iterable[AnnotatedText], types: Mapping[str, EntityType], *, relations: Iterable[str]
) -> MarkedDocument:
    """Return rows with one text as a document; only mentions of `types` and these `relations` count."""
    rows, wanted = list(rows), frozenset(relations)
    text = rows[0].text
    ids: dict[Mention, tuple[str, ...]] = {}
    links: set[tuple[Mention | str, str, Mention | str]] = set()
    for row in rows:
        places: dict[int, Mention] = {}
        for index, each in zip(row.indices, row.annotations, strict=True):
            if each.type in types and each.start < each.end:
                span = Span(start=each.start, end=each.end)
                mention = Mention(span=span, text=span.of(text), type=types[each.type], recogniser=RECOGNISER)
                places[index] = mention
                ids[mention] = tuple(dict.fromkeys((*ids.get(mention, ()), *each.ids)))
        for relation in row.relations:
            ends = [
                places.get(end) if isinstance(end, int) else end
                for end in (relation.subject, relation.object)
            ]
            if relation.type in wanted and ends[0] is not None and ends[1] is not None:
                links.add((ends[0], relation.type, ends[1]))
    mentions = tuple(sorted(ids, key=lambda m: (m.span, m.type.value)))
    place = {mention: at for at, mention in enumerate(mentions)}
    return MarkedDocument(
        corpus=rows[0].corpus,
        name=rows[0].row,
        work=rows[0].work,
        document=document_of(text, source=f"{rows[0].row}.txt"),
        mentions=mentions,
        ids=tuple(ids[mention] for mention in mentions),
        links=frozenset(
            Link(
                subject=one if isinstance(one, str) else place[one],
                type=kind,
                object=other if isinstance(other, str) else place[other],
            )
            for one, kind, other in links
        ),
    )


def document_of(text: str, *, source: str) -> Document:
    """Return a text as a document in which each line is a paragraph."""
    blocks, place = [], 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = place + line.index(words)
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start=start, end=start + len(words))))
        place += len(line)
    return Document(
        text=text,
        blocks=tuple(blocks),
        metadata=Metadata(),
        source=source,
        sha256=digest(text),
        format="text",
    )
