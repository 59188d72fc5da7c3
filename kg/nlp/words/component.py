"""The network as a spaCy component that reads a document once for all that stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.model import Span
from kg.nlp.words.layers import Floats
from kg.nlp.words.reader import AT_ONCE, FILES, Part, Place, WordReader
from kg.nlp.words.stored import Model, StoredComponent

NAME = "biomedkg_words"


@Language.factory(NAME, assigns=["doc.tensor"])
def make_component(nlp: Language, name: str) -> WordsComponent:
    """Return a component without a model; `from_disk` gives it one."""
    return WordsComponent()


class WordsComponent(StoredComponent[WordReader]):
    """Writes the states of a document's words to ``doc.tensor``, and their places to ``doc.user_data``.

    They are large, about 2.6 kB a word, and go with the document until `forget` takes them away, which the
    recogniser does once it has run.
    """

    def __init__(self) -> None:
        super().__init__(NAME, FILES)

    @property
    def reader(self) -> WordReader:
        """The reader of words itself.

        Raises:
            ModelError: the component has read no model, or the model is damaged.
        """
        return self.trained

    def _read(self, folder: Path) -> WordReader:
        return WordReader.load(folder)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = AT_ONCE) -> Iterator[Doc]:
        """Read many documents, about so many sentences at a time."""
        for group in by_sentences(stream, batch_size):
            self.read(group)
            yield from group

    def read(self, docs: Sequence[Doc]) -> None:
        """Read `docs` at once."""
        states: list[list[Floats]] = [[] for _ in docs]
        for doc in docs:
            doc.user_data[NAME] = []
        for part in self.reader.read([doc.text for doc in docs], [sentences_of(doc) for doc in docs]):
            at = 0
            for home, words in zip(part.homes, part.words, strict=True):
                docs[home].user_data[NAME].append(words)
            sizes = [len(words) for words in part.words]
            for home, first, last in _runs(part.homes):
                end = at + sum(sizes[first:last])
                states[home].append(part.states[at:end])
                at = end
        none: Floats = np.zeros((0, self.reader.network.state_width), dtype=np.float32)
        for doc, chunks in zip(docs, states, strict=True):
            doc.tensor = np.concatenate(chunks) if chunks else none  # type: ignore[assignment]  # any width of float

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Self:
        """Read the model in `path`; it stands on no other.

        Raises:
            ModelError: a file is missing or damaged.
        """
        super().from_disk(path)
        self.load()
        return self


class OverWords(StoredComponent[Model]):
    """A component that stands on what another one of its pipeline has read."""

    def __init__(self, nlp: Language, name: str, files: Sequence[str], *, words: str) -> None:
        """Take the pipeline, and the name of the component in it that reads words."""
        super().__init__(name, files)
        self._nlp = nlp
        self._words = words

    @property
    def words(self) -> WordsComponent:
        """The component that reads words, also where it is disabled.

        Raises:
            ModelError: there is none of that name, or it is none of these.
        """
        return words_component(self._nlp, self._words)


def words_component(nlp: Language, name: str) -> WordsComponent:
    """Return the component `name` of a pipeline, also where it is disabled.

    Raises:
        ModelError: there is none, or it is none of these.
    """
    found = dict(nlp._components).get(name)
    if not isinstance(found, WordsComponent):
        raise ModelError(f"the pipeline has no component {name!r} that reads words")
    return found


def read_words(docs: Sequence[Doc], component: WordsComponent) -> Part:
    """Return what was read of `docs`, all sentences together; a document that was not read is read now."""
    read_each(docs, component)
    homes = [i for i, doc in enumerate(docs) for _ in doc.user_data[NAME]]
    words = [each for doc in docs for each in doc.user_data[NAME]]
    return Part(homes, words, np.concatenate([cast(Floats, doc.tensor) for doc in docs]))


def read_each(docs: Sequence[Doc], component: WordsComponent) -> Iterator[tuple[list[Place], Floats]]:
    """Return the words of each document with their states; one that was not read is read now."""
    unread = [doc for doc in docs if NAME not in doc.user_data]
    if unread:
        component.read(unread)
    return (
        ([word for sentence in doc.user_data[NAME] for word in sentence], cast(Floats, doc.tensor))
        for doc in docs
    )


def forget(doc: Doc) -> None:
    """Take what was read off `doc`."""
    doc.user_data.pop(NAME, None)
    doc.tensor = np.zeros((0,), dtype=np.float32)


def sentences_of(doc: Doc) -> list[Span] | None:
    """Return the sentences of `doc` in characters; None where nothing has set them."""
    if not doc.has_annotation("SENT_START"):
        return None
    return [Span(start=s.start_char, end=s.end_char) for s in doc.sents if s.end_char > s.start_char]


def by_sentences(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Yield the documents in order, as many at a time as have `size` sentences."""
    group: list[Doc] = []
    count = 0
    for doc in stream:
        group.append(doc)
        count += sum(1 for _ in doc.sents) if doc.has_annotation("SENT_START") else 1
        if count >= size:
            yield group
            group, count = [], 0
    if group:
        yield group


def _runs(homes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each home with the first and one past the last of its places."""
    first = 0
    for at in range(1, len(homes) + 1):
        if at == len(homes) or homes[at] != homes[first]:
            yield homes[first], first, at
            first = at
