"""Saved pages that lost their lines, or gained some: lists in one line, names and their numbers apart."""

from __future__ import annotations

import pytest

from kg.documents import read_bytes
from kg.model import BlockKind, Document


def doc(text: str) -> Document:
    (document,) = read_bytes(text.encode(), source="page.txt")
    return document


def blocks(document: Document, kind: BlockKind) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize("sign", ["-", "•", "–"])
def test_list_within_a_line_is_one(sign: str) -> None:
    text = f"Hay fever\n\nSigns of thymoma include: {sign} Cough. {sign} A hoarse voice. {sign} Fever."
    found = doc(text)
    assert blocks(found, BlockKind.LIST_ITEM) == ["Cough.", "A hoarse voice.", "Fever."]
    assert "Signs of thymoma include:" in blocks(found, BlockKind.PARAGRAPH)
    for block in found.blocks:
        assert found.text[block.span.start : block.span.end] == found.text_of(block)


def test_text_behind_the_last_item_leads_to_the_next_list() -> None:
    found = doc(
        "Kinds of care exist for thymoma. - Surgery - Radiation Newer drugs are on trial as well. "
        "Care may include: - Octreotide. - Rest."
    )
    assert blocks(found, BlockKind.LIST_ITEM) == ["Surgery", "Radiation", "Octreotide.", "Rest."]
    assert "Newer drugs are on trial as well. Care may include:" in blocks(found, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    "line",
    [
        "Octreotide was given - Cohort A first - and then withdrawn from the trial.",
        "The trial compared arm A - Octreotide with arm B.",
    ],
)
def test_dashes_within_a_sentence_make_no_list(line: str) -> None:
    assert blocks(doc(f"Thymoma\n\n{line}"), BlockKind.LIST_ITEM) == []


JOURNAL = """\
Next Article in Journal
Tracers for Images of the Spleen
Next Article in Special Issue
Living With Chordoma
Previous Article in Journal
Why Salt Drives Hypertension in Rats
Font Type:
Arial Georgia Verdana
Line Spacing:
Background:
Review

Thymoma: Old Drugs and New Findings

by
Ada North
1,*,
Bo South
1
and
Cy West
2
1
Department of Surgery, Hill Hospital, 1000 Hilltown, Norway
2
Department of Pathology, Dale University, 2000 Daletown, Norway
*

Abstract
Thymoma is a tumour of the thymus that is treated with surgery in most people.
"""


def test_neighbours_of_a_work_are_not_its_title() -> None:
    found = doc(JOURNAL)
    assert blocks(found, BlockKind.TITLE) == ["Thymoma: Old Drugs and New Findings"]
    aside = blocks(found, BlockKind.FURNITURE)
    assert {"Living With Chordoma", "Why Salt Drives Hypertension in Rats", "Background:"} <= set(aside)


def test_names_with_numbers_on_lines_of_their_own_are_authors() -> None:
    found = doc(JOURNAL)
    aside = blocks(found, BlockKind.METADATA)
    assert {"Ada North", "1,*,", "and", "Cy West"} <= set(aside)
    assert any(line.startswith("Department of Pathology") for line in aside)
    assert blocks(found, BlockKind.PARAGRAPH) == [
        "Thymoma is a tumour of the thymus that is treated with surgery in most people."
    ]


def test_heading_of_a_section_stays_one_behind_a_setting() -> None:
    text = "Share:\nBackground:\nThymoma is a tumour of the thymus that is seldom seen in children.\n"
    assert "Background:" in blocks(doc(text), BlockKind.HEADING)


def test_question_above_a_list_that_runs_in_is_a_heading() -> None:
    found = doc(
        "Thymoma\nWhat are the signs of it?\nSome people have none. Signs include: - Cough. - Fever.\n"
        "Who may get it?\nRisks include: - Age. - Smoking.\n"
    )
    assert {"What are the signs of it?", "Who may get it?"} <= set(blocks(found, BlockKind.HEADING))


def test_tags_that_are_written_out_end_a_block() -> None:
    found = doc(
        "Thymoma in twins\n\n<jats:sec><jats:title>Aims</jats:title><jats:p>Thymoma is rare in children."
        "</jats:p></jats:sec> <jats:sec> Methods: We read the files of both twins. </jats:sec>"
    )
    assert [words.rstrip(":") for words in blocks(found, BlockKind.HEADING)] == ["Aims", "Methods"]
    assert blocks(found, BlockKind.PARAGRAPH) == [
        "Thymoma is rare in children.",
        "We read the files of both twins.",
    ]


@pytest.mark.parametrize("gap", ["\t", " | "])
def test_box_of_facts_in_two_columns_is_read(gap: str) -> None:
    rows = [("Symptoms", "Cough, hoarse voice"), ("Causes", "Unknown"), ("Frequency", "1.5 per 100,000")]
    box = "\n".join(gap.join(row) for row in rows)
    found = doc(f"Thymoma\n\n{box}\n\nThymoma is a tumour of the thymus that is seldom seen in children.\n")
    assert blocks(found, BlockKind.LIST_ITEM) == ["Cough", "hoarse voice", "Unknown", "1.5 per 100,000"]
    assert set(blocks(found, BlockKind.HEADING)) >= {"Symptoms", "Causes", "Frequency"}


def test_address_below_a_title_is_no_part_of_it() -> None:
    found = doc(
        "Sclerosing thymoma of the neck in two twin sisters: case report\n"
        "https://doi.org/10.1097/xx9.2077\n\nThymoma is a tumour that is seldom seen in children.\n"
    )
    (title,) = blocks(found, BlockKind.TITLE)
    assert title.endswith("case report")


def test_book_that_a_chapter_stands_in_is_not_its_title() -> None:
    found = doc(
        "HillPearls [Internet].\n\nHilltown (FL): HillPearls Publishing; 2024 Jan-.\n\nThymoma\n\n"
        "Ada North; Bo South.\n\nIntroduction\n\nThymoma is a tumour that is seldom seen in children.\n"
    )
    assert blocks(found, BlockKind.TITLE) == ["Thymoma"]
