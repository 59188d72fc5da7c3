"""Model cards (Mitchell et al. 2019): what a model was made of, what was measured, and its limits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import ConfigError
from kg.evaluate.score import Score
from kg.nlp.models import ModelInfo
from kg.training.results import Evaluation, PipelineSpeed
from kg.training.sentence_scores import SpanScores


class Corpus(BaseModel):
    """A corpus: its title, the paper to cite, the licence as stated, and what it is used for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    citation: str
    licence: str
    uses: tuple[str, ...]


class Provenance(BaseModel):
    """What our models were made of: the corpora, what there was beside them, and the limits that follow."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: tuple[Corpus, ...]
    sources: tuple[str, ...]
    limits: tuple[str, ...]


def read_provenance(folder: Path) -> Provenance:
    """Return what ``corpora.toml`` and ``card.toml`` in `folder` (``pipelines/models``) say.

    Raises:
        ConfigError: a file cannot be read, or has not the form that it should have.
    """
    values: dict[str, Any] = {}
    for path in (folder / "corpora.toml", folder / "card.toml"):
        try:
            values |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
    try:
        return Provenance(**values)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{folder}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def write_card(info: ModelInfo, provenance: Provenance | None, evaluation: Evaluation | None) -> str:
    """Return the card of a model as Markdown.

    A model of others has no `provenance` here, its own description stands for it; one that was not measured
    has no `evaluation`.
    """
    parts = [f"# {info.name}", info.description, _facts(info)]
    if provenance is not None:
        parts += [_use(info.name), "## Data", *_data(provenance)]
    parts.append("## Scores")
    if evaluation is None:
        parts.append("None are stored; `kg model evaluate` measures.")
    else:
        parts += _scores(evaluation)
    if provenance is not None:
        parts += ["## Limits", _list(provenance.limits)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table.

    >>> print(table(["type", "F1"], [["Gene", "80.0"]]))
    | type | F1 |
    | --- | --- |
    | Gene | 80.0 |
    """
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def percent(share: float) -> str:
    """Return a share (0 to 1) in percent, with one place.

    >>> percent(0.8649)
    '86.5'
    """
    return f"{100 * share:.1f}"


def rates(score: Score | SpanScores) -> list[str]:
    """Return precision, recall and F1 in percent.

    >>> rates(Score(right=6, spurious=2, missed=4))
    ['75.0', '60.0', '66.7']
    """
    return [percent(score.precision), percent(score.recall), percent(score.f1)]


def megabytes(size: int) -> str:
    """Return a number of bytes in megabytes of a million bytes.

    >>> megabytes(15_243_077)
    '15.2 MB'
    """
    return f"{size / 1_000_000:.1f} MB"


def _facts(info: ModelInfo) -> str:
    rows = [
        ("version", info.version),
        ("tier", info.tier.value),
        ("licence", info.licence or "not stated"),
        ("size on disk", megabytes(info.size)),
        ("components", ", ".join(info.components)),
    ]
    return table(("", ""), rows)


def _use(name: str) -> str:
    return f"""\
```python
from kg.nlp.models import load_pipeline

doc = load_pipeline("{name}")("EWSR1::WT1 drives desmoplastic small round cell tumor.")
doc.spans["graph"]  # mentions, which may overlap; doc.ents has the longest
```"""


def _data(provenance: Provenance) -> list[str]:
    rows = [(c.name, c.title, ", ".join(c.uses), c.licence, c.citation) for c in provenance.corpus if c.uses]
    left = [f"{c.title} ({c.licence})" for c in provenance.corpus if not c.uses and "NC" in c.licence]
    parts = [table(("corpus", "what it is", "trains", "licence, as stated", "citation"), rows)]
    if left:
        parts.append(f"Left out, since the licence excludes commercial use: {'; '.join(left)}.")
    return [*parts, "Beside the corpora:", _list(provenance.sources)]


def _list(texts: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(text.split())}" for text in texts)


def _scores(evaluation: Evaluation) -> list[str]:
    """Return the parts of the card about what was measured: tables, each below a line that says of what."""
    parts = [
        f"Version {evaluation.version}, measured on the part “{evaluation.part}” of each corpus; percent."
    ]
    if evaluation.entities:
        rows = [[e.corpus, str(e.texts), *rates(e.score)] for e in evaluation.entities]
        parts += ["Mentions, strict spans:", table(("corpus", "texts", "precision", "recall", "F1"), rows)]
        kinds = [
            [e.corpus, t.type, str(t.score.right + t.score.missed), *rates(t.score)]
            for e in evaluation.entities
            for t in e.types
        ]
        parts.append("The same by type:")
        parts.append(table(("corpus", "type", "mentions", "precision", "recall", "F1"), kinds))
    if evaluation.syntax:
        rows = [
            [s.corpus, s.labels, *map(percent, (s.score.uas, s.score.las, s.score.tag, s.score.lemma))]
            for s in evaluation.syntax
        ]
        parts.append("Syntax, on gold words and sentences, punctuation included:")
        parts.append(table(("treebank", "labels", "UAS", "LAS", "tags", "lemmas"), rows))
    if evaluation.sentences:
        rows = [[s.corpus, s.text, str(s.sentences), *rates(s.score)] for s in evaluation.sentences]
        parts.append("Sentences, both ends right:")
        parts.append(table(("treebank", "text", "sentences", "precision", "recall", "F1"), rows))
    for speed in evaluation.speed:
        rows = [pace(each) for each in (speed.model, *speed.peers)]
        parts.append(
            f"Speed, on {speed.words:,} words, by processor time, in one run; other machines differ:"
        )
        parts.append(table(("pipeline", "words a second", "seconds to load", "size on disk"), rows))
    return parts


def pace(speed: PipelineSpeed) -> list[str]:
    """Return name, words a second, seconds to load and size of a pipeline, as text."""
    return [speed.name, f"{speed.words_per_second:,.0f}", f"{speed.load_seconds:.2f}", megabytes(speed.size)]
