"""The recogniser: texts in, mentions with their types out, by any of the annotation schemes it has learnt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from kg.errors import ModelError
from kg.model import Span
from kg.nlp.entities.consistency import Reading, settle
from kg.nlp.entities.tags import best_tags, read_spans, tag_count
from kg.nlp.words.layers import Floats, Linear, read_arrays
from kg.nlp.words.reader import Part, WordReader
from kg.nlp.words.stored import require

GRAPH = "graph"
"""The scheme of the types that the graph is built from; the others are those of single corpora."""
FILES = HEADS, ARRAYS = "heads.json", "arrays.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention: characters `start` to `end` (half-open) of the text, its type, and how sure the reading is.

    `confidence` (0-1) is the probability of the least probable tag of its words.
    """

    start: int
    end: int
    type: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One row of tags of the model: the scheme it belongs to, the types it tells apart, its first column."""

    scheme: str
    types: tuple[str, ...]
    offset: int

    @property
    def width(self) -> int:
        """How many columns it has."""
        return tag_count(len(self.types))


class Recogniser:
    """Finds mentions with one network; the same text gives the same mentions, whatever came before."""

    def __init__(self, reader: WordReader, scores: Linear, heads: Sequence[Head]) -> None:
        """Take what reads words, the layer that scores tags by their states, and the heads of its columns."""
        self._reader = reader
        self._scores: dict[str, tuple[list[Head], Linear]] = {}
        for scheme in dict.fromkeys(head.scheme for head in heads):
            own = [head for head in heads if head.scheme == scheme]
            columns = np.concatenate([np.arange(h.offset, h.offset + h.width) for h in own])
            self._scores[scheme] = own, scores.only(columns)

    @classmethod
    def load(cls, folder: Path, reader: WordReader) -> Recogniser:
        """Read a model from the files that training wrote.

        Raises:
            ModelError: a file is missing or damaged, or is of another network of words.
        """
        require(folder, FILES, "entity model")
        try:
            rows = json.loads((folder / HEADS).read_text(encoding="utf-8"))
            heads = [Head(**{**row, "types": tuple(row["types"])}) for row in rows]
            scores = Linear(dict(read_arrays(folder / ARRAYS)), "out")
        except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile) as error:
            raise ModelError(f"{folder}: the entity model is damaged: {error}") from error
        if scores.width_in != reader.network.state_width:
            raise ModelError(f"{folder}: the entity model was trained over another network of words")
        return cls(reader, scores, heads)

    @property
    def schemes(self) -> Mapping[str, tuple[str, ...]]:
        """The schemes, each with its types."""
        return {
            scheme: tuple(t for h in heads for t in h.types) for scheme, (heads, _) in self._scores.items()
        }

    def find(
        self,
        texts: Sequence[str],
        *,
        scheme: str = GRAPH,
        sentences: Sequence[Sequence[Span]] | None = None,
    ) -> list[list[Found]]:
        """Return the mentions of each text by `scheme`, sorted by place; those of two types may overlap.

        Raises:
            ModelError: the model has no such scheme.
        """
        return self.find_in(texts, self._reader.read(texts, sentences), scheme=scheme)

    def find_in(
        self, texts: Sequence[str], parts: Iterable[Part], *, scheme: str = GRAPH
    ) -> list[list[Found]]:
        """Return the mentions as `find` does, of texts whose words have been read.

        Raises:
            ModelError: the model has no such scheme.
        """
        if scheme not in self._scores:
            raise ModelError(f"the entity model has no scheme {scheme!r}, only {', '.join(self.schemes)}")
        heads, scores = self._scores[scheme]
        readings: dict[tuple[int, int], list[Reading]] = {}
        for part in parts:
            for row, head, (first, end, kind), confidence in _spans(part, heads, scores(part.states)):
                words = part.words[row]
                reading = Reading(words[first][0], words[end - 1][1], heads[head].types[kind], confidence)
                readings.setdefault((part.homes[row], head), []).append(reading)
        found: list[list[Found]] = [[] for _ in texts]
        for (text, _), each in readings.items():
            found[text] += [
                Found(start=r.start, end=r.end, type=r.type, confidence=r.confidence)
                for r in settle(texts[text], each)
            ]
        return [sorted(each, key=lambda f: (f.start, -f.end, f.type)) for each in found]


def _spans(
    part: Part, heads: Sequence[Head], out: Floats
) -> Iterator[tuple[int, int, tuple[int, int, int], float]]:
    """Yield sentence, head, span (first word, one past the last, type of the head) and confidence.

    `out` are the scores of the tags of each word, head after head.
    """
    sentences = part.words
    lengths = np.array([len(s) for s in sentences])
    longest = int(lengths.max())
    place = np.arange(longest)[None] < lengths[:, None]
    at = 0
    for width, first_head, group in _same_width(heads):
        scores = np.zeros((len(group), len(sentences), longest, width), dtype=np.float32)
        for i, _ in enumerate(group):
            scores[i][place] = _log_softmax(out[:, at : at + width])
            at += width
        flat = scores.reshape(-1, longest, width)
        # Where every word is likeliest outside, no mention is likelier.
        rows = np.flatnonzero((flat.argmax(axis=2) > 0).any(axis=1))
        if not len(rows):
            continue
        flat = flat[rows]
        tags = best_tags(flat, lengths[rows % len(sentences)], (width - 1) // 4)
        sure = np.exp(np.take_along_axis(flat, tags[:, :, None], axis=2)[:, :, 0])
        for at_row, row in enumerate(rows):
            head, sentence = divmod(int(row), len(sentences))
            for span in read_spans(tags[at_row, : lengths[sentence]].tolist()):
                yield (
                    sentence,
                    first_head + head,
                    span,
                    round(float(sure[at_row, span[0] : span[1]].min()), 3),
                )


def _same_width(heads: Sequence[Head]) -> Iterator[tuple[int, int, Sequence[Head]]]:
    """Yield runs of neighbouring heads with the same number of tags, which are decoded together: the number,
    the index of the first, and the heads."""
    first = 0
    for at in range(1, len(heads) + 1):
        if at == len(heads) or heads[at].width != heads[first].width:
            yield heads[first].width, first, heads[first:at]
            first = at


def _log_softmax(x: Floats) -> Floats:
    x = x - x.max(axis=1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(axis=1, keepdims=True)), dtype=np.float32)
