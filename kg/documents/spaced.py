"""Tables whose columns are set apart by spaces, as a listing or the text of a PDF has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_MOST, _SHORTEST = 200, 3
#: A cell of more characters is running text, set in columns.
_CELL = 60


def spaced_rows(lines: Sequence[str]) -> list[bool]:
    """Return for each of the `lines` that follow one another whether it is a row of a table.

    A table has at least three rows, some perhaps short of a cell, whose cells begin in the same places.

    >>> spaced_rows(["Sign      Given", "Cramps    quinine", "Fever     paracetamol", "See a doctor."])
    [True, True, True, False]
    """
    starts = [_starts(line) for line in lines]
    rows = [False] * len(lines)
    first = 0
    while first < len(lines):
        columns = starts[first]
        last = first + 1
        while last < len(lines) and len(columns) > 1 and starts[last] and _fits(starts[last], columns):
            last += 1
        full = sum(len(starts[i]) == len(columns) for i in range(first, last))
        if len(columns) > 1 and last - first >= _SHORTEST and 2 * full > last - first:
            rows[first:last] = [True] * (last - first)
        first = max(last, first + 1)
    return rows


def barred_rows(lines: Sequence[str]) -> list[bool]:
    """Return for each of the `lines` that follow one another whether it is a row of a table of two columns,
    with one bar between the cells: three such rows at least.

    >>> barred_rows(["Test | Aim", "CT | staging", "Biopsy | diagnosis", "See a doctor."])
    [True, True, True, False]
    """
    rows = [False] * len(lines)
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and lines[last].count(" | ") == 1 and len(lines[last]) <= _MOST:
            last += 1
        if last - first >= _SHORTEST:
            rows[first:last] = [True] * (last - first)
        first = max(last, first + 1)
    return rows


def _starts(line: str) -> list[int]:
    """Return where the cells of a line begin; nothing where it is no row."""
    if len(line) > _MOST or "|" in line or "\t" in line:
        return []
    edges = [m.end() for m in _GAP.finditer(line)]
    begin = len(line) - len(line.lstrip())
    cells = [line[a:b].strip() for a, b in zip([begin, *edges], [*edges, len(line)], strict=True)]
    return [begin, *edges] if edges and all(len(cell) <= _CELL for cell in cells) else []


def _fits(row: Sequence[int], columns: Sequence[int]) -> bool:
    """Tell whether the cells of a row begin below those of the head, a space more or less."""
    return len(row) > 1 and all(any(abs(start - other) <= 1 for other in columns) for start in row)
