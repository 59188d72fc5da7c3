"""The trees that the parser learns from."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import spacy

from kg.errors import TrainingError
from kg.training.conllu import Tree, Word
from kg.training.treebanks import (
    CRAFT,
    GENIA,
    SILVER,
    TREEBANKS,
    Mixture,
    collect,
    craft_trees,
    genia_trees,
    read_trees,
    sound_trees,
    write_trees,
)
from tests.training.test_silver import parsed
from tests.training.tiny import tree

_GENIA = """# pmid = 1
1\tMice\tmouse\tNNS\tNNS\t_\t2\tnsubj\t_\t_
2\tsleep\tsleep\tVBP\tVBP\t_\t0\troot\t_\t_
3\tin\tin\tIN\tIN\t_\t4\tcase\t_\t_
4\tcages\tcage\tNNS\tNNS\t_\t2\tnmod\t_\t_

"""
_CRAFT = """# newdoc id = 2
1\tMice\tmouse\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tsleep\tsleep\tVERB\tVBP\t_\t0\troot\t_\t_

"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for corpus, rows in (("genia_dep", _GENIA), ("craft_dep", _CRAFT)):
        (tmp_path / corpus).mkdir()
        for part in ("train", "dev"):
            (tmp_path / corpus / f"{part}.conllu.gz").write_bytes(gzip.compress(rows.encode()))
    return tmp_path


def test_genia_trees_have_clear_labels(corpora: Path) -> None:
    (tree,) = genia_trees(corpora, "train")
    assert [(w.head, w.label) for w in tree.words] == [(1, "nsubj"), (1, "ROOT"), (1, "prep"), (2, "pobj")]


def test_craft_trees_have_the_root_label_of_spacy(corpora: Path) -> None:
    (tree,) = craft_trees(corpora, "train")
    assert [w.label for w in tree.words] == ["nsubj", "ROOT"]


def test_collect_gives_the_trees_of_each_treebank(corpora: Path) -> None:
    found = collect(corpora, spacy.blank("en"), mixture=Mixture(silver=3, silver_corpora=()))
    assert {name: len(trees) for name, trees in found.items()} == {CRAFT: 1, GENIA: 1, SILVER: 0}
    assert tuple(found) == TREEBANKS


def test_collect_leaves_out_what_is_too_long(corpora: Path) -> None:
    rows = "".join(f"{i}\tmice\tmouse\tNNS\tNNS\t_\t{i - 1}\tdep\t_\t_\n" for i in range(1, 72))
    (corpora / "craft_dep" / "train.conllu.gz").write_bytes(gzip.compress(rows.encode()))
    assert len(craft_trees(corpora, "train")[0].words) == 71
    found = collect(corpora, spacy.blank("en"), mixture=Mixture(silver_corpora=()))
    assert (len(found[CRAFT]), len(found[GENIA])) == (0, 1)


def test_sound_trees_are_of_sentences_that_were_parsed_well() -> None:
    good = ("nsubj ROOT amod dobj punct", [1, 1, 3, 1, 1], "NOUN VERB ADJ NOUN PUNCT")
    bad = ("nsubj ROOT dep dobj punct", [1, 1, 3, 1, 1], "NOUN VERB ADJ NOUN PUNCT")
    (found,) = sound_trees(parsed("Mice eat soft cheese .", *good), "a-1")
    assert found.document == "a-1"
    assert [(w.form, w.head, w.label) for w in found.words][:2] == [("Mice", 1, "nsubj"), ("eat", 1, "ROOT")]
    assert list(sound_trees(parsed("Mice eat soft cheese .", *bad), "a-2")) == []


_TREES = {
    GENIA: [tree("Mice/NNS/1/nsubj sleep/VBP/1/ROOT"), tree("Naïve/JJ/1/amod cells/NNS/1/ROOT")],
    SILVER: [Tree("17", (Word("p53", "p53", "NN", 0, "ROOT", False), Word("-", "-", "HYPH", 0, "punct")))],
}


def test_written_trees_are_read_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "new" / "trees.jsonl.gz"
    write_trees(path, _TREES)
    assert read_trees(path) == _TREES
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_equal_trees_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_trees(tmp_path / name, _TREES)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def _damaged(path: Path, kind: str) -> None:
    whole = path.read_bytes()
    row = {"treebank": "genia", "document": "1", "words": [["Mice", "mouse"]]}
    path.write_bytes(
        {
            "empty line": gzip.compress(b"\n"),
            "not packed": b"half",
            "cut": whole[: len(whole) // 2],
            "overwritten": whole[:40] + b"\xff" * 40 + whole[80:],
            "no words": gzip.compress(b'{"treebank": "genia", "document": "1"}\n'),
            "short words": gzip.compress(json.dumps(row).encode()),
            "another row": gzip.compress(b"[1]\n"),
        }[kind]
    )


@pytest.mark.parametrize(
    "kind", ["empty line", "not packed", "cut", "overwritten", "no words", "short words", "another row"]
)
def test_read_trees_of_a_damaged_file_names_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "trees.jsonl.gz"
    write_trees(path, _TREES)
    _damaged(path, kind)
    with pytest.raises(TrainingError, match=r"trees\.jsonl\.gz: not a file of trees"):
        read_trees(path)


def test_read_trees_of_a_missing_file_names_it(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"trees\.jsonl\.gz"):
        read_trees(tmp_path / "trees.jsonl.gz")
