"""The page drawn with WebGL: the same flows as by vis-network, and communities drawn as one shape.

Skipped where Chromium and its driver are not installed or Chromium has no WebGL.
"""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.views import sample_records as sample

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.keys import Keys  # only where selenium is there

from tests.browser import webdriver
from tests.views.browser import Page, labels_on, open_page

pytestmark = pytest.mark.slow

COLOUR = (
    "const c = picture.snapshot(), p = picture.onScreen(picture.placeOf(named(arguments[0])));"
    "const d = c.getContext('2d').getImageData(Math.round(p.x), Math.round(p.y), 1, 1).data;"
    "return '#' + [d[0], d[1], d[2]].map((v) => v.toString(16).padStart(2, '0')).join('').toUpperCase();"
)


def open_webgl(driver: Any, path: Path, fragment: str = "", **screen: Any) -> Page:
    page = open_page(driver, path, fragment, **screen)
    if not page.run("return hasWebgl()"):
        pytest.skip("this Chromium has no WebGL")
    page.wait("byId('stage').hidden || (labelBoxes.length > 0 && picture.snapshot() !== null)")
    return page


@pytest.fixture
def page(driver: Any, pages: Path) -> Page:
    return open_webgl(driver, pages / "webgl.html")


def test_shapes_are_drawn_where_they_are_said_to_be_in_the_colour_of_their_type(page: Page) -> None:
    assert page.all("canvas.sigma-nodes")
    assert page.run(COLOUR, "chordoma") == page.run("return styleByType.get('disease').light")
    assert page.run(COLOUR, "fused sacrum") == page.run("return styleByType.get('anatomy').light")


def test_lines_are_drawn_where_they_are_said_to_be_and_a_denied_one_in_its_colour(page: Page) -> None:
    found = page.run(
        "const id = [...bundles.values()].find((b) => b.kind === 'denied').id, c = picture.snapshot();"
        "const g = c.getContext('2d'); let red = 0, seen = 0;"
        "for (let t = 0.15; t < 0.85; t += 0.005) { const p = picture.alongLine(id, t);"
        " if (labelAt(p)) continue; seen += 1;"
        " const d = g.getImageData(Math.round(p.x), Math.round(p.y), 1, 1).data;"
        " if (d[3] > 100 && d[0] > 120 && d[1] < 90) red += 1; } return [red, seen];"
    )
    red, seen = found
    assert seen > 30
    assert 0.2 * seen < red < 0.98 * seen  # dashed: not all of the way


def test_lines_between_the_same_two_concepts_lie_apart(page: Page) -> None:
    places = page.run(
        "const [a, b] = ['cediranib', 'ASPS'].map(named);"
        "return [...bundles.values()].filter((each) => each.s === a && each.o === b)"
        " .map((each) => picture.alongLine(each.id, 0.5)).map((p) => [p.x, p.y])"
    )
    (ax, ay), (bx, by) = places
    assert abs(ax - bx) + abs(ay - by) > 10


def test_page_asks_for_nothing_but_itself_and_reports_no_error(page: Page, pages: Path) -> None:
    page.click_concept("chordoma")
    page.find("#view-table").click()
    page.find("#view-graph").click()
    page.find("#theme").click()
    page.find("#theme").click()
    assert page.requests() == {(pages / "webgl.html").as_uri()}
    assert page.problems() == []


def test_hostile_texts_do_nothing_wherever_they_are_shown(page: Page) -> None:
    page.run("chooseConcept(conceptById.get('bkg:concept/drug/odd'))")
    page.find("#panel .row[data-statement]").click()
    page.find("#view-table").click()
    page.run("asSvg(); groupBox()")
    assert page.run("return window.hacked") is None
    assert page.all("img") == []
    assert page.problems() == []


def test_evidence_is_unpacked_when_it_is_asked_for(page: Page) -> None:
    assert page.run("return [unpacked.size, graph.evidence.length]") == [0, 0]
    page.search("aspl", Keys.ARROW_DOWN, Keys.ENTER)
    page.find("#panel .row[data-statement='0001']").click()
    assert page.texts("#panel .evidence .mark-1") == ["ASPSCR1::TFE3", "ASPL-TFE3"]
    assert page.run("return unpacked.size") == 1


def test_click_on_a_concept_opens_it(page: Page) -> None:
    page.click_concept("ASPSCR1::TFE3")
    assert page.find("#panel h2").text == "ASPSCR1::TFE3"


def test_click_on_a_line_shows_its_sentence_and_a_click_beside_closes_it(page: Page) -> None:
    place = page.run(
        "const p = picture.alongLine([...bundles.values()].find((b) => b.kind === 'denied').id, 0.35);"
        "const b = byId('canvas').getBoundingClientRect(); return [b.left + p.x, b.top + p.y];"
    )
    page.click(place)
    assert page.find("#panel h2").text == "cediranib does not treat alveolar soft part sarcoma"
    corner = page.run("const b = byId('canvas').getBoundingClientRect(); return [b.left + 3, b.bottom - 3]")
    page.click(corner)
    assert page.run("return state.association") == -1


