"""Makes the files of a model's components from trained weights: tables in bytes, the rest in half floats."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.nlp.entities import recogniser
from kg.nlp.parsing import parser
from kg.nlp.words import reader
from kg.nlp.words.encoder import ENCODER_FILE, PIECES_FILE
from kg.training.schemes import Head

_TABLES = ("norm.weight", "gram.weight", "shape.weight", "form.weight", "ending.weight")
_TAGS = "out."
"""What begins so scores tags; all else reads words."""

Arrays = Mapping[str, NDArray[np.float32]]


def write_words(
    folder: Path,
    arrays: Arrays,
    vocabulary: Mapping[str, Sequence[str]],
    gazetteer: Path,
    *,
    encoder: Path | None = None,
) -> None:
    """Write the files that `kg.nlp.words.reader.WordReader.load` reads; equal input gives equal bytes.

    `encoder` is the folder with the two files of the accurate tier's encoder, for a model of that tier.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / reader.ARRAYS, {n: a for n, a in arrays.items() if not n.startswith(_TAGS)})
    names = {name: list(vocabulary[name]) for name in ("norms", "shapes")}
    _write_json(folder / reader.VOCABULARY, names)
    shutil.copyfile(gazetteer, folder / reader.GAZETTEER)
    if encoder is not None:
        for file in (ENCODER_FILE, PIECES_FILE):
            shutil.copyfile(encoder / file, folder / file)


def write_recogniser(folder: Path, arrays: Arrays, heads: Sequence[Head]) -> None:
    """Write the files that `kg.nlp.entities.Recogniser.load` reads; equal input gives equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / recogniser.ARRAYS, {n: a for n, a in arrays.items() if n.startswith(_TAGS)})
    rows = [{"scheme": h.scheme, "types": list(h.types), "offset": h.offset} for h in heads]
    _write_json(folder / recogniser.HEADS, rows, indent=1)


def write_parser(folder: Path, arrays: Arrays, names: Mapping[str, Sequence[str]]) -> None:
    """Write the files that `kg.nlp.parsing.parser.TreeParser.load` reads; equal input gives equal bytes.

    `names` are the tags, labels, forms and treebanks that the parser tells apart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / parser.ARRAYS, arrays)
    _write_json(folder / parser.NAMES, {n: list(names[n]) for n in parser.KINDS}, indent=1)


def _write(path: Path, arrays: Arrays) -> None:
    stored: dict[str, NDArray[np.generic]] = {}
    for name in sorted(arrays):
        value = arrays[name].astype(np.float32)
        if name in _TABLES:
            scale = np.maximum(np.abs(value).max(axis=1) / 127, 1e-8).astype(np.float16)
            stored[name] = np.rint(value / scale.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
            stored[f"{name}:scale"] = scale
        else:
            stored[name] = value.astype(np.float16)
    np.savez_compressed(path, **stored)


def _write_json(path: Path, value: object, *, indent: int | None = None) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")
