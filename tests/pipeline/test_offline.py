"""Reading, grounding, building and asking need no network, key or download, and write only to --out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.pipeline import build
from kg.query import named_query, resolve, rows, wordings
from kg.query.worker import answer
from kg.store import open_build

pytestmark = pytest.mark.model

TEXT = """\
# Thymoma

Thymoma is treated with surgery. Thymoma, for which pazopanib was tried, may spread to the pleura.
"""

#: Loaded by every Python process that the test starts, children of children too. It goes by what the
#: interpreter itself reports, so code that reaches for a socket by another name is seen as well.
GUARD = """\
import os, socket, sys

OUT = os.environ["GUARD_OUT"]
CALLS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "urllib.Request"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def guard(event, args):
    if event == "socket.__new__" and args[1] in (socket.AF_INET, socket.AF_INET6):
        raise PermissionError("refused by the test: a socket was made")
    if event in CALLS:
        raise PermissionError(f"refused by the test: {event} {args[1:]}")
    if event == "open" and isinstance(args[0], (str, bytes)) and args[2] & WRITES:
        path = os.path.realpath(os.fsdecode(args[0]))
        if not path.startswith((OUT, "/dev/", "/proc/")):
            raise PermissionError(f"refused by the test: {path} was opened for writing")

sys.addaudithook(guard)
"""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuse every way to another machine; the list holds what was tried."""
    tried: list[str] = []

    def refuse(*args: object, **options: object) -> None:
        tried.append(repr(args))
        raise PermissionError("refused by the test")

    class Refused(socket.socket):
        def __init__(self, *args: object, **options: object) -> None:
            refuse(*args)

    monkeypatch.setattr(socket, "socket", Refused)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


def test_build_and_ask_without_sockets(no_network: list[str], tmp_path: Path) -> None:
    source = tmp_path / "note.md"
    source.write_text(TEXT, encoding="utf-8")
    build([source], tmp_path / "out")
    dataset = open_build(tmp_path / "out")
    (thymoma,) = resolve(dataset, "thymoma")
    sparql = named_query("therapies-for").bind({"disease": "thymoma"}, resolve=lambda _: (thymoma.iri,))
    _, found = rows(answer(dataset, sparql))
    assert "surgery" in {row["therapy"] for row in found}
    assert wordings(dataset, thymoma)
    assert no_network == []


class Machine:
    """A bare machine: an empty home, an empty working folder, and a guard in every Python process."""

    def __init__(self, folder: Path) -> None:
        self.home, self.work, self.temporary = folder / "home", folder / "work", folder / "tmp"
        self.out, site = folder / "out", folder / "site"
        for each in (self.home, self.work, self.temporary, site):
            each.mkdir()
        (site / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
        code = Path(kg.__file__).resolve().parent.parent
        self.environment = {
            "HOME": str(self.home),
            "PATH": os.environ.get("PATH", ""),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": os.pathsep.join([str(site), str(code)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "GUARD_OUT": str(self.out.resolve()),
        }

    def python(self, *args: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run Python in the working folder with `text` as its standard input."""
        return subprocess.run(
            [sys.executable, *args],
            cwd=self.work,
            env=self.environment,
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )

    def left_behind(self) -> list[Path]:
        """Return what was written outside the folder given by ``--out``."""
        return [path for each in (self.home, self.work, self.temporary) for path in each.rglob("*")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import _socket; _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')",
        "import os, sys; os.execl(sys.executable, 'python', '-c', 'import socket; socket.socket()')",
        "open('left.txt', 'w')",
    ],
    ids=["connect", "resolve", "below socket", "urllib", "child", "write"],
)
def test_guard_refuses(machine: Machine, code: str) -> None:
    done = machine.python("-c", code)
    assert done.returncode != 0
    assert "refused by the test" in done.stderr
    assert machine.left_behind() == []


@pytest.mark.slow
def test_commands_run_on_a_machine_without_network_or_home(machine: Machine) -> None:
    out = str(machine.out)
    for args, expected in (
        (("build", "-", "--out", out), "read 1 document"),
        (("query", out, "--name", "therapies-for", "--param", "disease=thymoma"), "surgery"),
        (("query", out, "--name", "doubtful-groundings", "--param", "below=1"), "words"),
        (("show", out, "thymoma", "--why"), "why these words were read as it"),
        (("validate", out), ""),
        (("export", out, "--to", "kgx", "--out", f"{out}/kgx"), ""),
    ):
        done = machine.python("-m", "kg", *args, text=TEXT)
        assert (done.returncode, "refused by the test" in done.stderr) == (0, False), (args, done.stderr)
        assert expected in done.stdout + done.stderr
    assert machine.left_behind() == []
