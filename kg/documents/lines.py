"""Plain text to pieces: lines with their markers, hard-wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.documents.pieces import Piece
from kg.documents.spaced import barred_rows, spaced_rows
from kg.documents.vocabulary import vocabulary
from kg.model import BlockKind

_LINE = re.compile(
    r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+|(\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])"
)
_EDGE = "\u200b\u200c\u200d\u2060\ufeff\xad"
"""Characters without width that str.strip() leaves."""
_BULLET = re.compile(r"(?:[•◦▪▫‣⁃●○■□❖➢➤►▶✓✔§·∙⦁]+\s*|[-–—*+]\s+|o(?:\t|\s{2,}))(?=\S)")
_LONE_BULLET = re.compile(r"[•◦▪▫‣⁃●○■□❖➢➤►▶✓✔§·∙⦁]$|\(?\d{1,3}[.)]$")
_NUMBER = re.compile(r"(?:\(?(\d{1,3})[.)]|\[(\d{1,3})\]|\(?[a-hA-H][)]|\(?[ivx]{1,4}[)])\s+(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"(?:[-=_*~]\s*){3,}$")
_CITED = re.compile(
    r"(?:(?<=[^\W\d])(?<!Fig)[.!?]\)?(\s?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)"  # "surgery.1,2"
    r"|\s?((?:\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\])+|[⁰¹²³⁴-⁹]+(?:[,⁻–][⁰¹²³⁴-⁹]+)*))$"  # "surgery [3]"
)
_BARE_CITED = re.compile(r"(?<=[\w)\]%/>])(\s{1,2}\d{1,3}(?:\s?[,–]\s?\d{1,3})*)$")
MIN_BARE_CITATIONS = 3
"""Bare digits at the end of a line are reference numbers only where at least so many lines end in them."""
_RAGGED = 4
"""Characters by which lines broken at one width may seem to differ, for spaces cut off at their ends."""
_CHROME = re.compile(r"\s*\[\s?edit(?: source)?(?:\s?\|[^\]]{0,30})?\s?\]$")
"""What a wiki writes behind its headings."""
_LABEL = re.compile(r"[A-Z][A-Z &/]{3,40}:\s")
_KEY = re.compile(r"[A-Z][\w /]{1,30}:\s")
_NARROWEST, _WIDEST = 30, 125
"""Widths, in characters, between which a text can be hard-wrapped."""


@dataclass(slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    indent: int
    column: int
    gap: bool
    marker: str = ""
    number: int = 0
    hashes: int = 0
    row: bool = False
    """Whether it is a row of a table whose columns are set apart by spaces."""

    @property
    def width(self) -> int:
        return self.column + self.end - self.start


def pieces_of(text: str, *, markdown: bool = False) -> list[Piece]:
    """Return the pieces of `text` in order: each a line, or hard-wrapped lines that belong together.

    With `markdown` adjacent lines without a marker always belong together, as CommonMark has it.
    Table rows, rules and ``#`` headings are told by their markup in any text.
    """
    lines = list(_lines(text))
    whole = [text[line.start - line.indent : line.end] if not line.marker else "" for line in lines]
    for line, spaced, barred in zip(lines, spaced_rows(whole), barred_rows(whole), strict=True):
        line.row = spaced or barred
    joined = _joined(text, lines, markdown=markdown)
    cited = _cites_by_bare_digits(text, [group[-1] for group in joined])
    pieces: list[Piece] = []
    for group in joined:
        piece = _piece(text, group, cited=cited)
        if piece is None:
            continue
        chrome = _CHROME.search(text[max(piece.start, piece.end - 60) : piece.end])
        if chrome is not None and len(chrome.group()) < piece.end - piece.start:
            cut = piece.end - len(chrome.group())
            after = cut + len(chrome.group()) - len(chrome.group().lstrip())
            pieces.append(replace(piece, end=cut))
            piece = Piece(
                start=after, end=piece.end, gap=False, kind=BlockKind.FURNITURE, reason="navigation"
            )
        pieces.append(piece)
    return pieces


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not empty, their white space and marker cut off."""
    previous: _Line | None = None
    lone: _Line | None = None
    numbered: _Line | None = None
    breaks = 0
    for match in _LINE.finditer(text):
        if match.group(1):
            breaks += 1
            continue
        raw = match.group()
        words = raw.strip().strip(_EDGE).strip()
        if not words:
            continue
        start = match.start() + raw.index(words)
        lead = raw[: start - match.start()].strip(_EDGE)
        indent = len(lead.expandtabs(4))
        line = _Line(
            start=start,
            end=start + len(words),
            indent=indent,
            column=indent,
            gap=breaks > 1 or previous is None,
        )
        breaks = 0
        if lone is not None and not _LONE_BULLET.match(words):
            # a bullet alone on its line belongs to the words on the next
            line.marker, line.number, line.indent, line.gap = lone.marker, lone.number, lone.indent, lone.gap
            line.column = max(indent, lone.indent + 2)
            lone = None
            yield line
        elif _LONE_BULLET.match(words):
            if words[-1] in ".)" and previous is not None and not _counts(text, line, previous, 0):
                yield line
                previous = line
                continue
            lone = line
            lone.marker = "number" if words[-1] in ".)" else "bullet"
        else:
            _mark(text, line, previous, numbered)
            yield line
        previous = line
        numbered = line if line.marker == "number" else numbered


