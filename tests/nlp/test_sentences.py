from itertools import pairwise

import pytest

from kg.nlp.sentences import split_sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mori et al. found it in vitro, e.g. in liver cells, i.e. in hepatocytes.",
        "Dose was approx. 4.5 mg vs. 9.0 mg per day.",
        "See Fig. 2 and Tab. 3 of the report by Dr. Lindqvist of St. Vincent.",
        "The HLA-A*02+ line lost CLDN18.2 after p.G12D and c.34G>A were edited.",
        "A strain of E. coli carried the plasmid of J. Peterson.",
        "It was approved in the U.S. Patent office.",
        "Cohort No. 3 took 3.5 mg (range, 1.2–7.8 mg; ref. 4).",
        "The tumour (see Suppl. Fig. 1. for details) shrank.",
    ],
    ids=["et-al", "vs", "figure", "names", "species", "country", "number", "bracket"],
)
def test_split_inner_stops_give_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Survival was longer.", "Toxicity was mild."),
        ("Survival was longer.12", "Toxicity was mild."),
        ("Survival was longer [3,4].", "Toxicity was mild."),
        ("Survival was longer. [3]", "Toxicity was mild."),
        ('He called it "a cure."', "Others did not."),
        ("Did it shrink?", "It did!"),
        ("Both arms lost the gene.", "p53 is mutated in most."),
        ("Nothing changed.", "mTOR stayed active."),
        ("Patients took vitamin D.", "Levels rose."),
        ("It was first seen in the U.S.", "The second case came later."),
        ("(This holds whole sentences.", "It has two.)"),
        ("Half responded (n = 12).", "12 others did not."),
        ("Margins should be clear 4", "The patient may then go home."),
    ],
)
def test_split_two_sentences_are_parted(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_split_without_space_between_sentences_parts_them() -> None:
    assert split("We treated many tumors.Patients were young.") == [
        "We treated many tumors.",
        "Patients were young.",
    ]


def test_split_phase_number_before_capital_stays_whole() -> None:
    assert split("It was a phase 2 The-Alliance trial") == ["It was a phase 2 The-Alliance trial"]


def test_split_inline_bullets_begin_sentences() -> None:
    assert split("Options: • rest • ice") == ["Options:", "• rest", "• ice"]


def test_split_spans_cover_all_words_in_order() -> None:
    text = "  One.  Two (a. b.)!\n\nThree… four ... Five \n"
    spans = split_sentences(text)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() for s in spans)


def test_split_empty_text_gives_nothing() -> None:
    assert split_sentences(" \n ") == []
