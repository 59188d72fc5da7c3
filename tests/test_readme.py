"""The README: its commands and lines run as they stand there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import kg.cli
from kg.cli.registry import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the README that are marked as `language`."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def use() -> list[list[str]]:
    """Return the lines of use, each as the arguments of `kg`."""
    (block,) = (block for block in blocks("sh") if block.startswith("kg "))
    return [shlex.split(line)[1:] for line in block.splitlines()]


def test_readme_has_two_commands_of_one_line_each() -> None:
    commands = [block for block in blocks("sh") if block.startswith("python3 ")]
    assert [command.count("\n") for command in commands] == [1, 1]
    assert "kg build seeds" in commands[0]
    assert "pytest" in commands[1]


def test_readme_describes_every_command_and_no_other() -> None:
    rows = re.findall(r"^\| (`kg .*?) \|", README, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`kg ([a-z]+)", row)}
    assert named == COMMANDS.keys()


def test_readme_waits_for_no_figure() -> None:
    assert "TODO" not in README


def test_readme_states_the_licence_of_every_lexicon_pack() -> None:
    packs = {path.stem for path in (ROOT / "ontologies" / "lexicons").glob("*.pack")}
    rows = re.findall(r"^\| [^|]+ \| ((?:`[a-z-]+`(?:, )?)+) \| [^|]+ \|$", README, re.MULTILINE)
    assert packs <= {name for row in rows for name in re.findall(r"[a-z-]+", row)}


def test_readme_links_lead_to_files() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert [link for link in links if not _leads_somewhere(link)] == []


def _leads_somewhere(link: str) -> bool:
    """Tell whether a link names a file, and a heading of it where it names one."""
    name, _, place = link.partition("#")
    file = ROOT / name if name else ROOT / "README.md"
    if not place:
        return file.exists()
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return place in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_link_to_a_heading_that_is_not_there_is_found() -> None:
    assert _leads_somewhere("pipelines/README.md#stores")
    assert not _leads_somewhere("pipelines/README.md#no-such-part")


@pytest.mark.slow
@pytest.mark.model
def test_readme_lines_of_use_run_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    for arguments in use():
        status = kg.cli.main(arguments)
        captured = capsys.readouterr()
        assert (status, arguments) == (0, arguments), captured.err
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})
