"""The command `kg view`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from tests.sample import build_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build") / "graph"
    build_sample(path)
    return path


def test_view_without_a_name_writes_into_the_build_and_says_where(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["view", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == str(folder / "view.html")
    assert "synovial sarcoma" in (folder / "view.html").read_text(encoding="utf-8")


def test_view_with_a_focus_opens_there(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert main(["view", str(folder), "--focus", "Synovial Sarcoma", "--hops", "1", "--out", str(path)]) == 0
    assert '"focus":"mondo:0010434","hops":1' in path.read_text(encoding="utf-8")


def test_view_twice_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert main(["view", str(folder), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_view_of_an_unknown_name_fails_in_one_line_and_writes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["view", str(folder), "--focus", "no such thing", "--out", str(tmp_path / "a.html")]) == 1
    assert capsys.readouterr().err == "kg: nothing in the graph is called 'no such thing'\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["0", "-1", "two", "１"])
def test_view_with_a_wrong_number_of_hops_is_wrong_usage(folder: Path, number: str) -> None:
    with pytest.raises(SystemExit) as error:
        main(["view", str(folder), "--hops", number])
    assert error.value.code == 2
