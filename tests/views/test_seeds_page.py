"""What a first-time reader finds on the page of the seeds: four questions, the clicks from opening counted.

The same clicks stand in the README for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline import build
from kg.store import open_build
from kg.views import write_page

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.keys import Keys  # only where selenium is there

from tests.views.browser import Page, open_page

pytestmark = [pytest.mark.slow, pytest.mark.model]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass
class Reader:
    """A reader who has just opened the page and counts what it takes."""

    page: Page
    clicks: int = 0

    def click(self, selector: str, words: str = "") -> None:
        """Click the first thing of this kind that says these words."""
        next(each for each in self.page.all(selector) if words in each.text).click()
        self.clicks += 1

    def ask(self, words: str) -> None:
        self.click("#panel .questions button", words)

    def answer(self, about: str) -> str:
        """Return what the answer says about one concept."""
        return next(text for text in self.page.texts("#panel .answer") if text.startswith(about))


@pytest.fixture(scope="module")
def seeds_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "graph"
    build([SEEDS], folder)
    write_page(open_build(folder), folder / "view.html")
    return folder / "view.html"


@pytest.fixture
def reader(driver: Any, seeds_page: Path) -> Reader:
    return Reader(open_page(driver, seeds_page))


def test_reader_finds_what_drives_dsrct_in_one_click(reader: Reader) -> None:
    reader.ask("What drives desmoplastic small round cell tumor")
    assert "is caused by EWSR1::WT1" in reader.answer("desmoplastic small round cell tumor")
    assert reader.clicks == 1


def test_reader_finds_what_targets_b7_h3_and_who_says_so_in_two_clicks(reader: Reader) -> None:
    reader.ask("What targets CD276 (B7-H3), and who says so?")
    answer = reader.answer("CD276")
    assert "is targeted by antibody-drug conjugate" in answer
    assert "is targeted by CAR T-cell therapy" in answer
    reader.click("#panel .answer .row", "antibody-drug conjugate")
    assert "targets" in reader.page.find("#panel h2").text
    assert "B7-H3" in reader.page.texts("#panel .evidence .mark-2")
    assert reader.page.find("#panel .evidence .source").text
    assert reader.clicks == 2


def test_reader_finds_the_trials_with_their_sentences_in_one_click(reader: Reader) -> None:
    reader.ask("Which trials are there, and do they recruit?")
    assert {"ONITT", "ANGIO-A", "3CAR"} <= set(reader.page.texts("#panel .answer h3"))
    answer = reader.answer("ONITT")
    assert "studies talazoparib" in answer
    assert "Ewing sarcoma" in answer
    assert reader.page.all("#panel .answer blockquote")
    assert reader.clicks == 1


def test_reader_finds_what_is_not_recommended_in_one_click(reader: Reader) -> None:
    reader.ask("What is denied or not recommended?")
    assert "lymphadenectomy does not treat it" in reader.answer("uterine")
    assert reader.clicks == 1


def test_reader_asks_and_reads_on_with_the_keyboard_alone(reader: Reader) -> None:
    page = reader.page
    page.find("#panel .questions button").send_keys(Keys.ENTER)
    assert page.run("return document.activeElement.tagName") == "H2"
    page.driver.switch_to.active_element.send_keys(Keys.TAB, Keys.TAB, Keys.ENTER)
    assert page.find("#panel .evidence blockquote").is_displayed()
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.find("#panel h2").text.startswith("What drives")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.find("#panel h2").text == "What would you like to know?"
