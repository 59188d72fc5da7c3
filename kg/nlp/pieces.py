"""The blocks of a document as they are worked on: words joined that line breaks cut, and cut into tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Document, Mention, Span
from kg.nlp.broken import join_broken, words_of


@dataclass(frozen=True)
class Piece:
    """A block as it is worked on: its words and mentions at document offsets."""

    block: int
    offset: int
    text: str
    doc: Doc
    places: tuple[int, ...] = ()
    """Where each character stands in the block, if words were joined that a line break had cut in two."""
    source: str = ""
    """The block as it is written, where `text` is not."""

    @property
    def span(self) -> Span:
        """Where the block stands in the document."""
        last = self.places[-1] + 1 if self.places else len(self.text)
        return Span(start=self.offset, end=self.offset + last)

    def at(self, span: Span) -> Span:
        """Return where in the document a place in `text` is."""
        if not self.places:
            return span.shift(self.offset)
        start, last = self.places[span.start], self.places[max(span.start, span.end - 1)]
        return Span(start=start, end=last + 1 if span.end > span.start else start).shift(self.offset)

    def placed(self, mention: Mention) -> Mention:
        """Return a mention of `text` at its place in the document, under the name that it has when whole."""
        span = self.at(mention.span)
        if not self.places:
            return replace(mention, span=span)
        written = self.source[span.start - self.offset : span.end - self.offset]
        name = mention.name or (mention.text if written != mention.text else "")
        return replace(mention, span=span, text=written, name=name)


def pieces_of(document: Document, nlp: Language) -> list[Piece]:
    """Return the blocks to be read, words joined that a line break cuts in two."""
    blocks = [(i, block) for i, block in enumerate(document.blocks) if block.kind.is_read]
    texts = [document.text_of(block) for _, block in blocks]
    whole = words_of(texts) if any("-" in text and "\n" in text for text in texts) else frozenset()
    found = []
    for (index, block), text in zip(blocks, texts, strict=True):
        joined, places = join_broken(text, whole)
        found.append(Piece(index, block.span.start, joined, nlp.make_doc(joined), places, text))
    return found


def words_in(doc: Doc) -> list[tuple[int, int]]:
    """Return the words of a block; a full stop that spaCy keeps on a symbol ("CDKN2A.") is a word of its
    own.
    """
    found = []
    for token in doc:
        if token.is_space:
            continue
        start, end = token.idx, token.idx + len(token)
        text = token.text
        glued = (
            len(text) > 2
            and text.endswith(".")
            and "." not in text[:-1]
            and (text[-2].isupper() or text[-2].isdigit())
        )
        if glued and (token.whitespace_ or token.i + 1 == len(doc)):
            found += [(start, end - 1), (end - 1, end)]
        else:
            found.append((start, end))
    return found
