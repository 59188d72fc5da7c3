"""The training loop of the accurate tier, which can be broken off and taken up again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import torch
from torch import Tensor, nn

from kg.errors import TrainingError
from kg.training.entity_data import targets
from kg.training.learning.encoder_batches import Passage, batches, make_window_batch, sentences_of
from kg.training.learning.encoder_network import ContextNetwork
from kg.training.learning.entities import tag_loss
from kg.training.learning.network import Spellings
from kg.training.learning.syntax_network import make_tree_batch, syntax_loss
from kg.training.schemes import Head
from kg.training.syntax_data import TreeExample

_WARM = 0.06
"""Share of the training in which rates rise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long to train and how: it ends after `epochs`, or after `minutes` of training, which 0 leaves open.

    `rate` is the highest rate of the default tier's part, `encoder_rate` that of the encoder's last layer.
    `freeze` lowest layers of the encoder and its tables stay as they are (-1: nothing does). `size` is pieces
    a batch. `shares` tells how much of a corpus an epoch has, where not each passage once.
    """

    epochs: int = 3
    minutes: float = 0.0
    rate: float = 5e-4
    encoder_rate: float = 6e-5
    freeze: int = 0
    size: int = 2000
    seed: int = 0
    shares: tuple[tuple[str, float], ...] = ()

    def batches(self, passages: Mapping[str, Sequence[Passage]], epoch: int) -> Iterator[list[Passage]]:
        """Yield the batches of an epoch, counted from 0."""
        return batches(passages, seed=self.seed + epoch, size=self.size, shares=dict(self.shares))


@dataclass(slots=True)
class Progress:
    """How far a training has come: epoch, batches of it, steps in all, minutes of training."""

    epoch: int = 0
    batch: int = 0
    step: int = 0
    minutes: float = 0.0


@dataclass(slots=True)
class Training:
    """A network, what it learns from, and how far it has come."""

    network: ContextNetwork
    spellings: Spellings
    passages: Mapping[str, Sequence[Passage]]
    heads: Sequence[Head]
    plan: Plan
    progress: Progress
    optimizers: tuple[torch.optim.Optimizer, ...]
    total: int

    @classmethod
    def begin(
        cls, network: ContextNetwork, spellings: Spellings, passages: Mapping[str, Sequence[Passage]],
        heads: Sequence[Head], plan: Plan,
    ) -> Training:  # fmt: skip
        """Return a training at its start."""
        network.freeze(plan.freeze)
        optimizers = network.optimizers(rate=plan.rate, encoder_rate=plan.encoder_rate)
        total = sum(sum(1 for _ in plan.batches(passages, epoch)) for epoch in range(plan.epochs))
        return cls(network, spellings, passages, heads, plan, Progress(), optimizers, total)

    @property
    def done(self) -> float:
        """Share of the training that is behind, by steps or by minutes, 0-1."""
        by_time = self.progress.minutes / self.plan.minutes if self.plan.minutes else 0.0
        return min(1.0, max(by_time, self.progress.step / self.total if self.total else 1.0))

    def run(
        self, *, checkpoint: Path | None = None, every: float = 10.0, stop: int | None = None,
        measure: Callable[[int], None] | None = None,
    ) -> list[float]:  # fmt: skip
        """Train to the end of the plan, or until `stop` steps are behind, and return the loss of each step.

        The state is written to `checkpoint` each `every` minutes and at the end of each epoch, after which
        `measure` is called with its number.
        """
        losses: list[float] = []
        watch = _Watch(self)
        saved = self.progress.minutes
        while self.progress.epoch < self.plan.epochs and self.done < 1:
            order = list(self.plan.batches(self.passages, self.progress.epoch))
            while self.progress.batch < len(order) and self.done < 1:
                if self.progress.step == stop:
                    return losses
                started = time.perf_counter()
                group = order[self.progress.batch]
                losses.append(self._step(group))
                self.progress.batch += 1
                self.progress.step += 1
                self.progress.minutes += (time.perf_counter() - started) / 60
                watch.see(group, losses[-1])
                if checkpoint is not None and self.progress.minutes - saved >= every:
                    self.save(checkpoint)
                    saved = self.progress.minutes
            self.progress.epoch += 1
            self.progress.batch = 0
            if checkpoint is not None:
                self.save(checkpoint)
            if measure is not None:
                measure(self.progress.epoch)
        return losses

    def _step(self, group: Sequence[Passage]) -> float:
        self.network.train()
        share = self._share()
        for slot in (slot for each in self.optimizers for slot in each.param_groups):
            slot["lr"] = slot["top"] * share
        loss = batch_loss(self.network, self.spellings, group, self.heads)
        self.network.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        held = [p for slot in self.optimizers[0].param_groups for p in slot["params"]]
        nn.utils.clip_grad_norm_(held, 2.0)
        for optimizer in self.optimizers:
            optimizer.step()
        return float(loss.detach())

    def _share(self) -> float:
        """Return what share of the highest rates holds now: it rises, then falls to 0, in straight lines."""
        # of the middle of the step, so that the first and the last one move as well
        done = min(1.0, self.done + 0.5 / max(self.total, 1))
        return min(done / _WARM, (1 - done) / (1 - _WARM))

    def save(self, path: Path) -> None:
        """Write all that is needed to go on; a file that is there stays whole until the new one is."""
        beside = path.with_name(f"{path.name}.part")
        torch.save(
            {
                "network": self.network.state_dict(),
                "optimizers": [each.state_dict() for each in self.optimizers],
                "progress": asdict(self.progress),
                "plan": asdict(self.plan),
                "total": self.total,
                "random": torch.get_rng_state(),
            },
            beside,
        )
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on where the training that wrote `path` was.

        Raises:
            TrainingError: the file is damaged, or of a training by another plan or on other texts.
        """
        if not is_zipfile(path):
            raise TrainingError(f"{path}: not the state of a training")
        try:
            state = torch.load(path)
            plan, total = _plan_of(state["plan"]), int(state["total"])
        except (OSError, RuntimeError, EOFError, KeyError, TypeError, ValueError) as error:
            raise TrainingError(f"{path}: not the state of a training: {error}") from error
        if (plan, total) != (self.plan, self.total):
            raise TrainingError(
                f"{path}: is of another training: {plan}, {total} steps; give the same options"
            )
        self.network.load_state_dict(state["network"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)
        self.progress = Progress(**state["progress"])
        torch.set_rng_state(state["random"])


def batch_loss(
    network: ContextNetwork, spellings: Spellings, group: Sequence[Passage], heads: Sequence[Head]
) -> Tensor:
    """Return the loss of a batch: of its trees, or of its tags, summed over the heads that it teaches."""
    examples = sentences_of(group)
    batch = make_window_batch(group, spellings)
    trees = [example for example in examples if isinstance(example, TreeExample)]
    if trees and network.syntax is not None:
        tree_batch = make_tree_batch(trees)
        states = network.token_states(batch, tree_batch)
        heads_of = tree_batch.heads.clamp(min=0)
        scores = network.syntax(states, tree_batch, heads_of)
        return syntax_loss(scores, tree_batch)
    wanted = targets(examples)
    columns = torch.cat([torch.arange(heads[h].columns.start, heads[h].columns.stop) for h in wanted])
    return tag_loss(network(batch, columns=columns), wanted, heads)


def _plan_of(stated: Mapping[str, Any]) -> Plan:
    return Plan(**{**stated, "shares": tuple((name, share) for name, share in stated["shares"])})


class _Watch:
    """Says on stderr how it goes: loss, pace and the time left."""

    def __init__(self, training: Training, *, every: int = 100) -> None:
        self._training = training
        self._every = every
        self._clear()

    def _clear(self) -> None:
        self._pieces = self._words = 0
        self._losses: list[float] = []
        self._since = self._training.progress.minutes
        self._before = self._training.done

    def see(self, group: Sequence[Passage], loss: float) -> None:
        """Take note of a step, and speak where it is time."""
        self._losses.append(loss)
        self._pieces += sum(len(window.pieces) for passage in group for window in passage.windows)
        self._words += sum(len(example.sentence.words) for example in sentences_of(group))
        if len(self._losses) < self._every:
            return
        minutes = max(self._training.progress.minutes - self._since, 1e-9)
        left = minutes * (1 - self._training.done) / max(self._training.done - self._before, 1e-9)
        sys.stderr.write(
            f"step {self._training.progress.step}/{self._training.total}"
            f" loss {sum(self._losses) / len(self._losses):.3f}"
            f" {self._pieces / minutes / 60:.0f} pieces/s {self._words / minutes / 60:.0f} words/s"
            f" {left:.0f} min left\n"
        )
        sys.stderr.flush()
        self._clear()
