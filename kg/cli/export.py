"""`kg export`: a graph in another format."""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import add_folder, for_people, write_file
from kg.cli.registry import new_parser
from kg.errors import KgError
from kg.export import formats

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Write a graph in another format. The same graph gives the same bytes. Formats of one file go to standard
output unless --out names a file; formats of several files need --out, a folder or a name ending in .zip.
"""

EXAMPLES = """\
kg export graph --to graphml --out graph.graphml
kg export graph --to kgx --out kgx.zip
kg export graph --to nt | sort | uniq -d
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg export``."""
    parser = new_parser(subparsers, "export", DESCRIPTION, formats=_listed(), examples=EXAMPLES)
    add_folder(parser)
    parser.add_argument(
        "--to", required=True, metavar="FORMAT", choices=list(formats()), help="one of the formats below"
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="file or folder to write")


def _listed() -> str:
    return "\n".join(
        f"{f.name:8} {f.title}{' (several files)' if f.folder else ''}" for f in formats().values()
    )


def run(args: argparse.Namespace) -> int:
    """Write the graph."""
    from kg.export import render
    from kg.store import open_build

    format = formats()[args.to]
    if format.folder and args.out is None:
        raise KgError(f"format {args.to} is several files: name a folder or a .zip with --out")
    files = render(open_build(args.folder), args.to)
    if not format.folder:
        (content,) = files.values()
        if args.out is None:
            sys.stdout.buffer.write(content)
        else:
            write_file(args.out, content)
    elif args.out.suffix == ".zip":
        write_file(args.out, _zipped(files))
    else:
        args.out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_file(args.out / name, content)
    if args.out is not None and for_people():
        print(args.out)
    return 0


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive that is the same on every day: the entries bear the earliest date that zip knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
