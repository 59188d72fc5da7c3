"""`kg evaluate relations`: how well relations are read, on corpora in which people marked them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import count_above_0, say, write_file, write_json, write_table
from kg.progress import progress_on

if TYPE_CHECKING:
    from kg.evaluate.relations import Fault, RelationScore

BY = ("rules", "reader", "both")

FIGURES = """\
found     relations read; right: those of them that are marked
marked    relations that people marked; a type of relation by its name in the corpus
(pair)    whether two things are related, whatever the type
"""


def add_action(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of ``kg evaluate relations``."""
    parser = actions.add_parser(
        "relations",
        help="measure reading of relations",
        description="Measure how well relations are read: precision, recall and F1 by type and by pair.",
        epilog=f"figures:\n{FIGURES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--corpora", type=Path, required=True, metavar="DIR", help="folder with the annotated corpora"
    )
    parser.add_argument(
        "--corpus", nargs="+", action="extend", default=[], metavar="NAME",
        help="corpora to measure (default: all that mark relations)",
    )  # fmt: skip
    parser.add_argument("--part", choices=("dev", "train"), default="dev", help="default: dev")
    parser.add_argument(
        "--by", nargs="+", action="extend", default=[], choices=BY,
        help="what reads: the rules (default), the trained reader at its best F1, or both",
    )  # fmt: skip
    parser.add_argument(
        "--own", nargs="?", const="ours", choices=("ours", "graph"),
        help="with the mentions and concepts that we find, not the marked ones: by the rules of each corpus"
        " where the model has learned these (ours, the default) or as for the graph",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=count_above_0, metavar="N", help="read at most N documents of each corpus"
    )
    parser.add_argument("--model", metavar="NAME", help="language model (default: ours)")
    parser.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="keep parsed texts here, to use them again with the same code",
    )
    parser.add_argument("--json", action="store_true", help="write JSON")
    parser.add_argument(
        "--out", type=Path, metavar="DIR",
        help="write here relations.json, and what was wrong or missed, with its sentence, as relations.tsv"
        " and, to read, relations.html",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Measure reading of relations."""
    from kg.evaluate.crosswalk import name_all
    from kg.evaluate.extractors import extractor, learned_folder
    from kg.evaluate.faults_page import faults_as_html
    from kg.evaluate.marked import choose_relation_corpora
    from kg.evaluate.parsed import Mentions, read_parsed
    from kg.evaluate.relations import faults_as_tsv, measure_relations, scores_as_json
    from kg.pipeline.reader import DocumentReader
    from kg.pipeline.settings import load_settings

    corpora, missing = choose_relation_corpora(args.corpora, args.corpus, args.part)
    for name in missing:
        say(f"not measured: {name} has no part {args.part!r}")
    mentions = Mentions(args.own or "marked")
    reader = DocumentReader(load_settings(model=args.model), learned=False)
    readers = {name: extractor(name, learned_folder()) for name in dict.fromkeys(args.by or ["rules"])}
    scores: dict[str, list[RelationScore]] = {name: [] for name in readers}
    faults: dict[str, list[Fault]] = {name: [] for name in readers}
    progress = progress_on(sys.stderr)
    progress.start(len(corpora), "corpora")
    try:
        for corpus in corpora:
            documents = read_parsed(
                args.corpora,
                corpus.name,
                args.part,
                reader,
                mentions=mentions,
                limit=args.limit,
                work=args.work,
            )
            if corpus.by_document:
                documents = name_all(documents, reader.lexicon, learned_folder())
            for name, extract in readers.items():
                found, wrong = measure_relations(documents, corpus, extract)
                scores[name] += found
                faults[name] += wrong
            progress.advance(item=corpus.name)
    finally:
        progress.finish()
    values = scores_as_json(scores, part=args.part, mentions=mentions.value)
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        write_file(args.out / "relations.json", text.encode())
        write_file(args.out / "relations.tsv", faults_as_tsv(faults).encode())
        write_file(args.out / "relations.html", faults_as_html(faults).encode())
    if args.json:
        write_json(values)
    else:
        _show(scores)
    return 0


def _show(scores: dict[str, list[RelationScore]]) -> None:
    columns = ("by", "corpus", "relation", "found", "right", "marked", "P", "R", "F1")
    write_table(columns, (row for name, found in scores.items() for row in _rows(name, found)))


def _rows(name: str, found: Iterable[RelationScore]) -> Iterable[list[str]]:
    for each in found:
        rates = (f"{100 * rate:.1f}" for rate in (each.precision, each.recall, each.f1))
        yield [name, each.corpus, each.type, str(each.found), str(each.right), str(each.wanted), *rates]
