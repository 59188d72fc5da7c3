"""Silver trees: masked sentences, just as the application parses them, with the syntax of a general model.

The relation rules were written while looking at a general-English model's trees of masked sentences. A model
of our own keeps to them where it has seen such sentences: it learns biomedical prose from treebanks, and the
look of masked rows from its predecessor (distillation, Hinton et al. 2015, over discrete trees).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.documents import read_bytes
from kg.lexicon import Lexicon
from kg.nlp.annotator import Annotator
from kg.nlp.syntax import SYNTAX

_BRACKETS = {"(": ")", "[": "]"}
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ"})
_MIN_WORDS = 4
_MAX_WORDS = 70


class Recorder:
    """A component that keeps each document that passes; the last of a teacher's pipeline."""

    def __init__(self) -> None:
        self.docs: list[Doc] = []

    def __call__(self, doc: Doc) -> Doc:
        """Keep `doc` and hand it on."""
        self.docs.append(doc)
        return doc


@Language.factory("kg_recorder")
def make_recorder(nlp: Language, name: str) -> Recorder:
    """Return a recorder for a pipeline (spaCy asks for `nlp` and `name`)."""
    return Recorder()


def read_texts(path: Path, *, limit: int | None = None) -> Iterator[str]:
    """Yield the texts of a corpus file (JSON lines, packed), each once, at most `limit`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        texts = dict.fromkeys(_whole(row["text"], tokenised=row.get("tokenised", False)) for row in rows)
    yield from islice(texts, limit)


def _whole(text: str, *, tokenised: bool) -> str:
    """Return a text that was split into words as it may have been written."""
    if not tokenised:
        return text
    for mark in (".", ",", ";", ":", ")", "]", "%", "?"):
        text = text.replace(f" {mark}", mark)
    return text.replace("( ", "(").replace("[ ", "[").replace(" - ", "-").replace(" 's", "'s")


def masked_documents(teacher: Language, lexicon: Lexicon, texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the masked documents that the application parses on reading `texts`, as `teacher` parses them."""
    # The application runs components of certain names only: the recorder takes a name that is free.
    name = next(name for name in SYNTAX if name not in teacher.pipe_names)
    recorder = cast(Recorder, teacher.add_pipe("kg_recorder", name=name, last=True))
    annotator = Annotator(teacher, lexicon)
    for text in texts:
        for document in read_bytes(text.encode(), source="silver.txt"):
            annotator.annotate(document)
        yield from recorder.docs
        recorder.docs.clear()
    teacher.remove_pipe(name)


def is_sound(sentence: Span) -> bool:
    """Tell whether a parsed sentence is worth learning from.

    It is not where the parser betrays that it was lost: no content word as root, a verb with two subjects,
    a verb as the compound of a noun, a word on a punctuation mark, an unspecified relation, brackets that do
    not match, or a length that is no sentence's.
    """
    if not _MIN_WORDS <= len(sentence) <= _MAX_WORDS or sentence.root.pos_ not in _CONTENT:
        return False
    for token in sentence:
        subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if token.dep_ == "dep" or len(subjects) > 1:
            return False
        if token.dep_ == "compound" and token.tag_ in ("VBZ", "VBD", "VBP", "MD", "IN"):
            return False
        if token.is_space or token.head.dep_ == "punct":
            return False
    words = [token.text for token in sentence]
    return all(words.count(left) == words.count(right) for left, right in _BRACKETS.items())
