"""Genes whose symbols share a stem."""

from __future__ import annotations

import pytest

from kg.model import EntityType, Mention, Span
from kg.nlp.series import gene_series

KNOWN = {"IDH1", "IDH2", "NTRK1", "NTRK2", "NTRK3", "MAGE-A3", "MAGE-A6", "KMT2A", "KMT2B", "CD4"}


def read(text: str, symbol: str, kind: EntityType = EntityType.GENE) -> list[tuple[str, str]]:
    """Return text and whole symbol of what follows the mention of `symbol` at the start of `text`."""
    span = Span(start=0, end=len(symbol))
    first = Mention(span=span, text=symbol, type=kind, recogniser="lexicon")
    found = list(gene_series([first], text, lambda name: name if name in KNOWN else None))
    assert all(m.span.of(text) == m.text for m in found)
    return [(m.text, m.whole) for m in found]


@pytest.mark.parametrize(
    ("text", "symbol", "expected"),
    [
        pytest.param("IDH1/2 mutations", "IDH1", [("2", "IDH2")], id="two"),
        pytest.param("NTRK1/2/3", "NTRK1", [("2", "NTRK2"), ("3", "NTRK3")], id="three"),
        pytest.param("MAGE-A3/A6-specific", "MAGE-A3", [("A6", "MAGE-A6")], id="letter and digit"),
        pytest.param("KMT2A/B", "KMT2A", [("B", "KMT2B")], id="letter"),
        pytest.param("NTRK1,2,3", "NTRK1", [("2", "NTRK2"), ("3", "NTRK3")], id="commas"),
        pytest.param("IDH1, 2 and", "IDH1", [], id="a number behind a comma"),
        pytest.param("IDH1/9", "IDH1", [], id="no such gene"),
        pytest.param("IDH1/2a", "IDH1", [], id="part of another word"),
        pytest.param("CD4/CD8", "CD4", [], id="a whole symbol"),
    ],
)
def test_ends_of_symbols_name_genes(text: str, symbol: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, symbol) == expected


def test_only_genes_open_a_series() -> None:
    assert read("IDH1/2", "IDH1", EntityType.DRUG) == []
