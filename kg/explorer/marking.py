"""Cut texts at the ends of what is marked in them, so that spans may overlap in any way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.store.records import EvidenceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label on the characters from `start` to `end` (half-open); `kind` and `name` say what it is."""

    start: int
    end: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of characters with the same labels, which are sorted by where they begin."""

    start: int
    text: str
    labels: tuple[Label, ...]

    def named(self, kind: str) -> tuple[str, ...]:
        """Return the names of the labels of one kind, each once."""
        return tuple(dict.fromkeys(label.name for label in self.labels if label.kind == kind))


def pieces(text: str, labels: Iterable[Label], *, offset: int = 0) -> Iterator[Piece]:
    """Yield `text` cut wherever a label begins or ends; nothing is lost, doubled or moved.

    `offset` is where `text` begins in what the labels count in; what lies outside of it is cut off.

    >>> [(p.text, p.named("a")) for p in pieces("abcd", [Label(start=1, end=3, kind="a", name="x")])]
    [('a', ()), ('bc', ('x',)), ('d', ())]
    """
    inside = []
    for label in labels:
        start, end = max(label.start, offset), min(label.end, offset + len(text))
        if start < end:
            inside.append(Label(start=start, end=end, kind=label.kind, name=label.name))
    inside.sort(key=lambda label: (label.start, -label.end, label.kind, label.name))
    cuts = sorted({offset, offset + len(text), *(x for label in inside for x in (label.start, label.end))})
    going: list[Label] = []
    upcoming = iter(inside)
    after = next(upcoming, None)
    for start, end in pairwise(cuts):
        going = [label for label in going if label.end > start]
        while after is not None and after.start == start:
            going.append(after)
            after = next(upcoming, None)
        yield Piece(start=start, text=text[start - offset : end - offset], labels=tuple(going))


def marked_quote(evidence: EvidenceRecord) -> tuple[Piece, ...]:
    """Return the quote of `evidence` with its "subject" and "object" labelled, as far as they stand in it."""
    labels = [
        Label(start=evidence.subject_start, end=evidence.subject_end, kind="role", name="subject"),
        Label(start=evidence.object_start, end=evidence.object_end, kind="role", name="object"),
    ]
    return tuple(pieces(evidence.quote, labels, offset=evidence.start))


def stands_in_quote(evidence: EvidenceRecord, start: int, end: int) -> bool:
    """Tell whether a participant stands in the quote, at least in part."""
    return start < evidence.end and evidence.start < end
