"""Names that a short form in brackets interrupts."""

import pytest

from kg.lexicon import Lexicon
from kg.nlp.interrupted import interrupted_names


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in interrupted_names(text, lexicon.scan)]


def test_interrupted_name_goes_on_behind_its_short_form(lexicon: Lexicon) -> None:
    text = "Much of the gastrointestinal (GI) tract was red."
    assert found(lexicon, text) == ["gastrointestinal (GI) tract"]


def test_interrupted_bracket_that_is_no_short_form_parts_two_names(lexicon: Lexicon) -> None:
    assert found(lexicon, "Pain in the gastrointestinal (XQ) tract was seen.") == []
    assert found(lexicon, "It grows in the liver (LV) and kidney.") == []
