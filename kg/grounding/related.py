"""Roots that stand for each other in names: how probably one takes the place of another.

Learnt from the names that the packs give to one concept and from the training parts of corpora
(`kg.training.related`). The table is data: ``pipelines/models/grounding/related.tsv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import LexiconError
from kg.resources import data_dir

TABLE = "related.tsv"

#: For each root those that stand for it, with the share of concepts in [0, 1] that bear witness.
Related = Mapping[str, Mapping[str, float]]


def load(folder: Path | None = None) -> Related:
    """Read the table that comes with the package, or the one in `folder`.

    Raises:
        LexiconError: it is missing or a line is damaged.
    """
    path = (folder or data_dir("pipelines") / "models" / "grounding") / TABLE
    found: dict[str, dict[str, float]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith("#"):
            try:
                one, other, share = line.split("\t")
                found.setdefault(one, {})[other] = float(share)
            except ValueError as error:
                raise LexiconError(f"{path.name}:{number}: expected two roots and a share") from error
    return found


@cache
def bundled_related() -> Related:
    """Return the table that comes with the package, read once.

    Raises:
        LexiconError: it is missing or damaged.
    """
    return load()
