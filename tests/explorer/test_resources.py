from __future__ import annotations

import pytest

from kg.explorer.resources import wanted


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        pytest.param("", "text/html", id="nothing said"),
        pytest.param("text/html,application/xhtml+xml,*/*;q=0.8", "text/html", id="browser"),
        pytest.param("*/*", "text/html", id="anything"),
        pytest.param("text/turtle", "text/turtle", id="Turtle"),
        pytest.param("application/ld+json, text/turtle;q=0.5", "application/ld+json", id="weights"),
        pytest.param("text/html;q=0, */*", "text/turtle", id="anything but HTML"),
        pytest.param("application/*", "application/ld+json", id="range"),
        pytest.param("TEXT/TURTLE", "text/turtle", id="capitals"),
        pytest.param("text/turtle;q=much", None, id="damaged weight"),
        pytest.param("image/png", None, id="none of ours"),
    ],
)
def test_wanted_form(accept: str, expected: str | None) -> None:
    assert wanted(accept) == expected
