"""What the parser sees of a token's own form: function words and endings, which name no thing.

The states of words tell of names; what tells "and" from "that", or "-ing" from "-ed", has tables of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.nlp.words.spelling import bucket, spell

_ENDING = 3
"""Characters of an ending."""
_KEPT = 200_000


class Forms:
    """Rows of the two tables for each distinct form, looked up once and kept."""

    def __init__(self, norms: Sequence[str], endings: int) -> None:
        """Take the forms that have a row of their own, from row 1 on, and how many rows endings share."""
        self.norms = tuple(norms)
        self._rows = {norm: i + 1 for i, norm in enumerate(norms)}
        self._endings = endings
        self._known: dict[str, tuple[int, int]] = {}

    def rows(self, form: str) -> tuple[int, int]:
        """Return the row of the form, 0 for all that have none, and that of its ending.

        >>> Forms(["and"], 100).rows("And") == (1, Forms([], 100).rows("sand")[1])
        True
        """
        found = self._known.get(form)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            norm = spell(form).norm
            found = self._known[form] = self._rows.get(norm, 0), bucket(norm[-_ENDING:], self._endings)
        return found
