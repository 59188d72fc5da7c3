"""Layouts of pages in print and of drug pages: heads of pages, numbered sections, lists without bullets."""

from kg.documents import read_bytes
from kg.model import BlockKind, Document


def doc(text: str) -> Document:
    [document] = read_bytes(text.encode(), source="page.txt")
    return document


def words(document: Document, kind: BlockKind) -> list[str]:
    return [" ".join(document.text_of(b).split()) for b in document.blocks if b.kind is kind]


PRINT = """\
Rare Tumour Letters 2019 (4)                                       11

Thymoma in twins

Thymoma is a tumour of the thymus that is seldom seen in children.

Rare Tumour Letters 2019 (4)                                       12

Cohort 1

Both twins were given octreotide, and both of them did well for years.

Cohort 2

Two more pairs of twins were given nothing at all and did as well.
"""


def test_line_on_each_page_is_no_part_of_the_text() -> None:
    document = doc(PRINT)
    assert [b.reason for b in document.blocks if b.kind is BlockKind.FURNITURE] == ["running head"] * 2
    assert words(document, BlockKind.HEADING) == ["Cohort 1", "Cohort 2"]


def test_numbered_sections_without_blank_lines_are_headings() -> None:
    document = doc(
        "OCTREOTIDE LABEL\n\n5 WARNINGS AND PRECAUTIONS\n5.1 Gallstones\nThey may form in one of ten people "
        "who are given octreotide for years.\n5.2 Low Sugar\nIt was seen.\n"
    )
    assert words(document, BlockKind.HEADING) == [
        "5 WARNINGS AND PRECAUTIONS",
        "5.1 Gallstones",
        "5.2 Low Sugar",
    ]


def test_lines_that_end_in_semicolons_are_a_list() -> None:
    document = doc(
        "Octreotide\n\nCommon side effects may include:\n"
        "gallstones, stomach pain;\nheadache; or\ndizziness.\n\n"
        "Call your doctor at once if you have a fever.\n"
    )
    assert words(document, BlockKind.LIST_ITEM) == ["gallstones, stomach pain;", "headache; or", "dizziness."]


def test_terms_with_a_sentence_each_are_a_list() -> None:
    document = doc(
        "Thymoma\n\nTreatment may include:\n\nSurgery. The thymus is taken out whole.\n"
        "Radiation therapy. Rays are aimed at the chest.\n\nMost people do well for many years after it.\n"
    )
    assert words(document, BlockKind.LIST_ITEM) == [
        "Surgery. The thymus is taken out whole.",
        "Radiation therapy. Rays are aimed at the chest.",
    ]


def test_number_goes_on_behind_nested_bullets() -> None:
    document = doc(
        "Thymoma drugs\n\n1. First choice\n   • Octreotide\n   • Sunitinib\n"
        "2. Second choice\n   • Everolimus\n"
    )
    assert words(document, BlockKind.HEADING) == []
    assert [b.level for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == [1, 2, 2, 1, 2]


def test_references_in_one_line_are_references() -> None:
    document = doc(
        "Octreotide for thymoma\n\nOctreotide is given once a month into the muscle.\n\n"
        "References: 1. Doe J, et al. Sunitinib for carcinoid. J Rare. 2019. 2. Roe R, et al. Chest. 2020.\n"
    )
    assert len(words(document, BlockKind.REFERENCE)) == 1


def test_number_of_an_abstract_is_no_title() -> None:
    document = doc(
        "Abstract 812\n\nSunitinib in thymoma\n\nThymoma is a tumour that is seldom seen at all.\n"
    )
    assert words(document, BlockKind.TITLE) == ["Sunitinib in thymoma"]


BOX = """\
Weber nodule

Weber nodule is a rare growth of the skin.

Weber nodule
Other namesPurple nodule
SymptomsRash, fever (at night), and joint pain
CausesUnknown
TreatmentWatchful waiting; surgery; NSAIDs
FrequencyRare[2]

It was first told of in 1900.
"""


def test_box_of_facts_becomes_labels_with_lists() -> None:
    document = doc(BOX)
    assert words(document, BlockKind.HEADING) == [
        "Other names",
        "Symptoms",
        "Causes",
        "Treatment",
        "Frequency",
    ]
    items = ["Purple nodule", "Rash", "fever (at night)", "joint pain", "Unknown", "Watchful waiting"]
    assert words(document, BlockKind.LIST_ITEM) == [*items, "surgery", "NSAIDs", "Rare"]


def test_single_line_that_looks_like_a_fact_is_no_box() -> None:
    document = doc("Weber nodule\n\nSymptomsRash and fever are seen in most of those who have it.\n")
    assert words(document, BlockKind.LIST_ITEM) == []


AUTHORS = """\
Octreotide in thymoma: a trial

  1. Ann Roe1,
  2. Jim Doe2,
  3. Karel Novak1
  1. 1Department of Oncology, Hospital of Bonn, Bonn, Germany

Abstract

We gave octreotide to 30 patients with thymoma.
"""


def test_authors_one_on_a_line_are_set_aside() -> None:
    document = doc(AUTHORS)
    assert words(document, BlockKind.LIST_ITEM) == []
    assert document.metadata.authors == () or "Ann Roe" in document.metadata.authors[0]
    assert len(words(document, BlockKind.METADATA)) == 4


def test_numbered_kinds_are_no_authors() -> None:
    document = doc("Kinds of growth\n\nThere are:\n\n- Giant Cell\n- Clear Cell\n- Stage 2\n")
    assert words(document, BlockKind.LIST_ITEM) == ["Giant Cell", "Clear Cell", "Stage 2"]


def test_line_below_the_head_of_a_table_does_not_end_it() -> None:
    document = doc(
        "Drug | Tumour | n |\n---|:--:|---|\nOctreotide | Thymoma | 3 |\nCisplatin | Chordoma | 4 |\n"
    )
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert len(rows) == 3
    assert {b.parent for b in rows[1:]} == {document.blocks.index(rows[0])}


def test_headings_right_above_long_lines_are_not_wrapped_into_them() -> None:
    long = "The illness begins in childhood and goes on for many years, and those who have it tire soon. " * 3
    names = ("About the illness", "What brings it about", "How it is told", "How doctors treat it")
    text = "A page on an illness\n\n" + "\n\n".join(f"{name}\n{long.strip()}" for name in names)
    (document,) = read_bytes(text.encode(), source="page.txt")
    paragraphs = [document.text_of(b) for b in document.blocks if b.kind is BlockKind.PARAGRAPH]
    assert not [p for p in paragraphs if any(p.startswith(f"{name}\n") for name in names)]
