"""The page in Firefox: it opens from disk, asks for nothing, complains of nothing, and answers.

Skipped where Firefox is not installed (Debian: ``firefox-esr``), the tests of WebGL where Xvfb is not
(``xvfb``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("websocket", reason="websocket-client, which comes with selenium, is not installed")

from tests.firefox import Firefox, start_firefox, virtual_display
from tests.views.browser import READY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    started = start_firefox(tmp_path_factory.mktemp("firefox"))
    yield started
    started.close()


@pytest.fixture
def opened(firefox: Firefox, pages: Path) -> Firefox:
    firefox.show((pages / "sample.html").as_uri())
    firefox.wait(READY)
    return firefox


def test_page_opens_in_firefox_and_asks_for_nothing(opened: Firefox, pages: Path) -> None:
    assert len(opened.run("shownNow.concepts")) == 14
    assert opened.requests() <= {(pages / "sample.html").as_uri()}
    assert opened.problems() == []


def test_picture_is_drawn_in_firefox(opened: Firefox) -> None:
    drawn = (
        "(() => { const c = document.querySelector('#canvas canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; })()"
    )
    assert opened.run(drawn) > 1000


def test_question_is_answered_with_its_sentence_in_firefox(opened: Firefox) -> None:
    opened.run("document.querySelector('#panel .questions button').click()")
    opened.wait("document.querySelector('#panel .answer')")
    assert opened.run("document.querySelector('#panel h2').textContent").startswith("What drives")
    assert opened.run("document.querySelectorAll('#panel .answer mark').length") >= 2
    assert opened.problems() == []


def test_hostile_texts_do_nothing_in_firefox(opened: Firefox) -> None:
    opened.run("chooseConcept(conceptById.get('bkg:concept/drug/odd'))")
    opened.run("document.querySelector('#view-table').click()")
    assert opened.run("window.hacked") is None
    assert opened.run("document.images.length") == 0


def test_request_of_a_page_would_be_seen_in_firefox(firefox: Firefox, tmp_path: Path) -> None:
    asking = tmp_path / "asking.html"
    asking.write_text("<img src='http://127.0.0.1:18123/x.png'><script>nothere()</script>", encoding="utf-8")
    firefox.show(asking.as_uri())
    firefox.wait("performance.getEntriesByType('resource').length")
    assert firefox.requests() == {"http://127.0.0.1:18123/x.png"}
    assert firefox.problems() == ["ReferenceError: nothere is not defined"]


@pytest.fixture(scope="module")
def windowed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox with a window, and so with WebGL, on a display that nobody sees."""
    with virtual_display() as display:
        started = start_firefox(tmp_path_factory.mktemp("windowed"), display=display)
        yield started
        started.close()


def test_graph_made_for_webgl_is_drawn_on_a_canvas_in_a_firefox_without(
    firefox: Firefox, pages: Path
) -> None:
    firefox.show((pages / "large.html").as_uri())
    firefox.wait(READY)
    if firefox.run("hasWebgl()"):
        pytest.skip("this Firefox has WebGL without a window")
    assert firefox.run("shownNow.concepts.length") == 1500
    assert firefox.problems() == []


def test_large_graph_is_drawn_in_firefox_with_webgl(windowed: Firefox, pages: Path) -> None:
    windowed.show((pages / "large.html").as_uri())
    windowed.wait(READY)
    windowed.wait("labelBoxes.length > 20")
    drawn = (
        "(() => { const c = picture.snapshot();"
        " const seen = shownNow.concepts.filter((i) => { const p = picture.onScreen(picture.placeOf(i));"
        " return c.getContext('2d').getImageData(Math.round(p.x * c.width / byId('canvas').clientWidth),"
        " Math.round(p.y * c.height / byId('canvas').clientHeight), 1, 1).data[3] > 200; });"
        " return seen.length; })()"
    )
    assert windowed.run("document.querySelectorAll('canvas.sigma-nodes').length") == 1
    assert windowed.run(drawn) > 1500
    assert windowed.problems() == []


def test_picture_comes_back_in_firefox_after_webgl_was_lost(windowed: Firefox, pages: Path) -> None:
    windowed.show((pages / "webgl.html").as_uri())
    windowed.wait(READY)
    windowed.run(
        "(window.gone = document.querySelector('canvas.sigma-nodes'))"
        ".getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"
    )
    windowed.wait("!window.gone.isConnected && document.querySelector('canvas.sigma-nodes')")
    windowed.wait("labelBoxes.length > 3")
    windowed.run("chooseConcept(named('chordoma'))")
    assert windowed.run("document.querySelector('#panel h2').textContent") == "chordoma"
