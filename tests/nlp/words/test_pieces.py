from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.nlp.words.pieces import Pieces
from kg.nlp.words.spelling import find_words

_LIST = ("[UNK]", "[CLS]", "[SEP]", "sarcoma", "##s", "p", "##5", "##3", "s", "σ", "##σ", "中", "国", ")")


@pytest.fixture()
def pieces() -> Pieces:
    return Pieces(_LIST)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("sarcomas", ["sarcoma", "##s"], id="longest first"),
        pytest.param("P53", ["p", "##5", "##3"], id="lower case"),
        pytest.param("Sárcoma", ["sarcoma"], id="accent"),
        pytest.param("p54", ["[UNK]"], id="a rest that no piece fits"),
        pytest.param("Σσς", ["[UNK]"], id="final sigma keeps its form"),
        pytest.param("ΣΣ", ["σ", "##σ"], id="capital sigma at the end is a plain one"),
        pytest.param("中国s", ["中", "国", "s"], id="Chinese characters stand alone"),
        pytest.param(")", [")"], id="sign"),
        pytest.param("\u0301", ["[UNK]"], id="accent without a letter"),
        pytest.param("s" * 101, ["[UNK]"], id="too long"),
    ],
)
def test_of_cuts_words_as_bert_does(pieces: Pieces, word: str, expected: list[str]) -> None:
    assert [_LIST[row] for row in pieces.of(word)] == expected
    assert [_LIST[row] for row in pieces.of(word)] == expected, "from memory"


def test_load_reads_what_save_wrote(pieces: Pieces, tmp_path: Path) -> None:
    pieces.save(tmp_path / "pieces.txt")
    again = Pieces.load(tmp_path / "pieces.txt")
    assert len(again) == len(_LIST)
    assert again.of("sarcomas") == pieces.of("sarcomas")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"[UNK]\n[CLS]\n", r"\[SEP\]", id="a sign is missing"),
        pytest.param(b"[UNK]\n[CLS]\n[SEP]\na\na\n", "twice", id="a piece twice"),
        pytest.param(b"\xff\n", r"pieces\.txt", id="not UTF-8"),
    ],
)
def test_load_of_a_damaged_list_says_what_is_wrong(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "pieces.txt").write_bytes(content)
    with pytest.raises(ModelError, match=message):
        Pieces.load(tmp_path / "pieces.txt")


def test_of_agrees_with_the_reference_on_random_strings() -> None:
    tokenizers = pytest.importorskip("tokenizers")
    draw = random.Random(0)
    letters = "abcdeABCDEéÄñçøßİıσΣςαβγμжЖ0123²½-()[]/+±°'_.,;中国한글ـ\u0301\u200b\ufb01"
    listed = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    listed += sorted({c.lower() for c in letters if not c.isspace() and len(c.lower()) == 1})
    listed += [f"##{c}" for c in "abcdeσαβγμж0123"] + ["ab", "##cd", "abc", "##dea", "12", "##23"]
    pieces = Pieces(listed)
    reference = tokenizers.BertWordPieceTokenizer(
        {piece: row for row, piece in enumerate(listed)}, lowercase=True
    )
    for _ in range(3000):
        text = "".join(draw.choices(letters, k=draw.randint(1, 12)))
        for start, end in find_words(text):
            expected = tuple(reference.encode(text[start:end], add_special_tokens=False).ids)
            assert pieces.of(text[start:end]) == (expected or (1,)), text[start:end]
