from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.nlp.words.gazetteer import TYPES, Gazetteer, name_hash

_NAMES = [
    ("Ewing sarcoma", "disease"),
    ("sarcoma", "disease"),
    ("interleukin-2", "gene"),
    ("CAN", "gene"),
    ("B7-H3", "gene"),
    ("trabectedin", "chemical"),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.build(_NAMES)


def _hints(gazetteer: Gazetteer, words: list[str]) -> list[list[str]]:
    rows = gazetteer.features([words])
    return [[f"{TYPES[i // 3]}:{'BIE'[i % 3]}" for i in row.nonzero()[0]] for row in rows]


def test_features_mark_where_a_name_begins_and_ends(gazetteer: Gazetteer) -> None:
    assert _hints(gazetteer, ["Ewing", "sarcomas", "grow"]) == [["disease:B"], ["disease:E"], []]


def test_features_see_through_signs_within_a_name(gazetteer: Gazetteer) -> None:
    assert _hints(gazetteer, ["B7", "-", "H3"]) == [["gene:B"], ["gene:I"], ["gene:E"]]
    assert _hints(gazetteer, ["B7H3"]) == [["gene:B", "gene:E"]]
    assert _hints(gazetteer, ["interleukin", "2"]) == [["gene:B"], ["gene:E"]]


def test_features_take_a_short_name_only_as_it_is_written(gazetteer: Gazetteer) -> None:
    assert _hints(gazetteer, ["can", "CAN"]) == [[], ["gene:B", "gene:E"]]


def test_features_do_not_join_words_of_two_sentences(gazetteer: Gazetteer) -> None:
    assert not gazetteer.features([["Ewing"], ["sarcoma"]])[0].any()


def test_features_do_not_join_words_far_apart(gazetteer: Gazetteer) -> None:
    assert _hints(gazetteer, ["Ewing", ",", "(", ")", ";", "sarcoma"])[0] == []


def test_features_of_nothing_are_empty(gazetteer: Gazetteer) -> None:
    assert gazetteer.features([]).shape[0] == 0
    assert not gazetteer.features([[".", ","]]).any()


def test_name_hash_of_what_is_no_name_is_none() -> None:
    assert name_hash("12-34") is None
    assert name_hash(" ".join(["word"] * 9)) is None


def test_gazetteer_comes_back_from_its_file(gazetteer: Gazetteer, tmp_path: Path) -> None:
    gazetteer.save(tmp_path / "g.npz")
    again = Gazetteer.load(tmp_path / "g.npz")
    assert (again.hashes == gazetteer.hashes).all()
    assert (again.kinds == gazetteer.kinds).all()


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not an archive"])
def test_load_names_the_file_that_is_no_gazetteer(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "g.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"g\.npz"):
        Gazetteer.load(path)
