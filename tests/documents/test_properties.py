"""What holds for every text, and for the source documents where they are present."""

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import read_bytes
from kg.documents.lines import pieces_of
from kg.documents.structure import arrange
from kg.model import BlockKind

PHRASES = (
    *(
        "References",
        "Abstract",
        "Symptoms include:",
        "  • item",
        "    - sub",
        "1. First",
        "A | B | C",
        "# Top",
        "",
    ),
    *(
        "Thymoma is rare here.",
        "Methods: We did it. Results: It was so.",
        "www",
        "(c) 2020",
        "x 1",
        "@a{b,",
        "}",
    ),
)
LINES = st.one_of(st.text(max_size=40), st.sampled_from(PHRASES))
NOT_WORDS = re.compile(r"[\s\W\d_oa-hA-Hivx⁰¹²³⁴-⁹]")
"""What may stand outside blocks: space, bullets, hashes, numbers and letters that count, edge characters."""


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n"]))
@settings(max_examples=300)
def test_blocks_are_sorted_disjoint_and_trimmed(lines: list[str], end: str) -> None:
    text = end.join(lines)
    blocks = arrange(text, pieces_of(text))
    for one, two in pairwise(blocks):
        assert one.span.end <= two.span.start
    for index, block in enumerate(blocks):
        words = block.span.of(text)
        assert words == words.strip() and block.span.end <= len(text)
        assert block.parent is None or block.parent < index


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=300)
def test_no_words_are_lost(lines: list[str], end: str) -> None:
    text = end.join(lines)
    covered = {i for b in arrange(text, pieces_of(text)) for i in range(b.span.start, b.span.end)}
    lost = "".join(c for i, c in enumerate(text) if i not in covered)
    assert not NOT_WORDS.sub("", lost)


def seeds() -> list[Path]:
    folder = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "seeds"
    return sorted(folder.glob("*.txt")) if folder.is_dir() else []


SEEDS = seeds()
absent = pytest.mark.skipif(not SEEDS, reason="the source documents are not here (KG_SHARED or ../shared)")
EXPECTED = {
    "000": ("doi:10.1097/cco.0000000000001239", "42054145", 4, 0),
    "002": ("doi:10.1097/cco.0000000000001152", "", 8, 5),
    "003": ("doi:10.1136/jitc-2025-013396", "41526168", 2, 0),
}
AWAY = re.compile(r"cookie|Skip to|Comments|\.gov|doi\.org|Advisory|Similar|pager|Learn more", re.IGNORECASE)


@absent
@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name[:3])
def test_seed_reads_no_words_of_the_page(path: Path) -> None:
    [document] = read_bytes(path.read_bytes(), source=path.name)
    assert document.text.encode() == path.read_bytes()
    assert not [b for b in document.blocks if b.kind.is_read and AWAY.search(document.text_of(b))]


@absent
@pytest.mark.parametrize("number", sorted(EXPECTED))
def test_seed_identity_and_counts(number: str) -> None:
    path = next(p for p in SEEDS if p.name.startswith(number))
    [document] = read_bytes(path.read_bytes(), source=path.name)
    work, pmid, read, references = EXPECTED[number]
    assert (document.work, document.metadata.pmid) == (work, pmid)
    kinds = [b.kind for b in document.blocks]
    assert sum(k in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TITLE) for k in kinds) >= read
    assert kinds.count(BlockKind.REFERENCE) == references


@absent
def test_seed_lists_hang_on_their_introductions() -> None:
    path = next(p for p in SEEDS if p.name.startswith("004"))
    [document] = read_bytes(path.read_bytes(), source=path.name)
    nested = [b for b in document.blocks if b.kind is BlockKind.LIST_ITEM and b.level == 2]
    parents = {document.blocks[b.parent].kind for b in nested if b.parent is not None}
    assert len(nested) == 21 and parents == {BlockKind.LIST_ITEM}
    assert not [b for b in document.blocks if b.kind.is_read and re.search(r" \d$", document.text_of(b))]
