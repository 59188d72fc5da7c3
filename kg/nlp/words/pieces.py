"""The pieces that the encoder of the accurate tier reads words in: those of BERT, without regard to case.

A word is cut from left to right into the longest pieces that the list has (WordPiece; Wu et al. 2016, Devlin
et al. 2019). Written here because it is short, and because it is all that reading needs of a tokeniser.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import ModelError

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
_INSIDE = "##"
_LONGEST = 100
"""Characters; BERT reads a longer word as unknown."""
_KEPT = 200_000
#: Blocks of Chinese characters, each of which BERT takes for a word.
_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class Pieces:
    """The list of pieces; the number of a piece is its place in the list."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Take the list.

        Raises:
            ModelError: it lacks a sign, "unknown", "begin" or "end", or has a piece twice.
        """
        self._rows = {piece: row for row, piece in enumerate(pieces)}
        lacking = [sign for sign in (UNKNOWN, BEGIN, END) if sign not in self._rows]
        if lacking:
            raise ModelError(f"the list of word pieces has no {', '.join(lacking)}")
        if len(self._rows) < len(pieces):
            raise ModelError("the list of word pieces has a piece twice")
        self.begin, self.end = self._rows[BEGIN], self._rows[END]
        self._unknown = self._rows[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """Read a file with a piece on each line.

        Raises:
            ModelError: the file cannot be read or is not such a list.
        """
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(f"{path}: not a list of word pieces: {error}") from error
        return cls(lines[:-1])

    def save(self, path: Path) -> None:
        """Write the list, a piece a line."""
        path.write_text("".join(f"{piece}\n" for piece in self._rows), encoding="utf-8", newline="\n")

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of `word`, at least one.

        >>> pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", "sarcoma", "##s", "oste", "##osarcoma"])
        >>> pieces.of("Osteosarcomas"), pieces.of("Sarkom")
        ((5, 6, 4), (0,))
        """
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = tuple(row for part in _parts(word) for row in self._cut(part)) or (self._unknown,)
            self._known[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part) <= _LONGEST:
            before = _INSIDE if start else ""
            for end in range(len(part), start, -1):
                row = self._rows.get(before + part[start:end])
                if row is not None:
                    found.append(row)
                    start = end
                    break
            else:
                return [self._unknown]
        return found or [self._unknown]


def _parts(word: str) -> Iterator[str]:
    """Yield what BERT would take for words in `word`, in lower case and without accents."""
    part = ""
    for char in unicodedata.normalize("NFD", word):
        kind = unicodedata.category(char)
        if kind == "Mn" or kind[0] == "C" or char == "\N{REPLACEMENT CHARACTER}":
            continue
        if any(first <= ord(char) <= last for first, last in _CHINESE):
            if part:
                yield part
                part = ""
            yield char
        else:
            # one by one: a sigma at the end of a word stays the same letter
            part += char.lower()
    if part:
        yield part
