"""An encoder of one layer of eight numbers, a network over it, and sentences: nothing that was trained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from kg.nlp.entities.gazetteer import FEATURES, Gazetteer
from kg.nlp.entities.pieces import Pieces
from kg.training.corpora import AnnotatedText, Annotation
from kg.training.entity_data import Example, prepare
from kg.training.learning.encoder import Encoder
from kg.training.learning.encoder_network import ContextNetwork, build
from kg.training.learning.network import EntityNetwork, Sizes, Spellings, Vocabulary
from kg.training.schemes import Head

PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "wt", "##1", "binds", "dna", ".", "mice", "sleep", "p", "##53")
HEADS = (
    Head(scheme="one", types=("gene",), learns={"one": {"gene": 0}}, offset=0),
    Head(scheme="two", types=("gene", "animal"), learns={"two": {"gene": 0, "animal": 1}}, offset=5),
)
SIZES = Sizes(
    norms=6, grams=40, shapes=4, norm_width=5, gram_width=4, shape_width=2, hint_width=3, word_width=6,
    state_width=4, outputs=14,
)  # fmt: skip
SPELLINGS = Spellings(Vocabulary(["p00", "mice", "."], ["x00", "xxx"]), SIZES)


def tiny_encoder() -> Encoder:
    """Return an encoder with random weights, always the same."""
    torch.manual_seed(1)
    encoder = Encoder(pieces=len(PIECES), width=8, inner=16, layers=1, heads=2, places=32)
    for parameter in encoder.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    encoder.eval()
    return encoder


def default_weights() -> dict[str, NDArray[np.float32]]:
    """Return random weights of the default tier."""
    torch.manual_seed(2)
    return {name: value.numpy() for name, value in EntityNetwork(SIZES).state_dict().items()}


def tiny_network(*, stirred: bool = False) -> ContextNetwork:
    """Return the network at its start; `stirred`, with random weights for what it sees of contexts."""
    network = build(default_weights(), tiny_encoder(), context_width=3)
    if stirred:
        for parameter in network.words.parameters():
            torch.nn.init.normal_(parameter, std=0.5)
    network.eval()
    return network


def examples(corpus: str = "one", *, rows: int = 3) -> list[Example]:
    """Return the sentences of a corpus, two or three a row."""
    texts = ("WT1 binds DNA. Mice sleep.", "p53 binds. p53 sleep. WT1.", "Mice sleep. p53.")
    found: list[Example] = []
    for number in range(rows):
        text = texts[number % len(texts)]
        genes = tuple(
            Annotation(start=at, end=at + 3, type="gene")
            for at in range(len(text))
            if text[at : at + 3] in ("WT1", "p53")
        )
        row = AnnotatedText(corpus=corpus, row=str(number), work=str(number), text=text, annotations=genes)
        found += prepare([row], HEADS, Gazetteer.build([("WT1", "gene")]))
    return found


def tiny_pieces() -> Pieces:
    """Return the list of pieces of the encoder."""
    return Pieces(PIECES)


def hints_of(group: Sequence[Example]) -> NDArray[np.float32]:
    """Return the gazetteer's features of all words, a row a word."""
    found = np.concatenate([e.hints for e in group]).astype(np.float32)
    return found.reshape(-1, FEATURES)
