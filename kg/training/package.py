"""Makes the files of a recogniser from trained weights: tables in bytes, all else in half precision."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.nlp.entities.encoder import ENCODER_FILE, PIECES_FILE
from kg.training.schemes import Head

_TABLES = ("norm.weight", "gram.weight", "shape.weight")


def write_recogniser(
    folder: Path,
    arrays: Mapping[str, NDArray[np.float32]],
    vocabulary: Mapping[str, Sequence[str]],
    heads: Sequence[Head],
    gazetteer: Path,
    *,
    encoder: Path | None = None,
) -> None:
    """Write the files that `kg.nlp.entities.Recogniser.load` reads; equal input gives equal bytes.

    `encoder` is the folder with the two files of the accurate tier's encoder, for a model of that tier.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stored: dict[str, NDArray[np.generic]] = {}
    for name in sorted(arrays):
        value = arrays[name].astype(np.float32)
        if name in _TABLES:
            scale = np.maximum(np.abs(value).max(axis=1) / 127, 1e-8).astype(np.float16)
            stored[name] = np.rint(value / scale.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
            stored[f"{name}:scale"] = scale
        else:
            stored[name] = value.astype(np.float16)
    np.savez_compressed(folder / "arrays.npz", **stored)
    rows = [{"scheme": h.scheme, "types": list(h.types), "offset": h.offset} for h in heads]
    (folder / "heads.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    names = {name: list(vocabulary[name]) for name in ("norms", "shapes")}
    (folder / "vocabulary.json").write_text(json.dumps(names, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copyfile(gazetteer, folder / "gazetteer.npz")
    if encoder is not None:
        for file in (ENCODER_FILE, PIECES_FILE):
            shutil.copyfile(encoder / file, folder / file)
