from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.nlp.entities import Found, Recogniser
from kg.nlp.entities.component import NAME
from kg.nlp.entities.recogniser import Head
from kg.nlp.words.reader import LONGEST
from tests.nlp.entities.by_heart import HEADS, by_heart
from tests.nlp.tiny import word_arrays, word_reader


@pytest.fixture()
def recogniser() -> Recogniser:
    return by_heart()


def test_find_gives_characters_of_the_text(recogniser: Recogniser) -> None:
    text = "WT1 drives the small cell tumor. No drug helps; WT1 again."
    found = recogniser.find([text])[0]
    assert [(text[f.start : f.end], f.type) for f in found] == [
        ("WT1", "gene"),
        ("small cell tumor", "disease"),
        ("WT1", "gene"),
    ]
    assert all(0.9 < f.confidence <= 1 for f in found)


def test_find_reads_by_the_scheme_asked_for(recogniser: Recogniser) -> None:
    text = "A drug against WT1."
    assert [f.type for f in recogniser.find([text], scheme="other")[0]] == ["B"]


def test_find_names_the_schemes_there_are(recogniser: Recogniser) -> None:
    with pytest.raises(ModelError, match="graph, other"):
        recogniser.find(["x"], scheme="bc5cdr")


def test_find_gives_a_list_for_each_text(recogniser: Recogniser) -> None:
    assert [len(each) for each in recogniser.find(["", "WT1", "\n\n", "none"])] == [0, 1, 0, 0]
    assert recogniser.find([]) == []


def test_find_reads_a_sentence_without_end_in_parts(recogniser: Recogniser) -> None:
    text = " ".join(["word"] * (2 * LONGEST + 50) + ["WT1"])
    assert [text[f.start : f.end] for f in recogniser.find([text])[0]] == ["WT1"]


def test_found_sorts_longer_mentions_first(recogniser: Recogniser) -> None:
    heads = (*HEADS[:1], Head(scheme="graph", types=("family",), offset=5))
    both = by_heart({"WT1": (4, 6), "protein": (8,)}, heads=heads)
    found = both.find(["WT1 protein"])[0]
    assert [(f.start, f.end, f.type) for f in found] == [(0, 11, "family"), (0, 3, "gene")]
    assert isinstance(found[0], Found)


def test_find_in_finds_the_same_in_words_that_were_read_before(parts: Path) -> None:
    reader = word_reader()
    recogniser = Recogniser.load(parts / NAME, reader)
    texts = ["WT1 binds DNA. Mice sleep.", "", "p53, sarcoma and WT1."]
    for scheme in recogniser.schemes:
        found = recogniser.find(texts, scheme=scheme)
        assert recogniser.find_in(texts, reader.read(texts), scheme=scheme) == found
    assert recogniser.find_in(texts, []) == [[], [], []]


def test_schemes_are_those_of_the_heads(recogniser: Recogniser) -> None:
    assert recogniser.schemes == {"graph": ("gene", "disease"), "other": ("A", "B")}


@pytest.fixture
def folder(parts: Path, tmp_path: Path) -> Path:
    """A folder with the files of a recogniser, for tests that change them."""
    return Path(shutil.copytree(parts / NAME, tmp_path / "entities"))


def test_load_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"heads\.json, arrays\.npz missing"):
        Recogniser.load(tmp_path, word_reader())


@pytest.mark.parametrize("name", ["arrays.npz", "heads.json"])
@pytest.mark.parametrize("content", [b"", b"half", b"PK\x03\x04", json.dumps([{"types": 3}]).encode()])
def test_load_of_a_damaged_file_names_the_folder(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match="damaged") as error:
        Recogniser.load(folder, word_reader())
    assert str(folder) in str(error.value)


def test_load_over_another_network_of_words_says_so(folder: Path) -> None:
    arrays = {name: value for name, value in word_arrays(vector_width=3).items() if name.startswith("out.")}
    np.savez(folder / "arrays.npz", **arrays)
    with pytest.raises(ModelError, match="over another network of words"):
        Recogniser.load(folder, word_reader())
