"""Joins what was trained into the spaCy pipeline that is shipped.

python -m kg.training.assemble_model --entities DIR --syntax DIR --gazetteer FILE --out DIR
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import TrainingError
from kg.nlp.entities.component import NAME as ENTITIES
from kg.nlp.models import load_pipeline
from kg.nlp.parsing.component import NAME as SYNTAX
from kg.nlp.segmenter import NAME as SENTENCES
from kg.nlp.words.component import NAME as WORDS
from kg.nlp.words.encoder import ENCODER_FILE
from kg.resources import data_dir
from kg.training.general_english import add_words
from kg.training.package import write_parser, write_recogniser, write_words
from kg.training.schemes import read_schemes
from kg.training.trained import PARSER, RECOGNISER, read_trained
from kg.training.treebanks import TEACHER

_DESCRIPTION = "Biomedical English: sentences, tags, lemmas, dependencies (CLEAR labels) and entities"
_LICENCE = "CC BY-SA 4.0 (weights); see CARD.md for the corpora"
_KEPT = ("CARD.md", "scores.json")


def assemble(
    entities: Path, syntax: Path, gazetteer: Path, out: Path, *, teacher: str, name: str, version: str
) -> Language:
    """Write the pipeline to `out`, beside which nothing is changed, and return it.

    `entities` and `syntax` are the folders of the two trainings, of the accurate tier the same one; `teacher`
    is the general-English pipeline whose parts of speech and lemmas are taken.

    Raises:
        TrainingError: a part is missing or damaged.
        ModelError: there is no such teacher.
    """
    general = load_pipeline(teacher)
    try:
        weights, vocabulary = read_trained(entities, RECOGNISER)
        trees, names = read_trained(syntax, PARSER)
    except TrainingError as error:
        raise TrainingError(f"cannot join {entities} and {syntax}: {error}") from error
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    parts = out.with_name(f"{out.name}.part")
    shutil.rmtree(parts, ignore_errors=True)
    encoder = entities if (entities / ENCODER_FILE).is_file() else None
    write_words(parts / WORDS, weights, vocabulary, gazetteer, encoder=encoder)
    write_parser(parts / SYNTAX, trees, names)
    write_recogniser(parts / ENTITIES, weights, heads)
    nlp = spacy.blank("en")
    for pipe in (SENTENCES, WORDS, SYNTAX):
        nlp.add_pipe(pipe)
    add_words(nlp, general)
    nlp.add_pipe(ENTITIES)
    for pipe in (WORDS, SYNTAX, ENTITIES):
        nlp.get_pipe(pipe).from_disk(parts / pipe)  # type: ignore[attr-defined]
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
    kept = {each: (out / each).read_bytes() for each in _KEPT if (out / each).is_file()}
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
    parser.add_argument(
        "--entities", type=Path, required=True, help="folder of kg.training.learning.entities or .accurate"
    )
    parser.add_argument(
        "--syntax", type=Path, required=True, help="folder of kg.training.learning.syntax or .accurate"
    )
    parser.add_argument("--gazetteer", type=Path, required=True, help="file of kg.training.gazetteer")
    parser.add_argument("--teacher", default=TEACHER, help="spaCy model to take lemmas from")
    parser.add_argument("--name", default="biomedkg_sm")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    assemble(
        args.entities, args.syntax, args.gazetteer, args.out,
        teacher=args.teacher, name=args.name, version=args.version,
    )  # fmt: skip


if __name__ == "__main__":
    main()
