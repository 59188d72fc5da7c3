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

#: Seconds after which something that must come is taken not to come: none is ever waited for in vain, so it
#: may be long, and a slow machine does not fail.
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    address: str
    token: str
    process: subprocess.Popen[str]
    log: Path

    def client(self, *, narrow: bool = False) -> httpx.Client:
        """Return a client of the server; a narrow one takes in little of an answer that it does not read."""
        options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)] if narrow else None
        # no certificates are read where none are needed: that takes longer than most requests
        transport = httpx.HTTPTransport(verify=False, socket_options=options)
        return httpx.Client(base_url=self.address, transport=transport, timeout=PATIENCE)

    def get(self, sparql: str, **headers: str) -> httpx.Response:
        """Ask a query."""
        with self.client() as client:
            return client.get("/sparql", params={"query": sparql}, headers=headers)

    def update(self, sparql: str) -> httpx.Response:
        """Send an update, with the token."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with self.client() as client:
            return client.post("/update", data={"update": sparql}, headers=headers)

    @contextlib.contextmanager
    def held(self, sparql: str) -> Iterator[httpx.Response]:
        """Ask a query that is under way until its answer is read, however fast the machine is.

        Its rows must be some 15 MB or more: the connection takes in little, so the worker waits for the
        reader.
        """
        headers = {"Accept": "text/csv", "Accept-Encoding": "identity"}
        with (
            self.client(narrow=True) as client,
            client.stream("GET", "/sparql", params={"query": sparql}, headers=headers) as answer,
        ):
            yield answer

    def value(self, sparql: str) -> str:
        """Return the one value that a query answers with."""
        answer = asked_again(lambda: self.get(sparql, Accept="text/csv"))
        return answer.raise_for_status().text.splitlines()[1]

    def metric(self, name: str) -> float:
        """Return a figure of /metrics."""
        with self.client() as client:
            text = client.get("/metrics").text
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def reaches(self, name: str, value: float) -> bool:
        """Wait until a figure of /metrics has a value; return whether it came to have it."""
        return until(lambda: self.metric(name) == value)

    def listens(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self._connected().close()
        except ConnectionRefusedError:
            return False
        return True

    def ask(self, sparql: str) -> socket.socket:
        """Ask a query over a connection of its own, and do not wait for the answer."""
        connection = self._connected()
        query = httpx.QueryParams({"query": sparql})
        host = self.address.rpartition("/")[2]
        connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return connection

    def _connected(self) -> socket.socket:
        host, _, port = self.address.rpartition("/")[2].rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)


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
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
        process.stdout.close()


def until(condition: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    """Wait until a condition holds; return whether it came to hold."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def asked_again(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Return the answer to a request that a slow machine does not answer within the limit at every time."""
    answers: list[httpx.Response] = []

    def answered() -> bool:
        answers.append(ask())
        return answers[-1].status_code not in (503, 504)

    until(answered)
    return answers[-1]


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
