"""`kg evaluate sample` and `kg evaluate verdicts`: precision by reading."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.output import count_above_0, say, write_file, write_json, write_table


def add_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers of ``kg evaluate sample`` and ``kg evaluate verdicts``."""
    sample = actions.add_parser(
        "sample",
        help="draw associations of a build at random, to judge each by its sentence",
        description="Write a table of associations drawn at random; fill in its column 'verdict' with right, "
        "wrong or doubtful, by the quote alone, and give it to `kg evaluate verdicts`.",
        allow_abbrev=False,
    )
    sample.add_argument("folder", type=Path, metavar="DIR", help="folder of a build")
    sample.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table to write (tsv)")
    sample.add_argument("--size", type=count_above_0, default=150, metavar="N", help="default: 150")
    sample.add_argument("--documents", type=count_above_0, metavar="N", help="from at most N documents")
    sample.add_argument("--seed", type=int, default=1, metavar="N", help="another draw (default: 1)")
    verdicts = actions.add_parser(
        "verdicts", help="tell what filled tables add up to, by predicate and extractor", allow_abbrev=False
    )
    verdicts.add_argument("tables", type=Path, nargs="+", metavar="FILE", help="filled tables")
    verdicts.add_argument("--json", action="store_true", help="write JSON")


def run_sample(args: argparse.Namespace) -> int:
    """Write the table to judge."""
    from kg.api import open_graph
    from kg.evaluate.sample import as_table, draw

    graph = open_graph(args.folder)
    rows = draw(graph.dataset, size=args.size, seed=args.seed, documents=args.documents)
    write_file(args.out, as_table(rows).encode())
    say(f"wrote {len(rows)} associations to {args.out}")
    return 0


def run_verdicts(args: argparse.Namespace) -> int:
    """Show the precision that verdicts give."""
    from dataclasses import asdict

    from kg.errors import ConfigError
    from kg.evaluate.reliability import brier, reliability
    from kg.evaluate.sample import beliefs, read_table, tally

    rows = []
    for path in args.tables:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
        rows += read_table(text, source=str(path))
    found, judged = tally(rows), beliefs(rows)
    bins = reliability(judged)
    if args.json:
        write_json(
            {
                "precision": [asdict(each) for each in found],
                "reliability": [asdict(each) for each in bins],
                "brier": round(brier(judged), 4),
            }
        )
        return 0
    write_table(
        ("what", "judged", "right", "doubtful", "precision", "low", "high"),
        [
            [
                each.name, str(each.judged), str(each.right), str(each.doubtful),
                *(f"{100 * value:.1f}" for value in (each.share, each.low, each.high)),
            ]
            for each in found
        ],
    )  # fmt: skip
    if bins:
        print()
        write_table(
            ("belief", "judged", "mean", "right"),
            [[f"{b.low:.2f} to {b.high:.2f}", str(b.count), f"{b.mean:.2f}", f"{b.right:.2f}"] for b in bins],
        )
        say(f"mean squared difference of belief and truth: {brier(judged):.3f}")
    return 0
