"""`kg evaluate`: how well the library does what it does, on annotated corpora."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.cli import evaluate_relations, evaluate_sample
from kg.cli.output import count_above_0, say, write_file, write_json, write_table
from kg.cli.registry import new_parser
from kg.progress import progress_on

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.evaluate.end_to_end import ConceptScore
    from kg.evaluate.failures import Failure
    from kg.evaluate.figures import Figures
    from kg.evaluate.systems import System
    from kg.lexicon import Lexicon
    from kg.pipeline.reader import DocumentReader

DESCRIPTION = """\
Measure how well mentions are grounded: on mentions that people annotated with identifiers (accuracy@1),
and on whole texts. Measure how well relations are read: on relations that people marked, with the marked
mentions or with those we find.
"""

#: The peers of `kg.evaluate.peers`, named here so that help comes without loading them.
PEERS = ("exact", "entityruler", "gilda", "scispacy")

EXAMPLES = """\
kg evaluate grounding --corpora corpora
kg evaluate grounding --corpora corpora --corpus bc5cdr --kind disease --errors 40
kg evaluate grounding --corpora corpora --lexicon own.tsv --out measured
kg evaluate grounding --corpora corpora --peer gilda scispacy --work work
kg evaluate grounding --corpora corpora --corpus biored --end-to-end --limit 20
kg evaluate relations --corpora corpora --corpus bc5cdr biored --by rules reader both
kg evaluate relations --corpora corpora --own --out measured
kg evaluate sample graph --size 60 --out judge.tsv
kg evaluate verdicts judge.tsv
"""

FIGURES = """\
known    of how many mentions some pack has the right concept: no ranking can do better
acc      accuracy@1 over all mentions with a concept; right is the concept or an equivalent of it
filed    the same, where an answer too fine for the corpus' vocabulary counts as the next wider that it has
confined accuracy@1 of the grounder that may only name what the annotators could: the corpus' namespaces, no
         heading of MeSH younger than the youngest that the part for training has, no authority but usage
