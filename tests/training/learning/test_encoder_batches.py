from __future__ import annotations

from collections import Counter

import pytest

from kg.training.learning.encoder_batches import Passage, batches, make_window_batch, passages, sentences_of
from tests.training.learning.tiny_encoder import SPELLINGS, examples, tiny_pieces, trees


def _chosen() -> dict[str, list[Passage]]:
    """Return the passages of two corpora and of trees."""
    found = {c: passages(examples(c, rows=9), tiny_pieces(), limit=12) for c in ("one", "two")}
    return {**found, "trees:genia": passages(trees(times=3), tiny_pieces(), limit=12)}


def _counts(shares: dict[str, float], *, seed: int = 3) -> dict[str, Counter[int]]:
    """Return for each corpus how often an epoch has each of its passages."""
    chosen = _chosen()
    home = {id(passage): corpus for corpus, each in chosen.items() for passage in each}
    found: dict[str, Counter[int]] = {corpus: Counter() for corpus in chosen}
    for group in batches(chosen, seed=seed, size=40, shares=shares):
        for passage in group:
            found[home[id(passage)]][id(passage)] += 1
    return found


def test_passages_keep_every_sentence_and_the_piece_of_every_word() -> None:
    given = examples(rows=5)
    made = passages(given, tiny_pieces(), limit=12)
    assert [e for p in made for e in p.examples] == given
    batch = make_window_batch(made, SPELLINGS)
    firsts = batch.pieces.flatten()[batch.firsts]
    pieces = tiny_pieces()
    for row, example in enumerate(given):
        words = example.sentence.forms
        assert firsts[row, : len(words)].tolist() == [pieces.of(word)[0] for word in words]


def test_passages_of_a_sentence_longer_than_a_window_stay_whole() -> None:
    given = examples()
    made = passages(given, tiny_pieces(), limit=5)
    assert max(len(p.windows) for p in made) > 1
    assert [e for p in made for e in p.examples] == given


def test_passages_of_trees_are_sentences_of_their_own() -> None:
    given = trees(times=2)
    made = passages(given, tiny_pieces(), limit=32)
    assert [len(p.examples) for p in made] == [1] * len(given)


def test_batches_hold_all_passages_of_one_corpus_each_within_the_size() -> None:
    chosen = _chosen()
    made = list(batches(chosen, seed=3, size=40))
    assert sum(map(len, made)) == sum(map(len, chosen.values()))
    assert all(len({e.sentence.corpus for e in sentences_of(group)}) == 1 for group in made)
    assert max(sum(len(p.windows) for p in group) * max(p.longest for p in group) for group in made) <= 40


def test_batches_of_one_seed_are_the_same() -> None:
    chosen = _chosen()
    one, two, other = (list(batches(chosen, seed=seed, size=40)) for seed in (3, 3, 4))
    assert one == two != other


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0, 2.0, 2.5])
def test_batches_draw_a_share_of_a_corpus(share: float) -> None:
    chosen, found = _chosen(), _counts({"one": share})
    count = len(chosen["one"])
    assert found["one"].total() == int(share) * count + round((share - int(share)) * count)
    times = {found["one"][each] for each in found["one"]}
    assert times <= {int(share), int(share) + 1} - {0}
    for corpus in ("two", "trees:genia"):
        assert set(found[corpus].values()) == {1}
        assert len(found[corpus]) == len(chosen[corpus])


def test_batches_of_another_epoch_draw_other_passages() -> None:
    chosen = {"one": passages(examples(rows=30), tiny_pieces(), limit=12)}

    def drawn(seed: int) -> set[str]:
        groups = batches(chosen, seed=seed, size=40, shares={"one": 0.5})
        return {p.examples[0].sentence.row for group in groups for p in group}

    assert len({frozenset(drawn(seed)) for seed in range(4)}) > 1
