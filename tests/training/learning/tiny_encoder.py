"""An encoder of one layer of eight numbers, networks over it, and sentences: nothing that was trained."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from kg.evaluate.corpora import AnnotatedText, Annotation
from kg.nlp.parsing.tokens import FLAGS
from kg.nlp.words.gazetteer import FEATURES, Gazetteer
from kg.nlp.words.network import Network
from kg.nlp.words.pieces import Pieces
from kg.training.entity_data import Example, prepare
from kg.training.learning.encoder import Encoder
from kg.training.learning.encoder_network import ContextNetwork, build, build_syntax
from kg.training.learning.network import EntityNetwork, Sizes, Spellings, Vocabulary
from kg.training.learning.syntax_network import SyntaxNetwork, SyntaxSizes
from kg.training.schemes import Head
from kg.training.syntax_data import Names, TreeExample, tree_examples
from kg.training.treebanks import TREEBANKS
from tests.training.tiny import tree

PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "wt", "##1", "binds", "dna", ".", "mice", "sleep", "p", "##53")
HEADS = (
    Head(scheme="one", types=("gene",), learns={"one": {"gene": 0}}, offset=0),
    Head(scheme="two", types=("gene", "animal"), learns={"two": {"gene": 0, "animal": 1}}, offset=5),
)
SIZES = Sizes(
    norms=6, grams=40, shapes=4, norm_width=5, gram_width=4, shape_width=2, hint_width=3, word_width=6,
    state_width=4, outputs=14,
)  # fmt: skip
NORMS, SHAPES = ("p00", "mice", "."), ("x00", "xxx")
SPELLINGS = Spellings(Vocabulary(NORMS, SHAPES), SIZES)
TREES = (
    tree("WT1/NN/1/nsubj binds/VBZ/1/ROOT DNA/NN/1/dobj +././1/punct"),
    tree("Mice/NNS/1/nsubj sleep/VBP/1/ROOT +././1/punct"),
    tree("p53-null/JJ/1/amod mice/NNS/2/nsubj binds/VBZ/2/ROOT 10/CD/4/nummod +mg/NN/2/dobj"),
)
NAMES = Names.of(TREES, least=1, least_form=2)


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


def tiny_syntax() -> SyntaxNetwork:
    """Return a parser over the words of the default tier with random weights, always the same."""
    torch.manual_seed(3)
    sizes = SyntaxSizes(
        token_width=SIZES.state + FLAGS, tags=len(NAMES.tags), labels=len(NAMES.labels),
        treebanks=len(TREEBANKS), forms=len(NAMES.norms), form_width=3, ending_width=2, width=8,
        state_width=4, arc_width=5, label_width=3,
    )  # fmt: skip
    network = SyntaxNetwork(sizes)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    network.eval()
    return network


def arrays_of(network: torch.nn.Module) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a network."""
    return {name: value.numpy() for name, value in network.state_dict().items()}


def numpy_words() -> Network:
    """Return the network of words of the default tier as it is run."""
    return Network(default_weights(), NORMS, SHAPES)


def tiny_network(*, stirred: bool = False, syntax: bool = False) -> ContextNetwork:
    """Return the network at its start, with the parser where `syntax` is asked for.

    `stirred`, it has random weights for what it sees of contexts.
    """
    network = build(default_weights(), tiny_encoder(), context_width=3)
    if syntax:
        network.syntax = build_syntax(arrays_of(tiny_syntax()), network.words.sizes)
    if stirred:
        for part in (network.words, network.syntax):
            for parameter in () if part is None else part.parameters():
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


def trees(treebank: str = "genia", *, times: int = 1) -> list[TreeExample]:
    """Return the trees as examples of a treebank."""
    return tree_examples(TREES * times, treebank, NAMES, Gazetteer.build([("WT1", "gene")]))


def tiny_pieces() -> Pieces:
    """Return the list of pieces of the encoder."""
    return Pieces(PIECES)


def hints_of(group: Sequence[Example]) -> NDArray[np.float32]:
    """Return the gazetteer's features of all words, a row a word."""
    found = np.concatenate([e.hints for e in group]).astype(np.float32)
    return found.reshape(-1, FEATURES)
