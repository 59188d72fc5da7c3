"""Words that are written in lower case inside a sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def common_words() -> frozenset[str]:
    """Return the words that biomedical texts write in lower case, whose capital therefore means something.

    Read once from ``common_words.tsv``, whose head says how it was counted.

    >>> "lysates" in common_words(), "huntington" in common_words()
    (True, False)
    """
    path = Path(__file__).with_name("common_words.tsv")
    rows = path.read_text(encoding="utf-8").splitlines()
    return frozenset(row.split("\t")[0] for row in rows if row and not row.startswith("#"))