strict   acc without mentions of several concepts (else one of them is enough)
unique   the mean over distinct pairs of words and concept
macro    the mean over documents
seen     over mentions whose words the part for training has; unseen: over the others
NIL P    answers of none that were right; NIL K: or were about a concept that no pack has
NIL R    mentions without a concept that were answered with none
"""


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg evaluate``."""
    parser = new_parser(
        subparsers,
        "evaluate",
        DESCRIPTION,
        figures=FIGURES,
        examples=EXAMPLES,
        exit_status="0 done, 1 a corpus, pack or peer is missing or damaged, 2 wrong usage",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    evaluate_relations.add_action(actions)
    evaluate_sample.add_actions(actions)
    grounding = actions.add_parser("grounding", help="measure grounding", allow_abbrev=False)
    grounding.add_argument(
        "--corpora", type=Path, required=True, metavar="DIR", help="folder with the annotated corpora"
    )
    _add_list(grounding, "--corpus", "NAME", "corpora to measure (default: all that have identifiers)")
    _add_list(grounding, "--kind", "NAME", "kinds of mentions (disease, chemical, gene, ...; default: all)")
    grounding.add_argument("--part", choices=("dev", "train"), default="dev", help="default: dev")
    _add_list(grounding, "--lexicon", "FILE", "tables of names to believe before all packs", kind=Path)
    grounding.add_argument("--packs", type=Path, metavar="DIR", help="folder of packs (default: ours)")
    grounding.add_argument(
        "--limit", type=count_above_0, metavar="N", help="read at most N documents of each corpus"
    )
    grounding.add_argument(
        "--end-to-end", action="store_true", help="read the whole texts as well and compare their concepts"
    )
    grounding.add_argument(
        "--confined",
        action="store_true",
        help="measure as well what we say where we may only name what the corpus' vocabulary has",
    )
    grounding.add_argument("--model", metavar="NAME", help="language model for that (default: ours)")
    grounding.add_argument(
        "--errors", type=count_above_0, metavar="N", help="list the N most frequent mistakes as well"
    )
    grounding.add_argument(
        "--peer", nargs="+", action="extend", default=[], choices=PEERS,
        help="measure these as well, on the names of our packs",
    )  # fmt: skip
    grounding.add_argument(
        "--work", type=Path, metavar="DIR", help="keep what peers are made of here, to use it again"
    )
    grounding.add_argument(
        "--expand",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="tell all what the abbreviations of a document stand for (default: yes)",
    )
    grounding.add_argument("--json", action="store_true", help="write JSON")
    grounding.add_argument(
        "--out", type=Path, metavar="DIR", help="write grounding.json and errors.tsv into this folder"
    )


def _add_list(
    parser: argparse.ArgumentParser, flag: str, metavar: str, text: str, *, kind: type[str] | type[Path] = str
) -> None:
    parser.add_argument(flag, type=kind, nargs="+", action="extend", default=[], metavar=metavar, help=text)


def run(args: argparse.Namespace) -> int:
    """Measure grounding, reading of relations, or the precision of a build by reading."""
    runners = {
        "grounding": _run_grounding,
        "relations": evaluate_relations.run,
        "sample": evaluate_sample.run_sample,
        "verdicts": evaluate_sample.run_verdicts,
    }
    return runners[args.action](args)


def _run_grounding(args: argparse.Namespace) -> int:
    from kg.evaluate.end_to_end import measure_concepts
    from kg.evaluate.failures import as_tsv, failures
    from kg.evaluate.figures import all_figures
    from kg.evaluate.gold import check_kinds, choose_corpora
    from kg.evaluate.grounding import measure
    from kg.evaluate.peers.load import PEERS as ABOUT
    from kg.evaluate.results import as_json
    from kg.evaluate.systems import OURS
    from kg.lexicon import Lexicon

    corpora, missing = choose_corpora(args.corpora, args.corpus, args.part)
    check_kinds(corpora, args.kind)
    for corpus in missing:
        say(f"not measured: {corpus} has no part {args.part!r}")
    reader = _reader(args) if args.end_to_end else None
    lexicon = reader.lexicon if reader else Lexicon.load(args.packs, extra=args.lexicon)
    progress = progress_on(sys.stderr)
    with TemporaryDirectory() as folder:
        cases, truth = measure(
            _systems(args, lexicon, corpora, args.work or Path(folder)), lexicon, args.corpora, corpora,
            part=args.part, kinds=args.kind, limit=args.limit, expand=args.expand, progress=progress,
        )  # fmt: skip
    notes = {name: ABOUT[name] for name in args.peer}
    done = all_figures(cases)
    found = failures(cases, truth)
    concepts = (
        measure_concepts(
            reader, args.corpora, corpora, part=args.part, kinds=args.kind, limit=args.limit,
            progress=progress,
        )
        if reader
        else []
    )  # fmt: skip
    values = as_json(done, concepts, part=args.part, packs=lexicon.versions(), notes=notes)
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        write_file(args.out / "grounding.json", text.encode())
        write_file(args.out / "errors.tsv", as_tsv(found).encode())
    if args.json:
        write_json(values)
        return 0
    for name, note in notes.items():
        say(f"{name}: {note}")
    _show(done)
    _show_namespaces(done)
    if notes:
        _show_peers(done)
    if concepts:
        _show_concepts(concepts)
    if args.errors:
        _show_failures([each for each in found if each.system == OURS], args.errors)
    return 0


def _systems(
    args: argparse.Namespace, lexicon: Lexicon, corpora: Sequence[str], work: Path
) -> Iterator[System]:
    from kg.evaluate.peers import load_peer
    from kg.evaluate.systems import Confined, OurGrounder
    from kg.evaluate.vocabulary import read_vocabulary

    yield OurGrounder(lexicon)
    if args.confined:
        read = {corpus: read_vocabulary(args.corpora, corpus) for corpus in corpora}
        yield Confined(lexicon, {corpus: found for corpus, found in read.items() if found is not None})
    for name in dict.fromkeys(args.peer):
        yield load_peer(name, lexicon, work)


def _reader(args: argparse.Namespace) -> DocumentReader:
    from kg.errors import ConfigError
    from kg.pipeline.reader import DocumentReader
    from kg.pipeline.settings import load_settings

    if args.packs:
        raise ConfigError("--packs: texts are read with the packs that come along; leave --end-to-end out")
    return DocumentReader(load_settings(model=args.model, lexicons=tuple(args.lexicon)))


def _show(done: Sequence[Figures]) -> None:
    from kg.evaluate.systems import CONFINED, OURS

    confined = {(f.corpus, f.kind): f.accuracy.rate for f in done if f.system == CONFINED}
    rows = [
        [
            each.corpus,
            each.kind,
            str(each.accuracy.of),
            *map(_percent, (each.coverage.rate, each.accuracy.rate, each.filed.rate)),
            *([_percent(confined.get((each.corpus, each.kind)))] if confined else []),
            _percent(each.strict.rate),
            *map(_percent, (each.unique, each.macro, each.seen.rate, each.unseen.rate)),
            # where a corpus gives every mention a concept, no answer of none could be right
            _percent(each.nil_precision.rate if each.nil_recall.of else None),
            _percent(each.nil_known.rate if each.nil_recall.of else None),
            _percent(each.nil_recall.rate),
        ]
        for each in done
        if each.system == OURS
    ]
    columns = ("corpus", "kind", "mentions", "known", "acc", "filed", *(["confined"] if confined else []),
               "strict", "unique", "macro", "seen", "unseen", "NIL P", "NIL K", "NIL R")  # fmt: skip
    write_table(columns, rows)


def _show_peers(done: Sequence[Figures]) -> None:
    print("\naccuracy@1 on the same mentions, in percent; behind it the mean over distinct pairs")
    by_row: dict[tuple[str, str], dict[str, Figures]] = {}
    for each in done:
        by_row.setdefault((each.corpus, each.kind), {})[each.system] = each
    systems = list(dict.fromkeys(each.system for each in done))
    rows = [
        [corpus, kind, *(f"{_percent(by[s].accuracy.rate)} / {_percent(by[s].unique)}" for s in systems)]
        for (corpus, kind), by in by_row.items()
    ]
    write_table(("corpus", "kind", *systems), rows)


def _show_namespaces(done: Sequence[Figures]) -> None:
    """Show the accuracy by namespace where a kind has several."""
    from kg.evaluate.systems import OURS

    rows = [
        [each.corpus, each.kind, prefix, str(share.of), _percent(share.rate)]
        for each in done
        if each.system == OURS and len(each.namespaces) > 1
        for prefix, share in each.namespaces
    ]
    if rows:
        print("\nby the namespace of the right concept")
        write_table(("corpus", "kind", "namespace", "mentions", "acc"), rows)


def _show_concepts(concepts: Sequence[ConceptScore]) -> None:
    print("\nconcepts of whole texts, precision, recall and F1 in percent")
    rows = [
        [
            each.corpus, each.kind, str(each.documents), str(each.found), str(each.wanted),
            *map(_percent, (each.precision, each.recall, each.f1)),
        ]
        for each in concepts
    ]  # fmt: skip
    write_table(("corpus", "kind", "documents", "found", "annotated", "P", "R", "F1"), rows)


def _show_failures(found: Sequence[Failure], count: int) -> None:
    from kg.evaluate.failures import Cause

    print("\nmistakes by cause")
    counts: dict[tuple[str, str], Counter[Cause]] = {}
    for each in found:
        counts.setdefault((each.corpus, each.kind), Counter())[each.cause] += each.times
    write_table(
        ("corpus", "kind", "wrong", *(cause.value for cause in Cause)),
        [
            [*place, str(by.total()), *(str(by[cause] or "") for cause in Cause)]
            for place, by in sorted(counts.items())
        ],
    )
    print(f"\nthe most frequent of {sum(each.times for each in found)} mistakes")
    columns = ("times", "corpus", "kind", "cause", "text", "in the document", "right", "chosen", "is", "why",
               "runner-up")  # fmt: skip
    rows = [
        [
            str(each.times), each.corpus, each.kind, each.cause.value, each.text, each.stands_for,
            f"{each.gold or 'none'} {each.gold_label}",
            f"{each.chosen} {each.chosen_label}" if each.chosen else "none",
            each.relation, each.reason, each.runner_up,
        ]
        for each in found[:count]
    ]  # fmt: skip
    write_table(columns, rows)


def _percent(rate: float | None) -> str:
    return "" if rate is None else f"{100 * rate:.1f}"
