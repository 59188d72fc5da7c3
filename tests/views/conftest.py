"""One set of pages for all tests of the views."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.views import Records, inline_page, write_page
from tests.views import sample_records as sample

if TYPE_CHECKING:
    from tests.views.browser import Page


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_page(sample.sample(), folder / "sample.html", title=f"Sarcomas {sample.HOSTILE}")
    write_page(sample.sample(), folder / "focus.html", focus="chordoma", hops=1)
    write_page(sample.many(400), folder / "many.html", limit=100)
    write_page(sample.sample(), folder / "webgl.html", title=f"Sarcomas {sample.HOSTILE}", engine="webgl")
    write_page(sample.many(2100), folder / "large.html")
    write_page(Records(), folder / "empty.html")
    write_page(Records(), folder / "empty-webgl.html", engine="webgl")
    write_page(sample.two_years(), folder / "years.html")
    frame = inline_page(sample.sample(), focus="chordoma", hops=1)._repr_html_()
    (folder / "notebook.html").write_text(f"<!doctype html><title>Notebook</title>{frame}", encoding="utf-8")
    return folder


@pytest.fixture
def page(driver: Any, pages: Path) -> Page:
    from tests.views.browser import open_page

    return open_page(driver, pages / "sample.html")
