"""Measures one loaded pipeline on the corpora: mentions, syntax and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from spacy.language import Language

from kg.errors import TrainingError
from kg.evaluate.corpora import AnnotatedText, corpus_file
from kg.model import Span
from kg.nlp import segmenter
from kg.nlp.dependencies import to_universal
from kg.nlp.entities.component import EntityComponent
from kg.nlp.entities.recogniser import Found
from kg.nlp.syntax import SYNTAX, dependency_labels
from kg.progress import Progress, SilentProgress
from kg.resources import data_dir
from kg.training import treebanks
from kg.training.conllu import read_conllu
from kg.training.entity_data import MEASURED, part_rows
from kg.training.entity_scores import Tally
from kg.training.parsing_scores import score_parsing
from kg.training.results import EntityResult, Evaluation, SentenceResult, SyntaxResult, TypeResult
from kg.training.schemes import GRAPH, Head, read_schemes
from kg.training.sentence_scores import gold_texts, read_sources, read_treebank, score_texts
from kg.training.treebanks import craft_trees

GENIA, CRAFT = "genia_dep", "craft_dep"
#: Where the texts of a treebank stand as they were published, with the line breaks that it does not keep.
_PUBLISHED = {CRAFT: "craft"}
_SENTENCE_PIPES = frozenset({"senter", "sentencizer", "parser"})
_AT_ONCE = 64

Result = TypeVar("Result")


class Task(Enum):
    """What can be measured of a pipeline."""

    ENTITIES = "entities"
    SYNTAX = "syntax"
    SENTENCES = "sentences"


class Finder(Protocol):
    """What finds mentions in texts by one of several annotation schemes."""

    @property
    def schemes(self) -> Mapping[str, tuple[str, ...]]:
        """The schemes, each with its types."""
        ...

    def find(self, texts: Sequence[str], *, scheme: str) -> Sequence[Sequence[Found]]:
        """Return the mentions of each text by `scheme`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Generic[Result]):
    """What was measured, in order, and a line for each thing that was not, with the reason."""

    results: tuple[Result, ...]
    skipped: tuple[str, ...]


def evaluate(
    nlp: Language, folder: Path, *, name: str, part: str, tasks: Sequence[Task],
    progress: Progress | None = None,
) -> Evaluation:  # fmt: skip
    """Return the figures of the model `name`, loaded as `nlp`, for `tasks` on a part of the corpora.

    `progress` is told of the texts whose mentions are scored, which take most of the time.

    Raises:
        TrainingError: there is no such folder of corpora, or a corpus in it is damaged.
    """
    if not folder.is_dir():
        raise TrainingError(f"{folder}: no such folder with corpora")
    entities: Measured[EntityResult] = Measured(results=(), skipped=())
    syntax: Measured[SyntaxResult] = Measured(results=(), skipped=())
    sentences: Measured[SentenceResult] = Measured(results=(), skipped=())
    if Task.ENTITIES in tasks:
        recogniser = recogniser_of(nlp)
        if recogniser is None:
            entities = Measured(results=(), skipped=("entities: the pipeline has no recogniser of ours",))
        else:
            entities = evaluate_entities(recogniser, folder, part, progress=progress)
    if Task.SYNTAX in tasks:
        syntax = evaluate_syntax(nlp, folder, part)
    if Task.SENTENCES in tasks:
        sentences = evaluate_sentences(nlp, folder, part)
    return Evaluation(
        model=name,
        version=str(nlp.meta["version"]),
        part=part,
        entities=entities.results,
        syntax=syntax.results,
        sentences=sentences.results,
        skipped=(*entities.skipped, *syntax.skipped, *sentences.skipped),
    )


def recogniser_of(nlp: Language) -> Finder | None:
    """Return the recogniser in the pipeline; None where it has none of ours."""
    for _, each in nlp.pipeline:
        if isinstance(each, EntityComponent):
            return each.recogniser
    return None


def evaluate_entities(
    recogniser: Finder, folder: Path, part: str, *, heads: Sequence[Head] | None = None,
    progress: Progress | None = None,
) -> Measured[EntityResult]:  # fmt: skip
    """Return the scores of strict spans on each corpus that a scheme of the recogniser was learnt from.

    A mention is right if start, end and type agree with an annotation. What the corpus annotates beside the
    types of its scheme is left out. The corpora that the project is measured by come first. `heads` say which
    corpora a scheme has (default: those of ``pipelines/models/entities.toml``).

    Raises:
        TrainingError: a corpus is damaged.
    """
    if heads is None:
        heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    scheme_of = {c: h.scheme for h in heads if h.scheme != GRAPH for c in h.learns}
    first = [corpus for corpus in MEASURED if corpus in scheme_of]
    rows, skipped = {}, []
    for corpus in (*first, *sorted(scheme_of.keys() - set(first))):
        if scheme_of[corpus] not in recogniser.schemes:
            skipped.append(f"{corpus}: the recogniser has no scheme {scheme_of[corpus]!r}")
        elif not corpus_file(folder, corpus, part).is_file():
            skipped.append(f"{corpus}: has no part {part!r}")
        else:
            rows[corpus] = part_rows(folder, corpus, part)
    progress = progress or SilentProgress()
    progress.start(sum(map(len, rows.values())), "scoring mentions")
    try:
        results = [
            _score_entities(recogniser, scheme_of[corpus], corpus, each, progress)
            for corpus, each in rows.items()
        ]
    finally:
        progress.finish()
    return Measured(results=tuple(results), skipped=tuple(skipped))


