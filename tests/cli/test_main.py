from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.cli import main, make_parser
from kg.cli.registry import COMMANDS, load_command


def run(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_help_has_examples_and_exit_status(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    text = capsys.readouterr().out
    assert stop.value.code == 0
    assert "examples:" in text
    assert "exit status:" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_command_module_has_run(name: str) -> None:
    assert callable(load_command(name).run)


def test_main_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert (stop.value.code, capsys.readouterr().out) == (0, f"kg {kg.__version__}\n")


def test_main_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert all(f"    {name}" in text for name in COMMANDS)


@pytest.mark.parametrize("argv", [[], ["fly"], ["query"], ["query", "g", "--nmae", "x"]])
def test_main_wrong_usage_is_status_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_main_failure_is_one_line_and_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "/no/such/folder", "x"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: ")
    assert captured.err.count("\n") == 1


def test_main_interrupt_is_130_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli._run", interrupted)
    assert main([]) == 130
    assert capsys.readouterr().err == "kg: interrupted\n"


def test_main_help_imports_no_command() -> None:
    script = (
        "import sys\nfrom kg.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'rdflib', 'spacy', 'pyoxigraph', 'networkx', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_main_closed_pipe_is_quiet(build: Path) -> None:
    script = f"{sys.executable} -m kg export {build} --to nt | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode in (0, 141)


def test_make_parser_other_commands_are_named_only() -> None:
    assert make_parser("query").parse_args(["query", "g", "--list"]).command == "query"


def test_module_runs_as_a_program() -> None:
    assert run("--version").stdout == f"kg {kg.__version__}\n"
