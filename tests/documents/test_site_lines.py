"""Lines of a site above its page: whose site it is, who issued the page and when, pages by first letter."""

from __future__ import annotations

import pytest

from kg.documents import read_bytes
from kg.model import BlockKind, Document

TEXT = "Thymoma is a tumor of the thymus that is seldom seen in children. It grows slowly in most of them.\n"


def doc(text: str) -> Document:
    [document] = read_bytes(text.encode(), source="page.txt")
    return document


def kinds(document: Document) -> dict[str, BlockKind]:
    return {" ".join(document.text_of(b).split()): b.kind for b in document.blocks}


@pytest.mark.parametrize(
    "line",
    [
        "Prepared by J. Quist and the Chest Team • Version 3",
        "The Thymus Working Group, edition 2, May 2024",
        "Adopted 3 May 2024",
        "Government of Norland | Ministry of Care",
        "Tumors A to Z: A B C D E F G H I J K L M N O P",
    ],
)
def test_line_of_the_site_is_no_text(line: str) -> None:
    found = kinds(doc(f"Thymoma in brief\n\n{line}\n\nBackground\n\n{TEXT}"))
    assert found[line] in (BlockKind.METADATA, BlockKind.FURNITURE)


@pytest.mark.parametrize("site", ["Norland Tumor Guidance | Short form", "Norland University Hospital"])
def test_title_is_what_the_page_is_about_not_whose_site_it_is(site: str) -> None:
    found = kinds(doc(f"{site}\n\nTHYMOMA\n\nValid until: May 2027\n\nA. General\n\n{TEXT}"))
    assert found["THYMOMA"] is BlockKind.TITLE


def test_numbered_line_above_an_introduction_is_a_heading() -> None:
    found = kinds(
        doc(f"Thymoma\n\n1. General\n\n{TEXT}\n2. Signs\n\nPatients present with:\n- Cough\n- Fever\n")
    )
    assert found["Signs"] is BlockKind.HEADING


def test_name_of_a_study_is_a_heading() -> None:
    found = kinds(doc(f"Open studies\n\n{TEXT}\nStudy: LILAC-4\nTitle: Erlotinib in thymoma\nPhase: 2\n"))
    assert found["Study: LILAC-4"] is BlockKind.HEADING
