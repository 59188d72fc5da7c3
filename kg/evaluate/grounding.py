"""Measures grounding on mentions that people have annotated: accuracy@1, and when none is the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg.evaluate.catalogue import CORPORA
from kg.evaluate.corpora import corpus_file
from kg.evaluate.figures import Case
from kg.evaluate.gold import GoldDocument, read_documents
from kg.evaluate.identifiers import comparable
from kg.evaluate.systems import Answer, System
from kg.evaluate.truth import Truth
from kg.evaluate.vocabulary import Vocabulary, read_vocabulary
from kg.lexicon import Lexicon
from kg.progress import Progress, SilentProgress

TRAIN = "train"


def measure(
    systems: Iterable[System],
    lexicon: Lexicon,
    folder: Path,
    corpora: Iterable[str],
    *,
    part: str,
    kinds: Sequence[str] = (),
    limit: int | None = None,
    expand: bool = True,
    progress: Progress | None = None,
) -> tuple[list[Case], Truth]:
    """Return a judged answer of each system to each mention of a part of `corpora`, and what judged.

    Systems are taken one after the other and not held, so that only one need be in memory. `lexicon` tells
    which concepts are the same. `kinds` are those of the catalogue (default: all), `limit` is the largest
    number of documents of a corpus (default: all). Without `expand` nobody is told what the abbreviations of
    a document stand for.

    Raises:
        TrainingError: a corpus is damaged.
    """
    documents = {
        corpus: list(read_documents(folder, corpus, part, kinds=kinds, abbreviations=expand))[:limit]
        for corpus in corpora
    }
    every = [document for group in documents.values() for document in group]
    truth = Truth(lexicon, {curie for d in every for m in d.mentions for curie in m.gold})
    progress = progress or SilentProgress()
    seen = {corpus: _seen(folder, corpus, part) for corpus in documents}
    vocabularies = {corpus: read_vocabulary(folder, corpus) for corpus in documents}
    cases: list[Case] = []
    for system in systems:
        progress.start(len(every), f"grounding, {system.name}")
        try:
            for document in every:
                answers = system.answers(document)
                cases += judge(
                    system.name, document, answers, truth,
                    seen=seen[document.corpus], vocabulary=vocabularies[document.corpus],
                )  # fmt: skip
                progress.advance(item=document.corpus)
        finally:
            progress.finish()
        del system  # before the next one is loaded
    return cases, truth


def judge(
    system: str,
    document: GoldDocument,
    answers: Sequence[Answer],
    truth: Truth,
    *,
    seen: Callable[[str, str], bool],
    vocabulary: Vocabulary | None = None,
) -> Iterator[Case]:
    """Yield a case for each mention of a document; `seen` tells whether train has a kind with some words,
    `vocabulary` what its annotators could choose.
    """
    by_species = {kind.name for kind in CORPORA.get(document.corpus, ()) if kind.by_species}
    long_forms = document.long_forms
    for each, answer in zip(document.mentions, answers, strict=True):
        kind = each.kind
        if kind in by_species and each.gold and not truth.is_human(each.gold):
            kind = f"{kind}, not human"
        right = {comparable(c) for c in truth.owners(each.gold)} | each.gold
        ranks = [place for place, c in enumerate(answer.candidates, start=1) if comparable(c) in right]
        is_right = bool(each.gold) and truth.is_right(answer, each.gold)
        yield Case(
            system=system,
            corpus=document.corpus,
            kind=kind,
            document=document.name,
            text=each.mention.lookup,
            gold=tuple(sorted(each.gold)),
            answer=answer,
            right=is_right,
            known=is_right or truth.is_known(each.gold),
            named=truth.is_named(each.mention.lookup, each.gold),
            seen=seen(each.kind, each.mention.lookup),
            rank=ranks[0] if ranks else 0,
            stands_for=long_forms.get(each.mention.text, ""),
            filed=bool(each.gold) and truth.is_filed(answer, each.gold, vocabulary),
        )


def _seen(folder: Path, corpus: str, part: str) -> Callable[[str, str], bool]:
    """Return what tells whether the part for training has a mention; that part itself has them all."""
    if part == TRAIN or not corpus_file(folder, corpus, TRAIN).is_file():
        return lambda kind, words: part == TRAIN
    found = {
        (each.kind, each.mention.lookup.casefold())
        for document in read_documents(folder, corpus, TRAIN, abbreviations=False)
        for each in document.mentions
    }
    return lambda kind, words: (kind, words.casefold()) in found
