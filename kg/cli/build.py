"""`kg build`: texts in, a graph folder out."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.output import say
from kg.progress import progress_on

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers

DESCRIPTION = """\
Read biomedical texts and write a folder with the graph of what they say: graph.ttl, graph.trig,
graph.html (open it in a browser), report.json, and the store that 'kg query' and the others use.

A SOURCE is a file, a folder or an archive of text, Markdown, HTML, PubMed XML, JATS XML, BioC JSON or
study records of ClinicalTrials.gov in JSON; '-' is standard input. What cannot be read is reported in one
line each, and the rest is built. A build that was interrupted goes on where it stopped when the command is
given again.
"""
EPILOG = """\
examples:
  kg build seeds --out graph
  kg build papers.zip page.html --out graph
  curl -s https://example.org/page.html | kg build - --format html --out graph

exit status: 0 all sources read, 1 a source could not be read or nothing was built, 2 wrong usage
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg build``."""
    parser = subparsers.add_parser(
        "build",
        help="read texts into a graph",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="file, folder, archive, or - for standard input"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder to write")
    parser.add_argument(
        "--format", metavar="NAME", help="the format of the sources, where detection would fail"
    )
    parser.add_argument("--model", metavar="NAME", help="an installed spaCy pipeline to parse with")
    parser.add_argument(
        "--lexicon",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a further lexicon pack (repeatable)",
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="a configuration file (see pipelines/build.toml)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON instead of a summary")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def run(args: argparse.Namespace) -> int:
    """Build; print what was found and what to try next."""
    from kg.pipeline import build, load_settings

    settings = load_settings(
        args.config, environment=os.environ, model=args.model, lexicons=tuple(args.lexicon)
    )
    built = build(
        args.sources, args.out, settings=settings, format=args.format, progress=progress_on(sys.stderr)
    )
    for failure in built.failures:
        say(str(failure))
    if args.json:
        from kg.pipeline.report import to_json

        print(to_json(built.report).decode(), end="")
    elif not args.quiet:
        print(summary(built.report, str(args.out)))
    return 1 if built.failures else 0


def summary(report: dict[str, Any], out: str) -> str:
    """Return what a build found, in words, and the next commands to try."""
    counts = report["counts"]
    lines = [
        f"read {_count(counts['documents'], 'document')}"
        + (f" ({_count(counts['works'], 'work')})" if counts["works"] != counts["documents"] else "")
        + (f", {len(report['failures'])} could not be read" if report["failures"] else ""),
        f"found {counts['concepts mentioned']:,} concepts ({counts['concepts grounded']:,} with a"
        f" public identifier),"
        f" {counts['associations']:,} associations with {counts['evidence']:,} quotes"
        f" ({counts['negated']} negated), {_count(counts['outcomes'], 'numeric result')}",
    ]
    if counts["conflicts"]:
        lines.append(f"{_count(counts['conflicts'], 'conflict')} between texts")
    names = [row["label"] for row in report["most connected"][:5]]
    if names:
        lines.append("most is said about: " + ", ".join(names))
    lines += ["", f"wrote {out}/graph.ttl, graph.trig, graph.html, report.json", "", "try next:"]
    focus = names[0] if names else "NAME"
    lines += [
        f'  kg show {out} "{focus}"',
        f"  kg query {out} --list",
        f'  kg view {out} --focus "{focus}" --out page.html',
        f"  open {out}/graph.html in a browser",
    ]
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
