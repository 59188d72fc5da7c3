"""Sequence variants: what they are in one normal form, and where a text speaks of one."""

from __future__ import annotations

from kg.nlp.variants.change import Change, ChangeKind
from kg.nlp.variants.notation import plain, read_notation
from kg.nlp.variants.words import read_words

__all__ = ["Change", "ChangeKind", "plain", "read_change", "read_notation"]


def read_change(text: str) -> Change | None:
    """Return the change that `text` names or tells, None where it does neither.

    Gene names are not part of it.

    >>> read_change("Arg150Pro") == read_change("arginine 150 proline")
    True
    """
    return read_notation(text) or read_words(text)
