from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from tests.pipeline.parts import GRAPH_FILES, graph_files, share_parts, write_sources

pytestmark = pytest.mark.model

BOMB = """\
<?xml version="1.0"?>
<!DOCTYPE article [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<article><body><p>&c;</p></body></article>
"""
BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 8,
    "latin.txt": "Le thymome est très rare.\n".encode("latin-1"),
    "broken.xml": b"<article><body><p>Thymoma is rare.</article>",
    "bomb.xml": BOMB.encode(),
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    "paper.pdf": b"%PDF-1.7\n1 0 obj\n",
    "archive.zip": b"PK\x03\x04 cut off",
}


@pytest.fixture(autouse=True)
def shared_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    share_parts(monkeypatch)
    for name in ("KG_MODEL", "KG_BASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_sources(tmp_path / "sources", "thymoma.txt")[0]


def kg(*args: str | Path) -> int:
    return main([str(arg) for arg in args])


def assert_one_line(err: str, *parts: str) -> None:
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert len(err) < 400
    assert all(part in err for part in parts), err


def test_build_prints_a_summary_and_what_to_try(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg("build", good, "--out", tmp_path / "out") == 0
    captured = capsys.readouterr()
    assert "1 document" in captured.out
    assert f'kg show {tmp_path / "out"} "thymoma"' in captured.out
    assert captured.err == ""


def test_build_quiet_prints_nothing(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg("build", good, "--out", tmp_path / "out", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert all((tmp_path / "out" / name).is_file() for name in GRAPH_FILES)


def test_build_json_prints_the_report(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg("build", good, "--out", tmp_path / "out", "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out) == json.loads((tmp_path / "out" / "report.json").read_text())


def test_build_json_reports_failures_too(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    assert kg("build", good, tmp_path / "empty.txt", "--out", tmp_path / "out", "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["failures"] == [
        {"source": "empty.txt", "line": None, "reason": "is empty"}
    ]
    assert_one_line(captured.err, "empty.txt")


@pytest.mark.parametrize("name", BAD)
def test_build_of_a_bad_file_is_one_line_and_the_others_are_built(
    name: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    assert kg("build", tmp_path / name, good, "--out", tmp_path / "out", "--quiet") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert_one_line(captured.err, name)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [row["source"] for row in report["documents"]] == ["thymoma.txt"]


def test_build_with_a_bad_file_gives_the_graph_of_the_others(good: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(BAD["latin.txt"])
    kg("build", tmp_path / "latin.txt", good, "--out", tmp_path / "with", "--quiet")
    kg("build", good, "--out", tmp_path / "without", "--quiet")
    one, other = graph_files(tmp_path / "with"), graph_files(tmp_path / "without")
    assert {n: d for n, d in one.items() if n != "report.json"} == {
        n: d for n, d in other.items() if n != "report.json"
    }


def test_build_of_bad_files_says_one_line_for_each(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    assert kg("build", folder, good, "--out", tmp_path / "out", "--quiet") == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(BAD)
    assert all(line.startswith("kg: ") for line in lines)


def test_build_of_a_line_of_50_megabytes_is_one_line(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "long.txt").write_text("Thymoma is treated with surgery " * 1_600_000)
    assert kg("build", tmp_path / "long.txt", good, "--out", tmp_path / "out", "--quiet") == 1
    assert_one_line(capsys.readouterr().err, "long.txt:1", "500,000")


def test_build_of_a_missing_path_is_one_line(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg("build", tmp_path / "absent.txt", good, "--out", tmp_path / "out", "--quiet") == 1
    assert_one_line(capsys.readouterr().err, "absent.txt", "does not exist")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_build_of_an_unreadable_source_is_one_line(
    kind: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "closed"
    if kind == "file":
        path.write_text("Thymoma is rare.\n")
    else:
        path.mkdir()
    path.chmod(0)
    try:
        assert kg("build", path, good, "--out", tmp_path / "out", "--quiet") == 1
    finally:
        path.chmod(0o755)
    assert_one_line(capsys.readouterr().err, "cannot be read")


def test_build_of_an_unreadable_file_is_one_line(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("Thymoma is rare.\n")
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == closed:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert kg("build", closed, good, "--out", tmp_path / "out", "--quiet") == 1
    assert_one_line(capsys.readouterr().err, "closed.txt", "Permission denied")


def test_build_of_nothing_readable_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").touch()
    assert kg("build", tmp_path / "empty.txt", "--out", tmp_path / "out") == 1
    assert_one_line(capsys.readouterr().err, "nothing could be read", "empty.txt")
    assert not (tmp_path / "out").exists()


def test_build_of_an_empty_folder_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sources").mkdir()
    assert kg("build", tmp_path / "sources", "--out", tmp_path / "out") == 1
    assert_one_line(capsys.readouterr().err, "nothing could be read")


def test_build_with_an_unknown_format_names_the_known(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg("build", good, "--out", tmp_path / "out", "--format", "scroll") == 1
    assert_one_line(capsys.readouterr().err, "scroll", "markdown")


def test_build_with_a_format_reads_as_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page").write_text("<p>Thymoma is treated with <b>surgery</b>.</p>\n")
    args = ("build", tmp_path / "page", "--format", "html", "--out", tmp_path / "out", "--json")
    assert kg(*args) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["format"] == "html"


@pytest.mark.parametrize("below", [".", "graph"], ids=["the-file-itself", "below-a-file"])
def test_build_into_a_file_is_one_line_and_leaves_it(
    below: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("mine\n")
    assert kg("build", good, "--out", tmp_path / "taken" / below) == 1
    assert_one_line(capsys.readouterr().err, "cannot be written")
    assert (tmp_path / "taken").read_text() == "mine\n"


def test_build_writes_nothing_outside_out(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert kg("build", good, "--out", tmp_path / "out", "--quiet") == 0
    assert list((tmp_path / "here").iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here", "out", "sources"]
    assert list(good.parent.iterdir()) == [good]


def test_build_reads_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"Thymoma is treated with surgery.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert kg("build", "-", "--out", tmp_path / "out", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [row["source"] for row in report["documents"]] == ["stdin"]
    assert report["predicates"] == {"biolink:treats": 1}


def test_build_of_empty_standard_input_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert kg("build", "-", "--out", tmp_path / "out") == 1
    assert_one_line(capsys.readouterr().err, "stdin: is empty")


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        pytest.param(("--model", "no_such_model"), "no_such_model", id="model"),
        pytest.param(("--lexicon", "absent.tsv"), "absent.tsv", id="lexicon"),
        pytest.param(("--config", "absent.toml"), "absent.toml", id="config"),
    ],
)
def test_build_with_a_part_that_is_not_there_is_one_line(
    args: tuple[str, str], reason: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg("build", good, "--out", tmp_path / "out", *args) == 1
    assert_one_line(capsys.readouterr().err, reason)


@pytest.mark.parametrize(
    ("variable", "option", "expected"),
    [
        pytest.param("", "", "from_file", id="file"),
        pytest.param("from_environment", "", "from_environment", id="environment-before-file"),
        pytest.param("from_environment", "from_option", "from_option", id="option-before-environment"),
    ],
)
def test_build_takes_option_before_environment_before_file(
    variable: str,
    option: str,
    expected: str,
    good: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = tmp_path / "build.toml"
    config.write_text('model = "from_file"\nbase = "https://example.org/file/"\n')
    monkeypatch.setenv("KG_MODEL", variable)
    args = ["--model", option] if option else []
    assert kg("build", good, "--out", tmp_path / "out", "--config", config, *args) == 1
    assert_one_line(capsys.readouterr().err, repr(expected))


@pytest.mark.parametrize(
    "argv",
    [
        pytest.param(["build"], id="nothing"),
        pytest.param(["build", "a.txt"], id="no-out"),
        pytest.param(["build", "--out", "graph"], id="no-source"),
        pytest.param(["build", "a.txt", "--out", "graph", "--jsn"], id="unknown-option"),
        pytest.param(["build", "a.txt", "--ou", "graph"], id="option-cut-short"),
        pytest.param(["build", "a.txt", "--out", "graph", "--model"], id="option-without-value"),
    ],
)
def test_build_used_wrongly_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(argv)
    captured = capsys.readouterr()
    assert (stop.value.code, captured.out) == (2, "")
    assert "error:" in captured.err


def test_build_interrupted_is_status_130_and_one_line(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.reader.DocumentReader.read", interrupt)
    assert kg("build", good, "--out", tmp_path / "out") == 130
    assert_one_line(capsys.readouterr().err, "interrupted")


@pytest.mark.slow
def test_build_as_a_process_has_no_bar_and_no_traceback(good: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(BAD["latin.txt"])
    sources = [str(good), str(tmp_path / "latin.txt")]
    command = [sys.executable, "-m", "kg", "build", *sources, "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 1
    assert_one_line(done.stderr, "latin.txt:1")
    assert "\x1b" not in done.stdout + done.stderr
    assert "\r" not in done.stderr
