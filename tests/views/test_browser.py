"""The page in a real browser: search, click, evidence; no request, no error, hostile texts do nothing.

Skipped where Chromium and its driver are not installed (Debian: ``chromium chromium-driver``).
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.views import sample_records as sample

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # only where selenium is there
from selenium.webdriver.common.keys import Keys

from tests.views.browser import READY, Page, labels_on, open_page

pytestmark = pytest.mark.slow


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
        "const p = picture.alongLine(id, 0.35);"
        "const b = byId('canvas').getBoundingClientRect(); return [b.left + p.x, b.top + p.y];"
    )
    page.click(place)
    assert page.find("#panel h2").text == "cediranib does not treat alveolar soft part sarcoma"
    assert "denied" in page.find("#panel .facts").text


def test_participant_outside_the_sentence_is_told(page: Page) -> None:
    page.run("update({association: associationByKey.get('0007')})")
    assert page.find("#panel .outside").text == "imatinib is not in this sentence; named in: “Imatinib”"


def test_numeric_result_stands_in_the_panel_of_the_therapy_and_opens_its_sentence(page: Page) -> None:
    page.search("tecentriq", Keys.ENTER)
    assert page.find("#panel .outcome").text.startswith("Objective response rate")
    assert "37 % (95% CI 24 to 51)" in page.find("#panel .outcome").text
    assert "at 2 years" in page.find("#panel .outcome").text
    page.find("#panel .outcome").click()
    assert page.texts("#panel .evidence mark") == ["ORR", "37%"]


def test_numeric_result_leads_to_another_value_of_the_same(page: Page) -> None:
    page.run("update({outcome: 0})")
    headings = page.texts("#panel h3")
    assert "Another value elsewhere" in headings
    page.find("#panel h3.conflict + ul .outcome").click()
    assert page.find("#panel h2").text == "Objective response rate: 29 %"


def test_numeric_result_tells_arm_grade_comparison_and_people(page: Page) -> None:
    page.run("update({outcome: 2})")
    told = page.find("#panel .facts").text.split("\n")
    facts = dict(zip(told[::2], told[1::2], strict=True))
    assert page.find("#panel h2").text == "Fatigue: < 4 %"
    assert facts["Against"] == "cediranib"
    assert facts["Value there"] == "9 %"
    assert facts["p value"] == "= 0.03"
    assert facts["Number of people"] == "1,052"
    assert facts["Grade"] == "at least 3"
    assert facts["Arm"] == "high dose"


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


def test_concept_beyond_the_limit_is_drawn_when_it_is_searched_for(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "many.html")
    last = page.run("return graph.concepts[graph.concepts.length - 1].label")
    assert last not in page.shown()
    page.search(last, Keys.ENTER)
    assert len(page.shown()) == 101
    assert last in page.shown()
    page.wait(
        "(() => { const p = picture.onScreen(picture.placeOf(state.concept)), c = byId('canvas');"
        " return p.x > 0 && p.y > 0 && p.x < c.clientWidth && p.y < c.clientHeight; })()"
    )


@pytest.mark.parametrize("name", ["sample.html", "many.html"])
def test_labels_never_cover_each_other(driver: Any, pages: Path, name: str) -> None:
    page = open_page(driver, pages / name)
    assert [(a, b) for a, b in itertools.combinations(labels_on(page), 2) if a.covers(b)] == []


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
    page.wait(READY)
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
