"""The view in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser import Screen, webdriver

READY = "typeof picture !== 'undefined' && typeof startDrawing === 'function' && picture !== undefined"


class Page(Screen):
    """One page in the browser, with what a reader does in it."""

    def search(self, words: str, *keys: str) -> None:
        self.find("#search").send_keys(words, *keys)

    def click_concept(self, label: str) -> None:
        """Click where the concept is drawn."""
        place = self.run(
            "const i = graph.concepts.findIndex((c) => c.label === arguments[0]);"
            "const p = picture.onScreen(picture.placeOf(i));"
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


def open_page(
    driver: Any, path: Path, fragment: str = "", *, width: int = 1400, height: int = 900, dark: bool = False
) -> Page:
    page = Page(driver)
    page.show(path.as_uri() + fragment, width=width, height=height, dark=dark)
    page.wait(READY)
    return page
