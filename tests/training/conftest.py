from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]


def write_part(folder: Path, corpus: str, part: str, rows: Sequence[Row]) -> Path:
    """Write rows as a part of a corpus, in the form of the annotated corpora."""
    path = folder / corpus / f"{part}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def make_row(name: str, text: str, *mentions: tuple[str, str], **more: Any) -> Row:
    """Return a row in which each of `mentions` (words, type) is marked where it first stands."""
    entities = [
        {
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "text": words,
            "type": kind,
            "ids": [],
        }
        for words, kind in mentions
    ]
    return {"id": name, "text": text, "entities": entities, "relations": [], **more}


@pytest.fixture()
def schemes_file(tmp_path: Path) -> Path:
    path = tmp_path / "entities.toml"
    path.write_text(
        """
        [[scheme]]
        name = "ills"
        corpora = ["ills"]
        heads = [["Disease", "Symptom"]]

        [[scheme]]
        name = "genes"
        corpora = ["genes", "more_genes"]
        heads = [["Gene"], ["Species"]]

        [graph]
        gene = ["genes:Gene", "more_genes:Gene"]
        disease = ["ills:Disease"]
        """,
        encoding="utf-8",
    )
    return path
