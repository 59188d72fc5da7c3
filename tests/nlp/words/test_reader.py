from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.model import Span
from kg.nlp.words.component import NAME
from kg.nlp.words.encoder import ENCODER_FILE, PIECES_FILE
from kg.nlp.words.gazetteer import Gazetteer
from kg.nlp.words.layers import Floats
from kg.nlp.words.reader import AT_ONCE, LONGEST, WordReader, cut_words
from tests.nlp.tiny import WIDTH, ByHeart, word_encoder, word_network, word_reader


def _states(reader: WordReader, texts: Sequence[str]) -> Floats:
    return np.concatenate([part.states for part in reader.read(texts)])


def _accurate() -> WordReader:
    return WordReader(word_network(vector_width=3), Gazetteer.build([]), word_encoder())


def test_read_gives_each_word_its_place_and_a_state() -> None:
    texts = ["WT1 binds DNA. It sleeps.", "", " \n ", "Mice."]
    (part,) = word_reader().read(texts)
    assert list(part.homes) == [0, 0, 3]
    assert [
        [texts[home][a:b] for a, b in words] for home, words in zip(part.homes, part.words, strict=True)
    ] == [["WT1", "binds", "DNA", "."], ["It", "sleeps", "."], ["Mice", "."]]
    assert part.states.shape == (9, WIDTH)


def test_read_keeps_to_the_sentences_that_are_known() -> None:
    text = "WT1 binds DNA. It sleeps."
    spans = [Span(start=0, end=9), Span(start=10, end=25)]
    (part,) = word_reader().read([text], [spans])
    assert [[text[a:b] for a, b in words] for words in part.words] == [
        ["WT1", "binds"],
        ["DNA", ".", "It", "sleeps", "."],
    ]


def test_read_finds_the_sentences_of_a_text_where_they_are_not_known() -> None:
    texts = ["One sleeps. Two sleep.", "One sleeps. Two sleep."]
    (part,) = word_reader().read(texts, [None, [Span(start=0, end=22)]])
    assert list(part.homes) == [0, 0, 1]


def test_read_of_nothing_gives_no_part() -> None:
    assert list(word_reader().read([])) == []
    assert list(word_reader().read(["", "\n"])) == []


def test_read_takes_so_many_sentences_at_once() -> None:
    network = ByHeart({})
    texts = ["One sleeps. Two sleep."] * AT_ONCE
    parts = list(WordReader(network, Gazetteer.build([])).read(texts))
    assert network.seen == [AT_ONCE, AT_ONCE]
    assert [home for part in parts for home in part.homes] == [i for i in range(AT_ONCE) for _ in "12"]


def test_read_cuts_no_text_from_its_context_in_the_accurate_tier() -> None:
    network = ByHeart({}, vector_width=3)
    text = "\n\n".join(["WT1 binds DNA."] * 150)
    reader = WordReader(network, Gazetteer.build([]), word_encoder())
    parts = list(reader.read([text, text, text, "\n\n".join([text] * 2)]))
    assert [sorted(set(part.homes)) for part in parts] == [[0, 1], [2, 3]]
    assert network.seen == [300, 450]


def test_read_cuts_a_sentence_without_end_in_parts() -> None:
    text = " ".join(["word"] * (2 * LONGEST + 50) + ["WT1"])
    assert [len(words) for words in cut_words(text)] == [LONGEST, LONGEST, 51]
    (part,) = word_reader().read([text])
    assert list(part.homes) == [0, 0, 0]


@pytest.mark.parametrize("make", [word_reader, _accurate], ids=["default", "accurate"])
def test_states_of_a_text_do_not_depend_on_its_company(make: Callable[[], WordReader]) -> None:
    text = "WT1 binds. DNA."
    alone = _states(make(), [text])
    together = _states(make(), ["DNA binds WT1 binds WT1 binds DNA.", text, "WT1."])
    np.testing.assert_allclose(together[8:13], alone, atol=1e-5)


def test_states_of_the_accurate_tier_see_the_sentences_around() -> None:
    apart = _states(_accurate(), ["WT1.", "DNA."])
    joined = _states(_accurate(), ["WT1. DNA."])
    assert np.abs(apart - joined).max() > 0.01


def test_states_see_the_hints_of_the_gazetteer() -> None:
    without = WordReader(word_network(), Gazetteer.build([]))
    assert np.abs(_states(word_reader(), ["WT1"]) - _states(without, ["WT1"])).max() > 0.01


def test_reader_of_parts_that_do_not_fit_says_so() -> None:
    with pytest.raises(ModelError, match=r"takes 5 numbers.* gives 3"):
        WordReader(word_network(vector_width=5), Gazetteer.build([]), word_encoder())
    with pytest.raises(ModelError, match=r"takes 3 numbers.* gives 0"):
        WordReader(word_network(vector_width=3), Gazetteer.build([]))


def test_load_reads_what_training_wrote(parts: Path) -> None:
    found, expected = (
        _states(WordReader.load(parts / NAME), ["WT1 binds."]),
        _states(word_reader(), ["WT1 binds."]),
    )
    np.testing.assert_allclose(found, expected, atol=0.02)


@pytest.fixture
def folder(parts: Path, tmp_path: Path) -> Path:
    """A folder with the files of a reader, for tests that change them."""
    return Path(shutil.copytree(parts / NAME, tmp_path / "words"))


@pytest.mark.parametrize("name", ["arrays.npz", "vocabulary.json", "gazetteer.npz"])
def test_load_names_a_missing_file(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name} missing"):
        WordReader.load(folder)


@pytest.mark.parametrize("name", ["arrays.npz", "vocabulary.json", "gazetteer.npz"])
@pytest.mark.parametrize("content", [b"", b"half", b"PK\x03\x04"])
def test_load_of_a_damaged_file_names_the_folder(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=str(folder)):
        WordReader.load(folder)


def test_load_with_half_an_encoder_says_what_is_missing(folder: Path) -> None:
    (folder / ENCODER_FILE).write_bytes(b"")
    with pytest.raises(ModelError, match=rf"{PIECES_FILE} missing"):
        WordReader.load(folder)
