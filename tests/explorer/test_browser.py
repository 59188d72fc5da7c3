"""The explorer in a real browser: by keyboard, on a phone, with no request that leaves, and no barrier.

Skipped where Chromium and its driver are not installed (Debian: ``chromium chromium-driver``); the test with
axe-core (npm package, MPL-2.0) where npm cannot get it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from tests import sample
from tests.explorer.browsing import application, build

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.keys import Keys  # noqa: E402

from tests.browser import Screen  # noqa: E402

pytestmark = pytest.mark.slow


class Browser(Screen):
    """The explorer in the browser, and what a reader does in it."""

    def __init__(self, driver: Any, root: str) -> None:
        super().__init__(driver)
        self.root = root

    def open(self, path: str, *, width: int = 1400, height: int = 900, dark: bool = False) -> None:
        self.show(self.root + path, width=width, height=height, dark=dark)

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        for key in keys:
            webdriver.ActionChains(self.driver).send_keys(key).perform()

    def tab_to(self, selector: str, most: int = 60) -> None:
        """Press Tab until what `selector` names has the focus."""
        for _ in range(most):
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
            self.press(Keys.TAB)
        raise AssertionError(f"the keyboard does not reach {selector}")

    def elsewhere(self) -> set[str]:
        """Addresses asked for that are not of this server."""
        return {address for address in self.requests() if not address.startswith(self.root)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the sample, on a free port of the loopback."""
    folder = build(tmp_path_factory.mktemp("build") / "graph")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(folder), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def browser(driver: Any, root: str) -> Browser:
    return Browser(driver, root)


def test_keyboard_alone_finds_a_concept_and_a_sentence_in_its_document(browser: Browser) -> None:
    browser.open("/")
    browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    browser.tab_to("#q")
    browser.press("s", "y", "n", "o", "v", "a", "i", "l")
    browser.wait("document.querySelector('#q-list .hint')?.textContent.includes('similar spelling')")
    browser.press(Keys.ARROW_DOWN)
    assert browser.find("#q").get_attribute("aria-activedescendant") == "q-list-0"
    browser.press(Keys.ENTER)
    browser.wait("document.querySelector('h1').textContent === 'synovial sarcoma'")
    browser.tab_to(".statement .source a[href*='#s']")
    browser.press(Keys.ENTER)
    browser.wait("document.querySelector('.said.current') !== null")
    place = browser.find(".said.current")
    assert 0 <= place.location["y"] - browser.run("return scrollY") < 900
    assert browser.problems() == []
    assert browser.elsewhere() == set()


def test_escape_closes_the_suggestions_and_enter_searches_for_the_words(browser: Browser) -> None:
    browser.open("/")
    browser.find("#q").send_keys("pazop")
    browser.wait("!document.querySelector('#q-list').hidden")
    browser.press(Keys.ESCAPE)
    assert not browser.find("#q-list").is_displayed()
    browser.press(Keys.ENTER)
    browser.wait("location.pathname === '/search'")
    assert browser.find("h1").text == "Found for “pazop”"


@pytest.mark.parametrize(
    ("key", "left"), [(Keys.ESCAPE, ["pazopanib", True]), (Keys.ARROW_DOWN, ["pazopanib", False])]
)
def test_late_answer_changes_no_suggestions_that_were_closed_or_chosen_from(
    browser: Browser, key: str, left: list[object]
) -> None:
    browser.open("/")
    browser.find("#q").send_keys("pazo")
    browser.wait("document.querySelector('#q-list bdi')?.textContent === 'pazopanib'")
    browser.run(
        "window.fetch = () => new Promise((done) => { window.answer = () => done("
        "{ok: true, json: async () => [{label: 'late', type: 'drug', path: '/'}]}); });"
    )
    browser.find("#q").send_keys("p")
    browser.wait("window.answer !== undefined")
    browser.press(key)
    browser.driver.execute_async_script("answer(); setTimeout(arguments[0])")
    shown = (
        "return [document.querySelector('#q-list bdi').textContent, document.querySelector('#q-list').hidden]"
    )
    assert browser.run(shown) == left


