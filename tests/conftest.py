"""One browser for all tests that need one, the checker of barriers, and how examples are made up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# a slow machine is no fault, and what passes today passes tomorrow
settings.register_profile(
    "stable", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("stable")


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