def test_dragged_concept_stays_pinned_and_the_address_keeps_it(driver: Any, pages: Path, page: Page) -> None:
    start = page.run(
        "const p = picture.onScreen(picture.placeOf(named('lung'))),"
        " b = byId('canvas').getBoundingClientRect(); return [b.left + p.x, b.top + p.y];"
    )
    actions = webdriver.ActionChains(driver)
    pointer = actions.w3c_actions.pointer_action
    pointer.move_to_location(round(start[0]), round(start[1]))
    pointer.pointer_down()
    pointer.move_to_location(round(start[0]) + 40, round(start[1]) - 30)
    pointer.pointer_up()
    actions.perform()
    page.wait("state.pins.size === 1")
    place = page.run("const {x, y} = picture.placeOf(named('lung')); return [Math.round(x), Math.round(y)]")
    again = open_webgl(driver, pages / "webgl.html", page.run("return location.hash"))
    assert again.run("const {x, y} = picture.placeOf(named('lung')); return [x, y]") == place


def test_filters_narrow_picture_table_and_what_is_saved(page: Page) -> None:
    page.find("#type-anatomy").click()
    assert "lung" not in page.shown()
    assert page.run("return picture.has(named('lung'))") is False
    rows = list(csv.DictReader(io.StringIO(page.run("return asCsv(statementsShown())"))))
    assert len(rows) == len(sample.ASSOCIATIONS) - 2
    assert {row["subject"] for row in rows if row["predicate_id"] == "ex:oddRelation"} == {sample.HOSTILE}


def test_address_opens_the_same_choice_again(driver: Any, pages: Path, page: Page) -> None:
    page.find("#kind-denied").click()
    page.click_concept("chordoma")
    again = open_webgl(driver, pages / "webgl.html", page.run("return location.hash"))
    assert again.find("#panel h2").text == "chordoma"
    assert not again.find("#kind-denied").is_selected()


def test_page_that_opens_at_the_table_draws_when_the_graph_is_asked_for(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "webgl.html", "#view=table")
    page.find("#view-graph").click()
    page.wait("labelBoxes.length > 3")
    assert page.problems() == []


def test_keyboard_moves_zooms_and_walks(page: Page) -> None:
    page.run("chooseConcept(named('chordoma')); byId('canvas').focus()")
    before = page.run("return [picture.middle().x, picture.scale()]")
    canvas = page.find("#canvas")
    canvas.send_keys(Keys.ARROW_RIGHT)
    canvas.send_keys("+")
    after = page.run("return [picture.middle().x, picture.scale()]")
    assert after[0] > before[0]
    assert after[1] > before[1]
    canvas.send_keys("0")
    canvas.send_keys(Keys.SHIFT + Keys.ARROW_LEFT)
    page.wait("state.concept !== named('chordoma')")


def test_picture_is_saved_as_png_and_svg(page: Page) -> None:
    kind = page.driver.execute_async_script(
        "const done = arguments[0]; asPng((blob) => done([blob.type, blob.size > 5000]));"
    )
    assert kind == ["image/png", True]
    root = ElementTree.fromstring(page.run("return asSvg()"))
    titles = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any(title.startswith("chordoma (disease") for title in titles)


def test_copy_of_the_picture_is_printed(page: Page) -> None:
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert page.find("#canvas .printed").is_displayed()
        assert not page.find("canvas.sigma-nodes").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    page.run("window.dispatchEvent(new Event('afterprint'))")
    assert page.all("#canvas .printed") == []


def test_canvas_that_changes_its_size_is_drawn_anew(page: Page) -> None:
    page.run("byId('panel').style.display = 'none'; byId('stage').style.gridColumn = '2 / -1'")
    page.wait(
        "document.querySelector('canvas.sigma-nodes').offsetWidth === byId('canvas').offsetWidth"
        " && byId('canvas').offsetWidth > 1000"
    )


def test_dark_page_draws_in_the_dark_colours(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "webgl.html", dark=True)
    assert page.run(COLOUR, "chordoma") == page.run("return styleByType.get('disease').dark")


def test_phone_keeps_everything_within_the_screen(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "large.html", width=390, height=844)
    assert page.run("return document.documentElement.scrollWidth") <= 390
    assert page.run("return byId('canvas').getBoundingClientRect().width") <= 390


def test_empty_graph_opens_and_says_that_there_is_nothing(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "empty-webgl.html")
    assert page.find("#nothing").is_displayed()
    assert page.problems() == []


