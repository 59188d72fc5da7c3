from __future__ import annotations

import pytest

from kg.model import Abbreviation, EntityType, Mention, Span
from kg.nlp.asides import find_asides


def place(text: str, part: str, offset: int = 0) -> Span:
    start = text.rindex(part) + offset
    return Span(start=start, end=start + len(part))


def mention(
    text: str, part: str, *, hint: str = "", type: EntityType = EntityType.DISEASE, offset: int = 0
) -> Mention:
    hints = (hint,) if hint else ()
    return Mention(span=place(text, part, offset), text=part, type=type, recogniser="lexicon", hints=hints)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        pytest.param("Seen in 12 patients (24%).", "(24%)", id="count"),
        pytest.param("It grows slowly [3, 4].", "[3, 4]", id="citation"),
        pytest.param("It was longer (p = 0.03).", "(p = 0.03)", id="p-value"),
    ],
)
def test_bracket_without_a_mention_is_left_out(text: str, aside: str) -> None:
    assert find_asides(text, [], []) == ([place(text, aside)], {})


def test_bracket_that_is_not_closed_stays() -> None:
    assert find_asides("Seen in 12 patients (24%.", [], []) == ([], {})


def test_bracket_with_the_same_concept_repeats_the_mention_before() -> None:
    text = "Thymoma cells express CD117 (KIT)."
    mentions = [
        mention(text, "CD117", hint="hgnc:6342", type=EntityType.GENE),
        mention(text, "KIT", hint="hgnc:6342", type=EntityType.GENE),
    ]
    assert find_asides(text, mentions, []) == ([place(text, "(KIT)")], {1: 0})


def test_bracket_with_another_concept_is_no_aside() -> None:
    text = "A kinase inhibitor (imatinib) was given."
    mentions = [
        mention(text, "kinase inhibitor", hint="x:1", type=EntityType.DRUG_CLASS),
        mention(text, "imatinib", hint="x:2", type=EntityType.DRUG),
    ]
    assert find_asides(text, mentions, []) == ([], {})


def test_bracket_with_two_mentions_is_no_aside() -> None:
    text = "The abdomen (liver, spleen) was scanned."
    mentions = [
        mention(text, part, hint="x:1", type=EntityType.ANATOMY) for part in ("abdomen", "liver", "spleen")
    ]
    assert find_asides(text, mentions, []) == ([], {})


def test_bracket_with_a_short_form_repeats_its_long_form() -> None:
    text = "Giant cell tumor of bone (GCTB) is benign."
    long, short = "Giant cell tumor of bone", "GCTB"
    pair = Abbreviation(short=short, long=long, short_span=place(text, short), long_span=place(text, long))
    found = find_asides(text, [mention(text, long), mention(text, short)], [pair])
    assert found == ([place(text, "(GCTB)")], {1: 0})


def test_spans_are_those_of_the_document() -> None:
    text, offset = "Seen in 12 patients (24%).", 100
    assert find_asides(text, [], [], offset=offset)[0] == [place(text, "(24%)", offset)]


def test_mention_far_before_the_bracket_is_not_repeated() -> None:
    text = "Thymoma is a tumor of the chest (thymoma)."
    mentions = [
        Mention(
            span=Span(start=0, end=7), text="Thymoma", type=EntityType.DISEASE, recogniser="x", hints=("x:1",)
        ),
        mention(text, "thymoma", hint="x:1"),
    ]
    assert find_asides(text, mentions, []) == ([], {})


def test_bracket_within_a_name_is_part_of_it() -> None:
    text = "It blocks the 5-HT(2A) receptor."
    assert find_asides(text, [mention(text, "5-HT(2A) receptor", type=EntityType.GENE)], []) == ([], {})