def _mark(text: str, line: _Line, previous: _Line | None, numbered: _Line | None) -> None:
    """Cut the bullet, number or hashes off the front of `line`."""
    head = text[line.start : min(line.end, line.start + 40)]
    if match := _HASHES.match(head):
        line.hashes = len(match.group(1))
    elif match := _BULLET.match(head):
        if _RULE.match(text[line.start : line.end]):
            return
        line.marker = "bullet"
    elif match := _NUMBER.match(head):
        number = int(match.group(1) or match.group(2) or 0)
        nested = previous is not None and previous.marker == "bullet" and previous.indent > line.indent
        goes_on = nested and numbered is not None and number == numbered.number + 1
        if not goes_on and not _counts(text, line, previous, number):
            return
        line.marker, line.number = "number", number
    else:
        return
    line.start += match.end()
    line.column = line.indent + match.end()


def _counts(text: str, line: _Line, previous: _Line | None, number: int) -> bool:
    """Tell whether the number in front of a line counts items, and is not a wrapped "stage\\n2. The"."""
    if line.gap or line.indent or previous is None or number == 1:
        return True
    if previous.marker == "number" and number == previous.number + 1:
        return True
    return text[previous.end - 1] in ".:;?!)"


def _joined(text: str, lines: Sequence[_Line], *, markdown: bool) -> list[list[_Line]]:
    """Return the lines in groups, one group a paragraph."""
    width = _wrap_width(text, lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not line.gap and not line.marker and not line.hashes:
            above = groups[-1][-1]
            if _continues(text, groups[-1][0], above, line, width=width, markdown=markdown):
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def _continues(text: str, first: _Line, above: _Line, line: _Line, *, width: int, markdown: bool) -> bool:
    words = text[line.start : min(line.end, line.start + 60)]
    if (
        above.hashes
        or _is_row(text, above)
        or _is_row(text, line)
        or _is_rule(text, line)
        or _is_rule(text, above)
    ):
        return False
    if markdown:
        return True
    if first.marker and line.indent >= first.column > first.indent and text[above.end - 1] != ":":
        return True
    forced = above.width + 1 + len(words.split(None, 1)[0]) > width - _RAGGED
    if width and above.width <= width + 2 * _RAGGED and forced and not _LABEL.match(words):
        return True
    broken = _NARROWEST <= above.width <= _WIDEST and text[above.end - 1] not in ".?!:;"
    broken = broken and "://" not in words.split(None, 1)[0]
    return broken and words[0].islower() and text[above.end - 1] not in "])}" and " = " not in words


def _wrap_width(text: str, lines: Sequence[_Line]) -> int:
    """Return the width at which the text was hard-wrapped, 0 where it was not.

    A line was broken by force when the first word of the next would not have fitted. Runs of at least
    three lines vote; a run where lines mostly end sentences has one sentence a line, and is not wrapped.
    """
    votes: dict[int, int] = {}
    run: list[_Line] = []
    for line in [*lines, None]:
        if line is not None and run and not line.gap and not line.marker and not line.hashes:
            run.append(line)
            continue
        if len(run) >= 3:
            widest = max(above.width for above in run)
            forced = [
                above
                for above, below in pairwise(run)
                if above.width + 1 + len(text[below.start : below.start + 60].split(None, 1)[0]) > widest
            ]
            ended = sum(text[above.end - 1] in ".?!:;}," for above in forced)
            if (
                _NARROWEST <= widest <= _WIDEST
                and 3 * len(forced) >= 2 * (len(run) - 1)
                and 2 * ended <= len(forced)
            ):
                votes[widest] = votes.get(widest, 0) + len(forced)
        run = [line] if line is not None else []
    return max(votes) if votes else _wrap_width_of_pairs(text, lines)


def _wrap_width_of_pairs(text: str, lines: Sequence[_Line]) -> int:
    """Return the wrap width of a text whose paragraphs are too short for runs, 0 where it is not wrapped.

    Where lines that break off within a sentence are nearly all as long as the longest, it was the width
    that broke them.
    """
    pairs = [
        (
            above.width,
            above.width + 1 + len(text[below.start : below.start + 60].split(None, 1)[0]),
            below.width,
        )
        for above, below in pairwise(lines)
        if not below.gap
        and not below.marker
        and not below.hashes
        and text[above.end - 1] not in ".?!:;},"
        and not _KEY.match(text, below.start)
    ]
    widest = max((width for width, _, _ in pairs), default=0)
    if 4 * sum(below > 2 * widest for _, _, below in pairs) > len(pairs):
        return 0  # headings right above paragraphs of one long line
    forced = sum(needed > widest - _RAGGED for _, needed, _ in pairs)
    wrapped = _NARROWEST <= widest <= _WIDEST and forced >= 3 and 4 * forced >= 3 * len(pairs)
    return widest if wrapped else 0


def _is_row(text: str, line: _Line) -> bool:
    """Tell whether a line is a row of a table: tabs or bars between its cells."""
    words = text[line.start : min(line.end, line.start + 400)]
    return line.row or words.startswith("|") or words.count(" | ") >= 2 or words.count("\t") >= 1


def _is_rule(text: str, line: _Line) -> bool:
    return line.end - line.start < 200 and _RULE.match(text[line.start : line.end]) is not None


def _cites_by_bare_digits(text: str, lines: Sequence[_Line]) -> bool:
    found = 0
    for line in lines:
        if _bare_citation(text, line.start, line.end):
            found += 1
            if found >= MIN_BARE_CITATIONS:
                return True
    return False


def _bare_citation(text: str, start: int, end: int) -> int:
    """Return how many characters of digits at the end of a line may be reference numbers."""
    if not text[end - 1].isdigit():
        return 0
    tail = text[max(start, end - 60) : end]
    match = _BARE_CITED.search(tail)
    if match is None:
        return 0
    before = tail[: match.start()].split()
    if (
        not before
        or before[-1].strip("(,;").casefold() in vocabulary().counters
        or any(c.isdigit() for c in before[-1][-1:])
    ):
        return 0
    return len(match.group(1))


def _piece(text: str, group: Sequence[_Line], *, cited: bool) -> Piece | None:
    first, last = group[0], group[-1]
    start, end = first.start, last.end
    if len(group) == 1 and _is_rule(text, first):
        return Piece(start=start, end=end, gap=first.gap, kind=BlockKind.FURNITURE, reason="separator")
    if first.hashes:
        end -= len(text[start:end]) - len(text[start:end].rstrip("# \t"))
        if end <= start:
            return None
    row = len(group) == 1 and _is_row(text, first)
    if not row:
        tail = text[max(start, end - 60) : end]
        match = _CITED.search(tail)
        if match is not None:
            end -= len(match.group(1) or match.group(2))
        elif cited:
            end -= _bare_citation(text, start, end)
    end = start + len(text[start:end].rstrip())
    if end <= start:
        return None
    return Piece(
        start=start,
        end=end,
        indent=first.indent,
        marker=first.marker,
        number=first.number,
        gap=first.gap,
        heading=first.hashes,
        kind=BlockKind.TABLE_ROW if row and not first.marker else None,
    )
