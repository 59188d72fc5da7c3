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


@pytest.mark.parametrize(
    "text",
    [
        "Dogs of the line had the allele of D. rerio and of C. elegans only.",
        "It was kept in mice (Promega Corp., Madison, WI) and rats.",
        "The locus on chr. 9 was linked to weight.",
        "Funds came from J.-I. Okada and from Y. A. Brandt.",
        "He holds a Ph. D. from Kyoto.",
        "Binding to PU.1 DNA was lost.",
        "The r.m.s. deviation was small.",
        "Cells were kept as before (Tanaka et al. unpublished) and fed.",
        "(A). Mice of both groups were weighed",
        "1. Wash the cells twice",
        "It has two aims: 1). We ask who responds",
    ],
    ids=[
        "species", "company", "chromosome", "initials", "degree", "factor", "dotted", "et-al", "panel",
        "number", "colon",
    ],
)  # fmt: skip
def test_split_stop_of_name_or_item_ends_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Loss of the gene in two lines.", "(a) Map of the locus."),
        ("Loss of the gene in two lines.", "(b–d) Sections of the eye."),
        ("Weight of both groups.", "a: Male mice."),
        ("Bars are 10 μm.", "b. Female mice."),
        ("The layers are intact.", "cc, connecting cilium."),
        ("Values are means.", "n = 5 in each group."),
        ("Growth was slow after treatment.", "others grew fast."),
        ("The gene was lost (Fig. 2).", "we then looked at mice."),
        ("They swam for 60 sec.", "The time was taken."),
        ("Dye was bought (Acme, Reno, CA).", "Slides were washed."),
        ("It was made by Acme (Acme Corp).", "Mice were fed."),
        ("Tissue was frozen in OCT.", "Sections were cut."),
        ("Lung function is low in CF.", "Most have cough."),
        ("It was stopped with proteinase K.", "Lysates were then used."),
        ("The panels show E and F.", "Embryos are seen from the front."),
        ("Half of the rats died.", "% weight is shown."),
        ("Two of ten responded [12].", "† marks the dead."),
        ("The code was free (not shown).", "To find it, we looked."),
    ],
)
def test_split_sentence_begins_behind_a_sure_stop(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_split_bracket_that_is_never_closed_hides_nothing() -> None:
    assert (
        len(split("The tumour (see below grew. It spread. " + "It grew again. " * 40 + "At last) it shrank."))
        > 40
    )


def test_split_note_of_medline_ends_the_title() -> None:
    assert split("Loss of p53 in mice [see comments] Loss of p53 is common.") == [
        "Loss of p53 in mice [see comments]",
        "Loss of p53 is common.",
    ]


def test_split_primers_in_a_row_are_an_item_each() -> None:
    text = "Primers were bought. KIT-F: 5′-ACGTTGCA-3′ KIT-R: 5'-TTGACCAT-3' Bands were cut out."
    assert [span.of(text)[:5] for span in split_sentences(text)] == ["Prime", "KIT-F", "KIT-R"]