def _score_entities(
    recogniser: Finder, scheme: str, corpus: str, rows: Sequence[AnnotatedText], progress: Progress
) -> EntityResult:
    kinds = set(recogniser.schemes[scheme])
    tally = Tally()
    for first in range(0, len(rows), _AT_ONCE):
        group = rows[first : first + _AT_ONCE]
        found = recogniser.find([row.text for row in group], scheme=scheme)
        for row, mentions in zip(group, found, strict=True):
            tally.add(
                ((a.start, a.end, a.type) for a in row.annotations if a.type in kinds),
                ((m.start, m.end, m.type) for m in mentions),
            )
        progress.advance(len(group), item=corpus)
    types = tuple(TypeResult(type=kind, score=score) for kind, score in tally.by_type().items())
    return EntityResult(corpus=corpus, scheme=scheme, texts=len(rows), score=tally.score(), types=types)


def evaluate_syntax(nlp: Language, folder: Path, part: str) -> Measured[SyntaxResult]:
    """Return the scores on the treebanks, on gold words and sentences.

    GENIA is compared in Universal Dependencies (version 1). CRAFT is compared in the labels of the pipeline:
    Universal Dependencies; or CLEAR (as spaCy's English pipelines have it), once in the conventions that our
    model was taught, once as it was published.

    Raises:
        TrainingError: a treebank is damaged.
    """
    labels = dependency_labels(nlp)
    clear, universal = "pobj" in labels, {"nmod", "case"} <= labels
    if not clear and not universal:
        reason = "its labels are neither CLEAR nor Universal Dependencies" if labels else "it has no parser"
        return Measured(results=(), skipped=(f"syntax: {reason}",))
    results, skipped = [], []
    with nlp.select_pipes(enable=[pipe for pipe in nlp.pipe_names if pipe in SYNTAX]):
        if treebank_file(folder, GENIA, part).is_file():
            trees = read_conllu(treebank_file(folder, GENIA, part))
            score = score_parsing(
                nlp, trees, treebank=treebanks.GENIA, predicted=to_universal if clear else list
            )
            results.append(SyntaxResult(corpus=GENIA, labels="Universal Dependencies", score=score))
        else:
            skipped.append(f"{GENIA}: has no part {part!r}")
        if not treebank_file(folder, CRAFT, part).is_file():
            skipped.append(f"{CRAFT}: has no part {part!r}")
        elif clear:
            score = score_parsing(nlp, craft_trees(folder, part), treebank=treebanks.CRAFT)
            results.append(SyntaxResult(corpus=CRAFT, labels="CLEAR, one convention", score=score))
            trees = read_conllu(treebank_file(folder, CRAFT, part))
            score = score_parsing(nlp, trees, treebank=treebanks.CRAFT)
            results.append(SyntaxResult(corpus=CRAFT, labels="CLEAR, as published", score=score))
        else:
            score = score_parsing(nlp, read_conllu(treebank_file(folder, CRAFT, part)), gold=to_universal)
            results.append(SyntaxResult(corpus=CRAFT, labels="Universal Dependencies", score=score))
    return Measured(results=tuple(results), skipped=tuple(skipped))


def treebank_file(folder: Path, corpus: str, part: str) -> Path:
    """Return the file of a part of a treebank."""
    return folder / corpus / f"{part}.conllu.gz"


def evaluate_sentences(nlp: Language, folder: Path, part: str) -> Measured[SentenceResult]:
    """Return the scores of sentence boundaries, on the texts that `kg.training.sentence_scores` makes.

    Raises:
        TrainingError: a treebank is damaged.
    """
    if segmenter.NAME in nlp.pipe_names:
        # the parser behind it keeps to its boundaries
        pipes = [segmenter.NAME]
    elif _SENTENCE_PIPES.isdisjoint(nlp.pipe_names):
        return Measured(results=(), skipped=("sentences: nothing in the pipeline finds them",))
    else:
        pipes = [pipe for pipe in nlp.pipe_names if pipe in SYNTAX | _SENTENCE_PIPES]
    results, skipped = [], []
    with nlp.select_pipes(enable=pipes):
        for corpus in (CRAFT, GENIA):
            path = treebank_file(folder, corpus, part)
            if not path.is_file():
                skipped.append(f"{corpus}: has no part {part!r}")
                continue
            published = corpus_file(folder, _PUBLISHED.get(corpus, corpus), part)
            sources = read_sources(published) if published.is_file() else None
            for text, golds in gold_texts(read_treebank(path), sources).items():
                score = score_texts(golds, lambda written: list(_sentences(nlp, written)))
                count = sum(len(gold.sentences) for gold in golds)
                results.append(SentenceResult(corpus=corpus, text=text, sentences=count, score=score))
    return Measured(results=tuple(results), skipped=tuple(skipped))


def _sentences(nlp: Language, text: str) -> Iterator[Span]:
    """Yield the sentences that the pipeline finds in `text`, without white space around them."""
    for sentence in nlp(text).sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            yield Span(start=words[0].idx, end=words[-1].idx + len(words[-1]))
