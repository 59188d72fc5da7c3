from __future__ import annotations

import pytest

from kg.server.media import choose_graph, choose_table


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        pytest.param("", "json", id="none"),
        pytest.param("*/*", "json", id="anything"),
        pytest.param("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml", id="highest q"),
        pytest.param("text/*", "csv", id="family"),
        pytest.param("*/*;q=0.1, text/tab-separated-values", "tsv", id="star is last"),
        pytest.param("application/sparql-results+json;q=0, */*", "xml", id="q 0 excludes"),
        pytest.param("text/csv;q=nonsense, */*;q=0.1", "json", id="malformed q"),
        pytest.param("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml", id="browser"),
    ],
)
def test_media_table_follows_accept(accept: str, expected: str) -> None:
    choice = choose_table(accept)
    assert choice is not None
    assert choice.format.name == expected


def test_media_general_type_is_sent_back_as_asked() -> None:
    choice = choose_table("application/json")
    assert choice is not None
    assert (choice.format.name, choice.media_type) == ("json", "application/json")


def test_media_nothing_acceptable_is_none() -> None:
    assert choose_table("image/png") is None
    assert choose_graph("text/csv") is None
