"""A page in a real browser, for the tests of the views."""

from __future__ import annotations

import json
import shutil
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
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
)


class Page:
    """One page in the browser, with what a reader does in it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

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
        WebDriverWait(self.driver, 10).until(lambda driver: driver.execute_script(f"return {script}"))

    def search(self, words: str, *keys: str) -> None:
        self.find("#search").send_keys(words, *keys)

    def click_concept(self, label: str) -> None:
        """Click where the concept is drawn."""
        place = self.run(
            "const i = graph.concepts.findIndex((c) => c.label === arguments[0]);"
            "const p = network.canvasToDOM(network.getPosition(i));"
            "const b = byId('canvas').getBoundingClientRect(); return [b.left + p.x, b.top + p.y];",
            label,
        )
        self.click(place)

    def click(self, place: list[float]) -> None:
        actions = webdriver.ActionChains(self.driver)
        actions.w3c_actions.pointer_action.move_to_location(round(place[0]), round(place[1]))
        actions.w3c_actions.pointer_action.click()
        actions.perform()

    def shown(self) -> list[str]:
        """Labels of the concepts in the picture."""
        return sorted(self.run("return shownNow.concepts.map((i) => graph.concepts[i].label)"))

    def problems(self) -> list[str]:
        """What the browser complained about."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> set[str]:
        """Addresses asked for over a network, or from any file but the page."""
        asked = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.add(message["params"]["request"]["url"].split("#")[0])
        return {address for address in asked if not address.startswith("data:")}


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
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(service))


def open_page(
    driver: Any, path: Path, fragment: str = "", *, width: int = 1400, height: int = 900, dark: bool = False
) -> Page:
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get(path.as_uri() + fragment)
    page = Page(driver)
    page.wait("typeof network !== 'undefined' && network !== null && labelBoxes !== undefined")
    return page
