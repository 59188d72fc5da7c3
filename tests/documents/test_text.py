"""Blocks of plain text: kinds, levels, parents, spans."""

import pytest

from kg.documents import read_bytes
from kg.model import Block, BlockKind, Document


def doc(text: str, name: str = "page.txt") -> Document:
    [document] = read_bytes(text.encode(), source=name)
    return document


def title_of(text: str) -> str:
    """Return the words of the one title of a document."""
    document = doc(text)
    (found,) = [block for block in document.blocks if block.kind is BlockKind.TITLE]
    return document.text_of(found)


def block(document: Document, words: str) -> Block:
    return next(b for b in document.blocks if document.text_of(b) == words)


def parent_words(document: Document, words: str) -> str:
    parent = block(document, words).parent
    return "" if parent is None else document.text_of(document.blocks[parent])


def kinds(document: Document) -> list[str]:
    return [b.kind.name for b in document.blocks]


PAGE = """Thymoma treatment

Thymoma is a tumour of the thymus. It is rare in children.

Symptoms

Signs of thymoma include:

  • Cough
  • Chest pain
    • worse at night

Drugs

  1. Octreotide is given for scan-positive disease 4
  2. Sunitinib blocks the receptor KIT 5
  3. Everolimus is another choice 6
"""


def test_text_keeps_every_character() -> None:
    text = "\ufeffThymoma\u00a0care\r\n\r\nThis tumour is rare in children.\r\n"
    assert doc(text).text == text


def test_title_is_first_line() -> None:
    assert doc(PAGE).blocks[0].kind is BlockKind.TITLE


def test_item_parent_is_introduction() -> None:
    assert parent_words(doc(PAGE), "Cough") == "Signs of thymoma include:"


def test_nested_item_parent_is_item() -> None:
    document = doc(PAGE)
    assert parent_words(document, "worse at night") == "Chest pain"
    assert block(document, "worse at night").level == 2


def test_introduction_parent_is_heading() -> None:
    assert parent_words(doc(PAGE), "Signs of thymoma include:") == "Symptoms"


def test_reference_digits_at_line_ends_are_cut() -> None:
    assert block(doc(PAGE), "Sunitinib blocks the receptor KIT").kind is BlockKind.LIST_ITEM


def test_counting_digits_at_line_end_stay() -> None:
    text = "Findings\n\n" + "".join(f"  • The tumour was of stage {n}\n" for n in range(1, 5))
    assert "The tumour was of stage 3" in [doc(text).text_of(b) for b in doc(text).blocks]


@pytest.mark.parametrize("tail", [".3", ". 3,4", ".3-5"])
def test_digits_behind_full_stop_are_cut(tail: str) -> None:
    document = doc(
        f"Background\n\nOctreotide slows the growth of this tumour{tail}\n\nNext one follows here today."
    )
    assert "Octreotide slows the growth of this tumour." in [document.text_of(b) for b in document.blocks]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Thymoma is the most common tumour of the anterior mediastinum and it\n"
        "arises from epithelial cells. In most patients resection is curative\n"
        "though late relapse is known and long observation is the rule.\n"
    )
    assert kinds(doc(text)) == ["PARAGRAPH"]


def test_one_sentence_a_line_is_not_joined() -> None:
    text = "Imatinib blocks the receptor KIT.\nSunitinib blocks VEGF receptors.\nOctreotide binds it.\n"
    assert len(doc(text).blocks) == 3


def test_single_sentence_is_paragraph() -> None:
    assert kinds(doc("Imatinib treats this tumour.")) == ["PARAGRAPH"]


def test_run_in_labels_become_headings() -> None:
    text = "Abstract\n\nPurpose of review: Thymoma is rare. Recent findings: Sunitinib is active in it."
    document = doc(text)
    assert parent_words(document, "Thymoma is rare.") == "Purpose of review:"
    assert parent_words(document, "Sunitinib is active in it.") == "Recent findings:"


def test_colon_within_sentence_is_no_label() -> None:
    document = doc("Abstract\n\nTwo drugs are used in thymoma: octreotide and sunitinib are given.")
    assert kinds(document)[-1] == "PARAGRAPH"


def test_study_entry_is_heading_with_goal_below() -> None:
    text = (
        "Thymoma clinical trials\n\nWe list the open trials of the centre here.\n\n"
        "RELAY-2: Study of Sunitinib in Adults With Thymic Carcinoma\n\nStudy goal:\n\n"
        "The goal is to learn if sunitinib shrinks these tumours.\n\n18 years and older\n\n"
        "OCTO: Octreotide in Recurrent Thymoma\n\nStudy goal:\n\nThe goal is to learn the safe dose of it.\n"
    )
    document = doc(text)
    goals = [b for b in document.blocks if document.text_of(b) == "Study goal:"]
    assert [document.text_of(document.blocks[b.parent or 0])[:5] for b in goals] == ["RELAY", "OCTO:"]
    assert block(document, "18 years and older").kind is BlockKind.PARAGRAPH


