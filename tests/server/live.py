"""A real `kg serve` in a process of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    address: str
    token: str
    process: subprocess.Popen[str]
    log: Path

    def get(self, sparql: str, *, timeout: float = 30, **headers: str) -> httpx.Response:
        """Ask a query."""
        return httpx.get(f"{self.address}/sparql", params={"query": sparql}, headers=headers, timeout=timeout)

    def update(self, sparql: str, *, timeout: float = 30) -> httpx.Response:
        """Send an update, with the token."""
        return httpx.post(
            f"{self.address}/update",
            data={"update": sparql},
            headers={"Authorization": f"Bearer {self.token}"} if self.token else {},
            timeout=timeout,
        )

    def value(self, sparql: str) -> str:
        """Return the one value that a query answers with."""
        return self.get(sparql, Accept="text/csv").raise_for_status().text.splitlines()[1]

    def metric(self, name: str) -> float:
        """Return a figure of /metrics."""
        found = re.search(
            rf"^{re.escape(name)} (\S+)$", httpx.get(f"{self.address}/metrics").text, re.MULTILINE
        )
        return float(found[1]) if found else 0.0

    def connect(self, request: str) -> socket.socket:
        """Open a connection of its own and send a request over it."""
        host, _, port = self.address.rpartition("/")[2].rpartition(":")
        connection = socket.create_connection((host, int(port)), timeout=30)
        connection.sendall(f"{request} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        return connection


@contextlib.contextmanager
def served(folder: Path, log: Path, *options: str) -> Iterator[Served]:
    """Run ``kg serve`` on a free port; it is told to stop at the end, and must do so."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    with log.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http[^\s)]+(?=/sparql)", line)
        assert found, log.read_text(encoding="utf-8")
        made_up = "--writable" in options and "--token" not in options
        token = process.stdout.readline().rpartition(" ")[2].strip() if made_up else ""
        yield Served(found.group(), token, process, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
        process.stdout.close()


def until(condition: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Wait until a condition holds; return whether it came to hold."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def children(pid: int) -> set[int]:
    """Return the worker processes of a server (Linux)."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                found.add(int(path.parent.name))
    return found


def is_alive(pid: int) -> bool:
    """Tell whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:1]
