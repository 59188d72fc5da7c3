from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.evaluate.sequence import Steps, encode, load_sequence
from kg.relations.learned.model import softmax
from kg.training.convolution import Shape, fit_network, padded
from kg.training.relation_data import Example
from kg.training.sequences import names_of, start_vectors, weighed, write_networks
from kg.training.word_vectors import word_vectors

SHAPE = Shape(widths=(6, 3, 2, 2, 2), filters=8, rounds=80, dropout=0.2, blank=0.0)


def make_steps(verb: str) -> Steps:
    return [
        ("@A", "nsubj", "+0", "-2", "1"),
        (verb, "ROOT", "+1", "-1", "1"),
        ("@B", "dobj", "+2", "+0", "1"),
    ]


def make_examples() -> list[Example]:
    return [
        Example(
            head="drug-gene",
            corpus="one",
            work=str(work),
            features=(),
            allowed=frozenset({label}),
            steps=make_steps(verb),
        )
        for work in range(60)
        for verb, label in (("blocks", "less"), ("raises", "more"), ("resembles", "none"))
    ]


def test_network_learns_what_verbs_say() -> None:
    found = make_examples()
    names = names_of(found)
    assert {"blocks", "block~", "@A"} <= set(names[0])
    labels = ("none", "less", "more")
    allowed = np.array([[label in e.allowed for label in labels] for e in found])
    rows = [encode(names, e.steps) for e in found]
    words = start_vectors(["A toxin blocks it.", "A salt raises it.", "It resembles it."], names[0], 6)
    network = fit_network(rows, allowed, names, words, shape=SHAPE, seed=3)
    for at in range(3):
        assert softmax(network.sums(rows[at]))[allowed[at]].sum() > 0.8
    again = fit_network(rows, allowed, names, words, shape=SHAPE, seed=3)
    assert all(np.array_equal(a, b) for a, b in zip(network.vectors, again.vectors, strict=True))


def test_padded_fills_up_with_zeros() -> None:
    rows = [np.ones((2, 5), dtype=np.int64), np.ones((3, 5), dtype=np.int64)]
    found = padded(rows)
    assert found.shape == (2, 3, 5)
    assert not found[0, 2].any()


def test_words_used_alike_have_vectors_alike() -> None:
    names = {name: at for at, name in enumerate(("", "cat", "dog", "barley", "eats", "grows", "the"))}
    texts = ["the cat eats", "the dog eats", "barley grows"] * 5
    _, cat, dog, barley, *_ = word_vectors(texts, names, 3)
    assert cat @ dog > cat @ barley


def test_networks_have_their_say_where_they_know_better() -> None:
    allowed = np.array([[True, False]] * 30 + [[False, True]] * 30)
    heads = np.full((60, 2), 0.5)
    found = weighed(np.where(allowed, 2.0, -2.0), heads, allowed)
    assert found["share"] > 0
    assert found["folds"][str(found["share"])]["f1"] == 1.0


def test_networks_are_read_as_they_were_written(tmp_path: Path) -> None:
    found = make_examples()
    names = names_of(found)
    rows = [encode(names, e.steps) for e in found[:3]]
    allowed = np.eye(3, dtype=bool)
    words = start_vectors([], names[0], 6)
    network = fit_network(rows, allowed, names, words, shape=SHAPE, seed=1)
    about = {"head": "drug-gene", "labels": ["none", "less", "more"], "temperature": 1.0, "share": 0.5}
    write_networks([network], {**about, "balance": 0.3}, tmp_path)
    read = load_sequence(tmp_path)
    assert read.networks[0].sums(rows[0]) == pytest.approx(network.sums(rows[0]), abs=0.1)
