"""The recogniser: texts in, mentions with their types out, by any of the annotation schemes it has learnt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.model import Span
from kg.nlp.entities.consistency import Reading, settle
from kg.nlp.entities.encoder import ENCODER_FILE, PIECES_FILE, Encoder, EncoderScorer
from kg.nlp.entities.gazetteer import Gazetteer
from kg.nlp.entities.network import Floats, Network
from kg.nlp.entities.tags import best_tags, read_spans, tag_count
from kg.nlp.entities.words import find_words
from kg.nlp.sentences import split_sentences

GRAPH = "graph"
"""The scheme of the types that the graph is built from; the others are those of single corpora."""
LONGEST = 100
"""Words; a longer sentence is read in parts."""
_AT_ONCE = 256
_FILES = ("heads.json", "vocabulary.json", "arrays.npz", "gazetteer.npz")
_ENCODER_FILES = (ENCODER_FILE, PIECES_FILE)


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


class Scorer(Protocol):
    """What gives the scores of tags for the words of sentences."""

    def outputs(
        self, sentences: Sequence[Sequence[str]], hints: Floats, columns: NDArray[np.int64]
    ) -> Floats:
        """Return the outputs of `columns`, a row a word."""
        ...


@runtime_checkable
class ContextScorer(Scorer, Protocol):
    """A scorer that reads a sentence in the light of its neighbours."""

    def outputs_in_texts(
        self,
        sentences: Sequence[Sequence[str]],
        texts: Sequence[int],
        hints: Floats,
        columns: NDArray[np.int64],
    ) -> Floats:
        """Return the outputs of `columns`, a row a word; `texts` tells which text each sentence is of."""
        ...


def cut(text: str, sentences: Sequence[Span] | None = None) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentences of `text`, those of more than `LONGEST` words in parts.

    `sentences` are the sentences where they are known already.
    """
    for span in split_sentences(text) if sentences is None else sentences:
        words = find_words(text[span.start : span.end])
        for first in range(0, len(words), LONGEST):
            part = words[first : first + LONGEST]
            yield span.start + part[0][0], span.start + part[-1][1]


class Recogniser:
    """Finds mentions with one network; the same text gives the same mentions, whatever came before."""

    def __init__(self, scorer: Scorer, gazetteer: Gazetteer, heads: Sequence[Head]) -> None:
        self._scorer = scorer
        self._gazetteer = gazetteer
        self._heads = tuple(heads)

    @classmethod
    def load(cls, folder: Path) -> Recogniser:
        """Read a model from the files that training wrote, the accurate tier's where they have an encoder.

        Raises:
            ModelError: a file is missing or damaged, or the accurate tier's extra is not installed.
        """
        accurate = any((folder / name).is_file() for name in _ENCODER_FILES)
        needed = (*_FILES, *_ENCODER_FILES) if accurate else _FILES
        missing = [name for name in needed if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder}: no entity model here ({', '.join(missing)} missing)")
        try:
            heads = [
                Head(**{**h, "types": tuple(h["types"])})
                for h in json.loads((folder / _FILES[0]).read_text())
            ]
            names = json.loads((folder / _FILES[1]).read_text(encoding="utf-8"))
            arrays = dict(_arrays(folder / _FILES[2]))
            network = Network(arrays, names["norms"], names["shapes"])
        except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile) as error:
            raise ModelError(f"{folder}: the entity model is damaged: {error}") from error
        if network.vector_width and not accurate:
            raise ModelError(f"{folder}: the encoder of this model is missing ({', '.join(_ENCODER_FILES)})")
        scorer: Scorer = EncoderScorer(network, Encoder.load(folder)) if accurate else network
        return cls(scorer, Gazetteer.load(folder / _FILES[3]), heads)

    @property
    def schemes(self) -> Mapping[str, tuple[str, ...]]:
        """The schemes, each with its types."""
        found: dict[str, list[str]] = {}
        for head in self._heads:
            found.setdefault(head.scheme, []).extend(head.types)
        return {scheme: tuple(types) for scheme, types in found.items()}

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
        heads = [head for head in self._heads if head.scheme == scheme]
        if not heads:
            raise ModelError(f"the entity model has no scheme {scheme!r}, only {', '.join(self.schemes)}")
        readings: dict[tuple[int, int], list[Reading]] = {}
        known = [None] * len(texts) if sentences is None else sentences
        rows = [(i, *bounds) for i, text in enumerate(texts) for bounds in cut(text, known[i])]
        for part in _parts(rows, whole=isinstance(self._scorer, ContextScorer)):
            words = [
                [(start + a, start + b) for a, b in find_words(texts[i][start:end])] for i, start, end in part
            ]
            forms = [[texts[i][a:b] for a, b in each] for (i, _, _), each in zip(part, words, strict=True)]
            homes = [i for i, _, _ in part]
            for row, head, (first, end, kind), confidence in self._spans(forms, homes, heads):
                reading = Reading(
                    words[row][first][0], words[row][end - 1][1], heads[head].types[kind], confidence
                )
                readings.setdefault((homes[row], head), []).append(reading)
        found: list[list[Found]] = [[] for _ in texts]
        for (text, _), each in readings.items():
            found[text] += [
                Found(start=r.start, end=r.end, type=r.type, confidence=r.confidence)
                for r in settle(texts[text], each)
            ]
        return [sorted(each, key=lambda f: (f.start, -f.end, f.type)) for each in found]

    def _spans(
        self, sentences: Sequence[Sequence[str]], texts: Sequence[int], heads: Sequence[Head]
    ) -> Iterator[tuple[int, int, tuple[int, int, int], float]]:
        """Yield sentence, head, span (first word, one past the last, type of the head) and confidence."""
        columns = np.concatenate([np.arange(h.offset, h.offset + h.width) for h in heads])
        hints = self._gazetteer.features(sentences)
        if isinstance(self._scorer, ContextScorer):
            out = self._scorer.outputs_in_texts(sentences, texts, hints, columns)
        else:
            out = self._scorer.outputs(sentences, hints, columns)
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


def _parts(rows: Sequence[tuple[int, int, int]], *, whole: bool) -> Iterator[list[tuple[int, int, int]]]:
    """Yield runs of sentences to read at once; `whole` texts are not torn apart."""
    part: list[tuple[int, int, int]] = []
    for row in rows:
        if len(part) >= _AT_ONCE and not (whole and row[0] == part[-1][0]):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


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


def _arrays(path: Path) -> Iterator[tuple[str, Floats]]:
    """Yield the arrays of a file by name; one stored in bytes has the scale of each row beside it."""
    with np.load(path, allow_pickle=False) as stored:
        for name in stored.files:
            if name.endswith(":scale"):
                continue
            value = stored[name].astype(np.float32)
            if f"{name}:scale" in stored.files:
                value *= stored[f"{name}:scale"].astype(np.float32)[:, None]
            yield name, value
