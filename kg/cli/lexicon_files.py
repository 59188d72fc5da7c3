"""`kg lexicon add | check | diff`: packs of a user's own files, and what is wrong or new in such files."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.cli.output import count_above_0, say, write_json, write_table

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.lexicon.files import NameFile
    from kg.lexicon.formats import Selection
    from kg.model import EntityType

_FORMATS = """\
The formats are OBO, OBO Graph JSON, OWL and SKOS (RDF/XML, Turtle, N-Triples), SSSOM mappings, and a table
parted by tabs whose first line names its columns: name and curie, and if you like type, label, status,
source, note. Each may be gzip-packed; content and ending tell which it is.
"""


def add_actions(actions: Subparsers) -> None:
    """Add the parsers of the three actions."""
    adding = actions.add_parser(
        "add", help="make a pack of your own files", description=_FORMATS, allow_abbrev=False
    )
    adding.add_argument("files", nargs="+", type=Path, metavar="FILE", help="ontology, mappings or table")
    adding.add_argument("--out", type=Path, required=True, metavar="NAME.pack", help="the pack")
    adding.add_argument("--name", default="", help="name of the pack (default: that of the file written)")
    adding.add_argument("--version", default="", help="version (default: what the files say)")
    adding.add_argument("--licence", default="", help="licence (default: what the files say)")
    adding.add_argument("--format", metavar="FORMAT", help="read the files as this format")
    _add_selection(adding)
    adding.add_argument(
        "--type-of",
        action="append",
        default=[],
        metavar="CURIE=TYPE",
        help="type of a term and all below it, the nearest counts (repeatable)",
    )
    adding.add_argument(
        "--exact-xref",
        action="append",
        default=[],
        metavar="PREFIX",
        help="take cross-references to this namespace for exact matches (repeatable)",
    )
    adding.add_argument(
        "--not-searched",
        action="store_true",
        help="never look for these names in a text, only ground by them what something else has found",
    )
    checking = actions.add_parser(
        "check", help="find what is wrong or ambiguous in packs and files", allow_abbrev=False
    )
    checking.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="packs or sources (default: the packs we bring)"
    )
    _add_selection(checking)
    checking.add_argument(
        "--examples", type=count_above_0, default=3, metavar="N", help="examples of each fault (default: 3)"
    )
    checking.add_argument("--json", action="store_true", help="write JSON with every case")
    comparing = actions.add_parser("diff", help="compare two packs or files", allow_abbrev=False)
    comparing.add_argument("old", type=Path, metavar="OLD")
    comparing.add_argument("new", type=Path, metavar="NEW")
    _add_selection(comparing)
    comparing.add_argument("--full", action="store_true", help="list every change")
    comparing.add_argument("--json", action="store_true", help="write JSON with every change")


def _add_selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--prefix",
        action="append",
        default=[],
        metavar="PREFIX",
        help="keep only the terms with this prefix (repeatable)",
    )
    parser.add_argument("--type", metavar="TYPE", help="type of every term that the file gives none")


def _selection(args: argparse.Namespace, *, untyped: bool) -> Selection:
    from kg.errors import ConfigError
    from kg.lexicon.formats import Selection
    from kg.lexicon.formats.identifiers import prefix, standard

    types: dict[str, EntityType] = {}
    for pair in getattr(args, "type_of", ()):
        ancestor, equals, kind = pair.partition("=")
        curie = standard(ancestor)
        if not equals or curie is None:
            raise ConfigError(f"--type-of {pair!r}: write CURIE=TYPE, as in MAXO:0000003=diagnostic")
        types[curie] = _type(kind)
    return Selection(
        prefixes=frozenset(prefix(text) for text in args.prefix),
        type=_type(args.type) if args.type else None,
        types=types,
        xrefs=frozenset(prefix(text) for text in getattr(args, "exact_xref", ())),
        untyped=untyped,
    )


def _type(text: str) -> EntityType:
    from kg.errors import ConfigError
    from kg.model import EntityType

    try:
        return EntityType(text)
    except ValueError:
        known = ", ".join(kind.value for kind in EntityType)
        raise ConfigError(f"{text!r} is no type; there are {known}") from None


def _add(args: argparse.Namespace) -> int:
    from kg.lexicon.files import Described, add_files

    path, header, taken = add_files(
        args.files,
        args.out,
        selection=_selection(args, untyped=False),
        described=Described(
            name=args.name, version=args.version, licence=args.licence, searched=not args.not_searched
        ),
        format=args.format,
    )
    for warning in taken.warnings:
        say(warning)
    types = Counter(entry.type.value for entry in taken.entries)
    names = sum(len(entry.names) for entry in taken.entries)
    print(f"{path}: {len(taken.entries):,} concepts, {names:,} names")
    print(f"  version {header.version}; licence {header.licence}")
    print("  " + ", ".join(f"{number:,} {kind}" for kind, number in types.most_common()))
    print(f"read texts with it: kg build SOURCE... --out DIR --lexicon {path}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from kg.lexicon.check import check, has_errors
    from kg.lexicon.files import our_packs
    from kg.lexicon.rules import read_rules
    from kg.resources import data_dir

    selection = _selection(args, untyped=True)
    files = [_read(path, selection) for path in args.files] if args.files else our_packs()
    findings = check(files, read_rules(data_dir("ontologies") / "lexicons"))
    if args.json:
        write_json(
            [
                {
                    "kind": finding.kind,
                    "severity": finding.severity.value,
                    "count": len(finding.cases),
                    "cases": list(finding.cases),
                }
                for finding in findings
            ]
        )
    else:
        concepts = len({entry.curie for file in files for entry in file.entries})
        print(f"{concepts:,} concepts in {', '.join(file.file for file in files)}")
        rows = [
            (
                finding.severity.value if number == 0 else "",
                f"{len(finding.cases):,}" if number == 0 else "",
                finding.kind if number == 0 else "",
                case,
            )
            for finding in findings
            for number, case in enumerate(finding.cases[: args.examples])
        ]
        if rows:
            write_table(("", "number", "what", "examples"), rows)
        else:
            print("nothing found")
    return 1 if has_errors(findings) else 0


def _diff(args: argparse.Namespace) -> int:
    from kg.lexicon.diff import compare

    selection = _selection(args, untyped=True)
    parts = compare(_read(args.old, selection), _read(args.new, selection)).parts()
    if args.json:
        write_json(
            {
                kind: [{"id": what, "before": before, "now": now} for what, before, now in changes]
                for kind, changes in parts
            }
        )
        return 0
    write_table(("change", "number"), [(kind, f"{len(changes):,}") for kind, changes in parts])
    if args.full:
        for kind, changes in parts:
            for what, before, now in changes:
                shown = f"{before} -> {now}" if before and now else f"+ {now}" if now else f"- {before}"
                print(f"{kind}\t{what}\t{shown}")
    return 0


def _read(path: Path, selection: Selection) -> NameFile:
    from kg.lexicon.files import read_names

    return read_names(path, selection=selection)


#: What each action runs.
ACTIONS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {"add": _add, "check": _check, "diff": _diff}
)
