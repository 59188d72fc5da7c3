"""The notebooks run from top to bottom, and hold no output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sample import build_sample

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS_A_CELL = 600

nbformat = pytest.importorskip("nbformat", reason="needs the extra 'notebooks'")
nbclient = pytest.importorskip("nbclient", reason="needs the extra 'notebooks'")


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def execute(notebook: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run all cells with `folder` as the working directory."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    client = nbclient.NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        startup_timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()


def shown(notebook: Any) -> str:
    """All that the cells printed or returned."""
    parts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            parts.append(output.get("text", ""))
            parts.extend(str(value) for value in output.get("data", {}).values())
    return "\n".join(parts)


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_as_committed_holds_no_output(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.slow
def test_walkthrough_runs_on_a_graph_that_is_already_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_sample(tmp_path / "graph")
    notebook = read(ROOT / "notebooks" / "walkthrough.ipynb")
    notebook.cells = [cell for cell in notebook.cells if "build" not in cell.metadata.get("tags", ())]
    notebook.cells.insert(0, nbformat.v4.new_code_cell("from pathlib import Path"))
    execute(notebook, tmp_path, monkeypatch)
    output = shown(notebook)
    assert "<iframe srcdoc=" in output
    assert "synovial sarcoma" in output


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_from_top_to_bottom(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = read(path)
    execute(notebook, tmp_path, monkeypatch)
    assert (tmp_path / "graph" / "graph.html").is_file()
