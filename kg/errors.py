"""Everything the library raises on purpose: one small tree under `KgError`."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors of this library; its text is one line fit to be shown to a user."""


class ReadError(KgError):
    """A source cannot be read as a document: says which file, where in it, and why.

    >>> str(ReadError("notes.txt", "is empty"))
    'notes.txt: is empty'
    >>> str(ReadError("a.xml", "tag p is not closed", line=3))
    'a.xml:3: tag p is not closed'
    """

    def __init__(self, source: str, reason: str, *, line: int | None = None) -> None:
        self.source = source
        self.reason = reason
        self.line = line
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {reason}")


class LexiconError(KgError):
    """A lexicon pack is missing, damaged or breaks its format."""


class ModelError(KgError):
    """A language model is not installed or lacks a component that the pipeline needs."""


class TrainingError(KgError):
    """A corpus is missing or damaged, or a model cannot be trained or measured on it."""


class ConfigError(KgError):
    """A configuration file or option does not fit."""


class GraphError(KgError):
    """A build folder is missing, incomplete or not one of ours."""


class ShapeError(KgError):
    """The graph breaks a shape; the text names the document and the sentence."""


class QueryError(KgError):
    """A query is malformed, unknown or lacks a parameter."""


class OutsideError(QueryError):
    """A query would call another host, which is not allowed."""


class NotFoundError(KgError):
    """Nothing in the graph goes by the name asked for."""
