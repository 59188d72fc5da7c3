"""What is not read: menus, notices, adverts, references; and what must not be lost among them."""

import pytest

from kg.documents import read_bytes
from kg.model import BlockKind, Document


def doc(text: str) -> Document:
    [document] = read_bytes(text.encode(), source="page.txt")
    return document


def kind_of(text: str, words: str) -> BlockKind:
    document = doc(text)
    return next(b.kind for b in document.blocks if words in document.text_of(b))


BODY = "Thymoma of the Chest\n\nAbstract\n\nThymoma is a rare tumour of the anterior chest.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve this page for you.",
        "© 2021 Example Press. All rights reserved.",
        "The authors declare no conflict of interest.",
        "Call: 555-123-4567 or 555-765-4321",
        "Skip to main content",
        "Our doctors work together to help you and your family.",
        "This page is not a substitute for professional medical advice.",
        "12 comments",
    ],
)
def test_line_of_the_page_is_furniture(line: str) -> None:
    assert kind_of(BODY + line + "\n", line) is BlockKind.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "Patients with thymoma were offered surgery at our centre in 2019.",
        "Copyright law has no bearing on thymic cysts, which are benign lesions of the chest.",
        "The follow-up was 12 months in 345 patients with thymoma.",
        "We compared sunitinib with octreotide in patients with thymic carcinoma.",
    ],
)
def test_statement_is_not_taken_for_furniture(line: str) -> None:
    expected = BlockKind.PARAGRAPH if not line.startswith("Copyright") else BlockKind.FURNITURE
    assert kind_of(BODY + line + "\n", line) is expected


def test_neighbouring_articles_are_furniture() -> None:
    text = BODY + "Similar articles\n\nTreatment of lymphoma with drugs: a view.\nDoe, Jim et al.\n"
    assert kind_of(text, "lymphoma") is BlockKind.FURNITURE


def test_statement_behind_navigation_is_kept() -> None:
    text = BODY + "Share this article\n\nEmail\n\nSunitinib slows the growth of thymic carcinoma in adults.\n"
    assert kind_of(text, "Sunitinib slows") is BlockKind.PARAGRAPH


def test_references_end_at_next_section() -> None:
    text = (
        BODY + "References\n\n1. Doe J, Roe R. Thymic tumours. J Chest 2019; 3:1-9.\n\n"
        "Treatment of Recurrent Thymoma\n\nRecurrent thymoma may be treated with octreotide.\n"
    )
    assert kind_of(text, "Doe J") is BlockKind.REFERENCE
    assert kind_of(text, "Recurrent thymoma may") is BlockKind.PARAGRAPH


def test_items_of_furniture_introduction_are_furniture() -> None:
    text = (
        BODY
        + "More reasons to choose Northwood for care include:\n\n  • Parking is free\n  • Rooms are large\n"
    )
    assert kind_of(text, "Parking") is BlockKind.FURNITURE


def test_menu_above_title_is_furniture() -> None:
    text = "Northwood\nWards\nVisitors\n\nThymoma in Young Adults\n\nThymoma is a rare tumour of the chest.\n"
    document = doc(text)
    assert [b.kind.name for b in document.blocks] == ["FURNITURE"] * 3 + ["TITLE", "PARAGRAPH"]


def test_bibtex_is_metadata() -> None:
    text = BODY + "BibTeX\n@article{doe2019,\n title = {Thymoma},\n doi = {10.1000/ABC}\n}\nComments (0)\n"
    assert kind_of(text, "@article") is BlockKind.METADATA
    assert doc(text).metadata.doi == "10.1000/abc"


def test_furniture_and_references_have_a_reason() -> None:
    document = doc(
        BODY + "References\n\nDoe J. Chest. 2019.\n\nCookies\n\nWe use cookies to improve this page.\n"
    )
    assert all(b.reason for b in document.blocks if not b.kind.is_read)
    assert not any(b.reason for b in document.blocks if b.kind.is_read)


def test_copyright_glued_to_abstract_is_split_off() -> None:
    text = (
        "Abstract\n\nOctreotide is active in thymoma. Copyright © 2021 Example Press. All rights reserved.\n"
    )
    assert kind_of(text, "Octreotide is active in thymoma.") is BlockKind.PARAGRAPH
    assert kind_of(text, "Copyright") is BlockKind.FURNITURE
