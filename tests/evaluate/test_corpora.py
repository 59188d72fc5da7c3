from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import TrainingError
from kg.evaluate.corpora import read_corpus
from tests.training.conftest import make_row, write_part


def test_read_corpus_gives_mentions_but_no_triggers(tmp_path: Path) -> None:
    row = make_row("1", "Loss of WT1 in kidneys", ("WT1", "Gene"), ("Loss", "Event"), pmid="123456")
    row["entities"][1]["role"] = "trigger"
    write_part(tmp_path, "genes", "train", [row])
    (read,) = read_corpus(tmp_path, "genes", "train")
    assert [(a.start, a.end, a.type) for a in read.annotations] == [(8, 11, "Gene")]
    assert (read.work, read.row) == ("123456", "1")


def test_read_corpus_names_the_part_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="dev"):
        list(read_corpus(tmp_path, "genes", "dev"))


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": 1, "text": "x"}', '{"id": 1, "text": "x", "entities": [{}]}']
)
def test_read_corpus_names_the_damaged_line(tmp_path: Path, line: str) -> None:
    path = write_part(tmp_path, "genes", "train", [make_row("1", "fine")])
    with gzip.open(path, "at", encoding="utf-8") as lines:
        lines.write(line + "\n")
    with pytest.raises(TrainingError, match=r"train\.jsonl\.gz:2: "):
        list(read_corpus(tmp_path, "genes", "train"))
