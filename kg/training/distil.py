"""Trees that a trained parser gives to texts of a treebank's domain: more of what few were annotated for.

GENIA's treebank is small to be had (1,400 sentences), its texts are not: JNLPBA's abstracts are of the same
kind. What one tier makes of them teaches the other (distillation over discrete trees; Hinton et al. 2015)::

    python -m kg.training.distil --corpora DIR --model DIR --out FILE

Texts of the treebank's development part are left out, so that it still measures.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluate.corpora import read_corpus
from kg.nlp.models import load_pipeline
from kg.nlp.parsing.component import NAME
from kg.nlp.sentences import split_sentences
from kg.nlp.syntax import SYNTAX
from kg.progress import progress_on
from kg.training.conllu import Tree, Word, read_conllu
from kg.training.treebanks import GENIA, write_trees

_CORPUS = "jnlpba"
_LONGEST = 70
_LETTERS = re.compile(r"[^a-z0-9]+")
_LEADING = re.compile(r"[(\[{\"'“‘«`]+")
_TRAILING = re.compile(r"(?:'s|[)\]},.;:?!\"'”’»%])$")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def penn_words(text: str) -> list[str]:
    """Return the words of a sentence as the Penn Treebank and GENIA part them: hyphens and slashes stay.

    >>> penn_words("IL-2-induced (30%) binding of Ro(SSA), in Jones's view.")
    ['IL-2-induced', '(', '30', '%', ')', 'binding', 'of', 'Ro(SSA)', ',', 'in', 'Jones', "'s", 'view', '.']
    """
    found: list[str] = []
    pieces = text.split()
    for number, piece in enumerate(pieces):
        lead = _LEADING.match(piece)
        if lead:
            found += lead.group()
            piece = piece[lead.end() :]
        tail: list[str] = []
        while len(piece) > 1 and (match := _TRAILING.search(piece)):
            mark = match.group()
            # the bracket of "Ro(SSA)", and the stop of an abbreviation, belong to the word
            if mark in _PAIRS and piece.count(_PAIRS[mark]) >= piece.count(mark):
                break
            if mark == "." and number < len(pieces) - 1:
                break
            tail.append(mark)
            piece = piece[: match.start()]
        found += [piece] if piece else []
        found += reversed(tail)
    return found


def key(text: str) -> str:
    """Return the letters and digits of a text, by which two prints of a sentence are told to be one."""
    return _LETTERS.sub("", text.lower())


def sentences(corpora: Path, held: frozenset[str]) -> Iterator[list[str]]:
    """Yield the words of the sentences of the texts that have no sentence in `held` (keys)."""
    for row in read_corpus(corpora, _CORPUS, "train"):
        texts = [span.of(row.text) for span in split_sentences(row.text)]
        if held.isdisjoint(map(key, texts)):
            for words in map(penn_words, texts):
                if 3 < len(words) <= _LONGEST:
                    yield words


def trees(nlp: Language, found: Iterable[Sequence[str]], treebank: str) -> Iterator[Tree]:
    """Yield the trees of sentences in the habits of a treebank, as the pipeline `nlp` parses them."""
    docs = (
        Doc(nlp.vocab, words=list(words), sent_starts=[i == 0 for i in range(len(words))]) for words in found
    )
    with nlp.select_pipes(enable=[pipe for pipe in nlp.pipe_names if pipe in SYNTAX]):
        for number, doc in enumerate(nlp.pipe(docs, component_cfg={NAME: {"treebank": treebank}})):
            words = tuple(Word(t.text, t.lemma_, t.tag_, t.head.i, t.dep_) for t in doc)
            yield Tree(f"{_CORPUS}-{number}", words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the texts and write the trees to one file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with jnlpba and genia_dep")
    parser.add_argument("--model", required=True, help="pipeline that parses: name or folder")
    parser.add_argument("--out", type=Path, required=True, help="file to write (.jsonl.gz)")
    options = parser.parse_args(arguments)
    dev = read_conllu(options.corpora / "genia_dep/dev.conllu.gz")
    held = frozenset(key("".join(word.form for word in tree.words)) for tree in dev)
    found = list(sentences(options.corpora, held))
    progress = progress_on(sys.stderr)
    progress.start(len(found), "parsing")
    made = []
    try:
        for tree in trees(load_pipeline(options.model), found, GENIA):
            made.append(tree)
            progress.advance()
    finally:
        progress.finish()
    write_trees(options.out, {GENIA: made})
    sys.stderr.write(f"{len(made)} sentences, {sum(len(t.words) for t in made)} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
