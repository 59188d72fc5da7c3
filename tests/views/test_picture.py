"""The picture at rest: it fills the screen with its names inside, and its lines say what they mean."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from tests.views.browser import Page, labels_on, open_page

pytestmark = pytest.mark.slow

SCREENS = {
    "laptop": (1400, 900),
    "middle": (1150, 750),
    "small": (1024, 700),
    "phone": (390, 844),
    "wall": (2560, 1300),
}
PARTS = "const b = byId('canvas').getBoundingClientRect(); return [b.width, b.height]"


@pytest.fixture(params=SCREENS)
def on_screen(request: pytest.FixtureRequest, driver: Any, pages: Path) -> Page:
    width, height = SCREENS[request.param]
    return open_page(driver, pages / "sample.html", width=width, height=height)


def test_no_name_is_cut_at_an_edge(on_screen: Page) -> None:
    width, height = on_screen.run(PARTS)
    for box in labels_on(on_screen):
        xs, ys = zip(*box.corners(), strict=True)
        assert min(xs) >= 0
        assert max(xs) <= width
        assert min(ys) >= 0
        assert max(ys) <= height


def test_picture_fills_the_screen_in_both_directions(on_screen: Page) -> None:
    width, height = on_screen.run(PARTS)
    xs, ys = [], []
    for box in labels_on(on_screen):
        for x, y in box.corners():
            xs.append(x)
            ys.append(y)
    assert (max(xs) - min(xs)) / width > 0.6
    assert (max(ys) - min(ys)) / height > 0.6


def test_heading_leaves_the_screen_to_the_picture(on_screen: Page) -> None:
    height = on_screen.find("header").size["height"]
    assert height < (220 if on_screen.run("return innerWidth < 720") else 130)
    assert on_screen.find("#search").is_displayed()
    assert on_screen.find("#canvas").size["height"] > 250
    overflow = "return document.documentElement.scrollWidth - innerWidth"
    assert on_screen.run(overflow) <= 0


def test_fit_brings_all_back_after_it_was_moved_away(page: Page) -> None:
    before = page.run("return [picture.middle().x, picture.middle().y, picture.scale()]")
    page.run("picture.look({ x: 9000, y: 100 }, 3)")
    page.find("#zoom-fit").click()
    after = page.run("return [picture.middle().x, picture.middle().y, picture.scale()]")
    assert after == pytest.approx(before)


def test_most_lines_of_a_small_graph_are_labelled_at_rest(page: Page) -> None:
    labels_on(page)
    labelled = page.run("return labelBoxes.filter((b) => b.bundle).length")
    assert labelled >= 0.6 * page.run("return bundles.size")


def test_label_lies_along_its_line_and_is_never_upside_down(page: Page) -> None:
    labels_on(page)
    found = page.run(
        "return labelBoxes.filter((b) => b.bundle).map((b) => {"
        " const [from, to] = [0.45, 0.55].map((part) => picture.alongLine(b.bundle, part));"
        " return [b.turn, Math.atan2(to.y - from.y, to.x - from.x)]; })"
    )
    for turn, direction in found:
        assert abs(turn) <= 1.5708
        apart = abs(turn - direction) % 3.14159
        assert min(apart, 3.14159 - apart) < 0.35


def test_click_on_a_turned_label_opens_its_statement(page: Page) -> None:
    labels_on(page)
    place = page.run(
        "const lines = labelBoxes.filter((each) => each.bundle);"
        "const b = lines.sort((p, q) => Math.abs(q.turn) - Math.abs(p.turn))[0];"
        "window.wanted = b.bundle; const box = byId('canvas').getBoundingClientRect();"
        "const along = 0.4 * b.w;"
        "const [x, y] = [b.x + b.w / 2 + along * Math.cos(b.turn), b.y + b.h / 2 + along * Math.sin(b.turn)];"
        "return [box.left + x, box.top + y];"
    )
    page.click(place)
    page.wait("bundleOf(state.association) === window.wanted")


def test_line_is_labelled_in_few_words_and_in_all_when_it_is_chosen(page: Page) -> None:
    labels_on(page)
    short = "return labelBoxes.filter((b) => b.bundle).map((b) => b.rows[0])"
    assert "located in" in page.run(short)
    page.run(
        "const p = graph.predicates.findIndex((each) => each.short === 'located in');"
        "update({ association: graph.associations.findIndex((a) => a.p === p) })"
    )
    page.wait("labelBoxes.some((b) => b.rows[0] === 'is located in')")


def test_each_predicate_of_a_concept_is_said_before_one_is_said_again(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "many.html")
    order = page.run(
        "const box = byId('canvas').getBoundingClientRect();"
        "return linesInOrder(box, nodesOnScreen(box, 1500)).map((b) => [keyOfFan(b), b.kind])"
    )
    asserted = [key for key, kind in order if kind != "denied"]
    firsts = len(set(asserted))
    assert len(set(asserted[:firsts])) == firsts
    assert firsts < len(asserted)


def test_pin_in_a_shared_address_is_at_the_same_place_on_another_screen(driver: Any, pages: Path) -> None:
    here = open_page(driver, pages / "sample.html")
    here.run("pinHere(named('lung'))")
    fragment, before = here.run("return [location.hash, [...state.pins.values()][0]]")
    stretched = here.run("return stretch")
    there = open_page(driver, pages / "sample.html", fragment, width=2560, height=1000)
    assert there.run("return stretch") != stretched
    place, stretch = there.run("return [[...state.pins.values()][0], stretch]")
    for axis in ("x", "y"):
        assert place[axis] / stretch[axis] == pytest.approx(before[axis] / stretched[axis], abs=1.5)


PART_BOXES = (
    "return connectedParts(shownNow).map((part) => {"
    " const at = part.map((i) => picture.placeOf(i));"
    " const [xs, ys] = [at.map((p) => p.x), at.map((p) => p.y)];"
    " return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]; })"
)


def test_parts_of_an_answer_stand_side_by_side_and_return_to_their_places(page: Page) -> None:
    labels_on(page)
    places = "return shownNow.concepts.map((i) => [i, picture.placeOf(i)])"
    before = page.run(places)
    page.run("askQuestion(QUESTIONS.find((q) => questionText(q).includes('tried against')))")
    boxes = page.run(PART_BOXES)
    assert len(boxes) == 2
    for a, b in itertools.combinations(boxes, 2):
        assert a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]
    lengths = page.run("return [...bundles.values()].map((b) => Math.hypot(...lineVector(b)))")
    assert min(lengths) > 80
    page.run("undo()")
    assert page.run(places) == before


def test_lines_that_the_choice_is_about_are_labelled_before_others(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "many.html")
    page.run("chooseConcept(shownNow.concepts[3])")
    order = page.run(
        "const box = byId('canvas').getBoundingClientRect();"
        "return linesInOrder(box, nodesOnScreen(box, 1500)).map(isNear)"
    )
    assert 1 < sum(order) < len(order)
    assert order == sorted(order, reverse=True)


def test_lines_of_an_answer_are_labelled(page: Page) -> None:
    page.find("#panel .questions button").click()
    page.wait("state.asked && labelBoxes.length > 2")
    assert page.run("return labelBoxes.filter((b) => b.bundle).length >= 0.5 * bundles.size")


def test_shapes_are_the_larger_the_more_room_each_has(driver: Any, pages: Path) -> None:
    def zoom(name: str, width: int, height: int) -> float:
        page = open_page(driver, pages / name, width=width, height=height)
        labels_on(page)
        return float(page.run("return picture.zoom()"))

    assert zoom("many.html", 390, 844) < 0.8 * zoom("many.html", 1400, 900)
    assert zoom("many.html", 1400, 900) < zoom("sample.html", 1400, 900)
