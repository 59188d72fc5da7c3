"""The recogniser as a spaCy component, so that a pipeline saved with it is all that a user of spaCy needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.nlp.entities.recogniser import FILES, GRAPH, Found, Recogniser
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.component import OverWords, by_sentences, forget, read_words
from kg.nlp.words.reader import AT_ONCE

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


class EntityComponent(OverWords[Recogniser]):
    """Writes the mentions of each scheme to ``doc.spans[scheme]``, and those of the first to ``doc.ents``.

    Mentions may overlap in ``doc.spans``; in ``doc.ents`` the longer ones stay. A span covers whole tokens;
    its ``id`` is 0 and its ``label`` the type. `words` is the name of the component that reads words; what it
    left at a document is taken off.
    """

    def __init__(self, nlp: Language, schemes: Iterable[str], *, words: str = WORDS) -> None:
        super().__init__(nlp, NAME, FILES, words=words)
        self.schemes = tuple(schemes)

    @property
    def recogniser(self) -> Recogniser:
        """The recogniser itself, which finds mentions in plain texts.

        Raises:
            ModelError: the component has read no model, the model is damaged, or the pipeline reads no words.
        """
        return self.trained

    def _read(self, folder: Path) -> Recogniser:
        return Recogniser.load(folder, self.words.reader)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = AT_ONCE) -> Iterator[Doc]:
        """Add the mentions of many documents, about so many sentences at a time."""
        for group in by_sentences(stream, batch_size):
            texts = [doc.text for doc in group]
            part = read_words(group, self.words)
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


def _spans(doc: Doc, found: Iterable[Found]) -> list[Span]:
    """Return the tokens of each mention; two mentions within one token are one span."""
    spans: dict[tuple[int, int, str], Span] = {}
    for each in found:
        span = doc.char_span(each.start, each.end, label=each.type, alignment_mode="expand")
        if span is not None:
            spans.setdefault((span.start, span.end, each.type), span)
    return list(spans.values())
