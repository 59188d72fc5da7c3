"""The manifest of the seed texts: complete, and true of the files."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
MANIFEST: dict[str, Any] = tomllib.loads((SEEDS / "manifest.toml").read_text(encoding="utf-8"))
ENTRIES: list[dict[str, str]] = MANIFEST["text"]

every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry["file"] for entry in ENTRIES])


def test_manifest_lists_every_text_once_and_nothing_else() -> None:
    present = sorted(path.name for path in SEEDS.iterdir() if path.name != "manifest.toml")
    assert sorted(entry["file"] for entry in ENTRIES) == present


@every_entry
def test_manifest_sha256_is_that_of_the_file(entry: dict[str, str]) -> None:
    assert hashlib.sha256((SEEDS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@every_entry
def test_manifest_names_work_layout_and_licence(entry: dict[str, str]) -> None:
    assert {"file", "title", "layout", "license", "sha256"} <= entry.keys()
    assert entry["license"] == "CC0-1.0"


@every_entry
def test_manifest_date_is_iso_8601(entry: dict[str, str]) -> None:
    assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?|", entry.get("date", ""))


@every_entry
def test_identifiers_of_the_work_stand_in_the_text(entry: dict[str, str]) -> None:
    text = (SEEDS / entry["file"]).read_text(encoding="utf-8").lower()
    assert all(entry[key].lower() in text for key in ("doi", "pmid") if key in entry)


@every_entry
def test_seed_text_is_small_utf8_with_unix_line_ends(entry: dict[str, str]) -> None:
    data = (SEEDS / entry["file"]).read_bytes()
    data.decode("utf-8")
    assert b"\r" not in data
    assert len(data) < 20_000
