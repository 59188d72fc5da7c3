"""Reading the annotated corpora: one JSON object a line, packed with gzip."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import TrainingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An annotated mention: characters `start` to `end` (half-open) of the text, its type and identifiers.

    `ids` are as the corpus gives them (``MESH:D015738``), none where it knows none. `fragments` are the parts
    of a mention that other words interrupt, in order; empty for any other.
    """

    start: int
    end: int
    type: str
    ids: tuple[str, ...] = ()
    fragments: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An annotated relation: `subject` and `object` are indices of annotations where the corpus relates
    mentions, identifiers where it relates what a document is about. `type` is the corpus' own name for it.
    """

    subject: int | str
    type: str
    object: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedText:
    """One row of a corpus; `work` identifies the publication where the corpus tells, else the row.

    `indices` are the places of `annotations` in the row, to which its relations refer.
    """

    corpus: str
    row: str
    work: str
    text: str
    annotations: tuple[Annotation, ...]
    relations: tuple[Relation, ...] = ()
    indices: tuple[int, ...] = ()


def corpus_file(folder: Path, corpus: str, part: str) -> Path:
    """Return the file of a part ("train", "dev", ...) of a corpus."""
    return folder / corpus / f"{part}.jsonl.gz"


def read_corpus(folder: Path, corpus: str, part: str) -> Iterator[AnnotatedText]:
    """Yield the rows of a part of a corpus in the order of the file; words that trigger events are left out.

    Raises:
        TrainingError: there is no such file, or a line of it is damaged.
    """
    path = corpus_file(folder, corpus, part)
    if not path.is_file():
        raise TrainingError(f"{path}: no such part of a corpus")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield _row(line, corpus, f"{path}:{number}")


def _row(line: str, corpus: str, place: str) -> AnnotatedText:
    try:
        row = json.loads(line)
        named = [(i, e) for i, e in enumerate(row["entities"]) if e.get("role") != "trigger"]
        annotations = tuple(
            Annotation(
                start=e["start"],
                end=e["end"],
                type=e["type"],
                ids=tuple(e.get("ids", ())),
                fragments=tuple((start, end) for start, end in e.get("spans", ())),
            )
            for _, e in named
        )
        relations = tuple(
            Relation(subject=r["subject"], type=r["predicate"], object=r["object"])
            for r in row.get("relations", ())
        )
        work = str(row.get("pmid") or row.get("doc") or row["id"])
        return AnnotatedText(
            corpus=corpus,
            row=str(row["id"]),
            work=work,
            text=row["text"],
            annotations=annotations,
            relations=relations,
            indices=tuple(i for i, _ in named),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{place}: not a row of a corpus: {error!r}") from error
