"""One browser for all tests that need one, and the checker of barriers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    from tests.browser import start_browser  # skips where selenium is not installed

    started = start_browser()
    yield started
    started.quit()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    from tests.browser import fetch_axe

    return fetch_axe(tmp_path_factory.mktemp("axe"))
