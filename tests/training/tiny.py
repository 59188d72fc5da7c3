"""A pipeline, trees and a recogniser of a few words, which need no trained weights."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg.nlp.entities import Found
from kg.training.conllu import Tree, Word

TREES = """# newdoc id = 17
# newpar
1\tMice\tmouse\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tsleep\tsleep\tVERB\tVBP\t_\t0\troot\t_\t_
3\tin\tin\tADP\tIN\t_\t4\tcase\t_\t_
4\tnests\tnest\tNOUN\tNNS\t_\t2\tnmod\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tRats\trat\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\teat\teat\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


CLEAR = ("nsubj", "ROOT", "prep", "pobj", "punct")
UNIVERSAL = ("nsubj", "ROOT", "case", "nmod", "punct")


def tiny_pipeline(labels: Sequence[str] = CLEAR) -> Language:
    """Return an English pipeline with all that relations need, which has seen one sentence."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    # a name is all that is asked of it: spaCy's own needs tables
    nlp.add_pipe("doc_cleaner", name="lemmatizer", config={"attrs": {}})
    doc = Doc(
        nlp.vocab,
        words=["Mice", "sleep", "in", "nests", "."],
        tags=["NNS", "VBP", "IN", "NNS", "."],
        heads=[1, 1, 1, 2, 1] if "pobj" in labels else [1, 1, 3, 1, 1],
        deps=list(labels),
    )
    nlp.initialize(lambda: [Example(nlp.make_doc(doc.text), doc)])
    nlp.meta.update(name="tiny", version="0.0.1", license="CC0", description="Knows mice.")
    return nlp


def write_treebank(folder: Path, corpus: str, part: str, text: str = TREES) -> Path:
    """Write a part of a treebank, as the corpora folder has it."""
    path = folder / corpus / f"{part}.conllu.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def tree(words: str, *, document: str = "1") -> Tree:
    """Return the tree of words written as form/tag/head/label; a word that begins with "+" stands close."""
    rows = [word.split("/") for word in words.split()]
    spaces = [*(not row[0].startswith("+") for row in rows[1:]), True]
    return Tree(
        document,
        tuple(
            Word(form.removeprefix("+"), form.lower(), tag, int(head), label, space)
            for (form, tag, head, label), space in zip(rows, spaces, strict=True)
        ),
    )


class ByName:
    """A recogniser that knows names by heart: scheme, then name, then type."""

    def __init__(self, names: Mapping[str, Mapping[str, str]]) -> None:
        self._names = names

    @property
    def schemes(self) -> Mapping[str, tuple[str, ...]]:
        """The schemes, each with its types."""
        return {scheme: tuple(sorted(set(names.values()))) for scheme, names in self._names.items()}

    def find(self, texts: Sequence[str], *, scheme: str) -> list[list[Found]]:
        """Return where the names first stand in each text."""
        return [
            [
                Found(start=text.index(name), end=text.index(name) + len(name), type=kind, confidence=1)
                for name, kind in self._names[scheme].items()
                if name in text
            ]
            for text in texts
        ]
