"""Reading treebanks."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.training.conllu import Word, read_conllu, repair_lemma

ROWS = """# newdoc id = 17
# sent_id = 0
1\tMice\tmouse\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tsleep\tsleep\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# pmid = 18
1\tIL-0\til-0\tNN\tNN\t_\t0\troot\t_\t_
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "part.conllu.gz"
    found.write_bytes(gzip.compress(ROWS.encode()))
    return found


def test_read_conllu_gives_the_document_of_each_sentence(path: Path) -> None:
    assert [(tree.document, len(tree.words)) for tree in read_conllu(path)] == [("17", 3), ("18", 1)]


def test_read_conllu_counts_heads_from_zero_and_lets_the_root_govern_itself(path: Path) -> None:
    first = next(read_conllu(path))
    assert [word.head for word in first.words] == [1, 1, 1]
    assert first.words[0] == Word("Mice", "mouse", "NNS", 1, "nsubj", True)


def test_read_conllu_knows_where_no_space_follows(path: Path) -> None:
    assert [word.space for word in next(read_conllu(path)).words] == [True, False, True]


@pytest.mark.parametrize(
    ("lemma", "form", "expected"),
    [
        pytest.param("il-0", "IL-2", "il-2", id="digit"),
        pytest.param("b00", "B10", "b10", id="zero-among-them"),
        pytest.param("cell", "cells", "cell", id="no-digit"),
        pytest.param("p53", "p53", "p53", id="kept-digits"),
        pytest.param("x0", "X12", "x0", id="other-number-of-digits"),
    ],
)
def test_repair_lemma_puts_the_digits_back(lemma: str, form: str, expected: str) -> None:
    assert repair_lemma(lemma, form) == expected
