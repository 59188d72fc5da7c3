"""The view in a real browser."""

from __future__ import annotations

import math
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Box:
    """A label on the screen: its middle, its size, and by how much it is turned around it, in radians."""

    x: float
    y: float
    width: float
    height: float
    turn: float

    def corners(self) -> list[tuple[float, float]]:
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        sides = [(a * self.width / 2, b * self.height / 2) for a in (-1, 1) for b in (-1, 1)]
        return [(self.x + dx * cos - dy * sin, self.y + dx * sin + dy * cos) for dx, dy in sides]

    def covers(self, other: Box) -> bool:
        """Whether the two share room: no line along a side of either parts them."""
        for turn in (self.turn, self.turn + math.pi / 2, other.turn, other.turn + math.pi / 2):
            ours, theirs = (
                [x * math.cos(turn) + y * math.sin(turn) for x, y in box.corners()] for box in (self, other)
            )
            if max(ours) <= min(theirs) + 0.5 or max(theirs) <= min(ours) + 0.5:
                return False
        return True


def labels_on(page: Page) -> list[Box]:
    """What is written in the picture; of the height of a row only the letters count."""
    page.wait("labelBoxes.length > 0")
    found = page.run(
        "return labelBoxes.map((b) => [b.x + b.w / 2, b.y + b.h / 2, b.w, b.bundle ? b.size : b.h, b.turn])"
    )
    return [Box(*each) for each in found]


def open_page(
    driver: Any, path: Path, fragment: str = "", *, width: int = 1400, height: int = 900, dark: bool = False
) -> Page:
    page = Page(driver)
    page.show(path.as_uri() + fragment, width=width, height=height, dark=dark)
    page.wait(READY)
    return page
