"""The recogniser as a spaCy component, so that a pipeline saved with it is all that a user of spaCy needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.nlp.entities.recogniser import ARRAYS, GRAPH, HEADS, Found, Recogniser
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.component import by_sentences, forget, read_words, words_component
from kg.nlp.words.reader import AT_ONCE
from kg.nlp.words.stored import StoredComponent

NAME = "biomedkg_entities"


@Language.factory(
    NAME,
    requires=["doc.tensor"],
    assigns=["doc.ents", "doc.spans"],
    default_config={"schemes": [GRAPH], "words": WORDS},
)
def make_component(nlp: Language, name: str, schemes: list[str], words: str) -> EntityComponent:
    """Return a component without a model; `from_disk` gives it one."""
    return EntityComponent(nlp, schemes, words=words)


class EntityComponent(StoredComponent):
    """Writes the mentions of each scheme to ``doc.spans[scheme]``, and those of the first to ``doc.ents``.

    Mentions may overlap in ``doc.spans``; in ``doc.ents`` the longer ones stay. A span covers whole tokens;
    its ``id`` is 0 and its ``label`` the type. `words` is the name of the component that reads words; what it
    left at a document is taken off.
    """

    def __init__(self, nlp: Language, schemes: Iterable[str], *, words: str = WORDS) -> None:
        super().__init__(NAME, (HEADS, ARRAYS))
        self.schemes = tuple(schemes)
        self._nlp = nlp
        self._words = words
        self._recogniser: Recogniser | None = None

    @property
    def recogniser(self) -> Recogniser:
        """The recogniser itself, which finds mentions in plain texts.

        Raises:
            ModelError: the component was made anew and has read no model, or the pipeline reads no words.
        """
        if self._recogniser is None:
            folder = self.folder
            self._recogniser = Recogniser.load(folder, words_component(self._nlp, self._words).reader)
        return self._recogniser

    def use(self, recogniser: Recogniser) -> None:
        """Take a recogniser that is at hand already; nothing of it is saved with the pipeline."""
        self._recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = AT_ONCE) -> Iterator[Doc]:
        """Add the mentions of many documents, about so many sentences at a time."""
        for group in by_sentences(stream, batch_size):
            texts = [doc.text for doc in group]
            part = read_words(group, words_component(self._nlp, self._words))
            for number, scheme in enumerate(self.schemes):
                rows = self.recogniser.find_in(texts, [part] if part.homes else [], scheme=scheme)
                for doc, found in zip(group, rows, strict=True):
                    spans = _spans(doc, found)
                    doc.spans[scheme] = spans
                    if number == 0:
                        doc.ents = tuple(filter_spans(spans))
            for doc in group:
                forget(doc)
            yield from group

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> EntityComponent:
        """Take the model in `path`; it is read when it is needed first, after the network of words.

        Raises:
            ModelError: a file is missing.
        """
        self._recogniser = None
        return super().from_disk(path)


def _spans(doc: Doc, found: Iterable[Found]) -> list[Span]:
    """Return the tokens of each mention; two mentions within one token are one span."""
    spans: dict[tuple[int, int, str], Span] = {}
    for each in found:
        span = doc.char_span(each.start, each.end, label=each.type, alignment_mode="expand")
        if span is not None:
            spans.setdefault((span.start, span.end, each.type), span)
    return list(spans.values())
