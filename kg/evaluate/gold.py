"""What people annotated: documents with mentions to ground and the concepts that are right for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import ConfigError
from kg.evaluate.catalogue import CORPORA, Kind
from kg.evaluate.corpora import AnnotatedText, Annotation, corpus_file, read_corpus
from kg.evaluate.identifiers import curie_of
from kg.model import Abbreviation, Mention, Span
from kg.nlp.abbreviation import find_abbreviations

RECOGNISER = "gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A mention with the concepts that are right for it: none where the corpus says that there is none.

    `kind` is the name of its kind in the catalogue.
    """

    mention: Mention
    kind: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document of a corpus; `left_out` counts mentions whose identifiers mean nothing outside it."""

    corpus: str
    name: str
    text: str
    mentions: tuple[GoldMention, ...]
    abbreviations: tuple[Abbreviation, ...]
    left_out: int = 0

    @property
    def long_forms(self) -> Mapping[str, str]:
        """What each short form of the document stands for, by its first definition."""
        found: dict[str, str] = {}
        for each in self.abbreviations:
            found.setdefault(each.short, each.long)
        return found


def choose_corpora(folder: Path, wanted: Iterable[str], part: str) -> tuple[list[str], list[str]]:
    """Return the corpora to measure, in the order of the catalogue, and those that the folder lacks.

    Raises:
        ConfigError: there is no such folder, it has none of the corpora, or a wanted one is unknown.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder with corpora")
    names = list(dict.fromkeys(wanted))
    for name in names:
        if name not in CORPORA:
            raise ConfigError(f"grounding is not measured on {name!r}; choose from {', '.join(CORPORA)}")
    there = [c for c in CORPORA if (not names or c in names) and corpus_file(folder, c, part).is_file()]
    missing = [c for c in CORPORA if (not names or c in names) and c not in there]
    if not there or (names and missing):
        raise ConfigError(f"{folder}: no part {part!r} of {', '.join(missing[:8])}")
    return there, missing


def check_kinds(corpora: Iterable[str], kinds: Iterable[str]) -> None:
    """Raise unless each of `kinds` is annotated in one of `corpora`.

    Raises:
        ConfigError: the text says which kinds there are.
    """
    there = {kind.name for corpus in corpora for kind in CORPORA[corpus]}
    for name in kinds:
        if name not in there:
            raise ConfigError(f"no mentions of kind {name!r}; there are {', '.join(sorted(there))}")


def read_documents(
    folder: Path, corpus: str, part: str, *, kinds: Iterable[str] = (), abbreviations: bool = True
) -> Iterator[GoldDocument]:
    """Yield the documents of a part that have mentions of the `kinds` of the catalogue (default: all).

    Rows with the same text are one document: a corpus may have a row for each pair of mentions. Without
    `abbreviations` the documents come sooner and have none.

    Raises:
        TrainingError: the part is missing or damaged.
    """
    names = set(kinds)
    chosen = [kind for kind in CORPORA[corpus] if not names or kind.name in names]
    tokenizer = spacy.blank("en") if abbreviations else None
    for row, found in _merged(read_corpus(folder, corpus, part)):
        document = _document(row, found, chosen, tokenizer)
        if document.mentions or document.left_out:
            yield document


def _merged(rows: Iterable[AnnotatedText]) -> Iterator[tuple[AnnotatedText, list[Annotation]]]:
    first: dict[tuple[str, str], AnnotatedText] = {}
    found: dict[tuple[str, str], dict[Annotation, None]] = {}
    for row in rows:
        key = (row.work, row.text)
        first.setdefault(key, row)
        found.setdefault(key, {}).update(dict.fromkeys(row.annotations))
    for key, row in first.items():
        yield row, sorted(found[key], key=lambda a: (a.start, a.end, a.type, a.ids))


def _document(
    row: AnnotatedText, found: Iterable[Annotation], kinds: Iterable[Kind], tokenizer: Language | None
) -> GoldDocument:
    of_type = {name: kind for kind in kinds for name in kind.types}
    mentions, left_out = [], 0
    for annotation in found:
        kind = of_type.get(annotation.type)
        if kind is None:
            continue
        curies = [curie_of(identifier) for identifier in annotation.ids]
        if None in curies:
            left_out += 1
            continue
        gold = frozenset(curie for curie in curies if curie)
        mentions.append(GoldMention(mention=_mention(row.text, annotation, kind), kind=kind.name, gold=gold))
    return GoldDocument(
        corpus=row.corpus,
        name=row.row,
        text=row.text,
        mentions=tuple(mentions),
        abbreviations=abbreviations_of(row.text, tokenizer) if mentions and tokenizer else (),
        left_out=left_out,
    )


def _mention(text: str, annotation: Annotation, kind: Kind) -> Mention:
    """Return the mention; one in fragments is grounded by the words that belong to it."""
    return Mention(
        span=Span(start=annotation.start, end=annotation.end),
        text=text[annotation.start : annotation.end],
        type=kind.type,
        recogniser=RECOGNISER,
        name=" ".join(text[start:end] for start, end in annotation.fragments),
    )


def abbreviations_of(text: str, tokenizer: Language) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that `text` defines, read line by line as blocks are."""
    docs, offsets, place = [], [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            docs.append(tokenizer.make_doc(line))
            offsets.append(place)
        place += len(line)
    return find_abbreviations(docs, offsets)
