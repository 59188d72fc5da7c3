"""Joins a trained syntax pipeline and a trained recogniser into the spaCy pipeline that is shipped.

python -m kg.training.assemble_model --syntax DIR --entities DIR --gazetteer FILE
    --name NAME --version V --out DIR
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
from spacy.language import Language

from kg.errors import ModelError, TrainingError
from kg.nlp.entities.component import NAME as ENTITIES
from kg.nlp.entities.encoder import ENCODER_FILE
from kg.nlp.models import load_pipeline
from kg.nlp.segmenter import NAME as SENTENCES
from kg.resources import data_dir
from kg.training.package import write_recogniser
from kg.training.schemes import read_schemes

_DESCRIPTION = "Biomedical English: sentences, tags, lemmas, dependencies (CLEAR labels) and entities"
_LICENCE = "CC BY-SA 4.0 (weights); see CARD.md for the corpora"


def assemble(
    syntax: Path, entities: Path, gazetteer: Path, out: Path, *, name: str, version: str
) -> Language:
    """Write the pipeline to `out`, beside which nothing is changed, and return it.

    Raises:
        TrainingError: a part is missing or damaged.
    """
    try:
        nlp = load_pipeline(str(syntax))
        names = json.loads((entities / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(entities / "weights.npz", allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files}
    except (ModelError, OSError, ValueError, KeyError) as error:
        raise TrainingError(f"cannot join {syntax} and {entities}: {error}") from error
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    parts = out.with_name(f"{out.name}.part")
    shutil.rmtree(parts, ignore_errors=True)
    encoder = entities if (entities / ENCODER_FILE).is_file() else None
    write_recogniser(parts / ENTITIES, weights, names, heads, gazetteer, encoder=encoder)
    for pipe in (SENTENCES, ENTITIES):
        if pipe in nlp.pipe_names:
            nlp.remove_pipe(pipe)
    nlp.add_pipe(SENTENCES, first=True)
    component = nlp.add_pipe(ENTITIES, last=True)
    component.from_disk(parts / ENTITIES)  # type: ignore[attr-defined]
    nlp.meta.update(
        name=name,
        version=version,
        description=_DESCRIPTION,
        license=_LICENCE,
        author="The biomedkg authors",
        email="",
        url="",
        sources=[],
    )
    nlp.meta.pop("performance", None)
    config = nlp.config
    config["paths"] = dict.fromkeys(config["paths"])
    nlp.config = config
    kept = {each: (out / each).read_bytes() for each in ("CARD.md", "scores.json") if (out / each).is_file()}
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    for each, content in kept.items():
        (out / each).write_bytes(content)
    shutil.rmtree(parts)
    return nlp


def main() -> None:
    """Assemble as the arguments say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--syntax", type=Path, required=True, help="spaCy pipeline of kg.training.syntax")
    parser.add_argument(
        "--entities", type=Path, required=True, help="folder of kg.training.learning.entities"
    )
    parser.add_argument("--gazetteer", type=Path, required=True, help="file of kg.training.gazetteer")
    parser.add_argument("--name", default="biomedkg_sm")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    assemble(args.syntax, args.entities, args.gazetteer, args.out, name=args.name, version=args.version)


if __name__ == "__main__":
    main()
