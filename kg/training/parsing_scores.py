"""How well a pipeline parses: labelled and unlabelled attachment, tags and lemmas, on gold words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.dependencies import Node
from kg.nlp.parsing import component as parsing
from kg.training.conllu import Tree

Conversion = Callable[[Sequence[Node]], list[Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsingScores:
    """Shares of words, 0 to 1: with the right governor (UAS), governor and label (LAS), tag and lemma.

    The attachment scores stand twice, over all words and without punctuation. Lemmas are compared without
    regard to case.
    """

    words: int
    uas: float
    las: float
    uas_words: float
    las_words: float
    tag: float
    lemma: float


def score_parsing(
    nlp: Language,
    trees: Iterable[Tree],
    *,
    treebank: str | None = None,
    predicted: Conversion = list,
    gold: Conversion = list,
    size: int = 64,
) -> ParsingScores:
    """Return the scores of `nlp` on gold words and gold sentences.

    Each sentence is a document of its own. A parser of ours follows the habits of `treebank`. `predicted` and
    `gold` convert the two trees before they are compared, such as to Universal Dependencies. `size` is the
    number of sentences parsed at a time.
    """
    counts = _Counts()
    config = {parsing.NAME: {"treebank": treebank}} if parsing.NAME in nlp.pipe_names else {}
    rest = iter(trees)
    while batch := list(islice(rest, size)):
        docs = [blank_doc(nlp, tree) for tree in batch]
        for tree, doc in zip(batch, nlp.pipe(docs, component_cfg=config), strict=True):
            nodes = [Node(t.text, t.tag_, t.head.i, t.dep_) for t in doc]
            counts.add(tree, doc, predicted(nodes), gold([word.node for word in tree.words]))
    return counts.scores()


def blank_doc(nlp: Language, tree: Tree) -> Doc:
    """Return a document with the words of one sentence and nothing else."""
    return Doc(
        nlp.vocab,
        words=[word.form for word in tree.words],
        spaces=[word.space for word in tree.words],
        sent_starts=[i == 0 for i in range(len(tree.words))],
    )


class _Counts:
    """Running counts of right words."""

    def __init__(self) -> None:
        self.words = self.plain = self.tags = self.lemmas = 0
        self.heads = [0, 0]
        self.labels = [0, 0]

    def add(self, tree: Tree, doc: Doc, predicted: Sequence[Node], gold: Sequence[Node]) -> None:
        for word, token, ours, theirs in zip(tree.words, doc, predicted, gold, strict=True):
            plain = theirs.label != "punct"
            head = ours.head == theirs.head
            both = head and ours.label.lower() == theirs.label.lower()
            self.words += 1
            self.plain += plain
            self.heads[0] += head
            self.labels[0] += both
            self.heads[1] += head and plain
            self.labels[1] += both and plain
            self.tags += token.tag_ == word.tag
            self.lemmas += token.lemma_.lower() == word.lemma.lower()

    def scores(self) -> ParsingScores:
        words, plain = max(self.words, 1), max(self.plain, 1)
        return ParsingScores(
            words=self.words,
            uas=self.heads[0] / words,
            las=self.labels[0] / words,
            uas_words=self.heads[1] / plain,
            las_words=self.labels[1] / plain,
            tag=self.tags / words,
            lemma=self.lemmas / words,
        )
