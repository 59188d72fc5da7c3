"""Training sentences of the entity recogniser: words and, for each head, a tag for each word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.corpora import AnnotatedText, Annotation
from kg.nlp.entities.tags import tag_spans
from kg.nlp.words.reader import cut_words
from kg.training.schemes import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedSentence:
    """A sentence of a corpus: its words, their tags by head (index into the heads), and where it stands.

    `words` are (start, end) in the text of the row.
    """

    corpus: str
    row: str
    text: str
    words: tuple[tuple[int, int], ...]
    tags: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def forms(self) -> list[str]:
        """The words themselves."""
        return [self.text[a:b] for a, b in self.words]


def tag_row(row: AnnotatedText, heads: Sequence[Head]) -> Iterator[TaggedSentence]:
    """Yield the sentences of `row` with the tags of every head that its corpus teaches.

    A mention that begins or ends inside a word teaches the whole words it touches.
    """
    taught = [(i, head.learns[row.corpus]) for i, head in enumerate(heads) if row.corpus in head.learns]
    for found in cut_words(row.text):
        words = tuple(found)
        start, end = words[0][0], words[-1][1]
        inside = [a for a in row.annotations if a.start < end and a.end > start]
        tags = tuple((i, tuple(_tags(words, inside, kinds))) for i, kinds in taught)
        yield TaggedSentence(corpus=row.corpus, row=row.row, text=row.text, words=words, tags=tags)


def _tags(
    words: Sequence[tuple[int, int]], annotations: Iterable[Annotation], kinds: Mapping[str, int]
) -> list[int]:
    starts = [a for a, _ in words]
    spans = []
    for each in annotations:
        if each.type not in kinds:
            continue
        first = bisect_left(starts, each.start + 1) - 1
        last = bisect_left(starts, each.end)
        first = max(first, 0) if words[max(first, 0)][1] > each.start else first + 1
        if first < last:
            spans.append((first, last, kinds[each.type]))
    return tag_spans(spans, len(words))
