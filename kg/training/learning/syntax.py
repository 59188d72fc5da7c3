"""Trains the parser over the network of either tier, which stays as it is.

    python -m kg.training.learning.syntax --trees FILE --gazetteer FILE --words DIR --out DIR

The states of all tokens are computed once, by the code that will run them; only the parser learns.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.nlp.dependencies import Node, to_universal
from kg.nlp.parsing.parser import ROOT
from kg.nlp.parsing.tokens import FLAGS, token_states
from kg.nlp.words.encoder import ENCODER_FILE, Encoder
from kg.nlp.words.gazetteer import Gazetteer
from kg.nlp.words.network import Network
from kg.training.conllu import Tree, read_conllu
from kg.training.learning.averaging import RunningAverage
from kg.training.learning.entities import read_start
from kg.training.learning.syntax_network import (
    SyntaxNetwork,
    SyntaxSizes,
    TreeBatch,
    make_tree_batch,
    syntax_loss,
)
from kg.training.syntax_data import Names, TreeExample, tree_examples
from kg.training.trained import PARSER, read_trained
from kg.training.treebanks import CRAFT, GENIA, TREEBANKS, craft_trees, genia_trees, read_trees

UNIVERSAL = "Universal Dependencies"
_WORDS_A_BATCH = 1200
_AT_ONCE = 256
_TIMES = {GENIA: 5}
"""How often an epoch has the trees of a treebank, where not once: GENIA's are few."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence to learn from, and the states of its tokens."""

    states: NDArray[np.float16]
    example: TreeExample

    def __len__(self) -> int:
        return len(self.example.heads)


def samples(
    examples: Sequence[TreeExample], network: Network, encoder: Encoder | None = None
) -> list[Sample]:
    """Return the examples with the states that `network` gives their tokens, each sentence read alone.

    `encoder` is that of the accurate tier, for a network of that tier.
    """
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].sentence.words))
    found: dict[int, Sample] = {}
    for first in range(0, len(order), _AT_ONCE):
        chosen = [examples[i] for i in order[first : first + _AT_ONCE]]
        hints = np.concatenate([e.hints for e in chosen]).astype(np.float32)
        forms = [e.sentence.forms for e in chosen]
        vectors = encoder.vectors(forms, range(len(forms))) if encoder else None
        states = network.states(forms, hints, vectors=vectors)
        at = 0
        for i, example in zip(order[first : first + _AT_ONCE], chosen, strict=True):
            own = states[at : at + len(example.sentence.words)]
            at += len(own)
            made = token_states(own, example.cover, turn=network.turn_width)
            found[i] = Sample(made.astype(np.float16), example)
    return [found[i] for i in range(len(examples))]


def batches(chosen: Sequence[Sample], *, seed: int) -> Iterator[list[Sample]]:
    """Yield batches of sentences of like length in random order."""
    draw = random.Random(seed)  # noqa: S311
    order = list(chosen)
    draw.shuffle(order)
    order.sort(key=lambda s: len(s) // 4)
    made: list[list[Sample]] = []
    group: list[Sample] = []
    for sample in order:
        if group and (len(group) + 1) * max(len(sample), len(group[-1])) > _WORDS_A_BATCH:
            made.append(group)
            group = []
        group.append(sample)
    if group:
        made.append(group)
    draw.shuffle(made)
    yield from made


def make_batch(group: Sequence[Sample]) -> tuple[Tensor, TreeBatch]:
    """Return the states of a batch, padded, and what is to be learnt."""
    states = np.zeros((len(group), max(map(len, group)), group[0].states.shape[1]), dtype=np.float32)
    for row, sample in enumerate(group):
        states[row, : len(sample)] = sample.states
    return torch.from_numpy(states), make_tree_batch([s.example for s in group])


def train(
    network: SyntaxNetwork, chosen: Sequence[Sample], *, epochs: int, rate: float, seed: int,
    measure: object = None,
) -> None:  # fmt: skip
    """Train `network` in place; what stays in it is the running average of its weights."""
    total = epochs * sum(1 for _ in batches(chosen, seed=seed))
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-2, betas=(0.9, 0.95))
    average = RunningAverage(network)
    step, seen, summed, started = 0, 0, 0.0, time.monotonic()
    for epoch in range(epochs):
        network.train()
        for group in batches(chosen, seed=seed + epoch):
            for slot in optimizer.param_groups:
                slot["lr"] = rate * min(1.0, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * step / total))
            states, batch = make_batch(group)
            scores = network(states, batch, batch.heads.clamp(min=0))
            loss = syntax_loss(scores, batch)
            network.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            step += 1
            average.see(step)
            seen += sum(map(len, group))
            summed += float(loss.detach())
            if step % 100 == 0:
                pace = seen / (time.monotonic() - started)
                left = (time.monotonic() - started) * (total - step) / step / 60
                sys.stderr.write(
                    f"step {step}/{total} loss {summed / 100:.3f} {pace:.0f} words/s {left:.0f} min left\n"
                )
                sys.stderr.flush()
                summed = 0.0
        if callable(measure):
            with average.in_place():
                measure(epoch + 1)
    average.settle()


