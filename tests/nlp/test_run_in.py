from __future__ import annotations

import pytest

from kg.model import Span
from kg.nlp.run_in import Stretch, is_heading, is_suspect, split_run_in
from kg.nlp.sentences import split_sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def whole(text: str) -> Span:
    return Span(start=0, end=len(text))


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("RESULTS", "There were no deaths in either arm."),
        ("PATIENTS AND METHODS", "Thirty patients with advanced disease were treated."),
        ("MAIN OUTCOME MEASURES", "The rate of response was measured."),
        ("Materials and Methods", "Mice were kept in groups of five."),
        ("Cell culture", "The cells were grown in medium with serum."),
    ],
)
def test_run_in_heading_is_a_sentence_of_its_own(heading: str, sentence: str) -> None:
    assert split(f"The dose was low. {heading} {sentence}") == ["The dose was low.", heading, sentence]


def test_run_in_size_of_a_file_ends_a_title() -> None:
    assert split("Weights of All Mice (2.5 MB PDF). It is shown.")[:2] == [
        "Weights of All Mice",
        "(2.5 MB PDF).",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Phase 2 Study of Tazemetostat in Children With Epithelioid Sarcoma: A Report From the Group",
        "The patient was seen by the Department of Medicine at Saint Mary Hospital in June.",
        "Patients with Ewing Sarcoma or Wilms Tumor received Vincristine and Doxorubicin in Cycle 1.",
        "The EWSR1 gene fuses to WT1 in Desmoplastic Small Round Cell Tumor, which is rare.",
        "We used the Response Evaluation Criteria in Solid Tumors to judge Best Overall Response.",
        "Samples from Figure 2 and Table 3 were sent to the National Cancer Institute for review.",
        "In March the Food and Drug Administration approved the drug.",
        "Call your doctor or the Emergency Department when you have a fever.",
        "Impression stable disease in the liver.",
        "Results of the trial were good.",
        "RESULTS OF THE TRIAL Were Good in all arms.",
    ],
)
def test_run_in_capitals_within_a_sentence_part_nothing(text: str) -> None:
    assert split(text) == [text]


def test_run_in_can_be_left_out() -> None:
    text = "RESULTS There were no deaths in either arm."
    assert [span.of(text) for span in split_sentences(text, run_in=False)] == [text]


def test_run_in_heading_in_its_own_line_stays_whole() -> None:
    text = "Gene Expression The Lungs Of Mice\n\nMice were fed."
    assert split(text) == ["Gene Expression The Lungs Of Mice", "Mice were fed."]


@pytest.mark.parametrize(
    ("text", "alone"),
    [("Gene targeting", True), ("Mice were fed.", False), ("Gene targeting\nin mice", True)],
)
def test_run_in_heading_has_no_stop(text: str, alone: bool) -> None:
    assert is_heading(text, whole(text)) is alone


def test_run_in_part_of_a_paragraph_is_no_heading() -> None:
    text = "Mice were fed. Gene targeting"
    assert not is_heading(text, Span(start=15, end=len(text)))


@pytest.mark.parametrize(
    ("text", "suspect"),
    [
        ("Mice of the B6 line were kept with ES cells in Japan.", False),
        ("Cell culture The cells were kept.", True),
        ("Figure 2 Bmpr1a in mice.", True),
        ("It was kept in the Table of the house.", False),
    ],
)
def test_run_in_only_signs_of_a_lost_line_are_looked_into(text: str, suspect: bool) -> None:
    assert is_suspect(text, whole(text)) is suspect


def test_run_in_parts_cover_the_stretch_in_order() -> None:
    text = "Discussion Loss of the Gene The mice were small."
    parts = split_run_in(text, [whole(text)])
    assert " ".join(part.of(text) for part in parts) == text


def test_run_in_nothing_begins_inside_a_bracket() -> None:
    stretch = Stretch("It (see the Table Results of all) Was", 0, 37)
    assert [stretch.start(at) for at in stretch.candidates()] == [3, 34]


def test_run_in_structured_abstract_is_read_with_caution() -> None:
    sentence = "We used the Diabetes Control and Complications Trial questionnaires in all arms."
    text = f"BACKGROUND It is rare. METHODS {sentence} RESULTS None died. CONCLUSIONS It is safe."
    assert sentence in split(text)
    assert len(split(text)) == 8
