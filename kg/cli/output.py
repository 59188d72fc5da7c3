"""What the commands share in speaking: messages, tables, JSON, files."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import NotFoundError

if TYPE_CHECKING:
    from kg.store import ConceptRecord, Dataset

#: Columns wider than this may be folded to keep a table within the terminal.
FOLDED = 32

EXIT_STATUS = "0 done, 1 could not be done (one line on standard error says why), 2 wrong usage"


def say(message: str) -> None:
    """Write one line to standard error: results alone go to standard output."""
    print(f"kg: {' '.join(message.split())}", file=sys.stderr)


def for_people(stream: IO[str] | None = None) -> bool:
    """Tell whether `stream` (default: standard output) is a terminal."""
    return (sys.stdout if stream is None else stream).isatty()


def write_json(value: object) -> None:
    """Write `value` to standard output as JSON, indented, keys in the order given."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table to standard output: aligned plain text, or, on a terminal, with rule and colour.

    A table that is too wide for the terminal is written as records, a line per column.
    """
    body = [[" ".join(cell.split()) for cell in row] for row in rows]
    if not for_people():
        for line in plain_table(columns, body):
            print(line)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    widths = [min(max(map(len, cells)), FOLDED) for cells in zip(columns, *body, strict=True)]
    if sum(widths) + 2 * len(widths) > console.width:
        for line in record_lines(columns, body, width=console.width):
            # Text, not str: a cell with [brackets] is no markup
            console.print(Text(line), soft_wrap=True)
        return
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", min_width=width)
    for row in body:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def record_lines(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int) -> list[str]:
    """Return rows one below the other, a line per column that has a value, folded at `width` characters.

    >>> for line in record_lines(["gene", "quote"], [["WT1", "WT1 is its partner gene."]], width=24):
    ...     print(line)
    1  gene   WT1
       quote  WT1 is its
              partner gene.
    """
    names = max((len(column) for column in columns), default=0)
    lines: list[str] = []
    for number, row in enumerate(rows, start=1):
        mark = f"{number}  "
        for column, cell in zip(columns, row, strict=True):
            if cell:
                start = f"{mark}{column.ljust(names)}  "
                lines += textwrap.wrap(
                    cell,
                    max(width, len(start) + 10),
                    initial_indent=start,
                    subsequent_indent=" " * len(start),
                )
                mark = " " * len(mark)
    return lines


def plain_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of an aligned table without colour; the last column is never padded.

    >>> plain_table(["gene", "edges"], [["WT1", "3"]])
    ['gene  edges', 'WT1   3']
    """
    lines = [list(columns), *(list(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path` whole or not at all: beside it first, then renamed into place."""
    beside = path.with_name(f".{path.name}.partial")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add the argument DIR, the folder that `kg build` wrote."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="folder that 'kg build' wrote")


def count_above_0(text: str) -> int:
    """Return an option's value as a whole number above 0, for ``type=`` of argparse."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number


def one_concept(dataset: Dataset, name: str) -> ConceptRecord:
    """Return the one concept that goes by `name`.

    Raises:
        NotFoundError: none does, or several do; the text names them.
    """
    from kg.query import resolve

    found = resolve(dataset, name)
    if len(found) > 1:
        choices = ", ".join(f"{concept.curie} ({concept.label}, {concept.type})" for concept in found)
        raise NotFoundError(f"{name!r} is ambiguous; ask for one of these by its CURIE: {choices}")
    return found[0]


def sections(**parts: str) -> str:
    """Return the text below the options of a help page: one part per keyword, with an exit status part.

    >>> print(sections(examples="kg show graph WT1"))
    examples:
      kg show graph WT1
    <BLANKLINE>
    exit status:
      0 done, 1 could not be done (one line on standard error says why), 2 wrong usage
    """
    parts.setdefault("exit_status", EXIT_STATUS)
    blocks = []
    for name, text in parts.items():
        lines = "\n".join(f"  {line}".rstrip() for line in text.strip().splitlines())
        blocks.append(f"{name.replace('_', ' ')}:\n{lines}")
    return "\n\n".join(blocks)
