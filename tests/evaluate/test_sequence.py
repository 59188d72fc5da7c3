from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.errors import ConfigError
from kg.evaluate.sequence import PATH, UNKNOWN, encode, load_sequence, neighbours, stem, steps, together
from kg.model import EntityType
from kg.relations.learned.propose import propose
from kg.resources import data_dir
from tests.relations.learned.test_learned import SENTENCE, TYPES, make_head


def test_steps_hide_the_names() -> None:
    found = steps(SENTENCE, TYPES, 0, 2)
    words = [step[0] for step in found]
    assert words == ["@A", "potently", "inhibits", "@gene", "and", "@B", "", "@A", "inhibits", "@B"]
    assert found[2] == ("inhibits", "ROOT", "+2", "-3", "1")
    assert [step[1] for step in found if step[4] == str(PATH)] == ["nsubj>", "top", "<dobj"]


def test_unknown_word_counts_as_its_stem() -> None:
    names = (
        {"": 0, UNKNOWN: 1, stem("inhibits"): 2},
        *({"": 0, UNKNOWN: 1} for _ in range(4)),
    )
    rows = encode(names, [("inhibitory", "amod", "+1", "-1", "1"), ("zebra", "", "", "", "")])
    assert rows.tolist() == [[2, 1, 1, 1, 1], [1, 0, 0, 0, 0]]


def test_neighbours_stand_beside_each_word() -> None:
    inputs = np.array([[[1.0], [2.0], [3.0]]], dtype=np.float32)
    assert neighbours(inputs)[0].tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 0]]


def test_share_of_nothing_leaves_what_was_said() -> None:
    ours, theirs = np.array([0.7, 0.3]), np.array([0.1, 0.9])
    assert together(ours, theirs, 0.0) == pytest.approx(ours, abs=1e-6)
    assert together(ours, theirs, 1.0) == pytest.approx(theirs, abs=1e-6)


def test_bundled_reader_knows_an_inhibitor() -> None:
    second = load_sequence(data_dir("pipelines") / "models" / "relations")
    found = steps(SENTENCE, TYPES, 0, 1)
    sums = np.mean([each.sums(each.encode(found)) for each in second.networks], axis=0)
    assert second.labels[int(sums.argmax())] == "INHIBITOR"
    assert all(len(each.bias) == len(second.labels) for each in second.networks)


def test_other_heads_are_left_alone() -> None:
    second = load_sequence(data_dir("pipelines") / "models" / "relations")
    head = make_head(0.5, "ab")
    (proposal, *_) = propose(SENTENCE, [EntityType.DRUG, EntityType.GENE, None], [head], first=False)
    other = type(second)(
        head="gene-gene",
        labels=second.labels,
        networks=second.networks,
        temperature=1.0,
        share=0.5,
        balance=0.2,
    )
    assert other.judged(proposal, SENTENCE, TYPES) is proposal


def test_damaged_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="second reader"):
        load_sequence(tmp_path)
