"""Sources of our own, and the parts of the pipeline loaded once for all tests that build."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from spacy.language import Language

from kg.lexicon import Lexicon
from kg.nlp.models import load_model

SOURCES = {
    "thymoma.txt": "Thymoma\n\nThymoma is treated with surgery. It may spread to the pleura.\n",
    "chordoma.txt": (
        "Chordoma is treated with proton therapy.\n\nThe objective response rate was 12% with"
        " imatinib in chordoma.\n"
    ),
    "retinoblastoma.md": "# Retinoblastoma\n\nRetinoblastoma is caused by loss of RB1.\n\n-"
    " Thymoma is treated with cisplatin.\n",
}
#: What a build writes that must not differ by a byte; the store is a database with files of its own making.
GRAPH_FILES = ("graph.ttl", "graph.trig", "graph.html", "report.json", "search.sqlite")

_load_lexicon = Lexicon.load


def write_sources(folder: Path, *names: str) -> list[Path]:
    """Write the sources (all, or those named) into `folder`; return their paths in the order of the names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names or SOURCES]
    for path in paths:
        path.write_text(SOURCES[path.name], encoding="utf-8")
    return paths


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a build but those of the store, by its path from `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(folder).parts
    }


def graph_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a build that people and programs read."""
    return {name: (folder / name).read_bytes() for name in GRAPH_FILES}


@lru_cache(maxsize=2)
def _model(name: str) -> Language:
    return load_model(name)


@lru_cache(maxsize=2)
def _lexicon(extra: tuple[Path, ...]) -> Lexicon:
    return _load_lexicon(extra=extra)


def share_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every build of the test process use one model and one lexicon: they hold no state of documents."""
    monkeypatch.setattr("kg.pipeline.reader.load_model", _model)
    monkeypatch.setattr("kg.pipeline.reader.Lexicon.load", lambda extra=(): _lexicon(tuple(extra)))