def parse(network: SyntaxNetwork, states: Tensor, batch: TreeBatch, names: Names) -> Iterator[list[Node]]:
    """Yield the nodes of each sentence of a batch, each token under its likeliest head, without forms."""
    network.eval()
    with torch.no_grad():
        scores = network(states, batch, batch.heads.clamp(min=0))
        heads = scores.arcs.argmax(dim=-1)
        scores = network(states, batch, heads)
    found = (scores.tags.argmax(dim=-1), heads, scores.labels.argmax(dim=-1))
    for length, *row in zip(batch.lengths.tolist(), *(each.tolist() for each in found), strict=True):
        tags, heads_of, labels = (each[:length] for each in row)
        yield [
            Node("", names.tags[tag], head, ROOT if head == i else names.labels[label])
            for i, (tag, head, label) in enumerate(zip(tags, heads_of, labels, strict=True))
        ]


class Attachment:
    """Counts words with the right head, and with head and label, as sentences come in."""

    def __init__(self, *, universal: bool) -> None:
        """With `universal`, what is found is converted to Universal Dependencies first."""
        self._universal = universal
        self._words = self._heads = self._labels = 0

    def add(self, found: Sequence[Node], tree: Tree) -> None:
        """Count the words of a sentence that was parsed as `found`."""
        nodes = [node._replace(form=word.form) for node, word in zip(found, tree.words, strict=True)]
        for ours, word in zip(to_universal(nodes) if self._universal else nodes, tree.words, strict=True):
            right = ours.head == word.head
            self._words += 1
            self._heads += right
            self._labels += right and ours.label.lower() == word.label.lower()

    def __str__(self) -> str:
        words = max(self._words, 1)
        return f"UAS {100 * self._heads / words:.1f} LAS {100 * self._labels / words:.1f}"


def held_out(corpora: Path) -> dict[str, tuple[list[Tree], str]]:
    """Return the development trees to measure by, each set by its name with the treebank to parse it by."""
    return {
        f"genia in {UNIVERSAL}": (list(read_conllu(corpora / "genia_dep/dev.conllu.gz")), GENIA),
        "genia": (genia_trees(corpora, "dev"), GENIA),
        "craft": (craft_trees(corpora, "dev"), CRAFT),
    }


def save_parser(folder: Path, network: SyntaxNetwork, names: Names) -> None:
    """Write weights and names for `kg.training.assemble_model` to make a model of."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / PARSER.weights, **{name: v.numpy() for name, v in network.state_dict().items()})
    stated = {**asdict(names), "treebanks": TREEBANKS}
    (folder / PARSER.names).write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")


def read_parser(folder: Path) -> tuple[dict[str, NDArray[np.float32]], Names]:
    """Return the weights and names that `save_parser` wrote.

    Raises:
        TrainingError: a file is missing or damaged.
    """
    weights, names = read_trained(folder, PARSER)
    return weights, Names(names["tags"], names["labels"], names["norms"])


def main() -> None:
    """Train and measure as the arguments say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks")
    parser.add_argument("--trees", type=Path, required=True, help="file of kg.training.treebanks")
    parser.add_argument("--distilled", type=Path, help="file of kg.training.distil: more trees")
    parser.add_argument("--start", type=Path, help="folder of an earlier training to go on from")
    parser.add_argument("--gazetteer", type=Path, required=True, help="file of kg.training.gazetteer")
    parser.add_argument(
        "--words", type=Path, required=True, help="folder of kg.training.learning.entities or .accurate"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    trees = read_trees(args.trees)
    start, names = None, Names.of(tree for each in trees.values() for tree in each)
    if args.start:
        start, names = read_parser(args.start)
    weights, vocabulary = read_start(args.words)
    words = Network(weights, list(vocabulary.norms), list(vocabulary.shapes))
    accurate = (args.words / ENCODER_FILE).is_file()
    encoder = Encoder.load(args.words, threads=args.threads) if accurate else None
    gazetteer = Gazetteer.load(args.gazetteer)
    chosen: list[Sample] = []
    for treebank, each in trees.items():
        made = samples(tree_examples(each, treebank, names, gazetteer), words, encoder)
        chosen += made * _TIMES.get(treebank, 1)
    for treebank, each in (read_trees(args.distilled) if args.distilled else {}).items():
        chosen += samples(tree_examples(each, treebank, names, gazetteer), words, encoder)
    dev = held_out(args.corpora)
    held = {
        name: samples(tree_examples(golds, bank, names, gazetteer), words, encoder)
        for name, (golds, bank) in dev.items()
    }
    sizes = SyntaxSizes(
        token_width=words.state_width + FLAGS,
        tags=len(names.tags), labels=len(names.labels), treebanks=len(TREEBANKS),
        forms=len(names.norms),
    )  # fmt: skip
    network = SyntaxNetwork(sizes)
    if start is not None:
        network.load_state_dict({name: torch.from_numpy(value) for name, value in start.items()})
    sys.stderr.write(f"{len(chosen)} sentences, {sum(p.numel() for p in network.parameters())} weights\n")

    def measure(epoch: int) -> None:
        for name, (golds, _) in dev.items():
            counts = Attachment(universal=UNIVERSAL in name)
            for first in range(0, len(golds), 32):
                nodes = parse(network, *make_batch(held[name][first : first + 32]), names)
                for each, tree in zip(nodes, golds[first : first + 32], strict=True):
                    counts.add(each, tree)
            sys.stdout.write(f"epoch {epoch} {name}: {counts}\n")
            sys.stdout.flush()
        save_parser(args.out, network, names)

    train(network, chosen, epochs=args.epochs, rate=args.rate, seed=args.seed, measure=measure)
    save_parser(args.out, network, names)


if __name__ == "__main__":
    main()
