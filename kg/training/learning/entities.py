"""Trains the recogniser of the default tier.

python -m kg.training.learning.entities --corpora DIR --gazetteer FILE --out DIR
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.evaluate.corpora import AnnotatedText
from kg.evaluate.score import Score
from kg.nlp.entities.tags import best_tags, read_spans
from kg.nlp.words.gazetteer import Gazetteer
from kg.resources import data_dir
from kg.training.entity_data import MEASURED, Example, batches, part_rows, prepare, targets, training_rows
from kg.training.entity_scores import Tally
from kg.training.learning.averaging import RunningAverage
from kg.training.learning.network import EntityNetwork, Sizes, Spellings, Vocabulary, make_batch
from kg.training.schemes import GRAPH, Head, output_width, read_schemes
from kg.training.trained import RECOGNISER, read_trained

_GRAPH_WEIGHT = 0.5


def train(
    network: EntityNetwork,
    spellings: Spellings,
    examples: Mapping[str, Sequence[Example]],
    heads: Sequence[Head],
    *,
    epochs: int,
    rate: float,
    seed: int,
    measure: object = None,
) -> None:
    """Train `network` in place; what stays in it is the running average of its weights."""
    steps_an_epoch = sum(1 for _ in batches(examples, seed=seed))
    total = steps_an_epoch * epochs
    tables = [network.norm.weight, network.gram.weight]
    others = [p for p in network.parameters() if all(p is not t for t in tables)]
    optimizers = [
        torch.optim.AdamW(others, lr=rate, weight_decay=1e-2, betas=(0.9, 0.98)),
        torch.optim.SparseAdam(tables, lr=rate, betas=(0.9, 0.98)),
    ]
    average = RunningAverage(network)
    step, started, seen, summed = 0, time.time(), 0, 0.0
    for epoch in range(epochs):
        network.train()
        for group in batches(examples, seed=seed + epoch):
            for slot in (slot for each in optimizers for slot in each.param_groups):
                slot["lr"] = rate * min(1.0, (step + 1) / 300) * 0.5 * (1 + math.cos(math.pi * step / total))
            loss = batch_loss(network, spellings, group, heads)
            network.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(others, 2.0)
            for optimizer in optimizers:
                optimizer.step()
            step += 1
            average.see(step)
            seen += sum(len(e.sentence.words) for e in group)
            summed += float(loss.detach())
            if step % 200 == 0:
                speed = seen / (time.time() - started)
                sys.stderr.write(f"step {step}/{total} loss {summed / 200:.3f} {speed:.0f} words/s\n")
                sys.stderr.flush()
                summed = 0.0
        if callable(measure):
            with average.in_place():
                measure(epoch)
    average.settle()


def batch_loss(
    network: EntityNetwork, spellings: Spellings, group: Sequence[Example], heads: Sequence[Head]
) -> Tensor:
    """Return the cross-entropy of the tags, summed over the heads that the batch teaches."""
    wanted = targets(group)
    columns = torch.cat([torch.arange(heads[h].columns.start, heads[h].columns.stop) for h in wanted])
    batch = make_batch(
        [e.sentence.forms for e in group], [e.hints.astype(np.float32) for e in group], spellings
    )
    out = network(batch.types, batch.places, batch.hints, batch.lengths, columns=columns)
    return tag_loss(out, wanted, heads)


def tag_loss(out: Tensor, wanted: Mapping[int, NDArray[np.int64]], heads: Sequence[Head]) -> Tensor:
    """Return the cross-entropy of the tags `wanted` of each head; `out` has their columns side by side."""
    loss = torch.zeros(())
    at = 0
    for head, tags in wanted.items():
        width = heads[head].columns.stop - heads[head].columns.start
        each = nn.functional.cross_entropy(
            out[..., at : at + width].flatten(0, 1), torch.from_numpy(tags).flatten(), ignore_index=-100
        )
        loss = loss + each * (_GRAPH_WEIGHT if heads[head].scheme == GRAPH else 1.0)
        at += width
    return loss


def find(
    network: EntityNetwork, spellings: Spellings, examples: Sequence[Example], heads: Sequence[Head]
) -> list[list[tuple[int, int, str]]]:
    """Return for each sentence the mentions that `heads` find, in characters of its text."""
    network.eval()
    found: list[list[tuple[int, int, str]]] = [[] for _ in examples]
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].sentence.words))
    columns = torch.cat([torch.arange(h.columns.start, h.columns.stop) for h in heads])
    for first in range(0, len(order), 64):
        rows = order[first : first + 64]
        group = [examples[i] for i in rows]
        batch = make_batch(
            [e.sentence.forms for e in group], [e.hints.astype(np.float32) for e in group], spellings
        )
        with torch.no_grad():
            out = network(batch.types, batch.places, batch.hints, batch.lengths, columns=columns)
        for i, mentions in zip(rows, read_mentions(out, group, heads), strict=True):
            found[i] = mentions
    return found


def read_mentions(
    out: Tensor, group: Sequence[Example], heads: Sequence[Head]
) -> list[list[tuple[int, int, str]]]:
    """Return the mentions of each sentence by `heads`, whose columns stand side by side in `out`."""
    found: list[list[tuple[int, int, str]]] = [[] for _ in group]
    lengths = np.array([len(e.sentence.words) for e in group])
    at = 0
    for head in heads:
        width = head.columns.stop - head.columns.start
        scores = torch.log_softmax(out[..., at : at + width], dim=-1).numpy()
        at += width
        for i, row in enumerate(best_tags(scores, lengths, len(head.types))):
            words = group[i].sentence.words
            found[i] += [
                (words[a][0], words[b - 1][1], head.types[k])
                for a, b, k in read_spans(row[: len(words)].tolist())
            ]
    return found


def score(
    network: EntityNetwork,
    spellings: Spellings,
    rows: Sequence[AnnotatedText],
    heads: Sequence[Head],
    gazetteer: Gazetteer,
) -> Tally:
    """Return the tally of strict spans over `rows` of one corpus by the heads of its scheme."""
    return tally_rows(rows, heads, gazetteer, lambda examples: find(network, spellings, examples, heads))


def tally_rows(
    rows: Sequence[AnnotatedText],
    heads: Sequence[Head],
    gazetteer: Gazetteer,
    finder: Callable[[Sequence[Example]], Sequence[Sequence[tuple[int, int, str]]]],
) -> Tally:
    """Return the tally of strict spans over `rows`, where `finder` gives the mentions of each sentence."""
    kinds = {kind for head in heads for kind in head.types}
    tally = Tally()
    examples, home = [], []
    for number, row in enumerate(rows):
        made = prepare([row], heads, gazetteer)
        examples += made
        home += [number] * len(made)
    given: list[set[tuple[int, int, str]]] = [set() for _ in rows]
    for number, spans in zip(home, finder(examples), strict=True):
        given[number].update(spans)
    for row, mentions in zip(rows, given, strict=True):
        tally.add(((a.start, a.end, a.type) for a in row.annotations if a.type in kinds), mentions)
    return tally


def describe(score: Score) -> str:
    """Return precision, recall and F1 in percent.

    >>> describe(Score(right=6, spurious=2, missed=4))
    'P 75.0 R 60.0 F 66.7'
    """
    return f"P {100 * score.precision:.1f} R {100 * score.recall:.1f} F {100 * score.f1:.1f}"


def save(folder: Path, network: EntityNetwork, vocabulary: Vocabulary) -> None:
    """Write weights and vocabulary for `kg.training.assemble_model` to make a model of."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: value.numpy() for name, value in network.state_dict().items()}
    np.savez(folder / RECOGNISER.weights, **arrays)
    names = {"norms": list(vocabulary.norms), "shapes": list(vocabulary.shapes)}
    (folder / RECOGNISER.names).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def read_start(folder: Path) -> tuple[dict[str, NDArray[np.float32]], Vocabulary]:
    """Return weights and vocabulary of a training of the default tier.

    Raises:
        TrainingError: a file is missing or damaged.
    """
    weights, names = read_trained(folder, RECOGNISER)
    return weights, Vocabulary(names["norms"], names["shapes"])


