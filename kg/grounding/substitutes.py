"""Words that stand for each other in names: kidney and renal, carcinoma and cancer.

The pairs are learnt from the packs themselves (`kg.training.substitutes`): two names of one concept that
differ in one word are a witness for that pair. The table is data:
``pipelines/models/grounding/substitutes.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon import singular
from kg.resources import data_dir

TABLE = "substitutes.tsv"
_WORD = re.compile(r"[^\W_]+")
#: How many of the likeliest words are tried for one word.
_TRIED = 4


class Substitutes:
    """Forms of a name with one of its words replaced."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        """Take for each word (small letters, singular) those that stand for it, the likeliest first."""
        self._words = words

    @classmethod
    def load(cls, folder: Path | None = None) -> Substitutes:
        """Read the table that comes with the package, or the one in `folder`.

        Raises:
            LexiconError: it is missing or a line is damaged.
        """
        path = (folder or data_dir("pipelines") / "models" / "grounding") / TABLE
        found: dict[str, list[str]] = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: cannot be read ({error})") from error
        for number, line in enumerate(lines, start=1):
            if line and not line.startswith("#"):
                fields = line.split("\t")
                if len(fields) != 3:
                    raise LexiconError(f"{path.name}:{number}: {len(fields)} columns, expected 3")
                found.setdefault(fields[0], []).append(fields[1])
        return cls({word: tuple(others[:_TRIED]) for word, others in found.items()})

    def forms(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield forms of `name` with one word replaced, and the change in words; the last word first.

        >>> list(Substitutes({"renal": ("kidney",)}).forms("renal failure"))
        [('kidney failure', "'kidney' for 'renal'")]
        """
        for match in reversed(list(_WORD.finditer(name))):
            word = match.group()
            for other in self._words.get(singular(word).lower(), ()):
                form = f"{name[: match.start()]}{other}{name[match.end() :]}".strip()
                yield " ".join(form.split()), f"{other!r} for {word!r}"


@cache
def bundled_substitutes() -> Substitutes:
    """Return the words of the table that comes with the package, read once.

    Raises:
        LexiconError: it is missing or damaged.
    """
    return Substitutes.load()
