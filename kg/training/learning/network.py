"""The default recogniser's network as it is trained; ``kg.nlp.words.network`` runs it without torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.nlp.words.gazetteer import FEATURES
from kg.nlp.words.spelling import bucket, spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The sizes of the network; widths in numbers, tables in rows."""

    norms: int = 30000
    grams: int = 40000
    shapes: int = 400
    norm_width: int = 128
    gram_width: int = 128
    shape_width: int = 24
    hint_width: int = 32
    word_width: int = 224
    state_width: int = 200
    outputs: int = 0
    vector_width: int = 0
    """Numbers of its context that each word comes with; 0 in the default tier."""
    context_width: int = 160
    """What they are reduced to."""

    @property
    def state(self) -> int:
        """Numbers of the state of a word."""
        width = 2 * self.state_width + self.word_width + self.hint_width
        return width + (self.context_width if self.vector_width else 0)


class Vocabulary:
    """The words and shapes that have a row of their own; row 0 is for all others."""

    def __init__(self, norms: Sequence[str], shapes: Sequence[str]) -> None:
        self.norms = {norm: i + 1 for i, norm in enumerate(norms)}
        self.shapes = {shape: i + 1 for i, shape in enumerate(shapes)}

    @classmethod
    def of(cls, forms: Iterable[str], sizes: Sizes, *, least: int = 2) -> Vocabulary:
        """Return the vocabulary of the most frequent `forms`, of words met at least `least` times."""
        counts = Counter(forms)
        norms: Counter[str] = Counter()
        shapes: Counter[str] = Counter()
        for form, count in counts.items():
            seen = spell(form)
            norms[seen.norm] += count
            shapes[seen.shape] += count
        ranked = sorted((n for n in norms.items() if n[1] >= least), key=lambda n: (-n[1], n[0]))
        kept = sorted(shapes.items(), key=lambda n: (-n[1], n[0]))
        return cls([n for n, _ in ranked[: sizes.norms - 1]], [s for s, _ in kept[: sizes.shapes - 1]])


class Spellings:
    """Rows of the tables for each distinct word, looked up once and kept."""

    def __init__(self, vocabulary: Vocabulary, sizes: Sizes) -> None:
        self._vocabulary = vocabulary
        self._sizes = sizes
        self._known: dict[str, tuple[int, int, tuple[int, ...]]] = {}

    def rows(self, form: str) -> tuple[int, int, tuple[int, ...]]:
        """Return the row of the norm, that of the shape, and those of the character runs."""
        found = self._known.get(form)
        if found is None:
            seen = spell(form)
            found = (
                self._vocabulary.norms.get(seen.norm, 0),
                self._vocabulary.shapes.get(seen.shape, 0),
                tuple(bucket(gram, self._sizes.grams) for gram in seen.grams),
            )
            self._known[form] = found
        return found


