"""Networks of a few numbers, with random weights that are always the same: nothing that was trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language

from kg.nlp.entities.component import NAME as ENTITIES
from kg.nlp.parsing.component import NAME as SYNTAX
from kg.nlp.parsing.forms import Forms
from kg.nlp.parsing.network import SyntaxNetwork
from kg.nlp.parsing.parser import TreeParser
from kg.nlp.parsing.tokens import FLAGS
from kg.nlp.segmenter import NAME as SENTENCES
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.component import WordsComponent
from kg.nlp.words.encoder import Encoder
from kg.nlp.words.gazetteer import FEATURES, Gazetteer
from kg.nlp.words.network import Network
from kg.nlp.words.pieces import Pieces
from kg.nlp.words.reader import WordReader
from kg.training.package import write_parser, write_recogniser, write_words
from kg.training.schemes import Head

Floats = NDArray[np.float32]

WORD, HINT, STATE, CONTEXT = 6, 3, 4, 4
WIDTH = 2 * STATE + WORD + HINT
"""Numbers of the state of a word."""
NORMS, SHAPES = ("p00", "sarcoma", ","), ("x00", "xxx")
HEADS = (
    Head(scheme="graph", types=("gene",), learns={}, offset=0),
    Head(scheme="graph", types=("disease",), learns={}, offset=5),
    Head(scheme="other", types=("A", "B"), learns={}, offset=10),
)
COLUMNS = 19
TAGS = ("NN", "VB", ",")
LABELS = ("ROOT", "dep", "nsubj", "punct")
TREEBANKS = ("craft", "genia", "silver")
FORMS = ("and", "the")
PIECES = ("[UNK]", "[CLS]", "[SEP]", "wt", "##1", "binds", "dna", ".")
_ENTER, _TURN, _ARC, _LABEL, _ENDINGS = 8, 4, 5, 3, 20


def _drawn(shapes: Mapping[str, tuple[int, ...]], *, seed: int) -> dict[str, Floats]:
    draw = np.random.default_rng(seed)
    return {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def _linear(name: str, width_out: int, width_in: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (width_out, width_in), f"{name}.bias": (width_out,)}


def _lstm(name: str, width: int, width_in: int) -> dict[str, tuple[int, ...]]:
    return {
        f"{name}.weight_ih_l0": (4 * width, width_in),
        f"{name}.weight_hh_l0": (4 * width, width),
        f"{name}.bias_ih_l0": (4 * width,),
        f"{name}.bias_hh_l0": (4 * width,),
    }


def word_arrays(*, vector_width: int = 0) -> dict[str, Floats]:
    """Return the weights of a network of words, of the accurate tier where it takes vectors of a width."""
    width = WORD + HINT
    seen = width + (CONTEXT if vector_width else 0)
    shapes = {
        "norm.weight": (4, 5),
        "gram.weight": (50, 4),
        "shape.weight": (3, 2),
        **_linear("word", WORD, 11),
        **{f"word_scale.{part}": (WORD,) for part in ("weight", "bias")},
        **_linear("hint", HINT, FEATURES),
        **_linear("near", 2 * width, 3 * seen),
        **{f"near_scale.{part}": (width,) for part in ("weight", "bias")},
        **_lstm("ahead", STATE, seen),
        **_lstm("back", STATE, seen),
        **_linear("out", COLUMNS, 2 * STATE + seen),
    }
    if vector_width:
        shapes.update(_linear("context", CONTEXT, vector_width))
        shapes.update({f"context_scale.{part}": (CONTEXT,) for part in ("weight", "bias")})
    return _drawn(shapes, seed=0)


def word_network(*, vector_width: int = 0) -> Network:
    """Return the network with these weights."""
    return Network(word_arrays(vector_width=vector_width), NORMS, SHAPES)


def word_reader() -> WordReader:
    """Return a reader of words with that network and a gazetteer of one name."""
    return WordReader(word_network(), Gazetteer.build([("WT1", "gene")]))


class Session:
    """Gives each piece its number, its place and the length of its window; remembers how often it ran."""

    def __init__(self) -> None:
        self.runs = 0

    def get_outputs(self) -> list[SimpleNamespace]:
        """Return what says that a vector has three numbers."""
        return [SimpleNamespace(shape=[1, "length", 3])]

    def run(self, names: None, inputs: Mapping[str, NDArray[np.int64]]) -> list[Floats]:
        """Return the vectors of the pieces of one window."""
        self.runs += 1
        (pieces,) = inputs["pieces"]
        places = np.arange(len(pieces))
        return [
            np.stack([pieces, places, np.full_like(pieces, len(pieces))], axis=1)[None].astype(np.float32)
        ]


def word_encoder(session: Session | None = None) -> Encoder:
    """Return an encoder that gives three numbers a word, in windows of eight pieces."""
    return Encoder(session or Session(), Pieces(PIECES), limit=8)


class ByHeart(Network):
    """A network whose states have 9 in the columns that a table says of a word, 4 in those of "outside"."""

    def __init__(self, table: Mapping[str, Sequence[int]], *, vector_width: int = 0) -> None:
        self.seen: list[int] = []
        """How many sentences were read each time."""
        self._table = table
        self.vector_width = vector_width
        self.turn_width = STATE
        self.state_width = COLUMNS

    def states(
        self, sentences: Sequence[Sequence[str]], hints: Floats, *, vectors: Floats | None = None
    ) -> Floats:
        """Return the states of the words."""
        words = [word for sentence in sentences for word in sentence]
        assert len(hints) == len(words)
        self.seen.append(len(sentences))
        rows = np.zeros((len(words), COLUMNS), dtype=np.float32)
        rows[:, [0, 5, 10]] = 4
        for row, word in zip(rows, words, strict=True):
            row[list(self._table.get(word, ()))] = 9
        return rows


def syntax_arrays(*, width: int = WIDTH) -> dict[str, Floats]:
    """Return the weights of a parser over words with states of `width` numbers."""
    top = 2 * _TURN + _ENTER
    shapes = {
        "form.weight": (len(FORMS) + 1, 3),
        "ending.weight": (_ENDINGS, 2),
        **_linear("enter", _ENTER, width + FLAGS + 5),
        "treebank.weight": (len(TREEBANKS), _ENTER),
        **_lstm("ahead", _TURN, _ENTER),
        **_lstm("back", _TURN, _ENTER),
        **_lstm("ahead_again", _TURN, 2 * _TURN),
        **_lstm("back_again", _TURN, 2 * _TURN),
        **_linear("tag", len(TAGS), top),
        **_linear("governed", _ARC, top),
        **_linear("governor", _ARC, top),
        "arc": (_ARC, _ARC),
        "likely": (_ARC,),
        "top": (_ARC,),
        **_linear("label_of", _LABEL, top),
        **_linear("label_from", _LABEL, top),
        "label": (_LABEL + 1, len(LABELS), _LABEL + 1),
        "label_top": (_LABEL,),
    }
    return _drawn(shapes, seed=1)


def syntax_names() -> dict[str, tuple[str, ...]]:
    """Return the names that the parser tells apart."""
    return {"tags": TAGS, "labels": LABELS, "norms": FORMS, "treebanks": TREEBANKS}


def tree_parser() -> TreeParser:
    """Return a parser with these weights and names."""
    network = SyntaxNetwork(syntax_arrays(), root=LABELS.index("ROOT"))
    return TreeParser(network, Forms(FORMS, network.endings), tags=TAGS, labels=LABELS, treebanks=TREEBANKS)


def write_parts(folder: Path) -> Path:
    """Write the files of all three components, each in a folder of its name, and return `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    gazetteer = folder / "names.npz"
    Gazetteer.build([("WT1", "gene")]).save(gazetteer)
    write_words(folder / WORDS, word_arrays(), {"norms": NORMS, "shapes": SHAPES}, gazetteer)
    write_parser(folder / SYNTAX, syntax_arrays(), syntax_names())
    write_recogniser(folder / ENTITIES, word_arrays(), HEADS)
    return folder


def own_pipeline(folder: Path) -> Language:
    """Return a pipeline of our components that have read the files in `folder`; it has no lemmas."""
    nlp = spacy.blank("en")
    for name in (SENTENCES, WORDS, SYNTAX, ENTITIES):
        pipe = nlp.add_pipe(name)
        if name != SENTENCES:
            cast(WordsComponent, pipe).from_disk(folder / name)
    return nlp
