"""Saving from the page, sharing, light and dark, help, and the automatic check of accessibility."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pyoxigraph
import pytest

from kg.store import open_build
from kg.views import render_report, write_page
from tests.sample import build_sample
from tests.views import sample_records as sample

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from tests.views.browser import Page, open_page  # only where selenium is there

pytestmark = pytest.mark.slow


def test_csv_of_what_is_shown_reads_back_with_every_statement(page: Page) -> None:
    rows = list(csv.DictReader(io.StringIO(page.run("return asCsv(statementsShown())"))))
    assert len(rows) == len(sample.ASSOCIATIONS)
    assert {row["subject"] for row in rows if row["predicate_id"] == "ex:oddRelation"} == {sample.HOSTILE}
    assert sum(row["negated"] == "true" for row in rows) == 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx"])
def test_csv_cell_that_a_spreadsheet_would_run_is_text(page: Page, text: str) -> None:
    assert page.run("return csvCell(arguments[0])", text).strip('"').startswith("'")


def test_graphml_of_what_is_shown_reads_in_networkx(page: Page) -> None:
    text = page.run("return asGraphml(statementsShown())")
    graph = networkx.read_graphml(io.BytesIO(text.encode("utf-8")), force_multigraph=True)
    assert graph.number_of_edges() == len(sample.ASSOCIATIONS)
    assert graph.nodes["bkg:concept/drug/odd"]["label"] == sample.HOSTILE


def test_turtle_of_what_is_shown_holds_no_triple_that_the_build_does_not(driver: Any, tmp_path: Path) -> None:
    build_sample(tmp_path / "graph")
    write_page(open_build(tmp_path / "graph"), tmp_path / "page.html")
    page = open_page(driver, tmp_path / "page.html")
    text = page.run("return asTurtle(statementsShown())")
    shown = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    whole = {quad.triple for quad in pyoxigraph.parse(path=tmp_path / "graph" / "graph.ttl")}
    assert len(shown) > 50
    assert shown <= whole


def test_turtle_of_hostile_texts_reads_back(page: Page) -> None:
    text = page.run("return asTurtle(statementsShown())")
    labels = {
        quad.object.value
        for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#label")
    }
    assert sample.HOSTILE in labels


def test_filters_narrow_what_is_saved(page: Page) -> None:
    page.find("#type-anatomy").click()
    rows = list(csv.DictReader(io.StringIO(page.run("return asCsv(statementsShown())"))))
    assert len(rows) == len(sample.ASSOCIATIONS) - 2
    assert "lung" not in {row["object"] for row in rows}


def test_svg_holds_a_shape_for_each_concept_and_nothing_that_runs(page: Page) -> None:
    text = page.run("return asSvg()")
    root = ElementTree.fromstring(text)
    titles = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any(title.startswith("chordoma (disease") for title in titles)
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    assert "https" not in re.sub(r'xmlns="[^"]*"', "", text)


def test_save_menu_hands_over_a_file_named_by_the_page(driver: Any, pages: Path, tmp_path: Path) -> None:
    driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    page = open_page(driver, pages / "focus.html")
    page.find("#save summary").click()
    next(each for each in page.all("#save-menu button") if "CSV" in each.text).click()
    page.wait("!byId('save').open")
    saved = tmp_path / "Knowledge-graph.csv"
    page.until(saved.exists)
    assert saved.read_text(encoding="utf-8-sig").startswith("subject,subject_id")
    assert page.problems() == []


def test_png_is_a_picture(page: Page) -> None:
    kind = page.driver.execute_async_script(
        "const done = arguments[0]; asPng((blob) => done([blob.type, blob.size > 5000]));"
    )
    assert kind == ["image/png", True]


def test_share_shows_the_address_of_what_is_shown(page: Page) -> None:
    page.find("#kind-denied").click()
    page.find("#share").click()
    page.wait("byId('share-dialog').open")
    assert str(page.run("return byId('address').value")).endswith("#withoutkinds=denied")
    page.find("#share-dialog .close").click()


def test_switch_changes_to_dark_and_back(page: Page) -> None:
    light = page.run("return themeColours().page")
    page.find("#theme").click()
    assert page.run("return themeColours().page") != light
    assert page.find("#theme").text == "Light"
    page.find("#theme").click()
    assert page.run("return themeColours().page") == light


def test_sentence_link_scrolls_to_the_sentence(page: Page) -> None:
    address = page.run(
        "return sentenceLink('https://example.org/a', arguments[0])", "T-cell, a word & more of it."
    )
    assert address == "https://example.org/a#:~:text=T%2Dcell%2C%20a%20word%20%26%20more%20of%20it."


def test_every_key_of_the_help_is_told_in_the_page(page: Page) -> None:
    page.find("#help").click()
    assert page.find("#help-dialog").is_displayed()
    assert "Shift with an arrow" in page.texts("#help-dialog dt")
    page.find("#help-dialog .close").click()


STATES = {
    "start": "",
    "concept": "update({concept: named('ASPS')})",
    "statement": "update({association: 4})",
    "number": "update({outcome: 0})",
    "answer": "askQuestion(questionById('drives'))",
    "path": "askPath(-1); update({from: named('MET'), to: named('lung')})",
    "added": "update({added: 0, communities: true}); buildFilters()",
    "table": "update({view: 'table'})",
    "help": "byId('help').click()",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_checker_of_accessibility_finds_no_serious_fault(
    driver: Any, pages: Path, axe: str, state: str, dark: bool
) -> None:
    page = open_page(driver, pages / "sample.html", dark=dark)
    page.run(STATES[state])
    assert page.barriers(axe) == []


def test_checker_of_accessibility_finds_no_serious_fault_in_the_report(
    driver: Any, tmp_path: Path, axe: str
) -> None:
    (tmp_path / "report.html").write_text(render_report(sample.sample()), encoding="utf-8")
    driver.get((tmp_path / "report.html").as_uri())
    assert Page(driver).barriers(axe) == []


def test_copy_of_the_picture_is_printed_and_nothing_of_it_is_left(page: Page) -> None:
    sheet = page.driver.execute_cdp_cmd("Page.printToPDF", {})
    assert len(sheet["data"]) > 20_000
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert page.find("#canvas .printed").is_displayed()
        assert not page.find("#canvas .vis-network").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    page.run("window.dispatchEvent(new Event('afterprint'))")
    assert page.all("#canvas .printed") == []
