from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from kg.errors import TrainingError
from kg.training.learning.encoder_batches import passages
from kg.training.learning.encoder_training import Plan, Training, batch_loss
from tests.training.learning.tiny_encoder import HEADS, SPELLINGS, examples, tiny_network, tiny_pieces, trees

_PLAN = Plan(epochs=3, rate=1e-2, encoder_rate=1e-2, freeze=-1, size=40)


def _training(plan: Plan = _PLAN) -> Training:
    chosen = {
        corpus: passages(examples(corpus, rows=6), tiny_pieces(), limit=12) for corpus in ("one", "two")
    }
    network = tiny_network()
    torch.manual_seed(0)
    return Training.begin(network, SPELLINGS, chosen, HEADS, plan)


def test_run_ends_with_the_plan_and_lowers_the_loss() -> None:
    training = _training(replace(_PLAN, epochs=12))
    ended: list[int] = []
    losses = training.run(measure=ended.append)
    assert len(losses) == training.total
    assert ended == list(range(1, 13))
    assert sum(losses[-5:]) < 0.9 * sum(losses[:5])


def test_resume_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    whole = _training()
    expected = whole.run()
    first = _training()
    stopped = first.run(stop=whole.total // 2)
    first.save(tmp_path / "checkpoint.pt")
    second = _training()
    second.resume(tmp_path / "checkpoint.pt")
    assert stopped + second.run() == expected
    for name, value in whole.network.state_dict().items():
        torch.testing.assert_close(second.network.state_dict()[name], value, atol=0, rtol=0)


def test_run_writes_the_state_at_the_end_of_each_epoch(tmp_path: Path) -> None:
    training = _training()
    training.run(checkpoint=tmp_path / "checkpoint.pt")
    again = _training()
    again.resume(tmp_path / "checkpoint.pt")
    assert again.done == 1
    assert again.run() == []
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.pt"]


def test_run_ends_with_the_minutes() -> None:
    training = _training(replace(_PLAN, epochs=1000, minutes=1e-9))
    assert len(training.run()) == 1


def test_resume_of_another_plan_asks_for_the_same_options(tmp_path: Path) -> None:
    _training().save(tmp_path / "checkpoint.pt")
    with pytest.raises(TrainingError, match="give the same options"):
        _training(replace(_PLAN, rate=1.0)).resume(tmp_path / "checkpoint.pt")


def test_resume_of_a_damaged_file_names_it(tmp_path: Path) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"half")
    with pytest.raises(TrainingError, match=r"checkpoint\.pt"):
        _training().resume(tmp_path / "checkpoint.pt")


_JOINT = replace(_PLAN, shares=(("two", 0.5), ("trees:genia", 2.0)))


def _joint(plan: Plan = _JOINT) -> Training:
    """Return a training of mentions and trees together."""
    chosen = {
        corpus: passages(examples(corpus, rows=6), tiny_pieces(), limit=12) for corpus in ("one", "two")
    }
    chosen["trees:genia"] = passages(trees("genia", times=4), tiny_pieces(), limit=32)
    network = tiny_network(syntax=True)
    torch.manual_seed(0)
    return Training.begin(network, SPELLINGS, chosen, HEADS, plan)


def _losses(training: Training) -> dict[str, float]:
    """Return the loss of all passages of each corpus, nothing dropped."""
    training.network.eval()
    with torch.no_grad():
        return {
            corpus: float(batch_loss(training.network, SPELLINGS, group, HEADS))
            for corpus, group in training.passages.items()
        }


def test_joint_training_lowers_the_loss_of_tags_and_of_trees() -> None:
    training = _joint(replace(_JOINT, epochs=12))
    before = _losses(training)
    losses = training.run()
    assert len(losses) == training.total
    after = _losses(training)
    assert {corpus for corpus in before if after[corpus] < 0.8 * before[corpus]} == set(before)


def test_joint_training_changes_every_part() -> None:
    training = _joint()
    before = {name: value.clone() for name, value in training.network.state_dict().items()}
    training.run()
    after = training.network.state_dict()
    same = {name for name, value in before.items() if torch.equal(value, after[name])}
    assert {name for name in same if not name.endswith("piece.weight")} == set()


def test_shares_count_in_the_steps_of_a_training() -> None:
    plain, more = _joint(replace(_JOINT, shares=())), _joint(replace(_JOINT, shares=(("trees:genia", 9.0),)))
    assert more.total > plain.total


def test_joint_training_resumes_as_if_nothing_had_been(tmp_path: Path) -> None:
    whole = _joint()
    expected = whole.run()
    first = _joint()
    stopped = first.run(stop=whole.total // 2)
    first.save(tmp_path / "checkpoint.pt")
    second = _joint()
    second.resume(tmp_path / "checkpoint.pt")
    assert stopped + second.run() == expected
    for name, value in whole.network.state_dict().items():
        torch.testing.assert_close(second.network.state_dict()[name], value, atol=0, rtol=0)


def test_resume_of_other_shares_asks_for_the_same_options(tmp_path: Path) -> None:
    _joint().save(tmp_path / "checkpoint.pt")
    with pytest.raises(TrainingError, match="give the same options"):
        _joint(replace(_JOINT, shares=(("two", 0.5), ("trees:genia", 2.5)))).resume(
            tmp_path / "checkpoint.pt"
        )
