from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.nlp.parsing.component import NAME
from kg.nlp.parsing.parser import LONGEST, ParsedToken, TreeParser
from kg.nlp.parsing.tokens import FLAGS
from kg.nlp.words.layers import Floats
from tests.nlp.tiny import LABELS, TAGS, TREEBANKS, WIDTH, tree_parser

_SENTENCES = [["Mice", "sleep", "and", "the", "rats", "eat"], ["Sleep"], ["WT1", "binds", "DNA"]]


def _states(count: int, *, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).normal(size=(count, WIDTH + FLAGS)).astype(np.float32)


def _roots(tokens: Sequence[ParsedToken]) -> list[int]:
    return [place for place, token in enumerate(tokens) if token.head == place]


def _is_tree(tokens: Sequence[ParsedToken]) -> bool:
    """Tell whether there is one root, to which all tokens lead."""
    ends = set()
    for place in range(len(tokens)):
        for _ in tokens:
            place = tokens[place].head
        ends.add(place)
    return len(_roots(tokens)) == 1 and ends == set(_roots(tokens))


@pytest.fixture(scope="module")
def parser() -> TreeParser:
    return tree_parser()


def test_parse_gives_each_sentence_a_tree_with_its_names(parser: TreeParser) -> None:
    found = list(parser.parse(_states(10), _SENTENCES, treebank="craft"))
    assert [len(tokens) for tokens in found] == [6, 1, 3]
    for tokens in found:
        assert _is_tree(tokens)
        assert {token.tag for token in tokens} <= set(TAGS)
        assert {token.label for token in tokens} <= set(LABELS)
        assert [place for place, token in enumerate(tokens) if token.label == "ROOT"] == _roots(tokens)


def test_parse_of_a_sentence_does_not_depend_on_its_company(parser: TreeParser) -> None:
    states = _states(10)
    together = list(parser.parse(states, _SENTENCES, treebank="craft"))
    assert list(parser.parse(states[7:], _SENTENCES[2:], treebank="craft")) == together[2:]


def test_parse_follows_the_habits_of_the_treebank(parser: TreeParser) -> None:
    found = [list(parser.parse(_states(10), _SENTENCES, treebank=name)) for name in TREEBANKS]
    assert found[0] != found[1] != found[2]


def test_parse_sees_the_forms(parser: TreeParser) -> None:
    states = np.zeros((6, WIDTH + FLAGS), dtype=np.float32)
    trees = {
        tuple(next(parser.parse(states, [words.split()], treebank="craft")))
        for words in ("and the and the and the", "mice sleep ing ed ly ous", "the the the and ing ing")
    }
    assert len(trees) > 1


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 2 * LONGEST + 7])
def test_parse_makes_one_tree_of_a_sentence_without_end(length: int, parser: TreeParser) -> None:
    sentences = [["Mice", "sleep"], ["word"] * length, ["Rats"]]
    found = list(parser.parse(_states(length + 3), sentences, treebank="craft"))
    assert [len(tokens) for tokens in found] == [2, length, 1]
    assert all(_is_tree(tokens) for tokens in found)
    (root,) = _roots(found[1])
    assert root < LONGEST
    assert found[1][root].label == "ROOT"
    # what would be the roots of the other parts
    hung = [t.label for i, t in enumerate(found[1]) if i >= LONGEST and t.head == root]
    assert hung == ["dep"] * ((length - 1) // LONGEST)


def test_parse_by_an_unknown_treebank_names_the_known(parser: TreeParser) -> None:
    with pytest.raises(ModelError, match="no treebank 'ptb', only craft, genia, silver"):
        list(parser.parse(_states(1), [["Mice"]], treebank="ptb"))


def test_load_parses_as_what_was_written(parser: TreeParser, parts: Path) -> None:
    loaded = TreeParser.load(parts / NAME, width=WIDTH)
    assert (loaded.tags, loaded.labels, loaded.treebanks) == (TAGS, LABELS, TREEBANKS)
    states = _states(10)
    one, two = (list(each.parse(states, _SENTENCES, treebank="genia")) for each in (parser, loaded))
    assert [token.head for tokens in one for token in tokens] == [t.head for tokens in two for t in tokens]


@pytest.fixture
def folder(parts: Path, tmp_path: Path) -> Path:
    """A folder with the files of a parser, for tests that change them."""
    return Path(shutil.copytree(parts / NAME, tmp_path / "syntax"))


@pytest.mark.parametrize("name", ["arrays.npz", "names.json"])
def test_load_names_a_missing_file(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name} missing"):
        TreeParser.load(folder, width=WIDTH)


@pytest.mark.parametrize("name", ["arrays.npz", "names.json"])
@pytest.mark.parametrize("content", [b"", b"half", b"PK\x03\x04", b"[]", b'{"labels": []}'])
def test_load_of_a_damaged_file_names_the_folder(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match="damaged") as error:
        TreeParser.load(folder, width=WIDTH)
    assert str(folder) in str(error.value)


@pytest.mark.parametrize("name", ["label", "form.weight"])
def test_load_of_an_array_of_another_form_says_so(name: str, folder: Path) -> None:
    with np.load(folder / "arrays.npz") as stored:
        arrays = {each: stored[each] for each in stored.files if not each.startswith(f"{name}:")}
    np.savez(folder / "arrays.npz", **{**arrays, name: np.zeros(3, dtype=np.float16)})
    with pytest.raises(ModelError, match="damaged"):
        TreeParser.load(folder, width=WIDTH)


def test_load_over_another_network_of_words_says_so(folder: Path) -> None:
    with pytest.raises(ModelError, match="over another network of words"):
        TreeParser.load(folder, width=WIDTH + 1)
