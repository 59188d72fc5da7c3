"""What a training leaves in its folder, for packaging and for more training: arrays, and lists of names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.errors import TrainingError
from kg.nlp.parsing.parser import KINDS

Arrays = dict[str, NDArray[np.float32]]


class Trained(NamedTuple):
    """The files of a training, the lists that its names have, and what to call it."""

    weights: str
    names: str
    lists: tuple[str, ...]
    what: str


RECOGNISER = Trained("weights.npz", "vocabulary.json", ("norms", "shapes"), "the default tier")
PARSER = Trained("syntax.npz", "syntax.json", KINDS, "a parser")


def read_trained(folder: Path, kind: Trained) -> tuple[Arrays, dict[str, tuple[str, ...]]]:
    """Return the arrays and the lists of names in `folder`.

    Raises:
        TrainingError: a file is missing or damaged.
    """
    try:
        stated = json.loads((folder / kind.names).read_text(encoding="utf-8"))
        with np.load(folder / kind.weights, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return arrays, {name: tuple(stated[name]) for name in kind.lists}
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise TrainingError(f"{folder}: no training of {kind.what}: {error}") from error
