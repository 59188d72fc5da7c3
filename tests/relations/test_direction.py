"""Which way a claim says that its object goes, and where it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.pipeline.reader import DocumentReader
from kg.relations.schema import load_schema
from kg.resources import data_dir
from tests.relations.claims import read_text


def directions(reader: DocumentReader, text: str) -> set[tuple[str, str]]:
    """Return polarity and direction of all that is affected; "" where there is no direction."""
    return {
        (a.polarity.value, next((q.value for q in a.qualifiers if q.role == "direction"), ""))
        for a in read_text(reader, text, "plain").assertions
        if a.predicate == "biolink:affects"
    }


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EZH2 represses CDKN1A expression.", {("affirmed", "decreased")}),
        ("Metformin activates AMPK.", {("affirmed", "increased")}),
        ("MYC expression was reduced by JQ1.", {("affirmed", "decreased")}),
        ("Imatinib did not reduce KIT expression.", {("negated", "decreased")}),
    ],
    ids=["down", "up", "passive", "denied"],
)
def test_direction_is_that_of_the_trigger(
    text: str, expected: set[tuple[str, str]], reader: DocumentReader
) -> None:
    assert directions(reader, text) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "BRCA1 phosphorylates TP53.",
        "Trametinib prevented the increase of DUSP6 expression.",
        "TP53 inhibits the loss of MDM2.",
        "Loss of PTEN activates AKT1.",
        "Knockdown of EZH2 increased CDKN1A expression.",
        "miR-21 silencing enhanced PTEN expression.",
    ],
    ids=["neither", "prevented", "two turns", "loss of the subject", "knockdown", "silencing"],
)
def test_direction_is_left_out_where_words_turn_it(text: str, reader: DocumentReader) -> None:
    found = directions(reader, text)
    assert found
    assert {direction for _, direction in found} == {""}


def test_direction_of_a_lemma_that_is_no_trigger_is_refused(tmp_path: Path) -> None:
    for path in (data_dir("ontologies") / "relations").glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('increases = ["increase"', 'increases = ["sing"')
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="sing"):
        load_schema(tmp_path)
