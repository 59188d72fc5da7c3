"""The parser as a spaCy component: tags, heads and labels of every token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.parsing.parser import FILES, REST, TreeParser, read_names
from kg.nlp.parsing.tokens import Place, cover, token_states
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.component import OverWords, by_sentences, read_each
from kg.nlp.words.layers import Floats
from kg.nlp.words.reader import AT_ONCE

NAME = "biomedkg_syntax"
SPACE = "_SP"
"""The tag of white space, as spaCy's English pipelines give it."""


@Language.factory(
    NAME,
    requires=["doc.tensor", "doc.sents"],
    assigns=["token.tag", "token.dep", "token.head"],
    default_config={"treebank": "craft", "words": WORDS},
)
def make_component(nlp: Language, name: str, treebank: str, words: str) -> SyntaxComponent:
    """Return a component without a model; `from_disk` gives it one."""
    return SyntaxComponent(nlp, treebank=treebank, words=words)


class SyntaxComponent(OverWords[TreeParser]):
    """Sets tag, head and label (CLEAR) of every token; sentences must be set before.

    `treebank` is the one whose habits the trees follow; `words` the name of the component that reads words.
    """

    def __init__(self, nlp: Language, *, treebank: str, words: str = WORDS) -> None:
        super().__init__(nlp, NAME, FILES, words=words)
        self.treebank = treebank

    @property
    def parser(self) -> TreeParser:
        """The parser itself.

        Raises:
            ModelError: the component has read no model, the model is damaged, or the pipeline reads no words.
        """
        return self.trained

    def _read(self, folder: Path) -> TreeParser:
        return TreeParser.load(folder, width=self.words.reader.network.state_width)

    def use(self, model: TreeParser) -> None:
        """Take a parser that is at hand already; nothing of it is saved with the pipeline."""
        super().use(model)
        for name in (*model.tags, *model.labels, SPACE):
            self._nlp.vocab.strings.add(name)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of dependencies that it gives; none before it has a model."""
        if self._model is not None:
            return self._model.labels
        return read_names(self._folder)["labels"] if self._folder else ()

    def pipe(
        self, stream: Iterable[Doc], *, batch_size: int = AT_ONCE, treebank: str | None = None
    ) -> Iterator[Doc]:
        """Parse many documents, about so many sentences at a time.

        They follow the habits of `treebank` (default: that of the component).

        Raises:
            ModelError: there is no such treebank, or the component has no model.
        """
        words = self.words
        for group in by_sentences(stream, batch_size):
            turn = words.reader.network.turn_width
            states: list[Floats] = []
            texts: list[_Text] = []
            for doc, (own, seen) in zip(group, read_each(group, words), strict=True):
                text = _Text.of(doc)
                texts.append(text)
                if text.places:
                    states.append(token_states(seen, cover(own, text.places), turn=turn))
            if states:
                self._write(group, texts, np.concatenate(states), treebank or self.treebank)
            yield from group

    def _write(self, docs: Sequence[Doc], texts: Sequence[_Text], states: Floats, treebank: str) -> None:
        """Set the trees of `docs`, whose words are in `texts`."""
        trees = self.parser.parse(states, [each for text in texts for each in text.forms], treebank=treebank)
        strings = self._nlp.vocab.strings
        for doc, text in zip(docs, texts, strict=True):
            if not text.rows:
                continue
            values = np.empty((len(doc), 3), dtype=np.int64)
            values[:, 0], values[:, 1] = _signed(strings[SPACE]), _signed(strings[REST])
            values[:, 2] = text.hung
            for row in text.rows:
                tree = next(trees)
                places = np.array(row)
                values[places, 0] = [_signed(strings[token.tag]) for token in tree]
                values[places, 1] = [_signed(strings[token.label]) for token in tree]
                values[places, 2] = places[[token.head for token in tree]] - places
            doc.from_array(["TAG", "DEP", "HEAD"], values.astype(np.uint64))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a document: places of the tokens by sentence, their forms, start and end in characters.

    White space is no word: `hung` has for each piece of it how far off the word stands that it hangs on.
    """

    rows: list[list[int]]
    forms: list[list[str]]
    places: list[Place]
    hung: NDArray[np.int64]

    @classmethod
    def of(cls, doc: Doc) -> _Text:
        """Return the words of `doc`; without sentences it is one."""
        rows, forms = [], []
        places: list[Place] = []
        hung = np.zeros(len(doc), dtype=np.int64)
        for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
            row, words = [], []
            spaces = []
            for token in sentence:
                if token.is_space:
                    spaces.append(token.i)
                    continue
                form, start = token.text, token.idx
                row.append(token.i)
                words.append(form)
                places.append((start, start + len(form)))
            for space in spaces:
                # on the word before it, at the begin of a sentence on the first word
                before = bisect_left(row, space) - 1
                hung[space] = row[max(before, 0)] - space if row else sentence.start - space
            if row:
                rows.append(row)
                forms.append(words)
        return cls(rows, forms, places, hung)


def _signed(hashed: int) -> int:
    """Return a hash of 64 bits as the signed number that has the same bits."""
    return hashed - (1 << 64) if hashed >> 63 else hashed
