"""What was measured of one model, as values and as the file ``scores.json`` beside the model."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kg.errors import TrainingError
from kg.evaluate.score import Score
from kg.training.parsing_scores import ParsingScores
from kg.training.sentence_scores import SpanScores


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeResult:
    """The score of one type of mentions in one corpus."""

    type: str
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityResult:
    """The score of strict spans on `texts` texts of a corpus, by the scheme of that corpus.

    `score` is over all types (micro average); `types` has one for each, sorted by name.
    """

    corpus: str
    scheme: str
    texts: int
    score: Score
    types: tuple[TypeResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxResult:
    """The scores on a treebank, and the labels in which trees were compared."""

    corpus: str
    labels: str
    score: ParsingScores


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceResult:
    """The score of sentence boundaries in the texts of a treebank; `text` says how they were joined."""

    corpus: str
    text: str
    sentences: int
    score: SpanScores


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSpeed:
    """The pace of a pipeline, in words (what white space separates) for a second of the processor.

    Loading is timed by the clock; `size` on disk is in bytes.
    """

    name: str
    words_per_second: float
    load_seconds: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """The pace of a model, and that of its peers on the same `words` words in the same run (none or one)."""

    words: int
    model: PipelineSpeed
    peers: tuple[PipelineSpeed, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times as fast as each peer the model is."""
        return tuple(self.model.words_per_second / peer.words_per_second for peer in self.peers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that one run measured of a model on one part of the corpora; `skipped` says what it did not."""

    model: str
    version: str
    part: str
    entities: tuple[EntityResult, ...] = ()
    syntax: tuple[SyntaxResult, ...] = ()
    sentences: tuple[SentenceResult, ...] = ()
    speed: tuple[Speed, ...] = ()
    skipped: tuple[str, ...] = ()


def join(new: Evaluation, old: Evaluation) -> Evaluation:
    """Return `new`, with what only `old` has if it is of the same version of the model and the same part."""
    if (new.version, new.part) != (old.version, old.part):
        return new
    return replace(
        new,
        entities=new.entities or old.entities,
        syntax=new.syntax or old.syntax,
        sentences=new.sentences or old.sentences,
        speed=new.speed or old.speed,
    )


_FORM = TypeAdapter(Evaluation)
_PLACES = 4


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return `evaluation` as JSON values; beside counts stand precision, recall and F1 (0 to 1)."""
    values = _FORM.dump_python(evaluation, mode="json")
    for row in values["entities"]:
        for each in (row, *row["types"]):
            each["score"] |= _rates(Score(**each["score"]))
    for row in values["sentences"]:
        row["score"] |= _rates(SpanScores(**row["score"]))
    rounded = _rounded(values)
    return {name: value for name, value in rounded.items() if value}


def _rates(score: Score | SpanScores) -> dict[str, float]:
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return round(value, _PLACES) if isinstance(value, float) else value


def write_scores(path: Path, evaluation: Evaluation) -> None:
    """Write `evaluation` to the file at `path`."""
    path.write_text(json.dumps(as_json(evaluation), indent=1) + "\n", encoding="utf-8")


def read_scores(path: Path) -> Evaluation:
    """Return what stands in the file at `path`.

    Raises:
        TrainingError: the file cannot be read, or does not hold what `write_scores` writes.
    """
    try:
        return _FORM.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise TrainingError(f"{path}: not the scores of a model: {str(error).splitlines()[0]}") from error