def main() -> None:
    """Train and measure as the arguments say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the annotated corpora")
    parser.add_argument("--gazetteer", type=Path, required=True, help="file of kg.training.gazetteer")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="corpora to train on (default: all of the schemes)")
    parser.add_argument("--start", type=Path, help="file of kg.training.learning.word_vectors to start from")
    parser.add_argument("--with-dev", action="store_true", help="train on development parts as well")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    gazetteer = Gazetteer.load(args.gazetteer)
    rows = training_rows(args.corpora, heads, with_dev=args.with_dev)
    chosen = {c: prepare(r, heads, gazetteer) for c, r in rows.items() if not args.only or c in args.only}
    sizes = Sizes(outputs=output_width(heads))
    network = EntityNetwork(sizes)
    if args.start:
        start = torch.load(args.start)
        vocabulary = Vocabulary(start["norms"], start["shapes"])
        network.load_state_dict(start["weights"], strict=False)
    else:
        vocabulary = Vocabulary.of((f for es in chosen.values() for e in es for f in e.sentence.forms), sizes)
    spellings = Spellings(vocabulary, sizes)
    words = {c: sum(len(e.sentence.words) for e in es) for c, es in chosen.items()}
    sys.stderr.write(f"{words} {sum(p.numel() for p in network.parameters())}\n")
    sys.stderr.flush()
    dev = {c: part_rows(args.corpora, c, "dev") for c in MEASURED if c in chosen}

    def measure(epoch: int) -> None:
        for corpus, texts in dev.items():
            own = [h for h in heads if h.scheme != GRAPH and corpus in h.learns]
            tally = score(network, spellings, texts, own, gazetteer)
            sys.stdout.write(f"epoch {epoch} {corpus} {describe(tally.score())}\n")
            sys.stdout.flush()
        save(args.out, network, vocabulary)

    train(
        network, spellings, chosen, heads, epochs=args.epochs, rate=args.rate, seed=args.seed, measure=measure
    )
    save(args.out, network, vocabulary)


if __name__ == "__main__":
    main()