class EntityNetwork(nn.Module):
    """Word spelling, gazetteer hints, a gated convolution and a bidirectional LSTM under all heads.

    The layers follow Lample et al. (2016), with hashed character runs (Bojanowski et al. 2017) for their
    character LSTM, so that the part that sees a word alone can be kept for each distinct word.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.norm = nn.Embedding(sizes.norms, sizes.norm_width, sparse=True)
        self.gram = nn.EmbeddingBag(sizes.grams, sizes.gram_width, mode="mean", sparse=True)
        self.shape = nn.Embedding(sizes.shapes, sizes.shape_width)
        for table in (self.norm, self.gram, self.shape):
            nn.init.normal_(table.weight, std=0.3)
        seen = sizes.norm_width + sizes.gram_width + sizes.shape_width
        self.word = nn.Linear(seen, sizes.word_width)
        self.word_scale = nn.LayerNorm(sizes.word_width)
        self.hint = nn.Linear(FEATURES, sizes.hint_width)
        width = sizes.word_width + sizes.hint_width
        seen = width + (sizes.context_width if sizes.vector_width else 0)
        self.near = nn.Linear(3 * seen, 2 * width)
        self.near_scale = nn.LayerNorm(width)
        self.ahead = nn.LSTM(seen, sizes.state_width, batch_first=True)
        self.back = nn.LSTM(seen, sizes.state_width, batch_first=True)
        self.out = nn.Linear(2 * sizes.state_width + seen, sizes.outputs)
        self.drop = nn.Dropout(0.35)
        if sizes.vector_width:
            self.context = nn.Linear(sizes.vector_width, sizes.context_width)
            self.context_scale = nn.LayerNorm(sizes.context_width)

    def forward(
        self,
        types: tuple[Tensor, ...],
        places: Tensor,
        hints: Tensor,
        lengths: Tensor,
        *,
        columns: Tensor | None = None,
        vectors: Tensor | None = None,
    ) -> Tensor:
        """Return the outputs, (sentences, words, columns); all others are as `states` takes them."""
        return self.outputs(self.states(types, places, hints, lengths, vectors=vectors), columns=columns)

    def states(
        self,
        types: tuple[Tensor, ...],
        places: Tensor,
        hints: Tensor,
        lengths: Tensor,
        *,
        vectors: Tensor | None = None,
    ) -> Tensor:
        """Return the states of words, (sentences, words, `Sizes.state`).

        `types` are rows of the distinct words (norms, shapes, character runs, their offsets), `places` the
        distinct word of each word, `hints` the gazetteer's features, `lengths` words by sentence; `vectors`
        are those of the words' contexts, where the network takes them.
        """
        words = self.words(types)
        mask = (torch.arange(places.shape[1])[None] < lengths[:, None]).unsqueeze(-1)
        x = torch.cat([words[places], torch.tanh(self.hint(hints))], dim=-1) * mask
        x = self._locked(x)
        context = None if vectors is None else self.context_scale(self.context(vectors)) * mask
        seen = x if context is None else torch.cat([x, self._locked(context)], dim=-1)
        padded = nn.functional.pad(seen, (0, 0, 1, 1))
        window = torch.cat([padded[:, :-2], seen, padded[:, 2:]], dim=-1)
        x = self.near_scale(x + nn.functional.glu(self.near(window), dim=-1)) * mask
        x = x if context is None else torch.cat([x, context], dim=-1)
        inner = self._locked(x)
        turn = turned(lengths, places.shape[1]).unsqueeze(-1)
        ahead = self.ahead(inner)[0]
        back = self.back(inner.gather(1, turn.expand_as(inner)))[0]
        back = back.gather(1, turn.expand_as(back))
        return torch.cat([ahead, back, x], dim=-1)

    def outputs(self, states: Tensor, *, columns: Tensor | None = None) -> Tensor:
        """Return the scores of all tags, or of those in `columns`, for each state."""
        top = self._locked(states)
        if columns is None:
            out: Tensor = self.out(top)
            return out
        return nn.functional.linear(top, self.out.weight[columns], self.out.bias[columns])

    def words(self, types: tuple[Tensor, ...]) -> Tensor:
        """Return the vector of each distinct word, by its spelling alone."""
        norms, shapes, grams, offsets = types
        if self.training:
            hidden = torch.rand(norms.shape) < 0.1
            norms = norms.masked_fill(hidden, 0)
        seen = torch.cat([self.norm(norms), self.gram(grams, offsets), self.shape(shapes)], dim=-1)
        found: Tensor = self.word_scale(torch.tanh(self.word(self.drop(seen))))
        return found

    def _locked(self, x: Tensor) -> Tensor:
        """Drop the same numbers at every word of a sentence (Gal and Ghahramani 2016)."""
        if not self.training:
            return x
        rate = self.drop.p
        kept = (torch.rand(x.shape[0], 1, x.shape[2]) >= rate).to(x.dtype) / (1 - rate)
        return x * kept


def turned(lengths: Tensor, width: int) -> Tensor:
    """Return the order that reverses each sentence and leaves the padding behind it in place."""
    at = torch.arange(width)[None].expand(len(lengths), width)
    mirrored = lengths[:, None] - 1 - at
    return torch.where(mirrored >= 0, mirrored, at)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences made into tensors, as `EntityNetwork.forward` takes them."""

    types: tuple[Tensor, Tensor, Tensor, Tensor]
    places: Tensor
    hints: Tensor
    lengths: Tensor


def make_batch(
    sentences: Sequence[Sequence[str]], hints: Sequence[NDArray[np.float32]] | None, spellings: Spellings
) -> Batch:
    """Return the tensors for `sentences` (words) with the gazetteer features of each."""
    index: dict[str, int] = {}
    width = max(len(s) for s in sentences)
    places = torch.zeros(len(sentences), width, dtype=torch.long)
    features = torch.zeros(len(sentences), width, FEATURES)
    for row, words in enumerate(sentences):
        places[row, : len(words)] = torch.tensor([index.setdefault(w, len(index)) for w in words])
        if hints is not None:
            features[row, : len(words)] = torch.from_numpy(hints[row])
    rows = [spellings.rows(word) for word in index]
    grams = [g for _, _, each in rows for g in each]
    offsets = np.cumsum([0, *(len(each) for _, _, each in rows[:-1])])
    return Batch(
        types=(
            torch.tensor([n for n, _, _ in rows]),
            torch.tensor([s for _, s, _ in rows]),
            torch.tensor(grams),
            torch.from_numpy(offsets),
        ),
        places=places,
        hints=features,
        lengths=torch.tensor([len(s) for s in sentences]),
    )