def test_heading_above_heading_is_of_higher_level() -> None:
    text = (
        "Care of Thymoma\n\nThe care of it needs a team of several people.\n\nWorkup\n\nImaging Studies\n\n"
        "  • CT of the chest\n\nTissue Sampling\n\n  • Core biopsy\n\nFollow-up Plans\n\n  • CT each year\n"
    )
    document = doc(text)
    assert parent_words(document, "Tissue Sampling") == "Workup"
    assert block(document, "Follow-up Plans").level == block(document, "Workup").level


def test_introduction_that_lost_its_list_introduces_nothing() -> None:
    text = "Diagnosis\n\nTests for thymoma may include:\n\nThe tumour shows on a scan of the chest.\n"
    assert parent_words(doc(text), "The tumour shows on a scan of the chest.") == "Diagnosis"


def test_bare_lines_below_introduction_are_items() -> None:
    document = doc(
        "Thymoma\n\nSee a doctor if you have any of these:\nA cough.\nChest pain.\nShort breath.\n"
    )
    assert parent_words(document, "Chest pain.") == "See a doctor if you have any of these:"


def test_also_called_line_is_read() -> None:
    text = (
        "Thymic Tumour Guide\n\nAlso called: TT, tumour of the thymus\n\nIt is a rare tumour of the chest.\n"
    )
    assert block(doc(text), "Also called: TT, tumour of the thymus").kind is BlockKind.PARAGRAPH


def test_table_rows_hang_on_their_header() -> None:
    document = doc("Drugs\n\nDrug\tTarget\nSunitinib\tKIT\n\nThese are the drugs in use now.\n")
    assert parent_words(document, "Sunitinib\tKIT") == "Drug\tTarget"


def test_lone_bullet_belongs_to_next_line() -> None:
    document = doc("Signs of thymoma include:\n•\nCough\n•\nChest pain\n")
    assert block(document, "Chest pain").kind is BlockKind.LIST_ITEM


def test_markdown_headings_and_emphasis() -> None:
    document = doc("# Thymoma\n\nA rare\ntumour of the chest.\n\n## Drugs\n\n- octreotide\n", "a.md")
    assert kinds(document) == ["TITLE", "PARAGRAPH", "HEADING", "LIST_ITEM"]
    assert parent_words(document, "octreotide") == "Drugs"


def test_markdown_front_matter_and_code_are_not_read() -> None:
    document = doc(
        "---\ntags: x\n---\n\n# Thymoma\n\nIt is a rare tumour here.\n\n```\ncode = 1\n```\n", "a.md"
    )
    assert [document.text_of(b) for b in document.blocks if b.kind.is_read] == [
        "Thymoma",
        "It is a rare tumour here.",
    ]


def test_title_is_the_line_that_is_said_again_and_not_the_journal() -> None:
    title = (
        "Octreotide versus observation after resection of thymoma of the anterior mediastinum: "
        "the randomised phase 2 THYMOBS study"
    )
    text = (
        f"Clinical Trial\nJ Thymic Cancer\n. 2021 May;9:1-8.\n\n{title}\n\nAffiliations\nClinical Trial\n\n"
        f"{title}\n\nAnna Holm et al. J Thymic Cancer. 2021 May.\n\nAbstract\n\n"
        "Thymoma is seldom cured once it has come back after an operation. We gave octreotide for a year.\n"
    )
    assert title_of(text) == title


def test_title_is_no_line_of_kinds_of_articles() -> None:
    text = (
        "REVIEW ARTICLE | OPEN ACCESS\n\nDrugs for thymoma: what comes next?\n\nA. Holm, B. Berg\n\n"
        "Abstract\n\nThymoma is seldom cured once it has come back after an operation.\n"
    )
    assert title_of(text) == "Drugs for thymoma: what comes next?"


def test_title_is_what_the_text_speaks_of_and_no_row_of_buttons() -> None:
    text = (
        "Octreotide shrinks thymoma after prednisone\n\nShare   Print   Bookmark   Follow\n\n"
        "Octreotide with prednisone shrinks thymoma in one third of patients after three months.\n\n"
        "Background\n\nThymoma is a tumour of the anterior mediastinum.\n"
    )
    assert title_of(text) == "Octreotide shrinks thymoma after prednisone"


def test_title_stands_below_the_kind_of_the_work() -> None:
    text = (
        "Open Reports of Rare Tumours\n\nCase Report\n\n"
        "Lasting Remission of Metastatic Thymoma With Octreotide\n\nA. Holm, B. Berg\n\nAbstract\n\n"
        "We saw a lasting remission of metastatic thymoma in a man who was given octreotide for a year.\n"
    )
    assert title_of(text) == "Lasting Remission of Metastatic Thymoma With Octreotide"


def test_title_stands_below_the_choices_of_the_site() -> None:
    text = (
        "Rare Tumour Friends\nHome | Topics | Support | About\n\nThymoma\n\n"
        "Thymoma is a tumour of the anterior mediastinum that grows slowly in most people.\n\n"
        "Signs\n\nA cough that does not go away is the most common sign of thymoma in adults.\n"
    )
    assert title_of(text) == "Thymoma"
