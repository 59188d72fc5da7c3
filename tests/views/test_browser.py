"""The page in a real browser: search, click, evidence; no request, no error, hostile texts do nothing.

Skipped where Chromium and its driver are not installed (Debian: ``chromium chromium-driver``).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.views import Records, inline_page, write_page
from tests.views import sample_records as sample

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # noqa: E402  # only where selenium is there
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

pytestmark = pytest.mark.slow

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


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    service = shutil.which("chromedriver")
    if binary is None or service is None:
        pytest.skip("no Chromium with chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(service))
    yield started
    started.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_page(sample.sample(), folder / "sample.html", title=f"Sarcomas {sample.HOSTILE}")
    write_page(sample.sample(), folder / "focus.html", focus="chordoma", hops=1)
    write_page(sample.many(400), folder / "many.html", limit=100)
    write_page(Records(), folder / "empty.html")
    frame = inline_page(sample.sample(), focus="chordoma", hops=1)._repr_html_()
    (folder / "notebook.html").write_text(f"<!doctype html><title>Notebook</title>{frame}", encoding="utf-8")
    return folder


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


@pytest.fixture
def page(driver: Any, pages: Path) -> Page:
    return open_page(driver, pages / "sample.html")


def test_page_asks_for_nothing_but_itself_and_reports_no_error(page: Page, pages: Path) -> None:
    page.click_concept("chordoma")
    page.find("#view-table").click()
    assert page.requests() == {(pages / "sample.html").as_uri()}
    assert page.problems() == []


def test_hostile_texts_do_nothing_wherever_they_are_shown(page: Page) -> None:
    label = next(each.label for each in sample.CONCEPTS if each.iri == sample.ODD)
    page.run("chooseConcept(conceptById.get('bkg:concept/drug/odd'))")
    assert page.find("#panel h2").text.startswith("</script><img")
    page.find("#panel .row[data-statement]").click()
    page.find("#view-table").click()
    page.search(label[:12])
    assert page.run("return window.hacked") is None
    assert page.all("img") == []
    assert [each for each in page.all("a[href]") if "javascript" in str(each.get_attribute("href"))] == []
    assert page.problems() == []


def test_script_put_into_the_page_later_does_not_run(page: Page) -> None:
    page.run(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 9';"
        "document.body.append(s)"
    )
    assert page.run("return window.hacked") is None


def test_search_by_synonym_with_the_keyboard_opens_the_concept(page: Page) -> None:
    page.search("aspl", Keys.ARROW_DOWN, Keys.ENTER)
    assert page.find("#panel h2").text == "ASPSCR1::TFE3"
    assert page.run("return document.activeElement.tagName") == "H2"


def test_search_that_finds_nothing_says_so(page: Page) -> None:
    page.search("zzzz")
    assert page.texts("#hits li") == ["No concept has such a name."]


def test_search_for_a_part_of_a_word_lists_the_whole_word_first(page: Page) -> None:
    page.search("sarcoma")
    assert page.texts("#hits .row-name")[0] == "sarcoma"


def test_click_on_a_concept_then_a_statement_shows_the_sentences_with_both_marked(page: Page) -> None:
    page.click_concept("ASPSCR1::TFE3")
    assert page.find("#panel h2").text == "ASPSCR1::TFE3"
    page.find("#panel .row[data-statement='0001']").click()
    assert page.texts("#panel .evidence .mark-1") == ["ASPSCR1::TFE3", "ASPL-TFE3"]
    assert page.texts("#panel .evidence .mark-2") == ["ASPS", "ASPS"]
    assert "Alveolar soft part sarcoma: a short review" in page.find("#panel .source").text
    assert page.find("#panel .source a").get_attribute("href") == "https://doi.org/10.5555/asps.2024.1"


def test_click_on_a_line_shows_its_sentence(page: Page) -> None:
    place = page.run(
        "const id = [...bundles.values()].find((b) => b.kind === 'denied').id;"
        "const p = network.canvasToDOM(network.body.edges[id].edgeType.getPoint(0.35));"
        "const b = byId('canvas').getBoundingClientRect(); return [b.left + p.x, b.top + p.y];"
    )
    page.click(place)
    assert page.find("#panel h2").text == "cediranib not: treats alveolar soft part sarcoma"
    assert "denied" in page.find("#panel .facts").text


def test_participant_outside_the_sentence_is_told(page: Page) -> None:
    page.run("update({association: associationByKey.get('0007')})")
    assert page.find("#panel .outside").text == "imatinib is not in this sentence; named in: “Imatinib”"


def test_numeric_result_stands_in_the_panel_of_the_therapy_and_opens_its_sentence(page: Page) -> None:
    page.search("tecentriq", Keys.ENTER)
    assert page.find("#panel .outcome").text.startswith("Objective response rate")
    assert "37 % (24 to 51)" in page.find("#panel .outcome").text
    assert "at 2 years" in page.find("#panel .outcome").text
    page.find("#panel .outcome").click()
    assert page.texts("#panel .evidence mark") == ["ORR", "37%"]


def test_box_of_the_legend_takes_its_statements_out_of_picture_and_table(page: Page) -> None:
    page.find("#kind-denied").click()
    assert page.run("return [...bundles.values()].map((b) => b.kind).includes('denied')") is False
    page.find("#view-table").click()
    assert len(page.all("tbody tr")) == len(sample.ASSOCIATIONS) - 1


def test_type_box_takes_its_concepts_out(page: Page) -> None:
    page.find("#type-anatomy").click()
    assert "lung" not in page.shown()


def test_belief_slider_hides_what_is_believed_less(page: Page) -> None:
    page.run("const s = byId('belief'); s.value = '0.85'; s.dispatchEvent(new Event('input'))")
    assert page.shown() == ["ASPSCR1::TFE3", "alveolar soft part sarcoma", "atezolizumab"]


def test_concepts_without_a_statement_are_counted_and_shown_when_asked(page: Page) -> None:
    assert "3 concepts without a statement not drawn" in page.find("#scope").text
    page.find("#isolated").click()
    assert "Invented Institute" in page.shown()


def test_focus_shows_the_surroundings_until_show_all(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "focus.html")
    assert len(page.shown()) == 5
    page.find("#show-all").click()
    assert len(page.shown()) == 14


def test_address_opens_the_same_choice_again(driver: Any, pages: Path, page: Page) -> None:
    page.find("#kind-denied").click()
    page.click_concept("chordoma")
    fragment = page.run("return location.hash")
    again = open_page(driver, pages / "sample.html", fragment)
    assert again.find("#panel h2").text == "chordoma"
    assert not again.find("#kind-denied").is_selected()


def test_back_button_of_the_browser_returns_to_the_choice_before(page: Page) -> None:
    page.click_concept("chordoma")
    page.click_concept("alveolar soft part sarcoma")
    page.driver.back()
    page.wait("byId('panel').querySelector('h2').textContent === 'chordoma'")


def test_nonsense_in_the_address_is_ignored(driver: Any, pages: Path) -> None:
    page = open_page(
        driver, pages / "sample.html", "#concept=nothing&hops=-3&belief=x&statement=%3Cb%3E&limit=0"
    )
    assert len(page.shown()) == 14
    assert page.problems() == []


def test_table_sorts_by_a_column_and_searches_in_sentences(page: Page) -> None:
    page.find("#view-table").click()
    page.find("#sort-0").click()
    subjects = page.texts("tbody td:first-child")
    assert subjects[1:4] == ["alveolar soft part sarcoma", "ASPSCR1::TFE3", "ASPSCR1::TFE3"]
    page.find("#table-search").send_keys("staining")
    assert page.texts("tbody td:first-child") == ["TBXT"]


def test_large_graph_draws_the_best_connected_and_more_when_asked(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "many.html")
    assert len(page.shown()) == 100
    page.find("#show-more").click()
    assert len(page.shown()) == 400


@pytest.mark.parametrize("name", ["sample.html", "many.html"])
def test_labels_never_cover_each_other(driver: Any, pages: Path, name: str) -> None:
    page = open_page(driver, pages / name)
    page.wait("labelBoxes.length > 0")
    boxes = page.run("return labelBoxes.map((b) => [b.x, b.y, b.x + b.w, b.y + b.h])")
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_phone_keeps_everything_within_the_screen_and_opens_the_filters(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "sample.html", width=390, height=844)
    assert page.run("return document.documentElement.scrollWidth") <= 390
    assert not page.find("#filters").is_displayed()
    page.find("#open-filters").click()
    assert page.find("#filters").is_displayed()
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not page.find("#filters").is_displayed()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_on_the_page_has_enough_contrast(driver: Any, pages: Path, dark: bool) -> None:
    page = open_page(driver, pages / "sample.html", dark=dark)
    colours = page.run(
        "const s = getComputedStyle(document.documentElement);"
        "return ['--page', '--ink', '--quiet', '--denied', '--accent'].map((n) =>"
        " s.getPropertyValue(n).trim())"
    )
    ground = luminance(colours[0])
    for colour in colours[1:]:
        light, dim = sorted((luminance(colour), ground), reverse=True)
        assert (light + 0.05) / (dim + 0.05) >= 4.5, colour


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_empty_graph_opens_and_says_that_there_is_nothing(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "empty.html")
    assert page.find("#nothing").is_displayed()
    assert page.problems() == []


def test_page_inside_a_notebook_frame_works_and_keeps_to_itself(driver: Any, pages: Path) -> None:
    driver.get((pages / "notebook.html").as_uri())
    driver.get_log("browser")
    driver.switch_to.frame(driver.find_element(By.TAG_NAME, "iframe"))
    page = Page(driver)
    page.wait("typeof network !== 'undefined' && network !== null")
    page.find("#show-all").click()
    page.run("chooseConcept(conceptById.get('hgnc:11752'))")
    assert page.find("#panel h2").text == "TFE3"
    assert len(page.shown()) == 14
    assert [each for each in page.problems() if "SEVERE" in each or "Error" in each] == []
    driver.switch_to.default_content()


def test_every_control_has_a_name(page: Page) -> None:
    nameless = page.run(
        "return [...document.querySelectorAll('button, input, select')].filter((e) =>"
        " !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).length"
    )
    assert nameless == 0
