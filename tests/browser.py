"""A real browser without a window, for the tests of pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # noqa: E402  # only where selenium is there
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    # WebGL all the same, on the processor
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
)
AXE = "axe-core@4.14.1"
#: Seconds after which what must come is taken not to come.
_SECONDS = 300


class Screen:
    """What the browser shows, and what it did and saw."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def show(self, address: str, *, width: int = 1400, height: int = 900, dark: bool = False) -> None:
        """Open a page, with what the browser has logged so far forgotten."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(address)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> WebElement:
        found: WebElement = self.driver.find_element(By.CSS_SELECTOR, selector)
        return found

    def all(self, selector: str) -> list[WebElement]:
        return list(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.all(selector)]

    def wait(self, script: str) -> None:
        self.until(lambda: self.run(f"return {script}"))

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds."""
        WebDriverWait(self.driver, _SECONDS, poll_frequency=0.05).until(lambda _: condition())

    def problems(self) -> list[str]:
        """What the browser complained about, but for what WebGL tells of the time it takes to read pixels."""
        found = [entry["message"] for entry in self.driver.get_log("browser")]
        return [message for message in found if "GL Driver Message (OpenGL, Performance" not in message]

    def requests(self) -> set[str]:
        """Addresses asked for over a network, or from any file."""
        asked = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.add(message["params"]["request"]["url"].split("#")[0])
        return {address for address in asked if not address.startswith(("data:", "blob:", "about:"))}

    def barriers(self, axe: str, *, without: str = "") -> list[str]:
        """What axe-core finds serious or worse, but for what `without` selects."""
        self.run(axe)
        found = self.driver.execute_async_script(
            "const done = arguments[1], without = arguments[0];"
            "axe.run(without ? {exclude: [[without]]} : document).then((result) => done({"
            " checked: result.passes.length, faults: result.violations"
            " .filter((v) => ['serious', 'critical'].includes(v.impact))"
            " .map((v) => v.id + ' ' + v.nodes[0].html.slice(0, 200))}));",
            without,
        )
        assert found["checked"] > 5
        return list(found["faults"])


def start_browser() -> Any:
    """Start Chromium without a window; skip the test where it or its driver is not installed."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    service = shutil.which("chromedriver")
    if binary is None or service is None:
        pytest.skip("no Chromium with chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(service))
    driver.set_script_timeout(_SECONDS)
    return driver


def fetch_axe(folder: Path) -> str:
    """Return the source of the checker axe-core (MPL-2.0), fetched by npm; skip the test where it cannot."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    try:
        subprocess.run([npm, "pack", AXE], cwd=folder, check=True, capture_output=True, timeout=60)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("axe-core cannot be had")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member
        return member.read().decode("utf-8")