def test_large_graph_is_drawn_whole_without_labels_over_one_another(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "large.html")
    assert len(page.shown()) == 2100
    boxes = labels_on(page)
    assert len(boxes) > 20
    assert [(a, b) for a, b in itertools.combinations(boxes, 2) if a.covers(b)] == []
    assert page.problems() == []


def test_picture_on_its_way_is_moved_and_drawn_anew_at_rest(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "large.html")
    page.run("picture.look({ x: picture.middle().x + 100, y: picture.middle().y }, picture.scale())")
    page.wait("document.querySelector('canvas.sigma-nodes').style.transform === ''")
    label = page.run("const l = labelBoxes[0]; return [l.x + l.w / 2, l.y + l.h / 2, l.concept]")
    point = page.run("return picture.onScreen(picture.placeOf(arguments[0]))", label[2])
    assert abs(point["x"] - label[0]) < 120
    assert abs(point["y"] - label[1]) < 60


def test_communities_are_drawn_as_one_shape_each_and_open_by_click_and_by_button(
    driver: Any, pages: Path
) -> None:
    page = open_webgl(driver, pages / "large.html", "#grouped=1")
    assert page.shown() == []
    groups = page.run("return groupsNow.size")
    assert groups > 3
    first = page.run("return [...groupsNow.values()].sort((a, b) => b.members.length - a.members.length)[0]")
    page.click(
        page.run(
            "const p = picture.onScreen(picture.placeOf(arguments[0])),"
            " b = byId('canvas').getBoundingClientRect(); return [b.left + p.x, b.top + p.y];",
            first["id"],
        )
    )
    assert len(page.shown()) == len(first["members"])
    assert page.run("return groupsNow.size") == groups - 1
    assert "grouped=1" in page.run("return location.hash")
    page.find(f"#group-{first['number']}").click()
    assert page.shown() == []
    assert page.run("return document.activeElement.id") == f"group-{first['number']}"
    page.find("#ungroup").click()
    assert len(page.shown()) == 2100
    assert page.problems() == []


def test_concept_found_by_search_is_drawn_though_its_community_is_not_open(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "large.html", "#grouped=1")
    page.search("drug number 8", Keys.ENTER)
    assert page.shown() == ["drug number 8"]
    assert page.run("return picture.has(state.concept)")


LOSE = "document.querySelector('canvas.sigma-nodes').getContext('webgl2').getExtension('WEBGL_lose_context')"


def test_picture_comes_back_where_it_was_after_webgl_was_lost(page: Page) -> None:
    page.run("const p = picture.placeOf(named('chordoma')); picture.look({ x: p.x + 40, y: p.y + 30 }, 0.4)")
    place = "const p = picture.onScreen(picture.placeOf(named('chordoma'))); return [p.x, p.y]"
    before = page.run(place)
    page.run(f"window.lost = document.querySelector('canvas.sigma-nodes'); {LOSE}.loseContext()")
    page.wait("document.querySelector('canvas.sigma-nodes') && !window.lost.isConnected")
    page.wait("labelBoxes.length > 0 && !picture.snapshot().hidden")
    assert page.run(place) == pytest.approx(before, abs=1)
    assert page.run(COLOUR, "chordoma") == page.run("return styleByType.get('disease').light")
    page.click_concept("TBXT")
    assert page.find("#panel h2").text == "TBXT"
    assert len(page.all("canvas.sigma-nodes")) == 1


def test_browser_that_loses_webgl_again_and_again_draws_without(driver: Any, pages: Path) -> None:
    page = open_webgl(driver, pages / "large.html")
    page.run("timesLost = MOST_LOST")
    page.run(f"{LOSE}.loseContext()")
    page.wait(
        "document.querySelectorAll('canvas.sigma-nodes').length === 0 && shownNow.concepts.length === 1500"
    )
    assert page.find("#show-more").is_displayed()
    page.search("drug number 8", Keys.ENTER)
    assert page.find("#panel h2").text == "drug number 8"


def test_browser_without_webgl_draws_the_best_connected_on_a_canvas(driver: Any, pages: Path) -> None:
    added = driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {
            "source": "const usual = HTMLCanvasElement.prototype.getContext;"
            "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
            " return kind.includes('webgl') ? null : usual.call(this, kind, ...rest); };"
        },
    )
    try:
        page = open_page(driver, pages / "large.html")
        assert page.all("canvas.sigma-nodes") == []
        assert len(page.shown()) == 1500
        assert page.find("#show-more").is_displayed()
        assert page.problems() == []
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


STATES = {
    "start": "",
    "concept": "chooseConcept(3)",
    "statement": "update({association: 4})",
    "communities": "update({grouped: true, communities: true}); buildFilters()",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_checker_of_accessibility_finds_no_serious_fault(
    driver: Any, pages: Path, axe: str, state: str, dark: bool
) -> None:
    page = open_webgl(driver, pages / "large.html", dark=dark)
    page.run(STATES[state])
    assert page.barriers(axe) == []
