"""The recogniser as a spaCy component, so that a pipeline saved with it is all that a user of spaCy needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.errors import ModelError
from kg.nlp.entities.recogniser import GRAPH, Found, Recogniser

NAME = "biomedkg_entities"


@Language.factory(NAME, assigns=["doc.ents", "doc.spans"], default_config={"schemes": [GRAPH]})
def make_component(nlp: Language, name: str, schemes: list[str]) -> EntityComponent:
    """Return a component without a model; `from_disk` gives it one."""
    return EntityComponent(schemes)


class EntityComponent:
    """Writes the mentions of each scheme to ``doc.spans[scheme]``, and those of the first to ``doc.ents``.

    Mentions may overlap in ``doc.spans``; in ``doc.ents`` the longer ones stay. A span covers whole tokens;
    its ``id`` is 0 and its ``label`` the type.
    """

    def __init__(self, schemes: Iterable[str]) -> None:
        self.schemes = tuple(schemes)
        self._folder: Path | None = None
        self._recogniser: Recogniser | None = None

    @property
    def recogniser(self) -> Recogniser:
        """The recogniser itself, which finds mentions in plain texts.

        Raises:
            ModelError: the component was made anew and has read no model.
        """
        if self._recogniser is None:
            raise ModelError(f"the component {NAME!r} has no model; load a trained pipeline")
        return self._recogniser

    def use(self, recogniser: Recogniser) -> None:
        """Take a recogniser that is at hand already; nothing of it is saved with the pipeline."""
        self._recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Add the mentions of many documents, a batch at a time."""
        for group in _groups(stream, batch_size):
            for number, scheme in enumerate(self.schemes):
                rows = self.recogniser.find([doc.text for doc in group], scheme=scheme)
                for doc, found in zip(group, rows, strict=True):
                    spans = _spans(doc, found)
                    doc.spans[scheme] = spans
                    if number == 0:
                        doc.ents = tuple(filter_spans(spans))
            yield from group

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files of the model that was read."""
        if self._folder is not None:
            shutil.copytree(self._folder, path, dirs_exist_ok=True)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> EntityComponent:
        """Read the model in `path`.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self._folder = Path(path)
        self._recogniser = Recogniser.load(self._folder)
        return self


def _groups(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Yield the documents in order, `size` at a time."""
    left = iter(stream)
    while group := list(islice(left, size)):
        yield group


def _spans(doc: Doc, found: Iterable[Found]) -> list[Span]:
    """Return the tokens of each mention; two mentions within one token are one span."""
    spans: dict[tuple[int, int, str], Span] = {}
    for each in found:
        span = doc.char_span(each.start, each.end, label=each.type, alignment_mode="expand")
        if span is not None:
            spans.setdefault((span.start, span.end, each.type), span)
    return list(spans.values())
