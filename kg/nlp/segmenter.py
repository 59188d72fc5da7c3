"""Our sentence boundaries as a component of a spaCy pipeline."""

from __future__ import annotations

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.sentences import split_sentences

NAME = "biomedkg_sentences"


class Segmenter:
    """Sets ``Token.is_sent_start`` of every token, so that a parser behind it keeps to the boundaries.

    It holds nothing that a pipeline would have to save.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> segmenter = nlp.add_pipe("biomedkg_sentences")
    >>> [sent.text for sent in nlp("Loss of p53 was seen (Fig. 2). mTOR stayed active.").sents]
    ['Loss of p53 was seen (Fig. 2).', 'mTOR stayed active.']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its sentences set; a boundary within a token stands before the next one."""
        starts = [span.start for span in split_sentences(doc.text)]
        last = 0
        for token in doc:
            if token.is_space:
                token.is_sent_start = token.i == 0
                continue
            current = bisect_right(starts, token.idx)
            token.is_sent_start = token.i == 0 or current > max(1, last)
            last = current
        return doc


@Language.factory(NAME, assigns=["token.is_sent_start", "doc.sents"])
def make_segmenter(nlp: Language, name: str) -> Segmenter:
    """Return the component that spaCy knows as ``biomedkg_sentences``."""
    return Segmenter()
