"""The repository as a whole: what may stand in it, and that its papers agree with the code."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import tomllib
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
import yaml

import kg

ROOT = Path(__file__).resolve().parents[1]

#: Largest file that may be committed, bytes, and the largest with weights of a model.
MAX_BYTES = 20_000_000
MAX_WEIGHTS_BYTES = 30_000_000
#: Larger files are compressed or generated data and hold no prose.
MAX_PROSE_BYTES = 2_000_000
#: So many words in a row shared with a source document are a copy.
COPIED_WORDS = 9

NOT_COMMITTED = frozenset(
    {".git", ".hypothesis", ".ipynb_checkpoints", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv"}
    | {"__pycache__", "build", "dist", "graph", "venv"}
)

#: Tables and settings; JSON has no comments, so the README beside it speaks for it.
DATA_FILE = re.compile(r"\.(?:toml|tsv|tsv\.gz)$")

#: What the head of a data file says; SSSOM tables have words of their own for it.
HEAD = {"source": r"source\b|mapping_set_id:", "licence": r"licen[cs]e"}

#: A folder that only one machine has: the home of a user, a temporary or a mounted work folder.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work|mnt|private|var/folders)/[\w.-]+")


@cache
def committed() -> tuple[Path, ...]:
    """Return the files of the repository; outside git, all files that are not made by tools."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(ROOT), "ls-files", "-z"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
        return tuple(sorted({ROOT / name for name in listed if name and (ROOT / name).is_file()}))
    return tuple(
        sorted(
            path
            for path in ROOT.rglob("*")
            if path.is_file() and NOT_COMMITTED.isdisjoint(path.relative_to(ROOT).parts)
        )
    )


@cache
def prose() -> tuple[tuple[str, str], ...]:
    """Return name and text of every committed file that is text of a readable size."""
    found = []
    for path in committed():
        if path.stat().st_size > MAX_PROSE_BYTES:
            continue
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return tuple(found)


def grams(text: str, size: int = COPIED_WORDS) -> set[tuple[str, ...]]:
    """Return all runs of `size` words of a text, in lower case and without punctuation."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return set(zip(*(words[start:] for start in range(size)), strict=False))


def comments(path: Path) -> str:
    """Return the comment lines at the head of a data file, in lower case."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return "".join(takewhile(lambda line: line.startswith("#"), lines)).lower()


def sources() -> Path:
    """Return the folder of the source documents: in $KG_SHARED, else in ../shared."""
    return Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "seeds"


def test_repository_holds_no_path_of_one_machine() -> None:
    hits = [f"{name}: {hit.group()}" for name, text in prose() for hit in MACHINE_PATH.finditer(text)]
    assert hits == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("see /" + "home/ann/graph.ttl", True, id="home folder"),
        pytest.param("https://example.org/home/ann", False, id="address of a page"),
        pytest.param("<https://w3id.org/biomedkg/work/1>", False, id="IRI"),
        pytest.param("in the framework/root/thing", False, id="inside a word"),
    ],
)
def test_repository_machine_path_pattern_knows_paths_from_addresses(text: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is found


def test_repository_holds_no_oversized_file() -> None:
    models = ROOT / "pipelines" / "models"
    most = {path: MAX_WEIGHTS_BYTES if models in path.parents else MAX_BYTES for path in committed()}
    assert [str(path) for path, size in most.items() if path.stat().st_size > size] == []


def test_repository_notebooks_are_stripped() -> None:
    unstripped = []
    for path in committed():
        if path.suffix == ".ipynb":
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
                unstripped.append(path.name)
    assert unstripped == []


def test_repository_changelog_names_the_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert next(heading for heading in headings if heading != "Unreleased") == kg.__version__


def test_repository_citation_is_valid_and_names_the_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["version"] == kg.__version__
    assert citation["license"] == "MIT"


def test_repository_data_folders_are_part_of_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {name: f"kg/_data/{name}" for name in ("ontologies", "pipelines", "seeds")}


def test_repository_data_files_name_source_and_licence() -> None:
    silent = []
    for path in committed():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("kg/", "ontologies/", "seeds/")) and DATA_FILE.search(name):
            head = comments(path)
            silent += [f"{name}: no {key}" for key, pattern in HEAD.items() if not re.search(pattern, head)]
    assert silent == []


def test_repository_ci_script_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_repository_copies_no_source_document() -> None:
    folder = sources()
    if not folder.is_dir():
        pytest.skip(f"the source documents are not at {os.path.relpath(folder, ROOT)}")
    known: set[tuple[str, ...]] = set()
    for path in folder.iterdir():
        known |= grams(path.read_text(encoding="utf-8"))
    copies = [f"{name}: {' '.join(min(same))}" for name, text in prose() if (same := grams(text) & known)]
    assert copies == []


def test_repository_grams_are_runs_of_words_without_punctuation() -> None:
    assert grams("One, two: three – four", size=3) == {("one", "two", "three"), ("two", "three", "four")}
