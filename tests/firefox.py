"""Firefox without a window, spoken to in WebDriver BiDi (W3C) by its own socket: no driver is needed."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

websocket = pytest.importorskip(
    "websocket", reason="websocket-client, which comes with selenium, is not installed"
)

_SECONDS = 300
_ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
#: No look-ups, updates or reports of its own: whatever is asked for is asked for by the page.
_QUIET = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox:
    """One running browser with one tab: what it shows, logs and asks for.

    On a `display` of the X Window System (":7") it has a window there, and WebGL; without one it has neither.
    """

    def __init__(
        self, binary: str, folder: Path, *, width: int = 1400, height: int = 900, display: str = ""
    ) -> None:
        profile = folder / "profile"
        profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _QUIET.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._log = folder / "firefox.log"
        command = [binary, *([] if display else ["--headless"]), "--no-remote", "--profile", str(profile)]
        command += ["--remote-debugging-port", "0", f"--width={width}", f"--height={height}"]
        with self._log.open("wb") as out:
            self._process = subprocess.Popen(
                [*command, "about:blank"],
                stdout=out,
                stderr=out,
                env={**os.environ, **({"DISPLAY": display} if display else {})},
            )
        self._number = 0
        self._events: list[dict[str, Any]] = []
        try:
            self._socket = websocket.create_connection(
                f"{self._address()}/session", timeout=_SECONDS, suppress_origin=True
            )
            self.version = self._ask("session.new", {"capabilities": {}})["capabilities"]["browserVersion"]
            self._tab = self._ask("browsingContext.getTree", {})["contexts"][0]["context"]
            events = ["log.entryAdded", "network.beforeRequestSent"]
            self._ask("session.subscribe", {"events": events})
        except BaseException:
            self.close()
            raise

    def show(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._events.clear()
        self._ask("browsingContext.navigate", {"context": self._tab, "url": address, "wait": "complete"})

    def run(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript in the page, by way of JSON."""
        asked = {
            "expression": f"JSON.stringify({expression} ?? null)",
            "target": {"context": self._tab},
            "awaitPromise": False,
        }
        answer = self._ask("script.evaluate", asked)
        if answer["type"] != "success":
            raise AssertionError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str) -> None:
        end = time.monotonic() + _SECONDS
        while not self.run(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise AssertionError(f"not true after {_SECONDS} s: {expression}")
            time.sleep(0.1)

    def picture(self, path: Path) -> None:
        """Write what is shown as a PNG."""
        data = self._ask("browsingContext.captureScreenshot", {"context": self._tab})["data"]
        path.write_bytes(base64.b64decode(data))

    def problems(self) -> list[str]:
        """What the page complained about since it was opened."""
        entries = (each["params"] for each in self._events if each["method"] == "log.entryAdded")
        return [str(entry["text"]) for entry in entries if entry["level"] in ("warn", "error")]

    def requests(self) -> set[str]:
        """Addresses that the page asked for since it was opened."""
        asked = (each["params"] for each in self._events if each["method"] == "network.beforeRequestSent")
        found = {str(each["request"]["url"]).split("#")[0] for each in asked}
        return {address for address in found if not address.startswith(("data:", "blob:", "about:"))}

    def close(self) -> None:
        if hasattr(self, "_socket"):
            self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _address(self) -> str:
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            if found := _ADDRESS.search(self._log.read_text(encoding="utf-8", errors="replace")):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"Firefox does not listen: {self._log.read_text(errors='replace')[-500:]}")

    def _ask(self, method: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("type") == "event":
                self._events.append(message)
            elif message.get("id") == self._number:
                if message["type"] == "error":
                    raise AssertionError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]


def start_firefox(folder: Path, *, display: str = "") -> Firefox:
    """Start Firefox; skip the test where it is not installed (Debian: ``firefox-esr``)."""
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if binary is None:
        pytest.skip("no Firefox on this machine")
    return Firefox(binary, folder, display=display)


@contextmanager
def virtual_display() -> Iterator[str]:
    """A display that nobody sees; skip the test where there is none (Debian: ``xvfb``)."""
    binary = shutil.which("Xvfb")
    if binary is None:
        pytest.skip("no Xvfb on this machine")
    command = [binary, "-displayfd", "1", "-screen", "0", "1500x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        number = server.stdout.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
