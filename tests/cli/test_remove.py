from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from tests.pipeline.parts import share_parts, snapshot, write_sources

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def shared_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    share_parts(monkeypatch)
    for name in ("KG_MODEL", "KG_BASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A build of all sources, the test's own."""
    out = str(tmp_path / "out")
    main(["build", *map(str, write_sources(tmp_path / "sources")), "--out", out, "--quiet"])
    capsys.readouterr()
    return out


def test_remove_says_what_is_left(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", folder, "thymoma.txt"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("left: 2 documents")
    assert captured.err == ""


def test_remove_gives_the_bytes_of_a_build_without(folder: str, tmp_path: Path) -> None:
    rest = write_sources(tmp_path / "rest", "chordoma.txt", "thymoma.txt")
    main(["remove", folder, "retinoblastoma.md"])
    main(["build", *map(str, rest), "--out", str(tmp_path / "without"), "--quiet"])
    assert snapshot(Path(folder)) == snapshot(tmp_path / "without")


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        pytest.param(["absent.txt"], "no document goes by 'absent.txt'", id="unknown"),
        pytest.param(["thymoma.txt", "chordoma.txt", "retinoblastoma.md"], "nothing would be left", id="all"),
    ],
)
def test_remove_that_cannot_be_done_is_one_line(
    names: list[str], reason: str, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(Path(folder))
    assert main(["remove", folder, *names]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: ")
    assert captured.err.count("\n") == 1
    assert reason in captured.err
    assert snapshot(Path(folder)) == before


@pytest.mark.parametrize("kind", ["absent", "empty", "file"])
def test_remove_from_what_is_no_build_is_one_line(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "graph"
    if kind == "empty":
        path.mkdir()
    elif kind == "file":
        path.touch()
    assert main(["remove", str(path), "thymoma.txt"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("kg: ")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("argv", [["remove"], ["remove", "graph"]], ids=["nothing", "no-document"])
def test_remove_used_wrongly_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert (stop.value.code, capsys.readouterr().out) == (2, "")