def test_hostile_names_do_nothing_in_the_suggestions_and_on_the_pages(browser: Browser) -> None:
    browser.open("/")
    browser.run("window.alert = () => { window.hacked = true; }")
    browser.find("#q").send_keys("zx-17")
    browser.wait("document.querySelector('#q-list li') !== null")
    shown = browser.run("return document.querySelector('#q-list bdi').textContent")
    assert shown == 'ZX-17 <b onmouseover="alert(1)">plus</b>'
    browser.press(Keys.ARROW_DOWN, Keys.ENTER)
    browser.wait("location.pathname.startsWith('/concept/')")
    assert browser.run("return window.hacked ?? null") is None
    assert browser.all("main b[onmouseover]") == []
    assert browser.problems() == []


def test_editor_asks_this_server_alone_and_shows_the_answer(browser: Browser) -> None:
    browser.open("/sparql-editor?name=targets-of")
    browser.wait("document.querySelector('.CodeMirror') !== null")
    browser.wait(
        "[...document.querySelectorAll('.tabsList .tab')].some((t) => t.textContent.includes('targets-of'))"
    )
    browser.run(
        "const tab = yasgui.getTab(); tab.getYasqe().setValue("
        "'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?label { ?s rdfs:label ?label "
        'FILTER(?label = "pazopanib") }\'); tab.query();'
    )
    browser.wait(
        "[...document.querySelectorAll('.yasr td')].some((c) => c.textContent.includes('pazopanib'))"
    )
    assert browser.run("return yasgui.getTab().getEndpoint()") == browser.root + "/sparql"
    assert browser.elsewhere() == set()
    assert [p for p in browser.problems() if "Content Security Policy" in p] == []


def test_editor_knows_the_prefixes_of_the_project(browser: Browser) -> None:
    browser.open("/sparql-editor")
    browser.wait("document.querySelector('.CodeMirror') !== null")
    found = browser.driver.execute_async_script(
        "const done = arguments[0]; const yasqe = yasgui.getTab().getYasqe();"
        "fetch(yasqe.config.prefixCcApi).then((a) => a.json()).then((p) => done(p.mondo))"
    )
    assert found == "http://purl.obolibrary.org/obo/MONDO_"


PAGES = {
    "home": "/",
    "search": "/search?q=sarcoma",
    "concept": "/concept/mondo:0010434",
    "drug": "/concept/" + sample.PAZOPANIB,
    "question": "/question/therapies-for?run=1&disease=synovial+sarcoma",
    "editor": "/sparql-editor?name=therapies-for",
    "triples": "/triples?iri=http://purl.obolibrary.org/obo/MONDO_0010434",
    "missing": "/nowhere",
}


def path_of(browser: Browser, name: str) -> str:
    """Return the path of a page; documents and statements are reached as a reader reaches them."""
    if name in PAGES:
        return PAGES[name]
    browser.open(PAGES["drug"])
    selector = {"document": ".source cite a", "statement": ".more a"}[name]
    return str(browser.find(selector).get_attribute("href")).removeprefix(browser.root)


@pytest.mark.parametrize("name", [*PAGES, "document", "statement"])
def test_phone_needs_no_scrolling_to_the_side(browser: Browser, name: str) -> None:
    browser.open(path_of(browser, name), width=360, height=740)
    if name == "editor":
        browser.wait("document.querySelector('.CodeMirror') !== null")
    assert browser.run("return document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, "document", "statement"])
def test_axe_finds_no_serious_barrier(browser: Browser, axe: str, name: str, dark: bool) -> None:
    browser.open(path_of(browser, name), dark=dark)
    if name == "editor":
        browser.wait("document.querySelector('.CodeMirror') !== null")
    # what the editor of others draws is theirs to mend
    assert browser.barriers(axe, without="#editor") == []
