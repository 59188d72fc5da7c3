"""What a text says that a drug has brought about."""

from __future__ import annotations

import pytest

from kg.grounding import Grounder
from kg.grounding.induced import induced, names_if_induced
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Span


def disease(text: str, name: str) -> Mention:
    start = text.index(name)
    span = Span(start=start, end=start + len(name))
    return Mention(span=span, text=name, type=EntityType.DISEASE, recogniser="test")


@pytest.mark.parametrize(
    "text",
    [
        "We saw methyldopa-induced hepatitis twice.",
        "Two cases of methyldopa-associated acute hepatitis are told.",
        "In methyldopa hepatitis the drug is stopped.",
        "There was hepatitis due to methyldopa.",
        "The hepatitis was caused by methyldopa.",
        "A drug-induced hepatitis was ruled out.",
    ],
)
def test_drug_beside_a_trouble_has_brought_it_about(lexicon: Lexicon, text: str) -> None:
    assert induced(text, [disease(text, "hepatitis")], {}, lexicon) == {"hepatitis"}


@pytest.mark.parametrize(
    "text",
    [
        "We saw viral hepatitis twice.",
        "Methyldopa was given. Hepatitis was not looked for, nor hepatitis markers.",
        "There was hepatitis due to travel.",
    ],
)
def test_other_words_beside_a_trouble_are_no_cause(lexicon: Lexicon, text: str) -> None:
    assert not induced(text, [disease(text, "hepatitis")], {}, lexicon)


def test_name_itself_may_say_what_brought_it_about(lexicon: Lexicon) -> None:
    text = "DIH is rare."
    long = {"DIH": "methyldopa-induced hepatitis"}
    assert len(induced(text, [disease(text, "DIH")], long, lexicon)) == 1
    assert names_if_induced(long["DIH"]) == names_if_induced("hepatitis")


def test_trouble_means_the_induced_one_wherever_the_text_has_it(lexicon: Lexicon) -> None:
    text = "Hepatitis took three weeks to resolve. Methyldopa-induced hepatitis is rare."
    mentions = [disease(text, "Hepatitis"), disease(text, "hepatitis")]
    found = Grounder(lexicon).ground(mentions, text=text)
    assert {each.concept for each in found} == {"mondo:0002184"}


def test_trouble_without_a_drug_means_itself(lexicon: Lexicon) -> None:
    text = "Hepatitis spread among the herders."
    (found,) = Grounder(lexicon).ground([disease(text, "Hepatitis")], text=text)
    assert found.concept == "mondo:0002251"
