"""Reads texts as the networks see them: words, and for each word a state that tells of it in its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from kg.errors import ModelError
from kg.model import Span
from kg.nlp.sentences import split_sentences
from kg.nlp.words.encoder import ENCODER_FILE, PIECES_FILE, Encoder
from kg.nlp.words.gazetteer import Gazetteer
from kg.nlp.words.layers import Floats, read_arrays
from kg.nlp.words.network import Network
from kg.nlp.words.spelling import find_words
from kg.nlp.words.stored import require

LONGEST = 100
"""Words; a longer sentence is read in parts."""
AT_ONCE = 256
"""So many sentences are read at once."""
ARRAYS, VOCABULARY, GAZETTEER = "arrays.npz", "vocabulary.json", "gazetteer.npz"
FILES = (ARRAYS, VOCABULARY, GAZETTEER)
_ENCODER_FILES = (ENCODER_FILE, PIECES_FILE)

Place = tuple[int, int]
"""Start and end (half-open) in characters of a text."""


class Part(NamedTuple):
    """Sentences that were read together: the text of each, its words, and the states of all words in order.

    `homes` are places among the texts, which ascend; `words` are characters of that text.
    """

    homes: Sequence[int]
    words: Sequence[Sequence[Place]]
    states: Floats


def cut_words(text: str, sentences: Sequence[Span] | None = None) -> Iterator[list[Place]]:
    """Yield the words of each sentence of `text`, those of more than `LONGEST` words in parts.

    `sentences` are the sentences where they are known already.
    """
    for span in split_sentences(text) if sentences is None else sentences:
        words = [(span.start + a, span.start + b) for a, b in find_words(text[span.start : span.end])]
        for first in range(0, len(words), LONGEST):
            yield words[first : first + LONGEST]


class WordReader:
    """The network with its gazetteer and, in the accurate tier, its encoder."""

    def __init__(self, network: Network, gazetteer: Gazetteer, encoder: Encoder | None = None) -> None:
        """Join the parts.

        Raises:
            ModelError: network and encoder were not trained together.
        """
        given = encoder.width if encoder else 0
        if network.vector_width != given:
            raise ModelError(
                f"the network takes {network.vector_width} numbers of each word's context, the encoder gives"
                f" {given}"
            )
        self.network = network
        self._gazetteer = gazetteer
        self._encoder = encoder

    @classmethod
    def load(cls, folder: Path) -> WordReader:
        """Read a model from the files that training wrote, the accurate tier's where they have an encoder.

        Raises:
            ModelError: a file is missing or damaged, or the accurate tier's extra is not installed.
        """
        accurate = any((folder / name).is_file() for name in _ENCODER_FILES)
        needed = (*FILES, *_ENCODER_FILES) if accurate else FILES
        require(folder, needed, "network of words")
        try:
            names = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
            network = Network(dict(read_arrays(folder / ARRAYS)), names["norms"], names["shapes"])
        except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile) as error:
            raise ModelError(f"{folder}: the network of words is damaged: {error}") from error
        if network.vector_width and not accurate:
            raise ModelError(f"{folder}: the encoder of this model is missing ({', '.join(_ENCODER_FILES)})")
        encoder = Encoder.load(folder) if accurate else None
        return cls(network, Gazetteer.load(folder / GAZETTEER), encoder)

    def read(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span] | None] | None = None
    ) -> Iterator[Part]:
        """Yield the sentences of `texts` in order, about `AT_ONCE` together, but for those without words.

        `sentences` are those of each text where they are known already.
        """
        homes: list[int] = []
        words: list[list[Place]] = []
        for number, text in enumerate(texts):
            for each in cut_words(text, None if sentences is None else sentences[number]):
                # the encoder reads a text in the light of all of it
                if len(homes) >= AT_ONCE and not (self._encoder and number == homes[-1]):
                    yield self._part(texts, homes, words)
                    homes, words = [], []
                homes.append(number)
                words.append(each)
        if homes:
            yield self._part(texts, homes, words)

    def _part(self, texts: Sequence[str], homes: list[int], words: list[list[Place]]) -> Part:
        forms = [[texts[home][a:b] for a, b in each] for home, each in zip(homes, words, strict=True)]
        hints = self._gazetteer.features(forms)
        vectors = self._encoder.vectors(forms, homes) if self._encoder else None
        return Part(homes, words, self.network.states(forms, hints, vectors=vectors))
